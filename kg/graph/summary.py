"""What a graph holds, in numbers, and what in it does not agree with itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from kg.graph.background import disagreements
from kg.graph.merge import evidence_key
from kg.graph.records import KnowledgeGraph, MergedClaim, object_key
from kg.model import ClaimObject, Concept, Evidence, LinkStatus, Modality, TrialResult

_ONE_VALUE = frozenset(
    {"biolink:study_size", "biolink:clinical_trial_phase", "cg:siteCount", "cg:countryCount"},
)
"""Predicates of which a trial has one value: two are a disagreement."""

_OPPOSITES = (("biolink:treats", "biolink:contraindicated_in"), ("cg:inhibits", "cg:activates"))
"""The first pair is Biolink's own ``opposite_of``; the second follows from the definitions in claimgraph.ttl."""

_COMPARED = ("met", "effect", "hazard_ratio")


@dataclass(frozen=True, slots=True, order=True)
class Contradiction:
    """Things that cannot all be so.

    ``kind`` is ``affirmed-and-denied``, ``opposites``, ``two-values``, ``results-differ`` or
    ``background-differs``; ``says`` is one line a side, ``sources`` the documents that say any of it.
    """

    kind: str
    about: str
    says: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class UnresolvedName:
    """A name that no terminology could be trusted with, and how often the texts use it."""

    label: str
    kind: str
    mentions: int


@dataclass(frozen=True, slots=True)
class GraphSummary:
    """Counts are pairs (what, how many), sorted by what; ``direct`` counts the claims that are also direct triples."""

    documents: int
    concepts: tuple[tuple[str, int], ...]
    claims: tuple[tuple[str, int], ...]
    modalities: tuple[tuple[str, int], ...]
    direct: int
    negated: int
    evidence: int
    mentions: int
    arms: int
    results: int
    contradictions: tuple[Contradiction, ...]
    unresolved: tuple[UnresolvedName, ...]

    def to_json(self) -> dict[str, object]:
        """The summary for ``report.json``: counts as objects, the rest as lists."""
        counts = {name: dict(getattr(self, name)) for name in ("concepts", "claims", "modalities")}
        return {**asdict(self), **counts}


def summarise(graph: KnowledgeGraph) -> GraphSummary:
    """Count what the graph holds, and collect its contradictions and unresolved names, most used first."""
    threshold = graph.options.confidence_threshold
    evidence = {(e.source, evidence_key(e), e.sentence) for claim in graph.claims for e in claim.evidences}
    return GraphSummary(
        documents=len(graph.documents),
        concepts=_counted(node.concept.kind.value for node in graph.concepts if node.status is not None),
        claims=_counted(claim.predicate for claim in graph.claims),
        modalities=_counted(claim.modality.value for claim in graph.claims),
        direct=sum(claim.is_direct(threshold) for claim in graph.claims),
        negated=sum(claim.negated for claim in graph.claims),
        evidence=len(evidence),
        mentions=len(graph.mentions),
        arms=len(graph.arms),
        results=len(graph.results),
        contradictions=tuple(sorted(_contradictions(graph))),
        unresolved=_unresolved(graph),
    )


def _counted(values: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items()))


def _unresolved(graph: KnowledgeGraph) -> tuple[UnresolvedName, ...]:
    uses = Counter(curie for mention in graph.mentions for curie in mention.bodies)
    names = (
        UnresolvedName(node.concept.label, node.concept.kind.value, uses[node.concept.curie])
        for node in graph.concepts
        if node.status is LinkStatus.UNRESOLVED
    )
    return tuple(sorted(names, key=lambda name: (-name.mentions, name.label, name.kind)))


def _contradictions(graph: KnowledgeGraph) -> Iterator[Contradiction]:
    asserted = [claim for claim in graph.claims if claim.modality is Modality.ASSERTED]
    yield from _affirmed_and_denied(asserted)
    affirmed = [claim for claim in asserted if not claim.negated]
    yield from _opposites(affirmed)
    yield from _two_values(affirmed)
    yield from _results_differ([merged.result for merged in graph.results])
    yield from _background_differs(graph)


def _background_differs(graph: KnowledgeGraph) -> Iterator[Contradiction]:
    """What articles assert and a registry or a curated fact gives otherwise."""
    labels = {node.concept.curie: node.concept.label for node in graph.concepts}
    for claims, facts in disagreements(graph):
        said = sorted(f"the articles: {_statement(claim)}" for claim in claims)
        known = sorted(f"{f.source}: {labels[f.subject]} {f.predicate} {labels.get(f.object, f.object)}" for f in facts)
        sources = _sources(evidence for claim in claims for evidence in claim.evidences)
        yield Contradiction("background-differs", claims[0].subject.label, (*said, *known), sources)


def _affirmed_and_denied(claims: list[MergedClaim]) -> Iterator[Contradiction]:
    sides: dict[tuple[str, ...], list[MergedClaim]] = defaultdict(list)
    for claim in claims:
        sides[(claim.subject.curie, claim.predicate, *object_key(claim.object))].append(claim)
    for both in sides.values():
        if len({claim.negated for claim in both}) == 2:
            yield _contradiction("affirmed-and-denied", both)


def _opposites(claims: list[MergedClaim]) -> Iterator[Contradiction]:
    said = {(claim.subject.curie, claim.predicate, object_key(claim.object)): claim for claim in claims}
    for one, other in _OPPOSITES:
        for (subject, predicate, obj), claim in said.items():
            if predicate == one and (against := said.get((subject, other, obj))) is not None:
                yield _contradiction("opposites", [claim, against])


def _two_values(claims: list[MergedClaim]) -> Iterator[Contradiction]:
    values: dict[tuple[str, str], list[MergedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.predicate in _ONE_VALUE:
            values[claim.subject.curie, claim.predicate].append(claim)
    for several in values.values():
        if len(several) > 1:
            yield _contradiction("two-values", several)


def _contradiction(kind: str, claims: list[MergedClaim]) -> Contradiction:
    return Contradiction(
        kind,
        claims[0].subject.label,
        tuple(sorted(_statement(claim) for claim in claims)),
        _sources(evidence for claim in claims for evidence in claim.evidences),
    )


def _statement(claim: MergedClaim) -> str:
    denied = "not " if claim.negated else ""
    return f"{claim.subject.label} {denied}{claim.predicate} {_written(claim.object)}"


def _written(obj: ClaimObject) -> str:
    return obj.label if isinstance(obj, Concept) else obj.value


def _sources(evidences: Iterable[Evidence]) -> tuple[str, ...]:
    return tuple(sorted({evidence.source for evidence in evidences}))


def _results_differ(results: list[TrialResult]) -> Iterator[Contradiction]:
    same: dict[tuple[str, str, str], list[TrialResult]] = defaultdict(list)
    for result in results:
        other = result.label if result.endpoint.value == "OtherEndpoint" else ""
        same[result.trial.curie, result.endpoint.value, other].append(result)
    for several in same.values():
        for name in _COMPARED:
            values = sorted({str(value) for result in several if (value := getattr(result, name)) is not None})
            if len(values) > 1:
                about = f"{several[0].trial.label}: {several[0].endpoint.value}"
                says = tuple(f"{name.replace('_', ' ')} {value}" for value in values)
                yield Contradiction(
                    "results-differ", about, says, _sources(e for result in several for e in result.evidence)
                )
