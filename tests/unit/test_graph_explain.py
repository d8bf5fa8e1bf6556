"""``explain``: what a graph says of a thing, and where."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from graph_sample import SmallTerminology, sample
from kg.errors import UsageError
from kg.graph import assemble, explain, load, write_nquads


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path = tmp_path_factory.mktemp("graph") / "kg.nq"
    write_nquads(assemble(sample(), SmallTerminology()), path)
    return load(path)


def said(graph: Graph, what: str) -> list[str]:
    return [f"{c.subject} {c.predicate} {c.object}" for c in explain(graph, what).claims]


NAMES_OF_CD38 = [
    "HGNC:1667",
    "CD38",
    "cd38",
    "T10",
    "http://identifiers.org/hgnc/1667",
    "<http://identifiers.org/hgnc/1667>",
]


@pytest.mark.parametrize("name", NAMES_OF_CD38)
def test_a_concept_goes_by_iri_curie_label_and_synonym(name: str, graph: Graph) -> None:
    assert said(graph, name) == [
        "CD38 cg:expressedIn plasma cell myeloma",
        "isatuximab cg:inhibits CD38",
        "isatuximab cg:targets CD38",
    ]


TRIPLES = [
    "isatuximab cg:targets CD38",
    "SAR650984 targets HGNC:1667",
    "UNII:R30772KCU0 <https://w3id.org/claimgraph/vocab#targets> CD38",
    "? cg:targets CD38",
]


@pytest.mark.parametrize("triple", TRIPLES)
def test_a_triple_may_be_told_in_any_names(triple: str, graph: Graph) -> None:
    claims = explain(graph, triple).claims
    assert [(c.subject, c.object) for c in claims] == [("isatuximab", "CD38")]
    assert [e.source for e in claims[0].evidences] == ["isatuximab.txt", "notes/second.md"]


def test_names_in_a_triple_may_hold_blanks(graph: Graph) -> None:
    assert said(graph, "isatuximab biolink:treats multiple myeloma") == [
        "isatuximab biolink:treats plasma cell myeloma"
    ]


def test_a_question_mark_stands_for_anything(graph: Graph) -> None:
    assert said(graph, "isatuximab targets ?") == ["isatuximab cg:targets CD38", "isatuximab cg:targets VEGF"]


def test_a_value_explains_itself(graph: Graph) -> None:
    assert said(graph, "ICARIA-MM biolink:study_size 307") == ["ICARIA-MM biolink:study_size 307"]


def test_a_predicate_gives_all_of_its_claims(graph: Graph) -> None:
    assert said(graph, "cg:combinedWith") == [
        "isatuximab cg:combinedWith pomalidomide",
        "pomalidomide cg:combinedWith isatuximab",
    ]


def test_a_claim_a_sentence_and_a_document_explain_themselves(graph: Graph) -> None:
    claim = explain(graph, "CD38 cg:expressedIn ?").claims[0]
    evidence = claim.evidences[0]
    assert said(graph, claim.iri) == ["CD38 cg:expressedIn plasma cell myeloma"]
    assert said(graph, "claim:" + claim.iri.rpartition("/")[2]) == ["CD38 cg:expressedIn plasma cell myeloma"]
    assert said(graph, evidence.iri) == ["CD38 cg:expressedIn plasma cell myeloma"]
    assert "CD38 cg:expressedIn plasma cell myeloma" in said(graph, "isatuximab.txt")
    assert said(graph, "isatuximab.txt") == said(graph, "A drug against plasma cells")


def test_a_trial_has_its_arms_and_results(graph: Graph) -> None:
    assert "ICARIA-MM cg:hasArm pomalidomide alone" in said(graph, "NCT02990338")
    assert "ICARIA-MM biolink:has_study_results progression-free survival" in said(graph, "ICARIA-MM")


def test_evidence_tells_the_words_the_place_and_what_led_there(graph: Graph) -> None:
    (claim,) = explain(graph, "isatuximab biolink:affects ?").claims
    (evidence,) = claim.evidences
    assert (evidence.subject, evidence.object, evidence.through) == ("It", "apoptosis", ("Isatuximab",))
    assert (evidence.source, evidence.start, evidence.end) == ("isatuximab.txt", 69, 113)
    assert (evidence.title, evidence.url) == ("A drug against plasma cells", "https://example.org/isatuximab")
    assert evidence.extractor == "rules/sample 1.0"


def test_an_explanation_reads_as_text(graph: Graph) -> None:
    assert str(explain(graph, "isatuximab affects ?")) == (
        "isatuximab biolink:affects apoptotic process  (0.9, believed, unreviewed)\n"
        "  “It is believed to trigger apoptosis in them.”\n"
        "    isatuximab.txt [69, 113)"
    )


def test_a_denial_reads_as_one(graph: Graph) -> None:
    assert str(explain(graph, "VEGF")).startswith("isatuximab not cg:targets VEGF")


def test_what_is_named_without_a_claim_says_so(graph: Graph) -> None:
    assert str(explain(graph, "ABX-1")) == "The graph says nothing of ABX-1."


def test_a_name_that_is_not_there_is_an_error_with_what_comes_nearest(graph: Graph) -> None:
    with pytest.raises(UsageError, match="Did you mean isatuximab"):
        explain(graph, "isatuximob")


@pytest.mark.parametrize(
    "name", ["", "zzzzzz", "NOWHERE:1", "https://example.org/nothing", "isatuximab targets zzzzzz"]
)
def test_a_name_like_no_other_is_an_error(name: str, graph: Graph) -> None:
    with pytest.raises(UsageError, match="nothing in the graph is called"):
        explain(graph, name)


def test_an_explanation_does_not_depend_on_the_file(graph: Graph, tmp_path: Path) -> None:
    from kg.graph import write_turtle

    write_turtle(assemble(sample(), SmallTerminology()), tmp_path / "kg.ttl")
    assert explain(load(tmp_path), "isatuximab") == explain(graph, "isatuximab")
