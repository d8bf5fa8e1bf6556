"""Names of clinical trials: registry numbers, names of the table, and what the article itself calls a trial.

A name has the shape of one (``ICARIA-MM``, ``CheckMate 067``, ``PROfound``: two capitals at least) and a cue beside
it: ``the X trial``, ``a study known as X``, ``X, a randomised, double-blind, phase 3 trial``, ``X (NCT…)``. Names
joined to a trial's by ``and`` are trials too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from kg.model import BlockKind, Sentence, Span
from kg.nlp import trial_patterns as patterns
from kg.nlp.encoding import normalised

_ROMAN = re.compile(r"[IVX]+[ab]?")
_HEADING = re.compile(
    r"(?:ABSTRACT|AIMS?|ARM|BACKGROUND|CASE|COHORT|CONCLUSIONS?|CONTEXT|CONTROL|DESIGN|DISCUSSION|FIGURE|FINDINGS|FUNDING|"
    r"GRADE|GROUP|IMPORTANCE|INTERPRETATION|INTERVENTIONS?|INTRODUCTION|METHODS|OBJECTIVES?|PART|PARTICIPANTS|PHASE|"
    r"RESULTS|SETTING|STAGE|STUDY|SUMMARY|TABLE|TRIAL)(?: .*)?|PURPOSE"
)
"""Words of headings in capitals, with their number."""


_NUMBER_AFTER = re.compile(r"\s\((?:[^()]{0,40}[,;]\s)?NCT\d{8}")
"""What makes a trial of any name (``FLAIR (NCT…)``)."""


class Cue(IntEnum):
    """How much the article says, so that a name which is also that of a gene or a drug can be told from it."""

    SHAPE = 0
    BESIDE = 1
    """``X trial``; not enough where X is known for something else (``the CLL trial``)."""
    SAID = 2
    """A registry number, ``known as X``, ``X, a phase 3 trial``."""


@dataclass(frozen=True, slots=True, order=True)
class TrialName:
    """A place where the article names a trial, and how much it says there."""

    span: Span
    cue: Cue


def registry_numbers(text: str, sentences: Sequence[Sentence]) -> Iterator[Span]:
    """The registry numbers in ``sentences``."""
    plain = normalised(text)
    for sentence in sentences:
        for match in patterns.REGISTERED.finditer(plain, sentence.span.start, sentence.span.end):
            yield Span(*match.span())


def trial_names(text: str, sentences: Sequence[Sentence]) -> tuple[TrialName, ...]:
    """The places in ``sentences`` where a cue stands beside a trial's name, in text order, the strongest cue of
    each.
    """
    plain = normalised(text)
    found: dict[Span, Cue] = {}
    for sentence in sentences:
        for span, cue in _cued(plain, sentence):
            registered = _NUMBER_AFTER.match(plain, span.end) is not None
            if registered or not _is_known_not_to_be(span.of(plain)):
                found[span] = max(cue, found.get(span, Cue.SHAPE))
    cues: dict[str, Cue] = {}
    for span, cue in found.items():
        cues[span.of(plain)] = max(cue, cues.get(span.of(plain), Cue.SHAPE))
    if cues or patterns.SPEAKS_OF_TRIALS.search(plain):
        for sentence in sentences:
            for span, cue in _spoken_of(plain, sentence):
                found[span] = max(cue, found.get(span, Cue.SHAPE))
                cues.setdefault(span.of(plain), cue)
    for sentence in sentences:
        for span, cue in _joined(plain, sentence, cues):
            found[span] = max(cue, found.get(span, Cue.SHAPE))
    for span in _sisters(plain, sentences, found):
        found.setdefault(span, Cue.BESIDE)
    for span in [span for span in found if _is_a_family(plain, span, found)]:
        del found[span]
    wide = _widened(plain, found)
    return tuple(sorted(TrialName(wide.get(span, span), cue) for span, cue in found.items()))


def _cued(plain: str, sentence: Sentence) -> Iterator[tuple[Span, Cue]]:
    start, end = sentence.span.start, sentence.span.end
    for pattern in patterns.SAID:
        for match in pattern.finditer(plain, start, end):
            yield Span(*match.span("name")), Cue.SAID
    for match in patterns.EXPANDED.finditer(plain, start, end):
        if _is_expanded(match):
            yield Span(*match.span("name")), Cue.SAID
    for pattern in (patterns.BEFORE_STUDY, patterns.BEFORE_STUDIES, patterns.OF_PHASE, patterns.LISTED):
        for match in pattern.finditer(plain, start, end):
            yield Span(*match.span("name")), Cue.BESIDE
    shouting = sentence.span.of(plain).isupper()
    if not shouting:
        for match in patterns.FAMILY.finditer(plain, start, end):
            yield Span(*match.span()), Cue.SHAPE
    if sentence.block.kind is BlockKind.TITLE and not shouting:
        for match in patterns.AFTER_COLON.finditer(plain, start, end):
            yield Span(*match.span("name")), Cue.BESIDE


_SHORT = 4
"""Letters up to which a name beside a comma is more likely that of a disease (``Outside AMD, KESTREL showed``)."""
_LONG = 4
"""Capitalised words from which what stands before ``(X) trial`` is the name that X is short for."""


def _is_expanded(match: re.Match[str]) -> bool:
    """Whether the capitalised words before ``(X)`` are the full name of a trial."""
    words = match["long"]
    if patterns.EXPANDED_OTHER.search(words):
        return False
    capitals = sum(word[0].isupper() for word in words.split())
    return patterns.EXPANDED_STUDY.search(words) is not None or (match["study"] is not None and capitals >= _LONG)


def _joined(plain: str, sentence: Sentence, cues: dict[str, Cue]) -> Iterator[tuple[Span, Cue]]:
    """``X and Y`` where the document calls one of the two a trial; what it calls one later counts."""
    position = sentence.span.start
    while match := patterns.JOINED.search(plain, position, sentence.span.end):
        one, other = Span(*match.span("name")), Span(*match.span("other"))
        apposed = plain[one.end : other.start].strip() == ","
        for known, new in ((one, other), (other, one)):
            name = new.of(plain)
            if apposed and len(name) <= _SHORT and name.isalpha():
                continue
            if known.of(plain) in cues and name not in cues and not _is_known_not_to_be(name):
                cues[name] = Cue.SAID if _are_sisters(known.of(plain), name) else min(cues[known.of(plain)], Cue.BESIDE)
                yield new, cues[name]
        position = other.start


def _are_sisters(one: str, other: str) -> bool:
    """Whether two names differ by their number alone (``CALM-1 and CALM-2``), whatever else has one of them."""
    names = [patterns.NUMBERED.fullmatch(name) for name in (one, other)]
    stems = {match["stem"] for match in names if match}
    return all(names) and len(stems) == 1 and re.fullmatch(r"\w{4,}[- ]", next(iter(stems))) is not None


def _abbreviates(name: str, before: str, *, capitals: bool = False) -> bool:
    """Whether ``name`` has its letters from the small words before it, as a disease's has; a trial's are capitals.

    With ``capitals``, words with a capital count as well: those of an instrument or a society.
    """
    letters = [letter for letter in name.lower() if letter.isalnum()]
    words = re.split(r"[\s/-]+", before.strip(" ("))[-len(letters) - 3 :]
    initials = [word[0].lower() for word in words if word and (capitals or not word[0].isupper()) and word[0].isalnum()]
    for start in range(len(initials)):
        rest = iter(initials[start:])
        if initials[start] == letters[0] and all(letter in rest for letter in letters):
            return True
    return False


def _is_spoken(name: str, before: str) -> bool:
    """Whether a name in capitals is a word made up for a trial, and no short form of the words ``before`` it."""
    first = re.split(r"[ -]", name)[0]
    short = any(_abbreviates(one, before, capitals=True) for one in (name, first))
    return patterns.SPEAKABLE.match(name) is not None and not short and patterns.MEASURE_BEFORE.search(before) is None


def _spoken_of(plain: str, sentence: Sentence) -> Iterator[tuple[Span, Cue]]:
    """``In X, patients received``, ``X was stopped``, in a document that speaks of trials."""
    start, end = sentence.span.start, sentence.span.end
    if sentence.span.of(plain).isupper():
        return
    for pattern in patterns.SPOKEN_OF:
        for match in pattern.finditer(plain, start, end):
            if not _is_known_not_to_be(match["name"]):
                yield Span(*match.span("name")), Cue.BESIDE
    for pattern in patterns.NAMED_ALONE:
        for match in pattern.finditer(plain, start, end):
            if not _is_known_not_to_be(match["name"]) and _is_spoken(match["name"], plain[start : match.start("name")]):
                yield Span(*match.span("name")), Cue.BESIDE
    if sentence.block.kind is BlockKind.TITLE:
        for match in patterns.IN_TITLE.finditer(plain, sentence.span.start, sentence.span.end):
            group, cue = ("named", Cue.SAID) if match["named"] else ("name", Cue.BESIDE)
            if not _is_known_not_to_be(match[group]) and not _abbreviates(match[group], plain[: match.start()]):
                yield Span(*match.span(group)), cue


_FIRST_WORD = re.compile(r"(?<![\w/-])(?P<word>[A-Z]{2,4}) $")


def _widened(plain: str, found: dict[Span, Cue]) -> dict[Span, Span]:
    """Names of two words (``BE MOBILE 1``) of which the second was found, where the first always stands before it."""
    firsts: dict[str, set[str]] = {}
    places: dict[Span, re.Match[str]] = {}
    for span in found:
        before = _FIRST_WORD.search(plain, max(0, span.start - 6), span.start)
        firsts.setdefault(span.of(plain), set()).add(before["word"] if before else "")
        if before:
            places[span] = before
    names = [span.of(plain) for span in found]
    return {
        span: Span(before.start(), span.end)
        for span, before in places.items()
        if len(firsts[span.of(plain)]) == 1 and names.count(span.of(plain)) > 1 and before["word"] not in not_trials()
    }


def _sisters(plain: str, sentences: Sequence[Sentence], found: dict[Span, Cue]) -> Iterator[Span]:
    """Names that differ by number alone from one that a cue stands beside (``ORION-9`` where ``ORION-10`` has one), or
    by their last part from one that is said to be a trial's (``QuANTUM-R`` beside ``QuANTUM-First``).
    """
    names = (patterns.NUMBERED.fullmatch(span.of(plain)) for span, cue in found.items() if cue > Cue.SHAPE)
    stems = sorted({match["stem"] for match in names if match and len(match["stem"].rstrip("- ")) > 3})
    for stem in stems:
        last = r"\d{1,4}|I{1,3}|IV|V" + (r"|[A-Z]{2,6}" if stem.endswith("-") else "")
        pattern = re.compile(rf"(?<![\w/-]){re.escape(stem)}(?:{last})(?![\w/]|-\w|[.,]\d)")
        for sentence in sentences:
            for match in pattern.finditer(plain, sentence.span.start, sentence.span.end):
                yield Span(*match.span())
    worded = (patterns.WORDED.fullmatch(span.of(plain)) for span, cue in found.items() if cue is Cue.SAID)
    for stem in sorted({match["stem"] for match in worded if match}):
        pattern = re.compile(rf"(?<![\w/-]){re.escape(stem)}[A-Z][a-z]{{2,}}(?![\w/]|-\w)")
        for sentence in sentences:
            for match in pattern.finditer(plain, sentence.span.start, sentence.span.end):
                yield Span(*match.span())
    related = (patterns.RELATED.fullmatch(span.of(plain)) for span, cue in found.items() if cue is Cue.SAID)
    for stem in sorted({match["stem"] for match in related if match}):
        pattern = re.compile(rf"(?<![\w/-]){re.escape(stem)}[A-Z][A-Za-z]*\d{{0,2}}(?![\w/]|-\w)")
        for sentence in sentences:
            for match in pattern.finditer(plain, sentence.span.start, sentence.span.end):
                yield Span(*match.span())


_TRIALS = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:trials|studies)\b")


def _is_a_family(plain: str, span: Span, found: dict[Span, Cue]) -> bool:
    """Whether ``the two OPERA trials`` are those that the text numbers elsewhere (``OPERA I``, ``OPERA II``)."""
    if _TRIALS.match(plain, span.end) is None:
        return False
    numbered = re.compile(rf"{re.escape(span.of(plain))}[ -]?(?:\d+|I{{1,3}}|IV|V)")
    return any(numbered.fullmatch(other.of(plain)) for other in found)


def _is_known_not_to_be(name: str) -> bool:
    if len(name) < 3 or _ROMAN.fullmatch(name) or _HEADING.fullmatch(name):
        return True
    return name.removesuffix("s") in not_trials()


@lru_cache(maxsize=1)
def not_trials() -> frozenset[str]:
    """Short forms that stand before ``trial`` without being a trial's name."""
    lines = (Path(__file__).parent / "data" / "not_trials.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
