"""The rules by name, how far each is trusted, and the claim that a rule makes."""

from __future__ import annotations

from types import MappingProxyType

from kg.claims.reading import Participant, Reading
from kg.model import Claim, Evidence, Modality

VERSION = "1.0"

TRUST = MappingProxyType(
    {
        "target-noun": 0.95,
        "target-verb": 0.95,
        "target-passive": 0.92,
        "expression": 0.92,
        "gene-condition": 0.90,
        "approval": 0.95,
        "filing": 0.80,
        "treatment": 0.90,
        "contraindication": 0.93,
        "testing": 0.90,
        "combination": 0.92,
        "adverse-event": 0.92,
        "process": 0.85,
    }
)
"""Confidence by rule, set from its precision on annotated articles (see ``docs/claims.md``)."""

ANAPHOR_COST = 0.05


def extractor(rule: str) -> str:
    """The name under which a rule signs its evidence."""
    return f"rules/{rule} {VERSION}"


def claim(
    reading: Reading,
    rule: str,
    subject: Participant,
    predicate: str,
    object: Participant,
    *,
    negated: bool = False,
    modality: Modality = Modality.ASSERTED,
) -> Claim:
    """The claim that ``rule`` reads in a sentence."""
    reached = tuple(dict.fromkeys(subject.reached + object.reached))
    sentence = reading.view.sentence
    evidence = Evidence(
        source=reading.source,
        sentence=sentence.span,
        text=reading.view.text,
        subject_mention=subject.mention,
        object_mention=object.mention,
        object_span=None,
        reached_through=reached,
        extractor=extractor(rule),
        score=round(TRUST[rule] - (ANAPHOR_COST if reached else 0.0), 4),
    )
    return Claim(subject.concept, predicate, object.concept, negated, modality, evidence)
