"""A graph in memory, in Oxigraph's store."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.errors import GraphError
from kg.vocab import PREFIXES

FORMATS = {
    ".ttl": pyoxigraph.RdfFormat.TURTLE,
    ".nt": pyoxigraph.RdfFormat.N_TRIPLES,
    ".nq": pyoxigraph.RdfFormat.N_QUADS,
    ".trig": pyoxigraph.RdfFormat.TRIG,
    ".jsonld": pyoxigraph.RdfFormat.JSON_LD,
    ".rdf": pyoxigraph.RdfFormat.RDF_XML,
}
_NAMED = frozenset({".nq", ".trig", ".jsonld"})
_DEFAULT = pyoxigraph.DefaultGraph()


def read(path: Path, *more: Path) -> pyoxigraph.Store:
    """The graph in a file, in memory; the default graph holds the triples of all its named graphs too.

    Relative IRIs, which no build writes, are read by the file's own address, as RDF says. ``more`` are files whose
    named graphs are added as they are, those that exist. Raises ``GraphError`` when the file is missing, its name has
    an unknown ending or its content does not parse.
    """
    store = pyoxigraph.Store()
    file_format(path)
    try:
        load_file(store, path)
        for other in more:
            if other.is_file():
                load_file(store, other)
        if path.suffix in _NAMED:
            store.bulk_extend(pyoxigraph.Quad(*quad.triple) for quad in store if quad.graph_name != _DEFAULT)
    except SyntaxError as error:
        raise GraphError(f"the graph does not parse: {error}", where=path.name, cure="Build it again.") from error
    except OSError as error:
        raise GraphError(f"the graph cannot be read: {error}", where=path.name, cure="Build it first.") from error
    return store


def load_file(store: pyoxigraph.Store, path: Path) -> None:
    """Add what a graph file says to a store, as Oxigraph reads it.

    Raises ``SyntaxError`` when it does not parse, ``OSError`` when it cannot be read.
    """
    store.bulk_load(path=str(path), format=FORMATS[path.suffix], base_iri=path.resolve().as_uri())


def file_format(path: Path) -> pyoxigraph.RdfFormat:
    """The format of a graph file by its name's ending.

    Raises ``GraphError`` when the file is missing or its ending unknown.
    """
    if not path.is_file():
        raise GraphError(
            "there is no such graph", where=str(path), cure="Build it first: kg build CORPUS --out FOLDER."
        )
    if path.suffix not in FORMATS:
        raise GraphError(f"not a graph file: {path.name}", cure=f"Give a file that ends with {', '.join(FORMATS)}.")
    return FORMATS[path.suffix]


def load(path: Path | str) -> Graph:
    """The graph in a file behind rdflib's API, held by the Oxigraph store. A folder stands for the ``kg.ttl`` in it.

    N-Quads and TriG are read as one graph; their named graphs are there for SPARQL's ``GRAPH``.
    Raises ``GraphError`` like :func:`read`.
    """
    return behind_rdflib(read(graph_file(Path(path))), Graph)


AnyGraph = TypeVar("AnyGraph", bound=Graph)


class _Held(OxigraphStore):
    """rdflib's view of an Oxigraph store, which says what it is a view of."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        super().__init__(store=store)
        self.oxigraph = store


def held_by(graph: Graph) -> pyoxigraph.Store | None:
    """The Oxigraph store of a graph that was opened here, None of any other graph of rdflib."""
    return graph.store.oxigraph if isinstance(graph.store, _Held) else None


def behind_rdflib(store: pyoxigraph.Store, kind: type[AnyGraph]) -> AnyGraph:
    """The store's default graph behind rdflib's API, with the project's prefixes."""
    graph = kind(_Held(store), DATASET_DEFAULT_GRAPH_ID)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def read_with(graph: Graph, other: Path, name: URIRef) -> Graph:
    """The graph's triples, with those of another build's file as a named graph beside them, in memory.

    Raises ``GraphError`` like :func:`read`.
    """
    store = pyoxigraph.Store()
    into = OxigraphStore(store=store)
    for triples, context in ((graph, DATASET_DEFAULT_GRAPH_ID), (load(other), name)):
        place = Graph(into, context)
        into.addN((s, p, o, place) for s, p, o in triples)
    return behind_rdflib(store, Graph)


def graph_file(path: Path) -> Path:
    """The file itself, or the ``kg.ttl`` of a build's output folder."""
    return path / "kg.ttl" if path.is_dir() else path
