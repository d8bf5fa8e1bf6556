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
from kg.claims.trials.scheme_words import (
    ADDED,
    ADDED_TO,
    AGAINST,
    ALL,
    APPROVED,
    ASSIGNED,
    BACKGROUND,
    BETWEEN_ARMS,
    COMPARED,
    COMPARED_TO,
    CONTROL_ARM,
    DENIED,
    EACH_GROUP,
    EACH_VALUE,
    EXCLUDED,
    FRONTED,
    GAPPED,
    GIVEN_TO_ALL,
    GOT,
    INTERVENTIONS,
    ITEMISED,
    LATER,
    MORE_OFTEN,
    NEVER_SET,
    OF_TRIAL,
    OUTCOME,
    RECEIVED,
    SET_AGAINST,
    TESTED_ARM,
    TO_ITEM,
    WEIGHT,
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


def schemes(passage: Passage, reading: Reading, topic: Topic) -> tuple[Scheme, ...]:
    """The arms that a passage may set out, best first."""
    if "{G" not in reading.text:
        return ()
    text = plain(reading.text)
    if NEVER_SET.search(text):
        return ()

    def who(token: str) -> tuple[Participant, ...]:
        return reading.participants(token, "G") if token.startswith("{G") else ()

    found = _Text(passage, text, items(text), who, topic)
    if not any(item.token.startswith("{G") for item in found.items) or EXCLUDED.search(text):
        return ()
    ranked: list[Scheme] = []
    for number, item in enumerate(found.items):
        ranked.extend(_at(found, number, item))
    weight = WEIGHT[passage.reach] * (0.6 if APPROVED.search(text) and passage.reach is not Reach.NAMED else 1.0)
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
    sides = _itemised(run, found.who) if ITEMISED.search(before) else arms(run, found.who)
    clause = re.split(r"[;.]\s", before)[-1]
    if any(i.joint is Joint.OPTIONAL for i in run[1:]):
        yield _scheme(found, sides, 0.94)
    elif (
        ASSIGNED.search(clause)
        and TO_ITEM.search(before)
        and not re.search(r"\{[GZ]", clause[_last_assigned(clause) :])
    ):
        sides = sides if len(sides) > 1 else _of_either(run, found.who) or sides
        yield _scheme(found, sides, 0.95 if len(sides) > 1 else 0.6)
    elif (ITEMISED.search(before) or INTERVENTIONS.search(before)) and len(sides) > 1:
        yield _scheme(found, sides, 0.9)
    elif COMPARED.search(before) and not DENIED.search(clause):
        both = found.who(item.token)
        apart = len(run) == 1 and len(both) == 2
        pair = tuple(Regimen(((drug,),)) for drug in both) if apart else _compared(run, found.who)
        yield _first_against_rest(found, pair, 0.92)
    elif (
        GIVEN_TO_ALL.match(found.text, run[-1].end)
        or (ALL.search(clause) and not LATER.search(clause) and not _holds_arms(run))
        or (BACKGROUND.search(before) and ASSIGNED.search(found.text[item.end :]))
    ):
        yield Scheme(
            (Arm(ArmRole.EXPERIMENTAL, regimen(run, found.who), found.passage),), found.passage, 0.9, common=True
        )
    elif RECEIVED.search(before) and not re.search(r"\b(?:had|have|has)\b[^,;]*$", clause):
        yield _scheme(found, sides, 0.9 if len(sides) > 1 else 0.55)
    if ADDED.search(before) and len(found.items) > number + 1 and found.items[number + 1].between.strip() == "to":
        yield _added(found, run, run_from(found.items, number + len(run)))
    if number and ADDED_TO.search(item.between):
        yield _added(found, run_to(found.items, number - 1), run)
    if any(i.joint is Joint.COMMON and "added to" in i.between for i in run[1:]):
        yield _scheme(found, sides, 0.78 if len(sides) == 1 else 0.92)
    if number and AGAINST.search(item.between) and ";" not in item.between:
        if OUTCOME.search(item.between):
            yield from _against(found, number, 0.8)
        elif found.passage.reach is Reach.NAMED and MORE_OFTEN.search(item.between):
            yield from _against(found, number, 0.66)
    if number and SET_AGAINST.search(item.between) and ";" not in item.between:
        yield from _against(found, number, 0.88)
    if any(i.token == "{Z}" and i.joint in (Joint.OR, Joint.OTHER_ARM) for i in run[1:]):
        yield _scheme(found, sides, 0.7)
    if number and EACH_VALUE.fullmatch(item.between):
        yield _scheme(
            found, (regimen(run_to(found.items, number - 1), found.who), regimen(run, found.who)), 0.6, ordered=True
        )
    if found.passage.reach is Reach.NAMED and len(sides) <= 1 and not COMPARED_TO.search(before):
        yield _scheme(found, sides, 0.72 if OF_TRIAL.search(before) else 0.65)


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
    return max(m.end() for m in ASSIGNED.finditer(clause))


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
        verb = RECEIVED.search(before)
        if verb is None or (number and item.joint is not Joint.GAP):
            continue
        given = regimen(run_from(found.items, number), found.who)
        subject = before[: verb.start()]
        for role, cue in ((ArmRole.EXPERIMENTAL, TESTED_ARM), (ArmRole.COMPARATOR, CONTROL_ARM)):
            if cue.search(subject):
                named.setdefault(role, Arm(role, given, found.passage))
    if named:
        yield Scheme(tuple(named.values()), found.passage, 0.95 if len(named) == 2 else 0.7)


def _in_turn(found: _Text) -> Iterator[Scheme]:
    """ "Patients in the first arm received A with B, those in the second arm received A, …"."""
    sides: list[Regimen] = []
    for number, item in enumerate(found.items):
        between = found.text[found.items[number - 1].end if number else 0 : item.start]
        if (number and item.joint is not Joint.GAP) or not RECEIVED.search(between):
            continue
        if EACH_GROUP.search(between):
            sides.append(regimen(run_from(found.items, number), found.who))
    if len(sides) > 1:
        yield _scheme(found, tuple(sides), 0.93)


def _given_in_turn(found: _Text) -> Iterator[Scheme]:
    """ "A was given every 12 weeks and B every 8 weeks"."""
    for match in GAPPED.finditer(found.text):
        pair = [n for n, item in enumerate(found.items) if item.start in (match.start(), match.start("other"))]
        if len(pair) == 2:
            sides = tuple(regimen((found.items[n],), found.who) for n in pair)
            yield _scheme(found, sides, 0.82, ordered=True)


def _fronted(found: _Text) -> Iterator[Scheme]:
    for match in FRONTED.finditer(found.text):
        sides = [
            regimen(tuple(i for i in found.items if match.start(name) <= i.start < match.end(name)), found.who)
            for name in ("new", "base")
        ]
        if OUTCOME.search(found.text, match.end()) and not sides[0].curies & sides[1].curies:
            yield _scheme(found, tuple(sides), 0.8, ordered=True)


def _by_label(found: _Text, reading: Reading) -> Iterator[Scheme]:
    """ "Assigned to A with B (group 1), A with C (n = 40) and placebo with A (n = 41)": each label ends an arm."""
    text = reading.view.masked.replace("{R", "{G")
    assigned = ASSIGNED.search(text) or GOT.search(text)
    parts = labelled_parts(text)
    if assigned is None or not parts:
        return
    sides: list[Regimen] = []
    for start, end in parts:
        piece = plain(text[max(start, min(assigned.end(), end)) : end])
        run = items(piece)
        given = run[:1] if not run else run_to(run, len(run) - 1)
        if not given or len(given) < len(run) or any(i.joint in BETWEEN_ARMS for i in given[1:]):
            return
        sides.append(regimen(given, found.who))
    if any(side.slots for side in sides):
        yield _scheme(found, tuple(sides), 0.96)


def _scheme(found: _Text, sides: tuple[Regimen, ...], score: float, *, ordered: bool = False) -> Scheme:
    return set_out(sides, found.passage, found.topic, score, ordered=ordered)


def is_compared_to(before: str) -> bool:
    """Whether the words before a drug make it what something else is compared with."""
    return COMPARED_TO.search(before) is not None
