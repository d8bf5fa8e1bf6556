"""Trial facts of articles that were annotated before any rule had seen them, most of them outside oncology."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from built import Built

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold_trials"
SCORE = re.compile(r"trial facts P [\d.]+ R [\d.]+ F1 (?P<facts>[\d.]+).*forbidden (?P<forbidden>\d+)/")


@pytest.fixture(scope="module")
def score(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, build_once: Callable[[Path], Built]
) -> dict[str, float]:
    """The figures the scorer of claims prints for a build over the annotated articles."""
    texts = tmp_path_factory.mktemp("trials") / "texts"
    texts.mkdir()
    for article in sorted(GOLD.glob("*.txt")):
        shutil.copyfile(article, texts / article.name)
    scorer = shared / "tools" / "score_claims.py"
    graph = build_once(texts).out / "kg.ttl"
    run = subprocess.run([sys.executable, scorer, GOLD, graph], capture_output=True, text=True, check=True)
    found = SCORE.search(run.stdout)
    assert found, run.stdout
    return {name: float(value) for name, value in found.groupdict().items()}


@pytest.mark.shared
def test_trials_of_articles_named_without_the_word_trial_are_read(score: dict[str, float]) -> None:
    """Trial facts (F1)."""
    assert score["facts"] >= 0.86


@pytest.mark.shared
def test_nothing_forbidden_is_asserted_of_them(score: dict[str, float]) -> None:
    """What is compared is not combined, and what is filed for is not approved."""
    assert score["forbidden"] == 0
