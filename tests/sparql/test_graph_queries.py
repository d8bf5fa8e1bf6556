"""Questions that a researcher asks of a graph, each a ``.rq`` file with the answer as ``.tsv`` beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import Graph

from graph_sample import CD38, ISATUXIMAB, SmallTerminology, sample
from kg.errors import UsageError
from kg.graph import (
    BackgroundFact,
    QueryKind,
    assemble,
    load,
    run_query,
    with_background,
    write_nquads,
    write_turtle,
)
from kg.graph.opened import python_value
from kg.graph.query import Foreign
from kg.graph.terms import Iri, Lit

QUERIES = sorted((Path(__file__).parent / "queries").glob("*.rq"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both files of the sample."""
    out = tmp_path_factory.mktemp("graph")
    graph = assemble(sample(), SmallTerminology())
    write_turtle(graph, out / "kg.ttl")
    write_nquads(graph, out / "kg.nq")
    return out


@pytest.fixture(scope="module")
def turtle(folder: Path) -> Graph:
    return load(folder / "kg.ttl")


@pytest.fixture(scope="module")
def nquads(folder: Path) -> Graph:
    return load(folder / "kg.nq")


def answer(path: Path) -> list[list[str]]:
    lines = path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_the_answer_is_the_same_from_nquads(query: Path, nquads: Graph) -> None:
    result = run_query(nquads, query.read_text(encoding="utf-8"))
    assert [list(result.columns), *map(list, result.rows)] == answer(query)


@pytest.mark.parametrize("query", [q for q in QUERIES if "GRAPH" not in q.read_text()], ids=lambda path: path.stem)
def test_the_answer_is_the_same_from_turtle(query: Path, turtle: Graph) -> None:
    result = run_query(turtle, query.read_text(encoding="utf-8"))
    assert [list(result.columns), *map(list, result.rows)] == answer(query)


@pytest.mark.parametrize("query", [q for q in QUERIES if "GRAPH" not in q.read_text()], ids=lambda path: path.stem)
def test_rdflib_alone_gives_the_same_answer(query: Path, folder: Path) -> None:
    plain = Graph().parse(folder / "kg.ttl")
    plain.bind("cg", "https://w3id.org/claimgraph/vocab#")
    result = run_query(plain, query.read_text(encoding="utf-8"))
    assert [list(result.columns), *map(list, result.rows)] == answer(query)


def test_ask_has_one_answer(folder: Path) -> None:
    result = run_query(folder, "ASK { ?drug cg:inhibits ?gene }")
    assert (result.kind, result.columns, result.rows) == (QueryKind.ASK, ("answer",), (("true",),))


def test_construct_gives_sorted_triples(turtle: Graph) -> None:
    result = run_query(turtle, "CONSTRUCT { ?o cg:targets ?s } WHERE { ?s cg:targets|cg:combinedWith ?o }")
    assert result.kind is QueryKind.GRAPH
    assert result.columns == ("subject", "predicate", "object")
    assert list(result.rows) == sorted(result.rows)
    assert len(result.rows) == 3


def test_terms_keep_their_datatype_and_an_unbound_variable_is_none(turtle: Graph) -> None:
    result = run_query(turtle, "SELECT ?trial ?size ?none WHERE { ?trial biolink:study_size ?size }")
    trial = Iri("https://clinicaltrials.gov/study/NCT02990338")
    assert result.solutions == ((trial, Lit("307", "http://www.w3.org/2001/XMLSchema#integer"), None),)
    assert result.rows == ((trial.value, "307", ""),)


REACHING_OUT = [
    "SELECT * WHERE { SERVICE <https://example.org/sparql> { ?s ?p ?o } }",
    "SELECT * WHERE { service silent ?where { ?s ?p ?o } }",
    "SELECT * FROM <https://example.org/graph> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <https://example.org/graph> WHERE { ?s ?p ?o }",
    "LOAD <https://example.org/graph>",
    'SELECT * WHERE { ?s ?p "\\"" . SERVICE <https://example.org/> { ?s ?p "x" } }',
    "SELECT * WHERE { ?s ?p '''it's # no comment''' } # a comment\n FROM <https://example.org/>",
    r"SELECT * WHERE { \u0053ERVICE <https://example.org/> { ?s ?p ?o } }",
    "SELECT * { <http://x.example/\u00a0'> ?p ?o . SERVICE <http://x.example/> { ?s ?p ?o } FILTER(?o != '') }",
    r"SELECT * \U00000046ROM <https://example.org/> WHERE { ?s ?p ?o }",
    "SELECT*FROM<https://example.org/>WHERE{?s?p?o}",
]


