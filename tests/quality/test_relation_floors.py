"""How well pairs of marked mentions are read: floors a little under what was measured on development corpora."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from kg.model import Annotated, Block, BlockKind, Document, Kind, Mention, PairLabel, Span
from kg.nlp import Pipeline
from kg.terminology import Terminology

ACTS = {"INHIBITOR", "ANTAGONIST", "AGONIST", "ACTIVATOR", "DIRECT-REGULATOR", "AGONIST-ACTIVATOR", "AGONIST-INHIBITOR"}
KINDS = {
    "CHEMICAL": Kind.DRUG,
    "GENE-Y": Kind.TARGET,
    "GENE-N": Kind.TARGET,
    "Chemical": Kind.DRUG,
    "Disease": Kind.DISEASE,
}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Terminology.load())


def read(path: Path, pipeline: Pipeline, count: int) -> Iterator[tuple[Mapping[str, Any], Annotated]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, islice(lines, count)):
            text = record["text"]
            spans = [(Span(e["start"], e["end"]), KINDS[e["label"]]) for e in record["entities"] if not e.get("frags")]
            marks = sorted(Mention(span, span.of(text), kind, "gold") for span, kind in spans)
            block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
            yield record, pipeline.annotate(Document(record["docid"], text, "0" * 64, blocks=(block,)), marks)


def f1(count: Counter[str]) -> float:
    return 2 * count["right"] / (count["found"] + count["gold"])


@pytest.mark.shared
def test_which_drugs_act_on_which_proteins(shared: Path, pipeline: Pipeline) -> None:
    count: Counter[str] = Counter()
    for record, annotated in read(shared / "corpora/dev/drugprot.dev_held.jsonl.xz", pipeline, 80):
        ends = [Span(e["start"], e["end"]) for e in record["entities"]]
        gold = {(ends[r["head"]], ends[r["tail"]]) for r in record["relations"] if r["type"] in ACTS}
        found = {(p.head, p.tail) for p in annotated.pairs if p.label is PairLabel.ACTS_ON and p.probability > 0.35}
        count.update(right=len(found & gold), found=len(found), gold=len(gold))
    assert f1(count) >= 0.72


@pytest.mark.shared
def test_which_chemicals_induce_which_diseases_inside_sentences(shared: Path, pipeline: Pipeline) -> None:
    count: Counter[str] = Counter()
    for record, annotated in read(shared / "corpora/dev/bc5cdr.dev.jsonl.xz", pipeline, 100):
        ids = {
            Span(e["start"], e["end"]): {part for one in e["ids"] for part in one.split("|")}
            for e in record["entities"]
        }
        gold = {(relation["head"], relation["tail"]) for relation in record["relations"]}
        found = {
            (drug, disease)
            for pair in annotated.pairs
            if pair.label is PairLabel.CAUSES and pair.probability > 0.3
            for drug in ids[pair.head]
            for disease in ids[pair.tail]
        }
        count.update(right=len(found & gold), found=len(found), gold=len(gold))
    assert f1(count) >= 0.56
