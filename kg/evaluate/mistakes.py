"""Which answers of a document were wrong, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.evaluate.identifiers import concept_ids, mention_ids, of_scheme
from kg.evaluate.reading import Found, Key, Terms, overlap
from kg.evaluate.records import GoldMention
from kg.evaluate.relations import Stated
from kg.model import LinkStatus, Mention, Span

Knows = Callable[[str], bool]
"""Whether the terminology has a CURIE, given in capitals."""


class Why(StrEnum):
    """What went wrong."""

    MISSED = "missed"
    """Marked, and nothing was found there."""
    SPURIOUS = "spurious"
    """Found, and nothing is marked there."""
    BOUNDARY = "boundary"
    """Found with another beginning or end."""
    KIND = "kind"
    """Found as another kind."""
    AMBIGUOUS = "ambiguous"
    """The right concept was considered, and another or none was chosen."""
    UNRESOLVED = "unresolved"
    """Nothing was chosen, though the terminology has the right concept."""
    NOT_IN_TERMINOLOGY = "not in terminology"
    """No terminology has the right identifier."""
    WRONG_ID = "wrong id"
    """Another concept was chosen, and the right one was not considered."""
    MISSED_CLAIM = "missed claim"
    SPURIOUS_CLAIM = "spurious claim"


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """A wrong answer: where, what was wanted and what was found. Spans count code points of the document's text."""

    document: str
    start: int
    end: int
    text: str
    kind: str
    why: Why
    wanted: str = ""
    found: str = ""
    found_text: str = ""


def mention_mistakes(found: Found, terms: Terms, knows: Knows) -> Iterator[Mistake]:
    """The mentions that were not found as they are marked, and those that are not marked."""
    gold, ours = terms.gold(found.gold), terms.found(found)
    others = {(m.span.start, m.span.end, terms.kind_of(m)): m for m in found.mentions}
    told: set[Key] = set()
    for key, mention in sorted(gold.items()):
        if key in ours:
            yield from _link_mistake(found, key, mention, ours[key], terms.schemes.get(key[2], ""), knows)
            continue
        rival = _rival(key, others, gold)
        why = Why.MISSED if rival is None else Why.BOUNDARY if rival[2] is key[2] else Why.KIND
        text = others[rival].text if rival else ""
        told |= {rival} if rival else set()
        yield _mistake(found, key, mention.text, why, _listed(mention.ids), rival[2].value if rival else "", text)
    for key in sorted(ours.keys() - gold.keys() - told):
        if (beside := next((one for one in sorted(gold) if overlap(key, one)), None)) is None:
            yield _mistake(found, key, ours[key].text, Why.SPURIOUS, "", _listed(_curie(ours[key])))
        else:
            why = Why.BOUNDARY if beside[2] is key[2] else Why.KIND
            yield _mistake(found, beside, gold[beside].text, why, "", key[2].value, ours[key].text)


def _rival(key: Key, ours: dict[Key, Mention], gold: dict[Key, GoldMention]) -> Key | None:
    """What was found in place of a marked mention: the same span, else one of its kind, else any that overlaps."""
    near = [one for one in ours if overlap(key, one) and one not in gold]
    return min(near, key=lambda one: (one[:2] != key[:2], one[2] is not key[2], one), default=None)


def _link_mistake(
    found: Found, key: Key, gold: GoldMention, ours: Mention, scheme: str, knows: Knows
) -> Iterator[Mistake]:
    wanted = of_scheme(gold.ids, scheme) if scheme else frozenset()
    if not wanted or wanted & mention_ids(ours):
        return
    linked = ours.link is not None and ours.link.status is LinkStatus.LINKED
    considered = ours.link.runners_up if ours.link else ()
    if any(wanted & concept_ids(candidate.concept) for candidate in considered):
        why = Why.AMBIGUOUS
    elif not any(map(knows, wanted)):
        why = Why.NOT_IN_TERMINOLOGY
    else:
        why = Why.WRONG_ID if linked else Why.UNRESOLVED
    yield _mistake(found, key, gold.text, why, _listed(wanted), _listed(_curie(ours)))


def claim_mistakes(document: str, wanted: list[Stated], claimed: list[Stated]) -> Iterator[Mistake]:
    """The relations that were not claimed, and the claims that are not marked."""
    for stated, others, why in ((wanted, claimed, Why.MISSED_CLAIM), (claimed, wanted, Why.SPURIOUS_CLAIM)):
        for one in stated:
            if not any(one.agrees(other) for other in others):
                yield Mistake(document, 0, 0, one.says, one.predicate, why)


def _mistake(found: Found, key: Key, text: str, why: Why, wanted: str, given: str, given_text: str = "") -> Mistake:
    span = Span(*key[:2])
    return Mistake(found.gold.id, span.start, span.end, text, key[2].value, why, wanted, given, given_text)


def _curie(mention: Mention) -> frozenset[str]:
    return frozenset((mention.link.concept.curie,)) if mention.link else frozenset()


def _listed(ids: frozenset[str]) -> str:
    return "|".join(sorted(ids))
