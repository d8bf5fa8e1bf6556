"""Questions about the shape of a graph: how two things are connected, what stands around one, what holds it together.

All of them are asked of the claims between concepts as networkx has them (:func:`kg.graph.network.to_networkx`),
without regard to the direction of a claim: a drug is one step from its target and its target one step from it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from kg.errors import UsageError

Network = nx.MultiDiGraph

_DOUBT = 0.01
"""How much a step of no confidence is longer than one of full confidence: it decides between paths of equal length."""


@dataclass(frozen=True, slots=True)
class Step:
    """A claim on a path, as it is said. ``evidence`` has a line a sentence, each with its article in brackets."""

    subject: str
    predicate: str
    object: str
    confidence: float
    claim: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Central:
    """A concept and how central it is.

    ``claims`` are those that it is in; ``betweenness`` is the share (0 to 1) of the shortest paths between two others
    that lead over it; ``rank`` is its PageRank, which sums to 1 over the graph.
    """

    iri: str
    label: str
    kind: str
    claims: int
    betweenness: float
    rank: float


@dataclass(frozen=True, slots=True)
class Community:
    """Concepts that are more connected among themselves than with others, most claims first, as (IRI, label)."""

    number: int
    members: tuple[tuple[str, str], ...]


def path_between(network: Network[str], starts: Collection[str], ends: Collection[str]) -> tuple[Step, ...]:
    """The fewest claims that lead from one of ``starts`` to one of ``ends``; of several such paths the surest.

    Between two concepts on it the claim of the highest confidence is taken. Raises ``UsageError`` when nothing leads
    from the one to the other, or they are one and the same.
    """
    if set(starts) & set(ends):
        raise UsageError("both are one and the same thing", cure="Name two things.")
    plain = _surest(network)
    best: list[str] | None = None
    for start in sorted(set(starts) & set(plain)):
        for end in sorted(set(ends) & set(plain)):
            if not nx.has_path(plain, start, end):
                continue
            found = nx.shortest_path(plain, start, end, weight="length")
            if best is None or len(found) < len(best):
                best = found
    if best is None:
        raise UsageError(
            "no chain of claims leads from the one to the other", cure="Add --all for claims not asserted."
        )
    return tuple(_step(network, *plain.edges[one, other]["claim"]) for one, other in pairwise(best))


def _surest(network: Network[str]) -> nx.Graph[str]:
    """One edge a pair of concepts: the claim of the highest confidence, the first by IRI of several."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(network))
    for subject, obj, claim, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[2]):
        length = 1 + _DOUBT * (1 - data["confidence"])
        if not plain.has_edge(subject, obj) or length < plain.edges[subject, obj]["length"]:
            plain.add_edge(subject, obj, length=length, claim=(subject, obj, claim))
    return plain


def _step(network: Network[str], subject: str, obj: str, claim: str) -> Step:
    data = network.edges[subject, obj, claim]
    return Step(
        network.nodes[subject]["label"],
        data["predicate"],
        network.nodes[obj]["label"],
        data["confidence"],
        claim,
        tuple(data["evidence"].splitlines()),
    )


def neighbourhood(network: Network[str], around: Iterable[str], hops: int) -> Network[str]:
    """The part of the network within ``hops`` claims of any of ``around``."""
    plain = network.to_undirected(as_view=True)
    near: set[str] = set()
    for iri in around:
        if iri in plain:
            near |= set(nx.single_source_shortest_path_length(plain, iri, cutoff=hops))
    return network.subgraph(near).copy()


def central(network: Network[str]) -> tuple[Central, ...]:
    """Every concept with how central it is, those of the highest betweenness first."""
    plain = _surest(network)
    betweenness, rank = nx.betweenness_centrality(plain), nx.pagerank(plain)
    rows = (
        Central(
            iri,
            network.nodes[iri]["label"],
            network.nodes[iri]["kind"],
            network.degree(iri),
            round(betweenness[iri], 4),
            round(rank[iri], 4),
        )
        for iri in plain
    )
    return tuple(sorted(rows, key=lambda row: (-row.betweenness, -row.claims, row.label, row.iri)))


def communities(network: Network[str]) -> tuple[Community, ...]:
    """The communities of at least two concepts, the largest first (Louvain's method, with a fixed seed)."""
    found = nx.community.louvain_communities(_surest(network), weight=None, seed=1)
    several = [sorted(members, key=lambda iri: (-network.degree(iri), iri)) for members in found if len(members) > 1]
    several.sort(key=lambda members: (-len(members), members[0]))
    return tuple(
        Community(number, tuple((iri, network.nodes[iri]["label"]) for iri in members))
        for number, members in enumerate(several, 1)
    )
