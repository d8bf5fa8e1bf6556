"""Words and labels of the recogniser: what training and recognition must do alike.

The recogniser is an uncased word-piece encoder. What its vocabulary loses, the letter case, comes back through the
token types, and so does what the terminology knows: every word piece carries the case shape of its word and the hint
that lies over it. Labels are predicted for the first piece of each word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.model import Kind, Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

KINDS: tuple[Kind, ...] = (Kind.DRUG, Kind.DISEASE, Kind.TARGET)
"""Kinds that the recogniser tells apart; findings are diseases until they are linked, trials come from patterns."""

LABELS: tuple[str, ...] = ("O", *(f"{prefix}-{kind.value}" for kind in KINDS for prefix in "BI"))

CASE_SHAPES = 4
"""lower, Initial, UPPER, miXed."""


class Strength(IntEnum):
    """How much the form of a dictionary match is worth: little, written as the terminology has it, enough by itself."""

    FORM = 0
    CLEAR = 1
    SAFE = 2


@dataclass(frozen=True, slots=True, order=True)
class Hint:
    """A name that the terminology has, as evidence for the recogniser; ``kind`` is one of :data:`KINDS`."""

    span: Span
    kind: Kind
    strength: Strength


TOKEN_TYPES = CASE_SHAPES * (1 + 2 * len(KINDS) * len(Strength))
"""A token type is a case shape and the place of a word in a hint: none, first or later, by kind and strength."""

MAX_PIECES = 128
"""Word pieces of one chunk, the two special ones included."""

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d\u00ad", "-"),
        **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "),
        **dict.fromkeys("\u00ae\u2122\u200b\u200c\u200d\u2060\ufeff", " "),
        **dict.fromkeys("\u2018\u2019\u201b\u2032\u02bc", "'"),
        **dict.fromkeys("\u201c\u201d\u201f\u2033", '"'),
        "\u00b5": "\u03bc",
    }
)


def normalised(text: str) -> str:
    """``text`` with dashes, spaces and quotes plain and trademark signs blank; every code point keeps its offset."""
    return text.translate(_SAME_LENGTH)


def case_shape(word: str) -> int:
    """0 for no capitals, 1 for an initial one, 2 for capitals only (two or more), 3 for any other mixture."""
    if word.islower():
        return 0
    capitals = sum(map(str.isupper, word))
    if not capitals:
        return 0
    if capitals > 1 and not any(character.islower() for character in word):
        return 2
    return 1 if capitals == 1 and word[0].isupper() else 3


@dataclass(frozen=True, slots=True)
class Chunk:
    """One model input: piece ids and token types, and for each word its span in the document and its first piece's
    position.
    """

    pieces: tuple[int, ...]
    types: tuple[int, ...]
    words: tuple[Span, ...]
    heads: tuple[int, ...]

    def moved(self, by: int) -> Chunk:
        """The chunk of a document in which its text begins ``by`` code points later."""
        return replace(self, words=tuple(word.moved(by) for word in self.words)) if by else self


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of one sentence: piece ids by word, token types, spans in the document."""

    pieces: tuple[tuple[int, ...], ...]
    types: tuple[int, ...]
    spans: tuple[Span, ...]

    @property
    def length(self) -> int:
        return sum(map(len, self.pieces))

    def halves(self) -> tuple[_Words, _Words]:
        middle = len(self.spans) // 2
        return (
            _Words(self.pieces[:middle], self.types[:middle], self.spans[:middle]),
            _Words(self.pieces[middle:], self.types[middle:], self.spans[middle:]),
        )


_HYPHENATED = re.compile(r"[^\s()\[\],;/]+")


def _shapes_of(text: str, words: Sequence[Span]) -> list[int]:
    """For each of ``words`` the case shape of the blank-separated word that it begins in."""
    shapes: list[int] = []
    whole = ((match.end(), case_shape(match.group()), match.start()) for match in _HYPHENATED.finditer(text))
    end = shape = start = 0
    for word in words:
        while end <= word.start:
            end, shape, start = next(whole, (len(text) + 1, 0, 0))
        shapes.append(shape if start <= word.start else 0)
    return shapes


def _hinted(spans: Sequence[Span], hints: Sequence[Hint]) -> list[int]:
    """For each word of ``spans`` the place that it has in one of ``hints``: 0 for none."""
    places = [0] * len(spans)
    at = 0
    for hint in hints:
        while at < len(spans) and spans[at].end <= hint.span.start:
            at += 1
        first = 1 + 2 * (KINDS.index(hint.kind) * len(Strength) + hint.strength)
        later = False
        while at < len(spans) and spans[at].start < hint.span.end:
            places[at] = first + later
            later = True
            at += 1
    return places


