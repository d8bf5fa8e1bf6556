"""Oxigraph's terms, its readers and writers, and a graph in memory."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import GraphError
from kg.graph.terms import XSD, Iri, Quad
from kg.vocab import PREFIXES

FORMATS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
}
_NAMED = frozenset({".nq", ".trig"})
_Triple = tuple[pyoxigraph.NamedNode, pyoxigraph.NamedNode, pyoxigraph.NamedNode | pyoxigraph.Literal]
_STRING = XSD + "string"


class _Terms:
    """Oxigraph's terms of ours; IRIs recur, so each is made once."""

    def __init__(self) -> None:
        self._iris: dict[str, pyoxigraph.NamedNode] = {}

    def iri(self, value: str) -> pyoxigraph.NamedNode:
        known = self._iris.get(value)
        if known is None:
            known = self._iris[value] = pyoxigraph.NamedNode(value)
        return known

    def triple(self, quad: Quad) -> _Triple:
        obj = quad.object
        if isinstance(obj, Iri):
            return self.iri(quad.subject.value), self.iri(quad.predicate.value), self.iri(obj.value)
        datatype = None if obj.datatype == _STRING else self.iri(obj.datatype)
        literal = pyoxigraph.Literal(obj.value, datatype=datatype)
        return self.iri(quad.subject.value), self.iri(quad.predicate.value), literal


def turtle(quads: Iterable[Quad], prefixes: dict[str, str]) -> bytes:
    """Turtle of the quads' triples in the order given, without their named graphs."""
    terms = _Terms()
    triples = (pyoxigraph.Triple(*terms.triple(quad)) for quad in quads)
    return pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes) or b""


def nquads(quads: Iterable[Quad]) -> bytes:
    """Canonical N-Quads in the order given, one a line."""
    terms = _Terms()
    rows = (pyoxigraph.Quad(*terms.triple(quad), terms.iri(quad.graph.value)) for quad in quads)
    return pyoxigraph.serialize(rows, format=pyoxigraph.RdfFormat.N_QUADS) or b""


def read(path: Path, *more: Path) -> pyoxigraph.Store:
    """The graph in a file, in memory; the default graph holds the triples of all its named graphs too.

    ``more`` are files whose named graphs are added as they are, those that exist. Raises ``GraphError`` when the file
    is missing, its name has an unknown ending or its content does not parse.
    """
    if not path.is_file():
        raise GraphError(
            "there is no such graph", where=str(path), cure="Build it first: kg build CORPUS --out FOLDER."
        )
    if path.suffix not in FORMATS:
        raise GraphError(f"not a graph file: {path.name}", cure=f"Give a file that ends with {', '.join(FORMATS)}.")
    store, form = pyoxigraph.Store(), FORMATS[path.suffix]
    try:
        store.bulk_load(path=str(path), format=form)
        for other in more:
            if other.is_file():
                store.bulk_load(path=str(other), format=FORMATS[other.suffix])
        if path.suffix in _NAMED:
            store.bulk_extend(pyoxigraph.Quad(*quad.triple) for quad in pyoxigraph.parse(path=str(path), format=form))
    except SyntaxError as error:
        raise GraphError(f"the graph does not parse: {error}", where=path.name, cure="Build it again.") from error
    except OSError as error:
        raise GraphError(f"the graph cannot be read: {error}", where=path.name, cure="Build it first.") from error
    return store


def load(path: Path | str) -> Graph:
    """The graph in a file behind rdflib's API, held by the Oxigraph store. A folder stands for the ``kg.ttl`` in it.

    N-Quads and TriG are read as one graph; their named graphs are there for SPARQL's ``GRAPH``.
    Raises ``GraphError`` like :func:`read`.
    """
    return behind_rdflib(read(graph_file(Path(path))), Graph)


AnyGraph = TypeVar("AnyGraph", bound=Graph)


def behind_rdflib(store: pyoxigraph.Store, kind: type[AnyGraph]) -> AnyGraph:
    """The store's default graph behind rdflib's API, with the project's prefixes."""
    graph = kind(OxigraphStore(store=store), DATASET_DEFAULT_GRAPH_ID)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def graph_file(path: Path) -> Path:
    """The file itself, or the ``kg.ttl`` of a build's output folder."""
    return path / "kg.ttl" if path.is_dir() else path
