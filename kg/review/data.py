"""What the page shows: plain frozen records. They refer to each other by IRI and source; the payload checks that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model import Kind, LinkStatus, Modality, Outcome


class Role(StrEnum):
    """What a marked stretch of a sentence is to its claim."""

    SUBJECT = "subject"
    OBJECT = "object"
    REACHED = "reached"
    """An antecedent, abbreviation or title through which an end is reached."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A half-open range of code points *of the sentence*, not of the document."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class RunnerUp:
    """A concept that the linker weighed and did not take; ``score`` is 0 to 1."""

    iri: str
    label: str
    curie: str
    score: float


@dataclass(frozen=True, slots=True)
class PageNode:
    """A concept. ``curie`` is empty for a minted concept; ``names`` are those it also goes by."""

    iri: str
    label: str
    kind: Kind
    curie: str = ""
    status: LinkStatus = LinkStatus.LINKED
    names: tuple[str, ...] = ()
    runners_up: tuple[RunnerUp, ...] = ()


@dataclass(frozen=True, slots=True)
class PageDocument:
    """An article. ``source`` is its path in the corpus and its key here; ``date`` is an ISO prefix or empty."""

    source: str
    title: str = ""
    url: str = ""
    date: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class PageEvidence:
    """A sentence with its marks; ``document`` is a :attr:`PageDocument.source`.

    ``before`` and ``after`` are the sentences around it, ``section`` is the heading above it, and ``through`` are the
    words outside the sentence through which an end is reached. ``start`` is its place in the document, in code points.
    """

    iri: str
    sentence: str
    document: str
    marks: tuple[Mark, ...] = ()
    extractor: str = ""
    section: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    start: int = 0


@dataclass(frozen=True, slots=True)
class PageFact:
    """What a registry or a curated table says of a claim's subject, which is no evidence.

    ``value`` is a label or a literal; ``agrees`` tells whether it bears the claim out or cannot be so beside it.
    """

    predicate: str
    value: str
    source: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class PageClaim:
    """A claim merged over the documents. ``object`` is a node's IRI, or None when ``value`` holds a literal.

    ``predicate`` is a CURIE of :data:`kg.vocab.PREDICATES`; ``confidence`` is 0 to 1. That a trial has an arm or a
    result is a claim with that ``outcome`` (drugs are IRIs of nodes), and neither object nor value.
    """

    iri: str
    subject: str
    predicate: str
    object: str | None
    value: str = ""
    negated: bool = False
    modality: Modality = Modality.ASSERTED
    confidence: float = 1.0
    curation: str = "unreviewed"
    evidence: tuple[PageEvidence, ...] = ()
    outcome: Outcome | None = None
    known: tuple[PageFact, ...] = ()


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What the page says of itself: the software's version, and how many documents could not be read."""

    title: str = "Knowledge graph"
    version: str = ""
    failed: int = 0


@dataclass(frozen=True, slots=True)
class PageData:
    """Everything on the page. The order of the records is the order in which they are listed."""

    nodes: tuple[PageNode, ...]
    claims: tuple[PageClaim, ...]
    documents: tuple[PageDocument, ...]
    meta: PageMeta = PageMeta()
