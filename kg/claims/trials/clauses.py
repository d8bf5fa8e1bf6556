"""The parts of a passage that speak of one endpoint each, and which arm their figures belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from kg.claims.trials.endpoint_terms import Named
from kg.claims.trials.measures import Ratio, Value
from kg.claims.trials.naming import concepts_of
from kg.claims.trials.scope import Passage
from kg.model import Endpoint


@dataclass(frozen=True, slots=True)
class ArmCues:
    """How a text speaks of each arm: the CURIEs of its drugs and the abbreviations of its regimen."""

    drugs: tuple[frozenset[str], ...] = ()
    short: tuple[frozenset[str], ...] = ()
    comparator: int | None = None
    tested: tuple[int, ...] = ()

    def arm_of(self, curies: frozenset[str]) -> int | None:
        """The arm that has just these drugs, else the only one that has them among others."""
        exact = [n for n, drugs in enumerate(self.drugs) if drugs == curies]
        wider = [n for n, drugs in enumerate(self.drugs) if curies <= drugs]
        chosen = exact or wider
        return chosen[0] if curies and len(chosen) == 1 else None


_TOGETHER = re.compile(
    r"\s*\)?\s*(?:\([^()]*\))?\s*(?:,|and|or|nor|,\s*and|or\s+in)\s*(?:in\s+)?(?:the\s+|both\s+)?(?:median\s+)?", re.I
)
_ARM_ENDS = re.compile(
    r"[;.]\s|\(|\b(?:non-?inferior|inferior|superior|than|versus|vs|compared|against|opposed)\b", re.I
)
_WITHOUT = re.compile(r"\bwithout\b", re.I)
_BREAK = re.compile(
    r";\s+|,?\s+(?:but|although|though|while|whereas)\s+|,\s+(?:and|as)\s+(?:the\s+)?|"
    r"(?<=\))\s+and\s+(?:the\s+)?|[.]\s+|:\s+(?!-?\d)|,\s+so\s+",
    re.I,
)
_FIGURES_END = re.compile(r"\d\s?%[^;]*;\s+")
"""Where what has figures of its own ends, before the first endpoint that is known."""
_CONTROL_WORDS = re.compile(
    r"\b(?:placebo|controls?|comparator|comparison|without|standard|usual|sham|chemotherapy|"
    r"observation|conventional|(?:the|an)\s+other\s+(?:group|arm|half)|those\s+who\s+did\s+not)\b",
    re.I,
)
_ALL_DRUGS = re.compile(r"\b(?:combination|both\s+drugs|pair|triplet|doublet|regimen)\b", re.I)
_TOKEN = re.compile(r"\{[GR](\d+)\}")


@dataclass(frozen=True, slots=True)
class Clause:
    """The part of a passage that speaks of one endpoint; ``start`` is its offset in the lean text.

    ``bare`` is ``text`` with the endpoint's own words blanked: what it says of it.
    """

    passage: Passage
    text: str
    bare: str
    start: int
    cues: ArmCues

    def written(self, start: int, end: int) -> str:
        """The document's own words for ``text[start:end]``."""
        view = self.passage.lean
        span = view.span(self.start + start, self.start + end)
        offset = view.sentence.span.start
        return view.text[span.start - offset : span.end - offset]

    def arm_in(self, start: int, end: int) -> int | None:
        """The arm that the words from ``start`` to ``end`` speak of."""
        words = _ARM_ENDS.split(self.text[start:end])[0]
        for number, names in enumerate(self.cues.short):
            if any(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", words) for name in names):
                return number
        mentions = self.passage.lean.mentions
        drugs = frozenset(c.curie for t in _TOKEN.finditer(words) for c in concepts_of(mentions[int(t[1])]))
        arm = self.cues.arm_of(drugs)
        if arm is not None and not (drugs and _WITHOUT.search(words)):
            return arm
        if _CONTROL_WORDS.search(words):
            return self.cues.comparator
        if _ALL_DRUGS.search(words) and self.cues.drugs:
            return max(range(len(self.cues.drugs)), key=lambda n: (len(self.cues.drugs[n]), -n))
        return None


def cut(text: str, found: tuple[Named, ...]) -> Iterator[tuple[list[Named], int, int]]:
    """The endpoints that share a clause, and where it starts and ends."""
    groups: list[list[Named]] = []
    for item in found:
        last = groups[-1][-1] if groups else None
        between = text[last.end : item.start] if last else ""
        same = last is not None and last.endpoint is item.endpoint and last.endpoint not in (None, Endpoint.OTHER)
        if last is not None and (_TOGETHER.fullmatch(between) or (same and ";" not in between)):
            groups[-1].append(item)
        else:
            groups.append([item])
    ends = (m.end() for m in _FIGURES_END.finditer(text, 0, groups[0][0].start if groups else 0))
    cuts = [max((end for end in ends if not _is_open(text, end)), default=0)]
    for one, other in pairwise(groups):
        breaks = [m.end() for m in _BREAK.finditer(text, one[-1].end, other[0].start + 1)]
        cuts.append(breaks[-1] if breaks else other[0].start)
    cuts.append(len(text))
    yield from zip(groups, cuts, cuts[1:], strict=False)


def _is_open(text: str, at: int) -> bool:
    """Whether a bracket is open at ``at``."""
    return any(text.count(one, 0, at) > text.count(other, 0, at) for one, other in ("()", "[]"))


_SET_AGAINST = re.compile(r"\b(?:v|vs|versus|compared|than|against)\b", re.I)
_SIDE_BY_SIDE = re.compile(r"\b(?:v|vs|versus|compared|than|against|and|or|but|while|whereas|in|to)\b|/|[,;]", re.I)
"""What stands between two values that no name tells apart; of more than two values only a comparison does."""


def pair(clause: Clause, figures: tuple[Value, ...]) -> tuple[Value, Value] | None:
    """The values of the arm under test and of the comparator: by the words after them, else by their order."""
    own = [figure for figure in figures if figure.unit == figures[0].unit]
    if len(own) < 2:
        return None
    sides = [is_comparator(clause, figures, figures.index(figure)) for figure in own]
    if True in sides and False in sides:
        return own[sides.index(False)], own[sides.index(True)]
    if any(arm_after(clause, figures, figures.index(figure)) is not None for figure in own):
        return own[0], own[1]
    joined = _SET_AGAINST if len(own) > 2 else _SIDE_BY_SIDE
    return next(((a, b) for a, b in pairwise(own) if joined.search(clause.text, a.end, b.start)), None)


def arm_after(clause: Clause, figures: tuple[Value, ...], number: int) -> int | None:
    end = figures[number + 1].start if number + 1 < len(figures) else len(clause.text)
    return clause.arm_in(figures[number].end, end)


def is_comparator(clause: Clause, figures: tuple[Value, ...], number: int) -> bool:
    arm = arm_after(clause, figures, number)
    return arm is not None and arm == clause.cues.comparator


def by_arm(clause: Clause, figures: tuple[Value, ...]) -> dict[int, Value]:
    """The value of each arm: by the names after them, or in the order of the arms."""
    rows: dict[int, Value] = {}
    for number, value in enumerate(figures):
        arm = arm_after(clause, figures, number)
        if arm is not None:
            rows.setdefault(arm, value)
    if len(rows) < len(figures) == len(clause.cues.drugs) > 2 and len({v.unit for v in figures}) == 1:
        rows = dict(enumerate(figures))
    return rows


def ratio_of(clause: Clause, found: tuple[Ratio, ...], arm: int, order: int) -> Ratio | None:
    """The ratio of one arm under test: by the names after it, or in the order of the arms."""
    for number, ratio in enumerate(found):
        end = found[number + 1].start if number + 1 < len(found) else len(clause.text)
        after = re.match(r"[\s)]*", clause.text[ratio.end : end])
        if clause.arm_in(ratio.end + (after.end() if after else 0), end) == arm:
            return ratio
    return found[order] if len(found) > 1 and order < len(found) else None
