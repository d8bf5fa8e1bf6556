"""The endpoint keeps to the SPARQL 1.1 Protocol, for queries."""

from __future__ import annotations

import json

import httpx
import pytest
from rdflib import Graph, URIRef

BINDS = "SELECT ?drug WHERE { ?d cg:inhibits ?t ; rdfs:label ?drug }"
TRIPLES = "CONSTRUCT { ?d cg:inhibits ?t } WHERE { ?d cg:inhibits ?t }"
QUERY, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
CLAIMS = "https://w3id.org/claimgraph/id/graph/claims"


def get(address: str, query: str, accept: str = "", **parameters: str) -> httpx.Response:
    headers = {"Accept": accept} if accept else {"Accept": "*/*"}
    return httpx.get(f"{address}/sparql", params={"query": query, **parameters}, headers=headers, timeout=60)


def post(address: str, content: str, media_type: str, **parameters: str) -> httpx.Response:
    headers = {"Content-Type": media_type}
    return httpx.post(f"{address}/sparql", content=content.encode(), params=parameters, headers=headers, timeout=60)


def drugs(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return [row["drug"]["value"] for row in response.json()["results"]["bindings"]]


def test_all_three_ways_of_asking_have_the_same_answer(address: str) -> None:
    encoded = str(httpx.QueryParams({"query": BINDS}))
    ways = [get(address, BINDS), post(address, encoded, FORM), post(address, BINDS, QUERY)]
    assert [drugs(way) for way in ways] == [["isatuximab"]] * 3


ROWS = [
    ("", "application/sparql-results+json", '"isatuximab"'),
    ("*/*", "application/sparql-results+json", '"isatuximab"'),
    ("application/json", "application/sparql-results+json", '"isatuximab"'),
    ("application/sparql-results+xml", "application/sparql-results+xml", "<literal>isatuximab</literal>"),
    ("text/csv", "text/csv", "drug\r\nisatuximab\r\n"),
    ("text/tab-separated-values", "text/tab-separated-values", '?drug\n"isatuximab"\n'),
    ("text/csv;q=0.5, application/sparql-results+xml", "application/sparql-results+xml", "isatuximab"),
    ("application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml", "isatuximab"),
    ("text/*, application/json;q=0.9", "text/csv", "isatuximab"),
]


@pytest.mark.parametrize(("accept", "media_type", "holds"), ROWS)
def test_a_table_comes_in_the_form_that_is_asked_for(address: str, accept: str, media_type: str, holds: str) -> None:
    response = get(address, BINDS, accept)
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media_type
    assert response.headers["vary"] == "Accept"
    assert holds in response.text


GRAPHS = [
    ("*/*", "text/turtle", "turtle"),
    ("text/turtle", "text/turtle", "turtle"),
    ("application/n-triples", "application/n-triples", "nt"),
    ("application/ld+json", "application/ld+json", "json-ld"),
    ("application/rdf+xml", "application/rdf+xml", "xml"),
]


@pytest.mark.parametrize(("accept", "media_type", "parser"), GRAPHS)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader of JSON-LD
def test_a_graph_comes_in_the_form_that_is_asked_for(address: str, accept: str, media_type: str, parser: str) -> None:
    response = get(address, TRIPLES, accept)
    assert response.headers["content-type"].partition(";")[0] == media_type
    graph = Graph().parse(data=response.text, format=parser)
    assert (None, URIRef("https://w3id.org/claimgraph/vocab#inhibits"), None) in graph
    assert len(graph) == 1


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_a_client_without_headers_names_the_format_in_the_address(address: str, name: str) -> None:
    assert "isatuximab" in get(address, BINDS, format=name).text


def test_a_truth_value_is_one_in_every_form(address: str) -> None:
    assert get(address, "ASK {}").json()["boolean"] is True
    assert get(address, "ASK {}", "text/csv").text.strip() == "true"


REFUSED = [
    (get, ("SELECT * WHERE {",), 400, "The query cannot be answered: error at 1:"),
    (get, ("SELECT * WHERE { ?s foo:bar ?o }",), 400, "a prefix is not declared"),
    (post, ("x=y", FORM), 400, "There is no query"),
    (post, ("query=ASK%7B%7D&query=ASK%7B%7D", FORM), 400, "more than one parameter 'query'"),
    (post, ("ASK {}", "text/plain"), 415, "not as text/plain"),
    (
        post,
        ("\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "application/sparql-update"),
        403,
        "read only",
    ),
    (post, ("update=DROP+ALL", FORM), 403, "read only"),
    (post, ("DROP ALL", QUERY), 400, "cannot be answered"),
    (get, (BINDS, "image/png"), 406, "application/sparql-results+json"),
    (get, (TRIPLES, "text/csv"), 406, "text/turtle"),
    (post, ("a" * 2_000_001, QUERY), 413, "longer than"),
]


@pytest.mark.parametrize(("send", "arguments", "status", "says"), REFUSED)
def test_what_is_no_query_is_refused_in_words(
    address: str, send: object, arguments: tuple[str, ...], status: int, says: str
) -> None:
    assert callable(send)
    response = send(address, *arguments)
    assert (response.status_code, response.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert says in response.text


def test_a_dataset_of_the_request_is_one_of_the_graphs_that_are_here(address: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"

    def counted(query: str, **dataset: str) -> int:
        return int(get(address, query, **dataset).json()["results"]["bindings"][0]["n"]["value"])

    claims = counted(count, **{"default-graph-uri": CLAIMS})
    assert 0 < claims < counted(count)
    assert claims == counted(f"SELECT (COUNT(*) AS ?n) FROM <{CLAIMS}> WHERE {{ ?s ?p ?o }}")
    named = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert claims == counted(named, **{"named-graph-uri": CLAIMS})
    assert counted(count, **{"named-graph-uri": CLAIMS}) == 0


def test_the_service_describes_itself(address: str) -> None:
    graph = Graph().parse(data=httpx.get(f"{address}/sparql", timeout=60).text, format="turtle")
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
    assert graph.query(sd + f"ASK {{ ?s a sd:Service ; sd:endpoint <{address}/sparql> }}").askAnswer
    (named,) = graph.query(sd + "SELECT (COUNT(DISTINCT ?g) AS ?n) { ?d sd:namedGraph/sd:name ?g }")
    assert int(named.n) >= 5
    assert graph.query(sd + "ASK { ?s sd:resultFormat <http://www.w3.org/ns/formats/JSON-LD> }").askAnswer


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
def test_the_graph_describes_itself(address: str, path: str) -> None:
    response = httpx.get(address + path, headers={"Accept": "application/n-triples"}, follow_redirects=True, timeout=60)
    graph = Graph().parse(data=response.text, format="nt")
    void = "PREFIX void: <http://rdfs.org/ns/void#> "
    whole = get(address, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").json()["results"]["bindings"][0]["n"]["value"]
    ((triples,),) = graph.query(void + "SELECT ?n { ?d a void:Dataset ; void:triples ?n ; void:documents ?m }")
    assert str(triples) == whole
    ((parts,),) = graph.query(void + "SELECT (SUM(?n) AS ?sum) { ?d void:propertyPartition/void:triples ?n }")
    assert str(parts) == whole


def test_no_other_web_site_reads_it_unless_that_is_allowed(address: str, serve: object) -> None:
    origin = {"Origin": "https://example.org"}
    assert "access-control-allow-origin" not in httpx.get(f"{address}/questions", headers=origin, timeout=60).headers
    assert callable(serve)
    shared = serve("--cors", "https://example.org", "--processes", "1")
    response = httpx.get(f"{shared}/questions", headers=origin, timeout=60)
    assert response.headers["access-control-allow-origin"] == "https://example.org"


def test_a_name_that_was_made_to_point_here_does_not_reach_it(address: str) -> None:
    response = httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, headers={"Host": "evil.example"}, timeout=60)
    assert response.status_code == 400


def test_other_methods_are_told_which_there_are(address: str) -> None:
    response = httpx.put(f"{address}/sparql", content=b"", timeout=60)
    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST")
    assert "asked at /sparql" in response.text


def test_an_answer_in_json_is_what_the_recommendation_says(address: str) -> None:
    content = json.loads(get(address, "SELECT ?size ?none WHERE { ?t biolink:study_size ?size }").text)
    integer = {"type": "literal", "value": "307", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}
    assert content == {"head": {"vars": ["size", "none"]}, "results": {"bindings": [{"size": integer}]}}
