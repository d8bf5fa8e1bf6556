"""The picture: pyvis's ``Network`` with the project's options. pyvis's own template is not used, for it links a CDN."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from math import sqrt
from typing import Any

from pyvis.network import Network  # type: ignore[import-untyped]

from kg.errors import ResourceError
from kg.review.appearance import KINDS, predicate_style, symmetric
from kg.review.data import PageClaim, PageNode
from kg.review.groups import MOST_DRAWN, communities, kinds
from kg.review.layout import Box, layout

_VIS = "lib/vis-9.1.2/vis-network.min.js"
_FACE = "Inter, system-ui, sans-serif"
_LINE = 18
_LINES = 3
_CHARACTER, _LINE_HEIGHT = 0.54, 1.2
"""Width of a character and height of a line, as parts of the font's size."""
_FONT = 14

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


def picture(nodes: Sequence[PageNode], claims: Sequence[PageClaim]) -> Picture:
    """What is drawn at first: all concepts with the claims between them, or the groups of more than ``MOST_DRAWN``.

    A node's id is its number in ``nodes``; an edge's id is its claim's number in ``claims``; a group's is its key.
    """
    number = {node.iri: index for index, node in enumerate(nodes)}
    joined = [
        (index, number[claim.subject], number[claim.object])
        for index, claim in enumerate(claims)
        if claim.object in number and claim.subject in number
    ]
    concepts = sorted({end for _, a, b in joined for end in (a, b)})
    network = Network(directed=True)
    network.options = _options()
    if len(concepts) <= MOST_DRAWN:
        _add_concepts(network, nodes, claims, concepts, joined)
        groupings: Picture = {}
    else:
        groupings = _grouped(nodes, [(a, b) for _, a, b in joined])
    drawn_nodes, drawn_edges, *_ = network.get_network_data()
    return {"nodes": drawn_nodes, "edges": drawn_edges, "options": network.options, **groupings}


def _add_concepts(
    network: Network,
    nodes: Sequence[PageNode],
    claims: Sequence[PageClaim],
    concepts: Sequence[int],
    joined: Sequence[tuple[int, int, int]],
) -> None:
    """Adds the concepts and the claims between them, placed and styled."""
    place = {index: order for order, index in enumerate(concepts)}
    degree = Counter(end for _, a, b in joined for end in (a, b))
    figures = [figure(nodes[index], degree[index]) for index in concepts]
    points = layout([one.box for one in figures], [(place[a], place[b]) for _, a, b in joined])
    for index, own, (x, y) in zip(concepts, figures, points, strict=True):
        kind = nodes[index].kind
        network.add_node(
            index,
            label=own.label,
            shape=KINDS[kind].shape,
            group=kind.value,
            size=own.size,
            x=x,
            y=y - own.hang,
        )
    for index, subject, target in joined:
        network.add_edge(subject, target, id=index, **_edge(claims[index]))


def _grouped(nodes: Sequence[PageNode], edges: Sequence[tuple[int, int]]) -> Picture:
    """Two ways to see many concepts in groups, and where concepts stand within their community: ``[id, x, y]``."""
    found = communities(nodes, edges)
    return {
        "groupings": {
            "community": [asdict(group) for group in found.groups],
            "kind": [asdict(group) for group in kinds(nodes, edges)],
        },
        "places": [[number, x, y] for number, (x, y) in found.places.items()],
    }


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
class Figure:
    """A node as it is drawn: the more claims, the larger. ``hang`` is how far its box's middle is below the shape's."""

    label: str
    size: int
    box: Box
    hang: int


def figure(node: PageNode, degree: int) -> Figure:
    """The figure of a concept with ``degree`` claims."""
    label = wrap(node.label)
    lines = label.split("\n")
    size = KINDS[node.kind].size + min(10, round(1.6 * sqrt(degree)))
    width = max(len(line) for line in lines) * _FONT * _CHARACTER
    below = len(lines) * _FONT * _LINE_HEIGHT
    return Figure(label, size, Box(max(width / 2, size) + 7, size + below / 2 + 6), round(below / 2))


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
