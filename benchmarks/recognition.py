#!/usr/bin/env python3
"""Recognition: exact spans on annotated corpora, words a second on one core, load time and memory.

    python benchmarks/recognition.py FOLDER [--documents N] [--model NAME]

FOLDER holds corpora as ``<corpus>.<part>.jsonl[.xz]``, one object a line with ``text`` and ``entities``. Words are
counted at blanks; time is that of the process, so that it can be measured on a busy machine.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import Block, BlockKind, Document, Kind, Span
from kg.settings import OWN_MODEL

if TYPE_CHECKING:
    from kg.nlp import Pipeline

LABELS = {
    **dict.fromkeys(("Chemical", "ChemicalEntity", "CHEMICAL"), Kind.DRUG),
    **dict.fromkeys(("Disease", "DiseaseOrPhenotypicFeature", "SpecificDisease", "Modifier"), Kind.DISEASE),
    **dict.fromkeys(("DiseaseClass", "CompositeMention"), Kind.DISEASE),
    **dict.fromkeys(("GeneOrGeneProduct", "GENE-Y", "GENE-N"), Kind.TARGET),
}


def records(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def scores(count: Counter[str]) -> str:
    precision, recall = count["right"] / max(1, count["found"]), count["right"] / max(1, count["gold"])
    f1 = 2 * count["right"] / max(1, count["found"] + count["gold"])
    return f"P {precision:.4f} R {recall:.4f} F1 {f1:.4f} ({count['gold']} names)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=None, help="so many of each corpus")
    parser.add_argument(
        "--model", default=OWN_MODEL, help="another model in place of the one that comes with the package"
    )
    given = parser.parse_args()

    begun = time.process_time()
    from kg.nlp import Pipeline
    from kg.terminology import Terminology

    terminology = Terminology.load()
    between = time.process_time()
    pipeline = Pipeline.load(terminology, model=given.model)
    print(f"terminology {between - begun:.2f} s, pipeline {time.process_time() - between:.2f} s; {pipeline.version}")
    for path in sorted(given.folder.glob("*.jsonl*")):
        measure(path, pipeline, given.documents)
    print(f"largest resident size {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def measure(path: Path, pipeline: Pipeline, limit: int | None) -> None:
    counts: defaultdict[Kind, Counter[str]] = defaultdict(Counter)
    documents = list(islice(records(path), limit))
    kinds = {LABELS[e["label"]] for d in documents for e in d["entities"] if e["label"] in LABELS}
    words, begun = 0, time.process_time()
    for record in documents:
        text = record["text"]
        words += len(text.split())
        block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
        mentions = pipeline.annotate(Document(record["docid"], text, "0" * 64, blocks=(block,))).mentions
        found = {(m.span.start, m.span.end, m.kind) for m in mentions}
        gold = {(e["start"], e["end"], LABELS[e["label"]]) for e in record["entities"] if e["label"] in LABELS}
        for kind in kinds:
            ours, theirs = {x for x in found if x[2] is kind}, {x for x in gold if x[2] is kind}
            counts[kind].update(right=len(ours & theirs), found=len(ours), gold=len(theirs))
    speed = words / (time.process_time() - begun)
    for kind in sorted(counts):
        print(f"{path.name.split('.')[0]:16s} {kind.value:8s} {scores(counts[kind])}")
    total = sum(counts.values(), Counter[str]())
    print(f"{path.name.split('.')[0]:16s} all      {scores(total)}; {speed:.0f} words/s")


if __name__ == "__main__":
    main()
