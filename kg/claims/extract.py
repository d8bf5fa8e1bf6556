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
from kg.claims.of_the_body import is_physiology, may_be_measured
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
    claims = [c for c in claims if not _is_physiology(c, context)]
    return Extraction(annotated.document.source, distinct(claims), found.arms, found.results)


_ACTS = frozenset({"cg:inhibits", "cg:activates", "cg:targets", "biolink:affects"})
_EVENT = "biolink:has_adverse_event"


def _is_physiology(claim: Claim, context: Context) -> bool:
    """Whether a claim tells what a substance of the body does in it, in a document that is not about it as a drug."""
    if claim.subject in context.drugs:
        return False
    acts = claim.predicate in _ACTS and may_be_measured(claim.subject)
    return acts or (claim.predicate == _EVENT and is_physiology(claim.subject))


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