@pytest.mark.parametrize("query", REACHING_OUT)
def test_a_query_that_would_reach_out_of_the_graph_is_refused(query: str, turtle: Graph) -> None:
    with pytest.raises(UsageError, match="not allowed"):
        run_query(turtle, query)


HARMLESS = [
    'SELECT * WHERE { ?from rdfs:label "SERVICE FROM LOAD" }',
    "SELECT * WHERE { ?service cg:targets ?load } # FROM a SERVICE",
    "PREFIX service: <https://example.org/from#> SELECT * WHERE { ?s service:load ?o }",
    "SELECT * WHERE { ?s <https://example.org/service> '''a \"SERVICE\" ''' }",
    'SELECT (1 < 2 AS ?less) ("a > b" AS ?text) WHERE {}',
]


@pytest.mark.parametrize("query", HARMLESS)
def test_such_words_in_names_and_texts_are_no_matter(query: str, turtle: Graph) -> None:
    run_query(turtle, query)


def test_from_chooses_among_the_named_graphs_that_are_there(nquads: Graph) -> None:
    graph = "https://w3id.org/claimgraph/id/graph/"
    said = {}
    for name in ("concepts", "claims"):
        query = f"SELECT ?label FROM <{graph}{name}> {{ <http://identifiers.org/hgnc/1667> rdfs:label ?label }}"
        said[name] = run_query(nquads, query).rows
    assert said == {"concepts": (("CD38",),), "claims": ()}


def test_a_relative_iri_is_one_of_the_graphs_own_nodes(nquads: Graph) -> None:
    ((claim,),) = run_query(nquads, "SELECT ?claim { ?claim rdf:predicate cg:inhibits }").rows
    relative = claim.removeprefix("https://w3id.org/claimgraph/id/")
    assert run_query(nquads, f"ASK {{ <{relative}> rdf:predicate cg:inhibits }}").rows == (("true",),)


def test_what_no_build_writes_is_answered_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.ttl"
    path.write_text('<http://example.org/a> <http://example.org/p> "Arznei"@de, [] .\n')
    language, blank = sorted(run_query(path, "SELECT ?o { ?s ?p ?o }").solutions)
    assert (language[0], blank[0].value[:2]) == (Foreign("Arznei", '"Arznei"@de'), "_:")
    assert python_value(language[0]) == "Arznei"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT",
        "SELECT * WHERE { ?s nowhere:is ?o }",
        "INSERT DATA { cg:a cg:b cg:c }",
        "DROP ALL",
        "",
        "SELECT * WHERE { FILTER(cg:unknown(1)) }",
    ],
)
def test_what_is_no_query_is_an_error_that_says_so(query: str, turtle: Graph) -> None:
    before = len(turtle)
    with pytest.raises(UsageError, match="cannot be answered"):
        run_query(turtle, query)
    assert len(turtle) == before


def test_a_prefix_that_is_not_declared_is_said_to_be_so(turtle: Graph) -> None:
    with pytest.raises(UsageError, match=r"error at 1:\d+: a prefix is not declared\. Correct"):
        run_query(turtle, "SELECT ?x WHERE { ?x foo:bar ?y }")


def documented(root: Path) -> list[str]:
    return re.findall(r"```sparql\n(.*?)```", (root / "docs" / "graph.md").read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def informed(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The sample with a curated fact beside its claims."""
    path, terminology = tmp_path_factory.mktemp("informed") / "kg.nq", SmallTerminology()
    fact = BackgroundFact(ISATUXIMAB.curie, "cg:targets", CD38.curie, "", "a table of antibodies")
    write_nquads(with_background(assemble(sample(), terminology), [fact], terminology), path)
    return load(path)


def test_every_query_of_the_documentation_has_an_answer(root: Path, informed: Graph) -> None:
    queries = documented(root)
    assert len(queries) >= 8
    for query in queries:
        assert run_query(informed, query).rows, query
