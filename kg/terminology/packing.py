"""The binary index: from the hash of a key to the rows of the compiled files whose names have that key.

Postings are three parallel columns sorted by hash: the CRC-32 of the key, the row, and which of the row's names it is.
CRC-32 is no identity: whoever looks up compares the name itself. Columns are stored as planes of bytes, the hashes as
differences, which xz packs to a third.
"""

from __future__ import annotations

import zlib
from array import array
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.errors import ResourceError

LIMIT_BITS = 21
_MASK = (1 << LIMIT_BITS) - 1
_MAGIC = b"claimgraph names 1\n"

CURIE, XREF = 255, 254
"""In the column of names: the row's own CURIE, and one of its cross references."""

MOST_NAMES = 253


def digest(key: str) -> int:
    """The hash of a key."""
    return zlib.crc32(key.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Postings:
    """``hashes`` is sorted; ``limits[digest(stem) & mask]`` is the length in atoms of the longest name with that
    atom.
    """

    hashes: array[int]
    rows: array[int]
    ordinals: bytes
    limits: bytes

    def limit(self, stemmed: str) -> int:
        """How many atoms the longest name with this atom has; 0 when no name has it."""
        return self.limits[digest(stemmed) & _MASK]


def pack(postings: list[tuple[int, int, int]], limits: dict[str, int]) -> bytes:
    """The bytes of an index. ``postings`` are (hash, row, ordinal); ``limits`` gives the longest name of each atom."""
    table = np.array(sorted(set(postings)), dtype=np.uint32).reshape(-1, 3)
    gaps = np.diff(table[:, 0], prepend=np.uint32(0)).astype(np.uint32)
    longest = bytearray(1 << LIMIT_BITS)
    for stemmed, length in limits.items():
        slot = digest(stemmed) & _MASK
        longest[slot] = max(longest[slot], min(length, 255))
    head = _MAGIC + str(len(table)).encode("ascii") + b"\n"
    return head + _planes(gaps, 4) + _planes(table[:, 1], 3) + _planes(table[:, 2], 1) + bytes(longest)


def unpack(data: bytes, where: str) -> Postings:
    """The index in ``data``. Raises ``ResourceError`` when it is not one."""
    count_end = data.find(b"\n", len(_MAGIC))
    if not data.startswith(_MAGIC) or count_end < 0:
        raise ResourceError("this is no index of names", where=where, cure="Run: kg terminology build")
    count = int(data[len(_MAGIC) : count_end])
    at = count_end + 1
    if len(data) != at + 8 * count + (1 << LIMIT_BITS):
        raise ResourceError("the index of names is cut short", where=where, cure="Run: kg terminology build")
    gaps = _number(data, at, count, 4)
    hashes = np.cumsum(gaps, dtype=np.uint64).astype(np.uint32)
    rows = _number(data, at + 4 * count, count, 3)
    ordinals = data[at + 7 * count : at + 8 * count]
    return Postings(_array(hashes), _array(rows), ordinals, data[at + 8 * count :])


def _planes(column: NDArray[np.uint32], width: int) -> bytes:
    return b"".join(((column >> np.uint32(8 * i)) & np.uint32(255)).astype(np.uint8).tobytes() for i in range(width))


def _number(data: bytes, at: int, count: int, width: int) -> NDArray[np.uint32]:
    total = np.zeros(count, dtype=np.uint32)
    for i in range(width):
        plane = np.frombuffer(data, dtype=np.uint8, count=count, offset=at + i * count)
        total |= plane.astype(np.uint32) << np.uint32(8 * i)
    return total


def _array(column: NDArray[np.uint32]) -> array[int]:
    made = array("I")
    made.frombytes(column.tobytes())
    return made
