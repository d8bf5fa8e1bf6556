"""Which sentences of a document are read: what it says of its matter, and not its back matter or its tables."""

from __future__ import annotations

import re

_BACK_MATTER = re.compile(
    r"\b(?:(?:competing|conflicts? of) interests?|disclosures?|authors?['’]? contributions?|acknowledge?ments?|"
    r"(?:sources? of )?funding(?: sources?)?|role of the (?:funding source|funder|sponsor)|"
    r"(?:list of )?abbreviations(?: used)?|bibliography|pre-?publication history|"
    r"supplementary (?:materials?|information|data|files?)|electronic supplementary material|additional files?|"
    r"about the authors?|author information)\b",
    re.IGNORECASE,
)
"""Headings over what is said of the authors and of the paper."""
_NUMERIC = re.compile(
    r"[(\[]?[-+±<>=~≤≥]*\d[\d.,:/%*±-]*[)\]]?[,;]?|[-–—±·*…]+|[+/-]+|n\.?s\.?|n/a|"
    r"[(\[]?\d[\d.,]*%?[)\]]\d[\d.,]*[;,]?|[A-Z]?[a-z]{4,}\d[\d.]*",
    re.IGNORECASE,
)
_LONG, _SHARE = 14, 0.45
"""Numbers, and their share of the words, from which a sentence is a row of a table that lost its lines."""

_MANY, _LESS = 40, 0.25
"""The same for one whose rows have long names."""


def is_read(section: str, text: str) -> bool:
    """Whether a sentence ``text`` under the heading ``section`` says something of the document's matter."""
    return not _BACK_MATTER.search(section) and not is_table(text)


def is_table(text: str) -> bool:
    """Whether ``text`` is made of figures rather than of words."""
    words = text.split()
    figures = sum(_NUMERIC.fullmatch(word) is not None for word in words)
    return (figures >= _LONG and figures > _SHARE * len(words)) or (figures >= _MANY and figures > _LESS * len(words))
