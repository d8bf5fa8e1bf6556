"""Phase, enrolment, sites and countries of a trial, from the sentences that are about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.claims.trials.numbers import COUNT, count
from kg.claims.trials.scope import Passage, Reach
from kg.claims.trials.sections import cites
from kg.model import Span


class Property(StrEnum):
    """What a number or phrase says about a trial: the CURIE of its predicate."""

    PHASE = "biolink:clinical_trial_phase"
    SIZE = "biolink:study_size"
    SITES = "cg:siteCount"
    COUNTRIES = "cg:countryCount"


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a trial's property, where it is written, and how sure the reading is (0 to 1)."""

    study: int
    property: Property
    value: str
    span: Span
    passage: Passage
    score: float


PEOPLE = (
    r"(?:patients?|people|participants?|adults?|wom[ae]n|m[ae]n|children|subjects|individuals|"
    r"volunteers|infants|babies|toddlers|teenagers|kids|seniors|adolescents|"
    r"persons?|residents|recipients|veterans|survivors|girls|boys|mothers|newborns|neonates|pupils|"
    r"students|donors|smokers|relatives|siblings|twins|outpatients|inpatients|in-patients|out-patients|carriers|"
    r"sufferers|users|workers|youngsters|youths|schoolchildren|employees|travell?ers|soldiers)"
)
_ADJECTIVE = (
    r"(?:(?!\d|(?:of|in|at|and|per|from|were|was|had|have|lines|doses|hours|percent|mg|ml|kg|million|an?|sessions?|"
    r"weeks?|months?|years?|days?|"
    r"sites?|centers?|centres?|countries|hospitals|the|to|additional)\b)[\w{}'+/-]+,?\s+)"
)
_MANY = rf"(?P<n>{COUNT})\s+{_ADJECTIVE}{{0,8}}?{PEOPLE}\b"
_HEDGE = (
    r"(?:a\s+total\s+of\s+|a\s+further\s+|about\s+|some\s+|more\s+than\s+|over\s+|nearly\s+|almost\s+|"
    r"around\s+|approximately\s+|roughly\s+|just\s+)?"
)
_TAKEN_IN = (
    r"(?:enroll?(?:ed|ing|s)?|recruit(?:ed|ing|s)?|randomi[sz](?:ed|ing|es?)|includ(?:ed|ing|"
    r"es)|involv(?:ed|ing|es)|assign(?:ed|ing)|evaluated|studied|comprised|followed|treated|"
    r"vaccinated|gave|switched|enlist(?:ed|ing|s)?|allotted|allocat(?:ed|ing)|accrued|registered|admitted|drew|"
    r"looked\s+at|signed\s+up|took\s+(?:in|on)|taking\s+in|tracked|observed|had\s+on\s+board|(?:given|offered)\s+to|tested\s+\{\w+\}\s+in)"
)
_WERE = (
    r"(?:[^.;{}]|\.(?=\d)|\{\w+\}){0,220}?\b(?:(?:were|was|have\s+been|had\s+been|being)\s+(?:(?:then|all|each|"
    r"\w+ly|first|also)[,\s]+){0,2}"
    r"(?:randomi[sz]ed|assigned|enrolled|recruited|allocated|included|given|treated|vaccinated|infused|injected)|"
    r"took\s+part\b|underwent\s+randomi[sz]ation|"
    r"participated|entered\s+the|joined)\b"
)
_SIZES: tuple[tuple[str, float], ...] = (
    (rf"\b{_TAKEN_IN}\s+{_HEDGE}{_MANY}", 0.95),
    (
        rf"\bof\s+(?:whom|these|them|which)\s*,?\s*(?P<n>{COUNT})\s+(?:\w+\s+|who\s(?:[^.;{{}}]|\{{\w+\}}){{3,60}}?\s)?"
        rf"(?:were|underwent)\s+(?:then\s+|\w+ly\s+)?(?:re-?)?randomi[sz]",
        0.97,
    ),
    (rf"(?<!the\s)\b{_HEDGE}{_MANY}{_WERE}", 0.92),
    (rf"(?<!the\s)(?P<n>{COUNT})\s+(?:were|underwent)\s+(?:\w+ly\s+)?(?:randomi[sz]|enrolled|assigned)", 0.85),
    (
        rf"\b(?:trial|study|stud(?:y|ies))\s+(?:of|in|with|among|involving|conducted\s+in|"
        rf"that\s+(?:enrolled|included))\s+{_HEDGE}{_MANY}",
        0.93,
    ),
    (rf"(?:\{{C\d+\}}|\b(?:trial|study)),?\s+in\s+which\s+{_HEDGE}{_MANY}", 0.85),
    (rf"\{{C\d+\}}(?:\s*\([^()]*\))?,\s+in\s+which\s+{_HEDGE}{_MANY}", 0.9),
    (rf"\{{C\d+\}}(?:\s+(?:trial|study))?(?:\s*\([^()]*\))?,?\s+had\s+{_HEDGE}{_MANY}", 0.93),
    (
        rf"(?P<n>{COUNT})\s+(?:(?:{_ADJECTIVE}{{0,4}}?{PEOPLE}\s+)?(?:(?:were\s+)?(?:enrolled|randomi[sz]ed|recruited)\s+"
        rf"(?:in|into|to)|entered|joined|took\s+part\s+in)|{_ADJECTIVE}{{0,4}}?{PEOPLE}\s+in)\s+(?:the\s+)?\{{C\d+\}}",
        0.94,
    ),
    (rf"(?:[:(,]|^|\band)\s*(?P<n>{COUNT})\s+in\s+(?:the\s+)?\{{C\d+\}}", 0.94),
    (rf"\b(?:of|among|in)\s+(?:its|all)\s+{_MANY}", 0.8),
    (rf"^All\s+{_MANY}", 0.8),
    (
        rf"^\W*(?:Participants|Patients|Population|Subjects|Enrol?lment|Size|Sample(?:\s+size)?|Who)\s*:\s*{_HEDGE}{_MANY}",
        0.9,
    ),
    (rf"\{{C\d+\}}\s+\((?P<n>{COUNT})\s+{PEOPLE}\)", 0.9),
    (rf"(?:[:;]|\(\{{G\d+\}}[;,])\s+(?P<n>{COUNT})\s+{PEOPLE}(?=\s*[,;)])", 0.8),
    (rf"\b(?:trial|study)\s*\((?:[^()]*[;,]\s*)?[nN]\s*=\s*(?P<n>{COUNT})", 0.9),
    (rf"\{{C\d+\}}(?:\s+(?:trial|study))?\s*\((?:[^()]*[;,]\s*)?[nN]\s*=\s*(?P<n>{COUNT})", 0.93),
    (rf"\b(?:in|among|with|across|(?<!\d\s)of)\s+{_HEDGE}{_MANY}", 0.75),
    (rf"{PEOPLE}\b[^.;()]{{0,90}}\([nN]\s*=\s*(?P<n>{COUNT})\)[^.;()]{{0,40}}\b(?:were|was)\b", 0.85),
    (
        rf"(?<!the\s)(?<!of\s)\b{_HEDGE}{_MANY}(?:[^.;{{}}]|"
        rf"\{{\w+\}}){{0,140}}?(?<!who\s)(?<!had\s)(?<!that\s)\b(?:received|took|got|started|applied|used)\b",
        0.8,
    ),
    (
        rf"^Of\s+(?:the\s+|all\s+)?{_MANY}(?:[^.;,]{{0,60}}),\s+{COUNT}\s+(?:\w+\s+){{0,3}}?(?:took|"
        rf"received|were|got)\b[^.;]*?\band\s+{COUNT}\b",
        0.85,
    ),
    (rf"\bsample\s+size\s+(?:of|was)\s+(?P<n>{COUNT})", 0.8),
)
_SUBSET_BEFORE = re.compile(
    r"(?:\bof\s+(?:whom|these|them|which)|%\s+of|\bincluding|\bcohort\s+\w+\s*\(|\bsub(?:group|set)\b[^.;]*|\bscreen\w*|\bthe|"
    r"\bgroups?\s+(?:included|comprised|involved|consisted\s+of)|\bthese|\bin\s+part\s+\w+|\bper\s+(?:group|arm)|\bother|\b(?:one|two|three|four|five|nine|\d+)\s+(?:in|out\s+of)(?:\s+every)?|"
    r"\b(?:interview\w*|focus\s+groups?|questionnaires?|survey\w*)\b[^.;]{0,60}?)\s*[,:(]?\s*$",
    re.I,
)
_SUBSET_AFTER = re.compile(
    r"(?:\s+[\w-]+){0,3}\s*[(\[]\s*\d+(?:\.\d+)?\s?%|[^.;]{0,60}?\b(?:in\s+(?:the|"
    r"each)\s+[^.;]{0,40}?(?:group|arm)\b|(?:in)?to\s+(?:each|the\s+(?:intervention|control|treatment|active|placebo|comparison))\s+(?:group|arm)\b(?![^.;]{0,90}\bor\b)|per\s+(?:group|arm)|(?:assigned|enrolled|entered|included|treated)\s+(?:in|to|into)\s+(?:arm|cohort|group|part)\s+[A-Z\d]\b|discontinued|withdrew|died|"
    r"screened|crossed\s+over|switched|diagnosed\s+(?:each|every|in|with\s+\S+\s+each)|"
    r"later\s+(?:switched|crossed|received|died|withdrew|stopped)|"
    r"each\s+year|a\s+year|annually|worldwide)",
    re.I,
)
_ARM_SIZE = re.compile(rf"\((?:[^()]*[;,])?\s*[nN]\s*=\s*(?P<n>{COUNT})\s*(?:patients)?\)")
_ASSIGNMENT = re.compile(r"\b(?:randomi[sz]ed|randomly|assigned|allocated|received|given)\b", re.I)
_GIVEN = re.compile(r"\{G\d+\}|\bplacebo\b|\bcare\b|\bcontrol\b", re.I)
_OF_ALL = re.compile(r"\bof\s+(?:the\s+|all\s+)?$", re.I)
"""``Of 11,330 adults, 2,750 were assigned to …, and 2,063 to …``"""
_AND_OTHERS = re.compile(rf"\band\s+(?P<n>{COUNT})\s+(?:{PEOPLE}\s+)?(?:to|received|were\s+given|took)\b", re.I)
_TO_COME = re.compile(
    r"\b(?:expected|planned|estimated|required|had|needed|intended|scheduled)\b[^.;]{0,20}\bto\s+be\b", re.I
)
"""What makes a count that of a plan, which what was enrolled goes before."""
_ANOTHER_COUNT = re.compile(
    rf"\b(?:eligible|screened|approached|invited|assessed)\b[^.;]{{0,40}}?\b{COUNT}\s+(?:[\w-]+\s+){{0,2}}?(?:were|was|had\s+been)\b",
    re.I,
)
"""``884 were eligible, 442 were randomised``: the verb is that of the second count."""
_PLACES = (
    r"(?:(?!of\b|in\b|and\b|the\b|from\b|to\b|at\b|with\b|for\b|per\b|was\b|were\b|(?:month|year|week|"
    r"day)s?\b|mg\b|patients\b|people\b)[\w{}-]+\s+){0,4}?"
)
_SITES = re.compile(
    rf"(?P<n>{COUNT})\s+{_PLACES}(?:sites|cent(?:er|re)s|hospitals|clinics|institutions|practices|"
    rf"facilities|locations)\b",
    re.I,
)
_COUNTRIES = re.compile(
    rf"(?P<n>{COUNT})\s+(?:(?!sites|cent|hospital|spanning|across|in\b|from\b|at\b|{PEOPLE}\b|{COUNT}\s)[A-Za-z-]+\s+){{0,3}}?"
    rf"(?:countries|"
    rf"nations)\b",
    re.I,
)
_MARKET = re.compile(r"\b(?:approv\w+|authori[sz]\w+|licen[sc]\w+|marketed|sold|available|launched)\b", re.I)
"""What else than a trial can be so in many countries."""
_LISTED = re.compile(
    rf"(?P<n>{COUNT}(?:\s*,\s*(?:and\s+)?{COUNT})*\s*,?\s*and\s+{COUNT})\s+{_ADJECTIVE}{{0,6}}?{PEOPLE}"
    rf"\b(?=[^.;]*\brespectively\b)",
    re.I,
)
_LISTED_IN = re.compile(
    rf"\b{_TAKEN_IN}\s+(?P<n>{COUNT}(?:\s*,\s*{COUNT})*\s*,?\s*and\s+{COUNT})\s+{_ADJECTIVE}{{0,6}}?{PEOPLE}\b", re.I
)
"""What several trials took in, one count for each."""
_LISTED_OF = re.compile(
    rf"\b(?:of|in|with|had|among)\s+(?P<n>{COUNT}(?:\s*,\s*{COUNT})*\s*,?\s*and\s+{COUNT})\s+{_ADJECTIVE}{{0,6}}?{PEOPLE}\b|"
    rf"\((?P<m>{COUNT}(?:\s*,\s*{COUNT})*\s*,?\s*and\s+{COUNT})\)",
    re.I,
)
"""``{C} and {C}, of 802 and 794 adults``; ``took in 674 adults between them (330 and 344)``"""
_TOGETHER = re.compile(
    r"\b(?:together|between\s+them|combined|altogether|pooled|across\s+(?:both|the\s+(?:two|three|four)))\b", re.I
)
"""What makes a count that of several trials."""
_LISTED_N = re.compile(rf"(?P<n>[nN]\s*=\s*{COUNT}(?:\s*(?:,|and|,\s*and)\s*[nN]\s*=\s*{COUNT})+)")
_IN_TURN = re.compile(
    rf"(?P<n>{COUNT})\s+(?:{_ADJECTIVE}{{0,4}}?{PEOPLE}\s+)?(?:(?:were|was|had|in|to|entered|enrolled|"
    rf"joined|into|took|part|randomi[sz]ed|"
    r"assigned|patients)\s+){0,4}the\s+(?:first|second|former|latter)\b",
    re.I,
)
"""``927 patients entered the first trial and 955 the second``"""
_BESIDE_NAME = re.compile(
    rf"\{{C\d+\}}(?:\s+(?:trial|study))?\s*\((?:[^(){{}}]*[;,]\s*)?(?:[nN]\s*=\s*)?(?P<n>{COUNT})(?:\s+{_ADJECTIVE}{{0,4}}?{PEOPLE})?\s*[;,)]"
)
"""``{C} (1,082 patients) and {C} (n = 743)``"""
_COUNT = re.compile(COUNT, re.I)
_SIZE_PATTERNS = tuple((re.compile(pattern, re.I), score) for pattern, score in _SIZES)

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_STEP = r"(?:[1-4]|I{1,3}|IV)(?:[abAB]\b)?"
_PHASE = re.compile(
    rf"\bphase[\s-]+(?P<a>{_STEP})(?:\s*(?:/|-|to|and)\s*(?:phase\s+)?(?P<b>{_STEP}))?(?![\w.]\d|\w)", re.I
)
_PHASES = {(1,): "1", (2,): "2", (3,): "3", (4,): "4", (1, 2): "1_to_2", (2, 3): "2_to_3"}


