"""Quads in Oxigraph's terms: written, and parsed from files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph

from kg.errors import GraphError
from kg.graph.store import file_format
from kg.graph.terms import XSD, Iri, Lit, Quad, check_literal, iri
from kg.vocab import PREFIXES

_STRING = XSD + "string"
_REIFIES = pyoxigraph.NamedNode(PREFIXES["rdf"] + "reifies")
HEADER = re.compile(rb"(?:@prefix [^\n]*\n)*")
NO_GRAPH = Iri("")
"""What stands for the default graph in the quads of a file without named graphs."""


class Reifier(NamedTuple):
    """A node that stands for a triple, which RDF 1.2 writes as a triple term."""

    node: Iri
    says: Quad


class _Iris(dict[str, pyoxigraph.NamedNode]):
    """Oxigraph's terms of IRIs; they recur, so each is checked and made once."""

    def __missing__(self, value: str) -> pyoxigraph.NamedNode:
        origin = "a named graph"
        try:
            made = self[value] = pyoxigraph.NamedNode(iri(value, origin=origin).value)
        except ValueError as error:
            cure = "Correct it where it comes from."
            raise GraphError(f"not an IRI, {str(error)!a}: {value!a}", where=origin, cure=cure) from error
        return made


class _Literals(dict[Lit, pyoxigraph.Literal]):
    """Oxigraph's terms of literals, likewise."""

    def __init__(self, iris: _Iris) -> None:
        super().__init__()
        self._iris = iris

    def __missing__(self, value: Lit) -> pyoxigraph.Literal:
        check_literal(value, origin="")
        datatype = None if value.datatype == _STRING else self._iris[value.datatype]
        made = self[value] = pyoxigraph.Literal(value.value, datatype=datatype)
        return made


class _Terms:
    """Oxigraph's triples of ours, and the last check before anything is written."""

    def __init__(self) -> None:
        self.iris = _Iris()
        self._literals = _Literals(self.iris)

    def triple(self, quad: Quad) -> pyoxigraph.Triple:
        """Raises ``GraphError`` that names subject and predicate when one of the terms must not be written."""
        subject, predicate, obj, _ = quad
        iris = self.iris
        try:
            value = iris[obj.value] if isinstance(obj, Iri) else self._literals[obj]
            return pyoxigraph.Triple(iris[subject.value], iris[predicate.value], value)
        except GraphError as error:
            where = f"{predicate.value!a} of {subject.value!a}"
            raise GraphError(error.what, where=where, cure=error.cure) from None

    def reified(self, reifier: Reifier) -> pyoxigraph.Triple:
        """What says in RDF 1.2 which triple a node stands for."""
        said = self.triple(reifier.says)
        return pyoxigraph.Triple(self.iris[reifier.node.value], _REIFIES, said)


def turtle(quads: Iterable[Quad | Reifier], prefixes: dict[str, str]) -> bytes:
    """Turtle of the quads' triples in the order given, without their named graphs; RDF 1.2 where there are reifiers."""
    terms = _Terms()
    triples = (terms.triple(quad) if isinstance(quad, Quad) else terms.reified(quad) for quad in quads)
    return _with_sorted_header(pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes))


def _with_sorted_header(written: bytes | None) -> bytes:
    """The text with its prefixes in the order of the alphabet, whatever order the writer keeps them in."""
    text = written or b""
    end = len(HEADER.match(text)[0])  # type: ignore[index]
    return b"".join(sorted(text[:end].splitlines(keepends=True))) + text[end:]


def rdf_xml(quads: Iterable[Quad], prefixes: dict[str, str]) -> bytes:
    """RDF/XML of the quads' triples in the order given. Their texts must hold nothing that XML cannot hold."""
    terms = _Terms()
    triples = map(terms.triple, quads)
    written = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.RDF_XML, prefixes=prefixes) or b""
    # The writer leaves carriage returns as they are, which XML readers take for line feeds.
    return written.replace(b"\r", b"&#xD;")


def trig(quads: Iterable[Quad], prefixes: dict[str, str]) -> bytes:
    """TriG of the quads in the order given."""
    rows = _rows(quads)
    return _with_sorted_header(pyoxigraph.serialize(rows, format=pyoxigraph.RdfFormat.TRIG, prefixes=prefixes))


def ntriples(quads: Iterable[Quad]) -> bytes:
    """Canonical N-Triples in the order given, one a line."""
    terms = _Terms()
    triples = map(terms.triple, quads)
    return pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""


def nquads(quads: Iterable[Quad]) -> bytes:
    """Canonical N-Quads in the order given, one a line."""
    return pyoxigraph.serialize(_rows(quads), format=pyoxigraph.RdfFormat.N_QUADS) or b""


def _rows(quads: Iterable[Quad]) -> Iterator[pyoxigraph.Quad]:
    terms = _Terms()
    for quad in quads:
        named = pyoxigraph.DefaultGraph() if quad.graph == NO_GRAPH else terms.iris[quad.graph.value]
        said = terms.triple(quad)
        yield pyoxigraph.Quad(said.subject, said.predicate, said.object, named)


def parsed(path: Path) -> list[Quad]:
    """The quads of a graph file, each once, as they are written: numbers keep their digits.

    Raises ``GraphError`` like :func:`read`, and for what no build writes: blank nodes, triple terms, language tags.
    """
    form = file_format(path)
    rows: dict[Quad, None] = {}
    try:
        for row in pyoxigraph.parse(path=str(path), format=form):
            rows[_quad(row, path)] = None
    except SyntaxError as error:
        raise GraphError(f"the graph does not parse: {error}", where=path.name, cure="Build it again.") from error
    except OSError as error:
        raise GraphError(f"the graph cannot be read: {error}", where=path.name, cure="Build it first.") from error
    return list(rows)


def _quad(row: pyoxigraph.Quad, path: Path) -> Quad:
    subject, predicate, obj, named = row
    if not isinstance(subject, pyoxigraph.NamedNode) or isinstance(named, pyoxigraph.BlankNode):
        raise _not_ours("a blank node", row, path)
    graph = NO_GRAPH if isinstance(named, pyoxigraph.DefaultGraph) else Iri(named.value)
    if isinstance(obj, pyoxigraph.NamedNode):
        return Quad(Iri(subject.value), Iri(predicate.value), Iri(obj.value), graph)
    if not isinstance(obj, pyoxigraph.Literal):
        raise _not_ours("a blank node or a triple term", row, path)
    if obj.language:
        raise _not_ours("a language tag", row, path)
    return Quad(Iri(subject.value), Iri(predicate.value), Lit(obj.value, obj.datatype.value), graph)


def _not_ours(what: str, row: pyoxigraph.Quad, path: Path) -> GraphError:
    return GraphError(
        f"{what}, which no build writes: {str(row)[:200]!a}", where=path.name, cure="Give a graph that kg has written."
    )
