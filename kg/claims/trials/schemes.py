"""The arms that one passage sets out, by the words around its drugs, and how sure it is that they are the trial's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.claims.reading import Participant, Reading
from kg.claims.trials.arms import Arm, Scheme, Topic, set_out
from kg.claims.trials.plain import labelled_parts, plain
from kg.claims.trials.regimens import (
    Item,
    Joint,
    Regimen,
    Who,
    arms,
    items,
    regimen,
    run_from,
    run_to,
    without_common,
)
from kg.claims.trials.scope import Passage, Reach
from kg.model import ArmRole


@dataclass(frozen=True, slots=True)
class _Text:
    passage: Passage
    text: str
    items: tuple[Item, ...]
    who: Who
    topic: Topic


_ASSIGNED = re.compile(
    r"\b(?:put(?=\s+on\b)|switched(?=\s+\d)|randomi[sz](?:ed|ing|es)|randomly|assigned|assigning|allocated|"
    r"randomi[sz]ation)\b",
    re.I,
)

_LEADING = r"\s+(?:(?:an?|the)\s+)?(?:(?!(?:or|and|versus)\b)[\w-]+\s+){0,5}?(?:of\s+|containing\s+|with\s+)?"

_TO_ITEM = re.compile(
    rf"\b(?:to|on|add|adding|either|receive|receiving|between|given|with|into|of|take)(?:{_LEADING}|\s*)$", re.I
)

_RECEIVED = re.compile(
    r"\b(?:received?|receiving|took|taking|take|applied|swallowed|injected|were\s+(?:\w+\s+)?(?:given|treated\s+with|"
    r"administered)|gave\s[^;]{3,160}?\beither|was\s+given|got|treatment\s+with)\s+(?:either\s+)?(?:(?!(?:or|and|from|"
    r"in)\b)[\w-]+\s+){0,4}?(?:of\s+)?$",
    re.I,
)

_ALL = re.compile(
    r"(?<!above\s)(?<!after\s)(?<!at\s)(?<!not\s)(?<!nearly\s)(?<!almost\s)\b(?:all|both|every|each)\s+(?:of\s+(?:them|the\s+\w+)\s+)?(?:(?!had\b|"
    r"have\b)\w+\s+){0,4}?(?:also\s+|additionally\s+)?"
    r"(?:received?|took|were\s+(?:also\s+)?given|was\s+(?:also\s+)?given|continued|"
    r"were\s+(?:also\s+)?treated\s+with)\s*$",
    re.I,
)

_GIVEN_TO_ALL = re.compile(
    r"\s*(?:was|were)\s+(?:also\s+)?(?:given|added|administered|continued|prescribed|used|taken|co-administered)\s+"
    r"(?:in|to|by)\s+(?:all|both|each|every|either)(?:\s+(?:of\s+)?(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:arms?|groups?|patients?|participants?|"
    r"people|adults|children|women|men))?(?=[\s.,;]|$)|"
    r"\s*(?:was|were)\s+(?:also\s+)?(?:given|administered|added|prescribed)\s+(?:to\s+everyone|throughout)\b",
    re.I,
)
"""``{G} was given in both groups``"""
_GAPPED = re.compile(
    r"\{G\d+\}\s+(?:was|were)\s+(?:administered|dosed|given|infused|injected|taken|used)\b(?:(?!\b(?:than|with|to)\b)[^;{}]){0,80}?,?\s+"
    r"(?:and|while|whereas)\s+(?P<other>\{G\d+\})(?=\s*(?:[.,;]|$|was\b|were\b|at\b|once\b|every\b|for\b))"
)
"""``{G} was given every 12 weeks and {G} every 8 weeks``"""

_BACKGROUND = re.compile(
    r"\b(?:continu(?:ed|ing)|remained\s+on|stayed\s+on|were\s+(?:already\s+)?(?:on|taking|receiving)|"
    r"on\s+stable|kept\s+taking|"
    r"on\s+top\s+of|in\s+addition\s+to|added\s+to)\s+(?:(?:their|the|his|her|its|stable|background|"
    r"usual|ongoing|existing|dose|doses|of|a|"
    r"standard|oral|weekly|maximally|tolerated|to|take|receive|taking)\s+){0,6}$",
    re.I,
)
"""What stands before a drug that all patients go on taking while they are assigned to others."""

_LATER = re.compile(
    r"\b(?:(?:after|following)\s+(?:which|that)|then|thereafter|afterwards?|later|subsequently|in\s+the\s+end)\b", re.I
)
"""What tells of treatment after the comparison."""

_TESTED_ARM = re.compile(r"\b(?:experimental|intervention|investigational|active)\b[^;.{}]{0,60}$", re.I)

_CONTROL_ARM = re.compile(r"(?:\b(?:control|comparator|comparison|reference|standard)\b|\{[KZ]\})[^;.{}]{0,60}$", re.I)

_COMPARED = re.compile(
    r"\b(?:compar(?:e[sd]?|ing|ison\s+of)|pitted|pits|set|sets|matched|tested)\s+(?:(?!(?:with|to|and|"
    r"or)\b)[\w-]+\s+){0,4}?$",
    re.I,
)

_AGAINST = re.compile(
    r"(?:\b(?:(?:as\s+)?compared\s+(?:with|to)|versus|vs\.?|relative\s+to|over|against|(?:superior|"
    r"inferior|non-?inferior)\s+to|ahead\s+of|bested|topped|trounced|"
    r"(?:than|in\s+comparison\s+with|outlast\w*|outperform\w*|beats?|surpass\w*)(?:\s+(?:with|"
    r"that\s+with|did|those\s+\w+))?)(?:\s+either)?)\s*$",
    re.I,
)

_SET_AGAINST = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+|also\s+|being\s+|then\s+){0,2}(?:compared|pitted|matched|tested|evaluated|studied|"
    r"assessed)\s+(?:directly\s+)?(?:with|to|against|versus)\s*$",
    re.I,
)
"""``{G} is being compared with {G}``"""
_OUTCOME = re.compile(
    r"\b(?:\w*(?:prolong|improv|reduc|lower|increas|extend|lengthen|delay|cut|slow|better|superior|"
    r"inferior|longer|long|shorter|higher|greater|"
    r"fewer|less|more(?!\s+(?:common|frequent|likely|often)\b)|shrank|shrunk|benefit|effective|held|kept|outlast|outperform|beat|prevent|halv|decreas|raise|risk|"
    r"surviv|differ|ahead|best|top|trounc)\w*)\b",
    re.I,
)

_MORE_OFTEN = re.compile(r"\b(?:more|less)\s+(?:common|frequent|often)\w*\s+than\b|\bcommoner\s+than\b", re.I)
"""What sets the events of two arms against each other."""
_ADDED = re.compile(r"\badd(?:ing|ition\s+of)\s+$", re.I)

_ADDED_TO = re.compile(r"\badded\s+to\s*$", re.I)

_OF_TRIAL = re.compile(
    r"(?:\b(?:trial|study|studies|trials)\s+(?:\w+\s+){0,3}?(?:of|with|for)|\b(?:test|evaluat|assess|"
    r"stud|investigat|examin|explor)(?:s|es|ed|ing|y|ies|ied|ying)|"
    r"\bin\s+which)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$",
    re.I,
)

_DENIED = re.compile(r"\b(?:nobody|no\s+one|not|never|no\s+(?:trials?|stud(?:y|ies)))\b", re.I)

_COMPARED_TO = re.compile(
    r"\b(?:or|versus|vs\.?|than|compared\s+(?:with|to)|against|over|inferior\s+to|superior\s+to|"
    r"as\s+\w+\s+as|beats?|outperform\w*|outlast\w*)\s+(?:[\w-]+\s+)?$",
    re.I,
)
"""What stands before a drug that another one, unnamed here, is set against."""

_EACH_VALUE = re.compile(
    r"[^;{}]{0,40}?\b(?:and|versus|vs|v|compared\s+(?:with|to)|as\s+against|as\s+opposed\s+to|against|"
    r"but)\s[^;{}]{0,40}\b(?:with|on|in|for|given|of)\s+(?:the\s+)?",
    re.I,
)
"""What stands between two arms whose figures are given ("13.9 months with A and 9.5 months with B")."""

_NEVER_SET = re.compile(
    r"\b[Nn]o\s+(?:trials?|stud(?:y|ies))\s+(?:has|have)\b|\b(?:has|have)\s+never\s+been\s+(?:compared|set|tested)\b"
)
"""``No trial has set {G} against {G}``"""
_EXCLUDED = re.compile(r"\b(?:not\s+allowed|excluded|ineligible|prohibited|not\s+eligible|not\s+permitted)\b", re.I)

_APPROVED = re.compile(r"\b(?:approv\w+|authori[sz]\w+|indicated|recommended)\b", re.I)

_WEIGHT = {Reach.NAMED: 1.0, Reach.REFERRED: 0.98, Reach.CARRIED: 0.95}


def schemes(passage: Passage, reading: Reading, topic: Topic) -> tuple[Scheme, ...]:
    """The arms that a passage may set out, best first."""
    if "{G" not in reading.text:
        return ()
    text = plain(reading.text)
    if _NEVER_SET.search(text):
        return ()

    def who(token: str) -> tuple[Participant, ...]:
        return reading.participants(token, "G") if token.startswith("{G") else ()

    found = _Text(passage, text, items(text), who, topic)
    if not any(item.token.startswith("{G") for item in found.items) or _EXCLUDED.search(text):
        return ()
    ranked: list[Scheme] = []
    for number, item in enumerate(found.items):
        ranked.extend(_at(found, number, item))
    weight = _WEIGHT[passage.reach] * (0.6 if _APPROVED.search(text) and passage.reach is not Reach.NAMED else 1.0)
    ranked.extend(_labelled(found))
    ranked.extend(_in_turn(found))
    ranked.extend(_given_in_turn(found))
    ranked.extend(_fronted(found))
    ranked.extend(_by_label(found, reading))
    weighted = [replace(s, score=round(s.score * weight, 3)) for s in ranked if any(a.regimen.slots for a in s.arms)]
    return tuple(sorted(weighted, key=lambda s: -s.score))


def _at(found: _Text, number: int, item: Item) -> Iterator[Scheme]:
    """The schemes that start with item ``number``."""
    before = found.text[: item.start]
    if item.joint is not Joint.GAP and number:
        if item.joint is Joint.AGAINST:
            yield from _against(found, number, 0.8)
        return
    run = run_from(found.items, number)
    sides = _itemised(run, found.who) if _ITEMISED.search(before) else arms(run, found.who)
    clause = re.split(r"[;.]\s", before)[-1]
    if any(i.joint is Joint.OPTIONAL for i in run[1:]):
        yield _scheme(found, sides, 0.94)
    elif (
        _ASSIGNED.search(clause)
        and _TO_ITEM.search(before)
        and not re.search(r"\{[GZ]", clause[_last_assigned(clause) :])
    ):
        sides = sides if len(sides) > 1 else _of_either(run, found.who) or sides
        yield _scheme(found, sides, 0.95 if len(sides) > 1 else 0.6)
    elif (_ITEMISED.search(before) or _INTERVENTIONS.search(before)) and len(sides) > 1:
        yield _scheme(found, sides, 0.9)
    elif _COMPARED.search(before) and not _DENIED.search(clause):
        both = found.who(item.token)
        apart = len(run) == 1 and len(both) == 2
        pair = tuple(Regimen(((drug,),)) for drug in both) if apart else _compared(run, found.who)
        yield _first_against_rest(found, pair, 0.92)
    elif (
        _GIVEN_TO_ALL.match(found.text, run[-1].end)
        or (_ALL.search(clause) and not _LATER.search(clause) and not _holds_arms(run))
        or (_BACKGROUND.search(before) and _ASSIGNED.search(found.text[item.end :]))
    ):
        yield Scheme(
            (Arm(ArmRole.EXPERIMENTAL, regimen(run, found.who), found.passage),), found.passage, 0.9, common=True
        )
    elif _RECEIVED.search(before) and not re.search(r"\b(?:had|have|has)\b[^,;]*$", clause):
        yield _scheme(found, sides, 0.9 if len(sides) > 1 else 0.55)
    if _ADDED.search(before) and len(found.items) > number + 1 and found.items[number + 1].between.strip() == "to":
        yield _added(found, run, run_from(found.items, number + len(run)))
    if number and _ADDED_TO.search(item.between):
        yield _added(found, run_to(found.items, number - 1), run)
    if any(i.joint is Joint.COMMON and "added to" in i.between for i in run[1:]):
        yield _scheme(found, sides, 0.78 if len(sides) == 1 else 0.92)
    if number and _AGAINST.search(item.between) and ";" not in item.between:
        if _OUTCOME.search(item.between):
            yield from _against(found, number, 0.8)
        elif found.passage.reach is Reach.NAMED and _MORE_OFTEN.search(item.between):
            yield from _against(found, number, 0.66)
    if number and _SET_AGAINST.search(item.between) and ";" not in item.between:
        yield from _against(found, number, 0.88)
    if any(i.token == "{Z}" and i.joint in (Joint.OR, Joint.OTHER_ARM) for i in run[1:]):
        yield _scheme(found, sides, 0.7)
    if number and _EACH_VALUE.fullmatch(item.between):
        yield _scheme(
            found, (regimen(run_to(found.items, number - 1), found.who), regimen(run, found.who)), 0.6, ordered=True
        )
    if found.passage.reach is Reach.NAMED and len(sides) <= 1 and not _COMPARED_TO.search(before):
        yield _scheme(found, sides, 0.72 if _OF_TRIAL.search(before) else 0.65)


_ITEMISED = re.compile(
    r"\b(?:two|three|four|five|six|\d)\s+(?:[\w-]+\s+){0,3}?(?:strategies|regimens|arms|options|"
    r"treatments|groups|therapies|"
    r"schedules|approaches|combinations)\b[^.;]*:\s*(?:either\s+)?$",
    re.I,
)
"""What opens a list of arms: ``three strategies in 970 patients: A plus B, A plus C, and B alone``."""

_INTERVENTIONS = re.compile(r"(?:^|[.;]\s+)(?:Interventions?|Exposures?|Treatments?|Arms?|Drugs?)\s*:\s[^.;{}]*$")
"""What opens the paragraph on the arms in a structured abstract."""


def _holds_arms(run: tuple[Item, ...]) -> bool:
    """Whether items are set against one another: ``all who received A or placebo`` did not all receive A."""
    return any(i.token == "{Z}" or i.joint in (Joint.OTHER_ARM, Joint.AGAINST) for i in run)


def _itemised(run: tuple[Item, ...], who: Who) -> tuple[Regimen, ...]:
    """The arms of a list whose items are set off by commas."""
    sides: list[list[Item]] = []
    for item in run:
        if not sides or item.between.lstrip().startswith(","):
            sides.append([])
        sides[-1].append(item)
    return tuple(regimen(tuple(side), who) for side in sides)


def _of_either(run: tuple[Item, ...], who: Who) -> tuple[Regimen, ...]:
    """``assigned to A and B with either C or D`` and to nothing else: the arms differ in C and D."""
    number = next((n for n, item in enumerate(run) if n and item.joint is Joint.EITHER), None)
    if number is None or number + 2 != len(run) or run[-1].joint is not Joint.OR:
        return ()
    base = regimen(run[:number], who)
    return tuple(base.joined(regimen((replace(item, joint=Joint.GAP),), who)) for item in run[number:])


def _last_assigned(clause: str) -> int:
    return max(m.end() for m in _ASSIGNED.finditer(clause))


def _compared(run: tuple[Item, ...], who: Who) -> tuple[Regimen, ...]:
    """The two sides of "compared A with B", where "with" and "and" set against one another, but for what both have."""
    run, common = without_common(run, who)
    return tuple(side.joined(common) for side in _two_sides(run, who))


def _two_sides(run: tuple[Item, ...], who: Who) -> tuple[Regimen, ...]:
    for words in (r"(?:with|to|against|versus)(?:\s+(?:that\s+of|either))?", r"and"):
        for number, item in enumerate(run):
            choice = item.joint is Joint.CHOICE and re.match(r"\s*(?:with|to|against|versus)\b", item.between)
            if number and (re.fullmatch(rf"\s*{words}\s*", item.between) or choice):
                tested = arms(run[:number], who)
                return (*tested, *_beside_placebo(run[number:], tested[0], who))
    return arms(run, who)


def _against(found: _Text, number: int, score: float) -> Iterator[Scheme]:
    """ "A improved survival compared with B": the regimen before and the one after."""
    left, right = run_to(found.items, number - 1), run_from(found.items, number)
    right = tuple(i for n, i in enumerate(right) if not any(j.joint is Joint.AGAINST for j in right[1 : n + 1]))
    sides = (regimen(left, found.who), *_beside_placebo(right, regimen(left, found.who), found.who))
    if sides[0].slots and (sides[0].curies != sides[1].curies or sides[1].placebo):
        yield _first_against_rest(found, sides, score)


def _first_against_rest(found: _Text, sides: tuple[Regimen, ...], score: float) -> Scheme:
    told = _scheme(found, sides, score, ordered=True)
    if len(sides) > 2 and any(side.placebo and not side.slots for side in sides[1:]):
        first, *rest = told.arms
        told = replace(told, arms=(first, *(replace(arm, role=ArmRole.COMPARATOR) for arm in rest)))
    return told


def _beside_placebo(run: tuple[Item, ...], tested: Regimen, who: Who) -> tuple[Regimen, ...]:
    """What a drug is set against: "placebo and B" are two arms, unless B is given to those under test as well."""
    whole = regimen(run, who)
    pair = len(run) == 2 and run[1].joint in (Joint.AND, Joint.OR) and [i.token for i in run].count("{Z}") == 1
    return tuple(regimen((i,), who) for i in run) if pair and not whole.curies & tested.curies else (whole,)


def _added(found: _Text, new: tuple[Item, ...], base: tuple[Item, ...]) -> Scheme:
    whole = regimen(new, found.who).joined(regimen(base, found.who))
    return Scheme((Arm(ArmRole.EXPERIMENTAL, replace(whole, placebo=False), found.passage),), found.passage, 0.75)


def _labelled(found: _Text) -> Iterator[Scheme]:
    """ "Those in the experimental arm took A; those in the control arm B"."""
    named: dict[ArmRole, Arm] = {}
    for number, item in enumerate(found.items):
        before = re.split(r"[;.]\s", found.text[: item.start])[-1]
        verb = _RECEIVED.search(before)
        if verb is None or (number and item.joint is not Joint.GAP):
            continue
        given = regimen(run_from(found.items, number), found.who)
        subject = before[: verb.start()]
        for role, cue in ((ArmRole.EXPERIMENTAL, _TESTED_ARM), (ArmRole.COMPARATOR, _CONTROL_ARM)):
            if cue.search(subject):
                named.setdefault(role, Arm(role, given, found.passage))
    if named:
        yield Scheme(tuple(named.values()), found.passage, 0.95 if len(named) == 2 else 0.7)


_EACH_GROUP = re.compile(
    r"\b(?:arms?|groups?|cohorts?|others?|rest|remaining|remainder|first|second|third|fourth|half|those)\b", re.I
)


def _in_turn(found: _Text) -> Iterator[Scheme]:
    """ "Patients in the first arm received A with B, those in the second arm received A, …"."""
    sides: list[Regimen] = []
    for number, item in enumerate(found.items):
        between = found.text[found.items[number - 1].end if number else 0 : item.start]
        if (number and item.joint is not Joint.GAP) or not _RECEIVED.search(between):
            continue
        if _EACH_GROUP.search(between):
            sides.append(regimen(run_from(found.items, number), found.who))
    if len(sides) > 1:
        yield _scheme(found, tuple(sides), 0.93)


def _given_in_turn(found: _Text) -> Iterator[Scheme]:
    """ "A was given every 12 weeks and B every 8 weeks"."""
    for match in _GAPPED.finditer(found.text):
        pair = [n for n, item in enumerate(found.items) if item.start in (match.start(), match.start("other"))]
        if len(pair) == 2:
            sides = tuple(regimen((found.items[n],), found.who) for n in pair)
            yield _scheme(found, sides, 0.82, ordered=True)


_FRONTED = re.compile(
    r"(?:^|[:;,.]\s|\b(?:that|and|but)\s)(?:(?:as\s)?compared\s(?:with|to)|versus|against|relative\sto)\s"
    r"(?P<base>\{G\d+\}(?:\s(?:and|plus|with)\s\{G\d+\})*),\s(?P<new>\{G\d+\}(?:\s(?:and|plus|with)\s\{G\d+\})*)(?=\s)",
    re.I,
)
"""``compared with {G} and {G}, {G} did not prolong survival``"""


def _fronted(found: _Text) -> Iterator[Scheme]:
    for match in _FRONTED.finditer(found.text):
        sides = [
            regimen(tuple(i for i in found.items if match.start(name) <= i.start < match.end(name)), found.who)
            for name in ("new", "base")
        ]
        if _OUTCOME.search(found.text, match.end()) and not sides[0].curies & sides[1].curies:
            yield _scheme(found, tuple(sides), 0.8, ordered=True)


def _by_label(found: _Text, reading: Reading) -> Iterator[Scheme]:
    """ "Assigned to A with B (group 1), A with C (n = 40) and placebo with A (n = 41)": each label ends an arm."""
    text = reading.view.masked.replace("{R", "{G")
    assigned = _ASSIGNED.search(text) or _GOT.search(text)
    parts = labelled_parts(text)
    if assigned is None or not parts:
        return
    sides: list[Regimen] = []
    for start, end in parts:
        piece = plain(text[max(start, min(assigned.end(), end)) : end])
        run = items(piece)
        given = run[:1] if not run else run_to(run, len(run) - 1)
        if not given or len(given) < len(run) or any(i.joint in _BETWEEN_ARMS for i in given[1:]):
            return
        sides.append(regimen(given, found.who))
    if any(side.slots for side in sides):
        yield _scheme(found, tuple(sides), 0.96)


_GOT = re.compile(r"\b(?:received|were\s+given|were\s+treated\s+with)\b", re.I)
_BETWEEN_ARMS = (Joint.OR, Joint.OTHER_ARM, Joint.AGAINST, Joint.OPTIONAL, Joint.EITHER, Joint.CHOICE)
"""What would make of one part of a sentence more than one arm."""


def _scheme(found: _Text, sides: tuple[Regimen, ...], score: float, *, ordered: bool = False) -> Scheme:
    return set_out(sides, found.passage, found.topic, score, ordered=ordered)


def is_compared_to(before: str) -> bool:
    """Whether the words before a drug make it what something else is compared with."""
    return _COMPARED_TO.search(before) is not None
