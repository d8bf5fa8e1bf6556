"""What an annotated corpus says of a document: the mentions and relations that people have marked in it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Document, Span


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A marked name. ``label`` is the corpus' own word for its kind; ``ids`` are CURIEs in capitals
    (``MESH:D009101``).

    A name in several pieces has the span from the first to the last, and the text that the corpus gives.
    """

    span: Span
    text: str
    label: str
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class GoldEnd:
    """One end of a relation: the identifiers of a concept, or the places of its mentions in
    :attr:`GoldDocument.mentions`, or both.
    """

    ids: frozenset[str]
    mentions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GoldRelation:
    """A marked relation between two or more ends; ``label`` is the corpus' own word for it."""

    label: str
    ends: tuple[GoldEnd, ...]


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document with what is marked in it. Its ``source`` is the corpus' id for it."""

    document: Document
    mentions: tuple[GoldMention, ...]
    relations: tuple[GoldRelation, ...] = ()

    @property
    def id(self) -> str:
        return self.document.source
