"""The compiled files in memory: one block of bytes, whose rows become concepts when somebody asks for them."""

from __future__ import annotations

import lzma
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np

from kg.errors import ResourceError
from kg.model import Concept, Kind
from kg.terminology.packing import CURIE, XREF, Postings, digest, unpack
from kg.terminology.records import NameType, Source
from kg.terminology.sources import read_checked

Named = tuple[Concept, str, NameType]
"""A concept, one of its names, and what kind of name that is."""

_ROWS = ".tsv.xz"
_GZIP = zlib.MAX_WBITS | 16
_INDEX = ".idx.gz"


class Store:
    """The rows of the compiled files of ``folder`` and the index of their names.

    Raises ``ResourceError`` when a file is missing, broken, or has another SHA-256 than ``sources`` say.
    """

    def __init__(self, folder: Path, sources: tuple[Source, ...]) -> None:
        blocks = [_unpacked(folder, s) for s in sources if s.file.endswith(_ROWS)]
        index = [s for s in sources if s.file.endswith(_INDEX)]
        if len(index) != 1:
            raise ResourceError("there is no index of names", where=str(folder), cure="Run: kg terminology build")
        self._block = b"".join(blocks)
        self._ends = np.flatnonzero(np.frombuffer(self._block, dtype=np.uint8) == ord("\n"))
        self._postings: Postings = unpack(_unpacked(folder, index[0]), str(folder / index[0].file))
        self._row = lru_cache(maxsize=20_000)(self._parsed)

    def limit(self, stemmed: str) -> int:
        """How many atoms the longest name with this atom has; 0 when no name has it."""
        return self._postings.limit(stemmed)

    def filed(self, key: str) -> Iterator[Named]:
        """The names whose key may be ``key``: their hash is the same."""
        for row, ordinal in self._found(key):
            if ordinal < XREF:
                concept, types = self._row(row)
                yield concept, concept.names[ordinal - 1] if ordinal else concept.label, types[ordinal]

    def holds(self, key: str) -> bool:
        """Whether some name may have this key."""
        hashes, wanted = self._postings.hashes, digest(key)
        at = bisect_left(hashes, wanted)
        return at < len(hashes) and hashes[at] == wanted

    def concept(self, curie: str) -> Concept | None:
        """The concept with this CURIE."""
        for row, ordinal in self._found("=" + curie):
            if ordinal == CURIE and self._row(row)[0].curie == curie:
                return self._row(row)[0]
        return None

    def by_xref(self, curie: str) -> list[Concept]:
        """The concepts with this cross reference."""
        rows = (self._row(row)[0] for row, ordinal in self._found("=" + curie) if ordinal == XREF)
        return [concept for concept in rows if curie in concept.xrefs]

    def _found(self, key: str) -> Iterator[tuple[int, int]]:
        hashes, wanted = self._postings.hashes, digest(key)
        first = bisect_left(hashes, wanted)
        for at in range(first, bisect_right(hashes, wanted, lo=first)):
            yield self._postings.rows[at], self._postings.ordinals[at]

    def _parsed(self, row: int) -> tuple[Concept, tuple[NameType, ...]]:
        start = int(self._ends[row - 1]) + 1 if row else 0
        line = self._block[start : int(self._ends[row])].decode("utf-8")
        curie, kind, biolink_class, names, *lists = line.split("\t")
        typed = names.split("|")
        xrefs, broader, members = (tuple(x.split("|")) if x else () for x in lists)
        label, *others = (name[1:] for name in typed)
        concept = Concept(curie, Kind(kind), label, biolink_class, tuple(others), xrefs, broader, members)
        return concept, tuple(NameType(name[0]) for name in typed)


def _unpacked(folder: Path, source: Source) -> bytes:
    data = read_checked(folder, source)
    try:
        if source.file.endswith(".xz"):
            return lzma.decompress(data, format=lzma.FORMAT_XZ)
        return zlib.decompress(data, wbits=_GZIP)
    except (lzma.LZMAError, zlib.error) as error:
        where = str(folder / source.file)
        raise ResourceError(
            f"a file cannot be unpacked: {error}", where=where, cure="Install claimgraph again."
        ) from None
