"""The records that flow between the stages: frozen, typed, without third-party imports.

Every :class:`Span` is half-open and counts code points of :attr:`Document.text`;
``document.text[span.start:span.end] == mention.text`` holds everywhere.
"""

from kg.model.claims import (
    ArmRole,
    Claim,
    ClaimObject,
    Effect,
    Endpoint,
    Evidence,
    Extraction,
    Literal,
    Modality,
    TrialArm,
    TrialResult,
)
from kg.model.concepts import Candidate, Concept, Filing, FilingBasis, Kind, Link, LinkStatus
from kg.model.curation import ClaimTriple, Correction, CurationEvent, Decision, ErrorTag
from kg.model.outcomes import Failure, Notice
from kg.model.text import (
    Annotated,
    Block,
    BlockKind,
    Citation,
    Document,
    DocumentKind,
    Mention,
    PairLabel,
    PairScore,
    Sentence,
    Span,
    Token,
)

__all__ = [
    "Annotated",
    "ArmRole",
    "Block",
    "BlockKind",
    "Candidate",
    "Citation",
    "Claim",
    "ClaimObject",
    "ClaimTriple",
    "Concept",
    "Correction",
    "CurationEvent",
    "Decision",
    "Document",
    "DocumentKind",
    "Effect",
    "Endpoint",
    "ErrorTag",
    "Evidence",
    "Extraction",
    "Failure",
    "Filing",
    "FilingBasis",
    "Kind",
    "Link",
    "LinkStatus",
    "Literal",
    "Mention",
    "Modality",
    "Notice",
    "PairLabel",
    "PairScore",
    "Sentence",
    "Span",
    "Token",
    "TrialArm",
    "TrialResult",
]
