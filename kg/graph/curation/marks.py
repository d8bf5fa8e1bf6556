"""What the decisions together make of each claim.

A decision reaches further than its claim. Whoever accepts that a drug inhibits a target accepts that it acts through
it; whoever rejects that it acts through the target rejects that it inhibits it; and a symmetric claim is decided in
both directions. What is only implied falls with everything that implies it. When some decisions accept a claim and
others reject it, none of these counts anywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.graph.records import ACCEPTED, REJECTED, UNREVIEWED, ClaimKey, Decidable
from kg.model import CurationEvent, Modality
from kg.vocab import PREDICATES


@dataclass(slots=True)
class Mark:
    """The events that accept a claim, and those that reject it, by their ids."""

    accepts: dict[str, CurationEvent] = field(default_factory=dict)
    rejects: dict[str, CurationEvent] = field(default_factory=dict)

    @property
    def disputed(self) -> bool:
        return bool(self.accepts and self.rejects)

    @property
    def curation(self) -> str:
        """The value of ``cg:curation``."""
        if self.disputed or not (self.accepts or self.rejects):
            return UNREVIEWED
        return ACCEPTED if self.accepts else REJECTED

    @property
    def events(self) -> tuple[CurationEvent, ...]:
        together = self.accepts | self.rejects
        return tuple(together[key] for key in sorted(together))


Verdict = tuple[ClaimKey, CurationEvent]


def weigh(
    claims: Mapping[ClaimKey, Decidable], accepted: Iterable[Verdict], rejected: Iterable[Verdict]
) -> dict[ClaimKey, Mark]:
    """The mark of every claim that a decision reaches; ``accepted`` and ``rejected`` are the claims decided on."""
    for_it, against_it = list(accepted), list(rejected)
    disputed = {key: mark for key, mark in _reached(claims, for_it, against_it).items() if mark.disputed}
    idle = {event.id for mark in disputed.values() for event in mark.events}
    marks = _reached(
        claims,
        [verdict for verdict in for_it if verdict[1].id not in idle],
        [verdict for verdict in against_it if verdict[1].id not in idle],
    )
    for key, claim in claims.items():
        if claim.implied and key not in marks:
            causes = [marks.get(cause) for cause in _leads_to(key) if cause in claims]
            if causes and all(cause is not None and cause.curation == REJECTED for cause in causes):
                marks[key] = Mark(rejects={e.id: e for cause in causes if cause for e in cause.events})
    return marks | disputed


def _reached(
    claims: Mapping[ClaimKey, Decidable], accepted: Iterable[Verdict], rejected: Iterable[Verdict]
) -> dict[ClaimKey, Mark]:
    marks: dict[ClaimKey, Mark] = defaultdict(Mark)
    for key, event in accepted:
        for reached in _closure(key, claims, follows):
            marks[reached].accepts[event.id] = event
    for key, event in rejected:
        for reached in _closure(key, claims, _leads_to):
            marks[reached].rejects[event.id] = event
    return dict(marks)


def follows(key: ClaimKey) -> Iterator[ClaimKey]:
    """The claims that hold when this one does: its mirror image and what it implies."""
    subject, name, obj, datatype, negated, modality = key
    predicate = PREDICATES.get(name)
    if predicate is None:
        return
    if predicate.symmetric:
        yield (obj, name, subject, datatype, negated, modality)
    if predicate.implies and _is_asserted(key):
        yield (subject, predicate.implies, obj, datatype, negated, modality)


def _leads_to(key: ClaimKey) -> Iterator[ClaimKey]:
    """The claims that cannot hold when this one does not: its mirror image and what implies it."""
    subject, name, obj, datatype, negated, modality = key
    predicate = PREDICATES.get(name)
    if predicate is not None and predicate.symmetric:
        yield (obj, name, subject, datatype, negated, modality)
    if _is_asserted(key):
        for other in PREDICATES.values():
            if other.implies == name:
                yield (subject, other.curie, obj, datatype, negated, modality)


def _is_asserted(key: ClaimKey) -> bool:
    return key[4:] == (str(False), Modality.ASSERTED.value)


def _closure(
    key: ClaimKey, claims: Mapping[ClaimKey, Decidable], step: Callable[[ClaimKey], Iterator[ClaimKey]]
) -> set[ClaimKey]:
    """The claim and all that ``step`` leads to from it, among those that the graph makes."""
    found, waiting = {key}, [key]
    while waiting:
        for near in step(waiting.pop()):
            if near in claims and near not in found:
                found.add(near)
                waiting.append(near)
    return found
