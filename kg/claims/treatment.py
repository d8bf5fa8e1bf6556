"""Established benefit in the text's own words: ``biolink:treats``. A favourable trial alone is not that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.context import Context
from kg.claims.modality import is_negated, modality_of
from kg.claims.phrases import CONDITION, G_LIST, G, clause_at, listing
from kg.claims.reading import Reading, matches
from kg.claims.rules import claim
from kg.model import Claim

TREATS = "biolink:treats"

_ALSO = listing("DF", modifiers=7)
_D = rf"(?P<d>{_ALSO})"
_STANDING = (
    r"(?:now|most|\w+ly|usual|current|established|effective|standard|approved|proven|preferred|recommended|key|main|"
    r"important|first-line|second-line|common|front-line|only|well-established|long-standing|backbone|drug|oral|"
    r"disease-modifying|initial|first|old|time-honou?red|trusted|traditional|conventional|classic)"
)
_ROLE = (
    r"(?:treatments?|therap(?:y|ies)|options?|drugs?|medicines?|care|agents?|choice|part|component|standby|workhorse|"
    r"staple|remedy|remedies|pills?)"
)
_STATUS = (
    rf"(?:(?:an? |the |one of the |our )?(?:{_STANDING}[ ,]+)+(?:\w+ )?{_ROLE}|"
    r"(?:an? |the )?(?:mainstay|cornerstone|backbone|standard of care|(?:treatment|therapy|drug|agent) of choice)|"
    r"(?:an? |the )(?:(?:current|present|new|global|accepted|worldwide|reference) )*standard(?= (?:for|in|of)\b))"
)
_IS = (
    r"(?:is|are|remains?|was|were|has become|became|have become|has been|has long been|have long been|represents?|"
    r"continues? to be|constitutes?)"
)
_ASIDE = (
    r"(?:,[^;{}]{2,60},|, which [^;]{2,160}?,|\s(?!versus|than|compared)[^;,]{2,80}?\sand)?"
    r"\s(?:(?:not|also|still|now|therefore|\w+ly|alone)\s)*"
)
_NEAR = r"(?:(?!\{[GDF])[^;.]){0,60}?"
_EXPERTS = (
    r"\b(?:[Dd]octors|[Pp]hysicians|[Cc]linicians|[Ss]pecialists|[Gg]uidelines|[Pp]harmacists|[Pp]sychiatrists|[Nn]urses|"
    r"[Oo]ncologists|[Nn]eurologists|[Cc]ardiologists|[Dd]ermatologists|[Ss]urgeons|[Hh]ospitals|[Pp]rescribers)\b"
)
_USUAL = r"(?:which|that|not|never|also|already|still|now|\w+ly|often|\w+ used|can|has|have|long|been|is|are|be|should)"
_IN_USE = (
    r"(?:used|prescribed|given|taken|recommended|employed|administered|effective|beneficial|useful|efficacious|kept|"
    r"reserved|the choice|the first choice|offered)"
)
_AGAINST = (
    r"(?:to (?:help )?(?:treat|manage|control|delay|prevent|postpone|slow(?: down)?|relieve|ease|halt|stop|reverse|"
    r"fight|combat|stave off|ward off)(?: the (?:onset|progression|progress|symptoms|signs|return|recurrence|"
    r"development|"
    r"worsening|course|spread|effects|pain) of)?|for|in|against|as (?:an? )?(?:\w+ )?treatment (?:of|for))"
)

_FORM = (
    r"(?:tablets?|pills?|capsules?|medicines?|medications?|drugs?|injections?|infusions?|creams?|ointments?|gels?|"
    r"lotions?|sprays?|inhalers?|eye drops?|patch(?:es)?|syrups?|implants?|antibiotics?|antivirals?|vaccines?|"
    r"steroids?|hormones?|painkillers?|biologics?)"
)
_NOT_YET = r"(?:experimental|investigational|potential|candidate|promising|possible|unapproved|future)"

_STATED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<g>{G_LIST})(?P<mid>{_ASIDE}{_IS}\s(?:not |no longer |still |also |now |already |both |\w+ly )*{_STATUS})"
        rf"(?:\s(?:of|for|in|against)\s){_NEAR}{_D}",
        rf"(?:\b{_STATUS})\s(?:of|for|in)\s(?:[^{{}};.]{{0,40}}?){_D}(?:\sin \{{D\d+\}})?(?:(?! "
        rf"and\b)[^{{}};,]){{0,40}}?"
        rf"(?P<mid>\s(?:{_IS}|has consisted of|consists of)\s(?:not )?)"
        rf"(?:(?:the|still|usually|either|both|oral|regular|daily|weekly|injections of|infusions of|"
        rf"intravenous|injected) ){{0,3}}"
        rf"(?P<g>{G_LIST})",
        rf"\b[Ii]n (?:patients|people|adults|women|men|children|those) (?:with|who (?:have|catch|get|develop|"
        rf"suffer from)) "
        rf"(?:(?!\{{[GF])[^;.,]){{0,50}}?{_D}[^;{{}},]{{0,40}}, (?P<g>{G_LIST})"
        rf"(?P<mid>{_ASIDE}{_IS}\s(?:not |still |also |now )*"
        rf"{_STATUS})(?=[.,;]|$| and\b)",
        rf"(?P<g>{G_LIST}),(?P<mid>\s)(?:an?|the|one|another) (?:[^;{{}},]|\{{T\d+\}}){{2,60}}? (?:marketed|"
        rf"sold|used|"
        rf"available|in use|prescribed) (?:for|against|in|to treat) {_NEAR}{_D}",
        rf"(?P<g>{G_LIST}),(?P<mid>\s)(?:(?:an?|the|one|two|three|both|other|another|the other|older|newer|\w+ly \w+|"
        rf"{_STANDING}) ){{1,4}}{_ROLE} (?:of|for|in|against|approved for|used (?:for|in)) "
        rf"(?:(?!\{{[GDF])[^;.,]){{0,60}}?{_D}(?=[,.;]|$)",
        rf"(?P<g>{G_LIST})(?P<mid>\s(?:is|are)\s)(?:the|often the|usually the) (?:\w+ ){{1,3}}?(?:that|which) "
        rf"[^{{}};.]{{0,40}}?\b(?:with|who have) {_NEAR}{_D} (?:are|is|get|will be|receive|take)\b",
        rf"(?P<g>{G_LIST})(?P<mid>\s(?:is|are)\s)(?:an?|the) "
        rf"(?:(?!{_NOT_YET}|licensed\b|approved\b)[\w-]+,? ){{0,5}}?{_FORM} "
        rf"(?:(?:given|used|taken|prescribed|meant) )?"
        rf"(?:for|against|to treat|that treats|which treats|used in|used to treat) {_NEAR}{_D}",
        rf"(?P<g>{G_LIST})(?P<mid>\s(?:is|are)\s(?:an?|the|one of the)\s(?:[^;{{}},]|"
        rf"\{{T\d+\}}){{2,60}}?\s(?:\w+ly\s)?)(?:used|"
        rf"prescribed|given|indicated)\s(?:in|for)\s(?:the\s)?(?:treating|managing|treatment of|"
        rf"management of)\s{_NEAR}{_D}",
        rf"(?P<mid>{_EXPERTS}[^;{{}}]{{0,40}}?\b(?:prescribe[ds]?|recommend(?:s|ed)?|use[ds]?|give[ns]?|sold|sell|favou?r|"
        rf"rel(?:y|ied) on|turn(?:ed)? to|reach(?:ed)? for)\b\s)"
        rf"(?P<g>{G_LIST}(?:\s(?:together|along|in combination|combined)?\s?with {G})?)(?:\sas\s[^;{{}}]{{2,40}}?)?"
        rf"\s(?:to|for|in|against)\s(?:(?!\{{[GF])[^;]){{0,90}}?{_D}",
    )
)
_HABITUAL = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<g>{G_LIST})(?P<mid>,?\s(?:{_USUAL}\s)+){_IN_USE}\s(?:[^{{}};.]{{0,30}}?\s)"
        rf"?{_AGAINST}\s[^{{}};.]{{0,50}}?{_D}"
        rf"(?P<more>(?:,? and(?:,)? (?:in|at) [^{{}};.]{{3,40}}? (?:for|in) [^{{}};.]{{0,40}}?{_ALSO})?)",
        rf"(?P<g>{G_LIST})(?P<mid>\s(?:it\s)?(?:is|are|has been|have been|was|were)\s(?:not\s|\w+ly\s|already\s)*)"
        rf"(?:available|sold|marketed|on the (?:\w+ )?market)\s(?:[^{{}};.]{{0,40}}?\s)?"
        rf"(?:(?:as|under the names?) {G_LIST} )?(?:as (?:an? )?(?:\w+ )?"
        rf"(?:treatment|therapy|medicine|drug)\s(?:of|for)|for|to treat)\s[^{{}};.]{{0,50}}?"
        rf"{_D}(?P<more>(?: and as {G} for {CONDITION})*)",
        rf"(?P<g>{G_LIST})(?P<mid>\s(?:(?:does|do|not|can|also|\w+ly|may|might|could|will)\s)*)"
        rf"(?:treats?|cures?|relieves?|controls?)\s(?:the )?(?:[a-z-]+ ){{0,3}}?{_D}",
        rf"{_D}(?P<mid>\s(?:can be|is|are|is usually|is often|are usually|are often)\s(?:\w+ly )?"
        r"(?:treated|managed|controlled)\s(?:[^{};.]{0,30}?\s)?(?:with|by)\s(?:[^{};.]{0,30}?\s)?)"
        rf"(?P<g>{G_LIST})",
    )
)
_BY_HABIT = re.compile(
    r"\b(?:[Ff]or (?:\w+ )?(?:years|decades|generations|centuries)|[Uu]sually|[Oo]ften|[Tt]raditionally|"
    r"[Tt]ypically|[Nn]ormally|"
    r"[Rr]outinely|[Uu]ntil (?:now|recently)|have long|has long|[Cc]ommonly)\b"
)
_TAKEN = re.compile(
    rf"{_D}(?P<mid>\s(?:(?:have|has|had|usually|often|typically|normally|always|must|long|still|routinely|been|"
    rf"are|were) )*)"
    rf"(?:taken|take|taking|swallowed|swallow|been given|given|treated with|relied on|rely on|received|receive|"
    rf"used|use|"
    rf"put on|depended on|depend on)\s(?:(?:oral|daily|high-dose|low-dose|either|only|\w+ly) )*(?P<g>{G_LIST})"
)
"""``For decades people with {D} have taken {G}``"""
_FOR_THEM = re.compile(
    rf"(?P<g>{G_LIST})\s(?:is|are) (?:\w+ly )?(?:used|given|taken|approved) (?:for|in) (?:their|its) (?:\w+ "
    rf")?(?:treatment|therapy|"
    r"management|prevention)(?=[.,;]|$)"
)
"""``attacks of {D}; {G} is used for their acute treatment``"""
_MAINSTAY = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>{_ASIDE}{_IS}\s(?:still |also |now )?)(?:an? |the )(?:\w+ ){{0,2}}"
    r"(?:mainstay|cornerstone|backbone|standard(?: of care)?|(?:treatment|therapy|drug) of choice|first choice|"
    r"(?:standard|usual|established|main|preferred|first-line|recommended) (?:[\w-]+ )?(?:treatment|therapy|"
    r"drug|medicine|option|preventive))"
    r"(?: (?:of|for) (?:treatment|therapy|care|management|these patients))?(?=[,.;]|$| and\b)"
)
"""A standing treatment whose disease is left out."""
_ADVISED = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>\s(?:is|are)\s(?:now |still |usually |generally |also )*)(?:recommended|advised|"
    rf"preferred|used)(?=[.;]|$)"
)
"""``For attacks, {G} and {G} are recommended.``, of the disease that the article is about"""
_OF_A_TRIAL = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|versus|compared|randomi[sz]ed|placebo|evaluated|tested|assessed|risk)\b"
)


def extract(reading: Reading, context: Context) -> Iterator[Claim]:
    """The treatments that one sentence states as established."""
    for _, match in matches(reading, _STATED):
        if not re.search(r"\brisk\b|\bnot to\b", match.group()):
            yield from _claims(reading, match)
    for text, match in matches(reading, _HABITUAL):
        if not _OF_A_TRIAL.search(text, *clause_at(text, match.start())) and not is_negated(match["mid"]):
            yield from _claims(reading, match)
    if _BY_HABIT.search(reading.plain) and not _OF_A_TRIAL.search(reading.plain):
        for match in _TAKEN.finditer(reading.plain):
            yield from _claims(reading, match)
    for match in _FOR_THEM.finditer(reading.plain):
        for drug in reading.participants(match["g"], "G"):
            for named in reading.participants(reading.plain[: match.start()], "D")[-1:]:
                yield claim(reading, "treatment", drug, TREATS, named)
    disease = context.reach(context.topic, reading) if context.topic else None
    for match in (m for p in (_MAINSTAY, _ADVISED) for m in p.finditer(reading.plain)):
        if disease is not None and not re.search(r"\{[DF]", reading.plain) and not is_negated(match["mid"]):
            for drug in reading.participants(match["g"], "G"):
                yield claim(reading, "treatment", drug, TREATS, disease)


def _claims(reading: Reading, match: re.Match[str]) -> Iterator[Claim]:
    negated, modality = is_negated(match["mid"]), modality_of(match["mid"])
    for drug in reading.participants(match["g"], "G"):
        for disease in reading.participants(match["d"] + (match.groupdict().get("more") or ""), "DF"):
            yield claim(reading, "treatment", drug, TREATS, disease, negated=negated, modality=modality)
