"""How far two logs of decisions agree: Cohen's kappa, and what they differ on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from kg.curate.standing import claim_key, in_time, standing
from kg.model import CurationEvent

_Z = 1.959963984540054
"""Of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Two decisions on one claim that are not the same, or that correct it differently."""

    one: CurationEvent
    other: CurationEvent


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over the ``common`` claims that both decided on, in the categories accept, reject and unsure.

    ``observed`` is the share of claims on which they decide alike, ``expected`` that which chance would give. ``kappa``
    is None when there is no claim, or when chance alone explains everything; ``interval`` is its 95 % interval by the
    large-sample standard error. ``alone`` counts the claims that only the one and only the other decided on.
    """

    common: int
    alone: tuple[int, int]
    observed: float | None
    expected: float | None
    kappa: float | None
    interval: tuple[float, float] | None
    table: tuple[tuple[str, str, int], ...]
    differences: tuple[Difference, ...]


def agreement(one: Sequence[CurationEvent], other: Sequence[CurationEvent]) -> Agreement:
    """Compare what stands in two logs; of several curators in one log the latest decision on a claim counts."""
    first, second = _latest(one), _latest(other)
    common = sorted(first.keys() & second.keys())
    pairs = [(first[key], second[key]) for key in common]
    table = Counter((a.decision.value, b.decision.value) for a, b in pairs)
    observed, expected = _shares(table, len(pairs)) if pairs else (None, None)
    kappa = interval = None
    if observed is not None and expected is not None and expected < 1:
        kappa = (observed - expected) / (1 - expected)
        error = sqrt(observed * (1 - observed) / len(pairs)) / (1 - expected)
        interval = (max(-1.0, kappa - _Z * error), min(1.0, kappa + _Z * error))
    return Agreement(
        len(pairs),
        (len(first) - len(pairs), len(second) - len(pairs)),
        observed,
        expected,
        kappa,
        interval,
        tuple((a, b, number) for (a, b), number in sorted(table.items())),
        tuple(Difference(a, b) for a, b in pairs if (a.decision, a.correction) != (b.decision, b.correction)),
    )


def _latest(events: Sequence[CurationEvent]) -> dict[str, CurationEvent]:
    return {claim_key(event): event for event in sorted(standing(events), key=in_time)}


def _shares(table: Counter[tuple[str, str]], number: int) -> tuple[float, float]:
    rows, columns = Counter[str](), Counter[str]()
    for (a, b), count in table.items():
        rows[a] += count
        columns[b] += count
    alike = sum(count for (a, b), count in table.items() if a == b)
    return alike / number, sum(rows[name] * columns[name] for name in rows) / number**2
