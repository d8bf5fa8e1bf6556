"""What the articles say, and where they say it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model.concepts import Concept
from kg.model.text import Mention, Span


class Modality(StrEnum):
    """How firmly a sentence says it."""

    ASSERTED = "asserted"
    BELIEVED = "believed"
    HYPOTHESIZED = "hypothesized"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, order=True)
class Literal:
    """A typed value; ``datatype`` is a CURIE (``xsd:integer``, ``xsd:string``)."""

    value: str
    datatype: str = "xsd:string"


ClaimObject = Concept | Literal


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that says it.

    ``object_mention`` of a literal is a mention-like span of the digits or words that give the value; for it, and for
    an end
    that is not in the sentence, ``reached_through`` holds the antecedent's, abbreviation's or title's mention that
    leads to the end.
    ``extractor`` is ``rules/<name> <version>`` or ``model/<name> <version>``; ``score`` is the extractor's
    confidence, 0 to 1.
    """

    source: str
    sentence: Span
    text: str
    subject_mention: Mention
    object_mention: Mention | None
    object_span: Span | None
    reached_through: tuple[Mention, ...]
    extractor: str
    score: float


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement from one sentence. Subject, predicate, object, negation and modality make the identity when
    claims are merged.

    ``predicate`` is a CURIE from :mod:`kg.vocab` (``cg:targets``, ``biolink:treats``…).
    """

    subject: Concept
    predicate: str
    object: ClaimObject
    negated: bool
    modality: Modality
    evidence: Evidence


class ArmRole(StrEnum):
    EXPERIMENTAL = "experimental"
    COMPARATOR = "comparator"


@dataclass(frozen=True, slots=True)
class TrialArm:
    """An arm of a trial with all the drugs it receives (none for placebo alone)."""

    trial: Concept
    role: ArmRole
    drugs: tuple[Concept, ...]
    evidence: tuple[Evidence, ...]
    label: str = ""


class Endpoint(StrEnum):
    """Local names under ``cg:``."""

    PFS = "ProgressionFreeSurvival"
    OS = "OverallSurvival"
    ORR = "OverallResponseRate"
    CR = "CompleteResponse"
    MRD = "MinimalResidualDisease"
    DFS = "DiseaseFreeSurvival"
    EFS = "EventFreeSurvival"
    DOR = "DurationOfResponse"
    TTP = "TimeToProgression"
    OTHER = "OtherEndpoint"


class Effect(StrEnum):
    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_DIFFERENCE = "no_difference"


@dataclass(frozen=True, slots=True)
class TrialResult:
    """A result as the text gives it: numbers are strings as written (``0.39``, ``<0.001``), absent ones None."""

    trial: Concept
    endpoint: Endpoint
    label: str
    evidence: tuple[Evidence, ...]
    role: str | None = None
    met: bool | None = None
    effect: Effect | None = None
    hazard_ratio: str | None = None
    ci_lower: str | None = None
    ci_upper: str | None = None
    p_value: str | None = None
    experimental_value: str | None = None
    comparator_value: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document says."""

    source: str
    claims: tuple[Claim, ...]
    arms: tuple[TrialArm, ...] = ()
    results: tuple[TrialResult, ...] = ()
