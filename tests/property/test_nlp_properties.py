"""What holds for the mentions of any text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Block, BlockKind, Document, Span
from kg.nlp import Pipeline
from kg.nlp.encoding import normalised
from kg.terminology import Terminology

PARTS = (
    *("pembrolizumab", "PD\u20111", "KEYNOTE\u2011189", "NSCLC", "non\u2011small cell lung cancer", "HER2-positive"),
    *("the trial", "study known as", "NCT02578680", "Kyprolis\u00ae", "\u03b1", "\U0001f9ec", "e\u0301", "and", "no"),
    *("(", ")", "[", "]", " ", "  ", "\n", ",", ".", "\u2014"),
)
TEXTS = st.lists(st.sampled_from(PARTS) | st.text(max_size=4), max_size=25).map(" ".join)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Terminology.load())


@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_mentions_are_ordered_apart_and_written_as_they_stand(pipeline: Pipeline, text: str) -> None:
    document = Document("any.txt", text, "0" * 64, blocks=(Block(Span(0, len(text)), BlockKind.PARAGRAPH),))
    annotated = pipeline.annotate(document)
    assert all(mention.text == mention.span.of(text) and mention.text.strip() for mention in annotated.mentions)
    assert all(one.span.end <= other.span.start for one, other in pairwise(annotated.mentions))
    assert all(sentence.span.covers(token.span) for sentence in annotated.sentences for token in sentence.tokens)
    assert all(len(short) and len(long) for short, long in annotated.abbreviations)


@given(text=st.text())
def test_plain_typography_never_moves_an_offset(text: str) -> None:
    assert len(normalised(text)) == len(text)
    assert normalised(normalised(text)) == normalised(text)
