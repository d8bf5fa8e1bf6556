"""What stands at the top of an article: kickers, bylines, the people and the date in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

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

_ORGAN = re.compile(
    r"(?:desk|news|newsroom|correspondents?|editors?|editorial|column|staff|reporters?|bulletin|digest|release|newsletter|"
    r"team|office|writers?|service|wire|magazine|journal)",
    re.IGNORECASE,
)
_KICKER = re.compile(
    r"(?:release|note|digest|news|bulletin|update|brief|briefing|report|alert|notice|announcement|statement|summary|"
    r"communication|newsletter|story|feature|column|review|advisory|daily|wire|watch|dispatch|memo|highlights|roundup)",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:release|news|newsroom|desk|correspondents?|editors?|column|reporters?|staff|announcement|story|feature)\b",
    re.IGNORECASE,
)
_EMBARGO = re.compile(
    r"(?:strictly\s+)?embargo(?:ed)?\b|(?:for|not for) (?:immediate )?(?:release|publication)\b", re.IGNORECASE
)
_BY = re.compile(
    r"(?:(?:written|posted|reported|reviewed|words|story|text|edited) )?(?:by|from)\s+|authors?\s*:\s*", re.IGNORECASE
)
_DATED = re.compile(r"(?:(?:last )?(?:published|posted|updated|released|issued|dated?)(?: on)?\s*:?\s+)", re.IGNORECASE)
_CITY_DATE = re.compile(
    r"[A-Z][\w.'’ -]{1,40}(?:,\s*[A-Z][\w.'’ ]{1,30}){0,2}\s*[,(–—-]\s*"
    r"(?P<when>\w[\w., ]{6,24}?)\s*\)?\s*(?:/[^/]{1,30}/\s*)?(?:[–—:]|-)"
)
_DEGREE = re.compile(
    r"\b(?:M\.?D|Ph\.?\s?D|D\.?O|R\.?N|Pharm\.?\s?D|M\.?P\.?H|M\.?Sc|B\.?Sc|M\.?S|M\.?A|FRCP|FACP|FACC|MBBS|MBChB|DPhil|D\.?Sc|N\.?P|P\.?A)"
    r"\b\.?(?:-C)?",
)
_TITLE = re.compile(r"^(?:(?:Dr|Prof|Professor|Mr|Mrs|Ms|Sir|Dame)\b\.?\s+)+")
_NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ]\.?[ -]?){0,4}"
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]+(?:\s+(?:[A-ZÀ-ÖØ-Þ]\.?|de|da|di|del|van|von|der|den|la|le|bin|al|el))*\s+){0,3}"
    r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
)
_SEPARATED_DATE = re.compile(r"[,|•·:–—-][^,|•·:–—]*\d{4}\s*$|[|•·–—].*,\s*\d{4}\s*$")
_MOST_WORDS = 8
_SEPARATORS = " \t,;|:–—-•·()"
_LONGEST_BYLINE = 120


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line above the article's text says. ``rest`` is the line without its date."""

    rest: str
    authors: tuple[str, ...] = ()
    date: str | None = None
    is_byline: bool = False
    is_news: bool = False


def iso_prefix(text: str) -> str | None:
    """The date that ``text`` is (``14 February 2019``, ``2/2019``, ``2019-02``), as an ISO prefix; None when it is
    none.

    A day and month that can be taken for one another (``3/4/2019``) give the year alone.
    """
    found = find_date(text.strip())
    return found[0] if found and not text.strip().replace(found[1], "").strip(_SEPARATORS) else None


