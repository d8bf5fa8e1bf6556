"""Combinations of two and more drugs, cross-validated: the encoder has learnt none, the pair head learns in folds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.errors import InputError
from kg.nlp.pairs import COLUMNS
from kg.nlp.recogniser import Recogniser
from kg.terminology import Terminology
from kg.train.corpora import read
from kg.train.finish import Finish, Stated, finish, odds_of, stated
from kg.train.head import PairHead, loaded_head
from kg.train.recipe import text_with_hints
from kg.train.relations import Related

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


def cross_validated(path: Path, model: Path, terminology: Terminology) -> Exact:
    """How well sets of drugs of the sentences in ``path`` are found whole, each by a head that did not see it.

    A found set is one in which every two drugs are given together, and that no other drug of the sentence joins.
    Raises ``InputError`` for a file without combinations.
    """
    recogniser, start = Recogniser.load(model), loaded_head(model)
    texts = [text_with_hints(labelled, terminology) for labelled in read(path)]
    rows = list(stated(recogniser, [(text.labelled, text.hints) for text in texts]))
    if not rows:
        raise InputError("there are no drug combinations to cross-validate on", where=str(path), cure="Name that file.")
    counts: Counter[str] = Counter(gold=sum(len(_gold(text.labelled.related)) for text in texts))
    for fold in range(FOLDS):
        head = finish(start, [row for row in rows if row.document % FOLDS != fold], Finish())
        for row, found in _found(head, [row for row in rows if row.document % FOLDS == fold]):
            counts.update(found=len(found), right=len(found & _gold(row.related)))
    return Exact(counts["right"], counts["found"], counts["gold"])


def _gold(related: Related | None) -> set[_Drugs]:
    return set() if related is None else set(related.sets)


def _found(head: PairHead, rows: Sequence[Stated]) -> Iterator[tuple[Stated, set[_Drugs]]]:
    for group, odds in odds_of(head, rows):
        first = 0
        for row in group:
            count = len(row.pairs.groups)
            weights = np.exp(odds[first : first + count, COLUMNS["drug_combo"]]).sum(axis=1)
            together = {
                frozenset(pair)
                for pair, weight in zip(row.pairs.groups, weights, strict=True)
                if weight / (1 + weight) > THRESHOLD
            }
            first += count
            yield row, set(whole_sets(together))


def whole_sets(together: Set[_Drugs]) -> Iterator[_Drugs]:
    """The largest sets of which every two are ``together``."""
    names = sorted({name for pair in together for name in pair})
    beside = {name: {other for other in names if frozenset((name, other)) in together} for name in names}
    yield from _cliques(frozenset(), set(names), set(), beside)


def _cliques(taken: _Drugs, open_: set[str], done: set[str], beside: Mapping[str, set[str]]) -> Iterator[_Drugs]:
    """Bron and Kerbosch's algorithm; few drugs stand in one sentence."""
    if not open_ and not done and len(taken) > 1:
        yield taken
    for name in sorted(open_):
        yield from _cliques(taken | {name}, open_ & beside[name], done & beside[name], beside)
        open_, done = open_ - {name}, done | {name}
