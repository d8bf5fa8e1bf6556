"""A claim's confidence is what articles at first sight bear out, on articles that it was not fitted to."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from graph_sample import first_article
from kg.claims.calibration import UNNAMED, Calibration, calibrated, fitted

SURE = 0.9


@pytest.fixture(scope="module")
def calibrate(root: Path) -> ModuleType:
    """The program that fits the factors."""
    spec = importlib.util.spec_from_file_location("calibrate", root / "benchmarks" / "calibrate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_of_claims_at_nine_tenths_nine_in_ten_are_right_in_articles_that_taught_nothing(calibrate: ModuleType) -> None:
    claims = calibrate.observed(sorted(calibrate.OBSERVATIONS.glob("first-*.tsv")))
    firm = [claim.right for claim, at in calibrate.held_out(claims) if at >= SURE and claim.hedged == "asserted"]
    assert len(firm) > 300
    assert sum(firm) / len(firm) >= SURE


def test_surer_claims_are_right_more_often(calibrate: ModuleType) -> None:
    claims = calibrate.observed(sorted(calibrate.OBSERVATIONS.glob("first-*.tsv")))
    held = [(claim.right, at) for claim, at in calibrate.held_out(claims) if claim.hedged == "asserted"]
    low = [right for right, at in held if at < 0.8]
    high = [right for right, at in held if at >= SURE]
    assert sum(low) / len(low) < 0.7 < sum(high) / len(high)


def test_the_table_that_is_shipped_is_the_one_that_the_observations_give(calibrate: ModuleType) -> None:
    factors = calibrate.fit(calibrate.observed(sorted(calibrate.OBSERVATIONS.glob("first-*.tsv"))))
    shipped = fitted()
    for kind, table in (("rule", shipped.rules), ("names", shipped.names)):
        assert dict(table) == pytest.approx(factors[kind], abs=0.006), kind


@pytest.mark.parametrize(("names", "score"), [("sure", 0.8), ("fair", 0.6), ("acronym", 0.9)])
def test_the_doubts_of_rule_and_names_are_multiplied(names: str, score: float) -> None:
    table = Calibration({"rules/x": 2.0}, {"fair": 2.0, "acronym": 0.5})
    assert table.score("rules/x", 0.9, names) == pytest.approx(score)


def test_a_sentence_about_an_unresolved_name_is_trusted_no_further_than_the_threshold() -> None:
    assert Calibration({"rules/x": 0.1}, {}).score("rules/x", 0.9, "unresolved") == UNNAMED


def test_arms_and_results_are_calibrated_too() -> None:
    _, extraction = first_article().pair
    changed = calibrated(extraction, {}, Calibration({"rules/sample": 3.0}, {}))
    for before, after in zip((*extraction.arms, *extraction.results), (*changed.arms, *changed.results), strict=True):
        assert [one.score for one in after.evidence] < [one.score for one in before.evidence]
