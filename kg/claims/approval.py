"""What a regulator approved: ``cg:approvedFor``.

The drug that a regulator approved is the one named, not those that it is given with. A committee's recommendation is a
plan, a refusal is a denial, and an application is neither (see :mod:`kg.claims.filing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.approval_words import (
    ADVISED_AGAINST,
    AFTER_COLON,
    COMBINED_WITH,
    DRUG_LEFT_OUT,
    ELIDED,
    FEATURE,
    FOR_SOMETHING,
    GRANTED,
    INDICATIONS,
    LEFT_OUT,
    LOWERING,
    OF_PEOPLE,
    ONE_USE,
    ONLY_ASKED,
    PATTERNS,
    PREVENTION,
    PRODUCTS,
    RECOMMENDED,
    REFUSED,
    REFUSED_IT,
    REGULATOR,
    REGULATOR_ALONE,
    SO_MANY,
    TAKEN_BACK,
    TREATMENT_OF,
    TURNED_DOWN,
    WHOLE,
)
from kg.claims.context import Context
from kg.claims.modality import is_negated, modality_of
from kg.claims.phrases import clause_at
from kg.claims.reading import Participant, Reading, matches
from kg.claims.rules import claim
from kg.model import Claim, Modality

APPROVED = "cg:approvedFor"


def _headed(reading: Reading, context: Context) -> Iterator[Claim]:
    """``Indication. Treatment of {D} in adults.``, of the drug that the article is about."""
    head = context.heads.get(reading.view.sentence.index)
    match = TREATMENT_OF.match(reading.text)
    if head is None or match is None or not INDICATIONS.fullmatch(head.title):
        return
    if ONLY_ASKED.search(head.body) and not GRANTED.search(head.body):
        return
    reached = (context.reach(c, reading) for c in context.drugs[:1])
    for drug in (p for p in reached if p is not None):
        for disease in _indication(reading, reading.text, match):
            yield claim(reading, "approval", drug, APPROVED, disease)


def _approved(reading: Reading, context: Context, text: str, match: re.Match[str]) -> tuple[Participant, ...]:
    """The drugs of a match; the article's where it only names what that is given with."""
    named = reading.participants(match["g"], "G")
    if not COMBINED_WITH.search(text, 0, match.start("g")):
        return named
    others = {p.concept.curie for p in named}
    reached = (context.reach(c, reading) for c in context.drugs[:1] if c.curie not in others)
    return tuple(p for p in reached if p is not None)


def _refused(reading: Reading, context: Context) -> Iterator[Claim]:
    if "{G" in reading.text:
        return
    for match in REFUSED_IT.finditer(reading.text):
        reached = (context.reach(c, reading) for c in context.drugs[:1])
        for drug in (p for p in reached if p is not None):
            for disease in reading.participants(match["d"], "DF"):
                yield claim(reading, "approval", drug, APPROVED, disease, negated=True)


def extract(reading: Reading, context: Context) -> Iterator[Claim]:
    """The approvals and refusals that one sentence tells."""
    yield from _named(reading, context)
    yield from _headed(reading, context)
    yield from _refused(reading, context)
    yield from _of_the_drug(reading, context)
    if context.topic is not None and not re.search(r"\{[DF]", reading.text):
        yield from _of_the_topic(reading, context)


def _of_the_drug(reading: Reading, context: Context) -> Iterator[Claim]:
    """Approvals without a drug, which are for the one that the sentence named before, else the article's."""
    for match in DRUG_LEFT_OUT.finditer(reading.plain):
        if ONLY_ASKED.search(match["mid"]) or is_negated(match["mid"]) or REFUSED.search(match["mid"]):
            continue
        if modality_of(match["mid"]) is not Modality.ASSERTED:
            continue
        named = reading.participants(reading.plain[: match.start()], "G")
        reached = tuple(p for c in context.drugs[:1] if (p := context.reach(c, reading)) is not None)
        for drug in named[-1:] or reached:
            for disease in reading.participants(FEATURE.sub("", match["d"]), "DF"):
                yield claim(reading, "approval", drug, APPROVED, disease)


