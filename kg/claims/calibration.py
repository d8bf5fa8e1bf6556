"""Scores of evidence corrected by what curators' decisions taught."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from kg.model import Evidence, Extraction

MOST = 0.95
"""No sentence is trusted further, as no rule is."""


def calibrated(extraction: Extraction, factors: Mapping[str, float]) -> Extraction:
    """The extraction with the doubt of each evidence times the factor of its extractor.

    ``factors`` are by name without version (``rules/target-verb``): 2 for one that is wrong twice as often as its
    scores promise. An extractor without a factor keeps its scores.
    """
    if not factors:
        return extraction

    def corrected(evidence: Evidence) -> Evidence:
        factor = factors.get(evidence.extractor.partition(" ")[0])
        if factor is None:
            return evidence
        score = min(max(1 - (1 - evidence.score) * factor, 0.0), max(MOST, evidence.score))
        return replace(evidence, score=round(score, 4))

    return replace(
        extraction,
        claims=tuple(replace(claim, evidence=corrected(claim.evidence)) for claim in extraction.claims),
        arms=tuple(replace(arm, evidence=tuple(map(corrected, arm.evidence))) for arm in extraction.arms),
        results=tuple(replace(one, evidence=tuple(map(corrected, one.evidence))) for one in extraction.results),
    )
