#!/usr/bin/env python3
"""The pair classifier on annotated corpora, given their mentions, and sentences a second on one core.

    python benchmarks/relations.py FOLDER [--model NAME]

FOLDER holds ``drugprot.*.jsonl[.xz]`` (relations of two mentions) and ``bc5cdr.*.jsonl[.xz]`` (relations of two
concepts of a document). Time is that of the process, without the encoder: recognition has run it. What combinations of
drugs are worth is cross-validated by ``kg train``, which reports it: the shipped head has learnt from all of them.
"""

from __future__ import annotations

import argparse
import json
import lzma
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.model import Block, BlockKind, Document, Kind, Span
from kg.nlp.lexicon import hints_of
from kg.nlp.pairs import COLUMNS, LABEL_SETS, placed
from kg.nlp.recogniser import Recogniser
from kg.nlp.relations import Question, Read
from kg.nlp.sentences import split
from kg.resources import models
from kg.settings import OWN_MODEL
from kg.terminology import Terminology

KINDS = {
    "CHEMICAL": Kind.DRUG,
    "GENE-Y": Kind.TARGET,
    "GENE-N": Kind.TARGET,
    "Chemical": Kind.DRUG,
    "Disease": Kind.DISEASE,
}
ACTS = ("INHIBITOR", "ANTAGONIST", "AGONIST", "ACTIVATOR", "DIRECT-REGULATOR", "AGONIST-ACTIVATOR", "AGONIST-INHIBITOR")
THRESHOLDS = {"drugprot": 0.35, "acts": 0.35, "bc5cdr": 0.3}
"""Probabilities from which a relation counts; chosen on these development sets."""


@dataclass(slots=True)
class Scored:
    """The log-odds of pairs of ends by (document, head, tail), with the seconds and sentences that they took."""

    odds: dict[tuple[str, str, str], NDArray[np.float32]] = field(default_factory=dict)
    seconds: float = 0.0
    sentences: int = 0


def records(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def read(text: str, recogniser: Recogniser, terminology: Terminology) -> tuple[list[Span], list[Read]]:
    """The sentences of ``text`` and the encoder's states."""
    document = Document("text", text, "0" * 64, blocks=(Block(Span(0, len(text)), BlockKind.PARAGRAPH),))
    sentences = [sentence.span for sentence in split(document)]
    hints = hints_of([match for span in sentences for match in terminology.scan(text, span)], text)
    return sentences, recogniser.recognise(text.replace("\n", " ").replace("\t", " "), sentences, hints)[1]


def ends_of(number: int, entity: dict[str, Any], concepts: bool) -> list[str]:
    if not concepts:
        return [str(number)]
    return [part for one in entity["ids"] for part in one.replace(",", "|").split("|") if part != "-1"]


def score(path: Path, recogniser: Recogniser, terminology: Terminology, *, concepts: bool) -> Scored:
    """The pairs of a drug and something else in one sentence, or with ``concepts`` in one chunk: then the odds of all
    pairs of mentions of two concepts add up.
    """
    found, columns = Scored(), COLUMNS["bc5cdr" if concepts else "drugprot"]
    for record in records(path):
        entities = [e for e in record["entities"] if not e.get("frags")]
        numbers = [i for i, e in enumerate(record["entities"]) if not e.get("frags")]
        mentions = [(Span(e["start"], e["end"]), KINDS[e["label"]]) for e in entities]
        sentences, chunks = read(record["text"], recogniser, terminology)
        begun = time.process_time()
        at = np.searchsorted([s.start for s in sentences], [span.start for span, _ in mentions], side="right").tolist()
        asked = []
        for chunk in chunks:
            where = placed(chunk.chunk, mentions)
            pairs = [
                (left, right)
                for left, right in product(range(len(where.which)), repeat=2)
                if mentions[where.which[left]][1] is Kind.DRUG
                and mentions[where.which[right]][1] is not Kind.DRUG
                and (concepts or at[where.which[left]] == at[where.which[right]])
            ]
            around = [_between(sentences, *(at[where.which[end]] for end in pair)) for pair in pairs]
            if pairs:
                asked.append(Question(chunk, where, pairs, around))
        for question, odds in zip(asked, recogniser.pairs.odds(asked), strict=True):
            which = question.where.which
            for (left, right), value in zip(question.pairs, odds[:, columns], strict=True):
                one, other = numbers[which[left]], numbers[which[right]]
                for head, tail in product(
                    ends_of(one, record["entities"][one], concepts), ends_of(other, record["entities"][other], concepts)
                ):
                    key = (record["docid"], head, tail)
                    found.odds[key] = np.logaddexp(found.odds[key], value) if key in found.odds else value
        found.seconds += time.process_time() - begun
        found.sentences += len(sentences)
    return found


def _between(sentences: Sequence[Span], one: int, other: int) -> tuple[Span, Span]:
    """The first and the last sentence that two mentions are in, by the numbers of the sentences, from 1."""
    return sentences[min(one, other) - 1], sentences[max(one, other) - 1]


def probabilities(odds: NDArray[np.float32]) -> NDArray[np.float32]:
    weights = np.exp(odds)
    result: NDArray[np.float32] = weights / (1 + weights.sum())
    return result


def f1(found: set[Any], gold: set[Any]) -> str:
    right = len(found & gold)
    precision, recall = right / max(1, len(found)), right / max(1, len(gold))
    return f"P {precision:.4f} R {recall:.4f} F1 {2 * right / max(1, len(found) + len(gold)):.4f} ({len(gold)})"


def drugprot(path: Path, scored: Scored) -> None:
    """The 13 labels, micro-averaged, and whether a drug acts on a protein at all."""
    labels = LABEL_SETS["drugprot"]
    gold = {
        (record["docid"], str(r["head"]), str(r["tail"]), r["type"])
        for record in records(path)
        for r in record["relations"]
    }
    found, acts = set(), set()
    for key, odds in scored.odds.items():
        likely = probabilities(odds)
        if likely.sum() > THRESHOLDS["drugprot"]:
            found.add((*key, labels[int(likely.argmax())]))
        if likely[[labels.index(label) for label in ACTS]].sum() > THRESHOLDS["acts"]:
            acts.add(key)
    print(f"drugprot, 13 labels: {f1(found, gold)}")
    print(f"drugprot, acts on the protein: {f1(acts, {tuple(key) for *key, label in gold if label in ACTS})}")
    for label in labels:
        print(f"    {label}: {f1({k for k in found if k[3] == label}, {k for k in gold if k[3] == label})}")


def bc5cdr(path: Path, scored: Scored) -> None:
    """Which chemical induces which disease, by document."""
    gold = {(record["docid"], r["head"], r["tail"]) for record in records(path) for r in record["relations"]}
    found = {key for key, odds in scored.odds.items() if probabilities(odds)[0] > THRESHOLDS["bc5cdr"]}
    print(f"bc5cdr, chemical-induced disease: {f1(found, gold)}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default=OWN_MODEL, help="the folder of another model")
    given = parser.parse_args(arguments)
    folder = models() / OWN_MODEL if given.model == OWN_MODEL else Path(given.model)
    recogniser, terminology = Recogniser.load(folder), Terminology.load()
    for path in sorted(given.folder.glob("drugprot.*")):
        scored = score(path, recogniser, terminology, concepts=False)
        drugprot(path, scored)
        print(f"pairs inside sentences: {scored.sentences / scored.seconds:.0f} sentences/s")
    for path in sorted(given.folder.glob("bc5cdr.*")):
        bc5cdr(path, score(path, recogniser, terminology, concepts=True))


if __name__ == "__main__":
    main()
