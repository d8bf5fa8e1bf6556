"""How often links are right, fitted to the gold mentions of training corpora: ``kg/link/words/calibration.tsv``.

    python benchmarks/calibrate_links.py FOLDER [--out FILE]

FOLDER holds ``bc5cdr.train.jsonl.xz``, ``ncbi_disease.train.jsonl.xz`` and ``biored.train.jsonl.xz``. A link is right
when the mention has one of the gold identifiers. Two things are left out: mentions whose identifiers nothing embedded
has, and records of the annotators' table for names of a single document, because that table was made from these very
corpora: without the document it would not have them. For each kind,
way of matching, and whether another concept came near, the share that is right rises with closeness: isotonic
regression (pool adjacent violators), each share drawn a little towards that of all links of its kind. The same corpora
and terminology give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from linking import Abbreviations, Known, gold_mentions, identifiers

from kg.link.calibration import ANY, COLUMNS, TABLE, group
from kg.link.document import uncalibrated
from kg.link.species import Fauna
from kg.model import Annotated, Block, BlockKind, Document, FilingBasis, LinkStatus, Span
from kg.terminology import Terminology
from kg.terminology.normalise import key

CORPORA = ("bc5cdr.train.jsonl.xz", "ncbi_disease.train.jsonl.xz", "biored.train.jsonl.xz")
LEAST = 40
"""So many links make a group of their own, and a step of one."""
DRAWN = 5.0
"""How many links of the kind's average are added to each step."""
OF_ANNOTATORS = (FilingBasis.ANNOTATORS, FilingBasis.RETIRED)


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """The documents of the corpora."""
    for name in CORPORA:
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


Counted = list[tuple[float, bool]]
Key = tuple[str, str, str]


def judged(folder: Path, terminology: Terminology) -> Iterator[tuple[Key, float, bool]]:
    """Each link of a gold mention: what it is counted with, how close, and whether it is right."""
    abbreviations, known = Abbreviations(), Known(terminology)
    documents = Counter(name for record in records(folder) for name in {key(e["text"]) for e in record["entities"]})
    for record in records(folder):
        gold = sorted(gold_mentions(record), key=lambda g: g.mention.span)
        block = Block(Span(0, len(record["text"])), BlockKind.PARAGRAPH)
        document = Document(record["docid"], record["text"], "", blocks=(block,))
        mentions = tuple(g.mention for g in gold)
        pairs = abbreviations.of(document, [m.span for m in mentions])
        fauna = Fauna(record["text"])
        linked = uncalibrated(Annotated(document, (), mentions, pairs), terminology).mentions
        for expected, mention in zip(gold, linked, strict=True):
            link = mention.link
            if link and link.status is LinkStatus.LINKED and known.any_of(expected.ids):
                seen_elsewhere = documents[key(mention.text)] > 1
                own = tuple(f for f in link.filed if seen_elsewhere or f.basis not in OF_ANNOTATORS)
                ids = identifiers(replace(link, filed=own), terminology, fauna.of(mention.span))
                yield group(link), link.score, bool(ids & expected.ids)


def isotonic(counted: Counted, average: float) -> list[tuple[float, float, int]]:
    """Steps (closeness from which, share right, links): the shares rise, and no step has fewer than ``LEAST`` links."""
    blocks: list[list[float]] = []
    for closeness in sorted({c for c, _ in counted}):
        these = [right for c, right in counted if c == closeness]
        blocks.append([closeness, float(sum(these)), float(len(these))])
        while len(blocks) > 1 and (_falls(blocks, average) or blocks[-2][2] < LEAST):
            _pool(blocks)
    while len(blocks) > 1 and (_falls(blocks, average) or blocks[-1][2] < LEAST):
        _pool(blocks)
    return [(block[0], _share(block, average), int(block[2])) for block in blocks]


def _pool(blocks: list[list[float]]) -> None:
    """Make one of the last two steps."""
    _, right, links = blocks.pop()
    blocks[-1][1] += right
    blocks[-1][2] += links


def _falls(blocks: list[list[float]], average: float) -> bool:
    """Whether the last step is no higher than the one before."""
    return _share(blocks[-2], average) >= _share(blocks[-1], average)


def _share(block: list[float], average: float) -> float:
    return (block[1] + DRAWN * average) / (block[2] + DRAWN)


def fitted(judgements: Iterator[tuple[Key, float, bool]]) -> list[str]:
    """The rows of the table."""
    groups: dict[Key, Counted] = defaultdict(list)
    for (kind, how, rival), closeness, right in judgements:
        for place in ((kind, how, rival), (kind, how, ANY), (kind, ANY, ANY)):
            groups[place].append((closeness, right))
    rows = []
    for place in sorted(groups):
        if len(groups[place]) >= LEAST:
            of_kind = groups[place[0], ANY, ANY]
            average = sum(right for _, right in of_kind) / len(of_kind)
            for closeness, share, links in isotonic(groups[place], average):
                rows.append("\t".join((*place, f"{closeness:.4f}", f"{share:.3f}", str(links))))
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=TABLE)
    arguments = parser.parse_args()
    terminology = Terminology.load()
    rows = fitted(judged(arguments.folder, terminology))
    head = (
        "# How often a link is right, by kind, way of matching, whether another concept came near, and closeness.",
        f"# Fitted by benchmarks/calibrate_links.py to {', '.join(CORPORA)}; terminologies {terminology.version}.",
        "\t".join(COLUMNS),
    )
    arguments.out.write_text("\n".join((*head, *rows)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
