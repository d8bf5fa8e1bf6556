"""What a corpus teaches the recogniser, and what it leaves open."""

from __future__ import annotations

import json
import lzma
import random
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Kind, Span
from kg.nlp.encoding import LABELS, Chunk
from kg.terminology import Terminology
from kg.train.corpora import GUIDES, Labelled, joined, read
from kg.train.examples import Example, allowed_labels, batch, with_masked_words
from kg.train.recipe import texts_of

DRUG, DISEASE, TARGET = Kind.DRUG, Kind.DISEASE, Kind.TARGET
TEXT = "Aspirin blocks COX-2 ."


def words(text: str) -> list[Span]:
    spans, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        spans.append(Span(at, at + len(word)))
        at += len(word)
    return spans


def labels(corpus: str, *spans: tuple[Span, Kind | None]) -> list[set[str]]:
    found = allowed_labels(words(TEXT), Labelled(TEXT, spans, GUIDES[corpus]))
    return [{LABELS[index] for index in row.nonzero()[0]} for row in found]


def test_a_corpus_of_chemicals_and_diseases_says_nothing_about_genes() -> None:
    assert labels("bc5cdr", (Span(0, 7), DRUG)) == [
        {"B-drug"},
        {"O", "B-target", "I-target"},
        {"O", "B-target", "I-target"},
        {"O", "B-target", "I-target"},
    ]


def test_a_corpus_of_all_kinds_leaves_nothing_open() -> None:
    assert labels("biored", (Span(0, 7), DRUG), (Span(15, 20), TARGET)) == [{"B-drug"}, {"O"}, {"B-target"}, {"O"}]


def test_a_span_of_an_unclear_label_is_left_open_for_every_kind() -> None:
    assert labels("biored", (Span(0, 7), None))[0] == set(LABELS)


def test_words_inside_a_name_have_inside_labels() -> None:
    assert labels("biored", (Span(0, 14), DRUG))[:2] == [{"B-drug"}, {"I-drug"}]


def test_blanks_around_punctuation_are_taken_out_and_spans_move_along() -> None:
    text = "TGF - beta ( TGFB1 ) , a gene ."
    moved, spans = joined(text, ((Span(0, 10), TARGET), (Span(13, 18), TARGET)))
    assert moved == "TGF-beta (TGFB1), a gene."
    assert [span.of(moved) for span, _ in spans] == ["TGF-beta", "TGFB1"]


def test_of_overlapping_spans_the_longest_is_learnt(tmp_path: Path) -> None:
    record = {
        "docid": "1",
        "text": "The serotonin transporter.",
        "entities": [
            {"start": 4, "end": 13, "label": "CHEMICAL"},
            {"start": 4, "end": 25, "label": "GENE-Y"},
        ],
    }
    path = tmp_path / "drugprot.train.jsonl.xz"
    with lzma.open(path, "wt", encoding="utf-8") as file:
        file.write(json.dumps(record) + "\n")
    (labelled,) = read(path)
    assert labelled.spans == ((Span(4, 25), TARGET),)


def test_a_corpus_without_a_guide_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "unknown.train.jsonl").write_text("{}\n", encoding="utf-8")
    assert not list(read(tmp_path / "unknown.train.jsonl"))


def test_a_folder_without_corpora_is_an_error_that_names_what_is_known(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        texts_of(tmp_path, Terminology.load())
    assert "bc5cdr" in caught.value.cure


def test_hidden_words_keep_their_labels_and_token_types() -> None:
    chunk = Chunk((101, 7, 8, 9, 102), (0, 1, 1, 0, 0), (Span(0, 4), Span(5, 8)), (1, 3))
    example = Example(chunk, allowed_labels(words("abcd efg"), Labelled("abcd efg", (), GUIDES["biored"])))
    hidden = with_masked_words(example, 103, rate=1.0, source=random.Random(0))
    assert hidden.chunk.pieces == (101, 103, 103, 103, 102)
    assert (hidden.chunk.types, hidden.allowed.tolist()) == (chunk.types, example.allowed.tolist())


def test_only_the_first_pieces_of_words_are_counted() -> None:
    chunk = Chunk((101, 7, 8, 9, 102), (0, 1, 1, 0, 0), (Span(0, 4), Span(5, 8)), (1, 3))
    example = Example(chunk, allowed_labels(words("abcd efg"), Labelled("abcd efg", (), GUIDES["biored"])))
    made = batch([example])
    assert made.counted[0].nonzero()[0].tolist() == [1, 3]
    assert made.pieces.shape[1] % 32 == 0
