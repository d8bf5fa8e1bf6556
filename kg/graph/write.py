"""kg.ttl and kg.nq: the same bytes for the same graph."""

from __future__ import annotations

import re
from pathlib import Path

from kg.graph import store
from kg.graph.rdf import quads
from kg.graph.records import KnowledgeGraph
from kg.graph.terms import Iri, Quad
from kg.vocab import IDENTIFIER_PREFIXES, PREFIXES

MINTED = (
    "arm",
    "citation",
    "claim",
    "disease",
    "document",
    "drug",
    "evidence",
    "finding",
    "mention",
    "place",
    "process",
    "result",
    "selector",
    "target",
    "treatment",
    "trial",
)
_FIRST = {
    PREFIXES[prefix] + name: rank
    for rank, (prefix, name) in enumerate(
        (("rdf", "type"), ("rdfs", "label"), ("rdf", "subject"), ("rdf", "predicate"), ("rdf", "object"))
    )
}
_HEADER = re.compile(rb"(?:@prefix [^\n]*\n)*")


def turtle_triples(graph: KnowledgeGraph) -> list[Quad]:
    """The triples of kg.ttl, each once, in the order in which they are written."""
    distinct = {quad[:3]: quad for quad in quads(graph, all_mentions=False)}
    return sorted(distinct.values(), key=_reading_order)


def turtle_bytes(triples: list[Quad], base: str) -> bytes:
    """Turtle with a paragraph for each subject, in the order given."""
    written = store.turtle(triples, turtle_prefixes(base))
    end = len(_HEADER.match(written)[0])  # type: ignore[index]
    header = sorted(written[:end].splitlines(keepends=True))
    # A line feed inside a literal is escaped, so these two bytes end a subject and nothing else.
    return b"".join(header) + b"\n" + written[end:].replace(b" .\n", b" .\n\n").removesuffix(b"\n")


def _reading_order(quad: Quad) -> tuple[str, int, str, bool, tuple[str, ...]]:
    obj = quad.object
    rank = _FIRST.get(quad.predicate.value, len(_FIRST))
    return (quad.subject.value, rank, quad.predicate.value, isinstance(obj, Iri), tuple(obj))


def turtle_prefixes(base: str) -> dict[str, str]:
    """The prefixes of kg.ttl: the vocabularies, the identifier schemes and one for each kind of minted node."""
    return {**PREFIXES, **IDENTIFIER_PREFIXES, **{kind: f"{base}{kind}/" for kind in MINTED}}


def nquads_lines(graph: KnowledgeGraph) -> list[bytes]:
    """The graph with its named graphs as the lines of canonical N-Quads, sorted bytewise."""
    return sorted(store.nquads(quads(graph)).splitlines(keepends=True))


def write_turtle(graph: KnowledgeGraph, path: Path) -> int:
    """Writes kg.ttl: every triple, with the mentions that stand in evidence. Returns the number of triples.

    Raises ``GraphError`` when an IRI or a literal must not be written.
    """
    triples = turtle_triples(graph)
    path.write_bytes(turtle_bytes(triples, graph.options.base))
    return len(triples)


def write_nquads(graph: KnowledgeGraph, path: Path) -> int:
    """Writes kg.nq: every quad, with all mentions. Returns the number of quads.

    Raises ``GraphError`` when an IRI or a literal must not be written.
    """
    lines = nquads_lines(graph)
    path.write_bytes(b"".join(lines))
    return len(lines)
