"""The graph with what curators read in its sentences instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.graph.assemble import canonical, merge_mentions
from kg.graph.check import ends
from kg.graph.concepts import concept_nodes, link_status
from kg.graph.curation.correct import Lookup, TrialOutcome, words_at
from kg.graph.merge import (
    arm_key,
    as_merged,
    confidence,
    entailed,
    mention_bodies,
    merge_arms,
    merge_claims,
    merge_results,
    one_a_sentence,
    result_key,
)
from kg.graph.nodes import Nodes
from kg.graph.records import (
    ClaimKey,
    Decidable,
    KnowledgeGraph,
    MergedArm,
    MergedResult,
    PlacedMention,
    object_key,
)
from kg.model import Claim, Concept, Evidence, TrialArm


def grown(
    graph: KnowledgeGraph, corrected: tuple[Claim, ...] | TrialOutcome, terminology: Lookup
) -> tuple[KnowledgeGraph, tuple[ClaimKey, ...]]:
    """The graph with what a correction says and what that implies, and the keys of what it says itself."""
    if isinstance(corrected, tuple):
        return _with_claims(graph, corrected, terminology)
    return _with_outcome(graph, corrected, terminology)


def key_of(claim: Claim) -> ClaimKey:
    obj = object_key(claim.object)
    return (claim.subject.curie, claim.predicate, *obj, str(claim.negated), claim.modality.value)


def _with_claims(
    graph: KnowledgeGraph, corrected: tuple[Claim, ...], terminology: Lookup
) -> tuple[KnowledgeGraph, tuple[ClaimKey, ...]]:
    known = {claim.key: claim for claim in graph.claims}
    parts = [as_merged(one, implied=implied, options=graph.options) for c in corrected for one, implied in entailed(c)]
    new = [part for part in parts if part.key not in known or not _is_said(part.evidences[0], known[part.key])]
    claims = (
        replace(claim, implied=known[claim.key].implied) if claim.key in known else claim
        for claim in merge_claims((*graph.claims, *new), graph.options)
    )
    named = [concept for claim in corrected for concept in _concepts(claim)]
    evidences = [evidence for part in new for evidence in part.evidences]
    whole = _naming(replace(graph, claims=tuple(claims)), named, evidences, terminology)
    return whole, tuple(sorted({key_of(claim) for claim in corrected}))


def _with_outcome(
    graph: KnowledgeGraph, corrected: TrialOutcome, terminology: Lookup
) -> tuple[KnowledgeGraph, tuple[ClaimKey, ...]]:
    """What is the same as the corrected arm or result takes its sentences up; else it comes beside the others."""
    nodes = Nodes(graph.options.base, graph.documents)
    outcome: MergedArm | MergedResult
    if isinstance(corrected, TrialArm):
        (outcome,) = merge_arms([corrected], graph.options)
        named = [corrected.trial, *corrected.drugs]
    else:
        (outcome,) = merge_results([corrected], graph.options)
        named = [corrected.trial]
    key = nodes.key(outcome)
    known: dict[ClaimKey, MergedArm | MergedResult] = {nodes.key(arm): arm for arm in graph.arms}
    known |= {nodes.key(result): result for result in graph.results}
    before = known.get(key)
    new = [e for e in outcome.evidences if before is None or not _is_said(e, before)]
    if before is not None:
        evidences = one_a_sentence((*before.evidences, *new))
        sure = confidence(evidences, graph.options.confidence_cap)
        outcome = _resting_on(before, evidences, sure)
    known[key] = outcome
    arms = [one for one in known.values() if isinstance(one, MergedArm)]
    results = [one for one in known.values() if isinstance(one, MergedResult)]
    whole = replace(
        graph,
        arms=tuple(sorted(arms, key=lambda one: arm_key(one.arm))),
        results=tuple(sorted(results, key=lambda one: result_key(one.result))),
    )
    return _naming(whole, named, new, terminology), (key,)


def _resting_on(
    merged: MergedArm | MergedResult, evidences: tuple[Evidence, ...], sure: float
) -> MergedArm | MergedResult:
    if isinstance(merged, MergedArm):
        return replace(merged, arm=replace(merged.arm, evidence=evidences), confidence=sure)
    return replace(merged, result=replace(merged.result, evidence=evidences), confidence=sure)


def _naming(
    graph: KnowledgeGraph, concepts: Iterable[Concept], evidences: Iterable[Evidence], terminology: Lookup
) -> KnowledgeGraph:
    """The graph with the concepts and the mentions that a correction brings with it."""
    named = [(node.concept, node.status) for node in graph.concepts if node.status is not None]
    named += [(concept, link_status(concept, terminology)) for concept in concepts]
    mentions = (mention for evidence in evidences for mention in _mentions(evidence))
    return canonical(
        replace(
            graph,
            concepts=concept_nodes(named, terminology),
            mentions=merge_mentions((*graph.mentions, *mentions)),
        )
    )


def _is_said(evidence: Evidence, claim: Decidable) -> bool:
    """Whether the same sentence is evidence of the claim already: what was read by itself is not written over."""
    return any((e.source, e.sentence) == (evidence.source, evidence.sentence) for e in claim.evidences)


def _concepts(claim: Claim) -> Iterator[Concept]:
    yield claim.subject
    if isinstance(claim.object, Concept):
        yield claim.object


def _mentions(evidence: Evidence) -> Iterator[PlacedMention]:
    source = evidence.source
    for mention in ends(evidence):
        score = 1.0 if mention.link is None else mention.link.score
        yield PlacedMention(source, mention.span, mention.text, mention_bodies(mention), score, True)
    if evidence.object_mention is None and (span := evidence.object_span) is not None:
        yield PlacedMention(source, span, words_at(span, evidence), (), 1.0, True)
