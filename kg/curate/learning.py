"""What decisions teach about those who read: how often each is right, and how its promises are to be corrected."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

PRIOR = 10
"""How many readings the promise of an extractor counts for; as many as when its rules were written (0044)."""

_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Judged:
    """One reading that was decided on: ``name`` is what it counts for, ``promised`` the score that it came with."""

    name: str
    right: bool
    promised: float = 1.0


@dataclass(frozen=True, slots=True, order=True)
class Precision:
    """``right`` of ``judged``, with Wilson's 95 % interval; ``promised`` is the mean score that these came with."""

    name: str
    right: int
    judged: int
    low: float
    high: float
    promised: float

    @property
    def precision(self) -> float:
        return self.right / self.judged


def precisions(judged: Iterable[Judged]) -> tuple[Precision, ...]:
    """One precision a name, sorted by name."""
    by_name: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        by_name[one.name].append(one)
    return tuple(_precision(name, by_name[name]) for name in sorted(by_name))


def _precision(name: str, group: list[Judged]) -> Precision:
    right, number = sum(one.right for one in group), len(group)
    low, high = wilson(right, number)
    return Precision(name, right, number, low, high, sum(one.promised for one in group) / number)


def wilson(right: int, number: int) -> tuple[float, float]:
    """Wilson's 95 % score interval of a share."""
    share, square = right / number, _Z**2
    middle = (share + square / (2 * number)) / (1 + square / number)
    half = _Z * sqrt(share * (1 - share) / number + square / (4 * number**2)) / (1 + square / number)
    return max(0.0, middle - half), min(1.0, middle + half)


def doubt_factor(found: Precision) -> float:
    """How many times as often as promised an extractor is wrong, where its promise counts like :data:`PRIOR` readings.

    1 when decisions bear the promise out, more when it promises too much, less when it promises too little.
    """
    doubt = 1 - found.promised
    if doubt <= 0:
        return 1.0
    learned = (found.judged - found.right + PRIOR * doubt) / (found.judged + PRIOR)
    return round(learned / doubt, 3)
