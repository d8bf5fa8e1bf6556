"""A written graph, read as records again."""

from __future__ import annotations

from pathlib import Path

import pytest

from curation_sample import OTHER, decide
from graph_sample import SmallTerminology, sample
from kg.errors import GraphError
from kg.graph import GraphOptions, KnowledgeGraph, apply_decisions, assemble, read_graph, summarise, write_nquads
from kg.model import Correction, Decision


def written(graph: KnowledgeGraph, path: Path) -> bytes:
    write_nquads(graph, path)
    return path.read_bytes()


@pytest.mark.parametrize("base", ["https://w3id.org/claimgraph/id/", "https://example.org/kg#"])
def test_a_graph_that_was_read_is_written_as_the_same_bytes(tmp_path: Path, base: str) -> None:
    graph = assemble(sample(), SmallTerminology(), GraphOptions(base=base, confidence_threshold=0.6))
    first = written(graph, tmp_path / "one.nq")
    again = read_graph(tmp_path / "one.nq", SmallTerminology(), 0.6)
    assert written(again, tmp_path / "two.nq") == first
    assert summarise(again) == summarise(graph)
    assert [claim.key for claim in again.claims] == [claim.key for claim in graph.claims]


def test_decisions_on_a_graph_that_was_read_give_what_they_give_in_a_build(tmp_path: Path) -> None:
    terminology = SmallTerminology()
    graph = assemble(sample(), terminology)
    events = (
        decide(graph, "isatuximab cg:inhibits CD38", Decision.REJECT, correction=Correction(predicate="cg:activates")),
        decide(graph, "CD38 cg:expressedIn plasma cell myeloma", Decision.ACCEPT),
        decide(graph, "isatuximab cg:combinedWith pomalidomide", Decision.REJECT, curator=OTHER),
    )
    wanted = written(apply_decisions(graph, events, terminology)[0], tmp_path / "wanted.nq")
    read = read_graph(tmp_path / "wanted.nq", terminology, 0.5)
    assert written(apply_decisions(read, events, terminology)[0], tmp_path / "again.nq") == wanted
    bare = written(graph, tmp_path / "bare.nq")
    assert written(apply_decisions(read, (), terminology)[0], tmp_path / "back.nq") == bare


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("vocab#modality", "vocab#mood"), "has no cg:modality"),
        (lambda text: text.replace('"believed"', '"hoped"'), "not as a build writes it"),
        (lambda text: "oh" + text, "does not parse"),
    ],
)
def test_what_no_build_writes_is_refused(tmp_path: Path, change: object, message: str) -> None:
    path = tmp_path / "kg.nq"
    write_nquads(assemble(sample(), SmallTerminology()), path)
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    with pytest.raises(GraphError, match=message):
        read_graph(path, SmallTerminology(), 0.5)


def test_a_graph_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="there is no such graph"):
        read_graph(tmp_path / "kg.nq", SmallTerminology(), 0.5)
