"""What a graph holds before it is written as RDF: merged over all documents, sorted, frozen."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from kg.errors import UsageError
from kg.model import (
    ClaimObject,
    Concept,
    CurationEvent,
    DocumentKind,
    Evidence,
    LinkStatus,
    Modality,
    Span,
    TrialArm,
    TrialResult,
)
from kg.vocab import DEFAULT_BASE

UNREVIEWED = "unreviewed"
ACCEPTED = "accepted"
REJECTED = "rejected"

CURATED = "curation/"
"""How the extractor of evidence that a curator has corrected begins."""

HAS_ARM = "cg:hasArm"
HAS_RESULT = "biolink:has_study_results"

ClaimKey = tuple[str, str, str, str, str, str]
"""Subject's CURIE, predicate, object's CURIE or value, the value's datatype, negation, modality."""


class Terminology(Protocol):
    """What the graph asks of the terminologies: a concept by its CURIE, and everything above it."""

    def concept(self, curie: str) -> Concept | None: ...

    def ancestors(self, curie: str) -> tuple[Concept, ...]: ...


@dataclass(frozen=True, slots=True)
class GraphOptions:
    """How a graph is built.

    ``base`` is the IRI under which nodes are minted; it ends with ``/``. A claim of at least ``confidence_threshold``
    (0 to 1) is also a direct triple; no amount of evidence takes a claim above ``confidence_cap``.
    """

    base: str = DEFAULT_BASE
    confidence_threshold: float = 0.5
    confidence_cap: float = 0.99

    def __post_init__(self) -> None:
        if not self.base.endswith(("/", "#")) or "://" not in self.base:
            raise UsageError(
                f"not a base for minted IRIs: {self.base!r}",
                cure='Give an absolute IRI that ends with "/", such as https://example.org/id/.',
            )
        for name, value in (
            ("confidence_threshold", self.confidence_threshold),
            ("confidence_cap", self.confidence_cap),
        ):
            if not 0 <= value <= 1:
                raise UsageError(f"{name} is {value}", cure="Give a number from 0 to 1.")


@dataclass(frozen=True, slots=True, order=True)
class SourceDocument:
    """What is known of an article, without its text. ``citations`` are pairs (reference, DOI or "") as written."""

    source: str
    sha256: str
    kind: DocumentKind
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    identifiers: tuple[str, ...] = ()
    citations: tuple[tuple[str, str], ...] = ()
    retracted: bool = False


@dataclass(frozen=True, slots=True, order=True)
class ConceptNode:
    """A concept of the graph. ``status`` is None for one that no text names: an ancestor, a member of a family."""

    concept: Concept
    status: LinkStatus | None


@dataclass(frozen=True, slots=True, order=True)
class PlacedMention:
    """A mention in a document. ``bodies`` are the CURIEs that it was linked to; a plain value (``307``) has none."""

    source: str
    span: Span
    text: str
    bodies: tuple[str, ...]
    score: float
    in_evidence: bool

    @property
    def key(self) -> tuple[str, int, int, tuple[str, ...]]:
        return (self.source, self.span.start, self.span.end, self.bodies)


@dataclass(frozen=True, slots=True)
class MergedClaim:
    """A claim over all documents, with one evidence a sentence, in text order.

    ``confidence`` is in 0 to 1; ``implied`` holds when no sentence says it in so many words, only what implies it.
    ``knowledge_level`` is a value of Biolink's KnowledgeLevelEnum.
    """

    subject: Concept
    predicate: str
    object: ClaimObject
    negated: bool
    modality: Modality
    implied: bool
    confidence: float
    evidences: tuple[Evidence, ...]
    curation: str = UNREVIEWED

    @property
    def key(self) -> ClaimKey:
        """What makes it this claim and no other, as strings that sort."""
        return (self.subject.curie, self.predicate, *object_key(self.object), str(self.negated), self.modality.value)

    @property
    def knowledge_level(self) -> str:
        match self.modality:
            case Modality.ASSERTED:
                return "logical_entailment" if self.implied else "knowledge_assertion"
            case Modality.BELIEVED | Modality.HYPOTHESIZED:
                return "prediction"
            case Modality.PLANNED:
                return "not_provided"

    @property
    def curated(self) -> bool:
        """Whether a curator alone reads this in the sentences."""
        return all(is_curated(evidence) for evidence in self.evidences)

    @property
    def agent_type(self) -> str:
        """A value of Biolink's AgentTypeEnum."""
        return _agent_type(curated=self.curated)

    def is_direct(self, threshold: float) -> bool:
        """Whether the text asserts it firmly enough for a direct triple, or asserts it and a curator accepted it."""
        firm = _is_firm(self.curation, self.confidence, threshold)
        return firm and self.modality is Modality.ASSERTED and not self.negated


