"""From what the recogniser, the terminology, the abbreviations and the trial patterns found to the mentions of a
document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.model import Kind, Mention, Sentence, Span
from kg.nlp.abbreviations import definitions, occurrences
from kg.nlp.encoding import normalised
from kg.nlp.lexicon import STAGE, Match, is_brand, is_clear, is_no_name, is_safe, possible_kinds, recognised_kind
from kg.nlp.negation import denied
from kg.nlp.recogniser import Recognised
from kg.nlp.trials import Cue, TrialName, registry_numbers, trial_names

_REPEATED = 0.97
"""The recogniser's certainty from which a name is looked for in the rest of the document."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in the prose of a document, each in text order."""

    text: str
    sentences: tuple[Sentence, ...]
    recognised: tuple[Recognised, ...]
    matches: tuple[Match, ...]
    definitions: tuple[tuple[Span, Span], ...]


class _Taken:
    """Spans that do not overlap, with their mentions."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._mentions: dict[Span, Mention] = {}

    def overlapping(self, span: Span) -> list[Mention]:
        first = bisect_left(self._spans, span)
        first -= first > 0 and self._spans[first - 1].end > span.start
        found = []
        while first < len(self._spans) and self._spans[first].start < span.end:
            found.append(self._mentions[self._spans[first]])
            first += 1
        return found

    def add(self, mention: Mention) -> bool:
        """Take ``mention`` unless something taken overlaps it."""
        if not len(mention.span) or self.overlapping(mention.span):
            return False
        self._spans.insert(bisect_left(self._spans, mention.span), mention.span)
        self._mentions[mention.span] = mention
        return True

    def drop(self, mention: Mention) -> None:
        self._spans.remove(mention.span)
        del self._mentions[mention.span]

    def all(self) -> list[Mention]:
        return [self._mentions[span] for span in self._spans]


def mentions_of(
    found: Found,
) -> tuple[tuple[Mention, ...], tuple[tuple[Span, Span], ...]]:
    """The mentions in text order, without overlaps, and the pairs (short form, long form) that the document defines."""
    text, taken = found.text, _Taken()
    for span in _trials(found):
        taken.add(Mention(span, span.of(text), Kind.TRIAL, "pattern"))
    for mention in _united(found):
        taken.add(mention)
    pairs = definitions(text, found.sentences, [mention.span for mention in taken.all()], found.definitions)
    long_forms = _take_short_forms(taken, pairs, found)
    _take_repetitions(taken, found)
    denials = denied(text, found.sentences, taken.all())
    return (
        tuple(
            replace(mention, negated=mention in denials, long_form=long_forms.get(mention.span))
            for mention in taken.all()
        ),
        pairs,
    )


_COMPANY = re.compile(
    r"(?<![\w-])([A-Z][\w-]+) (?:Bio(?:logics|pharma\w*|sciences|tech\w*|therapeutics)?|Genetics|Inc|Laboratories|"
    r"Ltd|Medicines|"
    r"Oncology|Pharma\w*|Sciences|Therapeutics)\b"
)
"""``Cidara Therapeutics``: the first word alone is the company elsewhere too."""


def _united(found: Found) -> list[Mention]:
    """The names of recogniser and terminology, without overlaps.

    A safe name of the terminology stands. So does one that completes a recognised name of its kind (``poly(ADP-ribose)
    polymerase``), and the items of a recognised list that are all names. In any other overlap the recogniser is right.
    """
    text, taken = found.text, _Taken()
    trimmed = (replace(one, span=_trimmed(_balanced(one.span, text), text)) for one in found.recognised)
    companies = frozenset(_COMPANY.findall(text))
    names = [
        one for one in trimmed if not is_no_name(one.span.of(text), one.kind) and one.span.of(text) not in companies
    ]
    for match in found.matches:
        parts = [one for one in names if one.span.overlaps(match.span)]
        whole = _continued(match, parts, text)
        if whole:
            taken.add(Mention(whole, whole.of(text), parts[0].kind, "model", parts[0].score))
        elif all(match.span.covers(one.span) for one in parts) and not _is_list(match.span, parts, text):
            agreed = _agreed(match, parts)
            named = agreed or _is_curated(match, parts)
            if is_safe(match, text) or is_brand(match, text) or (named and is_clear(match, text)):
                origin, kind = ("model", agreed) if agreed else ("dictionary", recognised_kind(match))
                taken.add(Mention(match.span, match.span.of(text), kind, origin, match.candidates[0].score))
    for one in names:
        one = _core(one, found.matches, text)
        for span in _items(one, found.matches, text):
            taken.add(Mention(span, span.of(text), one.kind, "model", one.score))
    return taken.all()


def _agreed(match: Match, parts: Sequence[Recognised]) -> Kind | None:
    """The kind in which the recogniser and the terminology agree, the terminology's likeliest first."""
    recognised = {one.kind for one in parts}
    likeliest = recognised_kind(match)
    if likeliest in recognised:
        return likeliest
    return min(recognised & possible_kinds(match), default=None)


