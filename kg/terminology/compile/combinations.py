"""Brands of combinations: FDA's UNII names list has a row for each substance in one (``BIKTARVY COMPONENT
BICTEGRAVIR``).

Such a brand names a treatment with several drugs and none of them alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kg.model import Kind
from kg.terminology.compile.drugs import name_rows, written_as_brand
from kg.terminology.compile.entry import Entry, NameIndex, key
from kg.terminology.compile.wheels import Wheels
from kg.terminology.records import NameType
from kg.terminology.scanning import ordinary_words

_COMPONENT = re.compile(r"(?P<brand>[A-Z]{4,}(?:[ -](?:[A-Z]{1,12}|\d+))?) COMPONENTS? (?:OF )?\S")
_MOST = 6
"""Substances in a treatment; what has more is a vitamin or a plant."""
_GENERIC = re.compile(
    r"\b(?:VACCINE|COMPLEX|COMPOUND|VITAMIN|FORTE|PLUS|ACID|OIL|EXTRACT)\b|[A-Z]{4,}(?:IDE|INE|ATE|IUM|ICONE|OPRIM|ITOL)S?\b"
)
"""In a name of that list that is no brand."""


def combinations(wheels: Wheels, drugs: Iterable[Entry], curated: frozenset[str]) -> list[Entry]:
    """The combinations whose substances are all among ``drugs``, sorted by CURIE.

    ``curated`` are the keys of names that the curated table has for a treatment; what a drug is called otherwise than
    by a brand is no combination's name. A brand that a drug in it has in the source is taken from that drug.
    """
    homes = _Homes(drugs)
    parts: dict[str, set[str]] = defaultdict(set)
    for name, kind, unii, display in name_rows(wheels):
        component = _COMPONENT.match(name)
        if component and kind in ("bn", "cn"):
            parts[component["brand"]].add(homes.of(unii, display))
    found = {}
    for brand, members in sorted(parts.items()):
        if 2 <= len(members) <= _MOST and "" not in members and _is_brand(brand) and key(brand) not in curated:
            label = written_as_brand(brand)
            if homes.give_up(label, members):
                entry = Entry(
                    f"cgid:treatment/{re.sub('[^a-z0-9]+', '-', label.lower())}", Kind.TREATMENT, "Treatment", label
                )
                entry.members |= members
                found[entry.curie] = entry
    return [found[curie] for curie in sorted(found)]


def _is_brand(name: str) -> bool:
    return not _GENERIC.search(name) and not any(word.lower() in ordinary_words() for word in name.split())


class _Homes:
    """The drugs by UNII and by the names of their salts."""

    def __init__(self, drugs: Iterable[Entry]) -> None:
        self._by_curie = {entry.curie: entry for entry in drugs}
        self._names = NameIndex(self._by_curie.values())

    def of(self, unii: str, display: str) -> str:
        """The CURIE of the drug that a substance is or is rolled up to; empty when it is none."""
        if f"UNII:{unii}" in self._by_curie:
            return f"UNII:{unii}"
        entry = self._names.only(display)
        return entry.curie if entry else ""

    def give_up(self, brand: str, members: set[str]) -> bool:
        """Take ``brand`` from the drugs that have it for a brand; False when one that stays has the name."""
        owners = [entry for entry, _ in self._names.owners(brand)]
        held = [(entry, name) for entry in owners for name in entry.names if key(name) == key(brand)]
        if any(entry.curie not in members or entry.names[name] is NameType.LABEL for entry, name in held):
            return False
        for entry, name in held:
            del entry.names[name]
        return True
