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
        "target-passive": 0.90,
        "expression": 0.94,
        "gene-condition": 0.94,
        "approval": 0.95,
        "filing": 0.90,
        "treatment": 0.93,
        "contraindication": 0.92,
        "testing": 0.95,
        "combination": 0.95,
        "adverse-event": 0.95,
        "process": 0.90,
    }
)
"""Confidence by rule: (right + 9) / (read + 10) over annotated articles with perfect names, at most 0.95."""

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
    score = round(TRUST[rule] - (ANAPHOR_COST if subject.reached or object.reached else 0.0), 4)
    return signed(reading, extractor(rule), score, subject, predicate, object, negated=negated, modality=modality)


def signed(
    reading: Reading,
    extractor: str,
    score: float,
    subject: Participant,
    predicate: str,
    object: Participant,
    *,
    negated: bool = False,
    modality: Modality = Modality.ASSERTED,
) -> Claim:
    """The claim that ``extractor`` makes of a sentence, with its confidence ``score``."""
    sentence = reading.view.sentence
    evidence = Evidence(
        source=reading.source,
        sentence=sentence.span,
        text=reading.view.text,
        subject_mention=subject.mention,
        object_mention=object.mention,
        object_span=None,
        reached_through=tuple(dict.fromkeys(subject.reached + object.reached)),
        extractor=extractor,
        score=score,
    )
    return Claim(subject.concept, predicate, object.concept, negated, modality, evidence)
