"""Concepts while they are being put together from several sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from kg.model import Kind
from kg.terminology import normalise
from kg.terminology.records import NameType

key = lru_cache(maxsize=3_000_000)(normalise.key)
"""The key of a name. A compilation asks for each several times."""

_LONGEST_NAME = 80
"""Longer names are definitions or systematic chemical names; articles do not use them."""

_MOST_NAMES = 250


@dataclass(slots=True)
class Entry:
    """One concept of a compiled file. ``names`` maps each name to what kind of name it is; the label is among them.

    ``rolled_up`` are those of its names that are names of a salt, hydrate or ester of it.
    """

    curie: str
    kind: Kind
    biolink_class: str
    label: str
    names: dict[str, NameType] = field(default_factory=dict)
    xrefs: set[str] = field(default_factory=set)
    broader: set[str] = field(default_factory=set)
    members: set[str] = field(default_factory=set)
    rolled_up: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.label = tidy(self.label)
        self.names.setdefault(self.label, NameType.LABEL)

    def name(self, name: str, kind: NameType) -> None:
        """Add ``name`` unless it is known already, too long, or cannot be looked up."""
        name = tidy(name)
        if name and len(name) <= _LONGEST_NAME and name not in self.names and key(name):
            self.names[name] = kind

    def row(self) -> str:
        """The line of the compiled file."""
        rest = sorted((n for n in self.names if n != self.label), key=lambda n: (self.names[n] is NameType.ALIAS, n))
        names = [self.names[self.label].value + self.label, *(self.names[n].value + n for n in rest[: _MOST_NAMES - 1])]
        lists = (names, sorted(self.xrefs), sorted(self.broader), sorted(self.members))
        return "\t".join([self.curie, self.kind.value, self.biolink_class, *("|".join(x) for x in lists)])


def tidy(name: str) -> str:
    """``name`` on one line, fit for a field of the compiled files."""
    return " ".join(name.replace("|", "/").split())


class NameIndex:
    """Which entries have a name, by its key."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._by_key: dict[str, list[tuple[Entry, NameType]]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        for name, kind in entry.names.items():
            self._by_key.setdefault(key(name), []).append((entry, kind))

    def owners(self, name: str) -> Iterator[tuple[Entry, NameType]]:
        """The entries that have ``name``, and as what kind of name, in the order in which they were added."""
        yield from self._by_key.get(key(name), ())

    def only(self, name: str) -> Entry | None:
        """The one entry whose label is written so, else whose label it is, else that has it; None when several have."""
        owners = list(self.owners(name))
        labelled = [e for e, kind in owners if kind in (NameType.LABEL, NameType.SYMBOL)]
        written = [e for e in labelled if e.label.casefold() == name.casefold()]
        found = {e.curie: e for e in written or labelled or [e for e, _ in owners]}
        return next(iter(found.values())) if len(found) == 1 else None
