"""Where each concept stands: computed when the page is built, so that it opens at once and looks the same every time.

Each connected part is laid out by Kamada and Kawai's algorithm (networkx), the parts are packed on shelves, and boxes around
node and label are pushed apart until no label covers another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

_SPACING = 105.0
"""Pixels between neighbours, before labels are pushed apart."""
_STRETCH = 1.35
"""Screens are wider than high, and so are labels."""
_SHELF_RATIO = 1.6
_GAP = 70.0
_ROUNDS = 120


@dataclass(frozen=True, slots=True)
class Box:
    """Half the width and half the height of a node with its label, in pixels."""

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
    placed = np.zeros((len(boxes), 2))
    halves = np.array([(box.half_width, box.half_height) for box in boxes])
    arranged = [_arrange(graph, part, halves[part]) for part in parts]
    for part, points in zip(parts, _pack(arranged, [halves[part] for part in parts]), strict=True):
        placed[part] = points
    placed = placed - placed.mean(axis=0)
    return [(round(float(x)), round(float(y))) for x, y in placed]


def _arrange(graph: nx.Graph[int], part: list[int], halves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Positions of one connected part around its own origin."""
    if len(part) == 1:
        return np.zeros((1, 2))
    # A subgraph view iterates in the order of a set; a copy in sorted order does not depend on it.
    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted((min(e), max(e)) for e in graph.subgraph(part).edges))
    unit = nx.kamada_kawai_layout(ordered)
    points = np.array([unit[node] for node in part])
    lengths = [float(np.linalg.norm(np.asarray(unit[a]) - np.asarray(unit[b]))) for a, b in ordered.edges]
    points = points * (_SPACING / max(float(np.mean(lengths)), 1e-6)) * np.array([_STRETCH, 1.0])
    return _push_apart(_landscape(points), halves)


def _landscape(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turned by a right angle when it stands higher than wide."""
    width, height = np.ptp(points, axis=0)
    return points[:, ::-1].copy() if height > width else points


def _push_apart(points: NDArray[np.float64], halves: NDArray[np.float64]) -> NDArray[np.float64]:
    """Moves overlapping boxes apart along the axis on which they overlap least."""
    points = points.copy()
    room = halves[:, None, :] + halves[None, :, :]
    upper = np.triu(np.ones(room.shape[:2], dtype=bool), 1)
    for _ in range(_ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        overlap = room - np.abs(apart)
        hit = upper & (overlap > 0.5).all(axis=2)
        if not hit.any():
            break
        first, second = np.nonzero(hit)
        across = overlap[first, second]
        axis = np.argmin(across, axis=1)
        row = np.arange(len(first))
        sign = np.where(apart[first, second, axis] >= 0, 1.0, -1.0)
        shift = np.zeros_like(across)
        shift[row, axis] = sign * across[row, axis] * 0.5
        np.add.at(points, first, shift)
        np.add.at(points, second, -shift)
    return points


def _pack(parts: Sequence[NDArray[np.float64]], halves: Sequence[NDArray[np.float64]]) -> list[NDArray[np.float64]]:
    """Sets the parts on shelves, largest first, so that the whole is about ``_SHELF_RATIO`` as wide as high."""
    corners = [(p - h).min(axis=0) for p, h in zip(parts, halves, strict=True)]
    sizes = [(p + h).max(axis=0) - c + _GAP for p, h, c in zip(parts, halves, corners, strict=True)]
    area = float(sum(size[0] * size[1] for size in sizes))
    width = max(float(sizes[0][0]), (area * _SHELF_RATIO) ** 0.5)
    packed, x, y, shelf = [], 0.0, 0.0, 0.0
    for points, corner, size in zip(parts, corners, sizes, strict=True):
        if x > 0 and x + size[0] > width:
            x, y, shelf = 0.0, y + shelf, 0.0
        packed.append(points - corner + np.array([x, y]))
        x, shelf = x + float(size[0]), max(shelf, float(size[1]))
    return packed
