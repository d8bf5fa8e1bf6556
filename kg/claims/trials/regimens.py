"""What is given with what, and what against what, in one stretch of a sentence.

The text of a reading (names as ``{G3}``) is first made plain: doses, schedules, appositions and earlier treatment go, placebo and
control treatments become ``{Z}`` and ``{K}``. What is left between two items is then a *joint*: with, or, against, with or without.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import combinations, pairwise

from kg.claims.reading import Participant


class Joint(Enum):
    """How an item is joined to the one before it."""

    WITH = "with"
    AND = "and"
    COMMA = "comma"
    OR = "or"
    OR_WITH = "or with"
    EITHER = "with either"
    OTHER_ARM = "other arm"
    AGAINST = "against"
    OPTIONAL = "with or without"
    COMMON = "each with"
    CHOICE = "choice of"
    GAP = "gap"


@dataclass(frozen=True, slots=True)
class Regimen:
    """Drugs that are given together. Each slot is one drug, or several of which each patient has one; placebo fills none."""

    slots: tuple[tuple[Participant, ...], ...]
    placebo: bool = False

    @property
    def participants(self) -> tuple[Participant, ...]:
        return tuple({p.concept.curie: p for slot in self.slots for p in slot}.values())

    @property
    def curies(self) -> frozenset[str]:
        return frozenset(p.concept.curie for slot in self.slots for p in slot)

    def pairs(self) -> tuple[tuple[Participant, Participant], ...]:
        """The drugs given together, pair by pair; never two of one slot."""
        found: list[tuple[Participant, Participant]] = []
        for one, other in combinations(self.slots, 2):
            found.extend((a, b) for a in one for b in other if a.concept.curie != b.concept.curie)
        return tuple(found)

    def joined(self, other: Regimen) -> Regimen:
        extra = tuple(slot for slot in other.slots if not {p.concept.curie for p in slot} <= self.curies)
        return Regimen((*self.slots, *extra), self.placebo or other.placebo)


@dataclass(frozen=True, slots=True)
class Item:
    """A drug, placebo (``{Z}``) or a treatment that is no drug (``{K}``) in a plain text, and the words before it."""

    start: int
    end: int
    token: str
    joint: Joint
    between: str = ""


_G = r"\{G\d+\}"
_ITEM = re.compile(r"\{(?:G\d+|Z|K)\}")
_UNIT = r"(?:mg|g|µg|μg|mcg|iu|ml|units?|million\s+\w+|mmol|%)(?:/(?:m²|m2|kg|\w+))*"
_TIME = r"(?:days?|weeks?|months?|years?|hours?|cycles?|doses?)"
_OFTEN = (
    rf"(?:once|twice|thrice|(?:two|three|four|five|six)\s+times)?\s*(?:a|per|each|every)\s+(?:other\s+|\w+\s+)?{_TIME}|"
    r"(?:once|twice|three\s+times|four\s+times)?[\s-]*(?:daily|weekly|monthly|nightly|yearly)|"
    r"every\s+\S+\s+to\s+\S+\s+\w+|in\s+cycle\s+\d+"
)
_SCHEDULE = re.compile(
    rf",?\s*(?:at\s+)?(?:an?\s+)?(?:\w+\s+)?(?:doses?\s+of\s+|"
    rf"given\s+at\s+)?(?:up\s+to\s+)?\d[\d.,]*(?:\s?(?:-|to|or)\s?\d[\d.,]*)?\s?{_UNIT}(?![\w])"
    rf"|,?\s*\b(?:{_OFTEN})(?=[\s,;.)]|$)"
    rf"|,?\s*\bfor\s+(?:up\s+to\s+|at\s+least\s+|the\s+first\s+|a\s+(?:total|"
    rf"maximum)\s+of\s+)?(?:\w+\s+)?[\w.]+\s+(?:to\s+\w+\s+)?{_TIME}\b"
    rf"|,?\s*\b(?:on|at)\s+{_TIME}\s+\d[\d, and-]*"
    r"|,?\s*\bgiven\s+(?:\w+ly|orally|by\s+\w+(?:\s+\w+)?)\b"
    r"|\s+(?:tablets?|capsules?|pills?|injections?|infusions?|inhal\w+|subcutaneously|intravenously|"
    r"orally|by\s+mouth|monotherapy|alone|"
    r"on\s+(?:its|their)\s+own|treatment|therapy|group|arm)(?=[\s,;.)]|$)"
    r"|,\s+(?=plus\b|or\b|and\b|versus\b|with\b|followed\b)(?<=\d,\s)",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior|already|earlier|after|following|refractory\s+to|resistant\s+to|"
    r"relapsed\s+on|progress\w+\s+on|"
    r"(?:had|have|has)\s+(?:\w+\s+)?received|intoleran\w+\s+(?:of|to)|pre-?treated\s+with|"
    r"switch\w*\s+(?:later\s+)?to|cross(?:ed)?[\s-]?over\s+to|"
    r"ineligible\s+for|taking|exposed\s+to|excluded|rescue\s+\w*|prohibited)\b"
    rf"(?:\s+(?!(?:received|compared|randomi[sz]ed|assigned)\b)[\w-]+){{0,6}}?\s+{_G}(?:(?:\s*,\s*|"
    rf"\s+)(?:(?:and|or)\s+)?(?:an?\s+)?{_G})*",
    re.I,
)
_CONTROLLED = re.compile(rf"{_G}-(?:and\s+placebo-)?controlled")
_OR_WITHOUT = re.compile(rf"\bwith\s+({_G})\s+or\s+without(?:\s+(?:it|{_G}))?", re.I)
_ASIDE = re.compile(
    r"(?<=\}),\s+(?:which|who|that|an?|the|both|each|one\s+of|also|formerly|known|taken|given|used|developed)\s+(?:(?!\b(?:plus|versus|compared)\b)(?:[^,;{}]|\{[TDF]\d+\})){3,90}(?:,|(?=[;.]|$))"
)
_PLACEBO = re.compile(
    r"(?:(?:an?|the|matching|matched|saline|inactive|oral|dummy|subcutaneous|intravenous|"
    r"corresponding|volume-matched)\s+){0,3}\bplacebos?\b(?!-)|\bneither(?:\s+drug)?(?=[.;,]|$)|"
    r"\bsham\b(?!-)(?:\s+[\w-]+)?",
    re.I,
)
_CONTROL = re.compile(
    r"(?:(?:an?|the|standard|usual|best|current|optimi[sz]ed|conventional|stable|intensive|"
    r"platinum-based|guideline-\w+|background|medical|supportive|"
    r"active|single-agent|investigator's|physician's|whole-brain|androgen-deprivation|endocrine|"
    r"a\s+platinum)[\s-]+){0,4}"
    r"\b(?:chemotherapy|radiotherapy|radiation|chemoradiotherapy|standard[\s-]of[\s-]care|"
    r"standard\s+(?:therapy|treatment|care)|best\s+supportive\s+care|"
    r"usual\s+care|supportive\s+care|observation|no\s+(?:further\s+)?(?:treatment|therapy|vaccin\w+)|"
    r"surgery|comparator|platinum(?:\s+(?:drug|agent|chemotherapy))?|"
    r"statins?|background\s+(?:therapy|treatment)|medical\s+therapy|standard\s+(?:doublet|regimen|"
    r"dose)|antidepressants?|insulin\s+therapy|control\s+(?:treatment|therapy|group|arm|regimen|"
    r"vaccine))\b"
    r"(?!\s+(?:inhibitor|naive)|-(?:treated|refractory|resistant|naive|based|experienced|na))",
    re.I,
)
_MODIFIERS = re.compile(
    r"\b(?:(?:low|high|reduced|fixed|standard|full|half|once|twice|weight|dose|extended|long|short|"
    r"intermediate|dose-adjusted|adjusted|intravenous|oral|"
    r"subcutaneous|inhaled|topical|weekly|daily|monthly|maintenance|adjuvant|neoadjuvant|concurrent|"
    r"investigational|experimental|pegylated|"
    r"liposomal|open-label|generic|active|additional|continued|initial|once-daily|once-weekly|"
    r"twice-daily|rapid-acting|long-acting|background|stable|daily)"
    r"(?:-(?:dose|weekly|daily|release|acting|duration|label|adjusted))?\s+)+(?=\{|the\s+\{)",
    re.I,
)
_DET = re.compile(
    r"\b(?:the|an?|its|their|new|drug|antibody|agent|pill|combination\s+of|both|a\s+combination\s+of|"
    r"(?:the\s+)?regimen\s+of)\s+(?=\{[GZK])",
    re.I,
)

_JOINTS: tuple[tuple[str, Joint], ...] = (
    (
        r".*\b(?:choice\s+of|chosen\s+from|consist\w+\s+of|which\s+(?:was|were)|comprising|such\s+as|"
        r"either\s+of)(?:\s+either)?",
        Joint.CHOICE,
    ),
    (
        r",?\s*(?:in|for|with)\s+(?:each|both|either|every)\s+(?:case|cases|group|groups|arm|"
        r"arms)?\s*,?\s*(?:(?:together|combined|in\s+combination)\s+)?(?:with|plus|on\s+top\s+of|"
        r"added\s+to)|"
        r",?\s*(?:each|both|all)\s+(?:(?:given|combined|taken|administered|added|together|"
        r"in\s+combination)\s+)*(?:with|plus|to|on\s+top\s+of|in\s+addition\s+to)|"
        r",\s*(?:in\s+addition\s+to|on\s+top\s+of|in\s+combination\s+with|together\s+with|added\s+to|"
        r"along\s+with|as\s+an?\s+add-on\s+to)|"
        r"\s*(?:in\s+addition\s+to|on\s+top\s+of|on\s+a\s+background\s+of|(?:as\s+an?\s+)?add(?:ed|"
        r"-on)(?:\s+therapy)?\s+to|(?:was|were|is)\s+added\s+to)",
        Joint.COMMON,
    ),
    (
        r",?\s*(?:with\s+(?:or|and)\s+without(?:\s+with)?|"
        r"(?:either\s+)?(?:alone\s+)?or\s+(?:in\s+combination|combined|together)\s+with|alone\s+or\s+with|"
        r"±|\+/-)",
        Joint.OPTIONAL,
    ),
    (r",?\s*(?:or|and)\s+(?:with|plus|together\s+with)(?:\s+either)?", Joint.OR_WITH),
    (
        r",?\s*(?:plus|with|\+|and|together\s+with|in\s+combination\s+with|combined\s+with)?\s*either(?:\s+of)?",
        Joint.EITHER,
    ),
    (
        r",?\s*(?:versus|vs\.?|v\.?|(?:as\s+)?compared\s+(?:with|to)|(?:in|by)\s+comparison\s+with|"
        r"against|relative\s+to|rather\s+than|as\s+opposed\s+to|than(?:\s+with)?|"
        r"instead\s+of)(?:\s+(?:with|either))?",
        Joint.AGAINST,
    ),
    (
        r",?\s*(?:or|and)\s+(?:to|\d[\d,]*\s+(?:\w+\s+)?(?:to|took|received|were\s+(?:given|"
        r"assigned\s+to)|got)|(?:one|two|half|three)\s*(?:third|thirds|quarters?|"
        r"half)?(?:\s+of\s+\w+)?\s*(?:to|took|received|were\s+given|got|on)?|the\s+(?:rest|others?|"
        r"remainder|other\s+half)(?:\s+\w+){0,2})(?:\s+receive|\s+received|\s+either)?|,\s*the\s+(?:rest|"
        r"others?|remainder|other\s+half)(?:\s+\w+)?|"
        r",\s*to(?:\s+receive)?",
        Joint.OTHER_ARM,
    ),
    (r",?\s*(?:or(?:\s+(?:either|receive|of))?|and/or)", Joint.OR),
    (r",?\s*(?:and|&|/)(?:\s+(?:also|both))?", Joint.AND),
    (r"\s*/\s*|\s*-\s*|\s*\+\s*|\s+", Joint.WITH),
    (
        r",?\s*(?:and\s+)?(?:(?:given|used|taken|administered)\s+)?(?:plus|with|together\s+with|"
        r"in\s+(?:combination|association|conjunction)\s+with|combined\s+with|along\s+with|alongside|"
        r"followed\s+by|as\s+well\s+as|"
        r"then|paired\s+with|co-?administered\s+with)(?:\s+(?:both|maintenance))?",
        Joint.WITH,
    ),
    (r"\s*,\s*", Joint.COMMA),
)
_JOINT_PATTERNS = tuple((re.compile(pattern, re.I), joint) for pattern, joint in _JOINTS)


def plain(text: str) -> str:
    """``text`` without doses, schedules, appositions and earlier treatment, control treatments as ``{Z}`` and ``{K}``."""
    text = _CONTROLLED.sub("active-controlled", text)
    text = _EARLIER.sub(" earlier treatment ", text)
    text = _OR_WITHOUT.sub(r"with or without \1", text)
    text = _PLACEBO.sub("{Z}", text)
    text = _CONTROL.sub("{K}", text)
    text = _SCHEDULE.sub(" ", text)
    text = _ASIDE.sub(" ", text)
    text = _SCHEDULE.sub(" ", text)
    text = _DET.sub("", _MODIFIERS.sub("", _DET.sub("", text)))
    return re.sub(r"\s+", " ", text).replace(" ,", ",").strip()


def items(text: str) -> tuple[Item, ...]:
    """The items of a plain ``text``, each with its joint to the one before it (the first: a gap)."""
    matches = list(_ITEM.finditer(text))
    found = [Item(m.start(), m.end(), m.group(), Joint.GAP) for m in matches[:1]]
    for before, after in pairwise(matches):
        between = text[before.end() : after.start()]
        joint = _joint(between)
        if before.group() == "{K}" and joint in (Joint.EITHER, Joint.COMMA):
            joint = Joint.CHOICE
        found.append(Item(after.start(), after.end(), after.group(), joint, between))
    return tuple(found)


def _joint(between: str) -> Joint:
    for pattern, joint in _JOINT_PATTERNS:
        if pattern.fullmatch(between.strip() or " "):
            return joint
    return Joint.GAP


def run_from(found: tuple[Item, ...], first: int) -> tuple[Item, ...]:
    """The items from number ``first`` on that are joined without a gap."""
    last = first + 1
    while last < len(found) and found[last].joint is not Joint.GAP:
        last += 1
    return found[first:last]


def run_to(found: tuple[Item, ...], last: int) -> tuple[Item, ...]:
    """The items up to number ``last`` that are joined without a gap and are not set against one another."""
    first = last
    while first > 0 and found[first].joint not in (Joint.GAP, Joint.AGAINST, Joint.OTHER_ARM):
        first -= 1
    return found[first : last + 1]


Who = Callable[[str], tuple[Participant, ...]]
"""What an item's token stands for; nothing for ``{Z}`` and ``{K}``."""


