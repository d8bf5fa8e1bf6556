"""How often a gold mention gets its gold identifier: floors a little under what was measured on the development
corpora, with no abbreviation but what the text of a mention says.
"""

from __future__ import annotations

import json
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.link import link
from kg.model import Annotated, Document, Kind, LinkStatus, Mention, Span
from kg.terminology import Terminology

KINDS = {
    "Chemical": Kind.DRUG,
    "Disease": Kind.DISEASE,
    "SpecificDisease": Kind.DISEASE,
    "Modifier": Kind.DISEASE,
    "DiseaseClass": Kind.DISEASE,
    "CompositeMention": Kind.DISEASE,
}
SURE = 0.9


@pytest.fixture(scope="module")
def terminology() -> Terminology:
    return Terminology.load()


def gold(path: Path) -> Iterator[tuple[Annotated, list[frozenset[str]]]]:
    """Each document with its gold mentions and the identifiers of each."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            named: list[tuple[Mention, frozenset[str]]] = []
            for entity in sorted(record["entities"], key=lambda e: e["start"]):
                span, kind = Span(entity["start"], entity["end"]), KINDS.get(entity["label"])
                ids = frozenset(f"MESH:{i}" for i in re.findall(r"[CD]\d{6,9}", " ".join(entity["ids"] or ())))
                if kind and ids and span.of(record["text"]) == entity["text"]:
                    named.append((Mention(span, entity["text"], kind), ids))
            document = Document(record["docid"], record["text"], "")
            yield Annotated(document, (), tuple(m for m, _ in named)), [ids for _, ids in named]


@pytest.mark.shared
@pytest.mark.parametrize(
    ("corpus", "kind", "floor", "sure_floor"),
    [
        ("bc5cdr.dev", Kind.DRUG, 0.85, 0.91),
        ("bc5cdr.dev", Kind.DISEASE, 0.80, 0.93),
        ("ncbi_disease.dev", Kind.DISEASE, 0.75, 0.90),
    ],
)
def test_gold_mentions_get_their_records_and_sure_links_are_right(
    shared: Path, terminology: Terminology, corpus: str, kind: Kind, floor: float, sure_floor: float
) -> None:
    count: Counter[str] = Counter()
    for annotated, expected in gold(shared / "corpora" / "dev" / f"{corpus}.jsonl.xz"):
        linked = link(annotated, terminology).mentions
        for before, mention, ids in zip(annotated.mentions, linked, expected, strict=True):
            if before.kind is kind:
                right = any(ids & {one.concept.curie, *one.xrefs} for one in mention.links)
                sure = any(o.score >= SURE and o.status is LinkStatus.LINKED for o in mention.links)
                count.update(all=1, right=right, sure=sure, sure_right=sure and right)
    assert count["right"] / count["all"] >= floor
    assert count["sure_right"] / count["sure"] >= sure_floor
