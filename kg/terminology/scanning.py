"""Dictionary matches in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from kg.model import Candidate, Span
from kg.terminology.normalise import is_abbreviation, is_skipped, key_of, stem
from kg.terminology.records import Match, NameType

_LONGEST = 12
_RUN = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[ \u00a0\u2009]?[-\u2010-\u2015/'’(]?|\n|, |\) ?|\.(?=\d)|(?<=[A-Za-z])'s ")
"""What may stand between the words of one name."""
_PART = re.compile(r"[^\W\d_]+|\d+")
_ORDINARY = Path(__file__).parent / "ordinary_words.txt"
_GENERIC = Path(__file__).parent / "generic_names.txt"
_SURE = 0.8


class Names(Protocol):
    """What scanning asks of a terminology."""

    def limit(self, stemmed: str) -> int: ...

    def holds(self, name_key: str) -> bool: ...

    def typed(self, name: str) -> list[tuple[Candidate, NameType]]: ...


def scan(names: Names, text: str, start: int, end: int) -> Iterator[Match]:
    """The longest, leftmost names in ``text[start:end]``, without overlaps."""
    runs = [_Run(m.start(), m.end(), m[0], names) for m in _RUN.finditer(text, start, end)]
    shouting = text[start:end].isupper()
    at = 0
    while at < len(runs):
        found = _longest(names, text, runs, at, shouting)
        if found:
            yield found[1]
            at += found[0]
        else:
            at += 1


class _Run:
    """A run of letters and digits with its stems and how long a name with all of them can be."""

    __slots__ = ("end", "limit", "skipped", "start", "stems", "text")

    def __init__(self, start: int, end: int, text: str, names: Names) -> None:
        self.start, self.end, self.text = start, end, text
        self.stems = _stems(text)
        self.skipped = all(map(is_skipped, self.stems))
        self.limit = min((_LONGEST if is_skipped(s) else names.limit(s) for s in self.stems), default=0)


@lru_cache(maxsize=100_000)
def _stems(run: str) -> tuple[str, ...]:
    return tuple(stem(m[0]) for m in _PART.finditer(run))


def _longest(names: Names, text: str, runs: list[_Run], at: int, shouting: bool) -> tuple[int, Match] | None:
    """How many runs the longest name that begins at ``at`` takes, and the match."""
    if runs[at].skipped or not runs[at].limit:
        return None
    start = runs[at].start
    for taken, stop, name_key in reversed(_reach(text, runs, at)):
        if names.holds(name_key):
            candidates = _sure(names, text[start:stop], shouting)
            if candidates:
                return taken, Match(Span(start, stop), candidates)
    return None


def _reach(text: str, runs: list[_Run], at: int) -> list[tuple[int, int, str]]:
    """For each end that a name that begins at run ``at`` may have: how many runs, the end, and the key."""
    found: list[tuple[int, int, str]] = []
    stemmed: list[str] = []
    room, last = _LONGEST, runs[at].start
    for taken, run in enumerate(runs[at : at + _LONGEST], start=1):
        room = min(room, run.limit)
        if not room or (taken > 1 and not _JOINT.fullmatch(text, last, run.start)):
            break
        last = run.end
        if run.skipped:
            continue
        stemmed += [s for s in run.stems if not is_skipped(s)]
        if len(stemmed) > room:
            break
        found.append((taken, run.end, key_of(stemmed)))
    return found


def _sure(names: Names, surface: str, shouting: bool) -> tuple[Candidate, ...]:
    """The candidates for which the form of ``surface`` is evidence enough."""
    if surface.lower() in generic_words():
        return ()
    return tuple(c for c, kind in names.typed(surface) if c.score >= _SURE and _is_evidence(surface, c, kind, shouting))


def _is_evidence(surface: str, candidate: Candidate, kind: NameType, shouting: bool) -> bool:
    if not any(c.isalpha() for c in surface) or len(surface) < 2:
        return False
    if " " in surface:
        return True
    if surface.lower() in ordinary_words():
        return False
    short = is_abbreviation(candidate.matched)
    if short and (shouting or candidate.how == "case" or len(surface) < 3):
        return False
    if kind in (NameType.BRAND, NameType.CODE):
        return surface[:1].isupper() or any(c.isdigit() for c in surface)
    return len(surface) > 3 or short


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Names of classes so wide that a text which has them names nothing, in lower case."""
    return frozenset(line for line in _GENERIC.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words of everyday English that are also names of genes, drugs or trials, in lower case."""
    lines = _ORDINARY.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
