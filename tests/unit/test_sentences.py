"""Where sentences begin and end."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Block, BlockKind, Document, Span
from kg.nlp.sentences import split

CASES = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent.parent / "data/readers/sentences.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def sentences(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    document = Document("a.txt", text, "", blocks=(Block(Span(0, len(text)), kind),))
    return [sentence.span.of(text) for sentence in split(document)]


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_ends_where_the_case_says(case: str) -> None:
    expected = [piece.strip() for piece in case.split("¦")]
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize("kind", [BlockKind.TITLE, BlockKind.HEADING, BlockKind.BYLINE, BlockKind.REFERENCE])
def test_a_title_heading_byline_or_reference_is_one_sentence(kind: BlockKind) -> None:
    text = "One trial. Two answers:\nwhat IMvigor211 did not show. And more?"
    assert sentences(text, kind) == [text]


@pytest.mark.parametrize("marker", ["• ", "- ", "1. ", "(2) ", "b) ", "*  "])
def test_the_mark_of_a_list_item_is_not_part_of_its_sentence(marker: str) -> None:
    assert sentences(f"{marker}Fever was common. Rash was not.", BlockKind.LIST_ITEM) == [
        "Fever was common.",
        "Rash was not.",
    ]


def test_bullets_inside_a_paragraph_are_sentences_of_their_own() -> None:
    assert sentences("The findings\n• Fever was common\n• Rash was not\n") == [
        "The findings",
        "Fever was common",
        "Rash was not",
    ]


def test_a_table_has_one_sentence_for_each_row_that_says_something() -> None:
    assert sentences("| Drug | PFS |\n|---|---|\n| A | 7.4 months. Met |", BlockKind.TABLE) == [
        "| Drug | PFS |",
        "| A | 7.4 months. Met |",
    ]


def test_sentences_are_numbered_over_the_whole_document_and_know_their_blocks() -> None:
    text = "Title\n\nOne. Two."
    blocks = (Block(Span(0, 5), BlockKind.TITLE), Block(Span(7, 16), BlockKind.PARAGRAPH, "Title"))
    found = split(Document("a.txt", text, "", blocks=blocks))
    assert [(s.index, s.span.of(text), s.block) for s in found] == [
        (0, "Title", blocks[0]),
        (1, "One.", blocks[1]),
        (2, "Two.", blocks[1]),
    ]


def test_a_document_without_blocks_is_one_paragraph() -> None:
    text = "One drug. Two targets."
    assert [s.span.of(text) for s in split(Document("a.txt", text, ""))] == ["One drug.", "Two targets."]
