"""What an article is about: its drug and its disease, by the title and by how often they are named."""

from __future__ import annotations

from collections.abc import Iterator

from kg.claims.of_the_body import is_of_the_body
from kg.claims.reading import Participant, participants_of
from kg.claims.view import DocumentView
from kg.model import BlockKind, Kind

_LEAST_SHARE = 0.5
"""The part of all names of diseases that the disease of an article without one in its title has at least."""


def main_drug(view: DocumentView) -> Participant | None:
    """The drug that the article is about: the first of the title, else the one named most often, twice at least."""
    named = _linked_first(_named(view, Kind.DRUG))
    titled = next((p for p, in_title in named if in_title), None)
    if titled is not None:
        return titled
    best, count = _most_frequent([p for p, _ in named])
    return best if count > 1 else None


def main_disease(view: DocumentView) -> Participant | None:
    """The disease that the article is about: one named in the title and again, else one with half of all names."""
    named = [(p, t) for p, t in _named(view, Kind.DISEASE) if not p.concept.minted]
    best, count = _most_frequent([p for p, _ in named])
    for titled in (p for p, in_title in named if in_title):
        again = sum(p.concept.curie == titled.concept.curie for p, _ in named)
        if again > 1 or again >= count:
            return titled
    return best if count > 1 and count >= _LEAST_SHARE * len(named) else None


def _named(view: DocumentView, kind: Kind) -> list[tuple[Participant, bool]]:
    """The names of ``kind`` in text order, each with whether it stands in the title."""
    return [(p, in_title) for p, in_title in _all(view, kind) if not is_of_the_body(p.concept)]


def _linked_first(named: list[tuple[Participant, bool]]) -> list[tuple[Participant, bool]]:
    """Those with an identifier, where there are any."""
    return [(p, t) for p, t in named if not p.concept.minted] or named


def _all(view: DocumentView, kind: Kind) -> Iterator[tuple[Participant, bool]]:
    for sentence in view.sentences:
        for _, mention in sentence.of_kind(kind):
            for participant in participants_of(mention):
                yield participant, sentence.block_kind is BlockKind.TITLE


def _most_frequent(found: list[Participant]) -> tuple[Participant | None, int]:
    counts: dict[str, list[Participant]] = {}
    for participant in found:
        counts.setdefault(participant.concept.curie, []).append(participant)
    best = max(counts.values(), key=len, default=[])
    return (best[0], len(best)) if best else (None, 0)
