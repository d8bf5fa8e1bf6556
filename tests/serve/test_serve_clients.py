"""Clients that nobody here wrote work against the server as they come."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import urllib.parse

import pandas as pd
import pytest
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

PREFIX = "PREFIX cg: <https://w3id.org/claimgraph/vocab#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
BINDS = PREFIX + "SELECT ?drug ?target WHERE { ?d cg:inhibits ?t ; rdfs:label ?drug . ?t rdfs:label ?target }"
SIZE = "https://w3id.org/biolink/vocab/study_size"
SIZES = f"SELECT ?trial ?patients WHERE {{ ?trial <{SIZE}> ?patients }}"

NODE = """
const [endpoint, query] = process.argv.slice(1);
const headers = { Accept: "application/sparql-results+json", "Content-Type": "application/sparql-query" };
const response = await fetch(endpoint, { method: "POST", headers, body: query });
if (!response.ok) throw new Error(await response.text());
const { results } = await response.json();
console.log(JSON.stringify(results.bindings.map(({ drug, target }) => [drug.value, target.value])));
"""

PERL = """
my ($endpoint, $query) = @ARGV;
my $client = HTTP::Tiny->new(default_headers => { Accept => "application/sparql-results+json" });
my $answer = $client->post_form($endpoint, { query => $query });
die $answer->{content} unless $answer->{success};
print "$_->{drug}{value} $_->{target}{value}\\n" for @{ decode_json($answer->{content})->{results}{bindings} };
"""


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper_asks_and_reads_the_answer(address: str, method: str) -> None:
    client = SPARQLWrapper(f"{address}/sparql")
    client.setMethod(method)
    client.setQuery(BINDS)
    client.setReturnFormat(JSON)
    (row,) = client.queryAndConvert()["results"]["bindings"]
    assert (row["drug"]["value"], row["target"]["value"]) == ("isatuximab", "CD38")


@pytest.mark.parametrize("form", [CSV, XML])
def test_sparqlwrapper_gets_the_form_that_it_asks_for(address: str, form: str) -> None:
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(BINDS)
    client.setReturnFormat(form)
    answer = client.queryAndConvert()
    assert "isatuximab" in (answer.decode() if form == CSV else answer.toxml())


def test_sparqlwrapper_gets_a_graph(address: str) -> None:
    client = SPARQLWrapper(f"{address}/sparql")
    client.setQuery(PREFIX + "CONSTRUCT { ?d cg:inhibits ?t } WHERE { ?d cg:inhibits ?t }")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.queryAndConvert(), format="turtle")) == 1


def test_pandas_reads_the_address_of_a_query(address: str) -> None:
    frame = pd.read_csv(f"{address}/sparql?format=csv&query={urllib.parse.quote(SIZES)}")
    assert frame.to_dict("records") == [{"trial": "https://clinicaltrials.gov/study/NCT02990338", "patients": 307}]


def test_rdflib_asks_it_as_a_remote_store(address: str) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    rows = list(Graph(SPARQLStore(f"{address}/sparql", returnFormat="json")).query(BINDS))
    assert [(str(row.drug), str(row.target)) for row in rows] == [("isatuximab", "CD38")]


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def _program(name: str) -> str:
    """A client that comes with the machine; CI has them all, and there a missing one is a failure."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CLAIMGRAPH_REQUIRE_CLIENTS") == "1":
            pytest.fail(f"{name} is required here and is not installed")
        pytest.skip(f"{name} is not installed")
    return found


def test_javascript_asks_it_with_fetch(address: str) -> None:
    shown = _run(_program("node"), "--input-type=module", "--eval", NODE, "--", f"{address}/sparql", BINDS)
    assert json.loads(shown) == [["isatuximab", "CD38"]]


@pytest.mark.parametrize("option", ["--data-urlencode", "--get"])
def test_curl_asks_it_both_ways(address: str, option: str) -> None:
    more = ["--get"] if option == "--get" else []
    accept = ["--header", "Accept: text/csv"]
    query = ["--data-urlencode", f"query={BINDS}"]
    shown = _run(_program("curl"), "-sS", "--fail", *more, *accept, *query, f"{address}/sparql")
    assert shown.split() == ["drug,target", "isatuximab,CD38"]


def test_perl_asks_it_with_what_it_comes_with(address: str) -> None:
    shown = _run(_program("perl"), "-MHTTP::Tiny", "-MJSON::PP", "-e", PERL, f"{address}/sparql", BINDS)
    assert shown == "isatuximab CD38\n"
