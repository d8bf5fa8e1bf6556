"""Counts as articles write them: ``1,234``, ``1 234``, ``ninety``, ``twenty-four``, ``two hundred and six``."""

from __future__ import annotations

import re

_UNITS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    "dozen": 12,
    **{word: n for n, word in enumerate(_UNITS.split(), 1)},
    **{word: 10 * n for n, word in enumerate(_TENS.split(), 2)},
}
_SCALES = {"hundred": 100, "thousand": 1000}
_WORD = "|".join(sorted((*_WORDS, *_SCALES), key=len, reverse=True))

COUNT = (
    r"(?<![\w.,/-])(?:\d{1,3}(?:[, ]\d{3})+|\d+|(?:a\s+(?=hundred|thousand|dozen))?"
    rf"(?:{_WORD})(?:(?:[\s-]|\s+and\s+)(?:{_WORD}))*)(?![\d/%.]\d|[\d/%]|-(?:year|month|week|day|point|fold|mg))"
)
"""A regular expression (case-insensitive, one token, no group) for a whole number in digits or words."""


def count(text: str) -> int | None:
    """The whole number that ``text`` writes, or None."""
    digits = re.sub(r"[,\s]", "", text)
    if digits.isdigit():
        return int(digits)
    total, current, seen = 0, 0, False
    for word in re.findall(r"[a-z]+", text.lower()):
        if word in _WORDS:
            current, seen = (current * 12 if word == "dozen" and current else current + _WORDS[word]), True
        elif word in _SCALES:
            current, seen = (current or 1) * _SCALES[word], True
            if word == "thousand":
                total, current = total + current, 0
        elif word not in ("and", "a"):
            return None
    return total + current if seen else None
