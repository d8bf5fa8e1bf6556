"""Every format of annotated corpora says the same of the same corpus, and a broken file says where it is broken."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

import annotated_corpus as corpus
from kg.errors import InputError
from kg.evaluate import GoldDocument, GoldRelation, read_gold

FORMS = tuple(corpus.WRITTEN)


def ends(relation: GoldRelation) -> list[list[str]]:
    return [sorted(end.ids) for end in relation.ends]


def only(path: Path, form: str | None = None) -> GoldDocument:
    (document,) = read_gold(path, form)
    return document


@pytest.mark.parametrize("form", FORMS)
def test_mentions_have_their_span_label_and_curie(form: str, tmp_path: Path) -> None:
    gold = only(corpus.write(form, tmp_path))
    assert gold.id == "11"
    assert [(m.span.of(gold.document.text), m.span.start, m.label, *m.ids) for m in gold.mentions] == [
        ("Zantrol", 0, "Chemical", "MESH:D000001"),
        ("Zantrol", 22, "Chemical", "MESH:D000001"),
        ("bradycardia", 37, "Disease", "MESH:D001919"),
        ("KCNH2", 78, "Gene", "NCBIGENE:3757"),
    ]


@pytest.mark.parametrize("form", FORMS)
def test_relations_have_their_label_and_ends(form: str, tmp_path: Path) -> None:
    gold = only(corpus.write(form, tmp_path))
    assert {relation.label: ends(relation) for relation in gold.relations} == {
        "CID": [["MESH:D000001"], ["MESH:D001919"]],
        "INHIBITOR": [["MESH:D000001"], ["NCBIGENE:3757"]],
    }
    assert all(gold.mentions[at].ids == end.ids for r in gold.relations for end in r.ends for at in end.mentions)


@pytest.mark.parametrize("form", FORMS)
def test_the_text_is_cut_into_blocks(form: str, tmp_path: Path) -> None:
    gold = only(corpus.write(form, tmp_path))
    blocks = [block.span.of(gold.document.text) for block in gold.document.blocks]
    assert blocks == ([corpus.TEXT] if form == "jsonl" else [corpus.TITLE, corpus.ABSTRACT])


@pytest.mark.parametrize("form", FORMS)
def test_a_compressed_file_is_read_and_its_format_told(form: str, tmp_path: Path) -> None:
    plain = corpus.write(form, tmp_path)
    packed = tmp_path / f"{plain.name}.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_gold(packed) == read_gold(plain)


@pytest.mark.parametrize("form", FORMS)
def test_a_span_that_is_not_the_marked_text_is_refused_with_its_place(form: str, tmp_path: Path) -> None:
    path = corpus.write(form, tmp_path)
    path.write_text(path.read_text("utf-8").replace("caused brady", "caused  brady"), encoding="utf-8")
    with pytest.raises(InputError, match="not 'bradycardia'") as error:
        read_gold(path)
    assert re.search(r", (line|document) \d+", error.value.where)
    assert "code points" in error.value.cure


BROKEN = {
    "cut JSON": ("jsonl", "gold.jsonl", '{"docid": "1", "text"\n', "not JSON", "line 1"),
    "no text": ("jsonl", "gold.jsonl", corpus.jsonl() + '{"docid": "2", "entities": []}\n', "no 'text'", "line 2"),
    "a list": ("jsonl", "gold.jsonl", "[1]\n", "not in the form", "line 1"),
    "no start": ("jsonl", "gold.jsonl", '{"docid": "1", "text": "a", "entities": [{"label": "x"}]}', "start", "line 1"),
    "twice": ("jsonl", "gold.jsonl", corpus.jsonl() * 2, "twice", "gold.jsonl"),
    "beyond the text": (
        "jsonl",
        "gold.jsonl",
        '{"docid": "1", "text": "a", "entities": [{"label": "x", "start": 0, "end": 9}]}',
        "no span",
        "line 1",
    ),
    "no columns": ("pubtator", "gold.txt", "1|t|A\n1|a|B\n1\t0\n", "no line of the document", "line 3"),
    "another document": ("pubtator", "gold.txt", "1|t|A\n2|a|B\n", "begins before", "line 2"),
    "no number": ("pubtator", "gold.txt", "1|t|A\n1|a|B\n1\t0\tx\tA\tGene\t1\n", "five or six", "line 3"),
    "cut XML": ("bioc", "gold.xml", "<collection><document>", "not well-formed", "gold.xml"),
    "no offset": (
        "bioc",
        "gold.xml",
        "<collection>\n<document><id>1</id>\n<passage><text>A</text></passage></document></collection>",
        "no number",
        "line 3",
    ),
    "entities": (
        "bioc",
        "gold.xml",
        '<!DOCTYPE c [<!ENTITY a "b">]><collection><document><id>1</id></document></collection>',
        "entities",
        "gold.xml",
    ),
    "BioC cut": ("bioc", "gold.json", '{"documents": [\n{"id": }', "not JSON", "line 2"),
    "BioC without passages": ("bioc", "gold.json", '{"documents": [{"id": "1"}]}', "passages", "document 1"),
    "nothing": ("bioc", "gold.xml", "<collection></collection>", "no documents", "gold.xml"),
    "unknown": (None, "gold.txt", "just some words\n", "format of the gold file", "gold.txt"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_says_what_where_and_the_cure(case: str, tmp_path: Path) -> None:
    form, name, text, what, where = BROKEN[case]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=what) as error:
        read_gold(path, form)
    assert where in error.value.where
    assert error.value.cure


def test_identifiers_that_are_joined_or_missing(tmp_path: Path) -> None:
    (tmp_path / "gold.txt").write_text(
        "1|t|breast and lung cancer\n1|a|x\n1\t0\t22\tbreast and lung cancer\tDisease\tD001943|MESH:D008175\n"
        "1\t23\t24\tx\tGene\t-1\n",
        encoding="utf-8",
    )
    composite, none = only(tmp_path / "gold.txt").mentions
    assert composite.ids == {"MESH:D001943", "MESH:D008175"}
    assert none.ids == frozenset()


def test_a_mention_in_several_pieces_has_the_span_around_them(tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_text(
        '{"docid": "1", "text": "breast and lung cancer", "entities": [{"start": 0, "end": 22, "text": "breast cancer",'
        ' "label": "Disease", "frags": [[0, 6], [16, 22]]}]}',
        encoding="utf-8",
    )
    (mention,) = only(tmp_path / "gold.jsonl").mentions
    assert (mention.span.start, mention.span.end, mention.text) == (0, 22, "breast cancer")


def test_what_annotate_writes_is_read_as_gold(tmp_path: Path) -> None:
    (tmp_path / "ours.jsonl").write_text(
        '{"source": "a.txt", "text": "CD38 and X", "mentions": [{"start": 0, "end": 4, "text": "CD38",'
        ' "kind": "target", "curie": "HGNC:1667", "status": "linked"}, {"start": 9, "end": 10, "text": "X",'
        ' "kind": "drug", "curie": "cgid:drug/x", "status": "unresolved"}]}',
        encoding="utf-8",
    )
    assert [(m.label, *m.ids) for m in only(tmp_path / "ours.jsonl").mentions] == [("target", "HGNC:1667"), ("drug",)]
