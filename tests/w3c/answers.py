"""Graphs and tables as values that are equal when they say the same, whatever their blank nodes are called."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyoxigraph as ox

_ROW, _TIMES = "urn:answer:", ox.NamedNode("urn:times")
_RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_RDF_SUFFIXES = frozenset({".ttl", ".rdf", ".nt", ".nq", ".trig"})

Answer = bool | frozenset[str] | tuple[object, ...]


def graph(quads: Iterable[ox.Quad | ox.Triple]) -> frozenset[str]:
    """The quads as lines, with blank nodes named by where they stand. Numbers are as Oxigraph keeps them."""
    store = ox.Store()
    store.extend(quad if isinstance(quad, ox.Quad) else ox.Quad(*quad) for quad in quads)
    dataset = ox.Dataset(store)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, dataset))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> tuple[object, ...]:
    """A table whose rows have no order; the order of the columns does not count either."""
    counted = Counter(tuple(row) for row in rows)
    said: list[ox.Quad] = []
    for row, times in counted.items():
        node = ox.BlankNode()
        said.append(ox.Quad(node, _TIMES, ox.Literal(times)))
        values = ((name, term) for name, term in zip(columns, row, strict=True) if term is not None)
        said += [ox.Quad(node, ox.NamedNode(_ROW + name), term) for name, term in values]  # type: ignore[arg-type]
    return ("table", frozenset(columns), graph(said))


def of_engine(result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Answer:
    """What Oxigraph answers."""
    if isinstance(result, ox.QueryBoolean):
        return bool(result)
    if isinstance(result, ox.QueryTriples):
        return ("graph", graph(result))
    return table([variable.value for variable in result.variables], [tuple(row) for row in result])


def text_table(path_or_text: str) -> tuple[object, ...]:
    """A table in CSV: nothing but texts, and blank nodes by any name."""
    head, *rows = csv.reader(path_or_text.splitlines())
    named = [["_:" if cell.startswith("_:") else cell for cell in row] for row in rows]
    return ("csv", tuple(head), frozenset(Counter(map(tuple, named)).items()))


def expected(path: Path) -> Answer:
    """The answer in a file of a suite: results in XML, JSON, TSV, CSV or in RDF, or a graph."""
    if path.suffix in (".srx", ".srj", ".tsv"):
        form = {".srx": "XML", ".srj": "JSON", ".tsv": "TSV"}[path.suffix]
        text = path.read_text(encoding="utf-8")
        return of_engine(ox.parse_query_results(text, getattr(ox.QueryResultsFormat, form)))  # type: ignore[arg-type]
    if path.suffix == ".csv":
        return text_table(path.read_text(encoding="utf-8"))
    store = ox.Store()
    store.load(path=str(path), base_iri=path.as_uri())
    return _result_set(store) or ("graph", graph(store))


def _result_set(store: ox.Store) -> Answer | None:
    """Results in RDF, in the vocabulary of the first suites; their order is not looked at."""
    prefix = f"PREFIX rs: <{_RS}> "
    for (truth,) in store.query(prefix + "SELECT ?b { [] rs:boolean ?b }"):  # type: ignore[union-attr, misc]
        return bool(truth.value == "true")
    if not store.query(prefix + "ASK { ?r a rs:ResultSet }"):
        return None
    columns = [row[0].value for row in store.query(prefix + "SELECT ?v { [] rs:resultVariable ?v }")]  # type: ignore[union-attr, index, misc]
    rows: dict[object, dict[str, object]] = {}
    for (solution,) in store.query(prefix + "SELECT ?s { [] rs:solution ?s }"):  # type: ignore[union-attr, misc]
        rows[solution] = {}
    bound = prefix + "SELECT ?s ?name ?value { ?s rs:binding [ rs:variable ?name ; rs:value ?value ] }"
    for solution, name, value in store.query(bound):  # type: ignore[union-attr, misc]
        rows[solution][name.value] = value
    return table(columns, [[row.get(column) for column in columns] for row in rows.values()])