def _words(tokenizer: Tokenizer, text: str, offset: int, hints: Sequence[Hint]) -> _Words:
    encoding = tokenizer.encode(normalised(text), add_special_tokens=False)
    pieces: list[list[int]] = []
    spans: list[Span] = []
    last = None
    for piece, word, (start, end) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
        if word == last and pieces:
            pieces[-1].append(piece)
            spans[-1] = Span(spans[-1].start, end)
        else:
            pieces.append([piece])
            spans.append(Span(start, end))
        last = word
    placed = tuple(Span(offset + span.start, offset + span.end) for span in spans)
    types = (
        shape + CASE_SHAPES * place
        for shape, place in zip(_shapes_of(text, spans), _hinted(placed, hints), strict=True)
    )
    return _Words(tuple(map(tuple, pieces)), tuple(types), placed)


def chunks(
    tokenizer: Tokenizer,
    text: str,
    sentences: Sequence[Span],
    hints: Sequence[Hint] = (),
    *,
    max_pieces: int = MAX_PIECES,
) -> tuple[Chunk, ...]:
    """The words of ``sentences`` (spans in ``text``, in order) as inputs of at most ``max_pieces`` pieces.

    ``hints`` are in text order and without overlaps; none runs over the end of a sentence.

    Sentences are kept whole and put together as long as they fit; one that does not fit alone is halved at a word.
    """
    room = max_pieces - 2
    queue = [
        _words(tokenizer, span.of(text), span.start, inside)
        for span, inside in zip(reversed(sentences), reversed(_by_sentence(sentences, hints)), strict=True)
    ]
    groups: list[list[_Words]] = []
    filled = room + 1
    while queue:
        words = queue.pop()
        length = words.length
        if length > room and len(words.spans) > 1:
            first, second = words.halves()
            queue += [second, first]
            continue
        if not words.spans or length > room:
            continue
        if filled + length > room:
            groups.append([])
            filled = 0
        groups[-1].append(words)
        filled += length
    opening, closing = (tokenizer.token_to_id(piece) for piece in ("[CLS]", "[SEP]"))
    if opening is None or closing is None:
        raise ValueError("the tokenizer has no [CLS] and [SEP]")
    return tuple(_chunk(group, opening, closing) for group in groups)


def _by_sentence(sentences: Sequence[Span], hints: Sequence[Hint]) -> list[list[Hint]]:
    """The hints that begin in each of ``sentences``."""
    found: list[list[Hint]] = []
    at = 0
    for sentence in sentences:
        inside: list[Hint] = []
        while at < len(hints) and hints[at].span.start < sentence.end:
            if hints[at].span.start >= sentence.start:
                inside.append(hints[at])
            at += 1
        found.append(inside)
    return found


def _chunk(group: Sequence[_Words], first: int, last: int) -> Chunk:
    pieces, types, heads = [first], [0], []
    for words in group:
        for word, token_type in zip(words.pieces, words.types, strict=True):
            heads.append(len(pieces))
            pieces += word
            types += [token_type] * len(word)
    return Chunk((*pieces, last), (*types, 0), tuple(span for words in group for span in words.spans), tuple(heads))


def _transitions() -> NDArray[np.float32]:
    """0 where a label may follow another, minus infinity where not: an I only after a B or I of its kind."""
    allowed = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)
    for after, label in enumerate(LABELS):
        if label.startswith("I-"):
            allowed[:, after] = -np.inf
            allowed[after, after] = allowed[after - 1, after] = 0.0
    return allowed


_TRANSITIONS = _transitions()
_MAY_FOLLOW: list[list[bool]] = (_TRANSITIONS == 0).tolist()


def best_path(scores: NDArray[np.float32]) -> list[int]:
    """The best valid label sequence of (words × labels) log-probabilities."""
    if not len(scores):
        return []
    likeliest: list[int] = scores.argmax(axis=1).tolist()
    if all(_MAY_FOLLOW[one][other] for one, other in pairwise((0, *likeliest))):
        return likeliest
    state = scores[0] + np.where([label.startswith("I-") for label in LABELS], -np.inf, 0.0)
    back = np.zeros(scores.shape, dtype=np.int8)
    for index in range(1, len(scores)):
        paths = state[:, None] + _TRANSITIONS
        back[index] = paths.argmax(axis=0)
        state = paths.max(axis=0) + scores[index]
    path = [int(state.argmax())]
    for index in range(len(scores) - 1, 0, -1):
        path.append(int(back[index, path[-1]]))
    return path[::-1]


def spans_of(path: Sequence[int]) -> list[tuple[int, int, Kind]]:
    """Runs of words with one B and its Is, as (first word, last word + 1, kind)."""
    found: list[tuple[int, int, Kind]] = []
    for index, label in enumerate(path):
        if label == 0:
            continue
        kind = KINDS[(label - 1) // 2]
        if label % 2:
            found.append((index, index + 1, kind))
        elif found and found[-1][1] == index:
            found[-1] = (found[-1][0], index + 1, kind)
    return found
