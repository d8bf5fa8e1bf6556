"""Words, labels and chunks of the recogniser."""

from __future__ import annotations

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from kg.model import Kind, Span
from kg.nlp.encoding import (
    CASE_SHAPES,
    LABELS,
    TOKEN_TYPES,
    Hint,
    Strength,
    best_path,
    case_shape,
    chunks,
    normalised,
    spans_of,
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "-", "(", ")", ".", "anti", "cd", "##38", "is", "a", "target"]
    made = Tokenizer(WordPiece({word: index for index, word in enumerate(words)}, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    return made


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("PD‑1", "PD-1"),
        ("KEYNOTE‐189", "KEYNOTE-189"),
        ("10\u00a0mg", "10 mg"),
        ("Bruton’s", "Bruton's"),
        ("Kyprolis®", "Kyprolis "),
    ],
)
def test_typography_is_made_plain_without_moving_an_offset(text: str, plain: str) -> None:
    assert normalised(text) == plain
    assert len(normalised(text)) == len(text)


@pytest.mark.parametrize(
    ("word", "shape"), [("was", 0), ("Was", 1), ("WAS", 2), ("mTOR", 3), ("A", 1), ("HER2", 2), ("12", 0)]
)
def test_case_shapes_tell_a_gene_from_a_verb(word: str, shape: int) -> None:
    assert case_shape(word) == shape


def test_words_keep_their_offsets_in_the_document(tokenizer: Tokenizer) -> None:
    text = "Anti‑CD38 is a target."
    (chunk,) = chunks(tokenizer, text, [Span(0, len(text))])
    assert [span.of(text) for span in chunk.words] == ["Anti", "‑", "CD38", "is", "a", "target", "."]
    assert len(chunk.pieces) == len(chunk.types) == 10  # CD38 has two pieces, and two are special
    assert [chunk.pieces[head] for head in chunk.heads][2] == tokenizer.token_to_id("cd")


def test_sentences_are_kept_whole_as_long_as_they_fit(tokenizer: Tokenizer) -> None:
    text = "is a target. is a target. is a target."
    sentences = [Span(0, 12), Span(13, 25), Span(26, 38)]
    sizes = [len(chunk.words) for chunk in chunks(tokenizer, text, sentences, max_pieces=10)]
    assert sizes == [8, 4]


def test_a_sentence_that_does_not_fit_is_cut_between_words_and_nothing_is_lost(tokenizer: Tokenizer) -> None:
    text = " ".join(["CD38"] * 100)
    made = chunks(tokenizer, text, [Span(0, len(text))], max_pieces=32)
    assert sum(len(chunk.words) for chunk in made) == 100
    assert max(len(chunk.pieces) for chunk in made) <= 32


def test_what_the_terminology_knows_lies_over_the_words_of_its_name(tokenizer: Tokenizer) -> None:
    text = "is anti cd38 a target"
    name = Span(3, 12)
    (plain,) = chunks(tokenizer, text, [Span(0, len(text))])
    for kind in (Kind.DRUG, Kind.TARGET):
        for strength in Strength:
            (hinted,) = chunks(tokenizer, text, [Span(0, len(text))], [Hint(name, kind, strength)])
            places = [types // CASE_SHAPES for types in hinted.types]
            assert hinted.pieces == plain.pieces
            assert [types % CASE_SHAPES for types in hinted.types] == list(plain.types)
            assert places[2] % 2 == 1
            assert places == [0, 0, places[2], places[2] + 1, places[2] + 1, 0, 0, 0]
            assert max(hinted.types) < TOKEN_TYPES


def test_a_hint_is_seen_in_its_own_sentence_alone(tokenizer: Tokenizer) -> None:
    text = "is a target. is a target."
    (hint,) = [Hint(Span(18, 24), Kind.TARGET, Strength.CLEAR)]
    (chunk,) = chunks(tokenizer, text, [Span(0, 12), Span(13, 25)], [hint])
    hinted = [
        span.start for span, head in zip(chunk.words, chunk.heads, strict=True) if chunk.types[head] >= CASE_SHAPES
    ]
    assert hinted == [18]


def test_no_label_sequence_has_an_inside_without_its_beginning() -> None:
    random = np.random.default_rng(1)
    for _ in range(50):
        path = best_path(random.normal(size=(12, len(LABELS))).astype(np.float32))
        for before, label in zip([0, *path], path, strict=False):
            if LABELS[label].startswith("I-"):
                assert LABELS[before][2:] == LABELS[label][2:]


def test_neighbouring_names_stay_apart() -> None:
    begin, inside = LABELS.index("B-drug"), LABELS.index("I-drug")
    assert spans_of([begin, inside, begin, 0, LABELS.index("B-disease")]) == [
        (0, 2, Kind.DRUG),
        (2, 3, Kind.DRUG),
        (4, 5, Kind.DISEASE),
    ]
