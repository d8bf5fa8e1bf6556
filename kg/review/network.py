"""The picture: pyvis's ``Network`` with the project's options. pyvis's own template is not used, for it links a CDN."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from math import sqrt
from typing import Any

from pyvis.network import Network  # type: ignore[import-untyped]

from kg.errors import ResourceError
from kg.review.appearance import KINDS, predicate_style, symmetric
from kg.review.data import PageClaim, PageNode
from kg.review.layout import Box, layout

MOST_DRAWN = 300
"""Concepts drawn at once; the rest is reached by search and neighbourhood."""

_VIS = "lib/vis-9.1.2/vis-network.min.js"
_FACE = "Inter, system-ui, sans-serif"
_LINE = 18
_LINES = 3
_CHARACTER, _LINE_HEIGHT = 0.54, 1.2
"""Width of a character and height of a line, as parts of the font's size."""

_CROWD, _HUBS = 100, 30
"""In a crowd the names of the most connected concepts are written large enough to be read from afar."""

Picture = dict[str, Any]
"""``nodes``, ``edges`` and ``options`` as vis-network takes them."""


def vis_network() -> str:
    """The source of vis-network as pyvis ships it.

    Raises ``ResourceError`` when the installed pyvis does not have it.
    """
    try:
        return resources.files("pyvis").joinpath(_VIS).read_text(encoding="utf-8")
    except OSError as error:
        raise ResourceError(
            "the installed pyvis lacks vis-network", where=_VIS, cure="Install pyvis 0.3.2 or newer, below 0.4."
        ) from error


def most_connected(nodes: Sequence[PageNode], claims: Sequence[PageClaim]) -> list[int]:
    """Numbers of the concepts to draw at first, in order: all when they are few, else those with the most claims."""
    degree = Counter(end for claim in claims if claim.object for end in (claim.subject, claim.object))
    joined = [number for number, node in enumerate(nodes) if degree[node.iri]]
    if len(joined) <= MOST_DRAWN:
        return joined
    return sorted(sorted(joined, key=lambda number: (-degree[nodes[number].iri], number))[:MOST_DRAWN])


def picture(nodes: Sequence[PageNode], claims: Sequence[PageClaim]) -> Picture:
    """The nodes to draw at first, and the claims between them, placed and styled.

    A node's id is its number in ``nodes``; an edge's id is its claim's number in ``claims``.
    """
    drawn = most_connected(nodes, claims)
    number = {nodes[index].iri: index for index in drawn}
    joined = [
        (index, number[claim.subject], number[claim.object])
        for index, claim in enumerate(claims)
        if claim.object in number and claim.subject in number
    ]
    place = {index: order for order, index in enumerate(drawn)}
    degree = Counter(end for _, a, b in joined for end in (a, b))
    hubs = {index for index, _ in degree.most_common(_HUBS)} if len(drawn) > _CROWD else set()
    fonts = {index: _font(degree[index], len(drawn) if index in hubs else 0) for index in drawn}
    figures = [_figure(nodes[index], degree[index], fonts[index]) for index in drawn]
    points = layout([figure.box for figure in figures], [(place[a], place[b]) for _, a, b in joined])
    network = Network(directed=True)
    for index, figure, (x, y) in zip(drawn, figures, points, strict=True):
        kind = nodes[index].kind
        network.add_node(
            index,
            label=figure.label,
            shape=KINDS[kind].shape,
            group=kind.value,
            size=figure.size,
            font={"size": figure.font},
            x=x,
            y=y - figure.hang,
        )
    for index, subject, target in joined:
        network.add_edge(subject, target, id=index, **_edge(claims[index]))
    network.options = _options()
    drawn_nodes, drawn_edges, *_ = network.get_network_data()
    return {"nodes": drawn_nodes, "edges": drawn_edges, "options": network.options}


def wrap(label: str) -> str:
    """The label on at most three lines of about eighteen characters; what does not fit is an ellipsis."""
    lines: list[str] = []
    for word in label.split() or ["?"]:
        if lines and len(lines[-1]) + 1 + len(word) <= _LINE:
            lines[-1] += " " + word
        else:
            lines.append(word)
    lines = [line if len(line) <= _LINE + 6 else line[: _LINE + 5] + "…" for line in lines]
    return "\n".join(lines if len(lines) <= _LINES else [*lines[: _LINES - 1], lines[_LINES - 1] + " …"])


@dataclass(frozen=True, slots=True)
class _Figure:
    """A node as it is drawn: the more claims, the larger. ``hang`` is how far its box's middle is below the shape's."""

    label: str
    size: int
    font: int
    box: Box
    hang: int


def _font(degree: int, crowd: int) -> int:
    """Pixels of a label's font; ``crowd`` is the number of concepts around a hub, else nought."""
    return max(14 + min(8, round(sqrt(degree))), min(50, crowd // 4))


def _figure(node: PageNode, degree: int, font: int) -> _Figure:
    label = wrap(node.label)
    lines = label.split("\n")
    size = KINDS[node.kind].size + min(10, round(1.6 * sqrt(degree)))
    width = max(len(line) for line in lines) * font * _CHARACTER
    below = len(lines) * font * _LINE_HEIGHT
    return _Figure(label, size, font, Box(max(width / 2, size) + 7, size + below / 2 + 6), round(below / 2))


def _edge(claim: PageClaim) -> Picture:
    style = predicate_style(claim.predicate)
    arrow = "" if symmetric(claim.predicate) else style.arrow
    return {
        "color": {"color": style.colour},
        "arrows": {"to": {"enabled": bool(arrow), "type": arrow or "arrow", "scaleFactor": 0.55}},
    }


def _options() -> Picture:
    """Options of vis-network. Physics is off: the positions come with the page."""
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {"hover": True, "hoverConnectedEdges": False, "multiselect": False, "tooltipDelay": 10**9},
        "nodes": {
            "borderWidth": 1.5,
            "borderWidthSelected": 3,
            "font": {"size": 14, "face": _FACE},
            "scaling": {"label": {"drawThreshold": 6}},
        },
        "edges": {
            "width": 1.5,
            "hoverWidth": 0.8,
            "selectionWidth": 1.6,
            "arrowStrikethrough": False,
            "font": {"size": 13, "align": "middle", "face": _FACE},
            "scaling": {"label": {"drawThreshold": 5}},
        },
        "groups": {
            kind.value: {
                "shape": style.shape,
                "size": style.size,
                "color": {
                    "background": style.colour,
                    "border": style.border,
                    "highlight": {"background": style.colour, "border": style.border},
                    "hover": {"background": style.colour, "border": style.border},
                },
            }
            for kind, style in KINDS.items()
        },
    }
