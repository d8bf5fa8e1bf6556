"""Quads of concepts, documents, mentions and places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.errors import GraphError
from kg.graph.nodes import Nodes, term
from kg.graph.records import ConceptNode, PlacedMention, SourceDocument
from kg.graph.terms import Lit, Quad, Term, iri, literal, verbatim
from kg.model import Kind, LinkStatus, Span

Place = tuple[str, Span]

_A = term("rdf:type")
_LABEL = term("rdfs:label")
_COUNT = term("xsd:integer").value
_POSITION, _QUOTE = term("oa:TextPositionSelector"), term("oa:TextQuoteSelector")
_YEAR = re.compile(r"\d{4}")
_YEAR_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


def decimal(value: float) -> Lit:
    """A number from 0 to 1 with up to four decimals."""
    digits = f"{value:.4f}".rstrip("0")
    return Lit(digits + "0" if digits.endswith(".") else digits, term("xsd:decimal").value)


def concept_quads(node: ConceptNode, known: frozenset[str], nodes: Nodes) -> Iterator[Quad]:
    """A concept that a text names is in ``graph/concepts``; all that a terminology adds is in a graph of its own.

    ``known`` are the CURIEs in the graph: hierarchy and membership are written among these alone, so every end has a
    label.
    """
    concept, origin = node.concept, f"concept {node.concept.curie}"
    subject = nodes.concept(concept.curie)
    outside = nodes.graph("registry" if concept.kind is Kind.TRIAL else "terminology")
    named = outside if node.status is None else nodes.graph("concepts")
    yield Quad(subject, _A, iri(term("biolink:").value + concept.biolink_class, origin=origin), named)
    # What a text calls something is kept to the letter; what a terminology calls it must be clean.
    written = verbatim if concept.minted else literal
    yield Quad(subject, _LABEL, written(concept.label, origin=origin), named)
    if node.status is not None:
        yield Quad(subject, term("cg:linkStatus"), Lit(node.status.value), named)
    names_in = named if node.status is LinkStatus.UNRESOLVED else outside
    if node.status is not None:
        for name in concept.names:
            yield Quad(subject, term("skos:altLabel"), written(name, origin=origin), names_in)
        for curie in concept.xrefs:
            if curie != concept.curie:
                match = nodes.concept(curie, origin=f"cross reference of {origin}:")
                yield Quad(subject, term("skos:exactMatch"), match, outside)
    if concept.curie.startswith("clinicaltrials:"):
        number = literal(concept.curie.partition(":")[2], origin=origin)
        yield Quad(subject, term("dcterms:identifier"), number, outside)
    for curie in concept.broader:
        if curie in known:
            yield Quad(subject, term("skos:broader"), nodes.concept(curie), outside)
    member = term("biolink:has_drug" if concept.kind is Kind.TREATMENT else "cg:hasMember")
    for curie in concept.members:
        if curie in known:
            yield Quad(subject, member, nodes.concept(curie), outside)


def document_quads(document: SourceDocument, nodes: Nodes) -> Iterator[Quad]:
    """All that is known of an article, in ``graph/documents``."""
    subject, graph, origin = nodes.document(document.source), nodes.graph("documents"), f"metadata of {document.source}"
    yield Quad(subject, _A, term(document.kind.value), graph)
    for predicate, text in (
        ("dcterms:source", document.source),
        ("cg:sha256", document.sha256),
        ("dcterms:title", document.title),
        ("dcterms:publisher", document.publisher),
        ("dcterms:license", document.licence),
        *(("dcterms:creator", author) for author in document.authors),
        *(("dcterms:identifier", identifier) for identifier in document.identifiers),
    ):
        if text:
            yield Quad(subject, term(predicate), verbatim(text, origin=origin), graph)
    if document.date:
        yield Quad(subject, term("dcterms:date"), date_literal(document.date, origin=origin), graph)
    if document.url:
        yield Quad(subject, term("schema:url"), _address(document.url, origin=origin), graph)
    if document.retracted:
        yield Quad(subject, term("cg:retracted"), Lit("true", term("xsd:boolean").value), graph)
    for index, (text, doi) in enumerate(document.citations):
        citation = nodes.citation(document.source, index, text)
        yield Quad(subject, term("dcterms:references"), citation, graph)
        yield Quad(citation, _A, term("dcterms:BibliographicResource"), graph)
        yield Quad(citation, term("dcterms:bibliographicCitation"), verbatim(text, origin=origin), graph)
        if doi:
            yield Quad(citation, term("dcterms:identifier"), verbatim(doi, origin=origin), graph)


def date_literal(text: str, *, origin: str) -> Lit:
    """A year, a month or a day with the datatype that says which; anything else (month 13) stays a plain string."""
    if _YEAR.fullmatch(text):
        return verbatim(text, origin=origin, datatype="xsd:gYear")
    if _YEAR_MONTH.fullmatch(text):
        return verbatim(text, origin=origin, datatype="xsd:gYearMonth")
    try:
        return verbatim(date.fromisoformat(text).isoformat(), origin=origin, datatype="xsd:date")
    except ValueError:
        return verbatim(text, origin=origin)


def _address(url: str, *, origin: str) -> Term:
    """The address as an IRI, or as it is written when it is none: what an article says of itself stops no build."""
    try:
        return iri(url, origin=origin)
    except GraphError:
        return verbatim(url, origin=origin)


def mention_quads(mention: PlacedMention, nodes: Nodes) -> Iterator[Quad]:
    """A mention in ``graph/mentions``: the concepts that it stands for, or the value that it is."""
    graph = nodes.graph("mentions")
    subject = nodes.mention(mention.source, mention.span, mention.bodies)
    yield Quad(subject, _A, term("oa:Annotation"), graph)
    for curie in mention.bodies:
        yield Quad(subject, term("oa:hasBody"), nodes.concept(curie), graph)
    if mention.bodies:
        yield Quad(subject, term("cg:linkScore"), decimal(mention.score), graph)
    else:
        yield Quad(subject, term("oa:bodyValue"), verbatim(mention.text, origin=mention.source), graph)
    yield Quad(subject, term("oa:hasTarget"), nodes.place(mention.source, mention.span), graph)


def place_quads(place: Place, text: str, nodes: Nodes) -> Iterator[Quad]:
    """A stretch of a document in ``graph/mentions``, selected both by position and by quotation."""
    source, span = place
    graph, subject, selector = nodes.graph("mentions"), nodes.place(source, span), nodes.selector(source, span)
    yield Quad(subject, _A, term("oa:SpecificResource"), graph)
    yield Quad(subject, term("oa:hasSource"), nodes.document(source), graph)
    yield Quad(subject, term("oa:hasSelector"), selector, graph)
    yield Quad(selector, _A, _POSITION, graph)
    yield Quad(selector, _A, _QUOTE, graph)
    yield Quad(selector, term("oa:start"), _count(span.start), graph)
    yield Quad(selector, term("oa:end"), _count(span.end), graph)
    yield Quad(selector, term("oa:exact"), verbatim(text, origin=source), graph)


def _count(number: int) -> Lit:
    return Lit(str(number), _COUNT)
