"""A graph as nodes and edges, for programs that know no RDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A concept, an arm or a result. ``id`` is a CURIE, ``category`` the CURIE of its class.

    ``values`` are its plain values as pairs (CURIE of the property, text), sorted; ``status`` is empty where no text
    names the concept.
    """

    id: str
    iri: str
    category: str
    label: str
    names: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    status: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A claim between two nodes, or (without ``modality``) what a terminology says. All ids are CURIEs.

    ``confidence`` is a decimal from 0 to 1 as it is written. ``sentences`` say it, ``publications`` are where they
    stand: identifiers of articles, or CURIEs of documents that have none.
    """

    id: str
    subject: str
    predicate: str
    object: str
    negated: bool = False
    modality: str = ""
    confidence: str = ""
    knowledge_level: str = "knowledge_assertion"
    agent_type: str = "not_provided"
    curation: str = ""
    evidence_count: int = 0
    sentences: tuple[str, ...] = ()
    publications: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class NameLink:
    """A name in the texts and the concept that it was taken to stand for, with the best score and how often."""

    text: str
    concept: str
    label: str
    score: str
    mentions: int


@dataclass(frozen=True, slots=True)
class Network:
    """Everything sorted. ``base`` is the IRI of the prefix ``cgid``; ``left_out`` tells what of the graph is in none of
    the lists, one line each.
    """

    base: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    links: tuple[NameLink, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NetworkFormat:
    """A format: its files by name (a single one has no name) from a network, and what it always loses."""

    write: Callable[[Network], tuple[tuple[str, str], ...]]
    loses: str


_BREAKS = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
BAR = "|"


def one_line(text: str) -> str:
    """``text`` without tabs and line breaks."""
    return _BREAKS.sub(" ", text)


def joined(texts: Iterable[str]) -> str:
    """Several texts in one cell, with a bar between them; a bar inside a text becomes a broken one."""
    return BAR.join(one_line(text).replace(BAR, "¦") for text in texts)


def value_columns(network: Network) -> tuple[str, ...]:
    """The properties of all nodes, sorted."""
    return tuple(sorted({name for node in network.nodes for name, _ in node.values}))


def valued(node: Node, name: str) -> str:
    """The values of a property of a node in one cell."""
    return joined(text for known, text in node.values if known == name)