def facts(passages: tuple[Passage, ...]) -> tuple[Fact, ...]:
    """Every phase and count that the passages give of their trials, in text order; contradictions are kept."""
    found: list[Fact] = []
    for passage in passages:
        if passage.studies and not passage.other and not _is_told_of_others(passage):
            found.extend(_phases(passage))
            found.extend(_sizes(passage))
            found.extend(_counted(passage, _SITES, Property.SITES))
            if not _MARKET.search(passage.masked.masked):
                found.extend(_counted(passage, _COUNTRIES, Property.COUNTRIES))
    return tuple(found)


def _is_told_of_others(passage: Passage) -> bool:
    """Whether the numbers of a passage that does not name the trial may be those of other work."""
    if passage.reach is Reach.NAMED:
        return False
    text = passage.masked.masked
    return cites(text) or passage.follows_other_work


def best(found: tuple[Fact, ...], study: int, wanted: Property) -> Fact | None:
    """The most certain fact of one property of one trial; the first of equals."""
    own = [fact for fact in found if fact.study == study and fact.property is wanted]
    return max(own, key=lambda fact: fact.score, default=None)


_ANOTHER = re.compile(
    r"\ban?\s+(?:[\w-]+\s+){0,4}(?:study|trial)\b[^{};]*?\band\s+(?=(?:the\s+)?(?:[\w-]+\s+){0,4}\{C)", re.I
)
"""``a phase 2 study with 88 patients and the phase 3 {C} study``: what is said before ``and`` is of the other."""


