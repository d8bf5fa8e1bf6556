#!/usr/bin/env python3
"""Fits how far each reading of a claim is to be trusted, and writes what that gives on articles it was not fitted to.

    python benchmarks/calibrate.py [--check FILE...] [--write]

The observations in ``benchmarks/observations`` are of articles at *first sight*: read by the rules of the day before
any rule was written for what they say (`observe_claims.py`). A FILE of ``--check`` holds observations of the rules as
they are now; its precision is shown beside, and nothing is fitted to it. ``--write`` puts the factors into
``kg/claims/calibration.tsv`` and the tables into ``docs/claims.md``.

A reading's doubt is that of its rule, times a factor for the rule and one for how surely the names are known. Each
factor is the errors seen for each error expected, where the rule's own promise counts like ten readings, so that few
readings move it little. What is measured is held out: the factors that a batch of articles is given come from all
other articles.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.claims.calibration import Calibration
from kg.curate.learning import PRIOR, wilson
from kg.graph.merge import confidence

ROOT = Path(__file__).resolve().parent.parent
FITTED = ROOT / "kg" / "claims" / "calibration.tsv"
OBSERVATIONS = ROOT / "benchmarks" / "observations"
PAGE = ROOT / "docs" / "claims.md"
BEGIN, END = "<!-- Made by benchmarks/calibrate.py; do not edit. -->", "<!-- End of what calibrate.py makes. -->"
BINS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 1.01))
ROUNDS = 30
CAP = 0.99


@dataclass(frozen=True, slots=True)
class Read:
    """One sentence's reading: its rule, what the rule promised, and how surely its names are known."""

    rule: str
    score: float
    names: str


@dataclass(frozen=True, slots=True)
class Observed:
    """A claim of an article, the readings that it rests on, and whether it is right."""

    batch: str
    article: str
    predicate: str
    hedged: str
    right: bool
    readings: tuple[Read, ...]


def observed(files: Iterable[Path]) -> tuple[Observed, ...]:
    """The observations of some files."""
    found: list[Observed] = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                parts = (reading.split(",") for reading in row["readings"].split(" "))
                readings = tuple(Read(rule, float(score), names) for rule, score, names in parts)
                right = row["right"] == "1"
                found.append(Observed(row["origin"], row["article"], row["predicate"], row["hedged"], right, readings))
    return tuple(found)


Factors = dict[str, dict[str, float]]
_GETS: Mapping[str, Callable[[Read], str]] = {
    "rule": lambda read: read.rule,
    "names": lambda read: read.names,
}


def fit(claims: Iterable[Observed]) -> Factors:
    """Factors by kind and name: a product of two, each fitted in turn while the other holds, until both are still.

    Hedged and denied claims are left out: annotations leave most that are right open, so that only errors would count.
    """
    readings = [(one, claim.right) for claim in claims if claim.hedged == "asserted" for one in claim.readings]
    factors: Factors = {kind: defaultdict(lambda: 1.0) for kind in _GETS}
    for _ in range(ROUNDS):
        for kind, name_of in _GETS.items():
            wrong, expected, prior = defaultdict[str, float](float), defaultdict[str, float](float), {}
            for one, right in readings:
                (other,) = (factors[k][get(one)] for k, get in _GETS.items() if k != kind)
                wrong[name_of(one)] += not right
                expected[name_of(one)] += min(1.0, (1 - one.score) * other)
                prior[name_of(one)] = PRIOR * (1 - one.score)
            factors[kind] = defaultdict(
                lambda: 1.0, {name: (wrong[name] + prior[name]) / (expected[name] + prior[name]) for name in wrong}
            )
    return _anchored({kind: dict(table) for kind, table in factors.items()})


def _anchored(factors: Factors) -> Factors:
    """The same products, with the factor of sure names 1: those of the rules take it over."""
    anchor = factors["names"].get("sure", 1.0)
    rules = {name: factor * anchor for name, factor in factors["rule"].items()}
    return {"rule": rules, "names": {name: factor / anchor for name, factor in factors["names"].items()}}


def calibration(factors: Factors) -> Calibration:
    return Calibration(factors["rule"], factors["names"])


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    score: float


def sure(claim: Observed, by: Calibration | None) -> float:
    """The confidence that a build gives the claim, calibrated or as the rules promise it."""
    scores = (by.score(one.rule, one.score, one.names) if by else one.score for one in claim.readings)
    return confidence((_Sentence(str(at), score) for at, score in enumerate(scores)), CAP)


def held_out(claims: tuple[Observed, ...]) -> list[tuple[Observed, float]]:
    """Each claim with its confidence by what all other batches of articles teach."""
    result: list[tuple[Observed, float]] = []
    for batch in sorted({claim.batch for claim in claims}):
        by = calibration(fit(claim for claim in claims if claim.batch != batch))
        result += [(claim, sure(claim, by)) for claim in claims if claim.batch == batch]
    return result


