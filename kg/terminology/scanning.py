"""Dictionary matches in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol

from kg.model import Candidate, Kind, Span
from kg.terminology.normalise import is_abbreviation, is_skipped, key_of, plain, stem
from kg.terminology.records import Match, NameType

_LONGEST = 12
_RUN = re.compile(r"[^\W_]+")
_JOINT = re.compile(r"[ \u00a0\u2009]?[-\u2010-\u2015/'’(]?|\n|, |\) ?|\.(?=\d)|(?<=[A-Za-z])'s |(?<=\b[A-Z])\. ")
"""What may stand between the words of one name."""
_PART = re.compile(r"[^\W\d_]+|\d+")
_ORDINARY = Path(__file__).parent / "ordinary_words.txt"
_GENERIC = Path(__file__).parent / "generic_names.txt"
_SURE = 0.8
_LEAST, _LEAST_OF_ALIAS = 3, 5
"""How long an abbreviation must be: a symbol of its own, and an alias, which other things may well have too."""

_TELLING = 3
"""How many digits make a number that no ordinary word stands before."""


class Names(Protocol):
    """What scanning asks of a terminology."""

    def word(self, run: str) -> Word:
        """What is known of a run of letters and digits; meant to be remembered."""

    def holds(self, name_key: str) -> bool:
        """Whether some name may have this key."""

    def typed(self, name: str) -> tuple[tuple[Candidate, NameType], ...]:
        """What ``name`` can stand for, best first, each with the kind of name that it matched."""


class Word(NamedTuple):
    """A run of letters and digits: the stems that count in a key, how many stems the longest name with all of them has,
    and whether it may be a name by itself.
    """

    stems: tuple[str, ...]
    limit: int
    alone: bool


class Lengths(Protocol):
    """What :func:`word_of` asks of a terminology."""

    def limit(self, stemmed: str) -> int:
        """How many atoms the longest name with this atom has; 0 when no name has it."""

    def holds(self, name_key: str) -> bool:
        """Whether some name may have this key."""


def word_of(lengths: Lengths, run: str) -> Word:
    """What a terminology knows of ``run``."""
    every = tuple(stem(m[0]) for m in _PART.finditer(plain(run)))
    kept = tuple(s for s in every if not is_skipped(s))
    limit = min((lengths.limit(s) for s in kept), default=_LONGEST)
    return Word(kept, limit, bool(kept) and lengths.holds(key_of(list(kept))))


_Run = tuple[int, int, Word]


def scan(names: Names, text: str, start: int, end: int) -> Iterator[Match]:
    """The longest, leftmost names in ``text[start:end]``, without overlaps.

    A longer name that begins inside a name and ends after it wins: *heart failure with reduced ejection fraction* after
    *chronic*, though *chronic heart failure* is a name.
    """
    word = names.word
    runs: list[_Run] = [(*m.span(), word(m[0])) for m in _RUN.finditer(text, start, end)]
    shouting = text[start:end].isupper()
    at = 0
    while at < len(runs):
        _, _, first = runs[at]
        hopeful = first.stems and (first.limit > 1 or first.alone)
        found = _longest(names, text, runs, at, shouting) if hopeful else None
        if found is None:
            at += 1
            continue
        at, match = _longer(names, text, runs, (at, *found), shouting)
        yield match


def _longer(
    names: Names, text: str, runs: list[_Run], found: tuple[int, int, Match], shouting: bool
) -> tuple[int, Match]:
    """Where scanning goes on, and the match: ``found`` (its first run, how many it takes, the match), or a name of more
    words and of its kind that begins inside it and ends after it.
    """
    at, taken, match = found
    kinds = _alike(match.candidates[0].concept.kind)
    for first in range(at + 1, at + taken):
        word = runs[first][2]
        other = _longest(names, text, runs, first, shouting) if word.stems and word.limit > 1 else None
        if other is None or other[0] <= taken or first + other[0] <= at + taken:
            continue
        best = other[1].candidates[0]
        if best.how == "exact" and best.concept.kind in kinds:
            return first + other[0], other[1]
    return at + taken, match


def _alike(kind: Kind) -> tuple[Kind, ...]:
    """``kind`` with those that a name may have as well: diseases are findings too."""
    return (Kind.DISEASE, Kind.FINDING) if kind in (Kind.DISEASE, Kind.FINDING) else (kind,)


def _longest(names: Names, text: str, runs: list[_Run], at: int, shouting: bool) -> tuple[int, Match] | None:
    """How many runs the longest name that begins at ``at`` takes, and the match."""
    start, stop, first = runs[at]
    for taken, end, name_key in reversed(_reach(text, runs, at)):
        if names.holds(name_key):
            match = _sure(names, text, Span(start, end), shouting)
            if match:
                return taken, match
    match = _sure(names, text, Span(start, stop), shouting) if first.alone else None
    return (1, match) if match else None


def _reach(text: str, runs: list[_Run], at: int) -> list[tuple[int, int, str]]:
    """For each end after the first run that a name from run ``at`` may have: how many runs, the end, and the key."""
    found: list[tuple[int, int, str]] = []
    _, last, first = runs[at]
    stemmed, room = list(first.stems), first.limit
    for taken, (start, stop, word) in enumerate(runs[at + 1 : at + _LONGEST], start=2):
        room = min(room, word.limit)
        if len(stemmed) + len(word.stems) > room or not _JOINT.fullmatch(text, last, start):
            break
        last = stop
        if word.stems:
            stemmed += word.stems
            found.append((taken, stop, key_of(stemmed)))
    return found


def _sure(names: Names, text: str, span: Span, shouting: bool) -> Match | None:
    """The candidates for which the form of the words at ``span`` is evidence enough."""
    surface = span.of(text)
    if surface.lower() in generic_words():
        return None
    typed = names.typed(surface)
    sure = [(c, kind) for c, kind in typed if c.score >= _SURE and _is_evidence(surface, c, kind, shouting)]
    return Match(span, tuple(c for c, _ in sure), sure[0][1] is NameType.PLAIN) if sure else None


def _is_evidence(surface: str, candidate: Candidate, kind: NameType, shouting: bool) -> bool:
    """Whether ``surface`` is written as a name of this kind is, so that no context is needed to take it for one."""
    name = candidate.matched
    if candidate.concept.kind is Kind.TRIAL and not _has_capitals(surface, name):
        return False
    if not any(map(str.isalpha, surface)) or len(surface) < 2 or surface.count("(") != surface.count(")"):
        return False
    if "," in surface and "," not in name:
        return False
    if candidate.how == "word order" and any(len(run[0]) < 3 for run in _PART.finditer(surface)):
        return False
    if surface.islower() and sum(map(str.isupper, name)) * 2 > sum(map(str.isalpha, name)):
        return False
    if is_abbreviation(name):
        return not shouting and candidate.how != "case" and _is_abbreviated(surface, kind, candidate.concept.kind)
    if " " in surface:
        return " " in name or "-" in name or any(map(str.isdigit, surface))
    if kind in (NameType.BRAND, NameType.CODE):
        return len(surface) > _LEAST and surface[:1].isupper() and surface.lower() not in ordinary_words()
    least = _LEAST if any(map(str.isdigit, surface)) else _LEAST + 1
    return len(surface) >= least and surface.lower() not in ordinary_words()


def _has_capitals(surface: str, name: str) -> bool:
    """Whether ``surface`` has the capitals of the trial's acronym ``name``: ``step 1`` and ``Opera I`` are no trials.

    A name that mixes cases may be written in capitals alone; beside a number of three digits, or when the name mixes
    cases, one capital is enough (``Keynote-189``, ``Checkmate 9``).
    """
    given, expected = ("".join(filter(str.isalpha, plain(text))) for text in (surface, name))
    if given == expected or given == expected.upper():
        return True
    if not given[:1].isupper() or given.lower() != expected.lower():
        return False
    digits = sum(map(str.isdigit, surface))
    return digits >= _TELLING or (digits > 0 and not expected.isupper())


def _is_abbreviated(surface: str, name: NameType, kind: Kind) -> bool:
    """Whether an abbreviation can be told from the words and from the other abbreviations of an article."""
    letters = [c for c in surface if c.isalpha()]
    capitals = sum(map(str.isupper, letters))
    if not capitals or (" " in surface and capitals * 2 < len(letters)) or surface.lower() in ordinary_words():
        return False
    least = _LEAST_OF_ALIAS if name in (NameType.ALIAS, NameType.LENT) else _LEAST
    if name in (NameType.SYNONYM, NameType.CODE) and kind is not Kind.TARGET:
        least = _LEAST_OF_ALIAS - 1
    return len(surface) >= (min(least, _LEAST_OF_ALIAS - 1) if any(map(str.isdigit, surface)) else least)


@lru_cache(maxsize=1)
def generic_words() -> frozenset[str]:
    """Names of classes so wide that a text which has them names nothing, in lower case."""
    return frozenset(line for line in _GENERIC.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))


@lru_cache(maxsize=1)
def ordinary_words() -> frozenset[str]:
    """Words of everyday English that are also names of genes, drugs or trials, in lower case."""
    lines = _ORDINARY.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
