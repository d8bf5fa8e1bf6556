"""Pairs of mentions as inputs of the pair head: what training and reading must do alike.

The head reads the encoder's states of a chunk, which recognition computes anyway. Of a pair it gets where both
mentions lie; how far every piece is from either, in steps that grow; and of which kind each piece's own mention is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import Kind, Span
from kg.nlp.encoding import KINDS, Chunk

LABEL_SETS: Mapping[str, tuple[str, ...]] = {
    "drugprot": (
        "INHIBITOR",
        "ANTAGONIST",
        "AGONIST",
        "ACTIVATOR",
        "DIRECT-REGULATOR",
        "INDIRECT-UPREGULATOR",
        "INDIRECT-DOWNREGULATOR",
        "SUBSTRATE",
        "PRODUCT-OF",
        "PART-OF",
        "AGONIST-ACTIVATOR",
        "AGONIST-INHIBITOR",
        "SUBSTRATE_PRODUCT-OF",
    ),
    "euadr": ("DRUG-TARGET",),
    "bc5cdr": ("CID",),
    "biored": (
        "Association",
        "Positive_Correlation",
        "Negative_Correlation",
        "Bind",
        "Conversion",
        "Cotreatment",
        "Comparison",
        "Drug_Interaction",
    ),
    "drug_combo": ("POS", "NEG", "COMB"),
}
"""The labels that each corpus gives a pair. The head has one number for each, the logarithm of its odds against none
of its set.
"""

COLUMNS: Mapping[str, slice] = {
    name: slice(start, start + len(labels))
    for (name, labels), start in zip(
        LABEL_SETS.items(), np.cumsum([0, *map(len, LABEL_SETS.values())]).tolist(), strict=False
    )
}
"""Where the numbers of each set stand."""

_STEPS = np.array([1, 2, 3, 5, 8, 13, 21, 40])
DISTANCES = 2 * len(_STEPS) + 1
"""Distances of a piece from a mention are counted in so many steps: before it, in it, after it."""
INSIDE = len(_STEPS)
"""The step of a piece of the mention itself."""


@dataclass(frozen=True, slots=True)
class Placed:
    """The mentions of a chunk: for each its first piece, the piece after its last, and its kind's number."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    kinds: NDArray[np.int64]
    which: tuple[int, ...]
    """Their places in the list that was asked for: a mention that is cut or not in the chunk is left out."""


def placed(chunk: Chunk, mentions: Sequence[tuple[Span, Kind]]) -> Placed:
    """Where those of ``mentions`` lie that are in ``chunk``, by the words that they touch."""
    starts, ends = [word.start for word in chunk.words], [word.end for word in chunk.words]
    borders = [*chunk.heads, len(chunk.pieces) - 1]
    found: list[tuple[int, int, int, int]] = []
    if starts:
        for index, (span, kind) in enumerate(mentions):
            if kind not in KINDS or span.start < starts[0] or span.end > ends[-1]:
                continue
            first, end = bisect_right(ends, span.start), bisect_left(starts, span.end)
            if first < end:
                found.append((borders[first], borders[end], KINDS.index(kind), index))
    columns = np.array(found, dtype=np.int64).reshape(-1, 4)
    return Placed(columns[:, 0], columns[:, 1], columns[:, 2], tuple(columns[:, 3].tolist()))


def reach(chunk: Chunk, pairs: Sequence[tuple[Span, Span]]) -> NDArray[np.float32]:
    """(pairs × pieces): 0 for what a pair may look at, minus a lot elsewhere.

    ``pairs`` are the first and the last sentence of each: it looks at what lies from the one to the end of the other.
    """
    starts = np.fromiter((word.start for word in chunk.words), dtype=np.int64, count=len(chunk.words))
    borders = np.array([*chunk.heads, len(chunk.pieces) - 1], dtype=np.int64)
    first = borders[np.searchsorted(starts, [left.start for left, _ in pairs])]
    end = borders[np.searchsorted(starts, [right.end for _, right in pairs])]
    pieces = np.arange(len(chunk.pieces))
    inside = (pieces >= first[:, None]) & (pieces < end[:, None])
    return np.where(inside, 0.0, CLOSED).astype(np.float32)


CLOSED = -1e4
"""What closes a piece to a look."""


def distances(starts: NDArray[np.int64], ends: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """(mentions × pieces): the step of each piece's distance from a mention, 0 to ``DISTANCES`` - 1."""
    pieces = np.arange(length)
    before = np.maximum(starts[:, None] - pieces, 0)
    after = np.maximum(pieces - ends[:, None] + 1, 0)
    return INSIDE - np.searchsorted(_STEPS, before, side="right") + np.searchsorted(_STEPS, after, side="right")


def kinds_of_pieces(where: Placed, length: int) -> NDArray[np.int64]:
    """For each piece 0, or 1 and more for the kind of the mention that it is part of."""
    kinds = np.zeros(length, dtype=np.int64)
    for start, end, kind in zip(where.starts, where.ends, where.kinds, strict=True):
        kinds[start:end] = 1 + kind
    return kinds


def mean_weights(steps: NDArray[np.int64]) -> NDArray[np.float32]:
    """(mentions × pieces): weights that take the mean over a mention's pieces, from its ``distances``."""
    inside = (steps == INSIDE).astype(np.float32)
    means: NDArray[np.float32] = inside / np.maximum(inside.sum(axis=1, keepdims=True), 1)
    return means
