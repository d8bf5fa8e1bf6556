"""What is reached on the gold articles through the whole pipeline. Floors are raised, never lowered."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from built import Built

pytestmark = pytest.mark.shared

FLOORS = {"claims": 0.93, "trial facts": 0.97}
"""F1 as ``score_claims.py`` counts it."""

ALLOWED_FORBIDDEN = 0


@pytest.fixture(scope="module")
def scores(shared: Path, built_gold: Built) -> str:
    """The scorer's last line, and before it the forbidden claims by name."""
    scorer = shared / "tools" / "score_claims.py"
    command = [sys.executable, str(scorer), str(shared / "gold"), str(built_gold.out / "kg.ttl")]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_every_gold_article_is_in_the_build(built_gold: Built, scores: str) -> None:
    assert not built_gold.report.failures
    assert "documents that are not in the build" not in scores


@pytest.mark.parametrize("what", FLOORS)
def test_f1_is_not_below_its_floor(what: str, scores: str) -> None:
    found = re.search(rf"{what} P [\d.]+ R [\d.]+ F1 ([\d.]+)", scores)
    assert found, scores
    assert float(found[1]) >= FLOORS[what], scores


def test_no_more_forbidden_claims_are_asserted_than_are_known(scores: str) -> None:
    found = re.search(r"forbidden (\d+)/\d+", scores)
    assert found, scores
    assert int(found[1]) <= ALLOWED_FORBIDDEN, scores
