"""Decisions on a graph: which claims they find, how far they reach, and what the graph then says."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from curation_sample import CARBERRY, OTHER, claims_like, decide, iri
from graph_sample import (
    CD38,
    MYELOMA,
    POMALIDOMIDE,
    VEGF,
    SmallTerminology,
    first_article,
    sample,
    second_article,
)
from kg.curate import sealed, standing
from kg.graph import CurationOutcome, GraphOptions, KnowledgeGraph, apply_decisions, assemble, validate, write_nquads
from kg.model import Correction, CurationEvent, Decision, ErrorTag, Literal, Modality

INHIBITS = "isatuximab cg:inhibits CD38"
TARGETS = "isatuximab cg:targets CD38"
ACCEPT, REJECT, UNSURE = Decision.ACCEPT, Decision.REJECT, Decision.UNSURE


@pytest.fixture
def graph() -> KnowledgeGraph:
    return assemble(sample(), SmallTerminology())


def curate(graph: KnowledgeGraph, *events: CurationEvent) -> tuple[KnowledgeGraph, CurationOutcome]:
    return apply_decisions(graph, standing(events), SmallTerminology())


def curation(graph: KnowledgeGraph, statement: str) -> str:
    (claim,) = claims_like(graph, statement)
    return claim.curation


def direct(graph: KnowledgeGraph, statement: str) -> bool:
    (claim,) = claims_like(graph, statement)
    return claim.is_direct(graph.options.confidence_threshold)


def conforms(graph: KnowledgeGraph, folder: Path) -> bool:
    write_nquads(graph, folder / "kg.nq")
    return validate(folder / "kg.nq") == ()


def test_without_decisions_a_graph_stays_as_it_is(graph: KnowledgeGraph) -> None:
    assert curate(graph) == (graph, CurationOutcome())


def test_a_rejected_claim_keeps_its_node_and_loses_its_direct_triple(graph: KnowledgeGraph) -> None:
    curated, outcome = curate(graph, decide(graph, "CD38 cg:expressedIn plasma cell myeloma", REJECT))
    assert curation(curated, "CD38 cg:expressedIn plasma cell myeloma") == "rejected"
    assert not direct(curated, "CD38 cg:expressedIn plasma cell myeloma")
    assert (outcome.rejected, outcome.accepted) == (1, 0)


def test_an_accepted_claim_is_direct_however_unsure_the_reading_was(graph: KnowledgeGraph) -> None:
    weak = "pomalidomide biolink:treats plasma cell myeloma"
    assert not direct(graph, weak)
    curated, _ = curate(graph, decide(graph, weak, ACCEPT))
    assert direct(curated, weak)


def test_an_unsure_decision_marks_nothing_and_is_in_the_graph(graph: KnowledgeGraph) -> None:
    curated, outcome = curate(graph, decide(graph, TARGETS, UNSURE, tag=ErrorTag.MODALITY))
    assert curation(curated, TARGETS) == "unreviewed"
    assert outcome.unsure == len(curated.decisions) == 1


@pytest.mark.parametrize(
    ("statement", "decision", "reached", "mark"),
    [
        (INHIBITS, ACCEPT, TARGETS, "accepted"),
        (TARGETS, REJECT, INHIBITS, "rejected"),
        ("isatuximab cg:combinedWith pomalidomide", REJECT, "pomalidomide cg:combinedWith isatuximab", "rejected"),
        ("isatuximab cg:combinedWith pomalidomide", ACCEPT, "pomalidomide cg:combinedWith isatuximab", "accepted"),
        (
            "isatuximab cg:approvedFor plasma cell myeloma",
            REJECT,
            "isatuximab biolink:treats plasma cell myeloma",
            "rejected",
        ),
        (TARGETS, ACCEPT, INHIBITS, "unreviewed"),
        (INHIBITS, REJECT, TARGETS, "unreviewed"),
    ],
)
def test_a_decision_reaches_what_follows_from_it(
    graph: KnowledgeGraph, tmp_path: Path, statement: str, decision: Decision, reached: str, mark: str
) -> None:
    curated, _ = curate(graph, decide(graph, statement, decision))
    assert curation(curated, reached) == mark
    assert conforms(curated, tmp_path)


def test_what_is_only_implied_falls_with_what_implies_it() -> None:
    graph = assemble([first_article().pair], SmallTerminology())
    curated, _ = curate(graph, decide(graph, INHIBITS, REJECT))
    assert curation(curated, TARGETS) == "rejected"
    curated, _ = curate(graph, decide(graph, INHIBITS, REJECT), decide(graph, TARGETS, ACCEPT))
    assert (curation(curated, INHIBITS), curation(curated, TARGETS)) == ("rejected", "accepted")


def test_decisions_that_disagree_leave_the_claim_unreviewed_and_are_reported(graph: KnowledgeGraph) -> None:
    one, other = decide(graph, TARGETS, ACCEPT), decide(graph, TARGETS, REJECT, curator=OTHER)
    curated, outcome = curate(graph, one, other)
    assert curation(curated, TARGETS) == "unreviewed"
    (dispute,) = outcome.disputed
    assert dispute.says == TARGETS
    assert {event.curator for event in dispute.events} == {CARBERRY, OTHER}
    assert any("the decisions disagree" in message for message in outcome.messages())


def test_a_disputed_decision_reaches_nothing(graph: KnowledgeGraph) -> None:
    curated, _ = curate(graph, decide(graph, TARGETS, ACCEPT), decide(graph, TARGETS, REJECT, curator=OTHER))
    assert (curation(curated, TARGETS), curation(curated, INHIBITS)) == ("unreviewed", "unreviewed")


def test_a_decision_that_supersedes_both_settles_a_dispute(graph: KnowledgeGraph) -> None:
    one, other = decide(graph, TARGETS, ACCEPT), decide(graph, TARGETS, REJECT, curator=OTHER)
    settles = decide(graph, TARGETS, REJECT, supersedes=(one.id, other.id), time="2026-02-01T00:00:00Z")
    curated, outcome = curate(graph, one, other, settles)
    assert curation(curated, TARGETS) == "rejected"
    assert outcome.disputed == ()


def test_an_acceptance_and_a_rejection_that_exclude_each_other_by_implication_are_a_dispute(
    graph: KnowledgeGraph, tmp_path: Path
) -> None:
    curated, outcome = curate(graph, decide(graph, INHIBITS, ACCEPT), decide(graph, TARGETS, REJECT, curator=OTHER))
    assert {dispute.says for dispute in outcome.disputed} == {INHIBITS, TARGETS}
    assert conforms(curated, tmp_path)


def test_of_a_curators_decisions_the_last_counts_and_a_withdrawal_ends_them(graph: KnowledgeGraph) -> None:
    first = decide(graph, TARGETS, ACCEPT)
    later = decide(graph, TARGETS, REJECT, time="2026-01-31T12:00:00.5Z")
    assert curation(curate(graph, later, first)[0], TARGETS) == "rejected"
    back = decide(graph, TARGETS, Decision.WITHDRAW, supersedes=(later.id, first.id), time="2026-02-01T00:00:00Z")
    curated, outcome = curate(graph, later, back, first)
    assert curation(curated, TARGETS) == "unreviewed"
    assert (outcome.standing, curated.decisions) == (0, ())


def test_a_correction_writes_the_claim_that_the_curator_reads(graph: KnowledgeGraph, tmp_path: Path) -> None:
    event = decide(graph, INHIBITS, REJECT, correction=Correction(predicate="cg:activates"))
    curated, outcome = curate(graph, event)
    (claim,) = claims_like(curated, "isatuximab cg:activates CD38")
    assert (claim.curation, claim.confidence, claim.agent_type) == (
        "accepted",
        0.99,
        "manual_validation_of_automated_agent",
    )
    assert [evidence.text for evidence in claim.evidences] == ["Isatuximab binds CD38 on myeloma cells."]
    assert curation(curated, INHIBITS) == "rejected"
    assert curation(curated, TARGETS) == "accepted"
    assert outcome.corrected == 1
    assert conforms(curated, tmp_path)


CORRECTIONS = [
    (TARGETS, Correction(object=iri(VEGF.curie)), "isatuximab cg:targets VEGF"),
    (TARGETS, Correction(subject=iri(POMALIDOMIDE.curie)), "pomalidomide cg:targets CD38"),
    (TARGETS, Correction(subject=iri("CHEBI:72690")), "pomalidomide cg:targets CD38"),
    (TARGETS, Correction(negated=True), "isatuximab not cg:targets CD38"),
    (TARGETS, Correction(modality=Modality.BELIEVED), "isatuximab cg:targets CD38, believed"),
    (
        "ICARIA-MM biolink:study_size 307",
        Correction(object=Literal("154", "xsd:integer")),
        "ICARIA-MM biolink:study_size 154",
    ),
    (
        "isatuximab cg:combinedWith pomalidomide",
        Correction(object=iri("cgid:drug/abx-1")),
        "ABX-1 cg:combinedWith isatuximab",
    ),
    (
        "isatuximab biolink:affects apoptotic process, believed",
        Correction(subject=iri(POMALIDOMIDE.curie)),
        "pomalidomide biolink:affects apoptotic process, believed",
    ),
]


@pytest.mark.parametrize(("statement", "correction", "corrected"), CORRECTIONS)
def test_every_part_of_a_claim_can_be_corrected(
    graph: KnowledgeGraph, tmp_path: Path, statement: str, correction: Correction, corrected: str
) -> None:
    curated, outcome = curate(graph, decide(graph, statement, REJECT, correction=correction))
    assert outcome.unapplied == ()
    assert curation(curated, statement) == "rejected"
    assert curation(curated, corrected) == "accepted"
    assert conforms(curated, tmp_path)


def test_a_correction_to_what_implies_the_claim_rejects_nothing() -> None:
    graph = assemble([second_article().pair], SmallTerminology())
    curated, _ = curate(graph, decide(graph, TARGETS, REJECT, correction=Correction(predicate="cg:inhibits")))
    assert curation(curated, INHIBITS) == curation(curated, TARGETS) == "accepted"


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        (Correction(object=iri(MYELOMA.curie)), "the object of cg:targets is no disease"),
        (Correction(subject=iri(CD38.curie)), "cg:targets is not said of a target"),
        (Correction(object=iri("HGNC:5")), "no terminology has HGNC:5"),
        (Correction(object="https://example.org/x"), "no terminology has https://example.org/x"),
        (Correction(object=Literal("3", "xsd:integer")), "the object of cg:targets is no xsd:integer"),
    ],
)
def test_a_correction_that_makes_no_claim_is_reported_and_its_rejection_stands(
    graph: KnowledgeGraph, correction: Correction, why: str
) -> None:
    curated, outcome = curate(graph, decide(graph, TARGETS, REJECT, correction=correction))
    assert [one.why for one in outcome.unapplied] == [why]
    assert curation(curated, TARGETS) == "rejected"


def test_a_corrected_claim_can_be_decided_on_in_turn(graph: KnowledgeGraph) -> None:
    first = decide(graph, TARGETS, REJECT, correction=Correction(object=iri(VEGF.curie)))
    curated, _ = curate(graph, first)
    second = decide(curated, "isatuximab cg:targets VEGF", REJECT, curator=OTHER)
    curated, outcome = curate(graph, first, second)
    assert curation(curated, "isatuximab cg:targets VEGF") == "unreviewed"
    assert outcome.vanished == ()
    assert [dispute.says for dispute in outcome.disputed] == ["isatuximab cg:targets VEGF"]


def test_a_decision_finds_its_claim_under_another_base_and_another_identifier(graph: KnowledgeGraph) -> None:
    options = GraphOptions(base="https://example.org/kg/")
    elsewhere = assemble(sample(), SmallTerminology(), options)
    event = decide(elsewhere, TARGETS, REJECT)
    assert curation(curate(graph, event)[0], TARGETS) == "rejected"
    lost = replace(event.triple, object=iri("NCBIGene:952"))
    by_xref = sealed(replace(event, claim="https://example.org/kg/claim/0", triple=lost))
    assert curation(curate(graph, by_xref)[0], TARGETS) == "rejected"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"negated": True}, "the articles are now read so that it is asserted"),
        ({"modality": Modality.PLANNED}, "the articles are now read so that it is asserted"),
        ({"subject": iri("UNII:72X6E3J5AR")}, "the articles no longer name UNII:72X6E3J5AR"),
        ({"predicate": "cg:activates"}, "no sentence is read so any more"),
    ],
)
def test_a_decision_whose_claim_vanished_is_reported_with_what_is_known(
    graph: KnowledgeGraph, change: dict[str, object], why: str
) -> None:
    event = decide(graph, INHIBITS, ACCEPT)
    triple = replace(event.triple, **change)  # type: ignore[arg-type]
    lost = sealed(replace(event, claim="https://w3id.org/claimgraph/id/claim/0", triple=triple))
    curated, outcome = curate(graph, lost)
    assert [one.why for one in outcome.vanished] == [why]
    assert curated == graph
    assert any("decided on a claim that is gone" in message for message in outcome.messages())


def test_a_correction_that_a_better_reading_makes_by_itself_marks_it_accepted(graph: KnowledgeGraph) -> None:
    event = decide(graph, INHIBITS, REJECT, correction=Correction(predicate="cg:targets"))
    better = assemble([second_article().pair], SmallTerminology())
    curated, outcome = curate(better, event)
    assert curation(curated, TARGETS) == "accepted"
    assert (outcome.fulfilled, outcome.vanished) == (1, ())


def test_a_rejected_claim_stays_rejected_with_new_evidence_which_is_reported() -> None:
    small = assemble([second_article().pair], SmallTerminology())
    event = decide(small, TARGETS, REJECT)
    curated, outcome = curate(assemble(sample(), SmallTerminology()), event)
    assert curation(curated, TARGETS) == "rejected"
    assert [(one.says, len(one.evidence)) for one in outcome.unseen if one.says == TARGETS] == [(TARGETS, 1)]


def test_the_order_of_the_events_does_not_matter(graph: KnowledgeGraph) -> None:
    events = (
        decide(graph, INHIBITS, REJECT, correction=Correction(predicate="cg:activates")),
        decide(graph, TARGETS, ACCEPT, curator=OTHER),
        decide(graph, "isatuximab cg:combinedWith pomalidomide", REJECT),
        decide(graph, "CD38 cg:expressedIn plasma cell myeloma", UNSURE),
    )
    wanted = curate(graph, *events)
    assert all(curate(graph, *order) == wanted for order in permutations(events))


@pytest.mark.parametrize(("statement", "correction", "corrected"), CORRECTIONS)
def test_decisions_can_be_applied_again_and_taken_back_without_a_trace(
    graph: KnowledgeGraph, statement: str, correction: Correction, corrected: str
) -> None:
    event = decide(graph, statement, REJECT, correction=correction)
    once, outcome = curate(graph, event)
    assert claims_like(once, corrected)
    assert curate(once, event) == (once, outcome)
    assert curate(once)[0] == graph


def test_a_decision_is_an_activity_of_its_curator(graph: KnowledgeGraph, tmp_path: Path) -> None:
    from kg.graph import load, run_query

    event = decide(graph, INHIBITS, REJECT, note="“binds”", correction=Correction(predicate="cg:activates"))
    write_nquads(curate(graph, event)[0], tmp_path / "kg.nq")
    query = """
        SELECT ?curation ?curator ?time ?note ?corrected WHERE {
          GRAPH <https://w3id.org/claimgraph/id/graph/curation> {
            ?claim prov:wasInvalidatedBy ?decision . ?new prov:wasGeneratedBy ?decision ; prov:wasRevisionOf ?claim .
            ?decision a prov:Activity ; prov:used ?claim ; prov:wasAssociatedWith ?curator ; prov:endedAtTime ?time ;
              rdfs:comment ?note }
          ?claim cg:curation ?curation . ?new rdf:predicate ?corrected }"""
    (row,) = run_query(load(tmp_path / "kg.nq"), query).rows
    assert row == (
        "rejected",
        f"https://orcid.org/{CARBERRY}",
        "2026-01-31T12:00:00Z",
        "“binds”",
        "https://w3id.org/claimgraph/vocab#activates",
    )
