"""The figures of ``kg eval`` are those of the scorer that lies beside a checkout."""

from __future__ import annotations

import lzma
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.evaluate import MentionScore, Terms, read_gold
from kg.evaluate.bootstrap import Measure
from kg.evaluate.labels import LABELS, RELATIONS, chosen_schemes
from kg.export import FORMATS
from kg.model import Annotated
from kg.run.annotate import annotate
from kg.run.evaluate import evaluate
from kg.settings import Settings

DOCUMENTS = 8


@pytest.mark.shared
@pytest.mark.parametrize(
    ("corpus", "scheme"), [("bc5cdr.dev", "MESH"), ("ncbi_disease.dev", "MESH"), ("biored.dev", "NCBIGene")]
)
def test_the_figures_are_those_of_the_shared_scorer(shared: Path, tmp_path: Path, corpus: str, scheme: str) -> None:
    gold = tmp_path / "gold.jsonl"
    with lzma.open(shared / "corpora" / "dev" / f"{corpus}.jsonl.xz", "rt", encoding="utf-8") as lines:
        gold.write_text("".join(line for line, _ in zip(lines, range(DOCUMENTS), strict=False)), encoding="utf-8")
    predicted = tmp_path / "predicted.jsonl"
    with predicted.open("w", encoding="utf-8") as file:
        for outcome in annotate(gold):
            assert isinstance(outcome, Annotated)
            file.write(FORMATS["jsonl"].document(outcome, Settings().base))
    scorer = shared / "tools" / "score_mentions.py"
    command = [sys.executable, str(scorer), str(gold), str(predicted), "--scheme", scheme]
    theirs = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    terms = Terms(read_gold(gold), LABELS, RELATIONS, chosen_schemes=chosen_schemes([scheme]))
    for row in evaluate(terms, samples=0).mentions:
        (line,) = (line for line in theirs.splitlines() if line.split()[0] == row.kind)
        assert re.sub(r"\s+", " ", line).startswith(shown(row)), line


def shown(row: MentionScore) -> str:
    """A row as the shared scorer writes it."""
    spans, linked, near = prf(row.exact), prf(row.linked), row.overlapping
    if row.kind == "all":
        return f"all spans {spans} · linking {linked}"
    return (
        f"{row.kind} spans {spans} ({row.exact.tally.gold} gold) "
        f"· overlap P {near.precision.value:.4f} R {near.recall.value:.4f} "
        f"· linking {linked} ({row.linked.tally.gold} ids) "
        f"· right id on found spans {row.accuracy.recall.value:.4f} ({row.accuracy.tally.gold})"
    )


def prf(measure: Measure) -> str:
    return f"P {measure.precision.value:.4f} R {measure.recall.value:.4f} F1 {measure.f1.value:.4f}"
