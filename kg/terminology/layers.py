"""The embedded terminologies with added ones around them, as one store of names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from pathlib import Path

from kg.errors import ResourceError
from kg.model import Concept, Kind
from kg.terminology.added.folder import Added, added_in
from kg.terminology.normalise import key as key_of_name
from kg.terminology.records import Source
from kg.terminology.store import Named, Store

EMBEDDED = 0
"""The precedence of the embedded terminologies."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A store of names and its precedence."""

    store: Store
    precedence: int


def added_layers(folder: Path) -> tuple[tuple[Layer, ...], tuple[Source, ...]]:
    """The terminologies added to ``folder``, and their files.

    Raises ``ResourceError`` when there is no such folder, or a file is missing, broken or not the one that is listed.
    """
    if not folder.is_dir():
        raise ResourceError(
            "there is no folder of added terminologies", where=str(folder), cure="Add one with kg terminology add."
        )
    known = added_in(folder)
    return tuple(_layer(folder, one) for one in known), tuple(source for one in known for source in one.files)


def _layer(folder: Path, added: Added) -> Layer:
    rows, index, _ = added.files
    try:
        return Layer(Store(folder, (rows, index)), added.precedence)
    except ResourceError as error:
        cure = f"Add it again: kg terminology add {added.source} --name {added.name}"
        raise ResourceError(error.what, where=error.where, cure=cure) from error


class LayeredStore:
    """Several stores that answer as one.

    What has one CURIE in several of them is one concept, with the names, identifiers and hierarchy of all and the label
    of the one of highest precedence. A name that a store of higher precedence has for something of a kind is not looked
    for among that kind in those of lower precedence.
    """

    def __init__(self, embedded: Store, added: tuple[Layer, ...]) -> None:
        layers = (Layer(embedded, EMBEDDED), *added)
        self._layers = tuple(sorted(layers, key=lambda layer: -layer.precedence))
        self._whole = lru_cache(maxsize=100_000)(self._merged)

    def limit(self, stemmed: str) -> int:
        """How many atoms the longest name with this atom has; 0 when no name has it."""
        return max(layer.store.limit(stemmed) for layer in self._layers)

    def holds(self, key: str) -> bool:
        """Whether some name may have this key."""
        return any(layer.store.holds(key) for layer in self._layers)

    def filed(self, key: str) -> Iterator[Named]:
        """The names whose key may be ``key``."""
        taken: dict[str, int] = {}
        for layer in self._layers:
            for concept, name, kind in layer.store.filed(key):
                group = _group(concept.kind)
                if taken.get(group, layer.precedence) > layer.precedence:
                    continue
                if key_of_name(name) == key:
                    taken[group] = layer.precedence
                yield self._whole(concept.curie) or concept, name, kind

    def concept(self, curie: str) -> Concept | None:
        """The concept with this CURIE."""
        return self._whole(curie)

    def by_xref(self, curie: str) -> list[Concept]:
        """The concepts with this cross reference."""
        found = (concept.curie for layer in self._layers for concept in layer.store.by_xref(curie))
        return [concept for one in dict.fromkeys(found) if (concept := self._whole(one))]

    def _merged(self, curie: str) -> Concept | None:
        parts = [concept for layer in self._layers if (concept := layer.store.concept(curie))]
        if len(parts) < 2:
            return parts[0] if parts else None
        first = parts[0]
        names = dict.fromkeys(chain.from_iterable((part.label, *part.names) for part in parts))
        return replace(
            first,
            names=tuple(name for name in names if name != first.label),
            xrefs=_union(part.xrefs for part in parts),
            broader=_union(part.broader for part in parts),
            members=_union(part.members for part in parts),
        )


def _union(lists: Iterator[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted(set(chain.from_iterable(lists))))


def _group(kind: Kind) -> str:
    """Kinds whose names are rivals: a disease and a finding are."""
    return Kind.DISEASE.value if kind is Kind.FINDING else kind.value