def find_date(text: str) -> tuple[str, str] | None:
    """The first date in ``text`` as an ISO prefix, and the words that give it."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            value = _value(match.groupdict())
            if value:
                return value, match.group()
    return None


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
    number = int(named) if named.isdigit() else _month_number(named)
    written = parts.get("day")
    return _checked(year, number, int(written) if written else None)


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, start=1) if month.startswith(name.lower()[:3]))


def _checked(year: int, month: int, day: int | None) -> str | None:
    try:
        whole = date(year, month, day or 1)
    except ValueError:
        return None
    return whole.isoformat() if day else whole.isoformat()[:7]


def month_number(name: str) -> int | None:
    """1 to 12 for ``Feb``, ``February``, ``2`` or ``02``; None for anything else."""
    if name.isdigit():
        return int(name) if 1 <= int(name) <= 12 else None
    low = name.lower().rstrip(".")
    return next((n for n, m in enumerate(_MONTHS, start=1) if len(low) >= 3 and m.startswith(low)), None)


def kicker(line: str) -> Byline | None:
    """The kicker (``FOR IMMEDIATE RELEASE``, ``REGULATORY NOTE | May 2019``) that stands above a title, or None.

    A kicker is a date alone, or a phrase of at most five words which ends in the name of a form of publication, and
    which is in capitals or dated, or an embargo or release instruction.
    """
    when, rest = _parted(line)
    words = rest.split()
    if when and not rest:
        return Byline(rest, date=when)
    if len(line) <= _LONGEST_BYLINE and _EMBARGO.match(rest):
        return Byline(rest, date=when, is_news=True)
    ends = bool(words) and len(words) <= 5 and _KICKER.fullmatch(words[-1]) is not None
    if ends and (rest.isupper() or when is not None):
        return Byline(rest, date=when, is_news=bool(_NEWS.search(rest)))
    return None


def dated_kicker(line: str) -> Byline | None:
    """The short dated line that ``line`` is, which stands above a title whatever it says (``Heart daily no. 3, May
    2019``).
    """
    when, rest = _parted(line)
    return Byline(rest, date=when, is_news=bool(_NEWS.search(rest))) if ends_in_date(line) else None


def byline(line: str) -> Byline | None:
    """The byline or date line that ``line`` is, or None.

    A byline begins with "by" or "from", names an editorial desk or column in at most eight words, lists people with
    their degrees, or is a date alone. Another short line that ends in ", June 2016" or "| June 2016" is dated but no
    byline: its words may be the article's.
    """
    line = line.strip()
    if not line or len(line) > _LONGEST_BYLINE:
        return None
    when, rest = _parted(line)
    if when and not _DATED.sub("", f"{rest} ", count=1).strip(_SEPARATORS):
        return Byline(rest, date=when, is_byline=True)
    if _ends_a_sentence(rest):
        return None
    by = _BY.match(rest)
    if by and ((names := people(rest[by.end() :])) or _names_an_organ(rest)):
        return Byline(rest, names, when, is_byline=True, is_news=True)
    if len(rest.split()) <= _MOST_WORDS and _names_an_organ(rest) and (when or _ORGAN.fullmatch(rest.split()[-1])):
        return Byline(rest, date=when, is_byline=True, is_news=bool(_NEWS.search(rest)))
    if _DEGREE.search(rest) and (names := people(rest)):
        return Byline(rest, names, when, is_byline=True)
    return Byline(rest, date=when) if ends_in_date(line) else None


def ends_in_date(line: str) -> bool:
    """Whether a short line ends in a date that a comma, bar, colon or dash sets off (``Barcelona, 27 August 2017``)."""
    when, rest = _parted(line)
    set_off = _SEPARATED_DATE.search(line) is not None and not line.rstrip().endswith(rest)
    return when is not None and set_off and len(rest.split()) <= _MOST_WORDS


def _parted(line: str) -> tuple[str | None, str]:
    """The date in ``line``, and the line without it."""
    dated = find_date(line)
    if dated is None:
        return None, line.strip(_SEPARATORS)
    return dated[0], line.replace(dated[1], "").strip(_SEPARATORS)


def _names_an_organ(text: str) -> bool:
    return any(_ORGAN.fullmatch(word.strip(_SEPARATORS)) for word in text.split())


def _ends_a_sentence(text: str) -> bool:
    return text.endswith((".", "!", "?")) and _DEGREE.search(text[-8:]) is None


def people(text: str) -> tuple[str, ...]:
    """The persons named in ``text`` without titles and degrees; desks, staffs and companies are none."""
    bare = _DEGREE.sub("", text)
    names = []
    for piece in re.split(r"[,;]|\s+and\s+|\s*&\s*|\s+\|\s+", bare):
        name = _TITLE.sub("", piece.strip(" \t,;|:–—-()")).strip().rstrip(",")
        if len(name.split()) >= 2 and _NAME.fullmatch(name) and not _names_an_organ(name):
            names.append(" ".join(name.split()))
    return tuple(dict.fromkeys(names))


def place_and_date(paragraph: str) -> str | None:
    """The date of a dateline at the start of a paragraph (``PARIS, February 5, 2019 – …``)."""
    match = _CITY_DATE.match(paragraph[:200])
    return iso_prefix(match.group("when")) if match else None
