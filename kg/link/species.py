"""Of which species the genes are that a text names: people, mice or rats.

The concept of a gene is the human one, whose drug target it is; NCBI Gene and RGD have a number apart for the gene of
the mouse or rat that an experiment used. Words beside the name tell (*mouse Dll4*), else what its sentence and the
whole text speak of. The weights were chosen on the training part of BioRED.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from enum import StrEnum

from kg.model import Span


class Species(StrEnum):
    """Whose gene it is."""

    HUMAN = "human"
    MOUSE = "mouse"
    RAT = "rat"


_HUMAN = (
    r"humans?|patients?|wom[ae]n|m[ae]n|persons?|people|child(?:ren)?|infants?|adults?|subjects?|volunteers?|"
    r"famil(?:y|ies)|boys?|girls?|individuals?|cohorts?|participants|probands?|Japanese|Chinese|Caucasian|"
    r"pedigrees?|clinical trials?|siblings?|brothers?|sisters?|mother|father|population"
)
_MOUSE = r"mice|mouse|murine|C57BL/\S+|BALB/c|knock-?outs?|transgenic"
_RAT = r"rats?|Sprague[- ]Dawley|Wistar|Long[- ]Evans"
_WORDS = re.compile(rf"\b(?:(?P<human>{_HUMAN})|(?P<mouse>{_MOUSE})|(?P<rat>{_RAT}))\b|(?P<null>-/-)", re.IGNORECASE)
_ANIMALS = re.compile(rf"\b(?:{_MOUSE}|{_RAT})\b|-/-", re.IGNORECASE)
_BESIDE = re.compile(r"\b(human|mouse|murine|rat)s?[ -]+(?:[a-z-]+ ){0,2}$", re.IGNORECASE)
_OF_RODENTS = re.compile(r"[A-Z][a-z]+\d+[a-z]?\d*")
"""How symbols of rodents' genes are written: ``Dll4``, where the human one is ``DLL4``."""
_LIKE_RODENTS = re.compile(r"(?<![\w-])[A-Z][a-z]{1,5}\d+[a-z]?\d*(?![\w-])")
_ENOUGH = 4
"""So many symbols written like those of rodents make a text one about mice when it names no species at all."""
_WINDOW = 30

_OF_PEOPLE = 0.5
"""A word for people counts half: they are spoken of in articles about animals too. Nothing said means people."""
_WRITTEN_SO = 2.0


class Fauna:
    """What one text says of species."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: list[int] = []
        self._named: list[Species] = []
        self._animals = bool(_ANIMALS.search(text))
        self._unsaid = Species.HUMAN if self._animals or _WORDS.search(text) else _by_spelling(text)
        for match in _WORDS.finditer(text) if self._animals else ():
            self._places.append(match.start())
            self._named.append(Species.MOUSE if match["null"] else Species(match.lastgroup or Species.HUMAN))
        self._whole = self._weighed(0, len(text))

    def of(self, span: Span) -> Species:
        """Whose gene the name at ``span`` is."""
        if not self._animals:
            return self._unsaid
        beside = _BESIDE.search(self._text, max(0, span.start - _WINDOW), span.start)
        if beside:
            return Species.MOUSE if beside[1].lower() == "murine" else Species(beside[1].lower())
        start = max(self._text.rfind(". ", 0, span.start), 0)
        end = self._text.find(". ", span.end)
        near = self._weighed(start, end if end >= 0 else len(self._text))
        total = {one: self._whole[one] + near[one] for one in Species}
        total[Species.HUMAN] += _OF_PEOPLE
        if _OF_RODENTS.fullmatch(self._text, span.start, span.end):
            for one in (Species.MOUSE, Species.RAT):
                total[one] += _WRITTEN_SO if self._whole[one] else 0.0
        return max(Species, key=lambda one: total[one])

    def _weighed(self, start: int, end: int) -> dict[Species, float]:
        """How much ``text[start:end]`` speaks of each species."""
        total = dict.fromkeys(Species, 0.0)
        for one in self._named[bisect_left(self._places, start) : bisect_left(self._places, end)]:
            total[one] += _OF_PEOPLE if one is Species.HUMAN else 1.0
        return total


def _by_spelling(text: str) -> Species:
    """The species of a text that names none, by how its symbols are written."""
    return Species.MOUSE if len(set(_LIKE_RODENTS.findall(text))) >= _ENOUGH else Species.HUMAN
