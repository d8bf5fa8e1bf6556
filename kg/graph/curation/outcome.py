"""What became of the decisions when they were applied to a graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from kg.graph.curation.content import values_of
from kg.model import ArmContent, ClaimTriple, CurationEvent, Literal, ResultContent
from kg.vocab import compact


@dataclass(frozen=True, slots=True)
class Vanished:
    """A decision on a claim that the graph does not make, and why it is thought not to."""

    event: CurationEvent
    why: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """A claim that some decisions accept and others reject: it stays unreviewed until one of them is superseded."""

    claim: str
    says: str
    events: tuple[CurationEvent, ...]


@dataclass(frozen=True, slots=True)
class Unapplied:
    """A correction that cannot be written; the rejection that it came with stands."""

    event: CurationEvent
    why: str


@dataclass(frozen=True, slots=True)
class Unseen:
    """A rejected claim that now has evidence which none of its curators had before them."""

    claim: str
    says: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CurationOutcome:
    """The account of one application.

    ``standing`` counts the decisions that count, ``accepted`` and ``rejected`` the claims that bear a mark (a
    decision also marks what follows from it), ``corrected`` the claims that were written, ``unsure`` the decisions
    that leave a claim open, ``fulfilled`` the corrections that the graph makes of itself.
    """

    standing: int = 0
    accepted: int = 0
    rejected: int = 0
    corrected: int = 0
    unsure: int = 0
    fulfilled: int = 0
    vanished: tuple[Vanished, ...] = ()
    disputed: tuple[Disputed, ...] = ()
    unapplied: tuple[Unapplied, ...] = ()
    unseen: tuple[Unseen, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The outcome for ``report.json``."""
        return {
            "counts": self.counts(),
            "vanished": [_told(one.event) | {"why": one.why} for one in self.vanished],
            "disputed": [
                {"claim": one.claim, "says": one.says, "decisions": [_told(event) for event in one.events]}
                for one in self.disputed
            ],
            "unapplied": [_told(one.event) | {"why": one.why} for one in self.unapplied],
            "unseen": [asdict(one) | {"evidence": list(one.evidence)} for one in self.unseen],
        }

    def counts(self) -> dict[str, int]:
        """How many decisions and claims there are of each kind."""
        names = ("standing", "accepted", "rejected", "corrected", "unsure", "fulfilled")
        lists = ("vanished", "disputed", "unapplied", "unseen")
        return {name: getattr(self, name) for name in names} | {name: len(getattr(self, name)) for name in lists}

    def messages(self) -> Iterator[str]:
        """What the person who applied the decisions should know, one line each."""
        for lost in self.vanished:
            yield f"{_who(lost.event)} decided on a claim that is gone: {said(lost.event.triple)} ({lost.why})"
        for dispute in self.disputed:
            sides = ", ".join(f"{_who(event)} {event.decision.value}" for event in dispute.events)
            yield f"the decisions disagree, and the claim stays unreviewed: {dispute.says} ({sides})"
        for one in self.unapplied:
            yield f"a correction of {_who(one.event)} cannot be written: {said(one.event.triple)} ({one.why})"
        if count := len(self.unseen):
            claims = "a rejected claim rests" if count == 1 else f"{count} rejected claims rest"
            yield f"{claims} on sentences that no curator has seen; report.json lists them"


def said(triple: ClaimTriple) -> str:
    """A triple in short, by CURIEs."""
    obj = _said_end(triple.object)
    firm = "" if triple.modality == "asserted" else f", {triple.modality.value}"
    return f"{compact(triple.subject)} {'not ' if triple.negated else ''}{triple.predicate} {obj}{firm}"


def _said_end(end: str | Literal | ArmContent | ResultContent) -> str:
    if isinstance(end, ArmContent):
        return f"{end.role}: {' + '.join(map(compact, end.drugs)) or end.label or 'no drug'}"
    if isinstance(end, ResultContent):
        return values_of(end)
    return end.value if isinstance(end, Literal) else compact(end)


def _who(event: CurationEvent) -> str:
    return event.curator or "a curator without ORCID"


def _told(event: CurationEvent) -> dict[str, object]:
    return {
        "event": event.id,
        "claim": event.claim,
        "says": said(event.triple),
        "decision": event.decision.value,
        "curator": event.curator,
        "time": event.time,
    }
