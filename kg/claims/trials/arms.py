"""The arms of a trial: which of them is under test, which scheme of its passages is theirs, and what all receive."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.claims.reading import Participant
from kg.claims.trials.regimens import Regimen
from kg.claims.trials.scope import Passage, Reach
from kg.model import ArmRole


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm as a sentence gives it."""

    role: ArmRole
    regimen: Regimen
    passage: Passage


@dataclass(frozen=True, slots=True)
class Scheme:
    """The arms that one sentence sets out, and how sure it is that they are the trial's (0 to 1)."""

    arms: tuple[Arm, ...]
    passage: Passage
    score: float
    common: bool = False
    """Whether it only says what every patient received."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What the whole document tells of roles: the drug that its title puts first, and active controls (CURIEs)."""

    investigational: str | None = None
    controls: frozenset[str] = frozenset()


def set_out(
    sides: tuple[Regimen, ...], passage: Passage, topic: Topic, score: float, *, ordered: bool = False
) -> Scheme:
    """The arms that ``sides`` are, with the role of each; ``ordered`` when what is under test comes first."""
    roles = tuple(
        ArmRole.COMPARATOR if side.slots and side.curies <= topic.controls else role
        for role, side in zip(_roles(sides, None if ordered else topic.investigational), sides, strict=True)
    )
    both = tuple(Arm(role, side, passage) for role, side in zip(roles, sides, strict=True))
    return Scheme(_distinct(both), passage, score)


def _roles(sides: tuple[Regimen, ...], investigational: str | None) -> tuple[ArmRole, ...]:
    """Placebo, no drug and the smaller of two nested regimens are comparators.

    So are the arms without the drug that the title names, when others have it; otherwise the last arm is.
    """
    has = [investigational in side.curies for side in sides]
    empty = [not side.slots or (side.placebo and len(sides) == 2) for side in sides]
    if len(sides) < 2:
        compare = [False for _ in sides]
    elif any(empty) and not all(empty):
        compare = [e or (any(has) and not h) for e, h in zip(empty, has, strict=True)]
    elif len(sides) == 2 and sides[0].curies != sides[1].curies and sides[0].curies <= sides[1].curies:
        compare = [True, False]
    elif any(has) and not all(has):
        compare = [not h for h in has]
    else:
        compare = [False] * (len(sides) - 1) + [True]
    return tuple(ArmRole.COMPARATOR if c else ArmRole.EXPERIMENTAL for c in compare)


def _distinct(found: tuple[Arm, ...]) -> tuple[Arm, ...]:
    """Arms that differ in nothing but the dose are one."""
    seen: dict[tuple[ArmRole, frozenset[str]], Arm] = {}
    for arm in found:
        seen.setdefault((arm.role, arm.regimen.curies), arm)
    return tuple(seen.values())


def settled(found: tuple[Scheme, ...], investigational: str | None = None) -> tuple[tuple[Arm, ...], float] | None:
    """The arms of a trial from all schemes of its passages, and how sure they are; None without any.

    The best scheme is taken, with what every patient received; one that has the drug of the title comes before one
    that leaves it out.
    """
    own = [s for s in found if not s.common]
    best = max(own, key=lambda s: _rank(s, investigational), default=None)
    common = next((s for s in found if s.common), None)
    if best is None:
        return (common.arms, common.score) if common else None
    result = best.arms
    if common is not None:
        result = tuple(replace(arm, regimen=arm.regimen.joined(common.arms[0].regimen)) for arm in result)
    return _with_base(_with_comparator(result, own), own), best.score


