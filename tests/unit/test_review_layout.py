"""Where concepts stand in the picture."""

from __future__ import annotations

from itertools import combinations

import pytest

from kg.review.layout import Box, layout

WIDE = Box(60, 30)


def ring(size: int) -> list[tuple[int, int]]:
    return [(i, (i + 1) % size) for i in range(size)]


def star(size: int) -> list[tuple[int, int]]:
    return [(0, i) for i in range(1, size)]


@pytest.mark.parametrize("edges", [[], ring(12), star(30), [*ring(5), (7, 8), (9, 10)]])
def test_no_label_covers_another(edges: list[tuple[int, int]]) -> None:
    points = layout([WIDE] * 30, edges)
    for (x, y), (other_x, other_y) in combinations(points, 2):
        assert abs(x - other_x) >= 2 * WIDE.half_width - 2 or abs(y - other_y) >= 2 * WIDE.half_height - 2


def test_the_same_graph_stands_the_same_way() -> None:
    edges = [*ring(40), *star(20), (50, 51)]
    assert layout([WIDE] * 60, edges) == layout([WIDE] * 60, edges)


def test_the_order_of_the_edges_does_not_matter() -> None:
    edges = [*ring(14), (3, 9)]
    assert layout([WIDE] * 14, edges) == layout([WIDE] * 14, edges[::-1])


def test_no_concepts_need_no_places() -> None:
    assert layout([], []) == []


def test_a_claim_of_a_concept_about_itself_is_no_trouble() -> None:
    assert len(layout([WIDE] * 2, [(0, 0), (0, 1)])) == 2
