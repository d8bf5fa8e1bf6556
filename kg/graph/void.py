"""``void.ttl``: what a graph holds, counted, and under which licences what it was made from stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kg.graph import oxigraph
from kg.graph.layout import blocks, union
from kg.graph.nodes import term
from kg.graph.oxigraph import NO_GRAPH
from kg.graph.terms import Iri, Lit, Quad, Term, digest, verbatim
from kg.vocab import IDENTIFIER_PREFIXES, PREFIXES, compact

VOID = "http://rdfs.org/ns/void#"
_TYPE, _TITLE, _RIGHTS = term("rdf:type"), term("dcterms:title"), term("dcterms:rights")
_MATCH, _LICENCE, _SOURCE = term("skos:exactMatch"), term("dcterms:license"), term("dcterms:source")


def void_bytes(quads: Iterable[Quad], base: str, sources: Iterable[tuple[str, str, str]]) -> bytes:
    """The description of a graph with the base of its minted nodes as Turtle.

    ``sources`` are what knowledge from outside the articles is from: (title, version, licence). Triples are counted
    once, whatever named graphs they are in.
    """
    rows = list(quads)
    described = blocks([*_dataset(rows, base), *_sources(sources, base)])
    prefixes = {"void": VOID, "dcterms": PREFIXES["dcterms"], "skos": PREFIXES["skos"], "xsd": PREFIXES["xsd"]}
    return oxigraph.turtle((quad for block in described for quad in block.quads), prefixes)


def _quad(subject: Iri, predicate: Iri, value: Term) -> Quad:
    return Quad(subject, predicate, value, NO_GRAPH)


def _count(number: int) -> Lit:
    return Lit(str(number), term("xsd:integer").value)


def _void(name: str) -> Iri:
    return Iri(VOID + name)


def _dataset(rows: list[Quad], base: str) -> Iterator[Quad]:
    triples, whole = union(rows), Iri(f"{base}dataset")
    yield _quad(whole, _TYPE, _void("Dataset"))
    yield _quad(whole, _TITLE, Lit("A graph of claims with the sentences that say them"))
    yield _quad(whole, _void("uriSpace"), Lit(base))
    for name, number in (
        ("triples", len(triples)),
        ("distinctSubjects", len({quad.subject for quad in triples})),
        ("distinctObjects", len({quad.object for quad in triples})),
        ("properties", len({quad.predicate for quad in triples})),
        ("classes", len({quad.object for quad in triples if quad.predicate == _TYPE})),
        ("documents", sum(quad.predicate == _SOURCE for quad in triples)),
    ):
        yield _quad(whole, _void(name), _count(number))
    for prefix in ("biolink", "cg", "dcterms", "oa", "prov", "schema", "skos"):
        yield _quad(whole, _void("vocabulary"), Iri(PREFIXES[prefix]))
    for licence in sorted({quad.object.value for quad in triples if quad.predicate == _LICENCE}):
        yield _quad(whole, _RIGHTS, verbatim(f"articles: {licence}", origin="a licence"))
    yield from _partitions(triples, whole)
    yield from _linksets(triples, whole)
    for graph, number in sorted(Counter(quad.graph for quad in rows).items()):
        if graph != NO_GRAPH:
            yield _quad(whole, _void("subset"), graph)
            yield _quad(graph, _TYPE, _void("Dataset"))
            yield _quad(graph, _void("triples"), _count(number))


def _partitions(triples: list[Quad], whole: Iri) -> Iterator[Quad]:
    classes = Counter(quad.object.value for quad in triples if quad.predicate == _TYPE)
    properties = Counter(quad.predicate.value for quad in triples)
    for kind, what, counted, unit in (
        ("class", "classPartition", classes, "entities"),
        ("property", "propertyPartition", properties, "triples"),
    ):
        for name, number in sorted(counted.items()):
            short = compact(name).replace(":", "_") if compact(name) != name else digest(name)
            part = Iri(f"{whole.value}/{kind}/{short}")
            yield _quad(whole, _void(what), part)
            yield _quad(part, _void(kind), Iri(name))
            yield _quad(part, _void(unit), _count(number))


def _linksets(triples: list[Quad], whole: Iri) -> Iterator[Quad]:
    """One linkset a scheme of identifiers that cross references lead to."""
    spaces = sorted(IDENTIFIER_PREFIXES.items(), key=lambda pair: -len(pair[1]))
    led: Counter[tuple[str, str]] = Counter()
    for quad in triples:
        if quad.predicate == _MATCH:
            led.update([next(((p, ns) for p, ns in spaces if quad.object.value.startswith(ns)), ("other", ""))])
    for (prefix, space), number in sorted(led.items()):
        links, target = Iri(f"{whole.value}/links/{prefix}"), Iri(f"{whole.value}/target/{prefix}")
        yield _quad(whole, _void("subset"), links)
        yield _quad(links, _TYPE, _void("Linkset"))
        yield _quad(links, _void("linkPredicate"), _MATCH)
        yield _quad(links, _void("subjectsTarget"), whole)
        yield _quad(links, _void("objectsTarget"), target)
        yield _quad(links, _void("triples"), _count(number))
        yield _quad(target, _TYPE, _void("Dataset"))
        yield _quad(target, _TITLE, Lit(prefix))
        if space:
            yield _quad(target, _void("uriSpace"), Lit(space))


def _sources(sources: Iterable[tuple[str, str, str]], base: str) -> Iterator[Quad]:
    whole = Iri(f"{base}dataset")
    for title, version, licence in sources:
        source = Iri(f"{whole.value}/source/{digest(title, version)}")
        yield _quad(whole, _SOURCE, source)
        yield _quad(source, _TYPE, _void("Dataset"))
        yield _quad(source, _TITLE, verbatim(title, origin="SOURCES"))
        yield _quad(source, term("dcterms:hasVersion"), verbatim(version, origin="SOURCES"))
        yield _quad(source, _RIGHTS, verbatim(licence, origin="SOURCES"))
