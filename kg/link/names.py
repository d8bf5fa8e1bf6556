"""What linking asks of a terminology, and how it names what no terminology has."""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol

from kg.model import Candidate, Concept, Filing, Kind, Link, LinkStatus

_CLASSES = {
    Kind.DRUG: "Drug",
    Kind.TARGET: "Gene",
    Kind.DISEASE: "Disease",
    Kind.FINDING: "PhenotypicFeature",
    Kind.TRIAL: "ClinicalTrial",
    Kind.TREATMENT: "Treatment",
    Kind.PROCESS: "BiologicalProcess",
}
_DASH = re.compile(r"[\u2010-\u2015\u2212]")


class Terminology(Protocol):
    """Names to concepts; :class:`kg.terminology.Terminology` is one."""

    def __hash__(self) -> int:
        """What is remembered of names is remembered for one terminology."""

    def lookup(self, name: str, kinds: frozenset[Kind] | None = None) -> tuple[Candidate, ...]:
        """What ``name`` can stand for, best first."""

    def concept(self, curie: str) -> Concept | None:
        """The concept with this CURIE."""

    def ancestors(self, curie: str) -> tuple[Concept, ...]:
        """All the concepts above ``curie``."""

    def conditions(self, curie: str) -> tuple[str, ...]:
        """The diseases that the trial ``curie`` is about; nothing when that is not known."""

    def counterparts(self, curie: str, species: str) -> tuple[str, ...]:
        """The genes of a ``species`` (``mouse``, ``rat``) that correspond to the human gene ``curie``."""

    def filed(self, name: str, kind: Kind, *, of_drugs: bool) -> tuple[Filing, ...]:
        """The MeSH records of ``name`` itself, where its concept is another; ``of_drugs``: in a text about what drugs
        do.
        """


def collapsed(text: str) -> str:
    """``text`` on one line, with plain dashes and apostrophes."""
    return " ".join(_DASH.sub("-", text).replace("’", "'").split())


def slug(text: str) -> str:
    """The local part of a minted CURIE: lower-case ASCII words joined by dashes; other scripts keep their letters."""
    plain = unicodedata.normalize("NFKD", collapsed(text).lower())
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^\w]+|_+", "-", kept).strip("-")


def mint(kind: Kind, label: str, *, broader: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> Concept:
    """A concept of our own for what has no identifier."""
    return Concept(f"cgid:{kind.value}/{slug(label)}", kind, label, _CLASSES[kind], names=names, broader=broader)


def unresolved(kind: Kind, text: str, runners_up: tuple[Candidate, ...] = ()) -> Link:
    """The honest answer when nothing fits well enough."""
    label = collapsed(text)
    label = label if any(c.isupper() for c in label[1:]) or any(c.isdigit() for c in label) else label.lower()
    return Link(mint(kind, label), LinkStatus.UNRESOLVED, 0.0, "unresolved", runners_up)