@dataclass(frozen=True, slots=True)
class AppliedDecision:
    """A curator's decision that found its claim.

    ``claim`` is what it is about; ``accepted`` and ``rejected`` are all claims that bear its mark, ``corrected`` those
    that it wrote.
    """

    event: CurationEvent
    claim: ClaimKey
    accepted: tuple[ClaimKey, ...] = ()
    rejected: tuple[ClaimKey, ...] = ()
    corrected: tuple[ClaimKey, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class BackgroundFact:
    """Something that is known from elsewhere: no claim of an article, and no evidence.

    ``subject`` and, where ``datatype`` is "", ``object`` are CURIEs; else ``object`` is a value of that datatype.
    ``source`` says who says it; ``registry`` holds for a row of a registry of trials.
    """

    subject: str
    predicate: str
    object: str
    datatype: str
    source: str
    registry: bool = False


class _Outcome(ABC):
    """What arms and results of trials have in common with claims: that the trial has them is asserted."""

    __slots__ = ()
    confidence: float
    curation: str
    implied = False

    @property
    @abstractmethod
    def evidences(self) -> tuple[Evidence, ...]:
        """One a sentence."""

    @property
    def curated(self) -> bool:
        """Whether a curator alone reads this in the sentences."""
        return all(is_curated(evidence) for evidence in self.evidences)

    @property
    def agent_type(self) -> str:
        """A value of Biolink's AgentTypeEnum."""
        return _agent_type(curated=self.curated)

    def is_direct(self, threshold: float) -> bool:
        """Whether the trial has it by a direct triple: it is sure enough or accepted, and not rejected."""
        return _is_firm(self.curation, self.confidence, threshold)


@dataclass(frozen=True, slots=True)
class MergedArm(_Outcome):
    """An arm over all documents: one trial, role and set of drugs. ``arm.evidence`` holds one evidence a sentence."""

    arm: TrialArm
    confidence: float
    curation: str = UNREVIEWED

    @property
    def subject(self) -> Concept:
        return self.arm.trial

    @property
    def predicate(self) -> str:
        return HAS_ARM

    @property
    def evidences(self) -> tuple[Evidence, ...]:
        return self.arm.evidence


@dataclass(frozen=True, slots=True)
class MergedResult(_Outcome):
    """A result over all documents that give the same values. ``result.evidence`` holds one evidence a sentence."""

    result: TrialResult
    confidence: float
    curation: str = UNREVIEWED

    @property
    def subject(self) -> Concept:
        return self.result.trial

    @property
    def predicate(self) -> str:
        return HAS_RESULT

    @property
    def evidences(self) -> tuple[Evidence, ...]:
        return self.result.evidence


Decidable = MergedClaim | MergedArm | MergedResult
"""What a curator can accept, reject and correct: everything that has a claim's node."""


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """All that a build says. Every tuple is sorted and without duplicates, so equal inputs give equal graphs."""

    options: GraphOptions
    documents: tuple[SourceDocument, ...] = ()
    concepts: tuple[ConceptNode, ...] = ()
    claims: tuple[MergedClaim, ...] = ()
    arms: tuple[MergedArm, ...] = ()
    results: tuple[MergedResult, ...] = ()
    mentions: tuple[PlacedMention, ...] = ()
    decisions: tuple[AppliedDecision, ...] = ()
    background: tuple[BackgroundFact, ...] = ()

    def decidable(self) -> Iterator[Decidable]:
        """All that has a claim's node: the claims, and that trials have arms and results."""
        yield from self.claims
        yield from self.arms
        yield from self.results

    def evidences(self) -> Iterator[Evidence]:
        """All evidence, of claims, arms and results; what is evidence of two of them comes twice."""
        for claim in self.decidable():
            yield from claim.evidences


def _is_firm(curation: str, confidence: float, threshold: float) -> bool:
    return curation == ACCEPTED or (curation != REJECTED and confidence >= threshold)


def _agent_type(*, curated: bool) -> str:
    return "manual_validation_of_automated_agent" if curated else "text_mining_agent"


def is_curated(evidence: Evidence) -> bool:
    """Whether a curator read the sentence otherwise than it had been read."""
    return evidence.extractor.startswith(CURATED)


def object_key(value: ClaimObject) -> tuple[str, str]:
    """(CURIE, "") of a concept, (value, datatype) of a literal."""
    return (value.curie, "") if isinstance(value, Concept) else (value.value, value.datatype)