def _of_another(text: str, at: int) -> bool:
    return any(match.start() <= at < match.end() for match in _ANOTHER.finditer(text))


_OF_A_PART = re.compile(
    r"\bin\s+(?:two|three|2|3)\s+(?:phases|parts|stages)\b[:,]|\bphase\s+[12]\s+(?:was|is)\s+an?\b[^.;]*\bphase\s+[23]\s+(?:was|is)\b",
    re.I,
)
"""``in two phases: phase 1 was a run-in``: the parts of one trial, and no phase of development."""


def _phases(passage: Passage) -> Iterator[Fact]:
    masked = passage.masked
    matches = list(_PHASE.finditer(masked.masked))
    for match in matches:
        if _OF_A_PART.search(masked.masked):
            continue
        if len(matches) > 1 and _of_another(masked.masked, match.start()):
            continue
        steps = tuple(_step(match[name]) for name in ("a", "b") if match[name])
        value = _PHASES.get(steps)
        if value is None:
            continue
        near = 0.95 if passage.reach is not Reach.CARRIED else 0.6
        span = masked.span(*match.span())
        for study in passage.studies:
            yield Fact(study, Property.PHASE, f"clinical_trial_phase_{value}", span, passage, near)


def _step(text: str) -> int:
    digits = text.lower().rstrip("ab")
    return int(digits) if digits.isdigit() else _ROMAN[digits]


