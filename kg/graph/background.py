"""What is known from elsewhere: curated facts and rows of a registry, beside the claims and never evidence for them.

A fact changes nothing that an article says: no claim, no confidence, no direct triple. It stands in a named graph of
its own, so that a reader sees what supports a claim from outside, and the report lists where an article and a fact
cannot both be so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.graph.concepts import concept_nodes, merge_nodes
from kg.graph.nodes import Nodes, term
from kg.graph.records import BackgroundFact, ConceptNode, KnowledgeGraph, MergedClaim, Terminology
from kg.graph.terms import Quad, verbatim
from kg.model import Concept, LinkStatus, Modality
from kg.vocab import PREDICATES

_CONDITIONS = "biolink:clinical_trial_conditions"
_IMPLIED_BY = {
    name: frozenset({name, *(p.curie for p in PREDICATES.values() if p.implies == name)}) for name in PREDICATES
}
_AGAINST = {"cg:inhibits": "cg:activates", "cg:activates": "cg:inhibits"}


def with_background(graph: KnowledgeGraph, facts: Iterable[BackgroundFact], terminology: Terminology) -> KnowledgeGraph:
    """The graph with the facts about what its articles name, and the concepts that these bring in.

    A fact about something that no article names is left out, as is one whose object no terminology knows.
    """
    named = {node.concept.curie for node in graph.concepts if node.status is not None}
    kept: set[BackgroundFact] = set()
    objects: list[tuple[Concept, LinkStatus]] = []
    for fact in facts:
        if fact.subject not in named:
            continue
        if not fact.datatype:
            concept = terminology.concept(fact.object)
            if concept is None:
                continue
            objects.append((concept, LinkStatus.LINKED))
        kept.add(fact)
    brought = (replace(node, status=None) for node in concept_nodes(objects, terminology))
    return replace(graph, concepts=merge_nodes((*graph.concepts, *brought)), background=tuple(sorted(kept)))


def background_quads(fact: BackgroundFact, nodes: Nodes) -> Iterator[Quad]:
    """One fact as a node of ``graph/registry`` or ``graph/background``."""
    node, graph = nodes.background(fact), nodes.graph("registry" if fact.registry else "background")
    yield Quad(node, term("rdf:type"), term("cg:BackgroundFact"), graph)
    yield Quad(node, term("rdf:subject"), nodes.concept(fact.subject), graph)
    yield Quad(node, term("rdf:predicate"), term(fact.predicate), graph)
    obj = verbatim(fact.object, origin=fact.source, datatype=fact.datatype) if fact.datatype else None
    yield Quad(node, term("rdf:object"), obj or nodes.concept(fact.object), graph)
    yield Quad(node, term("cg:factSource"), verbatim(fact.source, origin="a background fact"), graph)


def disagreements(graph: KnowledgeGraph) -> Iterator[tuple[list[MergedClaim], list[BackgroundFact]]]:
    """The asserted claims that facts speak against, each group with these facts.

    A trial has one phase, enrolment and number of sites; its conditions disagree when none of the article's is one of
    the registry's, or above or below one. A target disagrees when the article denies the fact, or turns it round.
    """
    facts: dict[tuple[str, str], list[BackgroundFact]] = defaultdict(list)
    for fact in graph.background:
        facts[fact.subject, fact.predicate].append(fact)
    claims: dict[tuple[str, str], list[MergedClaim]] = defaultdict(list)
    for claim in graph.claims:
        if claim.modality is Modality.ASSERTED:
            claims[claim.subject.curie, claim.predicate].append(claim)
    wider = _Wider(graph.concepts)
    for (subject, predicate), known in sorted(facts.items()):
        own = claims.get((subject, predicate), [])
        affirmed = [claim for claim in own if not claim.negated]
        if known[0].datatype:
            wrong = [claim for claim in affirmed if _value(claim) not in {fact.object for fact in known}]
        elif predicate == _CONDITIONS:
            related = any(wider.related(_value(claim), fact.object) for claim in affirmed for fact in known)
            wrong = [] if related else affirmed
        else:
            wrong = _denials(known, claims, subject, predicate)
        if wrong:
            yield wrong, known


def _denials(
    known: list[BackgroundFact], claims: dict[tuple[str, str], list[MergedClaim]], subject: str, predicate: str
) -> list[MergedClaim]:
    objects = {fact.object for fact in known}
    denied = [c for c in claims.get((subject, predicate), []) if c.negated and _value(c) in objects]
    turned = claims.get((subject, _AGAINST.get(predicate, "")), [])
    return denied + [claim for claim in turned if not claim.negated and _value(claim) in objects]


def supporting(graph: KnowledgeGraph, claim: MergedClaim) -> tuple[BackgroundFact, ...]:
    """The facts that say the same as an asserted claim, or what it implies."""
    if claim.negated:
        return ()
    return tuple(
        fact
        for fact in graph.background
        if fact.subject == claim.subject.curie
        and claim.predicate in _IMPLIED_BY[fact.predicate]
        and fact.object == _value(claim)
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """A fact beside a claim: it says the same (``agrees``), or both cannot be so."""

    claim: MergedClaim
    fact: BackgroundFact
    agrees: bool


def compared(graph: KnowledgeGraph) -> Iterator[Compared]:
    """Every claim beside the facts that bear it out, and those that speak against it."""
    subjects = {fact.subject for fact in graph.background}
    for claim in graph.claims:
        if claim.subject.curie in subjects:
            yield from (Compared(claim, fact, agrees=True) for fact in supporting(graph, claim))
    for claims, facts in disagreements(graph):
        yield from (Compared(claim, fact, agrees=False) for claim in claims for fact in facts)


def _value(claim: MergedClaim) -> str:
    return claim.object.curie if isinstance(claim.object, Concept) else claim.object.value


class _Wider:
    """Which concepts of a graph lie above which."""

    def __init__(self, nodes: Iterable[ConceptNode]) -> None:
        self._broader = {node.concept.curie: node.concept.broader for node in nodes}

    def related(self, one: str, other: str) -> bool:
        return other in self._above(one) or one in self._above(other)

    def _above(self, curie: str) -> set[str]:
        found, waiting = set[str](), [curie]
        while waiting:
            at = waiting.pop()
            if at not in found:
                found.add(at)
                waiting += self._broader.get(at, ())
        return found
