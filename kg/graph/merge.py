"""One claim, arm or result from all the sentences that say it.

Merging is commutative, associative and idempotent: everything that is kept is either a union or the best under a total
order, and confidence is worked out anew from the evidence that is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Protocol, TypeVar

from kg.graph.records import GraphOptions, MergedArm, MergedClaim, MergedResult
from kg.model import Claim, Concept, Evidence, Mention, Modality, Span, TrialArm, TrialResult
from kg.vocab import PREDICATES

_Item = TypeVar("_Item")


def mention_bodies(mention: Mention) -> tuple[str, ...]:
    """The CURIEs that a mention was linked to, sorted."""
    return tuple(sorted({link.concept.curie for link in mention.links}))


def _span_key(span: Span | None) -> tuple[int, int]:
    return (-1, -1) if span is None else (span.start, span.end)


def _mention_key(mention: Mention | None) -> tuple[tuple[int, int], tuple[str, ...]]:
    return ((-1, -1), ()) if mention is None else (_span_key(mention.span), mention_bodies(mention))


def evidence_key(evidence: Evidence) -> tuple[object, ...]:
    """Everything of an evidence that is written, in an order where the firmest comes first."""
    return (
        -evidence.score,
        evidence.extractor,
        _mention_key(evidence.subject_mention),
        _mention_key(evidence.object_mention),
        _span_key(evidence.object_span),
        tuple(_mention_key(mention) for mention in evidence.reached_through),
    )


def one_a_sentence(evidences: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """The firmest evidence of each sentence, in the order of documents and text."""
    best: dict[tuple[str, int, int], Evidence] = {}
    for evidence in evidences:
        place = (evidence.source, evidence.sentence.start, evidence.sentence.end)
        known = best.get(place)
        if known is None or evidence_key(evidence) < evidence_key(known):
            best[place] = evidence
    return tuple(best[place] for place in sorted(best))


class Scored(Protocol):
    """A sentence and how sure it makes the claim."""

    @property
    def text(self) -> str: ...

    @property
    def score(self) -> float: ...


def confidence(evidences: Iterable[Scored], cap: float) -> float:
    """How sure all the sentences together make it: one minus the product of the doubts, at most ``cap``.

    The same words in several documents (a press release and its copies) count once.
    """
    by_text: dict[str, float] = {}
    for evidence in evidences:
        by_text[evidence.text] = max(evidence.score, by_text.get(evidence.text, 0.0))
    doubt = 1.0
    for score in sorted(by_text.values()):
        doubt *= 1.0 - min(max(score, 0.0), 1.0)
    return round(min(1.0 - doubt, cap), 4)


def entailed(claim: Claim) -> Iterator[tuple[Claim, bool]]:
    """The claim with what follows from it, each with whether it is only implied.

    A symmetric predicate holds in both directions. What an asserted claim implies is asserted by the same sentence; a
    denial or a guess implies nothing.
    """
    predicate = PREDICATES.get(claim.predicate)
    yield claim, False
    if predicate is None:
        return
    if predicate.symmetric and isinstance(claim.object, Concept):
        yield _mirrored(claim, claim.object), False
    if predicate.implies and claim.modality is Modality.ASSERTED and not claim.negated:
        yield replace(claim, predicate=predicate.implies), True


def _mirrored(claim: Claim, obj: Concept) -> Claim:
    evidence = claim.evidence
    if evidence.object_mention is not None:
        evidence = replace(
            evidence, subject_mention=evidence.object_mention, object_mention=evidence.subject_mention, object_span=None
        )
    return replace(claim, subject=obj, object=claim.subject, evidence=evidence)


def as_merged(claim: Claim, *, implied: bool, options: GraphOptions) -> MergedClaim:
    """A claim of one sentence as a merged one."""
    return MergedClaim(
        claim.subject,
        claim.predicate,
        claim.object,
        claim.negated,
        claim.modality,
        implied,
        confidence((claim.evidence,), options.confidence_cap),
        (claim.evidence,),
    )


def merge_claims(claims: Iterable[MergedClaim], options: GraphOptions) -> tuple[MergedClaim, ...]:
    """One claim a key, sorted by key. A claim is implied only when all of its parts are."""
    return tuple(_claim(group, options) for group in _grouped(claims, lambda claim: claim.key))


def _claim(group: list[MergedClaim], options: GraphOptions) -> MergedClaim:
    evidences = one_a_sentence(evidence for claim in group for evidence in claim.evidences)
    first = group[0]
    return replace(
        first,
        implied=all(claim.implied for claim in group),
        confidence=confidence(evidences, options.confidence_cap),
        evidences=evidences,
        curation=min(claim.curation for claim in group),
    )


def arm_key(arm: TrialArm) -> tuple[str, ...]:
    """Trial, role and drugs make an arm; one without drugs (placebo) goes by its label too."""
    drugs = tuple(drug.curie for drug in arm.drugs)
    return (arm.trial.curie, arm.role.value, *drugs) if drugs else (arm.trial.curie, arm.role.value, "", arm.label)


def merge_arms(arms: Iterable[TrialArm], options: GraphOptions) -> tuple[MergedArm, ...]:
    """One arm a key, sorted. Each arm's drugs are sorted by CURIE; the shortest label is kept."""
    return tuple(_arm(group, options) for group in _grouped(map(_with_sorted_drugs, arms), arm_key))


def _with_sorted_drugs(arm: TrialArm) -> TrialArm:
    drugs = {drug.curie: drug for drug in sorted(arm.drugs)}
    return replace(arm, drugs=tuple(drugs[curie] for curie in sorted(drugs)))


def _arm(group: list[TrialArm], options: GraphOptions) -> MergedArm:
    evidences = one_a_sentence(evidence for arm in group for evidence in arm.evidence)
    labels = sorted({arm.label for arm in group if arm.label}, key=lambda label: (len(label), label))
    arm = replace(group[0], label=labels[0] if labels else "", evidence=evidences)
    return MergedArm(arm, confidence(evidences, options.confidence_cap))


def result_key(result: TrialResult) -> tuple[str, ...]:
    """All that a result says makes it that result; an absent value is the empty string."""
    values = (
        result.role,
        result.met,
        result.effect,
        result.hazard_ratio,
        result.ci_lower,
        result.ci_upper,
        result.p_value,
        result.experimental_value,
        result.comparator_value,
        result.unit,
    )
    written = ("" if value is None else str(value) for value in values)
    return (result.trial.curie, result.endpoint.value, result.label, *written)


def merge_results(results: Iterable[TrialResult], options: GraphOptions) -> tuple[MergedResult, ...]:
    """One result a key, sorted."""
    return tuple(_result(group, options) for group in _grouped(results, result_key))


def _result(group: list[TrialResult], options: GraphOptions) -> MergedResult:
    evidences = one_a_sentence(evidence for result in group for evidence in result.evidence)
    return MergedResult(replace(group[0], evidence=evidences), confidence(evidences, options.confidence_cap))


def _grouped(items: Iterable[_Item], key: Callable[[_Item], tuple[str, ...]]) -> Iterator[list[_Item]]:
    for _, group in groupby(sorted(items, key=key), key):
        yield list(group)
