"""How many of the mentions and identifiers of one document are right."""

from __future__ import annotations

from dataclasses import dataclass

from kg.evaluate.identifiers import mention_ids, of_scheme
from kg.evaluate.reading import Found, Key, Terms, overlap
from kg.evaluate.records import GoldMention
from kg.model import Kind, Mention


@dataclass(frozen=True, slots=True)
class Tally:
    """Right answers among those that were found, and among those that were wanted."""

    found_right: int = 0
    found: int = 0
    gold_right: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.found_right + other.found_right,
            self.found + other.found,
            self.gold_right + other.gold_right,
            self.gold + other.gold,
        )


@dataclass(frozen=True, slots=True)
class MentionTally:
    """One kind in one document.

    ``exact``: the same span and kind. ``overlapping``: some of the same characters, the same kind. ``linked``: the set
    of identifiers of the document, as BioCreative V counts it. ``accuracy``: among the exact spans whose gold mention
    has an identifier, those that were given one of its identifiers (found and wanted are the same).
    """

    exact: Tally = Tally()
    overlapping: Tally = Tally()
    linked: Tally = Tally()
    accuracy: Tally = Tally()

    def __add__(self, other: MentionTally) -> MentionTally:
        return MentionTally(
            self.exact + other.exact,
            self.overlapping + other.overlapping,
            self.linked + other.linked,
            self.accuracy + other.accuracy,
        )


def count(found: Found, terms: Terms) -> dict[Kind, MentionTally]:
    """The tallies of one document by kind."""
    gold, ours = terms.gold(found.gold), terms.found(found)
    return {kind: _count(kind, gold, ours, terms.schemes.get(kind, "")) for kind in terms.kinds}


def _count(kind: Kind, gold: dict[Key, GoldMention], ours: dict[Key, Mention], scheme: str) -> MentionTally:
    wanted = {key: mention for key, mention in gold.items() if key[2] is kind}
    given = {key: mention for key, mention in ours.items() if key[2] is kind}
    both = wanted.keys() & given.keys()
    touched = sum(any(overlap(key, other) for other in wanted) for key in given)
    reached = sum(any(overlap(key, other) for other in given) for key in wanted)
    ids = frozenset(one for mention in wanted.values() for one in of_scheme(mention.ids, scheme)) if scheme else set()
    got = frozenset(one for m in given.values() for one in of_scheme(mention_ids(m), scheme)) if scheme else set()
    linkable = [key for key in both if scheme and of_scheme(wanted[key].ids, scheme)]
    right = sum(bool(of_scheme(wanted[key].ids, scheme) & mention_ids(given[key])) for key in linkable)
    return MentionTally(
        Tally(len(both), len(given), len(both), len(wanted)),
        Tally(touched, len(given), reached, len(wanted)),
        Tally(len(ids & got), len(got), len(ids & got), len(ids)),
        Tally(right, len(linkable), right, len(linkable)),
    )
