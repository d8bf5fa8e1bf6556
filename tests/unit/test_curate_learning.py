"""What decisions teach: agreement, precision, and the calibration of a build."""

from __future__ import annotations

from dataclasses import replace

import pytest

from curation_sample import EVENT, OTHER
from graph_sample import first_article
from kg.claims.calibration import calibrated
from kg.curate import sealed
from kg.curate.agreement import agreement
from kg.curate.learning import Judged, doubt_factor, precisions, wilson
from kg.model import Correction, CurationEvent, Decision

ACCEPT, REJECT, UNSURE = Decision.ACCEPT, Decision.REJECT, Decision.UNSURE


def decisions(*wanted: Decision, curator: str = OTHER) -> list[CurationEvent]:
    return [
        sealed(
            replace(
                EVENT,
                claim=f"https://example.org/claim/{number}",
                decision=decision,
                tag=None,
                correction=None,
                curator=curator,
            )
        )
        for number, decision in enumerate(wanted)
    ]


def test_kappa_is_that_of_cohens_formula() -> None:
    """25 claims: 20 alike (15 accept, 5 reject), 5 not: observed 0.8, expected 0.8·0.6 + 0.2·0.4."""
    one = decisions(*[ACCEPT] * 15, *[REJECT] * 5, *[ACCEPT] * 5)
    other = decisions(*[ACCEPT] * 15, *[REJECT] * 5, *[REJECT] * 5)
    found = agreement(one, other)
    assert (found.common, found.observed) == (25, 0.8)
    assert found.expected == pytest.approx(0.8 * 0.6 + 0.2 * 0.4)
    assert found.kappa == pytest.approx((0.8 - 0.56) / 0.44)
    assert found.interval is not None
    assert found.interval[0] < found.kappa < found.interval[1]
    assert len(found.differences) == 5


def test_kappa_is_not_defined_where_chance_explains_everything_or_nothing_is_common() -> None:
    assert agreement(decisions(ACCEPT, ACCEPT), decisions(ACCEPT, ACCEPT)).kappa is None
    assert agreement(decisions(ACCEPT), []).common == 0


def test_different_corrections_of_one_claim_are_a_difference() -> None:
    one, other = decisions(REJECT), decisions(REJECT)
    corrected = [sealed(replace(other[0], correction=Correction(predicate="cg:targets")))]
    assert len(agreement(one, corrected).differences) == 1
    assert agreement(one, other).differences == ()


def test_claims_that_only_one_decided_on_are_counted() -> None:
    assert agreement(decisions(ACCEPT, REJECT, UNSURE), decisions(ACCEPT)).alone == (2, 0)


@pytest.mark.parametrize(
    ("right", "number", "low", "high"), [(0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433), (10, 10, 0.7225, 1.0)]
)
def test_intervals_are_wilsons(right: int, number: int, low: float, high: float) -> None:
    assert wilson(right, number) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("right", "wrong", "factor"),
    [(9, 1, 1.0), (0, 0, None), (5, 5, (5 + 1) / 20 / 0.1), (30, 0, 1 / 40 / 0.1)],
)
def test_a_factor_is_errors_seen_for_each_error_promised(right: int, wrong: int, factor: float | None) -> None:
    judged = [Judged("rules/x", True, 0.9)] * right + [Judged("rules/x", False, 0.9)] * wrong
    found = precisions(judged)
    assert [doubt_factor(one) for one in found] == ([] if factor is None else [pytest.approx(factor, abs=1e-3)])


@pytest.mark.parametrize(("factor", "score"), [(1.0, 0.9), (2.0, 0.8), (0.1, 0.95), (100.0, 0.0)])
def test_a_build_multiplies_the_doubt_of_an_extractors_sentences(factor: float, score: float) -> None:
    _, extraction = first_article().pair
    changed = calibrated(extraction, {"rules/sample": factor})
    scores = {
        claim.evidence.score
        for claim, before in zip(changed.claims, extraction.claims, strict=True)
        if before.evidence.score == 0.9
    }
    assert scores == {score}
    assert {one.score for arm in changed.arms for one in arm.evidence} == {score}


def test_an_extractor_without_a_factor_keeps_its_scores() -> None:
    _, extraction = first_article().pair
    assert calibrated(extraction, {"rules/other": 3.0}) == extraction
    assert calibrated(extraction, {}) is extraction
