"""Everything in the graph has a page, and what an article says is text on it and nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from rdflib import Graph, URIRef

import kg.serve

CD38 = "http://identifiers.org/hgnc/1667"
PAGE = {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"}


def read(address: str, path: str, **headers: str) -> httpx.Response:
    return httpx.get(address + path, headers=PAGE | headers, timeout=60)


def test_a_concept_has_its_claims_with_their_sentences(address: str) -> None:
    response = read(address, f"/page?iri={quote(CD38, safe='')}")
    assert response.status_code == 200
    for said in (
        "<h1>CD38</h1>",
        "biolink:Gene",
        "T10",
        "cg:inhibits",
        "Isatuximab binds CD38 on myeloma cells.",
        "0.9",
    ):
        assert said in response.text


def minted(address: str, of: str) -> str:
    query = f"SELECT ?x WHERE {{ ?x a {of} }} ORDER BY ?x LIMIT 1"
    found = httpx.get(f"{address}/sparql", params={"query": query}, timeout=60).json()
    return str(found["results"]["bindings"][0]["x"]["value"])


@pytest.mark.parametrize(
    "of", ["biolink:Association", "cg:Evidence", "schema:NewsArticle", "cg:TrialArm", "cg:TrialResult", "oa:Annotation"]
)
def test_every_kind_of_node_has_a_page_under_its_own_path(address: str, of: str) -> None:
    iri = minted(address, of)
    pages = [read(address, f"/page?iri={quote(iri, safe='')}"), read(address, "/id/" + iri.partition("/id/")[2])]
    assert {page.status_code for page in pages} == {200}
    assert {iri in page.text for page in pages} == {True}


@pytest.mark.parametrize(
    ("accept", "parser"),
    [("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/n-triples", "nt"), ("*/*", "turtle")],
)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own reader of JSON-LD
def test_a_program_gets_the_same_as_rdf(address: str, accept: str, parser: str) -> None:
    response = read(address, f"/page?iri={quote(CD38, safe='')}", Accept=accept)
    graph = Graph().parse(data=response.text, format=parser)
    assert list(graph.predicate_objects(URIRef(CD38)))
    assert list(graph.subject_predicates(URIRef(CD38)))


def test_what_the_graph_does_not_have_is_not_found(address: str) -> None:
    assert read(address, "/page?iri=urn:nothing").status_code == 404
    assert read(address, "/nowhere").status_code == 404
    assert read(address, "/nowhere", Accept="*/*").text.startswith("There is nothing here.")


@pytest.mark.parametrize("iri", ["", "no iri", "urn:x> <urn:y", "urn:x}", "relative/path", 'urn:x"'])
def test_what_is_no_iri_is_never_put_into_a_query(address: str, iri: str) -> None:
    assert read(address, f"/page?iri={quote(iri, safe='')}").status_code == 400


def test_what_a_name_says_is_shown_and_never_run(address: str) -> None:
    nasty = "<script>alert(1)</script>"
    response = read(address, f"/questions/names-of?thing={quote(nasty)}")
    assert nasty not in response.text
    assert "&lt;script&gt;" in response.text


@pytest.mark.parametrize("path", ["/", "/questions", "/questions/denied", "/query", f"/page?iri={CD38}"])
def test_a_page_loads_nothing_from_elsewhere(address: str, path: str) -> None:
    response = read(address, path)
    assert response.status_code == 200
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "http" not in policy
    assert not [part for part in response.text.split('"') if part.startswith("//")]
    assert 'src="http' not in response.text


def test_a_question_is_asked_by_name_and_by_what_it_is_about(address: str) -> None:
    for name in ("CD38", "t10", "HGNC:1667", CD38):
        response = read(address, f"/questions/drugs-for-target?target={quote(name, safe='')}")
        assert ">isatuximab<" in response.text, name


def test_an_unknown_name_is_answered_with_what_comes_nearest(address: str) -> None:
    assert "Did you mean CD38?" in read(address, "/questions/drugs-for-target?target=CD39").text


def test_the_review_page_of_the_build_is_there(address: str) -> None:
    assert "The review page" in read(address, "/review").text


def test_the_endpoint_sends_people_to_the_editor(address: str) -> None:
    response = read(address, "/sparql")
    assert (response.status_code, response.headers["location"]) == (303, "/query")


def test_the_editor_completes_what_is_in_the_graph(address: str) -> None:
    known = httpx.get(f"{address}/vocabulary.json", timeout=60).json()
    assert known["prefixes"]["cg"] == "https://w3id.org/claimgraph/vocab#"
    assert "https://w3id.org/biolink/vocab/Drug" in known["classes"]
    assert "https://w3id.org/claimgraph/vocab#inhibits" in known["properties"]
    assert "drugs-for-target" in {question["name"] for question in known["questions"]}


def test_the_editor_is_the_one_that_was_published() -> None:
    folder = Path(kg.serve.__file__).parent / "static" / "yasgui"
    lines = [line.split() for line in (folder / "SOURCE").read_text().splitlines() if line.startswith("file")]
    hashes = {name: sha256 for *_, sha256, name in lines}
    assert hashes == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in hashes}
    assert len(hashes) == 2
    assert "MIT License" in (folder / "LICENSE").read_text()
