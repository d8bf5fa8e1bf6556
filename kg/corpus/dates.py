"""Dates as articles write them, brought to ISO prefixes: ``2019``, ``2019-02``, ``2019-02-14``."""

from __future__ import annotations

import re
from datetime import date

SEPARATORS = " \t,;|:–—-•·()"
"""What may stand between a date and the words beside it."""

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DATES = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/-])", re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:T[\d:.]+Z?)?",
        rf"{_YEAR}-(?P<month>\d\d)",
        rf"{_DAY}\s+{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_MONTH},?\s+{_YEAR}",
        rf"(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/{_YEAR}",
        rf"(?P<month>\d{{1,2}})/{_YEAR}",
        rf"{_YEAR}",
    )
)


def iso_prefix(text: str) -> str | None:
    """The date that ``text`` is (``14 February 2019``, ``2/2019``, ``2019-02``), as an ISO prefix; None when it is
    none.

    A day and month that can be taken for one another (``3/4/2019``) give the year alone.
    """
    found = find_date(text.strip())
    return found[0] if found and not text.strip().replace(found[1], "").strip(SEPARATORS) else None


def find_date(text: str) -> tuple[str, str] | None:
    """The first date in ``text`` as an ISO prefix, and the words that give it."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            value = _value(match.groupdict())
            if value:
                return value, match.group()
    return None


def from_parts(year: str, month: str, day: str) -> str | None:
    """The longest ISO prefix that the parts of a date give (``2019``, ``Feb`` and nothing: ``2019-02``); None without a
    year of four digits.
    """
    if not re.fullmatch(r"[0-9]{4}", year):
        return None
    number = month_number(month)
    if number is None:
        return year
    whole = _checked(int(year), number, int(day)) if day.isdecimal() else None
    return whole or _checked(int(year), number, None) or year


def _value(parts: dict[str, str | None]) -> str | None:
    year = int(parts["year"] or 0)
    if parts.get("a"):
        a, b = int(parts["a"] or 0), int(parts["b"] or 0)
        if a <= 12 and b <= 12 and a != b:
            return f"{year:04}"
        month, day = (a, b) if a <= 12 else (b, a)
        return _checked(year, month, day)
    named = parts.get("month")
    if not named:
        return f"{year:04}"
    number = month_number(named)
    written = parts.get("day")
    return _checked(year, number, int(written) if written else None) if number else None


def _checked(year: int, month: int, day: int | None) -> str | None:
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def month_number(name: str) -> int | None:
    """1 to 12 for ``Feb``, ``February``, ``2`` or ``02``; None for anything else."""
    if name.isdecimal():
        return int(name) if 1 <= int(name) <= 12 else None
    low = name.lower().rstrip(".")
    return next((n for n, m in enumerate(_MONTHS, start=1) if len(low) >= 3 and m.startswith(low)), None)
