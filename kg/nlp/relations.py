"""The pair classifier: what a sentence says of two of its mentions, from the states that recognition has computed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.model import Kind, Mention, PairLabel, PairScore, Sentence, Span
from kg.nlp.encoding import KINDS, Chunk
from kg.nlp.pairs import COLUMNS, LABEL_SETS, Placed, distances, kinds_of_pieces, mean_weights, placed, reach
from kg.nlp.wording import Asked, Vocabulary
from kg.nlp.wording_scores import WordingScores

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]

LEAST = 0.05
"""What is less likely is not reported."""

_INHIBITS = ("INHIBITOR", "ANTAGONIST", "AGONIST-INHIBITOR")
_ACTIVATES = ("AGONIST", "ACTIVATOR", "AGONIST-ACTIVATOR")
_ON_TARGETS: Mapping[PairLabel, tuple[str, ...]] = {
    PairLabel.ACTS_ON: (*_INHIBITS, *_ACTIVATES, "DIRECT-REGULATOR"),
    PairLabel.INHIBITS: _INHIBITS,
    PairLabel.ACTIVATES: _ACTIVATES,
    PairLabel.RAISES: ("INDIRECT-UPREGULATOR",),
    PairLabel.LOWERS: ("INDIRECT-DOWNREGULATOR",),
    PairLabel.SUBSTRATE_OF: ("SUBSTRATE", "SUBSTRATE_PRODUCT-OF"),
    PairLabel.PRODUCT_OF: ("PRODUCT-OF", "SUBSTRATE_PRODUCT-OF"),
    PairLabel.PART_OF: ("PART-OF",),
}
_ALL_OF_BIORED = LABEL_SETS["biored"]

_SAYS: Mapping[tuple[Kind, Kind], tuple[tuple[PairLabel, str, tuple[str, ...]], ...]] = {
    (Kind.DRUG, Kind.TARGET): tuple((label, "drugprot", of) for label, of in _ON_TARGETS.items()),
    (Kind.DRUG, Kind.DISEASE): (
        (PairLabel.CAUSES, "bc5cdr", ("CID",)),
        (PairLabel.RELIEVES, "biored", ("Negative_Correlation",)),
        (PairLabel.ASSOCIATED_WITH, "biored", _ALL_OF_BIORED),
    ),
    (Kind.DRUG, Kind.DRUG): ((PairLabel.COMBINED_WITH, "drug_combo", LABEL_SETS["drug_combo"]),),
    (Kind.DISEASE, Kind.TARGET): ((PairLabel.ASSOCIATED_WITH, "biored", _ALL_OF_BIORED),),
}
"""By the kinds of a pair, in the order of training: what it may say, and the labels of a corpus that say it."""

ASKED = frozenset(_SAYS)


@dataclass(frozen=True, slots=True)
class Read:
    """A chunk of a document and the encoder's states of it, (pieces × width)."""

    chunk: Chunk
    states: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Question:
    """``pairs`` of the mentions ``where`` of a text, each with the first and the last sentence ``around`` it."""

    of: Read
    where: Placed
    pairs: Sequence[tuple[int, int]]
    around: Sequence[tuple[Span, Span]]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Numbers of two of the mentions that are whole in a chunk, and of the same two in a longer list."""

    at: tuple[int, int]
    mentions: tuple[int, int]


class PairReader:
    """Scores pairs of mentions: the head of the recogniser's encoder, run by onnxruntime, and the linear models of
    the words around two names.
    """

    def __init__(self, session: InferenceSession, words: WordingScores) -> None:
        self._session = session
        self._words = words

    @property
    def vocabulary(self) -> Vocabulary:
        return self._words.vocabulary

    def read(
        self, texts: Sequence[Read], sentences: Sequence[Sentence], mentions: Sequence[Mention]
    ) -> list[PairScore]:
        """What the chunks ``texts`` say of the pairs of ``mentions`` inside one of ``sentences`` (each in text order).

        A pair that is cut by the end of a chunk, which is where a sentence is too long for one, is not seen.
        """
        known = [mention for mention in mentions if _kind(mention) in KINDS]
        starts = [mention.span.start for mention in known]
        spans = [sentence.span for sentence in sentences]
        borders = [span.start for span in spans]
        asked: list[Question] = []
        pairs: list[_Pair] = []
        for one in texts:
            if not one.chunk.words:
                continue
            first = bisect_left(starts, one.chunk.words[0].start)
            inside = range(first, bisect_left(starts, one.chunk.words[-1].end))
            at = [spans[bisect_right(borders, starts[number]) - 1] for number in inside]
            question, of = _question(one, [known[number] for number in inside], at)
            if of:
                asked.append(question)
                pairs += [_Pair(pair.at, (first + pair.mentions[0], first + pair.mentions[1])) for pair in of]
        if not pairs:
            return []
        odds = np.concatenate(self.odds(asked))
        likely = {name: _probabilities(odds[:, columns]) for name, columns in COLUMNS.items()}
        ends = [(known[pair.mentions[0]], known[pair.mentions[1]]) for pair in pairs]
        return sorted(score for row, (head, tail) in enumerate(ends) for score in _scores(head, tail, likely, row))

    def odds(self, asked: Sequence[Question]) -> list[NDArray[np.float32]]:
        """For the pairs of each of ``asked`` (pairs × outputs) the logarithms of the odds of each label of
        :data:`kg.nlp.pairs.LABEL_SETS` against none of its set.
        """
        found: list[NDArray[np.float32]] = []
        given: list[Asked] = []
        for one in asked:
            ends = np.array(one.pairs, dtype=np.int64).reshape(-1, 2)
            given.append(Asked(one.of.chunk, one.where, ends[:, 0], ends[:, 1], reach(one.of.chunk, one.around)))
            found.append(self._of_head(one.of.states, given[-1]))
        self._words.join(found, given)
        return found

    def _of_head(self, states: NDArray[np.float32], of: Asked) -> NDArray[np.float32]:
        length, count, rows = len(of.chunk.pieces), len(of.where.starts), np.arange(len(of.heads))
        steps = distances(of.where.starts, of.where.ends, length)
        heads, tails = np.zeros((2, 1, len(rows), count), dtype=np.float32)
        heads[0, rows, of.heads] = tails[0, rows, of.tails] = 1
        inputs = {
            "states": states[None],
            "open": of.reach[None],
            "kinds": kinds_of_pieces(of.where, length)[None],
            "means": mean_weights(steps)[None],
            "distances": steps[None],
            "heads": heads,
            "tails": tails,
        }
        found: NDArray[np.float32] = self._session.run(["odds"], inputs)[0][0]
        return found


def _question(one: Read, mentions: Sequence[Mention], sentences: Sequence[Span]) -> tuple[Question, list[_Pair]]:
    where = placed(one.chunk, [(mention.span, _kind(mention)) for mention in mentions])
    pairs = [
        pair
        for left, right in combinations(range(len(where.which)), 2)
        if (pair := _ordered(left, right, where.which, mentions, sentences)) is not None
    ]
    around = [(sentences[pair.mentions[0]],) * 2 for pair in pairs]
    return Question(one, where, [pair.at for pair in pairs], around), pairs


def _kind(mention: Mention) -> Kind:
    return Kind.DISEASE if mention.kind is Kind.FINDING else mention.kind


def _ordered(
    left: int, right: int, which: Sequence[int], mentions: Sequence[Mention], sentences: Sequence[Span]
) -> _Pair | None:
    """The pair with its head first, if it is inside one sentence and of kinds that are asked about."""
    one, other = which[left], which[right]
    if sentences[one] != sentences[other] or mentions[one].span.overlaps(mentions[other].span):
        return None
    kinds = (_kind(mentions[one]), _kind(mentions[other]))
    if kinds in ASKED:
        return _Pair((left, right), (one, other))
    return _Pair((right, left), (other, one)) if kinds[::-1] in ASKED else None


def _probabilities(odds: NDArray[np.float32]) -> NDArray[np.float32]:
    """(pairs × labels of a set), from the logarithms of their odds against none."""
    highest = np.maximum(odds.max(axis=1, keepdims=True), 0)
    weights = np.exp(odds - highest)
    found: NDArray[np.float32] = weights / (weights.sum(axis=1, keepdims=True) + np.exp(-highest))
    return found


def _scores(
    head: Mention, tail: Mention, probabilities: Mapping[str, NDArray[np.float32]], row: int
) -> Iterator[PairScore]:
    kinds = (_kind(head), _kind(tail))
    turned = kinds == (Kind.DISEASE, Kind.TARGET)
    ends: tuple[Span, Span] = (tail.span, head.span) if turned else (head.span, tail.span)
    for label, name, labels in _SAYS[kinds]:
        columns = [LABEL_SETS[name].index(one) for one in labels]
        probability = round(float(probabilities[name][row, columns].sum()), 4)
        if probability >= LEAST:
            yield PairScore(*ends, label, min(probability, 1.0))
