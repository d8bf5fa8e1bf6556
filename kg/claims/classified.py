"""Drugs and the targets that the pair classifier sees them act on, where the rules say nothing of either.

The classifier has read abstracts of pharmacology and knows a mechanism in many phrasings; it knows nothing of negation,
hope or the article around the sentence, and where a sentence tells of two drugs it takes one for the other. So it
proposes only where the rules are silent: about the pair in the document, about both names in the sentence. A clause
that denies anything, or that names a class of drugs by its target, gets no proposal; the modality is the clause's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from kg.claims.modality import is_negated, modality_of
from kg.claims.phrases import clause_at
from kg.claims.reading import Participant, Reading, participants_of
from kg.claims.rules import signed
from kg.claims.target_words import ACTIVATES, INHIBITS, TARGETS
from kg.model import Claim, Concept, LinkStatus, Mention, PairLabel, PairScore, Span

EXTRACTOR = "model/pairs 1.0"

LEAST: Mapping[PairLabel, float] = MappingProxyType(
    {PairLabel.INHIBITS: 0.7, PairLabel.ACTIVATES: 0.85, PairLabel.ACTS_ON: 0.8}
)
"""The probability from which a pair is proposed, by label, in the order in which labels are asked."""

_SAYS = MappingProxyType({PairLabel.INHIBITS: INHIBITS, PairLabel.ACTIVATES: ACTIVATES, PairLabel.ACTS_ON: TARGETS})
_TRUST = 0.75
"""What a probability of one is worth."""

_CLASS = re.compile(
    r"\}(?:\s?(?:[/,-]|and|or|\()\s?\{T\d+\}\)?)*(?:[\s-][\w-]+){0,3}?[\s-](?:inhibit|antagoni|agoni|block|modulator|"
    r"antibod|degrader|activat|therap|treatment|mutat|positiv|negativ|express|amplif|level|system|axis|pathway)",
    re.IGNORECASE,
)
"""After a target: it names a class of drugs, a tumour or a measurement."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What the rules say of drugs and targets: pairs of the document, and by sentence the names that they speak of."""

    pairs: frozenset[tuple[str, str]]
    names: frozenset[tuple[Span, str]]

    @classmethod
    def of(cls, claims: Sequence[Claim]) -> _Told:
        ends = [
            (claim.evidence.sentence, claim.subject.curie, claim.object.curie)
            for claim in claims
            if isinstance(claim.object, Concept) and claim.predicate in _SAYS.values()
        ]
        names = ((sentence, curie) for sentence, *curies in ends for curie in curies)
        return cls(frozenset((one, other) for _, one, other in ends), frozenset(names))

    def is_silent(self, sentence: Span, subject: Concept, target: Concept) -> bool:
        """Whether nothing is said of the pair, nor of either name in the sentence."""
        return (subject.curie, target.curie) not in self.pairs and not (
            (sentence, subject.curie) in self.names or (sentence, target.curie) in self.names
        )


def propose(readings: Sequence[Reading], pairs: Sequence[PairScore], told: Sequence[Claim]) -> Iterator[Claim]:
    """Claims about drugs and targets that ``pairs`` support and the claims ``told`` are silent about, in text order."""
    known, likely = _Told.of(told), _likely(pairs)
    for reading in readings:
        view = reading.view
        if not likely or view.text.endswith("?"):
            continue
        at = {mention.span: number for number, mention in enumerate(view.mentions)}
        for pair in likely:
            if pair.head not in at or pair.tail not in at:
                continue
            clause = _clause(reading, at[pair.head], at[pair.tail])
            if not clause or is_negated(clause):
                continue
            for subject, target in _ends(view.mentions[at[pair.head]], view.mentions[at[pair.tail]]):
                if known.is_silent(view.sentence.span, subject.concept, target.concept):
                    score = round(_TRUST * pair.probability, 4)
                    predicate, modality = _SAYS[pair.label], modality_of(clause)
                    yield signed(reading, EXTRACTOR, score, subject, predicate, target, modality=modality)


def _likely(pairs: Sequence[PairScore]) -> tuple[PairScore, ...]:
    """The pairs that are likely enough: the first label of :data:`LEAST` for each, the likeliest drug for a target."""
    order = {label: number for number, label in enumerate(LEAST)}
    best: dict[tuple[Span, Span], PairScore] = {}
    for pair in sorted(pairs, key=lambda p: order.get(p.label, len(order))):
        if pair.probability >= LEAST.get(pair.label, 2.0):
            best.setdefault((pair.head, pair.tail), pair)
    of_target: dict[Span, float] = {}
    for pair in best.values():
        of_target[pair.tail] = max(of_target.get(pair.tail, 0.0), pair.probability)
    return tuple(sorted(pair for pair in best.values() if pair.probability == of_target[pair.tail]))


def _clause(reading: Reading, one: int, other: int) -> str:
    """The clause that holds mentions number ``one`` and ``other`` of the sentence; nothing when none holds both, or
    when the second, a target, names something else.
    """
    masked = reading.view.masked
    drug, target = reading.view.position(one), reading.view.position(other)
    start, end = clause_at(masked, drug)
    if not start <= target < end or _CLASS.match(masked, masked.index("}", target)):
        return ""
    return masked[start:end]


def _ends(head: Mention, tail: Mention) -> Iterator[tuple[Participant, Participant]]:
    """What two resolved mentions stand for; nothing for an unresolved one."""
    if all(end.link is not None and end.link.status is LinkStatus.LINKED for end in (head, tail)):
        yield from product(participants_of(head), participants_of(tail))
