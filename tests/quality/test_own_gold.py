"""Claims and trial facts of the annotated articles of this project, most of them outside oncology."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from built import Built
from kg.run.verify import verify

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold"
SCORE = re.compile(
    r"claims P (?P<precision>[\d.]+) R (?P<recall>[\d.]+) F1 (?P<claims>[\d.]+).*"
    r"trial facts P [\d.]+ R [\d.]+ F1 (?P<facts>[\d.]+).*forbidden (?P<forbidden>\d+)/"
)


@pytest.fixture(scope="module")
def built_own(root: Path, tmp_path_factory: pytest.TempPathFactory, build_once: Callable[[Path], Built]) -> Built:
    """The texts of the annotated articles, without their annotations, and their graph."""
    texts = tmp_path_factory.mktemp("own") / "texts"
    texts.mkdir()
    for annotation in sorted(GOLD.glob("*.json")):
        own = annotation.with_suffix(".txt")
        shutil.copyfile(own if own.exists() else root / "corpus" / own.name, texts / own.name)
    return build_once(texts)


@pytest.fixture(scope="module")
def score(shared: Path, built_own: Built) -> dict[str, float]:
    """The figures the scorer of claims prints for a build over the annotated articles."""
    graph = built_own.out / "kg.ttl"
    scorer = shared / "tools" / "score_claims.py"
    run = subprocess.run([sys.executable, scorer, GOLD, graph], capture_output=True, text=True, check=True)
    found = SCORE.search(run.stdout)
    assert found, run.stdout
    return {name: float(value) for name, value in found.groupdict().items()}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("figure", "floor"), [("precision", 0.90), ("recall", 0.85), ("claims", 0.88), ("facts", 0.87)]
)
def test_articles_outside_the_development_set_reach_their_floors(
    score: dict[str, float], figure: str, floor: float
) -> None:
    """Claims (precision, recall, F1) and trial facts (F1) of articles on other drugs, diseases and trials."""
    assert score[figure] >= floor


@pytest.mark.shared
def test_nothing_forbidden_is_asserted_of_them(score: dict[str, float]) -> None:
    """Plans, failures, comparators' events and alternatives give no direct statement."""
    assert score["forbidden"] == 0


def test_every_claim_of_their_graph_is_proved_from_them(built_own: Built) -> None:
    assert verify(built_own.out, built_own.corpus).mismatches == ()


def test_every_annotation_has_its_article(root: Path) -> None:
    """Each annotation belongs to an article of its folder or of the sample corpus."""
    for annotation in GOLD.glob("*.json"):
        name = f"{annotation.stem}.txt"
        assert (GOLD / name).exists() or (root / "corpus" / name).exists()
