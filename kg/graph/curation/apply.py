"""Curators' decisions applied to a graph. ``docs/decisions/0067-what-a-decision-reaches.md`` has the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from kg.graph.curation.content import seen_by, stated
from kg.graph.curation.correct import CannotCorrectError, Corrector, Lookup, TrialOutcome
from kg.graph.curation.grow import grown, key_of
from kg.graph.curation.locate import Locator
from kg.graph.curation.marks import Mark, Verdict, follows, weigh
from kg.graph.curation.outcome import CurationOutcome, Disputed, Unapplied, Unseen, Vanished
from kg.graph.curation.strip import uncurated
from kg.graph.nodes import Nodes
from kg.graph.records import (
    ACCEPTED,
    REJECTED,
    AppliedDecision,
    ClaimKey,
    Decidable,
    KnowledgeGraph,
    MergedArm,
    MergedClaim,
    MergedResult,
)
from kg.model import Claim, CurationEvent, Decision

_Decided = TypeVar("_Decided", MergedClaim, MergedArm, MergedResult)


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
) -> tuple[tuple[CurationEvent, Decidable], ...]:
    """Each event with the claim, arm or result that it is about, those that find one."""
    locator = Locator(graph)
    found = ((event, locator.found(event)) for event in events)
    return tuple((event, locator.claims[key]) for event, key in found if key is not None)


@dataclass(slots=True)
class _Replay:
    """Corrections bring claims into the graph that other decisions may be about, so they are written in rounds."""

    graph: KnowledgeGraph
    events: list[CurationEvent]
    terminology: Lookup
    corrections: dict[str, tuple[Claim, ...] | TrialOutcome] = field(default_factory=dict)
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
        self.marks = weigh(locator.claims, self._accepted(), self._rejected())
        new = [e for e in self.events if e.id in self.corrections and e.id not in self.written and self._allowed(e)]
        for event in new:
            self.graph, self.written[event.id] = grown(self.graph, self.corrections[event.id], self.terminology)
        return bool(new)

    def _locate(self, locator: Locator) -> None:
        concepts = {node.concept.curie: node.concept for node in self.graph.concepts}
        nodes = Nodes(self.graph.options.base, self.graph.documents)
        corrector = Corrector(locator, nodes, concepts, self.terminology)
        self.fulfilled = {}
        for event in self.events:
            key = locator.found(event)
            if key is None:
                if event.correction is not None:
                    corrected = locator.saying(event.correction.applied(event.triple), locator.base_of(event))
                    if corrected is not None:
                        self.fulfilled[event.id] = corrected
                continue
            self.located[event.id] = key
            if event.correction is not None and event.id not in self.corrections and not self._failed(event):
                try:
                    self.corrections[event.id] = corrector.corrected(locator.claims[key], event, event.correction)
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
        return isinstance(claims, tuple) and any(self.located[event.id] in follows(key_of(claim)) for claim in claims)

    def _allowed(self, event: CurationEvent) -> bool:
        mark = self.marks.get(self.located[event.id], Mark())
        return not mark.rejects if self._refines(event) else mark.curation == REJECTED

    def finished(self) -> tuple[KnowledgeGraph, CurationOutcome]:
        nodes = Nodes(self.graph.options.base, self.graph.documents)

        def marked(claim: _Decided) -> _Decided:
            mark = self.marks.get(nodes.key(claim))
            return claim if mark is None else replace(claim, curation=mark.curation)

        graph = replace(
            self.graph,
            claims=tuple(map(marked, self.graph.claims)),
            arms=tuple(map(marked, self.graph.arms)),
            results=tuple(map(marked, self.graph.results)),
            decisions=tuple(self._decision(event) for event in self.events if self._found(event) is not None),
        )
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
        claims = locator.claims
        return CurationOutcome(
            standing=len(self.events),
            accepted=sum(claim.curation == ACCEPTED for claim in claims.values()),
            rejected=sum(claim.curation == REJECTED for claim in claims.values()),
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
            unseen=tuple(_unseen(claims, self.marks, nodes)),
        )


def _unseen(claims: Mapping[ClaimKey, Decidable], marks: Mapping[ClaimKey, Mark], nodes: Nodes) -> Iterator[Unseen]:
    """Rejected claims with sentences that none of their curators had before them, however they are read now."""
    for key, claim in claims.items():
        if claim.curation != REJECTED:
            continue
        knowing = [event for event in marks[key].events if event.evidence]
        new = [e for e in claim.evidences if not any(seen_by(event, e, nodes) for event in knowing)]
        if knowing and new:
            yield Unseen(nodes.claim_of(key).value, stated(claim), tuple(nodes.evidence(e).value for e in new))