def by_batch(claims: tuple[Observed, ...]) -> list[str]:
    """Of the claims at 0.9 and more, how many of each batch are right: by the rules' promise, and held out."""
    asserted = tuple(claim for claim in claims if claim.hedged == "asserted")
    held = [(claim, at) for claim, at in held_out(asserted) if at >= 0.9]
    rows = []
    for batch in sorted({claim.batch for claim in asserted}, key=lambda name: int(name.rpartition("-")[2])):
        own = [claim for claim in asserted if claim.batch == batch]
        articles = len({claim.article for claim in own})
        promised = share(claim.right for claim in own if sure(claim, None) >= 0.9)
        rows.append(
            (batch.rpartition("-")[2], str(articles), promised, share(c.right for c, _ in held if c.batch == batch))
        )
    return _table(("batch", "articles", "right at 0.9 and more by the rules' promise", "held out"), rows)


def share(rows: Iterable[bool]) -> str:
    """``0.91 of 203 (0.87–0.94)``: a share, of how many, and Wilson's 95 % interval."""
    given = list(rows)
    if not given:
        return "—"
    low, high = wilson(sum(given), len(given))
    return f"{sum(given) / len(given):.2f} of {len(given)} ({low:.2f}–{high:.2f})"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    return ["| " + " | ".join(line) + " |" for line in (head, ("---",) * len(head), *rows)]


def reliability(claims: tuple[Observed, ...], now: tuple[Observed, ...], by: Calibration) -> list[str]:
    """How many are right of the claims of each confidence: as promised by rules, calibrated and held out, and now."""
    asserted = tuple(claim for claim in claims if claim.hedged == "asserted")
    before = [(claim, sure(claim, None)) for claim in asserted]
    after = held_out(asserted)
    today = [(claim, sure(claim, by)) for claim in now if claim.hedged == "asserted"]

    def row(name: str, low: float, high: float) -> tuple[str, ...]:
        return (name, *(share(c.right for c, at in rows if low <= at < high) for rows in (before, after, today)))

    rows = [row(f"{low:.2f} to {min(high, 1):.2f}", low, high) for low, high in BINS]
    rows.append(row("**0.90 and more**", 0.9, 1.01))
    head = ("confidence", "at first sight, by the rules' promise", "at first sight, held out", "today")
    return _table(head, rows)


def by_predicate(claims: tuple[Observed, ...], now: tuple[Observed, ...]) -> list[str]:
    """How many are right by predicate: at first sight, of those held out at 0.9 and more, and now.

    Processes are not annotated.
    """
    asserted = tuple(claim for claim in claims if claim.hedged == "asserted")
    firm = [(claim.predicate, claim.right) for claim, at in held_out(asserted) if at >= 0.9]
    rows = []
    judged = (*asserted, *(claim for claim in now if claim.hedged == "asserted"))
    for predicate in sorted({claim.predicate for claim in judged} - {"biolink:affects"}):
        first = share(claim.right for claim in asserted if claim.predicate == predicate)
        surest = share(right for name, right in firm if name == predicate)
        today = share(claim.right for claim in now if claim.predicate == predicate and claim.hedged == "asserted")
        rows.append((f"`{predicate}`", first, surest, today))
    return _table(("predicate", "right at first sight", "of those at 0.9 and more, held out", "today"), rows)


def by_factor(claims: tuple[Observed, ...], factors: Factors) -> list[tuple[str, str, str, str, str]]:
    """The rows of ``calibration.tsv``: kind, name, factor, and right and all readings that it was fitted to."""
    rows = []
    for kind, name_of in _GETS.items():
        seen: dict[str, list[bool]] = defaultdict(list)
        for claim in claims:
            for one in claim.readings if claim.hedged == "asserted" else ():
                seen[name_of(one)].append(claim.right)
        for name in sorted(factors[kind]):
            rows.append((kind, name, f"{factors[kind][name]:.2f}", str(sum(seen[name])), str(len(seen[name]))))
    return rows


_SAYS = {
    "sure": "all links are at least 0.9",
    "fair": "a link is less sure",
    "acronym": "the trial is known by its acronym alone",
    "narrower": "of a name only the wider concept or its parts are known",
    "unresolved": "a name is unresolved",
}


def _explained(rows: list[tuple[str, str, str, str, str]]) -> Iterable[tuple[str, ...]]:
    for kind, name, factor, right, number in rows:
        if kind != "rule":
            yield _SAYS[name], "at most 0.5 is left" if name == "unresolved" else factor, f"{right} of {number}"


def _written(rows: list[tuple[str, str, str, str, str]], articles: int) -> str:
    note = f"# Made by benchmarks/calibrate.py from {articles} articles at first sight (docs/claims.md).\n"
    return note + "\n".join("\t".join(row) for row in (("kind", "name", "factor", "right", "readings"), *rows)) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", type=Path, nargs="*", default=[])
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    claims, now = observed(sorted(OBSERVATIONS.glob("first-*.tsv"))), observed(given.check)
    factors = {kind: {name: round(one, 2) for name, one in table.items()} for kind, table in fit(claims).items()}
    by, articles = calibration(factors), len({claim.article for claim in claims})
    rows = by_factor(claims, factors)
    lines = [*reliability(claims, now, by), "", *by_batch(claims), "", *by_predicate(claims, now)]
    lines += [
        "",
        *_table(("the names of a reading", "its doubt is multiplied by", "right at first sight"), _explained(rows)),
    ]
    print("\n".join(lines))
    if given.write:
        FITTED.write_text(_written(rows, articles), encoding="utf-8")
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        PAGE.write_text("\n".join([before + BEGIN, "", *lines, "", END]) + after, encoding="utf-8")


if __name__ == "__main__":
    main()
