"""Which events of a log still count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.model import CurationEvent, Decision
from kg.vocab import PREDICATES

_CLAIM = "claim/"


def claim_key(event: CurationEvent) -> str:
    """What names the claim of an event under every base: the last part of its IRI.

    A symmetric claim and its mirror image are one: they go by their two ends, whichever comes first.
    """
    triple = event.triple
    predicate = PREDICATES.get(triple.predicate)
    if predicate is None or not predicate.symmetric or not isinstance(triple.object, str):
        return event.claim.rpartition("/")[2]
    base = event.claim.rpartition(_CLAIM)[0]
    ends = sorted(end.removeprefix(base) for end in (triple.subject, triple.object))
    return " ".join((*ends, triple.predicate, str(triple.negated), triple.modality))


def standing(events: Iterable[CurationEvent]) -> tuple[CurationEvent, ...]:
    """One event for each claim and curator at most, in the order of their times.

    A symmetric claim is the same in both directions. An event that another one about the same claim supersedes counts
    no longer, whoever made either; nor does a withdrawal itself. Of several that one curator left standing, in two
    browsers say, the latest counts.
    """
    by_claim: dict[str, dict[str, CurationEvent]] = defaultdict(dict)
    for event in events:
        by_claim[claim_key(event)][event.id] = event
    latest: dict[tuple[str, str], CurationEvent] = {}
    for claim, about in by_claim.items():
        superseded = {old for event in about.values() for old in event.supersedes}
        for event in sorted(about.values(), key=in_time):
            if event.id not in superseded and event.decision is not Decision.WITHDRAW:
                latest[claim, event.curator] = event
    return tuple(sorted(latest.values(), key=in_time))


def in_time(event: CurationEvent) -> tuple[str, str, str]:
    """Sorts events by their instants, and events of one instant by their ids."""
    whole, _, fraction = event.time.removesuffix("Z").partition(".")
    return (whole, fraction.ljust(9, "0"), event.id)
