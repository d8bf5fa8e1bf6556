"""The graph in the formats of RDF: one function a format, from quads to bytes that are always the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.graph import oxigraph
from kg.graph.jsonld import json_ld
from kg.graph.layout import blocks, union
from kg.graph.nanopub import NP, nanopublications
from kg.graph.nodes import term
from kg.graph.oxigraph import Reifier
from kg.graph.store import graph_file
from kg.graph.terms import Iri, Lit, Quad
from kg.graph.write import nquads_lines, turtle_bytes, turtle_prefixes
from kg.vocab import DEFAULT_BASE

_MINTED = re.compile(r"(.+)(?:claim|document|evidence)/[0-9a-f]{24}")
_PARTS = tuple(term(f"rdf:{name}") for name in ("subject", "predicate", "object"))
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Written:
    """A graph in a format, and what the format could not hold of it, one line each."""

    content: bytes
    losses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RdfFormat:
    """How quads are written, given the base of minted nodes; ``named`` formats keep the named graphs."""

    write: Callable[[list[Quad], str], Written]
    named: bool
    loses: str
    """What is always lost, for the table of the documentation; empty when nothing is."""


def _turtle(quads: list[Quad], base: str) -> Written:
    return Written(turtle_bytes(union(quads), base))


def _turtle12(quads: list[Quad], base: str) -> Written:
    rows = list(_with_reifiers(union(quads)))
    return Written(oxigraph.turtle(rows, turtle_prefixes(base)))


def _with_reifiers(triples: list[Quad]) -> Iterator[Quad | Reifier]:
    for block in blocks(triples):
        parts = {quad.predicate: quad for quad in block.quads if quad.predicate in _PARTS}
        if len(parts) < len(_PARTS):
            yield from block.quads
            continue
        subject, predicate, obj = (parts[name].object for name in _PARTS)
        says = Quad(Iri(subject.value), Iri(predicate.value), obj, block.quads[0].graph)
        reifier = Reifier(block.quads[0].subject, says)
        yield from (quad for quad in block.quads if quad.predicate == term("rdf:type"))
        yield reifier
        yield from (quad for quad in block.quads if quad.predicate not in (*_PARTS, term("rdf:type")))


def _ntriples(quads: list[Quad], base: str) -> Written:  # noqa: ARG001 - N-Triples have no prefixes
    return Written(b"".join(sorted(oxigraph.ntriples(union(quads)).splitlines(keepends=True))))


def _nquads(quads: list[Quad], base: str) -> Written:  # noqa: ARG001 - nor have N-Quads
    return Written(b"".join(nquads_lines(quads)))


def _trig(quads: list[Quad], base: str) -> Written:
    return Written(oxigraph.trig(_by_graph(quads), turtle_prefixes(base)))


def _by_graph(quads: Iterable[Quad]) -> Iterator[Quad]:
    graphs: dict[Iri, list[Quad]] = {}
    for quad in quads:
        graphs.setdefault(quad.graph, []).append(quad)
    for name in sorted(graphs):
        for block in blocks(graphs[name]):
            yield from block.quads


def _json_ld(quads: list[Quad], base: str) -> Written:
    return Written(json_ld(union(quads), turtle_prefixes(base)))


def _rdf_xml(quads: list[Quad], base: str) -> Written:
    rows = [quad for block in blocks(union(quads)) for quad in block.quads]
    clean = [_for_xml(quad) for quad in rows]
    changed = sum(one is not other for one, other in zip(rows, clean, strict=True))
    losses = (f"{changed} texts hold control characters that XML cannot hold: U+FFFD stands for each",)
    return Written(oxigraph.rdf_xml(clean, turtle_prefixes(base)), losses if changed else ())


def _for_xml(quad: Quad) -> Quad:
    obj = quad.object
    if isinstance(obj, Iri) or not _NOT_XML.search(obj.value):
        return quad
    return quad._replace(object=Lit(_NOT_XML.sub("\ufffd", obj.value), obj.datatype))


def _nanopub(quads: list[Quad], base: str) -> Written:
    published, losses = nanopublications(quads, base)
    return Written(oxigraph.trig(_by_graph(published), turtle_prefixes(base) | {"np": NP}), losses)


_NAMED_GRAPHS = "named graphs, and the mentions that stand in no evidence"

RDF_FORMATS = MappingProxyType(
    {
        "turtle": RdfFormat(_turtle, False, _NAMED_GRAPHS),
        "turtle12": RdfFormat(_turtle12, False, f"{_NAMED_GRAPHS}; readers of RDF 1.1 cannot read it"),
        "ntriples": RdfFormat(_ntriples, False, _NAMED_GRAPHS),
        "jsonld": RdfFormat(_json_ld, False, _NAMED_GRAPHS),
        "rdfxml": RdfFormat(_rdf_xml, False, f"{_NAMED_GRAPHS}; control characters in texts"),
        "nquads": RdfFormat(_nquads, True, ""),
        "trig": RdfFormat(_trig, True, ""),
        "nanopub": RdfFormat(
            _nanopub,
            True,
            "names, cross references and hierarchy of concepts; mentions, places, citations; "
            "they have no date, creator or signature",
        ),
    }
)
"""The formats by the name that the command line gives them."""


def read_quads(path: Path | str, *, named: bool) -> list[Quad]:
    """The quads of a graph file, or of the ``kg.nq`` (``named``) or ``kg.ttl`` in the output folder of a build.

    Raises ``GraphError`` for a graph that cannot be read, or that holds what no build writes.
    """
    path = Path(path)
    return oxigraph.parsed(path / "kg.nq" if named and path.is_dir() else graph_file(path))


def base_of(quads: Iterable[Quad]) -> str:
    """The IRI under which the nodes of a graph are minted."""
    for quad in quads:
        if match := _MINTED.fullmatch(quad.subject.value):
            return match[1]
    return DEFAULT_BASE


def write_rdf(quads: list[Quad], form: str) -> Written:
    """The quads in one of :data:`RDF_FORMATS`, with what was lost.

    Raises ``GraphError`` when an IRI or a literal must not be written.
    """
    chosen = RDF_FORMATS[form]
    written = chosen.write(quads, base_of(quads))
    always = (chosen.loses,) if chosen.loses else ()
    return Written(written.content, (*always, *written.losses))
