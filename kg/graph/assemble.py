"""From annotated documents and what they say to one graph."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kg.errors import GraphError
from kg.graph.check import check_document, ends, evidences
from kg.graph.concepts import concept_nodes, link_status, merge_nodes
from kg.graph.merge import (
    arm_key,
    as_merged,
    entailed,
    mention_bodies,
    merge_arms,
    merge_claims,
    merge_results,
    result_key,
)
from kg.graph.records import (
    AppliedDecision,
    GraphOptions,
    KnowledgeGraph,
    MergedArm,
    MergedClaim,
    MergedResult,
    PlacedMention,
    SourceDocument,
    Terminology,
)
from kg.model import (
    Annotated,
    Claim,
    Concept,
    Document,
    Evidence,
    Extraction,
    Kind,
    LinkStatus,
    Mention,
    Span,
    TrialArm,
    TrialResult,
)

MentionKey = tuple[str, int, int, tuple[str, ...]]


def assemble(
    annotated: Iterable[tuple[Annotated, Extraction]],
    terminology: Terminology,
    options: GraphOptions | None = None,
) -> KnowledgeGraph:
    """One graph of all documents and their claims, whatever order they come in.

    Raises ``GraphError`` for a document that :func:`check_document` refuses, or two documents of one source.
    """
    options = options or GraphOptions()
    parts = _Parts(terminology, options)
    for pair in annotated:
        parts.add(*pair)
    return parts.graph()


def merge(one: KnowledgeGraph, other: KnowledgeGraph) -> KnowledgeGraph:
    """The graph of both graphs' documents: ``merge(assemble(a), assemble(b)) == assemble(a + b)``.

    Raises ``GraphError`` when they were built with different options or two documents have one source.
    """
    if one.options != other.options:
        raise GraphError("two graphs with different options", cure="Build both with the same settings.")
    options = one.options
    nodes = merge_nodes((*one.concepts, *other.concepts))
    arms = merge_arms((merged.arm for merged in (*one.arms, *other.arms)), options)
    results = merge_results((merged.result for merged in (*one.results, *other.results)), options)
    marked = _marks((*one.arms, *other.arms, *one.results, *other.results))
    return canonical(
        KnowledgeGraph(
            options,
            documents=_documents((*one.documents, *other.documents)),
            concepts=nodes,
            claims=merge_claims((*one.claims, *other.claims), options),
            arms=tuple(replace(m, curation=marked[arm_key(m.arm)]) for m in arms),
            results=tuple(replace(m, curation=marked[result_key(m.result)]) for m in results),
            mentions=merge_mentions((*one.mentions, *other.mentions)),
            decisions=_decisions((*one.decisions, *other.decisions)),
            background=tuple(sorted({*one.background, *other.background})),
        )
    )


@dataclass(slots=True)
class _Parts:
    """What has been collected so far."""

    terminology: Terminology
    options: GraphOptions
    documents: list[SourceDocument] = field(default_factory=list)
    named: list[tuple[Concept, LinkStatus]] = field(default_factory=list)
    claims: list[MergedClaim] = field(default_factory=list)
    arms: list[TrialArm] = field(default_factory=list)
    results: list[TrialResult] = field(default_factory=list)
    mentions: list[PlacedMention] = field(default_factory=list)

    def add(self, annotated: Annotated, extraction: Extraction) -> None:
        check_document(annotated, extraction)
        document = annotated.document
        self.documents.append(source_document(document))
        for mention in annotated.mentions:
            if mention.link is not None:
                self._mention(document, mention, in_evidence=False)
        for claim in extraction.claims:
            self._claim(claim)
        for arm in extraction.arms:
            drugs = tuple(drug for given in arm.drugs for drug in self._drugs(given))
            self.arms.append(replace(arm, drugs=drugs))
            self._name(arm.trial, *arm.drugs, *drugs)
        for result in extraction.results:
            self.results.append(result)
            self._name(result.trial)
        for evidence in evidences(extraction):
            self._evidence(document, evidence)

    def _claim(self, claim: Claim) -> None:
        self._name(claim.subject, *((claim.object,) if isinstance(claim.object, Concept) else ()))
        for follows, implied in entailed(claim):
            self.claims.append(as_merged(follows, implied=implied, options=self.options))

    def _drugs(self, given: Concept) -> tuple[Concept, ...]:
        """The drugs that a regimen's name stands for; any other drug stands for itself."""
        if given.kind is not Kind.TREATMENT:
            return (given,)
        members = (self.terminology.concept(curie) for curie in given.members)
        return tuple(member for member in members if member is not None) or (given,)

    def _name(self, *concepts: Concept) -> None:
        self.named.extend((concept, link_status(concept, self.terminology)) for concept in concepts)

    def _evidence(self, document: Document, evidence: Evidence) -> None:
        for mention in ends(evidence):
            self._mention(document, mention, in_evidence=True)
        if evidence.object_mention is None and evidence.object_span is not None:
            self.mentions.append(value_mention(document, evidence.object_span))

    def _mention(self, document: Document, mention: Mention, *, in_evidence: bool) -> None:
        self.named.extend((link.concept, link.status) for link in mention.links)
        score = 1.0 if mention.link is None else mention.link.score
        placed = PlacedMention(document.source, mention.span, mention.text, mention_bodies(mention), score, in_evidence)
        self.mentions.append(placed)

    def graph(self) -> KnowledgeGraph:
        options = self.options
        return canonical(
            KnowledgeGraph(
                options,
                documents=_documents(self.documents),
                concepts=concept_nodes(self.named, self.terminology),
                claims=merge_claims(self.claims, options),
                arms=merge_arms(self.arms, options),
                results=merge_results(self.results, options),
                mentions=merge_mentions(self.mentions),
            )
        )


