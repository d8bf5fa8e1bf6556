"""Percentile bootstrap over documents, seeded: how far a figure would move with other documents of the same kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.counting import Tally

_CHUNK = 50
"""Samples that are drawn at once; more would only hold memory."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share from 0 to 1 and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and F1 of a tally."""

    tally: Tally
    precision: Estimate
    recall: Estimate
    f1: Estimate


class Bootstrap:
    """Measures of tallies that were counted document by document, all over the same ``samples`` of documents."""

    def __init__(self, documents: int, samples: int, seed: int) -> None:
        draw = np.random.default_rng(seed)
        shares = np.full(documents, 1 / documents)
        sizes = [min(_CHUNK, samples - done) for done in range(0, samples, _CHUNK)]
        self._draws = [draw.multinomial(documents, shares, size=size).astype(np.uint16) for size in sizes]

    def measure(self, tallies: Sequence[Tally]) -> Measure:
        """The measures of the sum of ``tallies``, one a document, with their intervals."""
        total = sum(tallies, Tally())
        rows = np.array([(t.found_right, t.found, t.gold_right, t.gold) for t in tallies], dtype=np.float64)
        sums = np.concatenate([drawn @ rows for drawn in self._draws]) if self._draws else np.zeros((0, 4))
        points = _shares(np.array([[total.found_right, total.found, total.gold_right, total.gold]], dtype=np.float64))
        ranges = _shares(sums)
        precision, recall, f1 = (_estimate(float(p[0]), r) for p, r in zip(points, ranges, strict=True))
        return Measure(total, precision, recall, f1)


def _shares(sums: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    precision = sums[:, 0] / np.maximum(sums[:, 1], 1)
    recall = sums[:, 2] / np.maximum(sums[:, 3], 1)
    both = precision + recall
    return precision, recall, np.divide(2 * precision * recall, both, out=np.zeros_like(both), where=both > 0)


def _estimate(value: float, drawn: NDArray[np.float64]) -> Estimate:
    low, high = np.percentile(drawn, (2.5, 97.5)) if len(drawn) else (value, value)
    return Estimate(round(value, 4), round(float(low), 4), round(float(high), 4))
