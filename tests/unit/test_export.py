"""Annotations as JSON lines, PubTator and BioC."""

from __future__ import annotations

import json

from lxml import etree

from kg.export import FORMATS
from kg.model import (
    Annotated,
    Block,
    BlockKind,
    Concept,
    Document,
    Kind,
    Link,
    LinkStatus,
    Mention,
    Sentence,
    Span,
)
from kg.vocab import DEFAULT_BASE

TEXT = "On 𝛼-drugs\nIsatuximab\tbinds CD38, not\x0b & zzz.\n"


def linked(curie: str, kind: Kind, *xrefs: str) -> Link:
    return Link(Concept(curie, kind, "label", "Drug", xrefs=xrefs), LinkStatus.LINKED, 0.98765, "exact")


def mention(word: str, kind: Kind, link: Link | None, *, negated: bool = False) -> Mention:
    start = TEXT.index(word)
    return Mention(Span(start, start + len(word)), word, kind, link=link, negated=negated)


def annotated() -> Annotated:
    title = Block(Span(0, 10), BlockKind.TITLE)
    body = Block(Span(11, len(TEXT) - 1), BlockKind.PARAGRAPH, "Section")
    unresolved = Link(Concept("cgid:drug/zzz", Kind.DRUG, "zzz", "Drug"), LinkStatus.UNRESOLVED, 0.2, "none")
    return Annotated(
        Document("folder/a|b.txt#1", TEXT, "0" * 64, blocks=(title, body)),
        (Sentence(0, title.span, title), Sentence(1, body.span, body)),
        (
            mention("Isatuximab", Kind.DRUG, linked("UNII:R30772KCU0", Kind.DRUG, "EXAMPLE:1")),
            mention("CD38", Kind.TARGET, linked("HGNC:1667", Kind.TARGET)),
            mention("zzz", Kind.DRUG, unresolved, negated=True),
        ),
    )


def written(form: str) -> str:
    writer = FORMATS[form]
    return writer.opening + writer.document(annotated(), DEFAULT_BASE) + writer.closing


def test_a_json_line_holds_the_text_and_every_mention_as_the_contract_says() -> None:
    record = json.loads(written("jsonl"))
    assert (record["source"], record["text"]) == ("folder/a|b.txt#1", TEXT)
    assert record["mentions"][0] == {
        "start": 11,
        "end": 21,
        "text": "Isatuximab",
        "kind": "drug",
        "curie": "UNII:R30772KCU0",
        "iri": "http://identifiers.org/unii/R30772KCU0",
        "xrefs": ["EXAMPLE:1"],
        "status": "linked",
        "score": 0.9877,
        "negated": False,
        "sentence": [11, len(TEXT) - 1],
    }
    assert record["mentions"][2]["status"] == "unresolved"
    assert record["mentions"][2]["iri"] == "https://w3id.org/claimgraph/id/drug/zzz"
    assert record["mentions"][2]["negated"] is True


def test_a_json_line_is_one_line() -> None:
    assert written("jsonl").count("\n") == 1


def test_json_offsets_count_code_points() -> None:
    record = json.loads(written("jsonl"))
    for found in record["mentions"]:
        assert record["text"][found["start"] : found["end"]] == found["text"]


def test_pubtator_offsets_hold_in_title_and_abstract_joined_by_one_blank() -> None:
    lines = written("pubtator").split("\n")
    key, _, title = lines[0].partition("|t|")
    joined = title + " " + lines[1].removeprefix(f"{key}|a|")
    assert key == "folder/a_b.txt#1"
    for line in lines[2:5]:
        source, start, end, text, _kind, _identifier = line.split("\t")
        assert (source, joined[int(start) : int(end)]) == (key, text)
    assert lines[5:] == ["", ""]


def test_pubtator_begins_with_the_title_and_leaves_out_what_stands_above_it() -> None:
    text = "---\ntitle: X\n---\n\n# A\ntitle\n\nIsatuximab."
    title = Span(text.index("A\ntitle"), text.index("\n\nIsa"))
    start = text.index("Isatuximab")
    found = Mention(Span(start, start + 10), "Isatuximab", Kind.DRUG, link=linked("UNII:R30772KCU0", Kind.DRUG))
    document = Document("x.md", text, "0" * 64, blocks=(Block(title, BlockKind.TITLE),))
    lines = FORMATS["pubtator"].document(Annotated(document, (), (found,)), DEFAULT_BASE).split("\n")
    assert lines[:2] == ["x.md|t|A title", "x.md|a| Isatuximab."]
    assert lines[2].split("\t")[1:4] == ["9", "19", "Isatuximab"]


def test_pubtator_gives_type_and_identifier_or_a_dash() -> None:
    rows = [line.split("\t")[3:] for line in written("pubtator").split("\n")[2:5]]
    assert rows == [
        ["Isatuximab", "Chemical", "UNII:R30772KCU0"],
        ["CD38", "Gene", "HGNC:1667"],
        ["zzz", "Chemical", "-"],
    ]


def test_bioc_is_a_collection_whose_offsets_hold_in_the_documents_text() -> None:
    collection = etree.fromstring(written("bioc").encode())
    assert collection.findtext("document/id") == "folder/a|b.txt#1"
    assert [p.findtext("offset") for p in collection.iter("passage")] == ["0", "11"]
    found = collection.findall("document/passage/annotation")
    assert [a.findtext("text") for a in found] == ["Isatuximab", "CD38", "zzz"]
    for annotation in found:
        place = annotation.find("location")
        assert place is not None
        start = int(place.get("offset", ""))
        assert TEXT[start : start + int(place.get("length", ""))] == annotation.findtext("text")


def test_bioc_replaces_what_xml_cannot_hold_one_for_one() -> None:
    collection = etree.fromstring(written("bioc").encode())
    texts = [p.findtext("text") or "" for p in collection.iter("passage")]
    assert texts[1] == TEXT[11:-1].replace("\x0b", "\ufffd")


def test_bioc_gives_kind_identifier_status_and_negation() -> None:
    collection = etree.fromstring(written("bioc").encode())
    infons = {i.get("key"): i.text for i in collection.findall("document/passage/annotation")[2].iter("infon")}
    assert infons == {
        "type": "drug",
        "negated": "true",
        "identifier": "cgid:drug/zzz",
        "iri": "https://w3id.org/claimgraph/id/drug/zzz",
        "status": "unresolved",
        "score": "0.2000",
    }
