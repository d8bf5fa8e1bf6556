"""What a curator decided about a claim, as one event that is never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType

from kg.model.claims import ArmRole, Effect, Endpoint, Literal, Modality


class Decision(StrEnum):
    """What a curator says of a claim: that the text says it, that it does not, or that it cannot be told."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNSURE = "unsure"
    WITHDRAW = "withdraw"
    """Takes the superseded events back without another decision in their place."""


class ErrorTag(StrEnum):
    """What went wrong in the reading of a claim that is not accepted."""

    GROUNDING = "grounding"
    ENTITY_BOUNDARIES = "entity_boundaries"
    WRONG_RELATION = "wrong_relation"
    NEGATION = "negation"
    MODALITY = "modality"
    NO_RELATION = "no_relation"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ArmContent:
    """An arm of a trial as an event tells it: ``drugs`` are IRIs of concepts."""

    role: ArmRole
    drugs: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class ResultContent:
    """A result of a trial as an event tells it: numbers are strings as the article writes them, absent ones None."""

    endpoint: Endpoint
    label: str = ""
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


RESULT_TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "label": "label",
        "role": "role",
        "hazardRatio": "hazard_ratio",
        "ciLower": "ci_lower",
        "ciUpper": "ci_upper",
        "pValue": "p_value",
        "experimentalValue": "experimental_value",
        "comparatorValue": "comparator_value",
        "unit": "unit",
    }
)
"""The texts of a result by their names in an event, which are those of the graph; a result has those that are known."""


def result_fields(result: ResultContent) -> dict[str, object]:
    """What is known of a result by its names in an event, as JSON takes it."""
    known: dict[str, object] = {
        name: getattr(result, part) for name, part in RESULT_TEXTS.items() if getattr(result, part)
    }
    known["endpoint"] = f"cg:{result.endpoint.value}"
    if result.met is not None:
        known["met"] = result.met
    if result.effect is not None:
        known["effect"] = result.effect.value
    return known


Outcome = ArmContent | ResultContent
"""What a trial has by ``cg:hasArm`` or ``biolink:has_study_results``."""


@dataclass(frozen=True, slots=True)
class ClaimTriple:
    """What a claim says, by the names that outlive a build.

    ``subject`` and ``object`` are IRIs of concepts, or ``object`` is a literal, an arm or a result; ``predicate`` is a
    CURIE.
    """

    subject: str
    predicate: str
    object: str | Literal | Outcome
    negated: bool
    modality: Modality


@dataclass(frozen=True, slots=True)
class Correction:
    """What the sentence says instead: the parts of the :class:`ClaimTriple` that differ, at least one of them."""

    subject: str | None = None
    predicate: str | None = None
    object: str | Literal | Outcome | None = None
    negated: bool | None = None
    modality: Modality | None = None

    def applied(self, triple: ClaimTriple) -> ClaimTriple:
        """``triple`` with the corrected parts in place of its own."""
        parts = {part.name: getattr(self, part.name) for part in fields(self)}
        own = {part.name: getattr(triple, part.name) for part in fields(triple)}
        return ClaimTriple(**own | {name: value for name, value in parts.items() if value is not None})


@dataclass(frozen=True, slots=True)
class SeenSentence:
    """A sentence that a curator saw as evidence of a claim.

    ``iri`` is its evidence's, which another score or another reading changes; ``document`` is the source, ``start``
    and ``end`` are its place there in code points, and ``quote`` are its words. Of a sentence that was written down by
    its IRI alone the others are empty.
    """

    iri: str
    document: str = ""
    start: int = 0
    end: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class CurationEvent:
    """One decision of one curator about one claim.

    ``id`` is a hash of everything else. ``claim`` is the IRI that the graph had for the claim, and ``evidence`` are
    the sentences that it rested on, when the curator saw them. ``curator`` is a bare ORCID, or empty; ``time`` is an
    instant in UTC (``2026-01-31T12:00:00.000Z``); ``tool`` is what recorded the event, with its version. A correction
    stands only with a rejection, a tag only with a rejection or a doubt. ``supersedes`` are ids of earlier events about
    the same claim which count no longer.
    """

    id: str
    claim: str
    triple: ClaimTriple
    evidence: tuple[SeenSentence, ...]
    decision: Decision
    tag: ErrorTag | None
    note: str
    correction: Correction | None
    curator: str
    time: str
    tool: str
    supersedes: tuple[str, ...]
