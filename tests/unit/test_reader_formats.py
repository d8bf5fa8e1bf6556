"""What is taken from each format."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.corpus import read_corpus
from kg.model import BlockKind, Document, DocumentKind, Failure

SAMPLES = Path(__file__).parent.parent / "data" / "readers"


def read(name: str) -> list[Document]:
    found = list(read_corpus(SAMPLES / name))
    assert all(isinstance(item, Document) for item in found), found
    return [item for item in found if isinstance(item, Document)]


def shown(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind.value, block.section, block.span.of(document.text)) for block in document.blocks]


def test_plain_text_gives_kicker_title_byline_headings_items_and_references() -> None:
    (document,) = read("article.txt")
    assert shown(document)[:-2] == [
        ("metadata", "", "PRESS RELEASE, March 2021"),
        ("title", "", "Examplimab slows example disease"),
        ("byline", "", "by Dr. A.B. Example M.D."),
        ("paragraph", "", "Examplimab blocks EX1. It was given to 120 patients."),
        ("heading", "Key results", "Key results"),
        ("list_item", "Key results", "The primary endpoint was met."),
        ("list_item", "Key results", "Fever was common."),
        ("heading", "Outlook", "1. Outlook"),
        ("paragraph", "Outlook", "A second trial is planned."),
        ("heading", "References", "References"),
    ]
    assert document.authors == ("A.B. Example",)
    assert document.date == "2021-03"
    assert document.kind is DocumentKind.NEWS
    assert [citation.doi for citation in document.citations] == [
        "10.1000/example.1",
        "10.1053/j/example.2019.01.02.",
    ]
    assert [notice.code for notice in document.notices] == ["malformed-doi"]


def test_markdown_gives_the_same_without_its_marks_and_keeps_the_text() -> None:
    (document,) = read("article.md")
    assert document.text == (SAMPLES / "article.md").read_text("utf-8")
    assert shown(document)[1:] == [
        ("title", "", "Examplimab: a second look"),
        (
            "paragraph",
            "",
            "Examplimab blocks **EX1**. It is described [elsewhere](https://example.org/other).",
        ),
        ("heading", "Key results", "Key results"),
        ("list_item", "Key results", "The primary endpoint was met."),
        ("list_item", "Key results", "Fever was common."),
        ("table", "Key results", "| Outcome | Value |\n|---|---|\n| Response | 40% |"),
        ("heading", "Outlook", "Outlook"),
        ("list_item", "Outlook", "A second trial is planned."),
        ("heading", "References", "References"),
        (
            "reference",
            "References",
            "1. Example AB, Sample CD. A trial. J Ex. 2020;1(2):3-4. doi:10.1000/example.1",
        ),
    ]


def test_front_matter_is_metadata_and_gives_what_it_says() -> None:
    (document,) = read("article.md")
    assert document.blocks[0].kind is BlockKind.METADATA
    assert document.title == "Examplimab: a second look"
    assert document.authors == ("Alice Example", "Bob Sample")
    assert (document.date, document.publisher) == ("2021-03", "Example Press")
    assert (document.url, document.licence) == ("https://example.org/article", "CC0-1.0")


def test_jsonl_keeps_texts_and_ids_as_they_are() -> None:
    first, second, third = read("records.jsonl")
    assert [d.source for d in (first, second, third)] == ["records.jsonl#first", "records.jsonl#17", "records.jsonl#99"]
    assert second.text == "  Examplimab blocks EX1. The text keeps its blanks.  "
    assert shown(first)[0] == ("title", "", "Examplimab slows example disease")
    assert (first.date, first.authors, first.url) == ("2021-03-02", ("Alice Example",), "https://example.org/1")
    assert (third.identifiers, third.retracted, third.kind) == (("PMID:99",), True, DocumentKind.ARTICLE)


def test_pubmed_gives_title_sections_people_date_and_ids() -> None:
    first, second = read("pubmed.xml")
    assert shown(first) == [
        ("title", "", "Examplimab in EX1-positive example disease."),
        ("heading", "METHODS", "METHODS"),
        (
            "paragraph",
            "METHODS",
            "We gave 10⁹/L CD8+ cells in 5 mL H2O at 5 mg/m² to patients with EGFR T790M.",
        ),
        ("heading", "RESULTS", "RESULTS"),
        ("paragraph", "RESULTS", "Fever was common (P<0.001)."),
        ("reference", "References", "Sample C. A trial. J Ex. 2019."),
    ]
    assert first.source == "pubmed.xml#1"
    assert first.authors == ("Alice B Example", "The Example Group")
    assert (first.date, second.date) == ("2021-03-02", "2020")
    assert first.publisher == "Journal of Examples"
    assert first.url == "https://pubmed.ncbi.nlm.nih.gov/1/"
    assert first.identifiers == ("PMID:1", "PMC:PMC1", "doi:10.1000/example.1")
    assert (first.retracted, second.retracted) == (True, False)
    assert [citation.doi for citation in first.citations] == ["10.1000/example.2"]


def test_jats_gives_sections_lists_tables_and_references() -> None:
    (document,) = read("jats.nxml")
    assert shown(document) == [
        ("title", "", "Examplimab in example disease"),
        ("heading", "Background", "Background"),
        ("paragraph", "Background", "EX1 drives example disease.[1,2] It is rare."),
        ("heading", "Methods", "2. Methods"),
        ("paragraph", "Methods", "The arms were:"),
        ("list_item", "Methods", "examplimab"),
        ("list_item", "Methods", "placebo"),
        ("paragraph", "Methods", "and both took methotrexate."),
        ("paragraph", "Methods", "Responses."),
        ("table", "Methods", "Examplimab | 40%\nPlacebo | 10%"),
        ("reference", "References", "Sample C. A trial. J Ex. 2019. 10.1053/j.example.2019.01.02"),
    ]
    assert document.source == "jats.nxml"
    assert (document.authors, document.date) == (("Alice Example",), "2021-03-02")
    assert document.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert document.identifiers == ("PMC:PMC7", "doi:10.1000/example.7")
    assert [notice.code for notice in document.notices] == ["malformed-doi"]


def test_each_broken_file_is_a_failure_and_the_good_record_among_them_is_read() -> None:
    found = list(read_corpus(SAMPLES / "broken"))
    assert [item.source for item in found if isinstance(item, Document)] == ["records.jsonl#4"]
    failures = {item.source: item.message for item in found if isinstance(item, Failure)}
    assert {source for source in failures if "#" not in source} == {
        p.name for p in (SAMPLES / "broken").iterdir() if p.name != "records.jsonl"
    }
    assert "entities" in failures["bomb.xml"]
    assert "entities" in failures["external.xml"]
    assert "neither PubMed" in failures["other.xml"]
    assert "empty" in failures["empty.txt"]
    assert "binary" in failures["binary.txt"]
    assert "compressed" in failures["broken.jsonl.gz"]


@pytest.mark.parametrize("suffix", [".jsonl", ".xml"])
def test_a_compressed_file_gives_the_same_articles(suffix: str, tmp_path: Path) -> None:
    import gzip
    import lzma

    name = {".jsonl": "records.jsonl", ".xml": "pubmed.xml"}[suffix]
    content = (SAMPLES / name).read_bytes()
    (tmp_path / f"{name}.gz").write_bytes(gzip.compress(content))
    (tmp_path / f"{name}.xz").write_bytes(lzma.compress(content))
    texts = [item.text for item in read_corpus(tmp_path) if isinstance(item, Document)]
    assert texts == 2 * [document.text for document in read(name)]


def test_a_named_character_is_its_character_though_no_dtd_is_loaded(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS 1.3//EN" "JATS.dtd">'
    content = f"{doctype}<article><body><p>TNF-&alpha; and &nothing; in <sup>14</sup>C.</p></body></article>"
    (tmp_path / "a.xml").write_text(content, "utf-8")
    (document,) = read_corpus(tmp_path)
    assert isinstance(document, Document)
    assert document.text == "TNF-α and &nothing; in 14C."


def test_the_records_before_a_break_in_the_xml_are_read(tmp_path: Path) -> None:
    content = (SAMPLES / "pubmed.xml").read_text("utf-8").replace("A title alone.", "A title alone.</oops>")
    (tmp_path / "a.xml").write_text(content, "utf-8")
    first, second = read_corpus(tmp_path)
    assert (first.source, type(second)) == ("a.xml#1", Failure)


def test_a_set_of_jats_articles_gives_each_its_own_source(tmp_path: Path) -> None:
    article = (SAMPLES / "jats.nxml").read_text("utf-8").partition("?>")[2]
    nameless = "<article><body><p>Examplimab blocks EX1.</p></body></article>"
    (tmp_path / "a.xml").write_text(f"<pmc-articleset>{article}{nameless}</pmc-articleset>", "utf-8")
    assert [item.source for item in read_corpus(tmp_path)] == ["a.xml#PMC7", "a.xml#2"]
