"""Trials: registry numbers, acronyms of the table, and acronyms that the document gives a number for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.link.names import Terminology, collapsed, unresolved
from kg.model import Annotated, Candidate, Concept, Kind, Link, LinkStatus, Mention

_REGISTRY = re.compile(r"NCT\d{8}")
_GENERIC = re.compile(r"^(?:the )|[ -](?:clinical )?(?:trial|study|studies|trials)$", re.IGNORECASE)
_AFTER = re.compile(r"\s*(?:trial |study )?[(\[,;][^()\[\]\n]{0,60}?(NCT\d{8})")
_BEFORE = re.compile(r"(NCT\d{8})\s*[(\[;,]\s*(?:the )?$")

_CUE = re.compile(r"\b(?:trial|study|studies|trials)\b", re.IGNORECASE)
_CUE_BEFORE = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|phase [1-4IV/]+)\b[\s,:(\[]*(?:(?:called|named|known as|the|and|or|[A-Z][\w-]*,)\s+)*$"
)
_CUE_AFTER = re.compile(
    r"[\s,;:)\]]*(?:\S+\s+){0,4}?(?:trials?|stud(?:y|ies)|investigators?|phase [1-4IV])\b|\s*[(\[,;]\s*NCT\d"
)
_NEAR = 60
"""How many characters before and after an acronym are looked at."""


@dataclass(frozen=True, slots=True)
class _Given:
    name: str
    number: str


class TrialLinker:
    """Links the trial mentions of one document."""

    def __init__(self, annotated: Annotated, terminology: Terminology) -> None:
        self._text = annotated.document.text
        self._terminology = terminology
        self._given = _given(annotated)
        self._numbers = {squashed(given.name): given.number for given in reversed(self._given)}

    def link(self, mention: Mention, diseases: frozenset[str]) -> Link:
        """The trial that ``mention`` names: by its number, by the number the document gives it, by the table.

        ``diseases`` are the CURIEs of what the document names and of all above: an acronym that is also a word
        (``LEADER``) is the trial of the table only beside the word trial or in a document about a condition of it.
        """
        name = acronym(mention.text)
        number = _REGISTRY.fullmatch(name.replace(" ", ""))
        if number:
            return Link(self._registered(number[0], ""), LinkStatus.LINKED, 1.0, "registry number")
        given = self._numbers.get(squashed(name))
        if given:
            return Link(self._registered(given, name), LinkStatus.LINKED, 0.98, "registry number in the document")
        found = self._terminology.lookup(name, frozenset({Kind.TRIAL}))
        if found and found[0].score > 0.5 and (len(found) == 1 or found[0].score > found[1].score):
            best = found[0]
            if not name.isalpha() or self._is_meant(mention, name, best, diseases):
                return Link(best.concept, LinkStatus.LINKED, max(best.score, 0.9), best.how, found[1:4])
        return unresolved(Kind.TRIAL, name, found[:3])

    def _is_meant(self, mention: Mention, name: str, best: Candidate, diseases: frozenset[str]) -> bool:
        """Whether a name of letters alone is written as the acronym is and something beside it says trial."""
        if name != best.matched:
            return False
        before = self._text[max(0, mention.span.start - _NEAR) : mention.span.start]
        after = self._text[mention.span.end : mention.span.end + _NEAR]
        if _CUE.search(mention.text) or _CUE_BEFORE.search(before) or _CUE_AFTER.match(after):
            return True
        return bool(diseases & set(self._terminology.conditions(best.concept.curie)))

    def _registered(self, number: str, name: str) -> Concept:
        """The concept of a registry number; ``name`` is what the document calls it."""
        curie = f"clinicaltrials:{number}"
        known = self._terminology.concept(curie)
        if known:
            return known
        called = name or next((given.name for given in self._given if given.number == number), "")
        return Concept(curie, Kind.TRIAL, called or number, "ClinicalTrial", (number,) if called else ())


def acronym(text: str) -> str:
    """``text`` without the article and the word trial or study around an acronym."""
    return _GENERIC.sub("", _GENERIC.sub("", collapsed(text)))


def squashed(name: str) -> str:
    """``name`` without case, dashes and spaces."""
    return re.sub(r"[\W_]+", "", name).casefold()


def _given(annotated: Annotated) -> tuple[_Given, ...]:
    """The acronyms that the document itself gives a registry number, in text order."""
    text = annotated.document.text
    trials = [m for m in annotated.mentions if m.kind is Kind.TRIAL]
    named = [m for m in trials if not _REGISTRY.fullmatch(acronym(m.text))]
    found = []
    for mention in named:
        after = _AFTER.match(text, mention.span.end)
        before = _BEFORE.search(text, max(0, mention.span.start - 20), mention.span.start)
        number = after or before
        if number:
            found.append(_Given(acronym(mention.text), number[1]))
    names = sorted({squashed(acronym(m.text)) for m in named})
    numbers = sorted({acronym(m.text) for m in trials if _REGISTRY.fullmatch(acronym(m.text))})
    if not found and len(names) == len(numbers) == 1:
        found.append(_Given(acronym(named[0].text), numbers[0]))
    return tuple(found)
