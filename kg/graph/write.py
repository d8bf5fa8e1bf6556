"""kg.ttl and kg.nq: the same bytes for the same graph."""

from __future__ import annotations

import re
from pathlib import Path

from kg.graph import store
from kg.graph.rdf import quads
from kg.graph.records import KnowledgeGraph
from kg.graph.terms import Iri, Quad
from kg.vocab import IDENTIFIER_PREFIXES, PREFIXES

_MINTED = (
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


def turtle_bytes(graph: KnowledgeGraph) -> bytes:
    """The graph as Turtle: one paragraph a subject, in the order of IRIs, what says what it is first."""
    distinct = {quad[:3]: quad for quad in quads(graph, all_mentions=False)}
    written = store.turtle(sorted(distinct.values(), key=_reading_order), turtle_prefixes(graph.options.base))
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
    return {**PREFIXES, **IDENTIFIER_PREFIXES, **{kind: f"{base}{kind}/" for kind in _MINTED}}


def nquads_bytes(graph: KnowledgeGraph) -> bytes:
    """The graph with its named graphs as canonical N-Quads, the lines sorted bytewise."""
    lines = store.nquads(quads(graph)).split(b"\n")
    return b"".join(line + b"\n" for line in sorted(filter(None, lines)))


def write_turtle(graph: KnowledgeGraph, path: Path) -> None:
    """Writes kg.ttl: every triple, with the mentions that stand in evidence. Raises ``GraphError``, ``OSError``."""
    path.write_bytes(turtle_bytes(graph))


def write_nquads(graph: KnowledgeGraph, path: Path) -> None:
    """Writes kg.nq: every quad, with all mentions. Raises ``GraphError``, ``OSError``."""
    path.write_bytes(nquads_bytes(graph))
