"""Labelled texts as model inputs, and their batches."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.model import Kind, Span
from kg.nlp.encoding import KINDS, LABELS, Chunk, Hint, chunks
from kg.train.corpora import Guide, Labelled
from kg.train.relations import PairBatch, Pairs, Related, pair_batch, pairs

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_BOUNDARY = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9(\[])|\n+")


WIDTH_STEP = 32
"""Batches are padded to a multiple of this: kernels are compiled anew for every shape they meet."""


@dataclass(frozen=True, slots=True)
class Example:
    """One model input; ``allowed`` is (words × labels), true where a word may have a label as far as its corpus
    says. ``pairs`` are those of its mentions, and ``related`` what the corpus says of them, if anything.
    """

    chunk: Chunk
    allowed: NDArray[np.bool_]
    related: Related | None = None
    pairs: Pairs | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded model inputs, (examples × pieces); ``allowed`` is all true and ``counted`` false off the words' first
    pieces. ``pairs`` are those of the rows ``paired``.
    """

    pieces: NDArray[np.int64]
    attention: NDArray[np.int64]
    types: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    counted: NDArray[np.bool_]
    paired: NDArray[np.int64]
    pairs: PairBatch | None


def sentence_spans(text: str) -> list[Span]:
    """Rough sentences: chunks only have to break at places that make sense."""
    ends = [0, *(match.end() for match in _BOUNDARY.finditer(text)), len(text)]
    return [Span(start, end) for start, end in pairwise(ends) if start < end]


def _outside(guide: Guide) -> NDArray[np.bool_]:
    """Labels that an unlabelled word may have: O, and those of kinds that the corpus does not label completely."""
    allowed = np.zeros(len(LABELS), dtype=np.bool_)
    allowed[0] = True
    for index, kind in enumerate(KINDS):
        allowed[1 + 2 * index : 3 + 2 * index] = kind not in guide.complete
    return allowed


def allowed_labels(words: Sequence[Span], labelled: Labelled) -> NDArray[np.bool_]:
    """(words × labels): what each word of ``labelled.text`` may be labelled."""
    allowed = np.tile(_outside(labelled.guide), (len(words), 1))
    position = 0
    for span, kind in labelled.spans:
        while position < len(words) and words[position].end <= span.start:
            position += 1
        first = True
        while position < len(words) and words[position].start < span.end:
            allowed[position] = True if kind is None else _exactly(kind, first)
            first = False
            position += 1
    return allowed


def _exactly(kind: Kind, first: bool) -> NDArray[np.bool_]:
    allowed = np.zeros(len(LABELS), dtype=np.bool_)
    allowed[1 + 2 * KINDS.index(kind) + (not first)] = True
    return allowed


def examples(tokenizer: Tokenizer, labelled: Labelled, hints: Sequence[Hint], *, max_pieces: int) -> Iterator[Example]:
    """The text in chunks of at most ``max_pieces``, with what the terminology knows of it."""
    sentences, related = sentence_spans(labelled.text), labelled.related
    for chunk in chunks(tokenizer, labelled.text, sentences, hints, max_pieces=max_pieces):
        found = pairs(chunk, related, sentences) if related is not None else None
        yield Example(chunk, allowed_labels(chunk.words, labelled), related, found)


def with_masked_words(example: Example, mask: int, *, rate: float, source: random.Random) -> Example:
    """``example`` with the pieces of about ``rate`` of its words replaced by the piece ``mask``; labels and token
    types stay.
    """
    pieces = list(example.chunk.pieces)
    ends = (*example.chunk.heads[1:], len(pieces) - 1)
    for head, end in zip(example.chunk.heads, ends, strict=True):
        if source.random() < rate:
            pieces[head:end] = [mask] * (end - head)
    return replace(example, chunk=replace(example.chunk, pieces=tuple(pieces)))


def with_hidden_names(example: Example, mask: int, *, rate: float, source: random.Random) -> Example:
    """``example`` with the pieces of about ``rate`` of the names of its pairs replaced by the piece ``mask``, and
    their labels left open: what the text says of them has to be read from the words around.
    """
    if example.pairs is None:
        return example
    pieces, allowed = list(example.chunk.pieces), example.allowed.copy()
    heads = np.array(example.chunk.heads)
    for start, end in zip(example.pairs.where.starts.tolist(), example.pairs.where.ends.tolist(), strict=True):
        if source.random() < rate:
            pieces[start:end] = [mask] * (end - start)
            allowed[(heads >= start) & (heads < end)] = True
    return replace(example, chunk=replace(example.chunk, pieces=tuple(pieces)), allowed=allowed)


def batches(found: Sequence[Sequence[Example]], *, size: int, source: random.Random) -> list[Batch]:
    """Batches of about ``size`` examples of like length, in random order; those of a text stay together."""
    order = sorted(found, key=lambda unit: (sum(len(e.chunk.pieces) for e in unit) / len(unit), source.random()))
    groups: list[list[Example]] = []
    for unit in order:
        if not groups or len(groups[-1]) >= size:
            groups.append([])
        groups[-1] += unit
    source.shuffle(groups)
    return [batch(group) for group in groups]


def batch(group: Sequence[Example]) -> Batch:
    """``group`` padded to its longest example."""
    width = -(-max(len(example.chunk.pieces) for example in group) // WIDTH_STEP) * WIDTH_STEP
    pieces, attention, types = (np.zeros((len(group), width), dtype=np.int64) for _ in range(3))
    allowed = np.ones((len(group), width, len(LABELS)), dtype=np.bool_)
    counted = np.zeros((len(group), width), dtype=np.bool_)
    for row, example in enumerate(group):
        length = len(example.chunk.pieces)
        pieces[row, :length] = example.chunk.pieces
        types[row, :length] = example.chunk.types
        attention[row, :length] = 1
        heads = list(example.chunk.heads)
        allowed[row, heads] = example.allowed
        counted[row, heads] = ~example.allowed.all(axis=1)
    rows = [
        (row, (id(example.related), example.related, example.pairs))
        for row, example in enumerate(group)
        if example.related is not None and example.pairs is not None and len(example.pairs.heads)
    ]
    paired = np.array([row for row, _ in rows], dtype=np.int64)
    return Batch(pieces, attention, types, allowed, counted, paired, pair_batch([one for _, one in rows], width))
