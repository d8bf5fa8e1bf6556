"""How well names are recognised: floors a little under what was measured, on a slice of each development corpus."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.corpus import read_corpus
from kg.model import Block, BlockKind, Document, Kind, Span
from kg.nlp import Pipeline
from kg.terminology import Terminology

KINDS = {
    "Chemical": Kind.DRUG,
    "ChemicalEntity": Kind.DRUG,
    "CHEMICAL": Kind.DRUG,
    "Disease": Kind.DISEASE,
    "DiseaseOrPhenotypicFeature": Kind.DISEASE,
    "SpecificDisease": Kind.DISEASE,
    "Modifier": Kind.DISEASE,
    "DiseaseClass": Kind.DISEASE,
    "CompositeMention": Kind.DISEASE,
    "GeneOrGeneProduct": Kind.TARGET,
    "GENE-Y": Kind.TARGET,
    "GENE-N": Kind.TARGET,
}
DOCUMENTS = 60


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Terminology.load())


def records(path: Path, count: int) -> Iterator[tuple[Document, set[tuple[int, int, Kind]]]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(count), strict=False):
            record = json.loads(line)
            block = Block(Span(0, len(record["text"])), BlockKind.PARAGRAPH)
            entities = {(e["start"], e["end"], KINDS[e["label"]]) for e in record["entities"] if e["label"] in KINDS}
            yield Document(record["docid"], record["text"], "0" * 64, blocks=(block,)), entities


@pytest.mark.shared
@pytest.mark.parametrize(
    ("corpus", "kinds", "floor"),
    [
        ("bc5cdr.dev", {Kind.DRUG, Kind.DISEASE}, 0.84),
        ("ncbi_disease.dev", {Kind.DISEASE}, 0.80),
        ("biored.dev", {Kind.DRUG, Kind.DISEASE, Kind.TARGET}, 0.81),
        ("drugprot.dev_held", {Kind.DRUG, Kind.TARGET}, 0.81),
    ],
)
def test_exact_spans_on_a_development_corpus(
    shared: Path, pipeline: Pipeline, corpus: str, kinds: set[Kind], floor: float
) -> None:
    count: Counter[str] = Counter()
    for document, entities in records(shared / "corpora" / "dev" / f"{corpus}.jsonl.xz", DOCUMENTS):
        mentions = pipeline.annotate(document).mentions
        found = {(m.span.start, m.span.end, m.kind) for m in mentions if m.kind in kinds}
        count.update(right=len(found & entities), found=len(found), gold=len(entities))
    assert 2 * count["right"] / (count["found"] + count["gold"]) >= floor


@pytest.mark.shared
@pytest.mark.parametrize(
    ("kind", "floor"),
    [("drug", 0.98), ("trial", 0.97), ("target", 0.93), ("disease", 0.83), ("finding", 0.92)],
)
def test_names_in_articles_are_found(shared: Path, pipeline: Pipeline, kind: str, floor: float) -> None:
    wanted = found = 0
    for document in read_corpus(shared / "gold"):
        path = shared / "gold" / Path(document.source).with_suffix(".json").name
        if not isinstance(document, Document) or not path.is_file():
            continue
        names = {(m.text, m.kind) for m in pipeline.annotate(document).mentions}
        for mention in json.loads(path.read_text(encoding="utf-8"))["mentions"]:
            if mention["kind"] == kind and not mention.get("optional"):
                wanted += 1
                found += (mention["text"], Kind.DISEASE if kind == "finding" else Kind(kind)) in names
    assert wanted
    assert found / wanted >= floor
