"""The claim that a curator reads in a sentence, in place of the one that was read before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Protocol

from kg.graph.curation.content import outcome_of, seen_by
from kg.graph.curation.locate import Locator
from kg.graph.nodes import Nodes
from kg.graph.records import CURATED, Decidable, MergedArm, MergedClaim, MergedResult
from kg.graph.terms import LEXICAL
from kg.model import (
    ArmContent,
    Claim,
    ClaimObject,
    Concept,
    Correction,
    CurationEvent,
    Evidence,
    Kind,
    Link,
    LinkStatus,
    Literal,
    Mention,
    Outcome,
    ResultContent,
    Span,
    TrialArm,
    TrialResult,
)
from kg.vocab import PREDICATES, compact

EXTRACTOR = f"{CURATED}correction 1"
"""What signs a sentence as a curator reads it; the claim's provenance tells which curator."""

TrialOutcome = TrialArm | TrialResult

_OF_ARMS = frozenset({Kind.DRUG, Kind.TREATMENT})
_SCORE = 1.0
_HOW = "curation"


class Lookup(Protocol):
    """What a correction asks of the terminologies."""

    def concept(self, curie: str) -> Concept | None: ...

    def ancestors(self, curie: str) -> tuple[Concept, ...]: ...

    def by_xref(self, curie: str) -> tuple[Concept, ...]: ...


class CannotCorrectError(ValueError):
    """Why a correction makes no claim of the graph."""


@dataclass(frozen=True, slots=True)
class Corrector:
    """Writes corrected claims with the concepts of a graph and of the terminologies."""

    locator: Locator
    nodes: Nodes
    concepts: Mapping[str, Concept]
    terminology: Lookup

    def corrected(
        self, claim: Decidable, event: CurationEvent, correction: Correction
    ) -> tuple[Claim, ...] | TrialOutcome:
        """What the curator reads instead; raises like :meth:`claims`."""
        if isinstance(claim, MergedClaim):
            return self.claims(claim, event, correction)
        return self.outcome(claim, event, correction)

    def claims(self, claim: MergedClaim, event: CurationEvent, correction: Correction) -> tuple[Claim, ...]:
        """The corrected claim, once for each sentence that the curator saw, or for all when these are gone.

        Raises :class:`CannotCorrectError` when a concept is unknown or the predicate does not join the two ends.
        """
        subject = self._concept(correction.subject, event) if correction.subject else claim.subject
        obj = self._object(correction.object, event) if correction.object is not None else claim.object
        predicate = correction.predicate or claim.predicate
        _check(subject, predicate, obj)
        negated = claim.negated if correction.negated is None else correction.negated
        modality = correction.modality or claim.modality
        return tuple(
            Claim(subject, predicate, obj, negated, modality, _reread(evidence, claim, subject, obj))
            for evidence in self._seen(claim, event)
        )

    def outcome(self, merged: MergedArm | MergedResult, event: CurationEvent, correction: Correction) -> TrialOutcome:
        """The corrected arm or result, by the sentences that the curator saw, or by all when these are gone.

        Raises :class:`CannotCorrectError` when a concept is unknown or of a kind that does not belong there, and when
        nothing is left of the correction: of an arm with drugs the label does not count.
        """
        content = correction.object if correction.object is not None else outcome_of(merged, self.nodes)
        trial = self._concept(correction.subject, event) if correction.subject else merged.subject
        if trial.kind is not Kind.TRIAL:
            raise CannotCorrectError(f"{merged.predicate} is not said of a {trial.kind.value}")
        evidences = tuple(_signed(evidence, merged.subject, trial) for evidence in self._seen(merged, event))
        corrected = self._outcome(trial, content, evidences, event)
        if self.nodes.key(_merged(corrected)) == self.nodes.key(merged):
            raise CannotCorrectError("the correction says what was read already")
        return corrected

    def _outcome(
        self, trial: Concept, content: object, evidences: tuple[Evidence, ...], event: CurationEvent
    ) -> TrialOutcome:
        if isinstance(content, ResultContent):
            values = {part.name: getattr(content, part.name) for part in fields(content)}
            return TrialResult(trial, evidence=evidences, **values)
        if not isinstance(content, ArmContent):
            raise CannotCorrectError("the correction is no arm and no result")
        drugs = {drug.curie: drug for drug in (self._concept(iri, event) for iri in content.drugs)}
        for drug in drugs.values():
            if drug.kind not in _OF_ARMS:
                raise CannotCorrectError(f"an arm is given drugs, and {drug.label} is a {drug.kind.value}")
        ordered = tuple(drugs[curie] for curie in sorted(drugs))
        return TrialArm(trial, content.role, ordered, evidences, content.label)

    def _seen(self, claim: Decidable, event: CurationEvent) -> tuple[Evidence, ...]:
        seen = tuple(evidence for evidence in claim.evidences if seen_by(event, evidence, self.nodes))
        return seen or claim.evidences

    def _object(self, value: str | Literal | Outcome, event: CurationEvent) -> ClaimObject:
        if isinstance(value, ArmContent | ResultContent):
            raise CannotCorrectError("an arm or a result stands for no concept")
        return value if isinstance(value, Literal) else self._concept(value, event)

    def _concept(self, iri: str, event: CurationEvent) -> Concept:
        curies = self.locator.curies(iri, event)
        for curie in curies:
            if (concept := self.concepts.get(curie) or self.terminology.concept(curie)) is not None:
                return concept
        found = self.terminology.by_xref(curies[0])
        if len(found) == 1:
            return found[0]
        several = ", ".join(concept.curie for concept in found)
        raise CannotCorrectError(
            f"{compact(iri)} may be any of {several}" if found else f"no terminology has {compact(iri)}"
        )