def arms(run: tuple[Item, ...], who: Who) -> tuple[Regimen, ...]:
    """The regimens that a run of items sets against one another, in the order of the text."""
    run, common = _without_common(run, who)
    for number, item in enumerate(run):
        if item.joint is Joint.OPTIONAL:
            base = regimen(run[:number], who)
            return tuple(r.joined(common) for r in (base.joined(regimen(run[number:], who)), base))
    sides = _split(run, (Joint.AGAINST, Joint.OTHER_ARM))
    if len(sides) == 1 and not any(item.joint is Joint.CHOICE for item in run):
        sides = _alternatives(run)
    return tuple(regimen(side, who).joined(common) for side in sides if side)


def _without_common(run: tuple[Item, ...], who: Who) -> tuple[tuple[Item, ...], Regimen]:
    """Take off what all arms of ``run`` receive ("A or placebo, each with B"; "A or placebo plus B")."""
    for number, item in enumerate(run):
        if number == 0:
            continue
        before = run[:number]
        bare = run[number - 1].token == "{Z}" and all(i.joint not in (Joint.WITH, Joint.AND) for i in before)
        if item.joint is Joint.COMMON or (item.joint in (Joint.WITH, Joint.EITHER) and bare and number > 1):
            return before, regimen(run[number:], who)
    return run, Regimen(())


