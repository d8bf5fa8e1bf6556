"""A graph of more concepts than can be drawn, in groups: communities that hold together, or concepts of one kind.

Communities are found by python-igraph (Traag's Leiden algorithm), which also places their members (Fruchterman and
Reingold); where the groups themselves stand is computed like the picture of a small graph.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import igraph  # type: ignore[import-untyped]
import numpy as np

from kg.model import Kind
from kg.review.appearance import KINDS
from kg.review.data import PageNode
from kg.review.layout import Box, layout

MOST_DRAWN = 300
"""Concepts drawn at once; the rest is reached by search, neighbourhood and filters."""

MOST_GROUPS = 40
"""Communities shown; the smaller ones are one group together."""

_NAMED_AFTER = 2
_ROUNDS = 100
_SPREAD = 1000
"""Pixels across which the members of a group lie before the page gives each its room."""

Edge = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the concepts, by number. ``x`` and ``y`` are where the group stands among the others, in pixels.

    ``radius`` is half the width of the circle that stands for it.
    """

    key: str
    label: str
    members: tuple[int, ...]
    radius: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Grouping:
    """All concepts in groups, and where the most connected of each stand within it."""

    groups: tuple[Group, ...]
    places: Mapping[int, tuple[int, int]]


def communities(nodes: Sequence[PageNode], edges: Sequence[Edge]) -> Grouping:
    """The concepts at the ends of ``edges`` by community, named after their most connected members."""
    joined = sorted({end for edge in edges for end in edge})
    row = {number: place for place, number in enumerate(joined)}
    graph = igraph.Graph(n=len(joined), edges=[(row[a], row[b]) for a, b in edges])
    # igraph draws its random numbers from a generator of the whole process: each use begins it anew.
    igraph.set_random_number_generator(random.Random(0))
    clusters = graph.community_leiden(objective_function="modularity", n_iterations=4)
    degree = graph.degree()
    parts = sorted((sorted(part, key=lambda one: (-degree[one], one)) for part in clusters), key=lambda p: (-len(p), p))
    parts = [*parts[:MOST_GROUPS], [one for part in parts[MOST_GROUPS:] for one in part]]
    named = {f"c{order}": tuple(joined[one] for one in part) for order, part in enumerate(parts[:MOST_GROUPS]) if part}
    labels = {key: ", ".join(nodes[one].label for one in members[:_NAMED_AFTER]) for key, members in named.items()}
    if parts[-1] and len(parts) > MOST_GROUPS:
        named["rest"] = tuple(joined[one] for one in parts[-1])
        labels["rest"] = "smaller groups"
    places = {}
    for members in named.values():
        drawn = members[:MOST_DRAWN]
        places.update(_placed(graph, [row[one] for one in drawn], drawn))
    return Grouping(_groups(named, labels, edges), places)


def kinds(nodes: Sequence[PageNode], edges: Sequence[Edge]) -> tuple[Group, ...]:
    """The concepts at the ends of ``edges`` by kind, the most connected of each first."""
    degree = Counter(end for edge in edges for end in edge)
    named: dict[str, list[int]] = defaultdict(list)
    for number in sorted(degree, key=lambda one: (-degree[one], one)):
        named[nodes[number].kind.value].append(number)
    ordered = {str(kind.value): tuple(named[kind.value]) for kind in KINDS if kind.value in named}
    return _groups(ordered, {kind: KINDS[Kind(kind)].plural for kind in ordered}, edges)


def _placed(graph: igraph.Graph, rows: list[int], members: tuple[int, ...]) -> dict[int, tuple[int, int]]:
    """Where the members of a group stand around its middle. ``rows`` are the members' vertices in ``graph``."""
    part = graph.induced_subgraph(rows)
    # A subgraph keeps its vertices in the graph's order, whatever order they were asked for.
    ordered = [member for _, member in sorted(zip(rows, members, strict=True))]
    igraph.set_random_number_generator(random.Random(0))
    points = np.array(part.layout_fruchterman_reingold(niter=_ROUNDS, grid="auto").coords).reshape(-1, 2)
    points -= points.mean(axis=0)
    points *= _SPREAD / max(float(np.ptp(points, axis=0).max()), 1e-6)
    return {member: (round(float(x)), round(float(y))) for member, (x, y) in zip(ordered, points, strict=True)}


def _groups(
    named: Mapping[str, tuple[int, ...]], labels: Mapping[str, str], edges: Sequence[Edge]
) -> tuple[Group, ...]:
    """The groups, standing by how many edges there are between them."""
    order = {member: place for place, members in enumerate(named.values()) for member in members}
    between = sorted({(min(order[a], order[b]), max(order[a], order[b])) for a, b in edges if order[a] != order[b]})
    radii = [_radius(len(members)) for members in named.values()]
    points = layout([Box(max(radius, 110) + 12, radius + 40) for radius in radii], between)
    return tuple(
        Group(key, labels[key], members, radius, x, y)
        for (key, members), radius, (x, y) in zip(named.items(), radii, points, strict=True)
    )


def _radius(members: int) -> int:
    """The area of a group's circle grows with its members."""
    return min(90, round(14 + 2.2 * sqrt(members)))
