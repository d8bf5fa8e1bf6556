"""Mentions that name several things at once: breast and ovarian cancer, CDK4/6, sulfadoxine-pyrimethamine."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from kg.link.names import collapsed
from kg.model import Kind, Link, LinkStatus, Mention, Span

_NUMBERED = re.compile(r"(.*[A-Za-z][ -]?)(\d+[A-Z]?)((?:\s*(?:/|,|\band\b|\bor\b)\s*-?\d+[A-Z]?)+)")
_JOINED = re.compile(r"\s*(?:,\s*(?:and/or|and|or)?|\band/or\b|\band\b|\bor\b|/)\s*")

_JOINED_DRUGS = re.compile(r"\s*(?:/|\+|,(?:\s*(?:and|plus))?|\bplus\b|\band\b)\s*")
_DASHED_DRUGS = re.compile(r"\s*[-/+]\s*")

_COORDINATED = re.compile(r"(?:\s*,[^,.;:()\n]{1,30})*?\s*,?\s*(?:and/or|and|or|,|/)\s+(?:[a-z]+ )?")
"""What may stand between two diseases that share the last word of the second."""

_MOST = 5

Choose = Callable[[str], Link]


def parts(name: str, kind: Kind, choose: Choose) -> tuple[Link, ...]:
    """The links of the things that ``name`` names when they are several and each is found; nothing otherwise."""
    name = collapsed(name)
    if kind is Kind.TARGET:
        return _resolved(_numbered(name), choose) or _resolved(_slashed(name), choose)
    if kind is Kind.DRUG:
        return _resolved(_combined(name, _JOINED_DRUGS), choose) or _resolved(_combined(name, _DASHED_DRUGS), choose)
    if kind in (Kind.DISEASE, Kind.FINDING):
        return _shared_head(name, choose)
    return ()


def shared_heads(text: str, mentions: Sequence[Mention]) -> dict[Span, str]:
    """The last word of the list that each disease of ``text`` stands in, when another disease ends the list.

    In *epithelial ovarian, fallopian tube or primary peritoneal cancer* the first two lack their head.
    """
    diseases = [m for m in mentions if m.kind in (Kind.DISEASE, Kind.FINDING)]
    found: dict[Span, str] = {}
    for left, right in reversed(list(pairwise(diseases))):
        if _COORDINATED.fullmatch(text, left.span.end, right.span.start):
            found[left.span] = found.get(right.span) or right.text.split()[-1]
    return found


def _numbered(name: str) -> list[str]:
    """``CDK4/6`` as ``CDK4`` and ``CDK6``, ``MMP-2/-9`` as ``MMP-2`` and ``MMP-9``."""
    match = _NUMBERED.fullmatch(name)
    if not match:
        return []
    stem, first, others = match.groups()
    return [stem + first, *(stem + number for number in re.findall(r"\d+[A-Z]?", others))]


def _slashed(name: str) -> list[str]:
    pieces = re.split(r"\s*(?:/|\band\b|\bor\b|\+)\s*", name)
    return pieces if len(pieces) > 1 and all(len(p) > 1 for p in pieces) else []


def _combined(name: str, joint: re.Pattern[str]) -> list[str]:
    """The drugs of a combination."""
    pieces = joint.split(name)
    return pieces if 2 <= len(pieces) <= _MOST and all(len(p) > 3 for p in pieces) else []


def _shared_head(name: str, choose: Choose) -> tuple[Link, ...]:
    pieces = [p for p in _JOINED.split(name) if p]
    if not 2 <= len(pieces) <= 4:
        return ()
    words = pieces[-1].split()
    for shared in range(1, min(4, len(words))):
        head = " ".join(words[-shared:])
        found = _resolved([*(f"{p} {head}" for p in pieces[:-1]), pieces[-1]], choose)
        if found:
            return found
    return _resolved(pieces, choose)


def _resolved(names: list[str], choose: Choose) -> tuple[Link, ...]:
    found = tuple(choose(name) for name in names)
    whole = all(x.status is LinkStatus.LINKED and not x.concept.minted for x in found)
    distinct = len({x.concept.curie for x in found}) == len(found)
    return found if found and whole and distinct else ()
