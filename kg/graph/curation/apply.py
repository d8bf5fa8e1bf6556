"""Curators' decisions applied to a graph. ``docs/decisions/0067-what-a-decision-reaches.md`` has the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.graph.assemble import canonical, merge_mentions
from kg.graph.check import ends
from kg.graph.concepts import concept_nodes, link_status
from kg.graph.curation.correct import CannotCorrectError, Corrector, Lookup, words_at
from kg.graph.curation.locate import Locator
from kg.graph.curation.marks import Mark, Verdict, follows, weigh
from kg.graph.curation.outcome import CurationOutcome, Disputed, Unapplied, Unseen, Vanished, stated
from kg.graph.curation.strip import uncurated
from kg.graph.merge import as_merged, entailed, mention_bodies, merge_claims
from kg.graph.nodes import Nodes
from kg.graph.records import (
    ACCEPTED,
    REJECTED,
    AppliedDecision,
    ClaimKey,
    KnowledgeGraph,
    MergedClaim,
    PlacedMention,
)
from kg.model import Claim, Concept, CurationEvent, Decision, Evidence


def apply_decisions(
    graph: KnowledgeGraph, events: Sequence[CurationEvent], terminology: Lookup
) -> tuple[KnowledgeGraph, CurationOutcome]:
    """``graph`` with the marks and corrections of ``events`` (those that stand), and what became of each of them.

    What earlier decisions made of the graph is undone first, so applying a log again or a longer one is safe. The
    result depends on the set of events and not on their order.
    """
    replay = _Replay(uncurated(graph, terminology), sorted(events, key=lambda event: event.id), terminology)
    while replay.write_corrections():
        pass
    return replay.finished()


def judged_claims(
    graph: KnowledgeGraph, events: Iterable[CurationEvent]
) -> tuple[tuple[CurationEvent, MergedClaim], ...]:
    """Each event with the claim that it is about, those that find one."""
    locator = Locator(graph)
    found = ((event, locator.claim(event)) for event in events)
    return tuple((event, claim) for event, claim in found if claim is not None)


@dataclass(slots=True)
class _Replay:
    """Corrections bring claims into the graph that other decisions may be about, so they are written in rounds."""

    graph: KnowledgeGraph
    events: list[CurationEvent]
    terminology: Lookup
    corrections: dict[str, tuple[Claim, ...]] = field(default_factory=dict)
    """What the correction of each event (by id) would write."""
    written: dict[str, tuple[ClaimKey, ...]] = field(default_factory=dict)
    unapplied: list[Unapplied] = field(default_factory=list)
    located: dict[str, ClaimKey] = field(default_factory=dict)
    fulfilled: dict[str, ClaimKey] = field(default_factory=dict)
    marks: dict[ClaimKey, Mark] = field(default_factory=dict)

    def write_corrections(self) -> bool:
        """Weigh all decisions anew, and write what corrections they then allow; False when there is none."""
        locator = Locator(self.graph)
        self._locate(locator)
        self.marks = weigh({claim.key: claim for claim in self.graph.claims}, self._accepted(), self._rejected())
        new = [e for e in self.events if e.id in self.corrections and e.id not in self.written and self._allowed(e)]
        for event in new:
            self.graph, self.written[event.id] = _with_claims(self.graph, self.corrections[event.id], self.terminology)
        return bool(new)

    def _locate(self, locator: Locator) -> None:
        concepts = {node.concept.curie: node.concept for node in self.graph.concepts}
        nodes = Nodes(self.graph.options.base, self.graph.documents)
        corrector = Corrector(locator, nodes, concepts, self.terminology)
        self.fulfilled = {}
        for event in self.events:
            claim = locator.claim(event)
            if claim is None:
                if event.correction is not None:
                    corrected = locator.saying(event.correction.applied(event.triple), locator.base_of(event))
                    if corrected is not None:
                        self.fulfilled[event.id] = corrected.key
                continue
            self.located[event.id] = claim.key
            if event.correction is not None and event.id not in self.corrections and not self._failed(event):
                try:
                    self.corrections[event.id] = corrector.claims(claim, event, event.correction)
                except CannotCorrectError as error:
                    self.unapplied.append(Unapplied(event, str(error)))

    def _failed(self, event: CurationEvent) -> bool:
        return any(one.event.id == event.id for one in self.unapplied)

    def _accepted(self) -> Iterator[Verdict]:
        for event in self.events:
            if event.decision is Decision.ACCEPT and event.id in self.located:
                yield self.located[event.id], event
            if event.id in self.fulfilled:
                yield self.fulfilled[event.id], event
            for key in self.written.get(event.id, ()):
                yield key, event

    def _rejected(self) -> Iterator[Verdict]:
        for event in self.events:
            if event.decision is Decision.REJECT and event.id in self.located and not self._refines(event):
                yield self.located[event.id], event

    def _refines(self, event: CurationEvent) -> bool:
        """Whether what the curator reads instead implies the claim, which then is not wrong but too weak."""
        claims = self.corrections.get(event.id, ())
        return any(self.located[event.id] in follows(_key(claim)) for claim in claims)

    def _allowed(self, event: CurationEvent) -> bool:
        mark = self.marks.get(self.located[event.id], Mark())
        return not mark.rejects if self._refines(event) else mark.curation == REJECTED

    def finished(self) -> tuple[KnowledgeGraph, CurationOutcome]:
        curation = {key: mark.curation for key, mark in self.marks.items()}
        claims = tuple(replace(c, curation=curation[c.key]) if c.key in curation else c for c in self.graph.claims)
        decisions = tuple(self._decision(event) for event in self.events if self._found(event) is not None)
        graph = replace(self.graph, claims=claims, decisions=decisions)
        return graph, self._outcome(graph)

    def _found(self, event: CurationEvent) -> ClaimKey | None:
        return self.located.get(event.id) or self.fulfilled.get(event.id)

    def _decision(self, event: CurationEvent) -> AppliedDecision:
        found = self._found(event)
        if found is None:
            raise LookupError(event.id)
        marks = sorted(self.marks.items())
        return AppliedDecision(
            event,
            found,
            tuple(key for key, mark in marks if mark.curation == ACCEPTED and event.id in mark.accepts),
            tuple(key for key, mark in marks if mark.curation == REJECTED and event.id in mark.rejects),
            self.written.get(event.id, ()),
        )

    def _outcome(self, graph: KnowledgeGraph) -> CurationOutcome:
        nodes, locator = Nodes(graph.options.base, graph.documents), Locator(graph)
        claims = {claim.key: claim for claim in graph.claims}
        return CurationOutcome(
            standing=len(self.events),
            accepted=sum(claim.curation == ACCEPTED for claim in graph.claims),
            rejected=sum(claim.curation == REJECTED for claim in graph.claims),
            corrected=len({key for keys in self.written.values() for key in keys}),
            unsure=sum(event.decision is Decision.UNSURE for event in self.events),
            fulfilled=len(self.fulfilled),
            vanished=tuple(Vanished(e, locator.why_not(e)) for e in self.events if self._found(e) is None),
            disputed=tuple(
                Disputed(nodes.claim_of(key).value, stated(claims[key]), mark.events)
                for key, mark in sorted(self.marks.items())
                if mark.disputed
            ),
            unapplied=tuple(sorted(self.unapplied, key=lambda one: one.event.id)),
            unseen=tuple(_unseen(graph, self.marks, nodes)),
        )


def _key(claim: Claim) -> ClaimKey:
    obj = (claim.object.curie, "") if isinstance(claim.object, Concept) else (claim.object.value, claim.object.datatype)
    return (claim.subject.curie, claim.predicate, *obj, str(claim.negated), claim.modality.value)


def _unseen(graph: KnowledgeGraph, marks: dict[ClaimKey, Mark], nodes: Nodes) -> Iterator[Unseen]:
    for claim in graph.claims:
        if claim.curation != REJECTED:
            continue
        seen = {_last(iri) for event in marks[claim.key].events for iri in event.evidence}
        new = [iri for e in claim.evidences if _last(iri := nodes.evidence(e).value) not in seen]
        if seen and new:
            yield Unseen(nodes.claim(claim).value, stated(claim), tuple(new))


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]


def _with_claims(
    graph: KnowledgeGraph, corrected: Iterable[Claim], terminology: Lookup
) -> tuple[KnowledgeGraph, tuple[ClaimKey, ...]]:
    """The graph with the corrected claims and what they imply, and the keys of the corrected claims themselves."""
    corrected = tuple(corrected)
    known = {claim.key: claim for claim in graph.claims}
    parts = [as_merged(one, implied=implied, options=graph.options) for c in corrected for one, implied in entailed(c)]
    new = [part for part in parts if part.key not in known or not _is_said(part.evidences[0], known[part.key])]
    claims = (
        replace(claim, implied=known[claim.key].implied) if claim.key in known else claim
        for claim in merge_claims((*graph.claims, *new), graph.options)
    )
    named = [(node.concept, node.status) for node in graph.concepts if node.status is not None]
    named += [(concept, link_status(concept, terminology)) for claim in corrected for concept in _concepts(claim)]
    mentions = (mention for part in new for evidence in part.evidences for mention in _mentions(evidence))
    grown = replace(
        graph,
        claims=tuple(claims),
        concepts=concept_nodes(named, terminology),
        mentions=merge_mentions((*graph.mentions, *mentions)),
    )
    return canonical(grown), tuple(sorted({_key(claim) for claim in corrected}))


def _is_said(evidence: Evidence, claim: MergedClaim) -> bool:
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
