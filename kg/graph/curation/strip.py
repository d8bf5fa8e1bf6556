"""A graph as the articles alone make it, from one on which curators' decisions were applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.graph.assemble import canonical
from kg.graph.check import ends
from kg.graph.concepts import concept_nodes
from kg.graph.merge import confidence, mention_bodies
from kg.graph.records import UNREVIEWED, KnowledgeGraph, MergedClaim, Terminology, is_curated
from kg.model import Concept, Evidence

_MentionKey = tuple[str, int, int, tuple[str, ...]]


def uncurated(graph: KnowledgeGraph, terminology: Terminology) -> KnowledgeGraph:
    """The graph without marks, without corrected claims and without what only these brought into it."""
    if not graph.decisions and all(claim.curation == UNREVIEWED for claim in graph.claims):
        return graph
    curated = [e for claim in graph.claims for e in claim.evidences if is_curated(e)]
    claims = tuple(kept for claim in graph.claims for kept in _without_corrections(claim, graph.options.confidence_cap))
    own = {key for e in replace(graph, claims=claims).evidences() for key in _keys(e)}
    added = {key for e in curated for key in _keys(e)} - own
    bare = replace(
        graph,
        claims=claims,
        mentions=tuple(mention for mention in graph.mentions if mention.key not in added),
        decisions=(),
    )
    gone = {curie for e in curated for mention in ends(e) for curie in mention_bodies(mention)} - set(_spoken_of(bare))
    named = ((n.concept, n.status) for n in graph.concepts if n.status is not None and n.concept.curie not in gone)
    return canonical(replace(bare, concepts=concept_nodes(named, terminology)))


def _without_corrections(claim: MergedClaim, cap: float) -> Iterator[MergedClaim]:
    own = tuple(evidence for evidence in claim.evidences if not is_curated(evidence))
    if own:
        yield replace(claim, evidences=own, confidence=confidence(own, cap), curation=UNREVIEWED)


def _keys(evidence: Evidence) -> Iterable[_MentionKey]:
    for mention in ends(evidence):
        yield (evidence.source, mention.span.start, mention.span.end, mention_bodies(mention))
    if evidence.object_span is not None:
        yield (evidence.source, evidence.object_span.start, evidence.object_span.end, ())


def _spoken_of(graph: KnowledgeGraph) -> Iterator[str]:
    for mention in graph.mentions:
        yield from mention.bodies
    for claim in graph.claims:
        yield from (end.curie for end in (claim.subject, claim.object) if isinstance(end, Concept))
    for arm in graph.arms:
        yield from (arm.arm.trial.curie, *(drug.curie for drug in arm.arm.drugs))
    yield from (result.result.trial.curie for result in graph.results)
