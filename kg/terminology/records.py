"""What the compiled terminologies are made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kg.model import Candidate, Span


class NameType(StrEnum):
    """What kind of name it is; the value is the letter that stands before the name in the compiled files."""

    LABEL = "l"
    SYMBOL = "y"
    SYNONYM = "s"
    ALIAS = "a"
    """A name that may well belong to something else too: an alias or former symbol of a gene, a broad synonym."""
    BRAND = "b"
    CODE = "c"
    """A development code."""
    LENT = "m"
    """A name that MeSH has for it."""
    PLAIN = "p"
    """A colloquial name from the curated file."""

    @property
    def prior(self) -> float:
        """How much a match of such a name is worth, 0 to 1."""
        return _PRIOR[self]


_PRIOR = {
    NameType.LABEL: 1.0,
    NameType.SYMBOL: 1.0,
    NameType.SYNONYM: 0.98,
    NameType.LENT: 0.95,
    NameType.PLAIN: 0.99,
    NameType.BRAND: 0.98,
    NameType.CODE: 0.97,
    NameType.ALIAS: 0.9,
}


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file of ``ontologies/`` and where its content comes from, as ``SOURCES`` has it."""

    file: str
    source: str
    version: str
    licence: str
    sha256: str
    description: str


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A name found in a text: ``span`` counts code points of that text; ``candidates`` are best first."""

    span: Span
    candidates: tuple[Candidate, ...]
    curated: bool = False
    """Whether the best of them has the name from the curated table."""
