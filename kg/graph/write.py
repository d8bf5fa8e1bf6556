"""kg.ttl and kg.nq: the same bytes for the same graph."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.graph import oxigraph
from kg.graph.layout import Block, blocks, union
from kg.graph.nodes import term
from kg.graph.rdf import every_quad, quads
from kg.graph.records import KnowledgeGraph
from kg.graph.terms import Quad, Term
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
_OF_EVIDENCE = frozenset(term(f"cg:{name}") for name in ("subjectMention", "objectMention", "reachedThrough"))
_PLACED = frozenset(
    term(f"oa:{name}") for name in ("Annotation", "SpecificResource", "TextPositionSelector", "TextQuoteSelector")
)
_END = b" .\n"


def turtle_triples(graph: KnowledgeGraph) -> list[Quad]:
    """The triples of kg.ttl, each once."""
    return union(every_quad(graph, all_mentions=False))


def turtle_bytes(triples: Iterable[Quad], base: str) -> bytes:
    """Turtle with a paragraph for each subject, in the order and under the headings of :mod:`kg.graph.layout`.

    Raises ``GraphError`` when an IRI or a literal must not be written.
    """
    ordered = list(blocks(triples))
    written = oxigraph.turtle((quad for block in ordered for quad in block.quads), turtle_prefixes(base))
    end = len(oxigraph.HEADER.match(written)[0])  # type: ignore[index]
    # A line feed inside a literal is escaped, so these bytes end a subject and nothing else.
    paragraphs = written[end:].split(_END)[:-1]
    lines = (_above(block) + text + _END for block, text in zip(ordered, paragraphs, strict=True))
    return b"\n".join((written[:end], *lines))


def _above(block: Block) -> bytes:
    """The heading and the comment of a block; neither holds a line break."""
    heading = f"# {block.heading}\n\n" if block.heading else ""
    comment = f"# {block.comment}\n" if block.comment else ""
    return (heading + comment).encode()


def evidenced(quads: Iterable[Quad]) -> Iterator[Quad]:
    """The quads without the mentions that stand in no evidence, and without their places: what is in kg.ttl."""
    rows = list(quads)
    mentions = {quad.object for quad in rows if quad.predicate in _OF_EVIDENCE}
    sentences = {quad.subject for quad in rows if quad[1:3] == (term("rdf:type"), term("cg:Evidence"))}
    kept: set[Term] = {*mentions, *sentences}
    for predicate in (term("oa:hasTarget"), term("oa:hasSelector")):
        kept |= {quad.object for quad in rows if quad.predicate == predicate and quad.subject in kept}
    placed = {quad.subject for quad in rows if quad.predicate == term("rdf:type") and quad.object in _PLACED}
    return (quad for quad in rows if quad.subject not in placed or quad.subject in kept)


def turtle_prefixes(base: str) -> dict[str, str]:
    """The prefixes of kg.ttl: the vocabularies, the identifier schemes and one for each kind of minted node."""
    return {**PREFIXES, **IDENTIFIER_PREFIXES, **{kind: f"{base}{kind}/" for kind in MINTED}}


def nquads_lines(rows: Iterable[Quad]) -> list[bytes]:
    """The quads as the lines of canonical N-Quads, sorted bytewise.

    Raises ``GraphError`` when an IRI or a literal must not be written.
    """
    return sorted(oxigraph.nquads(rows).splitlines(keepends=True))


@contextmanager
def _without_collection() -> Iterator[None]:
    """No search for cycles: quads are in none, and to look for some among millions takes a third of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_without_collection()
def write_turtle(graph: KnowledgeGraph, path: Path) -> int:
    """Writes kg.ttl: every triple, with the mentions that stand in evidence. Returns the number of triples.

    Raises ``GraphError`` when an IRI or a literal must not be written.
    """
    triples = turtle_triples(graph)
    path.write_bytes(turtle_bytes(triples, graph.options.base))
    return len(triples)


@_without_collection()
def write_nquads(graph: KnowledgeGraph, path: Path) -> int:
    """Writes kg.nq: every quad, with all mentions. Returns the number of quads.

    Raises ``GraphError`` when an IRI or a literal must not be written.
    """
    lines = nquads_lines(quads(graph))
    path.write_bytes(b"".join(lines))
    return len(lines)
