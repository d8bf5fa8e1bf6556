"""What stands around the sentences that serve as evidence. The graph keeps the sentences, not the articles."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from kg.graph import evidences
from kg.model import Annotated, Extraction, Sentence, Span

_REACH = 2
"""Sentences shown on either side."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The sentences before and after an evidence's in its block, at most two each, and the heading above it."""

    section: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


Place = tuple[str, Span]
"""A document's source, and a sentence's place in its text."""


def surroundings(annotated: Annotated, extraction: Extraction) -> dict[Place, Surroundings]:
    """What stands around each sentence of one document that serves as evidence."""
    sentences = sorted(annotated.sentences, key=lambda sentence: sentence.span)
    text = annotated.document.text
    return {
        (evidence.source, evidence.sentence): _around(evidence.sentence, sentences, text)
        for evidence in evidences(extraction)
    }


def _around(place: Span, sentences: list[Sentence], text: str) -> Surroundings:
    """Sentences are in text order and do not overlap, so their ends are in order too."""
    first = bisect_right(sentences, place.start, key=lambda sentence: sentence.span.end)
    last = bisect_left(sentences, place.end, key=lambda sentence: sentence.span.start)
    own = sentences[first:last]
    if not own:
        return Surroundings()
    block = own[0].block
    before = [one for one in sentences[max(first - _REACH, 0) : first] if one.block == block]
    after = [one for one in sentences[last : last + _REACH] if one.block == block]
    return Surroundings(block.section, _texts(before, text), _texts(after, text))


def _texts(sentences: list[Sentence], text: str) -> tuple[str, ...]:
    return tuple(sentence.span.of(text) for sentence in sentences)