def _is_curated(match: Match, parts: Sequence[Recognised]) -> bool:
    """Whether what was recognised, as another kind, is a whole name of one kind from the table made by hand
    (``mpox``).
    """
    whole = any(one.span == match.span for one in parts)
    return whole and match.curated and len(match.span) >= _CURATED and len(possible_kinds(match)) == 1


_CURATED = 3
"""Letters and digits of a name that the curated table may tell the kind of."""
_TELLING = 3
"""Words of a name that goes on after what was recognised."""


def _continued(match: Match, parts: Sequence[Recognised], text: str) -> Span | None:
    """The whole of a name whose beginning was recognised with a word in front, and whose rest a clear name of the
    terminology has (``chronic heart failure with reduced ejection fraction``).
    """
    kind = recognised_kind(match)
    if not parts or any(one.kind is not kind for one in parts) or not is_clear(match, text):
        return None
    if not all(match.span.covers(one.span) for one in parts[1:]):
        return None
    if len(match.span.of(text).split()) < _TELLING:
        return None
    part = parts[0].span
    return Span(part.start, match.span.end) if part.start < match.span.start < part.end < match.span.end else None


_OWNER = re.compile(r"[A-Z][\w&.-]+(?:\s[A-Z][\w&.-]+)?['\u2019]s?\s")
"""Whose drug it is: ``Lilly's``."""
_LEFT_OUT = {Kind.DISEASE: STAGE, Kind.DRUG: _OWNER}


def _core(one: Recognised, matches: Sequence[Match], text: str) -> Recognised:
    """A disease without the stage or severity before it, a drug without its maker, where the terminology knows the rest
    by name.
    """
    before = _LEFT_OUT[one.kind].match(text, one.span.start, one.span.end) if one.kind in _LEFT_OUT else None
    if before is None:
        return one
    core = Span(before.end(), one.span.end)
    known = any(
        match.span == core and recognised_kind(match) is one.kind and is_clear(match, text) for match in matches
    )
    return replace(one, span=core) if known else one


_DASHES = ("-", "\u2010", "\u2011", "\u2013")
_BETWEEN_ITEMS = re.compile(r"\s*(?:[,/\u2013-]|,?\s*\b(?:and|or|and/or|plus)\b)\s*")


def _is_list(span: Span, parts: Sequence[Recognised], text: str) -> bool:
    """Whether the recognised parts of ``span`` are the items of a list that fills it (``CDK4 and CDK6``).

    Parts that a dash alone joins are one name where the terminology has it (``BCR-ABL``).
    """
    if len(parts) < 2 or (parts[0].span.start, parts[-1].span.end) != (span.start, span.end):
        return False
    gaps = (text[left.span.end : right.span.start] for left, right in pairwise(parts))
    return all(_BETWEEN_ITEMS.fullmatch(gap) and gap not in _DASHES for gap in gaps)


def _items(one: Recognised, matches: Sequence[Match], text: str) -> list[Span]:
    """The names that make up a recognised list (``venetoclax–rituximab``); the whole name when it is none."""
    inside = [match.span for match in matches if one.span.covers(match.span) and recognised_kind(match) is one.kind]
    if len(inside) < 2 or (inside[0].start, inside[-1].end) != (one.span.start, one.span.end):
        return [one.span]
    gaps = (text[left.end : right.start] for left, right in pairwise(inside))
    return inside if all(map(_BETWEEN_ITEMS.fullmatch, gaps)) else [one.span]


_LEADING = re.compile(r"(?:[A-Z]\.\s+(?=[A-Z])|[\s,;:.*_\"“”]+)+")
_TRAILING = re.compile(
    r"(?:[\s,;:*_\"“”]|(?<=\s)(?:and|or|to|of|in|with|it|them))*(?:,\s+(?:an?|the)\s.*)?$", re.DOTALL
)


def _trimmed(span: Span, text: str) -> Span:
    """``span`` without punctuation, list letters, conjunctions and appositions at its ends (``BCL-2, a protein``)."""
    leading = _LEADING.match(text, span.start, span.end)
    start = leading.end() if leading else span.start
    trailing = _TRAILING.search(text[start : span.end])
    end = start + len(text[start : start + trailing.start() if trailing else span.end].rstrip("\u2013\u2014"))
    return Span(start, end) if start < end else span


