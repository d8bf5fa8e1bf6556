"""What the shape of a graph says: chains of claims with their sentences, neighbourhoods, centres, communities."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

import kg
from graph_sample import SmallTerminology, sample
from kg.errors import UsageError
from kg.graph import assemble, write_turtle
from kg.graph.analysis import central, communities, neighbourhood, path_between

CD38 = "http://identifiers.org/hgnc/1667"
ISATUXIMAB = "http://identifiers.org/unii/R30772KCU0"
POMALIDOMIDE = "http://identifiers.org/unii/D2UX06XLB5"
MYELOMA = "http://purl.obolibrary.org/obo/MONDO_0009693"
PROCESS = "http://purl.obolibrary.org/obo/GO_0006915"
ICARIA = "https://clinicaltrials.gov/study/NCT02990338"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> kg.ClaimGraph:
    path: Path = tmp_path_factory.mktemp("analysis") / "kg.ttl"
    write_turtle(assemble(sample(), SmallTerminology()), path)
    return kg.open(path)


@pytest.fixture(scope="module")
def network(graph: kg.ClaimGraph) -> nx.MultiDiGraph[str]:
    return graph.to_networkx()


def test_a_path_is_a_chain_of_claims_with_their_sentences(network: nx.MultiDiGraph[str]) -> None:
    steps = path_between(network, [POMALIDOMIDE], [CD38])
    assert [(step.subject, step.object) for step in steps] == [
        ("isatuximab", "pomalidomide"),
        ("isatuximab", "CD38"),
    ] or [(step.subject, step.object) for step in steps] == [("pomalidomide", "isatuximab"), ("isatuximab", "CD38")]
    for step in steps:
        assert step.evidence
        assert all(line.endswith("]") for line in step.evidence)


def test_of_several_claims_between_two_the_surest_is_taken(network: nx.MultiDiGraph[str]) -> None:
    (step,) = path_between(network, [ISATUXIMAB], [CD38])
    assert step.confidence == max(edge["confidence"] for edge in network.get_edge_data(ISATUXIMAB, CD38).values())


def test_what_is_only_believed_leads_nowhere_unless_it_is_asked_for(graph: kg.ClaimGraph) -> None:
    with pytest.raises(UsageError, match=r"no chain of claims .* Add --all"):
        path_between(graph.to_networkx(), [ISATUXIMAB], [PROCESS])
    (step,) = path_between(graph.to_networkx(direct=False), [ISATUXIMAB], [PROCESS])
    assert step.predicate == "biolink:affects"


def test_a_thing_has_no_path_to_itself(network: nx.MultiDiGraph[str]) -> None:
    with pytest.raises(UsageError, match="one and the same"):
        path_between(network, [CD38], [CD38, MYELOMA])


def test_a_neighbourhood_is_as_wide_as_it_is_asked_for(network: nx.MultiDiGraph[str]) -> None:
    near, far = neighbourhood(network, [CD38], 1), neighbourhood(network, [CD38], 2)
    assert ISATUXIMAB in near
    assert POMALIDOMIDE not in near
    assert POMALIDOMIDE in far
    assert set(near.edges(keys=True)) < set(far.edges(keys=True))


def test_what_most_paths_lead_over_is_the_most_central(network: nx.MultiDiGraph[str]) -> None:
    ranked = central(network)
    assert ranked[0].label == "isatuximab"
    assert sum(row.rank for row in ranked) == pytest.approx(1, abs=0.01)
    assert ranked[0].claims == network.degree(ISATUXIMAB)


def test_communities_share_no_member_and_are_the_same_each_time(network: nx.MultiDiGraph[str]) -> None:
    found = communities(network)
    members = [iri for community in found for iri, _ in community.members]
    assert len(members) == len(set(members)) > 3
    assert found == communities(network)
