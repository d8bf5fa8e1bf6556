"""From an annotated document to what it says."""

from __future__ import annotations

from kg.claims import (
    adverse,
    approval,
    combination,
    contraindication,
    expression,
    filing,
    process,
    targets,
    testing,
    treatment,
    trials,
)
from kg.claims.context import context_of
from kg.claims.discourse import read_document
from kg.claims.names import settled
from kg.claims.view import view_document
from kg.model import Annotated, Claim, Concept, Extraction

_RELATIONS = (
    targets,
    expression,
    process,
    treatment,
    approval,
    filing,
    contraindication,
    adverse,
    combination,
    testing,
)


def extract(annotated: Annotated) -> Extraction:
    """All claims, trial arms and trial results of ``annotated``; pure, and the same for the same input.

    Mentions without a link are not read. Every claim carries the sentence that says it.
    """
    view = view_document(process.with_processes(settled(annotated)))
    claims: list[Claim] = []
    readings = read_document(view)
    found = trials.read(view, readings)
    claims += found.claims
    context = context_of(view, found)
    for reading in readings:
        if reading.text.endswith("?"):
            continue
        for relation in _RELATIONS:
            claims += relation.extract(reading, context)
    return Extraction(annotated.document.source, _distinct(claims), found.arms, found.results)


def _key(claim: Claim) -> tuple[int, str, str, str, bool, str]:
    other = claim.object.curie if isinstance(claim.object, Concept) else claim.object.value
    return (
        claim.evidence.sentence.start,
        claim.predicate,
        claim.subject.curie,
        other,
        claim.negated,
        claim.modality.value,
    )


def _distinct(claims: list[Claim]) -> tuple[Claim, ...]:
    """One claim for each statement of each sentence, in text order, the surest first read kept."""
    best: dict[tuple[int, str, str, str, bool, str], Claim] = {}
    for claim in claims:
        key = _key(claim)
        if key not in best or best[key].evidence.score < claim.evidence.score:
            best[key] = claim
    return tuple(best[key] for key in sorted(best))
