"""What is given with what, and what against what, in one stretch of a sentence.

What stands between two items of a plain text (see :mod:`kg.claims.trials.plain`) is a *joint*: with, or, against,
with or without. The joints of a run of items tell its arms.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
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
    """Drugs given together. Each slot is one drug, or several of which each patient has one; placebo fills none."""

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


_ITEM = re.compile(r"\{(?:G\d+|Z|K)\}")
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
        r",\s*(?:in\s+addition\s+to|on\s+top\s+of|on\s+a\s+background\s+of|in\s+combination\s+with|"
        r"together\s+with|added\s+to|"
        r"along\s+with|as\s+an?\s+add-on\s+to)|"
        r"\s*(?:in\s+addition\s+to|on\s+top\s+of|on\s+a\s+background\s+of|(?:as\s+an?\s+)?add(?:ed|"
        r"-on)(?:\s+therapy)?\s+to|(?:was|were|is)\s+added\s+to)",
        Joint.COMMON,
    ),
    (
        r",?\s*(?:with\s+(?:or|and)\s+without(?:\s+with)?|"
        r"(?:either\s+)?(?:alone\s+)?or\s+(?:in\s+(?:association|combination|conjunction)|associated|combined|together)\s+with|"
        r"alone\s+or\s+with|(?:associated|combined|supplemented)\s+or\s+not\s+with|"
        r"±|\+/-)",
        Joint.OPTIONAL,
    ),
    (r",?\s*(?:or|and)\s+(?:with|plus|together\s+with)(?:\s+either)?", Joint.OR_WITH),
    (
        r",?\s*(?:plus|with|\+|and|together\s+with|in\s+combination\s+with|"
        r"combined\s+with)?\s*either(?:\s+of)?|,?\s*and,?\s+in\s+addition,?",
        Joint.EITHER,
    ),
    (
        r",?\s*(?:versus|vs\.?|v\.?|(?:as\s+)?compared\s+(?:with|to)|(?:in|by)\s+comparison\s+with|"
        r"against|relative\s+to|rather\s+than|as\s+opposed\s+to|than(?:\s+with)?|"
        r"instead\s+of)(?:\s+(?:with|either))?",
        Joint.AGAINST,
    ),
    (
        r",?\s*(?:or|and)\s+(?:to|on|\d[\d,]*|\d[\d,]*\s+(?:\w+\s+)?(?:to|took|received|were\s+(?:given|"
        r"assigned\s+to)|got)|(?:one|two|half|three)\s*(?:third|thirds|quarters?|"
        r"half)?(?:\s+of\s+\w+)?\s*(?:to|took|received|were\s+given|got|on)?|the\s+(?:rest|others?|"
        r"remainder|other\s+half)(?:\s+\w+){0,2})(?:\s+receive|\s+received|\s+either)?|,\s*the\s+(?:rest|"
        r"others?|remainder|other\s+half)(?:\s+\w+)?|"
        r",\s*(?:(?:and\s+)?\d[\d,]*\s+)?to(?:\s+receive)?",
        Joint.OTHER_ARM,
    ),
    (
        r"[;,]\s*(?:and\s+|while\s+|whereas\s+)?(?:the\s+|those\s+in\s+the\s+)?(?:rest|others?|"
        r"remainder|other\s+half|remaining\s+\w+|"
        r"controls?|control\s+(?:group|arm|patients))(?:\s+(?!(?:and|or|but)\b)[\w-]+){0,4}",
        Joint.OTHER_ARM,
    ),
    (r",?\s*(?:or(?:\s+(?:either|receive|of))?|and/or)", Joint.OR),
    (r",?\s*(?:and|&|/)(?:\s+(?:also|both))?", Joint.AND),
    (r"\s*/\s*|\s*-\s*|\s*\+\s*|\s+", Joint.WITH),
    (
        r",?\s*(?:is|are|was|were)\s+(?:(?:now|also|then|therefore|thus|currently|still|\w+ly)\s+){0,2}(?:being\s+)?"
        r"(?:combined|paired|given\s+together|tested\s+together|studied\s+together|partnered)\s+with",
        Joint.WITH,
    ),
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


_OPENS_CHOICE = re.compile(r"\s*\(\s*(?:either|one\s+of|with|i\.e\.,?|namely)?\s*", re.I)
"""``chemotherapy ({G}, {G} or {G})``"""


def items(text: str) -> tuple[Item, ...]:
    """The items of a plain ``text``, each with its joint to the one before it (the first: a gap)."""
    matches = list(_ITEM.finditer(text))
    found = [Item(m.start(), m.end(), m.group(), Joint.GAP) for m in matches[:1]]
    for before, after in pairwise(matches):
        between = text[before.end() : after.start()]
        joint = _joint(between)
        if before.group() == "{K}" and (joint in (Joint.EITHER, Joint.COMMA) or _OPENS_CHOICE.fullmatch(between)):
            joint = Joint.CHOICE
        found.append(Item(after.start(), after.end(), after.group(), joint, between))
    return _each_with(text, found)


def _each_with(text: str, found: list[Item]) -> tuple[Item, ...]:
    """``with A, with B plus C, or with placebo``: what is repeated before each arm sets the arms apart."""
    first = found[0].start if found else 0
    again = any(item.joint is Joint.OR_WITH for item in found)
    if (
        not again
        or not re.search(r"\bwith\s+$", text[:first])
        or not any(_NEXT_WITH.fullmatch(i.between) for i in found)
    ):
        return tuple(found)
    return tuple(
        replace(i, joint=Joint.OTHER_ARM) if i.joint is Joint.OR_WITH or _NEXT_WITH.fullmatch(i.between) else i
        for i in found
    )


_NEXT_WITH = re.compile(r",\s+with\s+", re.I)


_TAKEN_ALREADY = re.compile(r"\b(?:on\s+top\s+of|in\s+addition\s+to|despite|besides)\b.*\bsuch\s+as\b", re.I)
"""What leads to an example of what patients took before."""


def _joint(between: str) -> Joint:
    if _TAKEN_ALREADY.search(between):
        return Joint.GAP
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
    run, common = without_common(run, who)
    for number, item in enumerate(run):
        if item.joint is Joint.OPTIONAL:
            base = regimen(run[:number], who)
            return tuple(r.joined(common) for r in (base.joined(regimen(run[number:], who)), base))
    sides = _split(run, (Joint.AGAINST, Joint.OTHER_ARM))
    if len(sides) == 1 and not any(item.joint is Joint.CHOICE for item in run):
        sides = _alternatives(run)
    sides = [part for side in sides for part in _combined(side)]
    return tuple(regimen(side, who).joined(common) for side in sides if side)


def _combined(side: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    """The combinations between which a side gives the choice (``A, B and C or D, E and F``), else the side as it is."""
    parts = _split(side, (Joint.OR,))
    several = all(any(i.joint in (Joint.AND, Joint.WITH) for i in part[1:]) for part in parts)
    chosen = any(i.joint in (Joint.EITHER, Joint.CHOICE) for i in side)
    return parts if len(parts) > 1 and several and not chosen else [side]


def without_common(run: tuple[Item, ...], who: Who) -> tuple[tuple[Item, ...], Regimen]:
    """Take off what all arms of ``run`` receive ("A or placebo, each with B"; "A or placebo plus B")."""
    for number, item in enumerate(run):
        if number == 0:
            continue
        before = run[:number]
        placebo_after = any(i.token == "{Z}" and i.joint is Joint.OR for i in run[number + 1 :])
        if item.joint is Joint.COMMON and placebo_after and all(i.token != "{Z}" for i in before):
            return run[number:], regimen(before, who)
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
        return [(*run[:either], *side) for side in _split(run[either:], (Joint.OR, Joint.COMMA))]
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
        if alternative or comma_list or (drugs and item.joint is Joint.AND and number > 0 and choosing):
            slots[-1] = (*slots[-1], *drugs)
        elif choosing:
            slots.append(drugs)
        else:
            slots.extend((drug,) for drug in drugs)
    return Regimen(tuple(slot for slot in slots if slot), any(item.token == "{Z}" for item in run))


def _joined_with(run: tuple[Item, ...]) -> bool:
    return any(item.joint in (Joint.WITH, Joint.AND, Joint.EITHER) for item in run[1:])
