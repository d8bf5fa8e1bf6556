"""What stands at the top of an article: kickers, bylines, and the people in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.corpus.dates import SEPARATORS, find_date, iso_prefix

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
_LONGEST_BYLINE = 120


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line above the article's text says. ``rest`` is the line without its date."""

    rest: str
    authors: tuple[str, ...] = ()
    date: str | None = None
    is_byline: bool = False
    is_news: bool = False


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
    if when and not _DATED.sub("", f"{rest} ", count=1).strip(SEPARATORS):
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
        return None, line.strip(SEPARATORS)
    return dated[0], line.replace(dated[1], "").strip(SEPARATORS)


def _names_an_organ(text: str) -> bool:
    return any(_ORGAN.fullmatch(word.strip(SEPARATORS)) for word in text.split())


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
