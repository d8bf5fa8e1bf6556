"""Claims against the relations of a corpus, document by document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.evaluate.counting import Tally
from kg.evaluate.identifiers import concept_ids, mention_ids
from kg.evaluate.reading import Found, Terms
from kg.evaluate.records import GoldEnd, GoldRelation
from kg.model import Claim, Concept, Kind, Modality
from kg.vocab import PREDICATES


@dataclass(frozen=True, slots=True)
class Stated:
    """A predicate between two ends; each end is all that it may be recognised by, ``says`` how a reader would put it.

    The ends of a symmetric predicate have no order.
    """

    predicate: str
    subject: frozenset[str]
    object: frozenset[str]
    says: str

    def agrees(self, other: Stated) -> bool:
        """Whether the two say the same."""
        if self.predicate != other.predicate:
            return False
        straight = bool(self.subject & other.subject and self.object & other.object)
        turned = bool(self.subject & other.object and self.object & other.subject)
        return straight or (PREDICATES[self.predicate].symmetric and turned)


def compare(found: Found, terms: Terms) -> tuple[list[Stated], list[Stated]]:
    """What the corpus states in a document, and what was claimed of it, each once and of the corpus' predicates."""
    wanted = _distinct(stated for relation in found.gold.relations for stated in _gold(relation, found, terms))
    return wanted, list(_claimed(found.claims, terms.predicates))


def count(wanted: list[Stated], claimed: list[Stated]) -> dict[str, Tally]:
    """The tallies of one document by predicate."""
    tallies: dict[str, Tally] = {}
    for one in claimed:
        right = any(one.agrees(other) for other in wanted)
        tallies[one.predicate] = tallies.get(one.predicate, Tally()) + Tally(found_right=right, found=1)
    for one in wanted:
        right = any(one.agrees(other) for other in claimed)
        tallies[one.predicate] = tallies.get(one.predicate, Tally()) + Tally(gold_right=right, gold=1)
    return tallies


def _distinct(stated: Iterator[Stated]) -> list[Stated]:
    """``stated`` without what says the same as one before."""
    kept: list[Stated] = []
    for one in stated:
        if not any(one.agrees(other) for other in kept):
            kept.append(one)
    return kept


def _gold(relation: GoldRelation, found: Found, terms: Terms) -> Iterator[Stated]:
    """What a relation states: one thing, or for more than two ends one for each pair of them."""
    predicates = terms.relations.get(relation.label, ())
    for at, left in enumerate(relation.ends):
        for right in relation.ends[at + 1 :]:
            for predicate in predicates:
                yield from _directed(predicate, left, right, found, terms)


def _directed(predicate: str, left: GoldEnd, right: GoldEnd, found: Found, terms: Terms) -> Iterator[Stated]:
    """``predicate`` from the end that can be its subject to the one that can be its object, if they are there."""
    rule = PREDICATES[predicate]
    for subject, other in ((left, right), (right, left)):
        if _fits(subject, rule.subjects, found, terms) and _fits(other, rule.objects, found, terms):
            says = f"{_name(subject, found)} → {_name(other, found)}"
            yield Stated(predicate, _keys(subject, found), _keys(other, found), says)
            return


def _fits(end: GoldEnd, kinds: frozenset[Kind], found: Found, terms: Terms) -> bool:
    labels = {found.gold.mentions[at].label for at in end.mentions}
    return any(terms.labels.get(label) in kinds for label in labels)


def _keys(end: GoldEnd, found: Found) -> frozenset[str]:
    """The identifiers of an end; without any, its words and what we take its mentions for."""
    if end.ids:
        return end.ids
    marked = [found.gold.mentions[at] for at in end.mentions]
    ours = [m for m in found.mentions if any(m.span.overlaps(one.span) for one in marked)]
    linked = frozenset(one for mention in ours for one in mention_ids(mention))
    return linked | {_words(one.text) for one in marked}


def _name(end: GoldEnd, found: Found) -> str:
    return found.gold.mentions[end.mentions[0]].text if end.mentions else " ".join(sorted(end.ids))


def _words(text: str) -> str:
    return " ".join(text.casefold().split())


def _claimed(claims: tuple[Claim, ...], predicates: frozenset[str]) -> Iterator[Stated]:
    """What was claimed as a fact, in the corpus' predicates: where it has none for a claim, what the claim implies."""
    asserted = [c for c in claims if not c.negated and c.modality is Modality.ASSERTED]
    stated = [(c, _in(predicates, c.predicate)) for c in asserted if isinstance(c.object, Concept)]
    closer = {(c.subject.curie, _curie(c), PREDICATES[p].implies) for c, p in stated if p}
    seen: set[tuple[str, ...]] = set()
    for claim, predicate in stated:
        ends = (claim.subject.curie, _curie(claim))
        if not predicate or (*ends, predicate) in closer:
            continue
        key = (predicate, *(sorted(ends) if PREDICATES[predicate].symmetric else ends))
        if key not in seen:
            seen.add(key)
            yield _stated(claim, predicate)


def _in(predicates: frozenset[str], predicate: str | None) -> str | None:
    while predicate is not None and predicate not in predicates:
        known = PREDICATES.get(predicate)
        predicate = known.implies if known else None
    return predicate


def _stated(claim: Claim, predicate: str) -> Stated:
    assert isinstance(claim.object, Concept)
    evidence = claim.evidence
    ends = []
    for concept, mention in ((claim.subject, evidence.subject_mention), (claim.object, evidence.object_mention)):
        ends.append(concept_ids(concept) | {_words(concept.label)} | ({_words(mention.text)} if mention else set()))
    return Stated(predicate, ends[0], ends[1], f"{claim.subject.label} → {claim.object.label}")


def _curie(claim: Claim) -> str:
    return claim.object.curie if isinstance(claim.object, Concept) else claim.object.value
