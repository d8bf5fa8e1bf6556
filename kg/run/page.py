"""From the graph to what the review page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg import __version__
from kg.graph import KnowledgeGraph, MergedClaim, Nodes, SourceDocument, compared, outcome_of
from kg.graph.records import Decidable
from kg.model import Candidate, Concept, Evidence, Link, LinkStatus, Mention, Span
from kg.review import (
    Mark,
    PageClaim,
    PageData,
    PageDocument,
    PageEvidence,
    PageFact,
    PageMeta,
    PageNode,
    Role,
    RunnerUp,
)
from kg.run.surroundings import Place, Surroundings

_RUNNERS_UP = 3


@dataclass(frozen=True, slots=True)
class _Known:
    """What the graph's records do not say of themselves: the IRIs of their nodes, what stands around evidence, and the
    background facts by the IRI of the claim that they are beside.
    """

    iris: Nodes
    around: Mapping[Place, Surroundings]
    beside: Mapping[str, tuple[PageFact, ...]]


def page_data(
    graph: KnowledgeGraph,
    *,
    title: str = "Knowledge graph",
    failed: int = 0,
    around: Mapping[Place, Surroundings] | None = None,
) -> PageData:
    """The page of ``graph``: every claim, arm and result, the concepts that they speak of, and every document.

    ``failed`` is the number of documents that could not be read. ``around`` holds what stands around the sentences of
    the evidence; one that it lacks is shown alone.
    """
    iris = Nodes(graph.options.base, graph.documents)
    known = _Known(iris, around or {}, _beside(graph, iris))
    return PageData(
        nodes=_nodes(graph, known.iris),
        claims=tuple(_claim(claim, known) for claim in graph.decidable()),
        documents=tuple(_document(document) for document in graph.documents),
        meta=PageMeta(title, __version__, failed),
    )


def _beside(graph: KnowledgeGraph, iris: Nodes) -> dict[str, tuple[PageFact, ...]]:
    labels = {node.concept.curie: node.concept.label for node in graph.concepts}
    found: dict[str, list[PageFact]] = {}
    for one in compared(graph):
        fact = PageFact(one.fact.predicate, labels.get(one.fact.object, one.fact.object), one.fact.source, one.agrees)
        found.setdefault(iris.claim(one.claim).value, []).append(fact)
    return {iri: tuple(facts) for iri, facts in found.items()}


def _nodes(graph: KnowledgeGraph, iris: Nodes) -> tuple[PageNode, ...]:
    spoken_of = {concept.curie for concept in _concepts(graph)}
    runners_up = _runners_up(graph, iris)
    return tuple(
        PageNode(
            iri=iris.concept(node.concept.curie).value,
            label=node.concept.label,
            kind=node.concept.kind,
            curie="" if node.concept.minted else node.concept.curie,
            status=node.status or LinkStatus.LINKED,
            names=node.concept.names,
            runners_up=runners_up.get(node.concept.curie, ()),
        )
        for node in graph.concepts
        if node.concept.curie in spoken_of
    )


def _concepts(graph: KnowledgeGraph) -> Iterator[Concept]:
    for claim in graph.claims:
        yield claim.subject
        if isinstance(claim.object, Concept):
            yield claim.object
    for merged in graph.arms:
        yield merged.arm.trial
        yield from merged.arm.drugs
    yield from (merged.result.trial for merged in graph.results)


def _runners_up(graph: KnowledgeGraph, iris: Nodes) -> dict[str, tuple[RunnerUp, ...]]:
    """For each concept, the best of the others that its mentions in evidence might have stood for."""
    weighed: dict[str, dict[str, Candidate]] = {}
    for link in _links(graph):
        known = weighed.setdefault(link.concept.curie, {})
        for candidate in link.runners_up:
            curie = candidate.concept.curie
            if curie != link.concept.curie and (curie not in known or candidate.score > known[curie].score):
                known[curie] = candidate
    return {curie: _best(candidates.values(), iris) for curie, candidates in weighed.items()}


def _links(graph: KnowledgeGraph) -> Iterator[Link]:
    for claim in graph.claims:
        for evidence in claim.evidences:
            for mention in (evidence.subject_mention, evidence.object_mention):
                if mention is not None and mention.link is not None:
                    yield mention.link


def _best(candidates: Iterable[Candidate], iris: Nodes) -> tuple[RunnerUp, ...]:
    ranked = sorted(candidates, key=lambda candidate: (-candidate.score, candidate.concept.curie))[:_RUNNERS_UP]
    return tuple(
        RunnerUp(iris.concept(c.concept.curie).value, c.concept.label, c.concept.curie, c.score) for c in ranked
    )


def _document(document: SourceDocument) -> PageDocument:
    return PageDocument(
        document.source, document.title, document.url or "", document.date or "", document.publisher or ""
    )


def _claim(claim: Decidable, known: _Known) -> PageClaim:
    page = PageClaim(
        iri=known.iris.claim(claim).value,
        subject=known.iris.concept(claim.subject.curie).value,
        predicate=claim.predicate,
        object=None,
        confidence=claim.confidence,
        curation=claim.curation,
        evidence=_evidences(claim.evidences, known),
    )
    if not isinstance(claim, MergedClaim):
        return replace(page, outcome=outcome_of(claim, known.iris))
    page = replace(page, negated=claim.negated, modality=claim.modality, known=known.beside.get(page.iri, ()))
    if isinstance(claim.object, Concept):
        return replace(page, object=known.iris.concept(claim.object.curie).value)
    return replace(page, value=claim.object.value)


def _evidences(evidences: Iterable[Evidence], known: _Known) -> tuple[PageEvidence, ...]:
    return tuple(_evidence(evidence, known) for evidence in evidences)


def _evidence(evidence: Evidence, known: _Known) -> PageEvidence:
    """The sentence with its marks; what lies outside the sentence is told in words."""
    target = evidence.object_mention.span if evidence.object_mention else evidence.object_span
    ends = [(evidence.subject_mention.span, Role.SUBJECT)] + ([(target, Role.OBJECT)] if target else [])
    reached = [(mention.span, Role.REACHED) for mention in evidence.reached_through]
    marks = {
        Mark(span.start - evidence.sentence.start, span.end - evidence.sentence.start, role)
        for span, role in (*ends, *reached)
        if evidence.sentence.covers(span)
    }
    around = known.around.get((evidence.source, evidence.sentence), Surroundings())
    return PageEvidence(
        iri=known.iris.evidence(evidence).value,
        sentence=evidence.text,
        document=evidence.source,
        marks=tuple(sorted(marks)),
        extractor=evidence.extractor,
        section=around.section,
        before=around.before,
        after=around.after,
        through=_outside(evidence.sentence, evidence.reached_through),
        start=evidence.sentence.start,
    )


def _outside(sentence: Span, mentions: Iterable[Mention]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.text for mention in mentions if not sentence.covers(mention.span)))
