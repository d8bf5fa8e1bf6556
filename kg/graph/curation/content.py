"""What a curator decides on, as an event tells it: claims, arms and results by the names that outlive a build."""

from __future__ import annotations

from dataclasses import fields

from kg.graph.nodes import Nodes
from kg.graph.records import Decidable, MergedArm, MergedClaim, MergedResult
from kg.model import (
    ArmContent,
    ClaimTriple,
    Concept,
    CurationEvent,
    Evidence,
    Literal,
    Modality,
    Outcome,
    ResultContent,
    TrialResult,
)

_RESULT = tuple(part.name for part in fields(ResultContent))


def triple_of(claim: Decidable, nodes: Nodes) -> ClaimTriple:
    """What the claim says, with the IRIs of ``nodes``."""
    subject = nodes.concept(claim.subject.curie).value
    if not isinstance(claim, MergedClaim):
        return ClaimTriple(subject, claim.predicate, outcome_of(claim, nodes), False, Modality.ASSERTED)
    obj = claim.object if isinstance(claim.object, Literal) else nodes.concept(claim.object.curie).value
    return ClaimTriple(subject, claim.predicate, obj, claim.negated, claim.modality)


def outcome_of(merged: MergedArm | MergedResult, nodes: Nodes) -> Outcome:
    if isinstance(merged, MergedArm):
        drugs = tuple(nodes.concept(drug.curie).value for drug in merged.arm.drugs)
        return ArmContent(merged.arm.role, drugs, merged.arm.label)
    return result_content(merged.result)


def result_content(result: TrialResult) -> ResultContent:
    """All that a result says, without its trial and its sentences."""
    return ResultContent(**{name: getattr(result, name) for name in _RESULT})


def stated(claim: Decidable) -> str:
    """A claim in short, by labels."""
    if isinstance(claim, MergedArm):
        drugs = claim.arm.label or " + ".join(drug.label for drug in claim.arm.drugs) or "no drug"
        return f"{claim.subject.label} {claim.predicate} {claim.arm.role}: {drugs}"
    if isinstance(claim, MergedResult):
        return f"{claim.subject.label} {claim.predicate} {values_of(result_content(claim.result))}"
    obj = claim.object.label if isinstance(claim.object, Concept) else claim.object.value
    firm = "" if claim.modality == "asserted" else f", {claim.modality.value}"
    return f"{claim.subject.label} {'not ' if claim.negated else ''}{claim.predicate} {obj}{firm}"


def values_of(result: ResultContent) -> str:
    """A result in short: ``OverallSurvival, improved, hazard ratio 0.7, p 0.01``."""
    met = None if result.met is None else "met" if result.met else "not met"
    arms = " vs ".join(value or "?" for value in (result.experimental_value, result.comparator_value))
    parts = (
        result.label or result.endpoint.value,
        result.role,
        met,
        result.effect.value.replace("_", " ") if result.effect else None,
        f"hazard ratio {result.hazard_ratio}" if result.hazard_ratio else None,
        f"interval {result.ci_lower or '?'} to {result.ci_upper or '?'}"
        if result.ci_lower or result.ci_upper
        else None,
        f"p {result.p_value}" if result.p_value else None,
        f"{arms} {result.unit or ''}".strip() if result.experimental_value or result.comparator_value else None,
    )
    return ", ".join(part for part in parts if part)


def seen_by(event: CurationEvent, evidence: Evidence, nodes: Nodes) -> bool:
    """Whether the curator had the sentence before them: the same words of the same document.

    How they were read, and how sure, does not matter. A sentence that was written down by its evidence's IRI alone is
    found again only when nothing of it has changed.
    """
    words = " ".join(evidence.text.split())
    return any(
        (seen.document == evidence.source and " ".join(seen.quote.split()) == words)
        if seen.document
        else _last(seen.iri) == _last(nodes.evidence(evidence).value)
        for seen in event.evidence
    )


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
