"""What is taken from the first article, and from the layouts of the development articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.corpus import read_corpus
from kg.model import BlockKind, Document, DocumentKind

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def seed(shared: Path) -> Document:
    (document,) = read_corpus(shared / "seed")
    assert isinstance(document, Document)
    return document


@pytest.fixture(scope="module")
def gold(shared: Path) -> dict[str, Document]:
    return {item.source: item for item in read_corpus(shared / "gold") if isinstance(item, Document)}


def test_the_first_article_has_its_title_author_and_month(seed: Document) -> None:
    assert seed.title == "Isatuximab – Novel Anti CD38 Targeted Therapy Promising for Myeloma"
    assert seed.authors == ("C.H. Weaver",)
    assert seed.date == "2019-02"
    assert seed.kind is DocumentKind.NEWS


def test_the_first_article_has_two_citations_and_reports_one_doi_without_repairing_it(seed: Document) -> None:
    assert [citation.doi for citation in seed.citations] == [
        "10.1053/j/seminoncol.2016.11.00.",
        "10.1001/jamaoncol.2018.2128",
    ]
    assert [notice.code for notice in seed.notices] == ["malformed-doi"]
    assert "10.1053/j/seminoncol.2016.11.00." in seed.notices[0].message


def test_the_first_article_s_text_is_the_file_s(seed: Document, shared: Path) -> None:
    assert seed.text == (shared / "seed/isatuximab.txt").read_bytes().decode("utf-8")


def test_neither_byline_nor_references_are_prose(seed: Document) -> None:
    apart = [block.kind for block in seed.blocks if not block.kind.is_prose]
    assert apart == [BlockKind.BYLINE, BlockKind.REFERENCE, BlockKind.REFERENCE]


def test_every_development_article_is_read_and_has_its_title(gold: dict[str, Document], shared: Path) -> None:
    import json

    assert len(gold) == 16
    for source, document in gold.items():
        expected = json.loads((shared / "gold" / source).with_suffix(".json").read_text("utf-8"))["title"]
        assert document.title == expected


def test_the_months_of_the_development_articles_are_taken_where_they_stand(gold: dict[str, Document]) -> None:
    dates = {source.removesuffix(".txt"): document.date for source, document in gold.items() if document.date}
    assert dates == {
        "dev-01": "2020-06",
        "dev-02": "2016-06",
        "dev-04": "2017-09",
        "dev-05": "2017-11",
        "dev-08": "2022-06",
        "dev-09": "2019-05",
        "dev-12": "2020-06",
        "dev-13": "2019",
    }


def test_study_reports_are_told_from_news(gold: dict[str, Document]) -> None:
    scholarly = [s for s, d in gold.items() if d.kind is DocumentKind.ARTICLE]
    assert scholarly == ["dev-06.txt", "dev-11.txt", "dev-14.txt", "dev-16.txt"]


def test_the_texts_of_an_annotated_corpus_are_used_exactly(shared: Path) -> None:
    import json
    import lzma

    path = shared / "corpora/dev/ncbi_disease.dev.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        expected = [(f"{path.name}#{record['docid']}", record["text"]) for record in map(json.loads, lines)]
    assert [(i.source, i.text) for i in read_corpus(path) if isinstance(i, Document)] == expected
