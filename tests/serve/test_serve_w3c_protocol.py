"""The requests of the W3C's suite for the SPARQL 1.1 Protocol, and what its suite for service descriptions asks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DESCRIBED = {SD[name] for name in ("endpoint", "supportedLanguage", "resultFormat", "defaultDataset")}
DESCRIBED |= {SD[name] for name in ("defaultGraph", "namedGraph", "name")}
REQUESTS = Path(__file__).parents[1] / "w3c" / "own" / "protocol" / "requests.json"
CASES = json.loads(REQUESTS.read_text(encoding="utf-8"))["cases"]
GRAPHS = {
    "GRAPH": "https://w3id.org/claimgraph/id/graph/claims",
    "OTHER": "https://w3id.org/claimgraph/id/graph/terminology",
}


def sent(address: str, case: dict[str, Any]) -> httpx.Response:
    headers = {"Accept": case.get("accept", "*/*")} | ({"Content-Type": case["type"]} if "type" in case else {})
    text = case.get("body", "").replace("<GRAPH>", f"<{GRAPHS['GRAPH']}>")
    body = bytes.fromhex(case["body_hex"]) if "body_hex" in case else text.encode()
    parameters = [(name, GRAPHS.get(value, value)) for name, value in case.get("parameters", [])]
    return httpx.request(
        case["method"], f"{address}/sparql", params=parameters, headers=headers, content=body, timeout=60
    )


def said(response: httpx.Response) -> object:
    """What an answer says: a truth value, the number of rows, or that it is a graph."""
    media_type = response.headers["content-type"].partition(";")[0]
    if media_type == "application/sparql-results+json":
        content = response.json()
        return content["boolean"] if "boolean" in content else len(content["results"]["bindings"])
    assert media_type == "text/turtle"
    Graph().parse(data=response.text, format="turtle")
    return "triples"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_request_of_the_protocol_has_the_status_and_the_answer_of_the_recommendation(
    address: str, case: dict[str, Any]
) -> None:
    response = sent(address, case)
    assert response.status_code == case["status"], response.text
    if case["status"] == 200:
        expected = case.get("rows", 1) if case["answer"] == "rows" else case["answer"]
        assert said(response) == expected
    else:
        assert response.text.strip()


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples", "*/*"])
def test_the_endpoint_without_a_query_returns_its_description_as_rdf(address: str, accept: str) -> None:
    response = httpx.get(f"{address}/sparql", headers={"Accept": accept}, timeout=60)
    form = {"application/rdf+xml": "xml", "application/n-triples": "nt"}.get(accept, "turtle")
    graph = Graph().parse(data=response.text, format=form)
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert list(graph.objects(service, SD.endpoint)) == [URIRef(f"{address}/sparql")]
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in graph
    (dataset,) = graph.objects(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in graph
    (default,) = graph.objects(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in graph
    named = list(graph.objects(dataset, SD.namedGraph))
    assert {graph.value(one, SD.name) for one in named} >= {URIRef(iri) for iri in GRAPHS.values()}
    assert {predicate for predicate in graph.predicates() if predicate in SD} == DESCRIBED
