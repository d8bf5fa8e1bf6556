"""Combinations of two and more drugs, cross-validated: the linear pair model learns in folds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import numpy as np

from kg.nlp.wording import Vocabulary
from kg.nlp.wording_scores import Table
from kg.train.relations import Related
from kg.train.wording import Stated, learnt, odds_of_words

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


def cross_validated(vocabulary: Vocabulary, rows: Sequence[Stated], gold: int) -> Exact:
    """How well the ``gold`` sets of drugs in the sentences ``rows`` are found whole, each by a model that has not seen
    it.

    A found set is all drugs of a sentence that pairs join: where most pairs of a regimen are seen, one is often missed.
    """
    counts: Counter[str] = Counter()
    for fold in range(FOLDS):
        table = learnt(vocabulary, CORPUS, [row for row in rows if row.document % FOLDS != fold])
        for row in (row for row in rows if row.document % FOLDS == fold):
            found = _found(table, vocabulary, row)
            counts.update(found=len(found), right=len(found & _gold(row.related)))
    return Exact(counts["right"], counts["found"], gold)


def _gold(related: Related) -> set[_Drugs]:
    return set(related.sets)


def _found(table: Table, vocabulary: Vocabulary, row: Stated) -> set[_Drugs]:
    odds = odds_of_words(table, vocabulary, row)
    weights = np.exp(table.mixed(np.zeros_like(odds), odds)).sum(axis=1)
    likely = zip(row.pairs.groups, weights / (1 + weights), strict=True)
    return set(whole_sets({frozenset(pair) for pair, probability in likely if probability > THRESHOLD}))


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