_PAIRS = {"(": ")", "[": "]"}


def _balanced(span: Span, text: str) -> Span:
    """``span`` without a bracket at its end that has no partner in it, or with the partner right beside it."""
    name = span.of(text)
    for left, right in _PAIRS.items():
        missing = name.count(left) - name.count(right)
        if missing == 1 and name.startswith(left):
            return Span(span.start + 1, span.end)
        if missing == 1 and text[span.end : span.end + 1] == right:
            return Span(span.start, span.end + 1)
        if missing == 1 and name.endswith(left):
            return Span(span.start, span.start + len(name[:-1].rstrip()))
        if missing == -1 and name.endswith(right):
            return Span(span.start, span.end - 1)
    return span


def _trials(found: Found) -> Iterator[Span]:
    """Registry numbers, then trial names with all their occurrences."""
    yield from registry_numbers(found.text, found.sentences)
    others = _names_of_others(found)
    tabled = set(_tabled(found))
    cued = trial_names(found.text, found.sentences)
    names = {span.of(found.text) for span in tabled} | {
        name.span.of(found.text) for name in cued if _is_trial(name, found.text, others)
    }
    yield from tabled
    for name in sorted(names, key=lambda name: (-len(name), name)):
        yield from occurrences(found.text, found.sentences, name)


def _is_trial(name: TrialName, text: str, others: frozenset[str]) -> bool:
    return name.cue is Cue.SAID or normalised(name.span.of(text)) not in others


def _names_of_others(found: Found) -> frozenset[str]:
    """Names that stand for something else than a trial here: recognised ones, defined short forms, names of the
    terminology.
    """
    spans = [short for short, _ in found.definitions]
    spans += [match.span for match in found.matches if recognised_kind(match) is not Kind.TRIAL]
    return frozenset(normalised(span.of(found.text)) for span in spans)


def _tabled(found: Found) -> Iterator[Span]:
    """Names of the trial table; one that is letters alone needs its sentence to speak of a study."""
    for match in found.matches:
        if recognised_kind(match) is Kind.TRIAL:
            name = match.span.of(found.text)
            if match.candidates[0].how == "exact" and (any(map(str.isdigit, name)) or "-" in normalised(name)):
                yield match.span


def _take_short_forms(taken: _Taken, pairs: Sequence[tuple[Span, Span]], found: Found) -> Mapping[Span, Span]:
    """Take the short forms whose long form is a mention, wherever they stand; which long form each mention has."""
    long_forms: dict[Span, Span] = {}
    for short, long in pairs:
        inside = taken.overlapping(long)
        named = [mention for mention in inside if mention.span.end == long.end]
        for span in occurrences(found.text, found.sentences, short.of(found.text)):
            if not inside:
                _drop_recognised(taken, span)
            if named and named[-1].kind is not Kind.TRIAL:
                for other in taken.overlapping(span):
                    if span.covers(other.span) and other.kind is not Kind.TRIAL:
                        taken.drop(other)
                taken.add(Mention(span, span.of(found.text), named[-1].kind, "document", named[-1].score))
            if any(mention.span == span for mention in taken.overlapping(span)):
                long_forms[span] = long
    return long_forms


def _drop_recognised(taken: _Taken, short: Span) -> None:
    """Drop what was recognised at a short form whose long form is no name (``PFS``: progression-free survival)."""
    for mention in taken.overlapping(short):
        if mention.span == short and mention.origin == "model":
            taken.drop(mention)


def _take_repetitions(taken: _Taken, found: Found) -> None:
    """Take the other occurrences of names that were recognised with certainty and cannot be taken for a common word."""
    kinds: dict[str, tuple[Kind, float]] = {}
    for mention in taken.all():
        if mention.score >= _REPEATED and _is_a_name(mention.text):
            for written in _cases(mention.text):
                kinds.setdefault(written, (mention.kind, mention.score))
    for name in sorted(kinds, key=lambda name: (-len(name), name)):
        kind, score = kinds[name]
        for span in occurrences(found.text, found.sentences, name):
            taken.add(Mention(span, span.of(found.text), kind, "document", score))


def _cases(name: str) -> tuple[str, ...]:
    """``name``, and as it stands at the beginning of a sentence or inside one."""
    return (name, name[0].swapcase() + name[1:]) if name[1:].islower() else (name,)


def _is_a_name(text: str) -> bool:
    return len(text) >= 5 or (len(text) >= 3 and sum(map(str.isupper, text)) >= 2)
