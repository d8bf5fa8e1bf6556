"""The words around two names as numbers of features: what the linear pair model learns from and reads.

A feature is a short sequence of words at a place that matters: between the two names, right before or after one,
inside a name. Words are those of the recogniser's pieces, without endings; a name of another mention counts as its
kind, so that lists of names look alike. A feature is known by its hash alone, and all pairs of a chunk are done at
once: a loop over the features of each pair would cost more than the encoder's head.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from kg.nlp.encoding import Chunk
from kg.nlp.pairs import Placed

BITS = 20
"""Features are told apart by so many bits of their hashes."""

_Hashes = NDArray[np.uint64]
_Numbers = NDArray[np.int64]

_PAD = 4
"""So many empty places stand before and after each list of sequences: a place outside is no error."""
_NEAR = 5
"""So many words before the first and after the second name are near."""
_STEPS = np.array([0, 1, 2, 3, 5, 8, 13, 21, 40])
_ODD = np.uint64(0x9E3779B97F4A7C15)
_POWERS = np.array([pow(1000003, power, 2**64) for power in range(64)], dtype=np.uint64)

_ENDINGS = re.compile(
    r"(?<=...)(?:ations?|ating|ated|ates?|itors?|ition|iting|ited|its?|ors?|ists?|ings?|ions?|ed|es|s)$"
)
_SKIPPED = frozenset({"and", "or", "the", "a", "an"})


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """For each word piece a hash of its stem, 0 for a special one, and whether a list of words goes on over it (*and*,
    a comma).
    """

    stems: _Hashes
    skipped: NDArray[np.bool_]

    @classmethod
    def of(cls, pieces: Mapping[str, int]) -> Vocabulary:
        """From the tokenizer's ``pieces`` with their numbers."""
        stems = np.zeros(max(pieces.values(), default=-1) + 1, dtype=np.uint64)
        skipped = np.zeros(len(stems), dtype=np.bool_)
        known: dict[str, int] = {}
        for piece, number in pieces.items():
            if piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
                continue
            stem = "0" if piece.isdigit() else _ENDINGS.sub("", piece)
            if stem not in known:
                known[stem] = int.from_bytes(blake2b(stem.encode(), digest_size=8).digest(), "little")
            stems[number] = known[stem]
            skipped[number] = piece in _SKIPPED or (len(piece) == 1 and not piece.isalnum())
        return cls(stems, skipped)


@dataclass(frozen=True, slots=True)
class Wordings:
    """Features of the pairs that were asked for: those of a pair stand together, from its ``start`` on."""

    bucket: _Numbers
    start: _Numbers


@dataclass(frozen=True, slots=True)
class Asked:
    """Pairs of a chunk: the numbers of their ends among its mentions ``where``, and (pairs × pieces) what each may look
    at, as :func:`kg.nlp.pairs.reach` has it.
    """

    chunk: Chunk
    where: Placed
    heads: _Numbers
    tails: _Numbers
    reach: NDArray[np.float32]


