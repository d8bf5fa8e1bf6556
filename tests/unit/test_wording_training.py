"""What the linear pair model learns from stated pairs."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import check_grad  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from kg.nlp.wording import BITS, Wordings
from kg.nlp.wording_scores import Share
from kg.train.wording import Features, Goals, Linear, _loss, fitted

HOW = Linear(Share(1.0, 1.0, 0.0), least=2, penalty=0.01)


def made(rows: list[list[int]]) -> Features:
    buckets = np.concatenate(rows)
    starts = np.cumsum([0, *map(len, rows)])
    cells = csr_matrix((np.ones(len(buckets), dtype=np.float32), buckets, starts), shape=(len(rows), 2**BITS))
    return Features(cells, np.diff(starts))


def probability(of: Goals, rows: list[list[int]], asked: list[int]) -> float:
    found = fitted(made(rows), of, HOW)
    odds = found.odds(Wordings(np.array(asked), np.array([0])))
    return float(1 / (1 + np.exp(-odds[0, 0])))


ROWS = [[1, 7], [1, 8], [2, 7], [2, 8]]
SAID = Goals(np.arange(4), np.array([[0, 1], [0, 1], [1, 0], [1, 0]], dtype=np.float64))


def test_a_feature_of_stated_pairs_makes_a_pair_likely() -> None:
    assert probability(SAID, ROWS, [1, 7]) > 0.9
    assert probability(SAID, ROWS, [2, 7]) < 0.1
    assert probability(SAID, ROWS, [7, 8]) == pytest.approx(0.5, abs=0.01)


def test_a_feature_that_too_few_pairs_have_is_left_out() -> None:
    assert fitted(made([[1, 3], [1, 4], [2, 5], [2, 6]]), SAID, HOW).buckets.tolist() == [1, 2]


def test_of_several_pairs_of_two_concepts_one_is_enough() -> None:
    grouped = Goals(np.array([0, 0, 1, 1]), np.array([[0, 1], [1, 0]], dtype=np.float64))
    rows = [[1, 3], [2, 3], [2, 3], [2, 3]]
    assert probability(grouped, rows, [1, 3]) > probability(grouped, rows, [2, 3])


def test_the_slope_is_that_of_the_loss() -> None:
    source = np.random.default_rng(3)
    goal = Goals(np.array([0, 0, 1]), np.array([[0, 0.5, 0.5], [1, 0, 0]]))

    def value(flat: NDArray[np.float64]) -> float:
        return _loss(flat.reshape(3, 2), goal)[0]

    def slope(flat: NDArray[np.float64]) -> NDArray[np.float64]:
        return _loss(flat.reshape(3, 2), goal)[1].ravel()

    assert check_grad(value, slope, source.normal(size=6)) < 1e-5


def test_the_same_pairs_give_the_same_weights() -> None:
    one, other = (fitted(made(ROWS), SAID, HOW) for _ in range(2))
    assert np.array_equal(one.weights, other.weights)
