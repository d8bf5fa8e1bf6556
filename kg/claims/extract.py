"""From an annotated document to what it says."""

from __future__ import annotations

from kg.claims import (
    adverse,
    approval,
    classified,
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
from kg.claims.context import Context, context_of
from kg.claims.discourse import read_document
from kg.claims.names import settled
from kg.claims.reading import Reading
from kg.claims.trials.records import TrialReading
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
    readings, found, context = read(annotated)
    claims = list(found.claims)
    for reading in readings:
        claims += related(reading, context)
    claims += classified.propose(readings, annotated.pairs, claims)
    return Extraction(annotated.document.source, distinct(claims), found.arms, found.results)


def read(annotated: Annotated) -> tuple[tuple[Reading, ...], TrialReading, Context]:
    """The sentences as the rules read them, what they tell of trials, and what the rules know of the document."""
    view = view_document(process.with_processes(settled(annotated)))
    readings = read_document(view)
    found = trials.read(view, readings)
    return readings, found, context_of(view, found)


def related(reading: Reading, context: Context) -> list[Claim]:
    """The claims of the relation rules in one sentence; a question says nothing."""
    if reading.text.endswith("?"):
        return []
    return [claim for relation in _RELATIONS for claim in relation.extract(reading, context)]


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


def distinct(claims: list[Claim]) -> tuple[Claim, ...]:
    """One claim for each statement of each sentence, in text order, the surest first read kept."""
    best: dict[tuple[int, str, str, str, bool, str], Claim] = {}
    for claim in claims:
        key = _key(claim)
        if key not in best or best[key].evidence.score < claim.evidence.score:
            best[key] = claim
    return tuple(best[key] for key in sorted(best))
