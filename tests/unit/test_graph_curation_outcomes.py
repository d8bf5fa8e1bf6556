"""Decisions on what trials have: arms and results are accepted, rejected and corrected like claims."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from curation_sample import OTHER, claims_like, decide, iri
from graph_sample import CD38, ISATUXIMAB, POMALIDOMIDE, RRMM, SmallTerminology, sample
from kg.curate import sealed, standing
from kg.graph import (
    CurationOutcome,
    GraphOptions,
    KnowledgeGraph,
    MergedArm,
    apply_decisions,
    assemble,
    load,
    read_graph,
    run_query,
    validate,
    write_nquads,
)
from kg.model import (
    Annotated,
    ArmContent,
    ArmRole,
    Correction,
    CurationEvent,
    Decision,
    Effect,
    Endpoint,
    Evidence,
    Extraction,
    Outcome,
    ResultContent,
)

ARM = "ICARIA-MM cg:hasArm experimental: isatuximab with pomalidomide"
COMPARATOR = "ICARIA-MM cg:hasArm comparator: pomalidomide alone"
RESULT = (
    "ICARIA-MM biolink:has_study_results progression-free survival, primary, met, improved, hazard ratio 0.596, "
    "p 0.001, ? vs not reached"
)
BOTH = ArmContent(ArmRole.EXPERIMENTAL, (iri(POMALIDOMIDE.curie), iri(ISATUXIMAB.curie)), "")
CORRECTED = ResultContent(
    Endpoint.PFS, "PFS", "secondary", False, Effect.NO_DIFFERENCE, hazard_ratio="0.69", unit="months"
)
ACCEPT, REJECT = Decision.ACCEPT, Decision.REJECT
DIRECT = "SELECT ?outcome WHERE { ?trial cg:hasArm|biolink:has_study_results ?outcome }"


@pytest.fixture
def graph() -> KnowledgeGraph:
    return assemble(sample(), SmallTerminology())


def curate(graph: KnowledgeGraph, *events: CurationEvent) -> tuple[KnowledgeGraph, CurationOutcome]:
    return apply_decisions(graph, standing(events), SmallTerminology())


def mark(graph: KnowledgeGraph, statement: str) -> str:
    (claim,) = claims_like(graph, statement)
    return claim.curation


def correct(graph: KnowledgeGraph, statement: str, outcome: Outcome) -> CurationEvent:
    return decide(graph, statement, REJECT, correction=Correction(object=outcome))


@pytest.mark.parametrize("statement", [ARM, RESULT])
def test_a_rejected_outcome_keeps_its_node_and_its_trial_loses_it(
    graph: KnowledgeGraph, tmp_path: Path, statement: str
) -> None:
    curated, outcome = curate(graph, decide(graph, statement, REJECT))
    assert (mark(curated, statement), outcome.rejected) == ("rejected", 1)
    write_nquads(graph, tmp_path / "before.nq")
    write_nquads(curated, tmp_path / "kg.nq")
    before, after = (set(run_query(load(tmp_path / name), DIRECT).rows) for name in ("before.nq", "kg.nq"))
    assert len(before - after) == 1
    assert len(after) == 2
    assert validate(tmp_path / "kg.nq") == ()


def test_an_accepted_outcome_is_its_trials_however_unsure_the_reading_was(tmp_path: Path) -> None:
    unsure = assemble(sample(), SmallTerminology(), GraphOptions(confidence_threshold=0.95))
    curated, _ = curate(unsure, decide(unsure, ARM, ACCEPT))
    write_nquads(curated, tmp_path / "kg.nq")
    assert len(run_query(load(tmp_path / "kg.nq"), DIRECT).rows) == 1


CORRECTIONS = [
    (ARM, replace(BOTH, role=ArmRole.COMPARATOR), "ICARIA-MM cg:hasArm comparator: pomalidomide + isatuximab"),
    (ARM, ArmContent(ArmRole.EXPERIMENTAL, (), "placebo"), "ICARIA-MM cg:hasArm experimental: placebo"),
    (ARM, ArmContent(ArmRole.COMPARATOR, (iri("CHEBI:72690"),), ""), COMPARATOR),
    (
        RESULT,
        CORRECTED,
        "ICARIA-MM biolink:has_study_results PFS, secondary, not met, no difference, hazard ratio 0.69",
    ),
]


@pytest.mark.parametrize(("statement", "outcome", "corrected"), CORRECTIONS)
def test_a_corrected_outcome_stands_beside_the_rejected_one_with_the_same_sentences(
    graph: KnowledgeGraph, tmp_path: Path, statement: str, outcome: Outcome, corrected: str
) -> None:
    event = correct(graph, statement, outcome)
    curated, report = curate(graph, event)
    assert (report.unapplied, report.corrected) == ((), 1)
    assert (mark(curated, statement), mark(curated, corrected)) == ("rejected", "accepted")
    (before,), (after,) = claims_like(curated, statement), claims_like(curated, corrected)
    assert {evidence.text for evidence in after.evidences} == {evidence.text for evidence in before.evidences}
    assert curate(graph, event) == curate(curated, event)
    assert curate(curated)[0] == graph
    write_nquads(curated, tmp_path / "kg.nq")
    assert validate(tmp_path / "kg.nq") == ()


@pytest.mark.parametrize(("statement", "outcome", "corrected"), CORRECTIONS)
def test_a_graph_with_corrected_outcomes_that_was_read_is_curated_as_in_a_build(
    graph: KnowledgeGraph, tmp_path: Path, statement: str, outcome: Outcome, corrected: str
) -> None:
    event = correct(graph, statement, outcome)
    write_nquads(curate(graph, event)[0], tmp_path / "wanted.nq")
    read = read_graph(tmp_path / "wanted.nq", SmallTerminology(), 0.5)
    assert claims_like(read, corrected)
    write_nquads(curate(read, event)[0], tmp_path / "again.nq")
    assert (tmp_path / "again.nq").read_bytes() == (tmp_path / "wanted.nq").read_bytes()
    write_nquads(graph, tmp_path / "bare.nq")
    write_nquads(curate(read)[0], tmp_path / "back.nq")
    assert (tmp_path / "back.nq").read_bytes() == (tmp_path / "bare.nq").read_bytes()


@pytest.mark.parametrize(
    ("correction", "why"),
    [
        (Correction(object=replace(BOTH, drugs=(iri(CD38.curie),))), "an arm is given drugs, and CD38 is a target"),
        (Correction(object=replace(BOTH, drugs=(iri("UNII:0"),))), "no terminology has UNII:0"),
        (Correction(subject=iri(RRMM.curie)), "cg:hasArm is not said of a disease"),
        (Correction(object=BOTH), "the correction says what was read already"),
    ],
)
def test_a_correction_that_makes_no_arm_is_reported(graph: KnowledgeGraph, correction: Correction, why: str) -> None:
    curated, outcome = curate(graph, decide(graph, ARM, REJECT, correction=correction))
    assert [one.why for one in outcome.unapplied] == [why]
    assert mark(curated, ARM) == "rejected"


def test_decisions_on_an_arm_that_disagree_are_named(graph: KnowledgeGraph) -> None:
    curated, outcome = curate(graph, decide(graph, ARM, ACCEPT), decide(graph, ARM, REJECT, curator=OTHER))
    assert [dispute.says for dispute in outcome.disputed] == [ARM]
    assert mark(curated, ARM) == "unreviewed"


def test_an_arm_is_found_by_what_it_is_under_another_base_and_by_other_identifiers(graph: KnowledgeGraph) -> None:
    elsewhere = assemble(sample(), SmallTerminology(), GraphOptions(base="https://example.org/kg/"))
    event = decide(elsewhere, COMPARATOR, REJECT)
    assert mark(curate(graph, event)[0], COMPARATOR) == "rejected"
    content = ArmContent(ArmRole.COMPARATOR, (iri("CHEBI:72690"),), "another label")
    by_xref = sealed(
        replace(event, claim="https://example.org/kg/claim/0", triple=replace(event.triple, object=content))
    )
    assert mark(curate(graph, by_xref)[0], COMPARATOR) == "rejected"
    other = sealed(replace(by_xref, triple=replace(by_xref.triple, object=replace(content, drugs=()))))
    _, outcome = curate(graph, other)
    assert [one.why for one in outcome.vanished] == ["no sentence is read so any more"]
    assert "comparator: another label" in next(outcome.messages())


def test_a_correction_that_a_better_reading_makes_by_itself_marks_the_outcome_accepted(graph: KnowledgeGraph) -> None:
    event = correct(graph, COMPARATOR, ArmContent(ArmRole.COMPARATOR, (iri(ISATUXIMAB.curie),), "isatuximab"))
    (read,) = claims_like(graph, COMPARATOR)
    assert isinstance(read, MergedArm)
    rightly = replace(read, arm=replace(read.arm, drugs=(ISATUXIMAB,), label="isatuximab"))
    better = replace(graph, arms=tuple(rightly if arm == read else arm for arm in graph.arms))
    curated, outcome = curate(better, event)
    assert (outcome.fulfilled, outcome.vanished) == (1, ())
    assert mark(curated, "ICARIA-MM cg:hasArm comparator: isatuximab") == "accepted"


def rescored(score: float) -> Iterator[tuple[Annotated, Extraction]]:
    """The sample as a better model reads it: the same claims by the same sentences, with another score."""

    def again(evidence: Evidence) -> Evidence:
        return replace(evidence, score=score, extractor="model/better 2.0")

    for annotated, said in sample():
        claims = tuple(replace(claim, evidence=again(claim.evidence)) for claim in said.claims)
        arms = tuple(replace(arm, evidence=tuple(map(again, arm.evidence))) for arm in said.arms)
        results = tuple(replace(result, evidence=tuple(map(again, result.evidence))) for result in said.results)
        yield annotated, replace(said, claims=claims, arms=arms, results=results)


@pytest.mark.parametrize("statement", [ARM, RESULT, "isatuximab cg:inhibits CD38"])
def test_what_was_rejected_stays_so_with_a_better_model_and_is_not_told_again(
    graph: KnowledgeGraph, statement: str
) -> None:
    better = assemble(rescored(0.42), SmallTerminology(), graph.options)
    curated, outcome = curate(better, decide(graph, statement, REJECT))
    assert mark(curated, statement) == "rejected"
    assert (outcome.unseen, outcome.vanished) == ((), ())