def _sizes(passage: Passage) -> Iterator[Fact]:
    text = passage.masked.masked
    for pattern in (_LISTED, _LISTED_N, _LISTED_IN, *((_LISTED_OF,) if len(passage.studies) > 1 else ())):
        for listed in pattern.finditer(text):
            numbers = list(_COUNT.finditer(text, *listed.span(listed.lastgroup or 0)))
            if len(numbers) == len(passage.studies):
                for study, number in zip(passage.studies, numbers, strict=True):
                    yield _count(passage, study, Property.SIZE, *number.span(), 0.93)
                return
    turns = list(_IN_TURN.finditer(text))
    if len(turns) == len(passage.studies) == 2:
        for study, turn in zip(passage.studies, turns, strict=True):
            yield _count(passage, study, Property.SIZE, *turn.span("n"), 0.93)
        return
    beside = list(_BESIDE_NAME.finditer(text))
    if len(beside) == len(passage.studies) > 1:
        for study, match in zip(passage.studies, beside, strict=True):
            yield _count(passage, study, Property.SIZE, *match.span("n"), 0.93)
        return
    if len(passage.studies) > 1 and not re.search(r"\beach\b", text):
        return
    for start, end, score in _whole_sizes(passage):
        for study in passage.studies:
            yield _count(passage, study, Property.SIZE, start, end, score)
    for start, end, total, score in _of_arms(passage):
        for study in passage.studies:
            yield Fact(study, Property.SIZE, str(total), passage.masked.span(start, end), passage, score)


