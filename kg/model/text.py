"""Documents and what is found in their text."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from kg.model.concepts import Kind, Link
from kg.model.outcomes import Notice


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in :attr:`Document.text`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def trimmed(self, text: str) -> Span:
        """The span without the white space of ``text`` at its two ends."""
        piece = self.of(text)
        left = len(piece) - len(piece.lstrip())
        return Span(self.start + left, self.start + max(left, len(piece.rstrip())))

    def moved(self, by: int) -> Span:
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


class DocumentKind(StrEnum):
    """Values are the CURIEs of the RDF classes of the contract."""

    ARTICLE = "schema:ScholarlyArticle"
    NEWS = "schema:NewsArticle"
    PUBLICATION = "biolink:Publication"


class BlockKind(StrEnum):
    """What a stretch of text is. Claims come from all but ``BYLINE``, ``METADATA`` and ``REFERENCE``."""

    TITLE = "title"
    HEADING = "heading"
    BYLINE = "byline"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE = "table"
    METADATA = "metadata"
    REFERENCE = "reference"

    @property
    def is_prose(self) -> bool:
        return self not in (BlockKind.BYLINE, BlockKind.METADATA, BlockKind.REFERENCE)


@dataclass(frozen=True, slots=True, order=True)
class Block:
    """A stretch of text of one kind, in document order; blocks do not overlap. ``section`` is the nearest heading
    above it.
    """

    span: Span
    kind: BlockKind
    section: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """An entry of the reference list. ``doi`` is as written; a malformed one is reported as a Notice and never
    repaired.
    """

    span: Span
    text: str
    doi: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article as it was read.

    ``source`` is the path relative to the corpus root with ``/``; a record inside a larger file adds ``#`` and its id.
    ``sha256`` is that of the bytes read (of the record's bytes for a record inside a larger file).
    ``date`` is an ISO prefix: ``2019``, ``2019-02`` or ``2019-02-14``. ``identifiers`` are CURIEs (``PMID:…``,
    ``PMC:…``, ``doi:…``).
    """

    source: str
    text: str
    sha256: str
    kind: DocumentKind = DocumentKind.PUBLICATION
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    licence: str | None = None
    identifiers: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    citations: tuple[Citation, ...] = ()
    notices: tuple[Notice, ...] = ()
    retracted: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Token:
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence inside one block, its span trimmed of white space at both ends."""

    index: int
    span: Span
    block: Block
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name in the text. ``origin`` says what found it (``model``, ``dictionary``, ``pattern``, ``document``).

    ``long_form`` is the span of the long form when the mention is an abbreviation that the document defines.
    ``link`` is None until the mention has been linked. ``also`` holds the further concepts of a composite mention.
    """

    span: Span
    text: str
    kind: Kind
    origin: str = "model"
    score: float = 1.0
    long_form: Span | None = None
    link: Link | None = None
    also: tuple[Link, ...] = ()
    negated: bool = False

    @property
    def links(self) -> tuple[Link, ...]:
        """Everything it was linked to, nothing before linking."""
        return (() if self.link is None else (self.link,)) + self.also


class PairLabel(StrEnum):
    """What the pair classifier can see between two mentions of a sentence.

    A reader's opinion about a sentence, not a claim: it knows neither hope from result nor trial from treatment.
    ``ACTS_ON`` is any direct action of a drug on a target, ``INHIBITS`` and ``ACTIVATES`` included.
    """

    ACTS_ON = "acts on"
    INHIBITS = "inhibits"
    ACTIVATES = "activates"
    RAISES = "raises"
    LOWERS = "lowers"
    SUBSTRATE_OF = "substrate of"
    PRODUCT_OF = "product of"
    PART_OF = "part of"
    CAUSES = "causes"
    RELIEVES = "relieves"
    COMBINED_WITH = "combined with"
    ASSOCIATED_WITH = "associated with"


@dataclass(frozen=True, slots=True, order=True)
class PairScore:
    """The ``probability`` that a sentence says ``label`` of the mentions at the spans ``head`` and ``tail``.

    The head is the drug; of a target and a disease it is the target; of two drugs the one that comes first.
    """

    head: Span
    tail: Span
    label: PairLabel
    probability: float


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with its sentences, and its mentions in text order, without overlaps."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    abbreviations: tuple[tuple[Span, Span], ...] = field(default=())
    """Pairs (short form, long form) that the document defines."""
    pairs: tuple[PairScore, ...] = field(default=())
    """What the pair classifier sees in pairs of mentions of one sentence, in the order of the spans; what it holds for
    unlikely (below 0.05) is left out. Empty where another recogniser than ours was used.
    """
