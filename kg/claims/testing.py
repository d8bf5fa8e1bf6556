"""Drugs that are tested in a disease, where no trial is named: ``biolink:in_clinical_trials_for``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.context import Context
from kg.claims.modality import is_negated
from kg.claims.phrases import G_LIST, clause_at, listing
from kg.claims.reading import Reading
from kg.claims.rules import claim
from kg.model import BlockKind, Claim, Modality

TESTED = "biolink:in_clinical_trials_for"

_D_LIST = listing("DF", modifiers=6)
_DISEASES = rf"(?P<d>{_D_LIST}(?:,?\s(?:and|or|as well as)(?: also)?\s(?:in|for)\s(?:[\w-]+\s){{0,6}}?{_D_LIST})*)"
_TEST = (
    r"(?:evaluated|tested|studied|investigated|assessed|trialled|explored|examined|developed|tried|"
    r"put to the test|tried out|put through its paces)"
)
_WHERE = (
    r"(?:(?!\{[GD]\d|\b(?:after|because|versus)\b)[^;]){0,80}?\b(?:in|for|against|with)\s(?:(?!\{[GDF]\d)[^;]){0,90}?"
)
_TRIAL = (
    r"(?:(?:clinical |early |later |further |large |small |ongoing |pivotal |randomi[sz]ed |phase \w+ |"
    r"Phase \w+ |new |additional |another |other )*(?:[Tt]rials?|[Ss]tud(?:y|ies)|[Rr]esearch|programs?|programmes?))"
)
_BEING = re.compile(
    rf"(?P<g>{G_LIST})(?:\s(?:may|might|could|can|is|was|has|also|[a-z]{{2,}}s)\s(?:[^;{{}}]|\{{[DFPT]\d+\}}){{3,80}}?,?\sand)?"
    rf"(?P<mid>\s(?:(?:is|are|was|were|has|have|been|will|be|also|now|currently|still|further|"
    rf"both|being|not|to|\w+ly)\s)+)"
    rf"(?:{_TEST}|(?:under|in) (?:active |clinical |further |late-stage |early |one |two |three |four |"
    rf"several |a |an |"
    rf"[Pp]hase \w+ )*(?:study|"
    rf"investigation|evaluation|development|testing|(?:clinical )?trials?|studies))"
    rf"(?P<other>,? (?:in combination|together|along|combined|in tandem) with (?:[\w-]+ "
    rf"){{0,3}}?{G_LIST},?)?{_WHERE}{_DISEASES}"
)
_TESTING = re.compile(
    rf"(?P<mid>\b(?:(?:is|are|was|were|has been|now|also|still|currently|"
    rf"already)\s)+(?:\w+ly\s)?)(?:testing|studying|evaluating|"
    rf"investigating|trialling|assessing|exploring|developing|trying(?: out)?)\s(?:[\w-]+\s){{0,3}}?"
    rf"(?P<g>{G_LIST}(?:\s(?:with|plus|and|together with|in combination with|combined with|alongside|added to)\s"
    rf"(?:[\w-]+\s){{0,3}}?{G_LIST})*){_WHERE}{_DISEASES}"
)
_TESTED_BY = re.compile(
    rf"(?P<g>{G_LIST}),?(?P<mid> (?:is|are|was|were) [^;{{}}]{{2,60}}? (?:that|which) (?:(?!not)[\w-]+ "
    rf"){{1,4}}?(?:is|are|has|have|"
    rf"was|were) (?:also |now |still |been )*)"
    rf"(?:testing|developing|studying|evaluating|investigating|trying) in (?:[^{{}};]{{0,40}}? )?{_DISEASES}"
)
"""``X and Y are two drugs that the company is testing in {D}``"""
_TRIAL_TESTS = re.compile(
    rf"(?P<mid>\b{_TRIAL}\b[^;{{}}]{{0,60}}?\b(?:combin(?:es?|ing)|test(?:s|ing|ed)?|evaluat(?:es?|ing|ed)|"
    rf"assess(?:es|ing|ed)?|pair(?:s|ing|ed)?|of|investigat(?:es?|ing|ed)|stud(?:ies|ying|ied)|compar(?:es?|ing|"
    rf"ed)|explor(?:es?|ing|ed)|with)\s)"
    rf"(?:[\w-]+\s){{0,3}}?(?P<g>{G_LIST}(?:\s(?:with|plus|and|alone|or|to|on top of|added to|combined|"
    rf"in combination|together)\s(?:[\w-]+\s){{0,3}}?{G_LIST})*){_WHERE}{_DISEASES}"
)
_STUDY_IN = re.compile(
    rf"\b(?:an?|another|further|new|additional|the|and|more)?\s?(?P<mid>{_TRIAL}) (?:in|"
    rf"for) (?:[^{{}};]{{0,40}}?){_DISEASES}(?P<after>[^;{{}}]{{0,60}})"
)
_UNDER_WAY = re.compile(
    rf"\b{_TRIAL} (?:in|for) (?:[^{{}};]{{0,40}}?){_DISEASES}(?: \([^()]{{1,30}}\))?"
    r"(?P<after>[^;{},]{0,40}?\b(?:is|are|has|have) (?:\w+ )?(?:under ?way|ongoing|recruiting|enrolling|planned|"
    r"started|begun|running|continuing|in progress|to (?:start|begin|open|follow))\b)"
)
_UNDER_WAY_IN = re.compile(
    rf"\b[Ii]n (?:[^{{}};]{{0,40}}?){_DISEASES},? (?:an?|another|the|two|three|further|a second|"
    rf"new)\s(?:[\w-]+\s){{0,3}}?{_TRIAL}"
    r"(?P<after>[^;{},]{0,40}?\b(?:is|are|has|have) (?:\w+ )?(?:under ?way|ongoing|recruiting|enrolling|planned|"
    r"started|begun|running|continuing|in progress|to (?:start|begin|open|follow))\b)"
)
"""``In {D} a phase 3 study is under way``"""
_FARED = re.compile(
    rf"\b[Ii]n (?:an?|the|another|one|two|three|several|earlier|previous)\s(?:[\w-]+\s){{0,3}}?(?P<mid>{_TRIAL}) "
    rf"(?:of|in|with|among|involving|on) (?:[^{{}};,]{{0,50}}?){_DISEASES},?\s(?P<g>{G_LIST})\s"
    r"(?:did|does|was|were|had|has|failed|missed|met|beat|cut|lowered|reduced|showed|proved|worked|made|brought|"
    r"kept|improved|"
    r"outperformed|fared|came|fell|helped|eased|slowed)\b"
)
"""``In a phase 2 study of people with {D} {G} did no better than placebo``"""
_DID_IN = re.compile(
    rf"(?P<g>{G_LIST})\s(?P<mid>(?:did|met|reached|missed|failed|worked|beat|cut|reduced|lowered|improved|"
    rf"helped|outperformed|"
    rf"eased|slowed|showed|fared)\b[^;{{}}]{{0,80}}?) in (?:an?|the|one|two|three|its|earlier|"
    rf"previous)\s(?:[\w-]+\s){{0,3}}?{_TRIAL} "
    rf"(?:of|in|with|among|involving) (?:[^{{}};,]{{0,50}}?){_DISEASES}"
)
"""``{G} reached its goal in a phase 2 trial in {D}``"""
_IN_TRIALS = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>(?:,[^;{{}}]{{2,60}}(?:\{{T\d+\}}[^;{{}}]{{0,40}})?,)?\s(?:(?:is|are|now|also|"
    rf"still|currently|"
    rf"already|not|\w+ly|has|have|reached|entered|moved into)\s)+)(?:(?:in|under|into) )?"
    r"(?:(?:early|late|mid|advanced|clinical|human|phase|Phase|final|ongoing|the|\w+-stage|\d|I+V?|two|three|"
    r"several) )*"
    r"(?:trials?|testing|clinical development|development|clinical studies|studies|phase (?:\d|I+V?))(?=[.,;]|"
    r"$| and\b)"
)
_PLAN = re.compile(
    r"\b(?:planned|will|plans?|to (?:start|begin|open)|due|upcoming|future|intends?|expected|scheduled)\b"
)
_WISHED = re.compile(r"\b(?:may|might|should|could|would|warrant\w*|need\w*|deserv\w*|support\w*)\b")
_OTHER_AIM = re.compile(r"\b(?:risk of|induced?|effects? (?:of .{0,40})?on|pharmacokinetic\w*|healthy|interaction)\b")
_ANIMALS = re.compile(
    r"\b(?:mice|mouse|murine|rats?|animals?|cell lines?|preclinical|in vitro|monkeys?|macaques?|dogs?|canine|"
    r"cats?|feline|pigs?|"
    r"piglets?|porcine|rabbits?|sheep|goats?|horses?|equine|cows?|calves|cattle|bovine|zebrafish|laboratory)\b"
)


def extract(reading: Reading, context: Context) -> Iterator[Claim]:
    """The tests in people that one sentence tells without naming a trial."""
    text = reading.plain
    if "{D" not in text and "{F" not in text:
        if "{G" in text and "{C" not in text:
            yield from _of_the_topic(reading, context)
        return
    if reading.view.block_kind is BlockKind.TITLE:
        yield from _titled(reading, context)
    if "{G" not in text:
        yield from _of_the_title(reading, context)
        return
    for pattern in (_BEING, _TESTING, _TESTED_BY, _TRIAL_TESTS, _FARED, _DID_IN):
        for match in pattern.finditer(text):
            if not _ANIMALS.search(text) and not _WISHED.search(match["mid"]) and not _OTHER_AIM.search(match.group()):
                drugs = match["g"] + (match.groupdict().get("other") or "")
                yield from _emit(reading, drugs, match, _firmness(text, match))
    for match in _STUDY_IN.finditer(text):
        subject = re.match(rf"\W*(?:Whether |If )?(?P<g>{G_LIST})", text[text.rfind(";", 0, match.start()) + 1 :])
        if subject and "{G" not in match.group() and not _ANIMALS.search(text):
            yield from _emit(reading, subject["g"], match, _firmness(text, match))


_DESIGN = re.compile(
    r"\b(?:randomi[sz]ed|placebo-controlled|(?:double|single|triple)-blind(?:ed)?|open-label|"
    r"(?:controlled|clinical|crossover|cross-over|pilot|phase \w+) (?:trial|study))\b",
    re.IGNORECASE,
)
"""What makes of a title that of a report on a trial."""
_SUBJECT_OF = re.compile(
    rf"^(?P<mid>(?:(?!\b(?:after|among|in|on|receiving|taking|treated|with|without)\b)[^;:{{}}]){{0,80}}?)"
    rf"(?P<g>{G_LIST}(?:,?\s(?:with|plus|and|or|versus|vs\.?|compared with|"
    rf"compared to|on top of|added to|combined with)\s"
    rf"(?:[\w-]+\s){{0,3}}?{G_LIST})*)"
    rf"(?:(?!\{{[GD]\d|\b(?:after|induced|deficien\w+|associated|related|receiving)\b)[^;]){{0,90}}?"
    rf"\b(?:in|for|of|against)\s(?:(?!\{{[GD]\d|\b(?:after|receiving|treated|risk|"
    rf"without)\b)[^;:]){{0,60}}?{_DISEASES}"
)
"""``Effect of {G} on sleep in women with {D}: a randomised trial``"""


_NO_TEST = re.compile(r"\b(?:risk of|induced?|pharmacokinetic\w*|healthy|interactions?)\b", re.IGNORECASE)


def _titled(reading: Reading, context: Context) -> Iterator[Claim]:
    """The drugs and the disease of a title that calls its paper a trial, or whose paper assigned people at random to a
    trial without a name.
    """
    text = reading.plain
    match = _SUBJECT_OF.match(text)
    trial = _DESIGN.search(text) or (context.randomised and not context.trials.frames)
    if match and trial and not _ANIMALS.search(text) and not _NO_TEST.search(match.group()):
        yield from _emit(reading, match["g"], match, Modality.ASSERTED)


def _of_the_title(reading: Reading, context: Context) -> Iterator[Claim]:
    """Trials under way that a sentence without a drug tells of: those of the drugs that the document is about."""
    text = reading.plain
    if "{C" in text or _ANIMALS.search(text):
        return
    concepts = context.opened_by(reading) or context.drugs
    drugs = [p for c in concepts if (p := context.reach(c, reading)) is not None]
    for match in (m for p in (_UNDER_WAY, _UNDER_WAY_IN) for m in p.finditer(text)):
        modality = Modality.PLANNED if _PLAN.search(match["after"]) else Modality.ASSERTED
        for drug in drugs:
            for disease in reading.participants(match["d"], "DF"):
                yield claim(reading, "testing", drug, TESTED, disease, modality=modality)


def _of_the_topic(reading: Reading, context: Context) -> Iterator[Claim]:
    """``{G} is in late-stage trials`` without a disease, which is the one that the article is about."""
    disease = context.reach(context.topic, reading) if context.topic else None
    match = _IN_TRIALS.search(reading.plain)
    if disease is None or match is None or is_negated(match["mid"]) or _ANIMALS.search(reading.plain):
        return
    for drug in reading.participants(match["g"], "G"):
        yield claim(reading, "testing", drug, TESTED, disease, modality=_firmness(reading.plain, match))


_AILING = re.compile(
    r"\b(?:(?:patients|people|women|men|adults|children|adolescents|participants|those|volunteers)\s(?:with|who have|"
    r"suffering from)|in|for|against)\s(?:(?!effects?|changes?|levels?|rates?|risk|terms|reducing|"
    r"improv\w+)[\w-]+\s){0,3}$"
)
"""What stands before a sign or symptom that is itself under treatment (``in women with {F}``)."""
_PLANNED_AFTER = re.compile(
    r"\s(?:is|are|was|were|has been|have been)\s(?:now\s|also\s|being\s|\w+ly\s)?"
    r"(?:planned|scheduled|proposed|foreseen)\b"
)


def _firmness(text: str, match: re.Match[str]) -> Modality:
    start, _ = clause_at(text, match.start())
    cue = text[start : match.end()] if match.re is not _STUDY_IN else match.group()
    return Modality.PLANNED if _PLAN.search(cue) or _PLANNED_AFTER.match(text, match.end()) else Modality.ASSERTED


def _emit(reading: Reading, drugs: str, match: re.Match[str], modality: Modality) -> Iterator[Claim]:
    if is_negated(match["mid"]):
        return
    letters = "DF" if _AILING.search(match.string, 0, match.start("d")) else "D"
    for drug in reading.participants(drugs, "G"):
        for disease in reading.participants(match["d"], letters):
            yield claim(reading, "testing", drug, TESTED, disease, modality=modality)