_AND_ARM = re.compile(rf":\s+{COUNT}\s", re.I)
"""What makes the count before it that of all: ``included 214 adults: 71 were allocated to …``."""


_ONLY_MEANT = re.compile(
    r"\b(?:had|have|has)\s+(?:originally\s+)?(?:been\s+)?(?:designed|due|expected|hoped|intended|meant|planned|supposed|wanted)\s+to\s+"
    r"(?:\w+\s+){1,2}(?:about\s+|some\s+)?$",
    re.I,
)
"""``had been meant to enrol 280 patients``: not how many there were"""
_OF_A_WHOLE = re.compile(r"^Of\b|randomi|\bin\s+\{C\d+\}$", re.I)
"""A count that is the trial's in spite of the article before it (``the 543 recipients in {C}``)."""


def _whole_sizes(passage: Passage) -> Iterator[tuple[int, int, float]]:
    text = passage.masked.masked
    if not _COUNT.search(text):
        return
    for pattern, score in _SIZE_PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("n")
            number = count(match["n"])
            subset = _SUBSET_BEFORE.search(text[:start]) and not _OF_A_WHOLE.search(match.group())
            if (
                _of_another(text, match.start())
                or _ANOTHER_COUNT.search(text, end, match.end())
                or _TOGETHER.search(text[max(start - 60, 0) : end + 60])
                or number is None
                or number < 5
                or subset
                or _ONLY_MEANT.search(text, 0, start)
                or _SUBSET_AFTER.match(text, end)
            ):
                continue
            certain = 1.0 if passage.reach is not Reach.CARRIED else 0.9
            certain *= 0.8 if _TO_COME.search(text) else 1.0
            yield start, end, round(score * certain, 3)


