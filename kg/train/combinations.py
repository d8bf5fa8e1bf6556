"""Combinations of two and more drugs, cross-validated: the encoder has learnt none, the pair head learns in folds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.nlp.pairs import COLUMNS
from kg.train.finish import Finish, Stated, finish, odds_of
from kg.train.relations import Related

if TYPE_CHECKING:
    from kg.train.head import PairHead

CORPUS = "drug_combo"
FOLDS = 5
THRESHOLD = 0.35
"""The probability from which two drugs are given together."""

_Drugs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Exact:
    """Sets of drugs that were found exactly, of those found and of those in the corpus."""

    right: int
    found: int
    gold: int

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.gold)

    def __str__(self) -> str:
        precision, recall = self.right / max(1, self.found), self.right / max(1, self.gold)
        return f"P {precision:.4f} R {recall:.4f} F1 {self.f1:.4f} ({self.gold})"


def cross_validated(start: PairHead, rows: Sequence[Stated], gold: int, how: Finish) -> Exact:
    """How well the ``gold`` sets of drugs in the sentences ``rows`` are found whole, each by a head that goes on from
    ``start`` without having seen it; ``start`` must have seen none.

    A found set is all drugs of a sentence that pairs join: where most pairs of a regimen are seen, one is often missed.
    """
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        head = finish(start, [row for row in rows if row.document % FOLDS != fold], how)
        for row, found in _found(head, [row for row in rows if row.document % FOLDS == fold]):
            counts.update(found=len(found), right=len(found & _gold(row.related)))
    return Exact(counts["right"], counts["found"], gold)


def _gold(related: Related | None) -> set[_Drugs]:
    return set() if related is None else set(related.sets)


def _found(head: PairHead, rows: Sequence[Stated]) -> Iterator[tuple[Stated, set[_Drugs]]]:
    for group, odds in odds_of(head, rows):
        first = 0
        for row in group:
            count = len(row.pairs.groups)
            weights = np.exp(odds[first : first + count, COLUMNS[CORPUS]]).sum(axis=1)
            together = {
                frozenset(pair)
                for pair, weight in zip(row.pairs.groups, weights, strict=True)
                if weight / (1 + weight) > THRESHOLD
            }
            first += count
            yield row, set(whole_sets(together))


def whole_sets(together: Set[_Drugs]) -> Iterator[_Drugs]:
    """The drugs that pairs of ``together`` join, directly or through others."""
    left = set(together)
    while left:
        whole, before = left.pop(), 0
        while len(whole) > before:
            before = len(whole)
            whole = whole.union(*(pair for pair in left if pair & whole))
        left = {pair for pair in left if not pair & whole}
        yield whole
