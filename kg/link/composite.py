"""Mentions that name several things at once: breast and ovarian cancer, CDK4/6, sulfadoxine-pyrimethamine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from kg.link.names import collapsed
from kg.model import Kind, Link, LinkStatus, Mention, Span

_NUMBER = re.compile(r"\d+[A-Z]?|(?<![A-Za-z])(?:[IVX]+|[A-Z]\d*)(?![A-Za-z])")
_NUMBERED = re.compile(
    rf"(.*[A-Za-z][ -]?)({_NUMBER.pattern})"
    rf"((?:\s*(?:/|,\s*(?:and|or)?|\band\b|\bor\b)\s*-?(?:{_NUMBER.pattern}))+)(.*)"
)
"""A name, its first number or letter, the others, and what follows: ``factor``, ``V``, ``and X``, ``deficiency``."""
_JOINED = re.compile(r"\s*(?:,\s*(?:and/or|and|or)?|\band/or\b|\band\b|\bor\b|/)\s*")
_PLURAL = re.compile(r"(?<=\w{3})s(?=[ -]?$)")

_JOINED_DRUGS = re.compile(r"\s*(?:/|\+|,(?:\s*(?:and|plus))?|\bplus\b|\band\b)\s*")
_DASHED_DRUGS = re.compile(r"\s*[-/+]\s*")

_COORDINATED = re.compile(r"(?:\s*,[^,.;:()\n]{1,30})*?\s*,?\s*(?:and/or|and|or|,|/)\s+(?:[a-z]+ )?")
"""What may stand between two diseases that share the last word of the second."""

_CODE = r"[A-Z]\d{1,2}[A-Z]?"
"""A letter and a number that name a subtype, and with the words after it a receptor (``M1 and M4 receptors``)."""
_BARE_CODE = re.compile(_CODE)
_SUBTYPE = re.compile(rf"(?:[a-z][\w-]*\s+)?(?:{_CODE}|5-HT\d[A-Z]?)")
_CODE_AND_REST = re.compile(rf"{_CODE}\s+(?P<rest>\S.*)|(?=.*\d).*\s(?P<last>receptors)")
_CODES = re.compile(
    rf"(?P<front>(?:[a-z][\w-]*\s+)?)(?P<codes>{_CODE}(?:\s*(?:/|,\s*(?:and|or)?|\band\b|\bor\b)\s*{_CODE})+)"
    r"\s+(?P<rest>\S.*)"
)

_NUMBER_ALONE = re.compile(r"-?(\d{1,2}[A-Z]?)")
_BEFORE_NUMBER = re.compile(r"(.*[A-Za-z]-?)\d{1,2}[A-Z]?")

_SIDES = ("hyper", "hypo", "pre", "post", "endo", "exo", "intra", "extra", "macro", "micro", "poly", "oligo", "brady")
_SIDE = re.compile(rf"(?:{'|'.join(_SIDES)}|tachy|non|peri|epi|sub|supra|mono|di|tri)-?$", re.IGNORECASE)
"""Beginnings of words that stand alone where another word of a pair has the rest: ``hypo- and hyperthyroidism``."""

_MOST = 5

Choose = Callable[[str], Link]


def parts(name: str, kind: Kind, choose: Choose) -> tuple[Link, ...]:
    """The links of the things that ``name`` names when they are several and each is found; nothing otherwise."""
    for names in _readings(collapsed(name), kind):
        found = _resolved(names, choose)
        if found:
            return found
    return ()


def shared_heads(text: str, mentions: Sequence[Mention]) -> dict[Span, str]:
    """The last word of the list that each disease of ``text`` stands in, when another disease ends the list, and what
    follows the last of several subtypes.

    In *epithelial ovarian, fallopian tube or primary peritoneal cancer* the first two lack their head; in *M1 and M4
    muscarinic receptors* the first lacks two words.
    """
    diseases = [m for m in mentions if m.kind in (Kind.DISEASE, Kind.FINDING)]
    found: dict[Span, str] = {}
    for left, right in reversed(list(pairwise(diseases))):
        if _COORDINATED.fullmatch(text, left.span.end, right.span.start):
            found[left.span] = found.get(right.span) or right.text.split()[-1]
    targets = [m for m in mentions if m.kind is Kind.TARGET]
    for left, right in reversed(list(pairwise(targets))):
        ending = _CODE_AND_REST.fullmatch(right.text)
        rest = ending["rest"] or ending["last"] if ending else found.get(right.span, "")
        if rest and _SUBTYPE.fullmatch(left.text) and _COORDINATED.fullmatch(text, left.span.end, right.span.start):
            found[left.span] = rest
    return found


def written_out(text: str, mentions: Sequence[Mention]) -> dict[Span, str]:
    """The whole name of each target that is a number alone after another target: ``VEGFR-1, -2 and -3``."""
    targets = [m for m in mentions if m.kind is Kind.TARGET]
    found: dict[Span, str] = {}
    for left, right in pairwise(targets):
        front = _BEFORE_NUMBER.fullmatch(found.get(left.span, left.text))
        number = _NUMBER_ALONE.fullmatch(right.text)
        if front and number and _COORDINATED.fullmatch(text, left.span.end, right.span.start):
            found[right.span] = f"{front[1]}{number[1]}"
    return found


def _readings(name: str, kind: Kind) -> Iterator[list[str]]:
    """The ways to take ``name`` apart, the likeliest first."""
    if kind is Kind.TARGET:
        yield _coded(name)
        yield from _numbered(name)
        yield _slashed(name)
    elif kind is Kind.DRUG:
        yield _combined(name, _JOINED_DRUGS)
        yield from _numbered(name)
        yield _combined(name, _DASHED_DRUGS)
    elif kind in (Kind.DISEASE, Kind.FINDING):
        yield from _numbered(name)
        yield from _shared(name)


def _numbered(name: str) -> Iterator[list[str]]:
    """``CDK4/6`` as ``CDK4`` and ``CDK6``, ``types 1 and 2 diabetes`` as ``type 1 diabetes`` and the other."""
    match = _NUMBERED.fullmatch(name)
    if match:
        stem, first, others, rest = match.groups()
        numbers = [first, *_NUMBER.findall(others)]
        for front in dict.fromkeys((_PLURAL.sub("", stem), stem)):
            yield [front + number + rest for number in numbers]


def _coded(name: str) -> list[str]:
    """``dopamine D2 and D3 receptors`` as ``dopamine D2 receptors`` and ``dopamine D3 receptors``."""
    match = _CODES.fullmatch(name)
    codes = _BARE_CODE.findall(match["codes"]) if match else []
    return [f"{match['front']}{code} {match['rest']}" for code in codes] if match else []


def _slashed(name: str) -> list[str]:
    pieces = [p.rstrip("-") for p in re.split(r"\s*(?:/|\band\b|\bor\b|\+)\s*", name)]
    return pieces if len(pieces) > 1 and all(len(p) > 1 for p in pieces) else []


def _combined(name: str, joint: re.Pattern[str]) -> list[str]:
    """The drugs of a combination."""
    pieces = joint.split(name)
    return pieces if 2 <= len(pieces) <= _MOST and all(len(p) > 3 for p in pieces) else []


def _shared(name: str) -> Iterator[list[str]]:
    """The diseases of a list whose members share their last words, their first, or the rest of a word."""
    pieces = [p for p in _JOINED.split(name) if p]
    if not 2 <= len(pieces) <= _MOST:
        return
    if any(p.endswith("-") for p in pieces):
        yield _hyphenated(pieces)
        return
    words = pieces[-1].split()
    for shared in range(min(3, len(words) - 1), 0, -1):
        head = " ".join(words[-shared:])
        yield [*(f"{p} {head}" for p in pieces[:-1]), pieces[-1]]
    front = pieces[0].split()
    for kept in range(len(front) - 1, 0, -1):
        yield [pieces[0], *(f"{' '.join(front[:kept])} {p}" for p in pieces[1:])]
    yield pieces


def _hyphenated(pieces: list[str]) -> list[str]:
    """Each piece with the rest of a word that the last one has: ``T- and B-cell lymphoma``, ``alpha- and
    beta-thalassemia``, ``hyper- or hypokalemia``.
    """
    *cut, last = pieces
    if not all(p.endswith("-") for p in cut):
        return []
    side = next((one for one in _SIDES if last.lower().startswith(one)), "")
    if side and all(_SIDE.fullmatch(p) for p in cut):
        rest = last[len(side) :].removeprefix("-")
        return [*(p.rstrip("-") + rest for p in cut), last]
    _, dash, rest = last.partition("-")
    return [*(p + rest for p in cut), last] if dash else []


def _resolved(names: list[str], choose: Choose) -> tuple[Link, ...]:
    found = tuple(choose(name) for name in names)
    whole = all(x.status is LinkStatus.LINKED and not x.concept.minted for x in found)
    distinct = len({x.concept.curie for x in found}) == len(found)
    return found if found and whole and distinct else ()
