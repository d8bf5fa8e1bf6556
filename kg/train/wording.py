"""How the linear pair model learns: features that are frequent enough, a penalty on their weights, one optimum.

The loss is that of the pair head: what a corpus states of two concepts is said by any of the pairs of their mentions.
It is convex, and is minimised over all pairs at once, so that the same pairs give the same weights.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from kg.nlp.encoding import Chunk, Hint, chunks
from kg.nlp.pairs import LABEL_SETS
from kg.nlp.wording import BITS, Asked, Vocabulary, wordings
from kg.nlp.wording_scores import READS, Share, Table
from kg.train.corpora import Labelled
from kg.train.examples import sentence_spans
from kg.train.relations import Pairs, Related, pairs

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Stated:
    """The pairs of a chunk and what its corpus says of them; ``document`` numbers its text."""

    document: int
    related: Related
    chunk: Chunk
    pairs: Pairs


def stated(
    tokenizer: Tokenizer, texts: Sequence[tuple[Labelled, Sequence[Hint]]], *, first: int = 0
) -> Iterator[Stated]:
    """The chunks of ``texts`` that have pairs, as recognition cuts them; documents are numbered from ``first``."""
    for number, (labelled, hints) in enumerate(texts, start=first):
        if labelled.related is None:
            continue
        sentences = sentence_spans(labelled.text)
        for chunk in chunks(tokenizer, labelled.text, sentences, hints):
            found = pairs(chunk, labelled.related, sentences)
            if len(found.heads):
                yield Stated(number, labelled.related, chunk, found)


@dataclass(frozen=True, slots=True)
class Linear:
    """How one label set is learnt: features that ``least`` pairs have, ``penalty`` on the squares of their weights."""

    share: Share
    least: int = 20
    penalty: float = 0.05
    steps: int = 60


LINEAR: Mapping[str, Linear] = {
    "drugprot": Linear(Share(0.47, 0.39, 0.71)),
    "bc5cdr": Linear(Share(0.25, 0.55, 0.0)),
    "drug_combo": Linear(Share(0.0, 1.0, 0.0), least=5),
}
"""The shares make the development sets likeliest. The head learns no combinations."""


@dataclass(frozen=True, slots=True)
class Features:
    """Pairs as sparse rows (pairs × buckets) of how often each has a feature; ``counts`` of all of them."""

    rows: csr_matrix
    counts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Goals:
    """What is stated: the group of each pair, and (groups × 1 + labels) shares of none and of the labels."""

    group_of: NDArray[np.int64]
    right: NDArray[np.float64]


def features(vocabulary: Vocabulary, rows: Sequence[Stated]) -> Features:
    """The features of all pairs of ``rows``, in their order."""
    found = [wordings(vocabulary, [asked(row)]) for row in rows]
    buckets = np.concatenate([one.bucket for one in found])
    counts = np.concatenate([np.diff(one.start, append=len(one.bucket)) for one in found])
    starts = np.concatenate([[0], np.cumsum(counts)])
    made = csr_matrix((np.ones(len(buckets), dtype=np.float32), buckets, starts), shape=(len(counts), 2**BITS))
    made.sum_duplicates()
    return Features(made, counts)


def asked(row: Stated) -> Asked:
    """The pairs of ``row`` as the linear models take them."""
    return Asked(row.chunk, row.pairs.where, row.pairs.heads, row.pairs.tails, row.pairs.reach)


def goals(rows: Sequence[Stated], labels: int) -> Goals:
    """What the corpus of ``rows`` states of their pairs; the same two ends in a document are one group."""
    numbers: dict[tuple[int, tuple[str, str]], int] = {}
    group_of: list[int] = []
    right: list[NDArray[np.float64]] = []
    for row in rows:
        for group in row.pairs.groups:
            key = (row.document, min(group, group[::-1]))
            if key not in numbers:
                numbers[key] = len(numbers)
                said = [1 + label for label in row.related.labels(group)] or [0]
                right.append(np.bincount(said, minlength=1 + labels) / len(said))
            group_of.append(numbers[key])
    return Goals(np.array(group_of, dtype=np.int64), np.array(right).reshape(-1, 1 + labels))


def fitted(found: Features, goal: Goals, how: Linear) -> Table:
    """The table of the least loss."""
    has = np.asarray((found.rows > 0).sum(axis=0)).ravel()
    buckets = np.flatnonzero(has >= how.least)
    scale = 1 / np.sqrt(np.maximum(found.counts, 1))
    rows = csr_matrix(found.rows[:, buckets].multiply(scale[:, None]))
    turned, shape = csr_matrix(rows.T), (len(buckets), goal.right.shape[1] - 1)

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, bias = flat[: -shape[1]].reshape(shape), flat[-shape[1] :]
        value, slope = _loss(rows @ weights + bias, goal)
        value += how.penalty * float((weights**2).sum())
        grown = turned @ slope + 2 * how.penalty * weights
        return value, np.concatenate([grown.ravel(), slope.sum(axis=0)])

    begun = np.zeros(shape[0] * shape[1] + shape[1])
    best = minimize(loss, begun, jac=True, method="L-BFGS-B", options={"maxiter": how.steps, "maxfun": 2 * how.steps})
    weights, bias = best.x[: -shape[1]].reshape(shape), best.x[-shape[1] :]
    return Table(buckets, weights.astype(np.float32), bias.astype(np.float32), how.share)


def _loss(odds: NDArray[np.float64], goal: Goals) -> tuple[float, NDArray[np.float64]]:
    """The sum over groups of the negative log-probability of what is stated, and its slope by ``odds``."""
    highest = np.full((len(goal.right), odds.shape[1]), -np.inf)
    np.maximum.at(highest, goal.group_of, odds)
    parts = np.exp(odds - highest[goal.group_of])
    sums = np.zeros_like(highest)
    np.add.at(sums, goal.group_of, parts)
    whole = np.concatenate([np.zeros((len(sums), 1)), np.log(sums) + highest], axis=1)
    top = whole.max(axis=1, keepdims=True)
    logs = whole - top - np.log(np.exp(whole - top).sum(axis=1, keepdims=True))
    slope = (np.exp(logs) - goal.right)[:, 1:]
    return -float((goal.right * logs).sum()), slope[goal.group_of] * parts / sums[goal.group_of]


def learnt(vocabulary: Vocabulary, name: str, rows: Sequence[Stated]) -> Table:
    """The linear model of the label set ``name`` from those of ``rows`` that its corpus is of."""
    own = [row for row in rows if row.related.corpus == name]
    return fitted(features(vocabulary, own), goals(own, len(LABEL_SETS[name])), LINEAR[name])


def tables(vocabulary: Vocabulary, rows: Sequence[Stated]) -> dict[str, Table]:
    """The linear models of all label sets whose corpus is among ``rows``."""
    corpora = {row.related.corpus for row in rows}
    return {name: learnt(vocabulary, name, rows) for name in READS if name in corpora}


def odds_of_words(table: Table, vocabulary: Vocabulary, row: Stated) -> NDArray[np.float32]:
    """(pairs × labels): what ``table`` says of the pairs of ``row``."""
    return table.odds(wordings(vocabulary, [asked(row)]))


def recorded() -> dict[str, object]:
    """What the recipe says of the linear models."""
    return {name: asdict(how) for name, how in LINEAR.items()}