def _of_the_topic(reading: Reading, context: Context) -> Iterator[Claim]:
    """Approvals and refusals without a disease, which are for the one that the article is about."""
    disease = context.reach(context.topic, reading) if context.topic else None
    if disease is None or context.speaks_of_another(disease.concept, reading):
        return
    for match in (m for p in (ADVISED_AGAINST, TURNED_DOWN) for m in p.finditer(reading.text)):
        for drug in reading.participants(match["g"], "G"):
            yield claim(reading, "approval", drug, APPROVED, disease, negated=True)
    found = [m for pattern in (*LEFT_OUT, PRODUCTS) for _, m in matches(reading, (pattern,))]
    if not found and "{G" not in reading.text:
        found = list(REGULATOR_ALONE.finditer(reading.text))
    for match in found:
        cue = match.group() + match.string[match.end() : match.end() + 60]
        if FOR_SOMETHING.match(match.string, match.end()):
            continue
        if ONLY_ASKED.search(cue) or RECOMMENDED.search(match["mid"]):
            continue
        if is_negated(cue) or REFUSED.search(cue) or modality_of(match["mid"]) is not Modality.ASSERTED:
            continue
        reached = (context.reach(c, reading) for c in context.drugs[:1])
        named = "g" in match.groupdict()
        drugs = _approved(reading, context, match.string, match) if named else tuple(p for p in reached if p)
        for drug in drugs:
            yield claim(reading, "approval", drug, APPROVED, disease)


def _named(reading: Reading, context: Context) -> Iterator[Claim]:
    for text, match in matches(reading, (ELIDED,)):
        if re.search(REGULATOR, text[: match.start()]) and not ONLY_ASKED.search(match.group()):
            for drug in reading.participants(match["g"], "G"):
                for disease in _indication(reading, text, match):
                    yield claim(reading, "approval", drug, APPROVED, disease)
    for text, match in matches(reading, PATTERNS):
        start, _ = clause_at(text, match.start())
        before = text[start : match.start()]
        cue = before[-60:] + match["mid"]
        if ONLY_ASKED.search(cue) or ONLY_ASKED.search(match.group().removesuffix(match["d"])):
            continue
        neither = re.search(r"\bneither\s$", before, re.IGNORECASE) is not None
        refused = REFUSED.search(cue) or TAKEN_BACK.match(text, match.end())
        negated = neither or is_negated(match["mid"]) or refused is not None
        if negated and (PREVENTION.search(match.group()) or ONE_USE.search(text, match.end("mid"), match.start("d"))):
            continue
        modality = modality_of(match["mid"] + " " + before)
        if RECOMMENDED.search(before + match["mid"]) and not negated:
            modality = Modality.PLANNED
        for drug in _approved(reading, context, text, match):
            for disease in _indication(reading, text, match):
                yield claim(reading, "approval", drug, APPROVED, disease, negated=negated, modality=modality)


def _indication(reading: Reading, text: str, match: re.Match[str]) -> tuple[Participant, ...]:
    """The disease of an approval: that of the people in whom a sign or a risk is to be lowered, where it names them."""
    kinds = AFTER_COLON.match(text, match.end("d"))
    if kinds and SO_MANY.search(text, 0, match.start("d")):
        return reading.participants(kinds["d"], "DF")
    people = OF_PEOPLE.match(text, match.end())
    symptoms = re.match(r"\s(?:symptoms|signs|flares|attacks)\b", text[match.end() :])
    whole = WHOLE.match(text, match.end("d"))
    if whole and not re.search(r"\{D", match["d"]):
        return reading.participants(whole["d"], "D")
    if people and (symptoms or LOWERING.search(text, match.start(), match.start("d"))):
        return reading.participants(people["d"], "DF")
    return reading.participants(FEATURE.sub("", match["d"]), "DF")
