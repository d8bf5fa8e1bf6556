"""A graph as the articles alone make it, from one on which curators' decisions were applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.graph.assemble import canonical
from kg.graph.check import ends
from kg.graph.concepts import concept_nodes
from kg.graph.merge import confidence, mention_bodies
from kg.graph.records import (
    UNREVIEWED,
    KnowledgeGraph,
    MergedArm,
    MergedClaim,
    MergedResult,
    Terminology,
    is_curated,
)
from kg.model import Concept, Evidence

_MentionKey = tuple[str, int, int, tuple[str, ...]]


def uncurated(graph: KnowledgeGraph, terminology: Terminology) -> KnowledgeGraph:
    """The graph without marks, without corrected claims and without what only these brought into it."""
    if not graph.decisions and all(claim.curation == UNREVIEWED for claim in graph.decidable()):
        return graph
    curated = [e for claim in graph.decidable() for e in claim.evidences if is_curated(e)]
    cap = graph.options.confidence_cap
    bare = replace(
        graph,
        claims=tuple(kept for claim in graph.claims for kept in _without_corrections(claim, cap)),
        arms=tuple(kept for arm in graph.arms for kept in _without_corrected_arms(arm, cap)),
        results=tuple(kept for result in graph.results for kept in _without_corrected_results(result, cap)),
        decisions=(),
    )
    own = {key for e in bare.evidences() for key in _keys(e)}
    added = {key for e in curated for key in _keys(e)} - own
    bare = replace(bare, mentions=tuple(mention for mention in graph.mentions if mention.key not in added))
    brought = {curie for e in curated for mention in ends(e) for curie in mention_bodies(mention)}
    brought |= {curie for arm in graph.arms if arm.curated for curie in _of_arm(arm)}
    brought |= {result.subject.curie for result in graph.results if result.curated}
    gone = brought - set(_spoken_of(bare))
    named = ((n.concept, n.status) for n in graph.concepts if n.status is not None and n.concept.curie not in gone)
    return canonical(replace(bare, concepts=concept_nodes(named, terminology)))


def _own(evidences: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(evidence for evidence in evidences if not is_curated(evidence))


def _without_corrections(claim: MergedClaim, cap: float) -> Iterator[MergedClaim]:
    if own := _own(claim.evidences):
        yield replace(claim, evidences=own, confidence=confidence(own, cap), curation=UNREVIEWED)


def _without_corrected_arms(merged: MergedArm, cap: float) -> Iterator[MergedArm]:
    if own := _own(merged.evidences):
        yield MergedArm(replace(merged.arm, evidence=own), confidence(own, cap))


def _without_corrected_results(merged: MergedResult, cap: float) -> Iterator[MergedResult]:
    if own := _own(merged.evidences):
        yield MergedResult(replace(merged.result, evidence=own), confidence(own, cap))


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
        yield from _of_arm(arm)
    yield from (result.result.trial.curie for result in graph.results)


def _of_arm(merged: MergedArm) -> tuple[str, ...]:
    return (merged.arm.trial.curie, *(drug.curie for drug in merged.arm.drugs))
