"""The linear pair model: log-odds of a pair's labels as a sum of weights of the words around its names.

It has learnt from the same pairs as the encoder's head and cannot learn a sentence by heart, so that the two err at
different places: their weighted sum is better than either.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kg.errors import ResourceError
from kg.model import Kind
from kg.nlp.encoding import KINDS
from kg.nlp.pairs import COLUMNS
from kg.nlp.wording import BITS, Asked, Vocabulary, Wordings, wordings

READS: Mapping[str, tuple[Kind, Kind]] = {
    "drugprot": (Kind.DRUG, Kind.TARGET),
    "bc5cdr": (Kind.DRUG, Kind.DISEASE),
    "drug_combo": (Kind.DRUG, Kind.DRUG),
}
"""Label sets that have a linear model, and the kinds of the pairs that it reads."""


@dataclass(frozen=True, slots=True)
class Share:
    """How the two models are summed: ``head`` times the head's log-odds, ``words`` times the linear ones, ``plus``."""

    head: float
    words: float
    plus: float


@dataclass(frozen=True, slots=True)
class Table:
    """The weights of one label set: ``buckets`` in rising order, ``weights`` (buckets × labels), ``bias`` (labels).

    A pair's features count alike, and together as much for few features as for many: each is worth one by the square
    root of their number.
    """

    buckets: NDArray[np.int64]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    share: Share
    row_of: NDArray[np.int32] = field(init=False, repr=False)
    rows: NDArray[np.float32] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        row_of = np.zeros(2**BITS, dtype=np.int32)
        row_of[self.buckets] = 1 + np.arange(len(self.buckets))
        object.__setattr__(self, "row_of", row_of)
        object.__setattr__(self, "rows", np.concatenate([np.zeros_like(self.weights[:1]), self.weights]))

    def odds(self, found: Wordings) -> NDArray[np.float32]:
        """(pairs × labels): the logarithms of the odds of each label against none."""
        counts = np.diff(found.start, append=len(found.bucket)).astype(np.float32)
        sums = np.add.reduceat(self.rows[self.row_of[found.bucket]], found.start)
        scaled: NDArray[np.float32] = sums / np.sqrt(counts)[:, None] + self.bias
        return scaled

    def mixed(self, head: NDArray[np.float32], words: NDArray[np.float32]) -> NDArray[np.float32]:
        """The sum of both models' log-odds."""
        total: NDArray[np.float32] = (
            np.float32(self.share.head) * head + np.float32(self.share.words) * words + np.float32(self.share.plus)
        )
        return total


class WordingScores:
    """The linear models of a recogniser by label set, with the vocabulary of its tokenizer."""

    def __init__(self, vocabulary: Vocabulary, tables: Mapping[str, Table]) -> None:
        self.vocabulary = vocabulary
        self._tables = tables

    def join(self, odds: Sequence[NDArray[np.float32]], asked: Sequence[Asked]) -> None:
        """Add to the head's ``odds`` of each of ``asked`` (pairs × outputs) those of the linear models, where the kinds
        of a pair have one.
        """
        for name, table in self._tables.items():
            chosen = [(one, of, rows) for one, of in zip(odds, asked, strict=True) if len(rows := _rows(of, name))]
            if not chosen:
                continue
            asking = [Asked(of.chunk, of.where, of.heads[r], of.tails[r], of.reach[r]) for _, of, r in chosen]
            found, first, columns = table.odds(wordings(self.vocabulary, asking)), 0, COLUMNS[name]
            for one, _, rows in chosen:
                one[rows, columns] = table.mixed(one[rows, columns], found[first : first + len(rows)])
                first += len(rows)


def _rows(of: Asked, name: str) -> NDArray[np.int64]:
    """The pairs of ``of`` whose kinds the model of the set ``name`` reads."""
    head, tail = (KINDS.index(kind) for kind in READS[name])
    return np.flatnonzero((of.where.kinds[of.heads] == head) & (of.where.kinds[of.tails] == tail))


def stored(tables: Mapping[str, Table]) -> bytes:
    """``tables`` as a compressed file of arrays, weights in eight bits; the same tables give the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {}
    for name, table in sorted(tables.items()):
        scales = np.maximum(np.abs(table.weights).max(axis=0, initial=0), 1e-9) / np.float32(127)
        arrays[f"{name}.steps"] = np.diff(table.buckets, prepend=0).astype(np.uint32)
        arrays[f"{name}.weights"] = np.rint(table.weights / scales).astype(np.int8).T
        arrays[f"{name}.scales"] = scales.astype(np.float32)
        arrays[f"{name}.bias"] = table.bias.astype(np.float32)
        arrays[f"{name}.share"] = np.array([table.share.head, table.share.words, table.share.plus], dtype=np.float32)
    into = io.BytesIO()
    np.savez_compressed(into, bits=np.array(BITS), **arrays)
    return into.getvalue()


def restored(content: bytes) -> dict[str, Table]:
    """The tables that :func:`stored` wrote.

    Raises ``ResourceError`` for those of another version, whose features are others.
    """
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        if int(arrays["bits"]) != BITS:
            what = f"the linear pair models have features of {int(arrays['bits'])} bits, not of {BITS}"
            raise ResourceError(what, cure="Install claimgraph again, or train a model with kg train.")
        return {name: _restored(arrays, name) for name in READS if f"{name}.steps" in arrays}


def _restored(arrays: Mapping[str, NDArray[np.generic]], name: str) -> Table:
    return Table(
        np.cumsum(arrays[f"{name}.steps"].astype(np.int64)),
        np.ascontiguousarray(
            arrays[f"{name}.weights"].T.astype(np.float32) * arrays[f"{name}.scales"].astype(np.float32)
        ),
        arrays[f"{name}.bias"].astype(np.float32),
        Share(*map(float, arrays[f"{name}.share"].tolist())),
    )
