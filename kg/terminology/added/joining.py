"""From the terms of a file to compiled concepts: what is known already is the same concept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from kg.model import Concept, Kind
from kg.terminology.added.terms import Term
from kg.terminology.compile.curated import CLASSES
from kg.terminology.compile.entry import Entry, key
from kg.terminology.records import NameType


class Known(Protocol):
    """What joining asks of the embedded terminologies."""

    def concept(self, curie: str) -> Concept | None:
        """The concept with this CURIE."""

    def by_xref(self, curie: str) -> tuple[Concept, ...]:
        """The concepts that have ``curie`` as a cross reference or are identified by it."""


@dataclass(frozen=True, slots=True)
class Joined:
    """``entries`` in order of CURIE; ``known`` counts those that the embedded terminologies have already, ``nameless``
    the terms that were left out because nothing names them.
    """

    entries: tuple[Entry, ...]
    known: int
    nameless: int


def join(terms: Mapping[str, Term], kinds: Mapping[str, Kind], embedded: Known, *, own_labels: bool) -> Joined:
    """The concepts of ``terms`` whose kind is known. A term that the embedded terminologies have, by its identifier or
    by a cross reference, becomes a set of further names and identifiers of their concept; its label replaces theirs
    with ``own_labels``.
    """
    live = {curie: term for curie, term in terms.items() if curie in kinds and not term.deprecated}
    homes = _homes(live, kinds, embedded)
    made: dict[str, Entry] = {}
    nameless = 0
    for curie, term in live.items():
        home = homes.get(curie)
        label = (term.label if own_labels or home is None else home.label) or (home.label if home else "")
        label = label or next((name for name, kind in term.names if kind is NameType.SYNONYM), "")
        if not key(label):
            nameless += 1
            continue
        target = home.curie if home else curie
        biolink_class = home.biolink_class if home else CLASSES[kinds[curie].value]
        entry = made.get(target) or Entry(target, kinds[curie], biolink_class, label)
        made[target] = entry
        _fill(entry, term, curie)
        above = (homes[one].curie if one in homes else one for one in term.broader)
        entry.broader |= {one for one in above if one in live or embedded.concept(one)} - {target}
    for entry in made.values():
        entry.broader = {one for one in entry.broader if one in made or embedded.concept(one)}
    known = sum(1 for curie in made if embedded.concept(curie))
    return Joined(tuple(made[curie] for curie in sorted(made)), known, nameless)


def _fill(entry: Entry, term: Term, curie: str) -> None:
    if term.label and term.label != entry.label:
        entry.name(term.label, NameType.SYNONYM)
    for name, kind in term.names:
        entry.name(name, kind)
    entry.xrefs |= term.xrefs | {curie}
    entry.xrefs.discard(entry.curie)


def _homes(terms: Mapping[str, Term], kinds: Mapping[str, Kind], embedded: Known) -> dict[str, Concept]:
    """The embedded concept that each term is, where there is one.

    It is the one that has the term's identifier; else the one with a cross reference of the term, unless another term
    has that too and no name says which of them it is.
    """
    certain: dict[str, Concept] = {}
    likely: dict[str, Concept] = {}
    for curie, term in terms.items():
        own = _only(curie, kinds[curie], embedded)
        if own:
            certain[curie] = own
            continue
        others = {c.curie: c for xref in sorted(term.xrefs) if (c := _only(xref, kinds[curie], embedded))}
        if len(others) == 1:
            likely[curie] = next(iter(others.values()))
    claimed = Counter(c.curie for c in (*certain.values(), *likely.values()))
    return certain | {
        curie: concept
        for curie, concept in likely.items()
        if claimed[concept.curie] == 1 or _shares_name(terms[curie], concept)
    }


def _only(curie: str, kind: Kind, embedded: Known) -> Concept | None:
    """The one embedded concept of ``kind`` that ``curie`` identifies."""
    own = embedded.concept(curie)
    if own:
        return own if own.kind is kind else None
    found = [concept for concept in embedded.by_xref(curie) if concept.kind is kind]
    return found[0] if len(found) == 1 else None


def _shares_name(term: Term, concept: Concept) -> bool:
    ours = {key(name) for name in (term.label, *(name for name, _ in term.names)) if name}
    return any(key(name) in ours for name in (concept.label, *concept.names))