def _check(subject: Concept, name: str, obj: ClaimObject) -> None:
    predicate = PREDICATES.get(name)
    if predicate is None:
        raise CannotCorrectError(f"{name} is no predicate of this graph")
    if subject.kind not in predicate.subjects:
        raise CannotCorrectError(f"{name} is not said of a {subject.kind.value}")
    if isinstance(obj, Concept):
        if obj.kind not in predicate.objects:
            raise CannotCorrectError(f"the object of {name} is no {obj.kind.value}")
    elif predicate.literal != obj.datatype:
        raise CannotCorrectError(f"the object of {name} is no {obj.datatype}")
    elif (shape := LEXICAL.get(obj.datatype)) is not None and not shape.fullmatch(obj.value):
        raise CannotCorrectError(f"{obj.value!r} is no {obj.datatype}")


def _reread(evidence: Evidence, claim: MergedClaim, subject: Concept, obj: ClaimObject) -> Evidence:
    """The same sentence, whose mentions stand for the corrected ends."""
    mention, span = _object_place(evidence, obj)
    moved = {claim.subject.curie: subject}
    if isinstance(claim.object, Concept) and isinstance(obj, Concept):
        moved[claim.object.curie] = obj
    return replace(
        evidence,
        subject_mention=_linked(evidence.subject_mention, subject),
        object_mention=mention,
        object_span=span,
        reached_through=tuple(_moved(one, moved) for one in evidence.reached_through),
        extractor=EXTRACTOR,
        score=_SCORE,
    )


def _merged(outcome: TrialOutcome) -> MergedArm | MergedResult:
    return MergedArm(outcome, _SCORE) if isinstance(outcome, TrialArm) else MergedResult(outcome, _SCORE)


def _signed(evidence: Evidence, before: Concept, trial: Concept) -> Evidence:
    """The same sentence as a curator reads it, whose mentions of the trial stand for the corrected one."""
    moved = {before.curie: trial}
    return replace(
        evidence,
        subject_mention=_moved(evidence.subject_mention, moved),
        reached_through=tuple(_moved(one, moved) for one in evidence.reached_through),
        extractor=EXTRACTOR,
        score=_SCORE,
    )


def _object_place(evidence: Evidence, obj: ClaimObject) -> tuple[Mention | None, Span | None]:
    mention, span = evidence.object_mention, evidence.object_span
    if not isinstance(obj, Concept):
        place = span or (mention.span if mention else None)
        if place is None or not evidence.sentence.covers(place):
            raise CannotCorrectError("the sentence has no place for the value")
        return None, place
    if mention is None and span is not None:
        mention = Mention(span, words_at(span, evidence), obj.kind, origin=_HOW)
    return (None if mention is None else _linked(mention, obj)), None


def _linked(mention: Mention, concept: Concept) -> Mention:
    """The mention as it is when it stands for the concept already, else linked to it by the curator."""
    if mention.link is not None and [link.concept.curie for link in mention.links] == [concept.curie]:
        return mention
    status = LinkStatus.LINKED if not concept.minted else LinkStatus.UNRESOLVED
    return replace(mention, kind=concept.kind, link=Link(concept, status, _SCORE, _HOW), also=())


def _moved(mention: Mention, moved: Mapping[str, Concept]) -> Mention:
    """A mention through which an end is reached follows that end."""
    for link in mention.links:
        if link.concept.curie in moved:
            return _linked(mention, moved[link.concept.curie])
    return mention


def words_at(span: Span, evidence: Evidence) -> str:
    """The words of the sentence at a place of the document."""
    return evidence.text[span.start - evidence.sentence.start : span.end - evidence.sentence.start]