def _split(run: tuple[Item, ...], joints: tuple[Joint, ...]) -> list[tuple[Item, ...]]:
    sides: list[list[Item]] = [[]]
    for number, item in enumerate(run):
        if number and item.joint in joints:
            sides.append([])
        sides[-1].append(item)
    return [tuple(side) for side in sides]


def _alternatives(run: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    """The arms of a run whose only separators are "or" and commas."""
    for number, item in enumerate(run):
        if item.joint is Joint.OR_WITH and number > 1:
            start = max(
                (n for n in range(1, number) if run[n].joint in (Joint.WITH, Joint.AND, Joint.EITHER)), default=number
            )
            return [run[:number], (*run[:start], *run[number:])]
    either = next((n for n, item in enumerate(run) if n and item.joint is Joint.EITHER), None)
    if either is not None:
        if not any(item.token == "{Z}" for item in run[either:]):
            return [run]
        return [(*run[:either], *side) for side in _split(run[either:], (Joint.OR,))]
    ors = [n for n, item in enumerate(run) if n and item.joint is Joint.OR]
    if not ors:
        return [run]
    listed = run[ors[0]].joint is Joint.OR and any(item.joint is Joint.COMMA for item in run[1 : ors[0]])
    return _split(run, (Joint.OR, Joint.COMMA) if listed else (Joint.OR,))


def regimen(run: tuple[Item, ...], who: Who) -> Regimen:
    """The drugs of one arm: joined by "with" they are given together, joined by "or" they are alternatives."""
    slots: list[tuple[Participant, ...]] = []
    choosing = False
    in_list = any(item.joint is Joint.OR for item in run[1:])
    after_choice = any(item.joint is Joint.CHOICE for item in run)
    for number, item in enumerate(run):
        drugs = who(item.token)
        opened = item.joint in (Joint.EITHER, Joint.CHOICE)
        choosing = (choosing and item.joint in (Joint.OR, Joint.COMMA)) or opened
        alternative = number > 0 and slots and (item.joint is Joint.OR or (choosing and not opened))
        comma_list = (
            number > 0 and slots and item.joint is Joint.COMMA and in_list and (after_choice or not _joined_with(run))
        )
        if alternative or comma_list or drugs and item.joint is Joint.AND and number > 0 and choosing:
            slots[-1] = (*slots[-1], *drugs)
        elif choosing:
            slots.append(drugs)
        else:
            slots.extend((drug,) for drug in drugs)
    return Regimen(tuple(slot for slot in slots if slot), any(item.token == "{Z}" for item in run))


def _joined_with(run: tuple[Item, ...]) -> bool:
    return any(item.joint in (Joint.WITH, Joint.AND, Joint.EITHER) for item in run[1:])