def value_mention(document: Document, span: Span) -> PlacedMention:
    """The place of a literal value in the text: a mention of nothing but the value."""
    return PlacedMention(document.source, span, span.of(document.text), (), 1.0, True)


def source_document(document: Document) -> SourceDocument:
    """What the graph keeps of a document."""
    return SourceDocument(
        document.source,
        document.sha256,
        document.kind,
        document.title,
        document.authors,
        document.date,
        document.publisher,
        document.url,
        document.licence,
        document.identifiers,
        tuple((citation.text, citation.doi or "") for citation in document.citations),
        document.retracted,
    )


def _documents(documents: Iterable[SourceDocument]) -> tuple[SourceDocument, ...]:
    by_source: dict[str, SourceDocument] = {}
    for document in documents:
        if by_source.setdefault(document.source, document) != document:
            raise GraphError("two different documents have one source", where=document.source, cure="Rename one.")
    return tuple(by_source[source] for source in sorted(by_source))


def merge_mentions(mentions: Iterable[PlacedMention]) -> tuple[PlacedMention, ...]:
    """One mention a place and set of concepts, sorted."""
    merged: dict[MentionKey, PlacedMention] = {}
    for mention in mentions:
        known = merged.setdefault(mention.key, mention)
        if known != mention:
            score, in_evidence = max(known.score, mention.score), known.in_evidence or mention.in_evidence
            merged[mention.key] = replace(known, score=score, in_evidence=in_evidence)
    return tuple(merged[key] for key in sorted(merged))


def _decisions(decisions: Iterable[AppliedDecision]) -> tuple[AppliedDecision, ...]:
    merged: dict[str, AppliedDecision] = {}
    for decision in decisions:
        known = merged.setdefault(decision.event.id, decision)
        merged[decision.event.id] = replace(
            known,
            accepted=tuple(sorted({*known.accepted, *decision.accepted})),
            rejected=tuple(sorted({*known.rejected, *decision.rejected})),
            corrected=tuple(sorted({*known.corrected, *decision.corrected})),
        )
    return tuple(merged[key] for key in sorted(merged))


def _marks(outcomes: Iterable[MergedArm | MergedResult]) -> dict[tuple[str, ...], str]:
    """What curators said of each arm and result; as of claims, an acceptance goes before a rejection."""
    marks: dict[tuple[str, ...], str] = {}
    for merged in outcomes:
        key = arm_key(merged.arm) if isinstance(merged, MergedArm) else result_key(merged.result)
        marks[key] = min(merged.curation, marks.get(key, merged.curation))
    return marks


def canonical(graph: KnowledgeGraph) -> KnowledgeGraph:
    """The graph with one record a CURIE, so that nothing depends on which document came first."""
    concepts = {node.concept.curie: node.concept for node in graph.concepts}

    def same(concept: Concept) -> Concept:
        return concepts[concept.curie]

    return replace(
        graph,
        claims=tuple(_with_concepts(claim, concepts) for claim in graph.claims),
        arms=tuple(
            replace(m, arm=replace(m.arm, trial=same(m.arm.trial), drugs=tuple(map(same, m.arm.drugs))))
            for m in graph.arms
        ),
        results=tuple(replace(m, result=replace(m.result, trial=same(m.result.trial))) for m in graph.results),
    )


def _with_concepts(claim: MergedClaim, concepts: dict[str, Concept]) -> MergedClaim:
    obj = concepts[claim.object.curie] if isinstance(claim.object, Concept) else claim.object
    return replace(claim, subject=concepts[claim.subject.curie], object=obj)
