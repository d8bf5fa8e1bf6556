"""From what was found in annotated documents to figures and mistakes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluate import counting, relations
from kg.evaluate.bootstrap import Bootstrap, Measure
from kg.evaluate.counting import MentionTally, Tally
from kg.evaluate.mistakes import Knows, Mistake, claim_mistakes, mention_mistakes
from kg.evaluate.reading import Found, Terms
from kg.model import Kind

SAMPLES = 1000
"""Samples of the bootstrap."""

ALL = "all"


@dataclass(frozen=True, slots=True)
class MentionScore:
    """The measures of one kind, or of all of them together. ``scheme`` is that of the identifiers, if there are
    any.
    """

    kind: str
    scheme: str
    exact: Measure
    overlapping: Measure
    linked: Measure
    accuracy: Measure


@dataclass(frozen=True, slots=True)
class ClaimScore:
    """The measures of one predicate, or of all of them together."""

    predicate: str
    claims: Measure


@dataclass(frozen=True, slots=True)
class Score:
    """How well the documents of a gold corpus were read.

    ``missing`` are the documents that were not read, with the reason, ``mistakes`` every wrong answer in order.
    """

    documents: int
    missing: tuple[tuple[str, str], ...]
    mentions: tuple[MentionScore, ...]
    claims: tuple[ClaimScore, ...]
    mistakes: tuple[Mistake, ...]

    def why(self) -> Mapping[str, Mapping[str, int]]:
        """How many mistakes of each sort there are of each kind."""
        counted: dict[str, Counter[str]] = {}
        for mistake in self.mistakes:
            counted.setdefault(mistake.why.value, Counter())[mistake.kind] += 1
        return counted


def score(found: Iterable[Found], terms: Terms, knows: Knows, *, samples: int = SAMPLES, seed: int = 0) -> Score:
    """The score of documents, which are let go one by one. Pure: the same arguments give the same score.

    ``knows`` says whether a terminology has an identifier. Intervals are percentiles over ``samples`` bootstrap
    samples of the documents.
    """
    mentions: list[dict[Kind, MentionTally]] = []
    claims: list[dict[str, Tally]] = []
    mistakes: list[Mistake] = []
    missing: list[tuple[str, str]] = []
    for one in found:
        mentions.append(counting.count(one, terms))
        mistakes += mention_mistakes(one, terms, knows)
        missing += [(one.gold.id, one.missing)] if one.missing else []
        if terms.predicates:
            wanted, claimed = relations.compare(one, terms)
            claims.append(relations.count(wanted, claimed))
            mistakes += claim_mistakes(one.gold.id, wanted, claimed)
    bootstrap = Bootstrap(max(1, len(mentions)), samples, seed)
    return Score(
        len(mentions),
        tuple(sorted(missing)),
        tuple(_mention_scores(mentions, terms, bootstrap)),
        tuple(_claim_scores(claims, terms, bootstrap)),
        tuple(sorted(mistakes)),
    )


def _mention_scores(
    counted: list[dict[Kind, MentionTally]], terms: Terms, bootstrap: Bootstrap
) -> Iterable[MentionScore]:
    for kind in terms.kinds:
        yield _mention_score(kind.value, terms.schemes.get(kind, ""), [one[kind] for one in counted], bootstrap)
    if len(terms.kinds) > 1:
        together = [sum(one.values(), MentionTally()) for one in counted]
        yield _mention_score(ALL, "", together, bootstrap)


def _mention_score(kind: str, scheme: str, counted: list[MentionTally], bootstrap: Bootstrap) -> MentionScore:
    return MentionScore(
        kind,
        scheme,
        bootstrap.measure([one.exact for one in counted]),
        bootstrap.measure([one.overlapping for one in counted]),
        bootstrap.measure([one.linked for one in counted]),
        bootstrap.measure([one.accuracy for one in counted]),
    )


def _claim_scores(counted: list[dict[str, Tally]], terms: Terms, bootstrap: Bootstrap) -> Iterable[ClaimScore]:
    predicates = sorted(terms.predicates & {predicate for one in counted for predicate in one})
    for predicate in predicates:
        yield ClaimScore(predicate, bootstrap.measure([one.get(predicate, Tally()) for one in counted]))
    if len(predicates) > 1:
        yield ClaimScore(ALL, bootstrap.measure([sum(one.values(), Tally()) for one in counted]))
