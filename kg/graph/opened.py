"""A built graph as researchers use it: rdflib's API, pandas frames, networkx, and a view in notebooks."""

from __future__ import annotations

import os
from decimal import Decimal
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import finalize

from rdflib import Graph

from kg.graph.query import Foreign, QueryKind, QueryResult, run_query
from kg.graph.store import behind_rdflib, graph_file, read
from kg.graph.stored import hold, open_store, store_of
from kg.graph.terms import XSD, Lit, Term
from kg.vocab import compact

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

_WHOLE = frozenset(f"{XSD}{name}" for name in ("integer", "int", "long", "nonNegativeInteger"))
_FRACTIONS = frozenset(f"{XSD}{name}" for name in ("decimal", "double", "float"))

_CONCEPTS = """
SELECT ?kind (COUNT(?concept) AS ?concepts) WHERE { ?concept cg:linkStatus ?status ; a ?kind }
GROUP BY ?kind ORDER BY DESC(?concepts) ?kind"""
_CLAIMS = """
SELECT ?predicate (COUNT(?claim) AS ?claims) (AVG(?confidence) AS ?mean) WHERE {
  ?claim a biolink:Association ; rdf:predicate ?predicate ; cg:confidence ?confidence }
GROUP BY ?predicate ORDER BY DESC(?claims) ?predicate"""


class ClaimGraph(Graph):
    """A built graph: an ``rdflib.Graph``, held by Oxigraph."""

    def sparql(self, query: str) -> pd.DataFrame | QueryResult:
        """The answer as a pandas frame with a column for each variable, or as a ``QueryResult`` without pandas.

        Numbers and truth values are Python's, everything else is text, and None stands where a variable is unbound.
        ASK gives one row with the column ``answer``, CONSTRUCT the columns ``subject``, ``predicate`` and ``object``.
        Raises ``UsageError`` for a query that does not parse or reaches out of the graph.
        """
        result = run_query(self, query)
        if find_spec("pandas") is None:
            return result
        import pandas as pd

        rows = [[python_value(term) for term in solution] for solution in result.solutions]
        return pd.DataFrame(rows, columns=list(result.columns))

    def to_networkx(self, *, direct: bool = True) -> nx.MultiDiGraph[str]:
        """The claims between concepts: see :func:`kg.to_networkx`."""
        from kg.graph.network import to_networkx

        return to_networkx(self, direct=direct)

    def _repr_html_(self) -> str:
        """What a notebook shows: how many concepts of which kind, how many claims of which predicate."""
        parts = [_table(run_query(self, query)) for query in (_CONCEPTS, _CLAIMS)]
        return f"<p>A graph of claims, {len(self)} triples</p>" + "".join(parts)


def open(path: Path | str, *, named_graphs: bool = False) -> ClaimGraph:
    """The graph of a build's output folder, or of a Turtle or N-Quads file.

    From a folder it comes out of its on-disk store (``kg load``), for reading only, when that is of the build
    in the folder. Otherwise it is read from ``kg.ttl`` into memory, and with ``named_graphs`` from ``kg.nq`` too, for
    SPARQL's ``GRAPH``. Raises ``GraphError`` when there is no such graph or it cannot be read.
    """
    path = Path(path)
    store = store_of(path) if path.is_dir() else None
    if store is None:
        more = (path / "kg.nq",) if named_graphs and path.is_dir() else ()
        return behind_rdflib(read(graph_file(path), *more), ClaimGraph)
    held = hold(store)
    graph = behind_rdflib(open_store(store), ClaimGraph)
    finalize(graph, os.close, held)
    return graph


def python_value(term: Term | Foreign | None) -> Any:
    """A term as Python has it: int, float, bool, str, or None for none."""
    if term is None or not isinstance(term, Lit):
        return None if term is None else term.value
    if term.datatype in _WHOLE:
        return int(term.value)
    if term.datatype in _FRACTIONS:
        return float(Decimal(term.value)) if term.datatype == f"{XSD}decimal" else float(term.value)
    return term.value in ("true", "1") if term.datatype == f"{XSD}boolean" else term.value


def _table(result: QueryResult) -> str:
    assert result.kind is QueryKind.SELECT
    head = "".join(f"<th>{escape(column)}</th>" for column in result.columns)
    cells = [[compact(cell) for cell in row] for row in result.rows]
    body = "".join("<tr>" + "".join(f"<td>{escape(cell[:60])}</td>" for cell in row) + "</tr>" for row in cells)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