def _with_comparator(result: tuple[Arm, ...], found: list[Scheme]) -> tuple[Arm, ...]:
    """The drugs of a control treatment that one sentence only calls so, from a sentence that names them."""
    bare = [a for a in result if a.role is ArmRole.COMPARATOR and not a.regimen.slots and not a.regimen.placebo]
    tested = {a.regimen.curies for a in result if a.role is ArmRole.EXPERIMENTAL}
    if len(bare) != 1 or len(tested) != 1:
        return result
    for scheme in found:
        same = any(a.role is ArmRole.EXPERIMENTAL and a.regimen.curies in tested for a in scheme.arms)
        named = [a for a in scheme.arms if a.role is ArmRole.COMPARATOR and a.regimen.slots]
        if same and scheme.score > 0.7 and len(named) == 1:
            return tuple(named[0] if arm is bare[0] else arm for arm in result)
    return result


def _rank(scheme: Scheme, investigational: str | None) -> float:
    has = any(investigational in arm.regimen.curies for arm in scheme.arms)
    return scheme.score + (0.2 if len(scheme.arms) > 1 else 0.0) + (0.12 if has else 0.0)


def _with_base(result: tuple[Arm, ...], found: list[Scheme]) -> tuple[Arm, ...]:
    """Add the backbone when another sentence says that the drug, here against placebo, was added to it.

    The drug of another arm is never one.
    """
    tested = [a for a in result if a.role is ArmRole.EXPERIMENTAL]
    bare = [a for a in result if a.role is ArmRole.COMPARATOR and not a.regimen.slots]
    if len(tested) != 1 or not bare:
        return result
    others = frozenset[str]().union(*(a.regimen.curies for a in result if a is not tested[0]))
    for scheme in found:
        wider = [
            a
            for a in scheme.arms
            if a.regimen.curies > tested[0].regimen.curies
            and a.role is ArmRole.EXPERIMENTAL
            and not a.regimen.curies & others
        ]
        if scheme.score > 0.7 and wider:
            slots = tuple(
                s for s in wider[0].regimen.slots if not {p.concept.curie for p in s} & tested[0].regimen.curies
            )
            return tuple(replace(a, regimen=a.regimen.joined(Regimen(slots))) for a in result)
    return result


def alone(passage: Passage, drugs: tuple[Participant, ...]) -> Arm:
    """The only arm of a trial of which nothing more is said; several drugs are those of one product or regimen."""
    return Arm(ArmRole.EXPERIMENTAL, Regimen(tuple((drug,) for drug in drugs)), passage)


_PLACEBO_GROUP = re.compile(
    r"(?<!non-)(?<!not\s)\bplacebo[\s-](?:group|arm|recipients|patients|controlled|treated)\b|"
    r"\b(?:with|than|on|given|received|receiving|taking|took|versus|vs\.?|against|to|for|or|from|over|of)\s"
    r"(?:an?\s|the\s|matching\s)?placebo\b(?!-)",
    re.I,
)
"""What tells that a trial had a group on placebo: its design, or its figures beside those of placebo."""
_ONE_GROUP = re.compile(
    r"\b(?:single|one)[\s-](?:arm|group)\b|\bhistorical\s(?:\w+\s)?(?:placebo|control)|\buncontrolled\b", re.I
)
_FIGURE = re.compile(r"(?<![A-Z\d])\d")
"""A number that is not the mark of a masked name."""


def with_placebo(found: tuple[Arm, ...], passages: Iterable[Passage]) -> tuple[Arm, ...]:
    """The arms, with one of placebo where only drugs are told by name and a passage of the trial tells of placebo too.

    Where several arms get several drugs it stays open which of them placebo took the place of.
    """
    several = len(found) > 1 and any(len(a.regimen.slots) != 1 for a in found)
    if not found or several or any(a.role is ArmRole.COMPARATOR or a.regimen.placebo for a in found):
        return found
    for passage in passages:
        text = passage.masked.masked
        if _ONE_GROUP.search(text):
            return found
        if _PLACEBO_GROUP.search(text) and (passage.reach is not Reach.CARRIED or _FIGURE.search(text)):
            return (*found, Arm(ArmRole.COMPARATOR, Regimen((), placebo=True), passage))
    return found
