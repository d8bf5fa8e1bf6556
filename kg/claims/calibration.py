"""Scores of evidence corrected by what annotated articles and curators' decisions taught."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Self

from kg.model import ClaimObject, Concept, Evidence, Extraction, Kind, Mention

MOST = 0.95
"""No sentence is trusted further, as no rule is."""

UNNAMED = 0.5
"""How far a sentence about a name that no terminology has is trusted, whatever its rule. The threshold for direct
triples is as much unless the settings say otherwise: what is said of a new drug is not lost, and is the first to go.
"""

SURE = 0.9
"""The link score from which a name is ``sure``."""

FITTED = files("kg.claims").joinpath("calibration.tsv")
"""Written by ``benchmarks/calibrate.py``: ``kind``, ``name``, ``factor``, and the readings that it was fitted to."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How many times as often as its score promises a reading is wrong: by rule and by names, multiplied."""

    rules: Mapping[str, float]
    names: Mapping[str, float]

    @classmethod
    def read(cls, text: str) -> Self:
        """The calibration of a table: tab-separated, lines that begin with ``#`` left out, first the column names."""
        lines = [line for line in text.splitlines() if line and not line.startswith("#")]
        found: dict[str, dict[str, float]] = {"rule": {}, "names": {}}
        for row in csv.DictReader(lines, delimiter="\t"):
            found[row["kind"]][row["name"]] = float(row["factor"])
        return cls(*(MappingProxyType(found[kind]) for kind in ("rule", "names")))

    def score(self, rule: str, score: float, names: str) -> float:
        """The score of a reading whose rule promised ``score``, 0 to 1."""
        if names == "unresolved":
            return min(score, UNNAMED)
        factor = self.rules.get(rule, 1.0) * self.names.get(names, 1.0)
        return round(_less_doubt(score, factor), 4)


@cache
def fitted() -> Calibration:
    """The calibration that comes with the package."""
    return Calibration.read(FITTED.read_text(encoding="utf-8"))


def names(subject: Concept, other: ClaimObject | None, evidence: Evidence) -> str:
    """How surely the ends of a claim are known by the names that this sentence has for them.

    ``sure``: each link is at least :data:`SURE`. ``fair``: one is less. ``acronym``: a trial known by its acronym
    alone. ``narrower``: a name of which only the wider concept, or the parts, are known. ``unresolved``: another name
    that no terminology was trusted with.
    """
    ends = [(subject, evidence.subject_mention)]
    if isinstance(other, Concept) and evidence.object_mention is not None:
        ends.append((other, evidence.object_mention))
    grades = {_grade(concept, (mention, *evidence.reached_through)) for concept, mention in ends}
    return next(grade for grade in ("unresolved", "narrower", "acronym", "fair", "sure") if grade in grades)


def _grade(concept: Concept, mentions: tuple[Mention, ...]) -> str:
    if concept.minted and concept.kind is not Kind.TRIAL:
        return "narrower" if concept.broader or concept.members else "unresolved"
    if concept.minted:
        return "acronym"
    links = (link for mention in mentions for link in mention.links)
    scores = [link.score for link in links if link.concept.curie == concept.curie]
    return "fair" if scores and max(scores) < SURE else "sure"


def calibrated(
    extraction: Extraction, factors: Mapping[str, float], calibration: Calibration | None = None
) -> Extraction:
    """The extraction with each evidence's score corrected: by ``calibration``, then by the factors of the settings.

    ``factors`` are by name without version (``rules/target-verb``): 2 for one that is wrong twice as often as its
    scores promise. An extractor without a factor keeps its scores.
    """

    def corrected(evidence: Evidence, subject: Concept, other: ClaimObject | None) -> Evidence:
        rule, score = evidence.extractor.partition(" ")[0], evidence.score
        if calibration is not None:
            score = calibration.score(rule, score, names(subject, other, evidence))
        if rule in factors:
            score = round(_less_doubt(score, factors[rule]), 4)
        return evidence if score == evidence.score else replace(evidence, score=score)

    if not factors and calibration is None:
        return extraction
    return replace(
        extraction,
        claims=tuple(
            replace(one, evidence=corrected(one.evidence, one.subject, one.object)) for one in extraction.claims
        ),
        arms=tuple(
            replace(one, evidence=tuple(corrected(each, one.trial, None) for each in one.evidence))
            for one in extraction.arms
        ),
        results=tuple(
            replace(one, evidence=tuple(corrected(each, one.trial, None) for each in one.evidence))
            for one in extraction.results
        ),
    )


def _less_doubt(score: float, factor: float) -> float:
    """One minus the doubt times ``factor``; no score rises above :data:`MOST` by it."""
    return min(max(1 - (1 - score) * factor, 0.0), max(MOST, score))
