"""Can what a document says be written? Checked for each document by itself, so that an odd one stops no other."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import GraphError
from kg.graph.terms import check_lexical, concept_iri, verbatim
from kg.model import Annotated, Concept, Document, Evidence, Extraction, Mention, Span
from kg.vocab import DEFAULT_BASE, PREDICATES


def check_document(annotated: Annotated, extraction: Extraction) -> None:
    """Raises ``GraphError`` unless the graph of this document can be written.

    Every sentence and mention must be in the document's text to the letter, every predicate known, every value of its
    datatype, every concept one that has an IRI, and no text may hold half a surrogate pair.
    """
    document = annotated.document
    if extraction.source != document.source:
        raise GraphError(f"what {extraction.source} says was given for another document", where=document.source)
    for text in _texts(document):
        verbatim(text, origin=document.source)
    for mention in annotated.mentions:
        _check_place(document, mention.span, mention.text)
    for evidence in evidences(extraction):
        _check_evidence(document, evidence)
    _check_claims(extraction)
    for curie in sorted({concept.curie for concept in _concepts(annotated, extraction)}):
        concept_iri(curie, DEFAULT_BASE, origin=document.source)


def evidences(extraction: Extraction) -> Iterator[Evidence]:
    """All evidence of an extraction."""
    yield from (claim.evidence for claim in extraction.claims)
    for arm in extraction.arms:
        yield from arm.evidence
    for result in extraction.results:
        yield from result.evidence


def ends(evidence: Evidence) -> Iterator[Mention]:
    """The mentions of subject and object, and those through which an end is reached."""
    yield evidence.subject_mention
    if evidence.object_mention is not None:
        yield evidence.object_mention
    yield from evidence.reached_through


def _texts(document: Document) -> Iterator[str]:
    yield from (document.source, document.text, document.title, *document.authors, *document.identifiers)
    yield from filter(None, (document.date, document.publisher, document.url, document.licence))
    for citation in document.citations:
        yield from (citation.text, citation.doi or "")


def _check_place(document: Document, span: Span, text: str) -> None:
    if span.of(document.text) != text:
        raise GraphError(
            f"the text at {span.start}–{span.end} is {span.of(document.text)!a} and not {text!a}",
            where=document.source,
            cure="Offsets count code points of the document's original text.",
        )


def _check_evidence(document: Document, evidence: Evidence) -> None:
    if evidence.source != document.source:
        raise GraphError(f"evidence from {evidence.source} was given for another document", where=document.source)
    _check_place(document, evidence.sentence, evidence.text)
    for mention in ends(evidence):
        _check_place(document, mention.span, mention.text)
    if evidence.object_span is not None and evidence.object_span.end > len(document.text):
        raise GraphError("a value lies behind the end of the text", where=document.source)


def _check_claims(extraction: Extraction) -> None:
    for claim in extraction.claims:
        if claim.predicate not in PREDICATES:
            raise GraphError(
                f"{claim.predicate!a} is no predicate of this graph",
                where=extraction.source,
                cure="Declare it in kg/vocab.py and ontologies/claimgraph.ttl.",
            )
        if not isinstance(claim.object, Concept):
            check_lexical(claim.object.value, claim.object.datatype, origin=extraction.source)


def _concepts(annotated: Annotated, extraction: Extraction) -> Iterator[Concept]:
    mentions = [*annotated.mentions, *(mention for evidence in evidences(extraction) for mention in ends(evidence))]
    for mention in mentions:
        yield from (link.concept for link in mention.links)
    for claim in extraction.claims:
        yield claim.subject
        if isinstance(claim.object, Concept):
            yield claim.object
    for arm in extraction.arms:
        yield from (arm.trial, *arm.drugs)
    yield from (result.trial for result in extraction.results)
