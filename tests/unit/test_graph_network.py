"""A graph of claims as networkx sees it."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from rdflib import Graph

import kg
from graph_sample import SmallTerminology, sample
from kg.graph import assemble, load, run_query, write_turtle
from kg.graph.network import to_networkx

CD38 = "http://identifiers.org/hgnc/1667"
ISATUXIMAB = "http://identifiers.org/unii/R30772KCU0"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    path: Path = tmp_path_factory.mktemp("network") / "kg.ttl"
    write_turtle(assemble(sample(), SmallTerminology()), path)
    return load(path)


def test_a_node_is_a_concept_with_its_label_and_kind(graph: Graph) -> None:
    node = to_networkx(graph).nodes[ISATUXIMAB]
    assert node == {"label": "isatuximab", "curie": "UNII:R30772KCU0", "kind": "Drug", "status": "linked"}


def test_an_edge_is_a_claim_and_leads_back_to_it(graph: Graph) -> None:
    edges = to_networkx(graph).get_edge_data(ISATUXIMAB, CD38)
    assert "cg:targets" in {edge["predicate"] for edge in edges.values()}
    for claim, edge in edges.items():
        assert run_query(graph, f"ASK {{ <{claim}> rdf:predicate {edge['predicate']} ; rdf:object <{CD38}> }}").rows
        assert 0 < edge["confidence"] <= 1
        assert edge["evidence_count"] >= 1


def test_edges_are_the_direct_triples_unless_all_claims_are_asked_for(graph: Graph) -> None:
    direct, every = to_networkx(graph), to_networkx(graph, direct=False)
    said = {(edge["modality"], edge["negated"]) for *_, edge in direct.edges(data=True)}
    assert said == {("asserted", False)}
    assert {edge["modality"] for *_, edge in every.edges(data=True)} > {"asserted"}
    assert set(direct.edges(keys=True)) < set(every.edges(keys=True))


def test_what_is_counted_in_a_trial_is_on_its_node(graph: Graph) -> None:
    ((size,),) = run_query(graph, "SELECT ?n { ?t biolink:study_size ?n }").rows
    sizes = [node["study_size"] for _, node in to_networkx(graph).nodes(data=True) if "study_size" in node]
    assert sizes == [int(size)]


def test_graphml_holds_all_of_it(graph: Graph) -> None:
    network = to_networkx(graph, direct=False)
    written = BytesIO()
    nx.write_graphml(network, written)
    written.seek(0)
    again = nx.read_graphml(written, force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(network.nodes(data=True))
    assert again.number_of_edges() == network.number_of_edges()


def test_it_is_one_of_the_public_names() -> None:
    assert kg.to_networkx is to_networkx
