"""Concepts, documents and mentions from their triples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.graph.nodes import term
from kg.graph.reading.facts import Facts
from kg.graph.records import ConceptNode, PlacedMention, SourceDocument, Terminology
from kg.graph.terms import minted
from kg.model import Concept, DocumentKind, Kind, Link, LinkStatus, Mention, Span

_KINDS = {
    "Drug": Kind.DRUG,
    "Gene": Kind.TARGET,
    "GeneFamily": Kind.TARGET,
    "MacromolecularComplex": Kind.TARGET,
    "Disease": Kind.DISEASE,
    "PhenotypicFeature": Kind.FINDING,
    "ClinicalTrial": Kind.TRIAL,
    "Treatment": Kind.TREATMENT,
    "BiologicalProcess": Kind.PROCESS,
}
_BIOLINK = term("biolink:").value
_HOW = "graph"


def concept_nodes_of(facts: Facts, terminology: Terminology) -> dict[str, ConceptNode]:
    """The concepts by CURIE."""
    nodes = {}
    for iri in facts.of_type(*(f"biolink:{name}" for name in _KINDS)):
        curie = facts.curie(iri)
        name = next(t for t in sorted(facts.iris(iri, "rdf:type")) if t.removeprefix(_BIOLINK) in _KINDS)
        biolink_class = name.removeprefix(_BIOLINK)
        members = "biolink:has_drug" if biolink_class == "Treatment" else "cg:hasMember"
        concept = Concept(
            curie,
            _kind(curie, biolink_class, terminology),
            facts.one(iri, "rdfs:label"),
            biolink_class,
            tuple(sorted(facts.texts(iri, "skos:altLabel"))),
            _curies(facts, iri, "skos:exactMatch"),
            _curies(facts, iri, "skos:broader"),
            _curies(facts, iri, members),
        )
        status = facts.get(iri, "cg:linkStatus")
        nodes[curie] = ConceptNode(concept, LinkStatus(status) if status else None)
    return {curie: nodes[curie] for curie in sorted(nodes)}


def _kind(curie: str, biolink_class: str, terminology: Terminology) -> Kind:
    """A disease may be named as a finding: the IRI of a minted concept tells, or the terminology."""
    if curie.startswith("cgid:"):
        return Kind(curie.removeprefix("cgid:").partition("/")[0])
    known = terminology.concept(curie)
    return known.kind if known is not None and known.biolink_class == biolink_class else _KINDS[biolink_class]


def _curies(facts: Facts, iri: str, predicate: str) -> tuple[str, ...]:
    return tuple(sorted(facts.curie(value) for value in facts.iris(iri, predicate)))


def documents_of(facts: Facts) -> dict[str, SourceDocument]:
    """The documents by their IRIs."""
    return {iri: _document(facts, iri) for iri in facts.of_type(*(kind.value for kind in DocumentKind))}


def _document(facts: Facts, iri: str) -> SourceDocument:
    types = facts.iris(iri, "rdf:type")
    source, sha256 = facts.one(iri, "dcterms:source"), facts.one(iri, "cg:sha256")
    return SourceDocument(
        source,
        sha256,
        next(kind for kind in DocumentKind if term(kind.value).value in types),
        facts.get(iri, "dcterms:title") or "",
        tuple(facts.texts(iri, "dcterms:creator")),
        facts.get(iri, "dcterms:date"),
        facts.get(iri, "dcterms:publisher"),
        facts.get(iri, "schema:url"),
        facts.get(iri, "dcterms:license"),
        tuple(facts.texts(iri, "dcterms:identifier")),
        tuple(_citations(facts, iri, source, sha256)),
        facts.get(iri, "cg:retracted") == "true",
    )


def _citations(facts: Facts, iri: str, source: str, sha256: str) -> Iterator[tuple[str, str]]:
    """The references in the order of the list: a citation's IRI is a hash of its place in it."""
    left = {
        citation: (
            facts.one(citation, "dcterms:bibliographicCitation"),
            facts.get(citation, "dcterms:identifier") or "",
        )
        for citation in facts.iris(iri, "dcterms:references")
    }
    for index in range(len(left)):
        for citation, entry in left.items():
            if minted(facts.base, "citation", source, sha256, str(index), entry[0]).value == citation:
                yield left.pop(citation)
                break


@dataclass(frozen=True, slots=True)
class Mentions:
    """The mentions by their IRIs, and as the records of evidence have them."""

    placed: Mapping[str, PlacedMention]
    nodes: Mapping[str, ConceptNode]

    def linked(self, iri: str) -> Mention:
        """The mention with its links, of which a graph does not keep how they were found."""
        placed = self.placed[iri]
        links = tuple(
            Link(node.concept, node.status or LinkStatus.LINKED, placed.score, _HOW)
            for node in (self.nodes[curie] for curie in placed.bodies)
        )
        kind = links[0].concept.kind if links else Kind.FINDING
        return Mention(placed.span, placed.text, kind, link=links[0] if links else None, also=links[1:])


def mentions_of(
    facts: Facts, documents: Mapping[str, SourceDocument], in_evidence: frozenset[str]
) -> dict[str, PlacedMention]:
    """All mentions of the graph by their IRIs."""
    found = {}
    for iri in facts.of_type("oa:Annotation"):
        source, span, text = place_of(facts, facts.one(iri, "oa:hasTarget"), documents)
        bodies = tuple(sorted(facts.curie(body) for body in facts.iris(iri, "oa:hasBody")))
        score = float(facts.one(iri, "cg:linkScore")) if bodies else 1.0
        found[iri] = PlacedMention(source, span, text, bodies, score, iri in in_evidence)
    return found


def place_of(facts: Facts, place: str, documents: Mapping[str, SourceDocument]) -> tuple[str, Span, str]:
    """The source, the span and the words of a place."""
    selector = facts.one(place, "oa:hasSelector")
    span = Span(int(facts.one(selector, "oa:start")), int(facts.one(selector, "oa:end")))
    return documents[facts.one(place, "oa:hasSource")].source, span, facts.one(selector, "oa:exact")