_NEXT_ARM = re.compile(rf",\s+(?P<n>{COUNT})\s+(?:{PEOPLE}\s+)?(?:to|received|were\s+given|took)\b", re.I)
_TOTAL = re.compile(rf"\btotal\s+of\s+{COUNT}\b|\b{COUNT}\s+(?:{PEOPLE}\s+)?underwent\s+randomi", re.I)


def _of_arms(passage: Passage) -> Iterator[tuple[int, int, int, float]]:
    """The sum of the numbers per arm, where a sentence gives them for every arm and no total."""
    text = passage.masked.masked
    found = list(_ARM_SIZE.finditer(text))
    if len(found) > 1 and _ASSIGNMENT.search(text):
        numbers = [count(m["n"]) or 0 for m in found]
        yield found[0].start("n"), found[-1].end("n"), sum(numbers), 0.6
    if _TOTAL.search(text):
        return
    for pattern, score in ((_SIZE_PATTERNS[0][0], 0.96), (_SIZE_PATTERNS[2][0], 0.94)):
        for match in pattern.finditer(text):
            other = _AND_OTHERS.search(text, match.end())
            between = text[match.end() : other.start()] if other else ""
            if between.count("(") > between.count(")") or _OF_ALL.search(text, 0, match.start("n")):
                continue
            if (
                other
                and len(between) < 160
                and _GIVEN.search(between)
                and not _AND_ARM.search(text, match.end("n"), other.start())
            ):
                arms = (match["n"], *(m["n"] for m in _NEXT_ARM.finditer(between)), other["n"])
                yield match.start("n"), other.end("n"), sum(count(n) or 0 for n in arms), score


def _counted(passage: Passage, pattern: re.Pattern[str], wanted: Property) -> Iterator[Fact]:
    matches = [m for m in pattern.finditer(passage.masked.masked) if count(m["n"]) is not None]
    if len(matches) == len(passage.studies) > 1 and re.search(r"\brespectively\b", passage.masked.masked):
        for study, match in zip(passage.studies, matches, strict=True):
            yield _count(passage, study, wanted, *match.span("n"), 0.95)
        return
    if len(passage.studies) > 1 and not re.search(r"\beach\b", passage.masked.masked):
        return
    for match in matches:
        if count(match["n"]) is not None:
            for study in passage.studies:
                yield _count(passage, study, wanted, *match.span("n"), 0.95)


def _count(passage: Passage, study: int, wanted: Property, start: int, end: int, score: float) -> Fact:
    masked = passage.masked
    number = count(masked.masked[start:end])
    return Fact(study, wanted, str(number), masked.span(start, end), passage, score)
