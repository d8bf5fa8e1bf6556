"""Where each concept stands: computed when the page is built, so that it opens at once and looks the same every time.

Each connected part is laid out by networkx (Kamada and Kawai's algorithm, Fruchterman and Reingold's for large parts),
boxes around node and label are pushed apart until no label covers another, and the parts are set around the largest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

_SPACING = 120.0
"""Pixels between neighbours, before labels are pushed apart."""
_RATIO = 1.45
"""Screens are wider than high, and so are labels."""
_GAP = 30.0
_ROUNDS = 150
_FILLED = 0.3
_FEW = 6
_MANY = 120
"""Kamada and Kawai's algorithm gives the better picture but takes seconds above this many nodes."""


@dataclass(frozen=True, slots=True)
class Box:
    """Half the width and half the height of a node with its label, in pixels; positions are of the box's middle."""

    half_width: float
    half_height: float


def layout(boxes: Sequence[Box], edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Positions in pixels for the nodes ``0 … len(boxes) - 1``; edges are pairs of node numbers."""
    if not boxes:
        return []
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(boxes)))
    graph.add_edges_from((a, b) for a, b in edges if a != b)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    halves = np.array([(box.half_width, box.half_height) for box in boxes])
    arranged = [_arrange(graph, part, halves[part]) for part in parts]
    placed = np.zeros((len(boxes), 2))
    for part, points in zip(parts, _packed(arranged, [halves[part] for part in parts]), strict=True):
        placed[part] = points
    return [(round(float(x)), round(float(y))) for x, y in placed]


def _arrange(graph: nx.Graph[int], part: list[int], halves: Points) -> Points:
    """Positions of one connected part around its own origin."""
    if len(part) == 1:
        return np.zeros((1, 2))
    # A subgraph view iterates in the order of a set; a copy in sorted order does not depend on it.
    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted((min(e), max(e)) for e in graph.subgraph(part).edges))
    if len(part) <= _MANY:
        unit = nx.kamada_kawai_layout(ordered)
    else:
        unit = nx.spring_layout(ordered, k=2.2 / len(part) ** 0.5, iterations=150, seed=0)
    points = _landscape(np.array([unit[node] for node in part]))
    row = {node: number for number, node in enumerate(part)}
    lengths = [float(np.linalg.norm(points[row[a]] - points[row[b]])) for a, b in ordered.edges]
    scale = max(_SPACING / max(float(np.mean(lengths)), 1e-6), _roomy(points, halves))
    return _pushed_apart(points * scale * np.array([_RATIO, 1.0]), halves)


def _roomy(points: Points, halves: Points) -> float:
    """The factor at which the boxes fill ``_FILLED`` of the area that the points span."""
    area = float(np.prod(np.maximum(np.ptp(points, axis=0), 1e-3)))
    boxes = float((4 * halves.prod(axis=1)).sum())
    return float((boxes / (_FILLED * _RATIO * area)) ** 0.5) if len(points) > _FEW else 0.0


def _landscape(points: Points) -> Points:
    """Turned so that the part is widest from left to right."""
    centred = points - points.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    # The sign of a singular vector is arbitrary; the first coordinate that is not nought decides it.
    axes = axes * np.where(axes[:, :1] < 0, -1.0, 1.0)
    turned: Points = centred @ axes.T
    return turned


def _pushed_apart(points: Points, halves: Points) -> Points:
    """Moves overlapping boxes apart along the axis on which they overlap least."""
    points = points.copy()
    room = halves[:, None, :] + halves[None, :, :]
    upper = np.triu(np.ones(room.shape[:2], dtype=bool), 1)
    for _ in range(_ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        overlap = room - np.abs(apart)
        first, second = np.nonzero(upper & (overlap > 0.5).all(axis=2))
        if not len(first):
            break
        across = overlap[first, second]
        axis = np.argmin(across, axis=1)
        row = np.arange(len(first))
        sign = np.where(apart[first, second, axis] >= 0, 1.0, -1.0)
        shift = np.zeros_like(across)
        shift[row, axis] = sign * across[row, axis] * 0.5
        np.add.at(points, first, shift)
        np.add.at(points, second, -shift)
    return points


def _packed(parts: Sequence[Points], halves: Sequence[Points]) -> list[Points]:
    """Sets the parts around the first, each where the whole grows least."""
    corners = [(p - h).min(axis=0) for p, h in zip(parts, halves, strict=True)]
    sizes = [(p + h).max(axis=0) - c + _GAP for p, h, c in zip(parts, halves, corners, strict=True)]
    taken = np.zeros((0, 4))
    packed = []
    for points, corner, size in zip(parts, corners, sizes, strict=True):
        place = _best_place(taken, size)
        taken = np.vstack([taken, np.array([*place, *(place + size)])])
        packed.append(points - corner + place)
    return packed


def _best_place(taken: Points, size: Points) -> Points:
    """The free corner beside the taken rectangles (left, top, right, bottom) that keeps the whole compact."""
    if not len(taken):
        return np.zeros(2)
    left, top, right, bottom = taken.T
    width, height = size
    across = [(x, y) for x in (left - width, right) for y in (top, bottom - height, (top + bottom - height) / 2)]
    along = [(x, y) for y in (top - height, bottom) for x in (left, right - width, (left + right - width) / 2)]
    places = np.concatenate([np.stack(pair, axis=1) for pair in (*across, *along)])
    ends = places + size
    clear = (
        (places[:, None, 0] >= right - 1e-6)
        | (ends[:, None, 0] <= left + 1e-6)
        | (places[:, None, 1] >= bottom - 1e-6)
        | (ends[:, None, 1] <= top + 1e-6)
    ).all(axis=1)
    places, ends = places[clear], ends[clear]
    wide = np.maximum(ends[:, 0], right.max()) - np.minimum(places[:, 0], left.min())
    high = np.maximum(ends[:, 1], bottom.max()) - np.minimum(places[:, 1], top.min())
    middle = (taken[0, :2] + taken[0, 2:]) / 2
    far = np.linalg.norm((places + ends) / 2 - middle, axis=1)
    best: Points = places[np.lexsort((far.round(3), np.maximum(wide / _RATIO, high).round(3)))[0]]
    return best
