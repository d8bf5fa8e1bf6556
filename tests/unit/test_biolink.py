"""Every name of the Biolink Model that the product uses is one of Biolink Model 4.4.6's own."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from graph_sample import SmallTerminology, sample
from kg.graph import assemble, quads
from kg.vocab import PREDICATES, PREFIXES

BIOLINK = PREFIXES["biolink"]
_CURIE = re.compile(r"\bbiolink:([A-Za-z_]\w*)")


@pytest.fixture(scope="module")
def names(root: Path) -> dict[str, set[str]]:
    """The names of the model's classes, slots and values."""
    lines = (root / "ontologies" / "biolink.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[str]] = {"class": set(), "slot": set(), "value": set()}
    for what, name, _ in list(csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t"))[1:]:
        found[what].add(name)
    return found


def test_the_names_are_those_of_4_4_6_and_say_where_they_are_from(root: Path, names: dict[str, set[str]]) -> None:
    head = (root / "ontologies" / "biolink.tsv").read_text(encoding="utf-8").splitlines()[:3]
    assert "Biolink Model 4.4.6" in head[0]
    assert "CC0" in head[1]
    assert re.fullmatch(r"# sha256 [0-9a-f]{64}", head[2])
    assert {"Drug", "Association"} <= names["class"]


@pytest.mark.parametrize("folder", ["kg", "ontologies", "docs"])
def test_every_biolink_name_in_code_vocabulary_shapes_and_documentation_exists(
    root: Path, names: dict[str, set[str]], folder: str
) -> None:
    known = names["class"] | names["slot"]
    files = [p for end in ("py", "ttl", "md", "rq", "js") for p in sorted((root / folder).rglob(f"*.{end}"))]
    used = {name: path for path in files for name in _CURIE.findall(path.read_text(encoding="utf-8"))}
    assert used
    assert {name: str(path) for name, path in used.items() if name not in known} == {}


def test_every_predicate_is_a_slot(names: dict[str, set[str]]) -> None:
    assert {c.partition(":")[2] for c in PREDICATES if c.startswith("biolink:")} <= names["slot"]


def test_every_biolink_term_of_a_written_graph_is_a_class_or_a_slot_where_it_stands(
    names: dict[str, set[str]],
) -> None:
    written = list(quads(assemble(sample(), SmallTerminology())))
    slots = {q.predicate.value.removeprefix(BIOLINK) for q in written if q.predicate.value.startswith(BIOLINK)}
    classes = {q.object.value.removeprefix(BIOLINK) for q in written if q.predicate.value.endswith("#type")}
    assert slots <= names["slot"]
    assert {name for name in classes if "/" not in name} <= names["class"]


def test_levels_of_knowledge_and_agents_are_values_of_the_model(names: dict[str, set[str]]) -> None:
    written = list(quads(assemble(sample(), SmallTerminology())))
    for name in ("knowledge_level", "agent_type"):
        assert {q.object.value for q in written if q.predicate.value == BIOLINK + name} <= names["value"]