def mixed(values: _Hashes, salt: _Hashes | int) -> _Hashes:
    """``values`` with all bits spread, otherwise for each ``salt`` (SplitMix64)."""
    found = values + np.asarray(salt, dtype=np.uint64) * _ODD
    found = (found ^ (found >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    found = (found ^ (found >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    result: _Hashes = found ^ (found >> np.uint64(31))
    return result


@dataclass(frozen=True, slots=True)
class _Text:
    """Chunks one after the other as words and as units: a unit is a word, or a whole name.

    ``unit_of`` is the unit of each word, ``units`` their hashes, ``kinds`` 1 and more for the kind of a name. Of each
    mention ``first`` and ``end`` are its words, ``starts`` and ``ends`` its ``pieces``. ``heads`` and ``tails`` are the
    mentions of each pair, ``sentence`` the first unit that it may look at and the one after the last.
    """

    words: _Hashes
    pieces: _Hashes
    unit_of: _Numbers
    units: _Hashes
    kinds: _Numbers
    skipped: NDArray[np.bool_]
    first: _Numbers
    end: _Numbers
    starts: _Numbers
    ends: _Numbers
    heads: _Numbers
    tails: _Numbers
    sentence: tuple[_Numbers, _Numbers]


def _text(vocabulary: Vocabulary, asked: Sequence[Asked]) -> _Text:
    numbers = np.array([piece for one in asked for piece in one.chunk.pieces], dtype=np.int64)
    lengths = [len(one.chunk.pieces) for one in asked]
    before = np.cumsum([0, *lengths[:-1]]).tolist()
    heads = np.array([at + head for one, at in zip(asked, before, strict=True) for head in one.chunk.heads])
    starts, ends = (
        np.concatenate([at + side for one, at in zip(asked, before, strict=True) for side in (of(one.where),)])
        for of in (_starts, _ends)
    )
    stems, place = vocabulary.stems[numbers], np.zeros(len(numbers), dtype=np.int64)
    place[heads] = heads
    place = np.minimum(np.arange(len(numbers)) - np.maximum.accumulate(place), len(_POWERS) - 1)
    words = np.add.reduceat(stems * _POWERS[place], heads)
    first, end = np.searchsorted(heads, starts), np.searchsorted(heads, ends)
    kinds, begins = _names(first, end, np.concatenate([one.where.kinds for one in asked]), len(heads))
    units = np.where(kinds > 0, kinds.astype(np.uint64), words)[begins]
    skipped = (vocabulary.skipped[numbers[heads]] | (kinds > 0))[begins]
    unit_of, mentions = np.cumsum(begins) - 1, np.cumsum([0, *(len(one.where.starts) for one in asked)])
    reached = [_reached(one.reach) for one in asked]
    opened, closed = (
        np.searchsorted(heads, np.concatenate([at + side[which] for side, at in zip(reached, before, strict=True)]))
        for which in (0, 1)
    )
    return _Text(
        words,
        stems,
        unit_of,
        units,
        kinds[begins],
        skipped,
        first,
        end,
        starts,
        ends,
        np.concatenate([at + one.heads for one, at in zip(asked, mentions, strict=False)]),
        np.concatenate([at + one.tails for one, at in zip(asked, mentions, strict=False)]),
        (unit_of[np.minimum(opened, len(heads) - 1)], unit_of[closed - 1] + 1),
    )


def _starts(where: Placed) -> _Numbers:
    return where.starts


def _ends(where: Placed) -> _Numbers:
    return where.ends


def _names(first: _Numbers, end: _Numbers, kinds: _Numbers, words: int) -> tuple[_Numbers, NDArray[np.bool_]]:
    """For each word 0 or the kind of its name from 1, and whether it begins a unit; of names that overlap the first
    counts, and of those that begin together the longest.
    """
    found, begins, last = np.zeros(words, dtype=np.int64), np.ones(words, dtype=np.bool_), 0
    for one in np.lexsort((-end, first)).tolist():
        start, stop = int(first[one]), int(end[one])
        if start >= last:
            found[start:stop] = 1 + kinds[one]
            begins[start + 1 : stop] = False
            last = stop
    return found, begins


def _reached(reach: NDArray[np.float32]) -> tuple[_Numbers, _Numbers]:
    """The first piece that each pair may look at, and the one after the last."""
    opened = reach == 0
    return opened.argmax(axis=1), opened.shape[1] - opened[:, ::-1].argmax(axis=1)


class _Rows:
    """Runs of hashed sequences that become features: for each row a run for each pair."""

    def __init__(self, pairs: int) -> None:
        self._lists: list[_Hashes] = []
        self._length = 0
        self._runs: list[tuple[_Numbers, _Numbers, int, bool]] = []
        self._pairs = np.arange(pairs)

    def add(self, hashes: _Hashes) -> int:
        """A list of sequences that is padded on both sides; returns where its first one is."""
        pad = np.zeros(_PAD, dtype=np.uint64)
        self._lists += [pad, hashes, pad]
        self._length += len(hashes) + 2 * _PAD
        return self._length - len(hashes) - _PAD

    def run(self, slot: int, start: _Numbers, end: _Numbers, *, ordered: bool = True) -> None:
        """For each pair the sequences from ``start`` to before ``end``; ``ordered`` where it matters which name is
        first.
        """
        self._runs.append((start, end, slot, ordered))

    def one(self, slot: int, at: _Numbers, *, ordered: bool = True) -> None:
        self.run(slot, at, at + 1, ordered=ordered)

    def values(self, slot: int, hashes: _Hashes, *, ordered: bool = True) -> None:
        """One feature for each pair."""
        self.one(slot, self.add(hashes) + self._pairs, ordered=ordered)

    def features(self, order: _Numbers) -> Wordings:
        """All of them; ``order`` is 1 for a pair whose tail is first."""
        shape = (len(self._runs), len(self._pairs))
        starts, ends = (np.concatenate([run[side] for run in self._runs]).reshape(shape) for side in (0, 1))
        slots = np.array([run[2] for run in self._runs], dtype=np.uint64)
        ordered = np.array([run[3] for run in self._runs])
        salts = 2 * slots[:, None] + np.where(ordered[:, None], order, 0).astype(np.uint64)
        counts = np.maximum(ends - starts, 0).T.ravel()
        total = np.cumsum(counts)
        at = np.arange(total[-1]) - np.repeat(total - counts - starts.T.ravel(), counts)
        hashes = mixed(np.concatenate(self._lists)[at], np.repeat(salts.T.ravel(), counts))
        own = counts.reshape(shape[::-1]).sum(axis=1)
        return Wordings((hashes >> np.uint64(64 - BITS)).astype(np.int64), np.cumsum(own) - own)


def _added(rows: _Rows, hashes: _Hashes) -> tuple[int, int, int]:
    """Where in ``rows`` the ``hashes`` are, each two and each three of them that follow each other."""
    after = np.concatenate([hashes, np.zeros(2, dtype=np.uint64)])
    two = mixed(hashes, 101) + after[1:-1]
    three = mixed(two, 102) + after[2:]
    return rows.add(hashes), rows.add(two), rows.add(three)


def wordings(vocabulary: Vocabulary, asked: Sequence[Asked]) -> Wordings:
    """The features of the pairs of ``asked``, in their order: what the words of a pair's own sentences are."""
    text = _text(vocabulary, asked)
    turned = text.starts[text.heads] > text.starts[text.tails]
    left, right = np.where(turned, text.tails, text.heads), np.where(turned, text.heads, text.tails)
    before, start = text.unit_of[text.first[left]], text.unit_of[text.end[left] - 1] + 1
    end = np.maximum(text.unit_of[text.first[right]], start)
    after = np.maximum(text.unit_of[text.end[right] - 1] + 1, start)
    rows = _Rows(len(left))
    _of_words(rows, text, (before, start, end, after))
    _of_lists(rows, text, start, end)
    overlap = text.end[left] > text.first[right]
    rows.values(50, (np.searchsorted(_STEPS, end - start) + 20 * overlap).astype(np.uint64))
    for slot, ends in ((60, text.heads), (70, text.tails)):
        _of_names(rows, text, slot, ends)
    return rows.features(turned.astype(np.int64))


def _of_words(rows: _Rows, text: _Text, places: tuple[_Numbers, _Numbers, _Numbers, _Numbers]) -> None:
    """Between the names, next to each of them, near them, and in the rest of the sentence."""
    (before, start, end, after), (first, last) = places, text.sentence
    one, two, three = _added(rows, text.units)
    rows.run(1, one + start, one + end)
    rows.run(2, one + start, one + end, ordered=False)
    rows.run(3, two + start, two + end - 1)
    rows.run(4, two + start, two + end - 1, ordered=False)
    rows.run(5, three + start, three + end - 2)
    for slot, length, at in ((10, 1, one), (11, 2, two), (12, 3, three)):
        rows.run(slot, at + start, at + start + (start + length <= last))
        rows.run(slot + 5, at + end - length, at + end - length + (end - length >= first))
        rows.run(slot + 10, at + before - length, at + before - length + (before - length >= first))
        rows.run(slot + 15, at + after, at + after + (after + length <= last))
    rows.run(30, one + np.maximum(first, before - _NEAR), one + before)
    rows.run(31, one + after, one + np.minimum(last, after + _NEAR))
    rows.run(32, one + first, one + before - _NEAR, ordered=False)
    rows.run(32, one + after + _NEAR, one + last, ordered=False)
    ends = [np.where(inside, text.units[at], 0) for at, inside in _edges(text, places)]
    around = mixed(ends[0], 103) + ends[3]
    rows.values(33, around)
    rows.values(34, mixed(mixed(around, 104) + ends[1], 105) + ends[2])
    short = end - start <= _NEAR
    whole = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mixed(text.units, 106))])
    place_of = rows.add(mixed(whole[end] - whole[start], 107) + ends[1] + mixed(ends[2], 108)) + np.arange(len(start))
    rows.run(35, place_of, place_of + short)
    for kind in (1, 2, 3):
        counts = np.concatenate([[0], np.cumsum(text.kinds == kind)])
        rows.values(50 + kind, np.minimum(counts[end] - counts[start], 4).astype(np.uint64))
        rows.values(53 + kind, np.minimum(counts[last] - counts[first], 5).astype(np.uint64), ordered=False)


def _edges(
    text: _Text, places: tuple[_Numbers, _Numbers, _Numbers, _Numbers]
) -> list[tuple[_Numbers, NDArray[np.bool_]]]:
    """The units right before and after the names: where they are, and whether they are there."""
    (before, start, end, after), (first, last) = places, text.sentence
    highest = len(text.units) - 1
    return [
        (np.maximum(before - 1, 0), before > first),
        (np.minimum(start, highest), start < end),
        (np.maximum(end - 1, 0), start < end),
        (np.minimum(after, highest), after < last),
    ]


def _of_lists(rows: _Rows, text: _Text, start: _Numbers, end: _Numbers) -> None:
    """Between the names, without other names and what joins them in lists."""
    left = ~text.skipped
    place, units = np.concatenate([[0], np.cumsum(left)]), text.units[left]
    start, end, first, last = (place[at] for at in (start, end, *text.sentence))
    one, two, three = _added(rows, units)
    apart = rows.add(mixed(units, 109) + np.concatenate([units, np.zeros(2, dtype=np.uint64)])[2:])
    rows.run(40, two + start, two + end - 1)
    rows.run(41, three + start, three + end - 2)
    rows.run(42, apart + start, apart + end - 2)
    some = start < end
    rows.run(43, one + start, one + start + some)
    rows.run(44, one + end - 1, one + end - 1 + some)
    rows.run(47, two + start, two + start + (some & (start + 2 <= last)))
    rows.run(48, two + end - 2, two + end - 2 + (some & (end - 2 >= first)))
    whole = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(mixed(units, 110))])
    at = rows.add(mixed(whole[end] - whole[start], 111)) + np.arange(len(start))
    rows.run(45, at, at + np.less(end - start, _NEAR).astype(np.int64))
    rows.values(46, np.minimum(end - start, 8).astype(np.uint64))


def _of_names(rows: _Rows, text: _Text, slot: int, ends: _Numbers) -> None:
    """The words and pieces of one name of each pair."""
    words, pieces = rows.add(text.words), rows.add(text.pieces)
    whole = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(text.words)])
    first, end = text.first[ends], text.end[ends]
    rows.run(slot, words + first, words + end, ordered=False)
    rows.run(slot + 1, pieces + text.starts[ends], pieces + text.ends[ends], ordered=False)
    rows.one(slot + 2, words + end - 1, ordered=False)
    rows.one(slot + 3, pieces + text.ends[ends] - 1, ordered=False)
    rows.one(slot + 5, pieces + text.starts[ends], ordered=False)
    rows.values(slot + 4, mixed(whole[end] - whole[first], 112), ordered=False)
