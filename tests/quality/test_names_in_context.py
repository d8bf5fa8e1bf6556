"""What a name in a sentence stands for, by a table of cases from many fields: the whole way from text to link."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.model import Annotated, Block, BlockKind, Document, LinkStatus, Span
from kg.run.stages import Stages
from kg.settings import Settings

DATA = Path(__file__).parent.parent / "data" / "links" / "names.tsv"
NOTHING = "-"


def cases() -> list[tuple[str, str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [(text, label) for _, text, label in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load(Settings())


@pytest.mark.parametrize(("sentence", "label"), cases())
def test_a_name_is_linked_to_what_it_stands_for_in_its_sentence(stages: Stages, sentence: str, label: str) -> None:
    before, marked = sentence.split("[[")
    name, after = marked.split("]]")
    text, place = before + name + after, Span(len(before), len(before) + len(name))
    document = Document("a.txt", text, "", blocks=(Block(Span(0, len(text)), BlockKind.PARAGRAPH),))
    annotated = stages.annotate(document)
    assert isinstance(annotated, Annotated)
    linked = [
        one.concept.label
        for mention in annotated.mentions
        if mention.span.start < place.end and place.start < mention.span.end
        for one in mention.links
        if one.status is LinkStatus.LINKED
    ]
    assert linked == ([] if label == NOTHING else label.split("|"))
