"""Curation events for the tests, about the claims of :mod:`graph_sample` and about none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.curate import sealed
from kg.graph import KnowledgeGraph, Nodes, stated, triple_of
from kg.graph.records import Decidable
from kg.model import ClaimTriple, Correction, CurationEvent, Decision, ErrorTag, Evidence, Modality, SeenSentence
from kg.vocab import DEFAULT_BASE, expand

CARBERRY = "0000-0002-1825-0097"
"""ORCID's own fictitious researcher."""

OTHER = "0000-0001-5109-3700"

EVENT = sealed(
    CurationEvent(
        id="",
        claim="https://w3id.org/claimgraph/id/claim/5f2a90c1d4e7b6835f2a90c1",
        triple=ClaimTriple(
            "http://identifiers.org/unii/R30772KCU0",
            "cg:inhibits",
            "http://identifiers.org/hgnc/1667",
            False,
            Modality.ASSERTED,
        ),
        evidence=(SeenSentence("https://w3id.org/claimgraph/id/evidence/9c1e4a7bd02f6c3e9c1e4a7b"),),
        decision=Decision.REJECT,
        tag=ErrorTag.WRONG_RELATION,
        note="It says “binds”, not inhibits.",
        correction=Correction(predicate="cg:targets"),
        curator=CARBERRY,
        time="2026-01-31T12:00:00.000Z",
        tool="claimgraph 0.1.0",
        supersedes=(),
    )
)
"""The example of ``docs/curation.md``."""


def iri(curie: str, base: str = DEFAULT_BASE) -> str:
    return expand(curie, base)


def claims_like(graph: KnowledgeGraph, statement: str) -> list[Decidable]:
    """The claims, arms and results that read so: ``isatuximab cg:targets CD38``; ``not`` is before the predicate."""
    return [claim for claim in graph.decidable() if stated(claim) == statement]


def seen(evidences: Iterable[Evidence], nodes: Nodes) -> tuple[SeenSentence, ...]:
    return tuple(
        SeenSentence(nodes.evidence(e).value, e.source, e.sentence.start, e.sentence.end, e.text) for e in evidences
    )


def decide(graph: KnowledgeGraph, statement: str, decision: Decision, **details: object) -> CurationEvent:
    """The event that the review page makes of a decision on the one claim that reads so."""
    (claim,) = claims_like(graph, statement)
    nodes = Nodes(graph.options.base, graph.documents)
    event = CurationEvent(
        id="",
        claim=nodes.claim(claim).value,
        triple=triple_of(claim, nodes),
        evidence=seen(claim.evidences, nodes),
        decision=decision,
        tag=None,
        note="",
        correction=None,
        curator=CARBERRY,
        time="2026-01-31T12:00:00.000Z",
        tool="claimgraph 0.1.0",
        supersedes=(),
    )
    return sealed(replace(event, **details))  # type: ignore[arg-type]
