"""Reference lists: where they are in an article, and the DOIs in them.

A DOI is kept as it is written. It is malformed, and reported as ``malformed-doi``, when what follows the mark ``doi``
has not the form ``10.<registrant>/<suffix>`` (DOI Handbook, section 2.2), when its brackets do not pair or it breaks
off after a hyphen, slash or underscore, or when its suffix has Elsevier's letters, year and month
(``j.<journal>.<year>.<month>.<number>``) without that form or with fewer than three digits at the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.corpus.lines import Shape, Unit
from kg.model import Citation, Notice, Span

LIST_HEADING = re.compile(
    r"(?:\d+\.?\s+)?(?:(?:key |selected )?references?|reference list|bibliography|literature(?: cited)?|works cited|"
    r"citations|sources?|further reading)\s*:?",
    re.IGNORECASE,
)

_MARKED = re.compile(
    r"(?:\bdoi\s*:\s*(?:https?://(?:dx\.)?doi\.org/)?|https?://(?:dx\.)?doi\.org/)\s*(\S+)", re.IGNORECASE
)
_BARE = re.compile(r"(?<![\w./])(10\.\d{4,9}/\S+)")
_FORM = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
_ELSEVIER_LIKE = re.compile(r"j\W[a-z]+\.(?:19|20)\d\d\.\d\d\.\d*", re.IGNORECASE)
_ELSEVIER = re.compile(r"j\.[a-z]+\.(?:19|20)\d\d\.\d\d\.\d{3,}", re.IGNORECASE)
_CLOSING = ".,;:\"'”’>"
_ENTRY_START = re.compile(r"(?:References?|REFERENCES?|Sources?)\s*:|[A-ZÀ-Þ][\w'’-]{2,} [A-Z]{1,3}(?:,|\.| et al)")
_ENTRY_PLACE = re.compile(r"\bdoi\b|\bet al\b|\b(?:19|20)\d\d;\s?\d", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LOCATOR = re.compile(
    r"\bdoi\b|\b10\.\d{4,9}/|https?://|"
    r"\bPMID\b|\bet al\b|\d\s*\(\d+\)|;\s*\d+|:\s*[a-z]?\d+\s*[-–]\s*[a-z]?\d+|\bvol\b",
    re.IGNORECASE,
)


def find_list(text: str, units: Sequence[Unit]) -> tuple[int, int]:
    """The units ``[start, end)`` that are the entries of the reference list; an empty range when there is none.

    The entries follow a heading such as "References" up to the next heading, or are the numbered items, counted from
    1, at the very end of the article that each have a year and a volume, pages, DOI, address or "et al".
    """
    for at, unit in enumerate(units):
        if unit.shape in (Shape.TEXT, Shape.HEADING) and LIST_HEADING.fullmatch(unit.span.of(text).strip(" *#_")):
            end = next((n for n in range(at + 1, len(units)) if _closes(text, units[n])), len(units))
            if end > at + 1:
                return at + 1, end
    start = len(units)
    while start > 1 and _stands_alone(text, units[start - 1]):
        start -= 1
    if start < len(units):
        return start, len(units)
    while start and _is_entry(text, units[start - 1]) and units[start - 1].shape is Shape.NUMBERED:
        start -= 1
        if units[start].number == 1:
            return start, len(units)
    return len(units), len(units)


def _closes(text: str, unit: Unit) -> bool:
    """Whether a unit after the reference list begins another part of the article."""
    if unit.shape is Shape.HEADING:
        return True
    words = unit.span.of(text)
    return (
        unit.shape is Shape.TEXT and unit.first and unit.last and len(words) < 60 and not re.search(r"\d|[.;]", words)
    )


def _stands_alone(text: str, unit: Unit) -> bool:
    """Whether a paragraph is an entry without a number: it begins with "Reference:" or with an author and initials."""
    words = unit.span.of(text)
    return unit.shape is Shape.TEXT and bool(
        _ENTRY_START.match(words) and _ENTRY_PLACE.search(words) and _YEAR.search(words)
    )


def _is_entry(text: str, unit: Unit) -> bool:
    words = unit.span.of(text)
    return _YEAR.search(words) is not None and _LOCATOR.search(words) is not None


def citation(text: str, span: Span, source: str) -> tuple[Citation, tuple[Notice, ...]]:
    """The entry at ``span``, and the notice ``malformed-doi`` when its DOI is malformed."""
    entry = span.of(text)
    marked = _MARKED.search(entry)
    found = marked or _BARE.search(entry)
    if found is None:
        return Citation(span, entry), ()
    written = found.group(1)
    doi = written_doi(written)
    notices = malformed_doi(doi, f"{source} [{span.start}, {span.end})", written)
    return Citation(span, entry, written if notices else doi), notices


def malformed_doi(doi: str, where: str, written: str = "") -> tuple[Notice, ...]:
    """The notice ``malformed-doi`` when ``doi`` is malformed, else nothing. ``written`` is the DOI as the text has
    it.
    """
    problem = problem_of(doi)
    if problem is None:
        return ()
    cure = "Compare it with the publication; it is kept as written."
    return (Notice("malformed-doi", f"the DOI {written or doi} {problem}", where, cure),)


def written_doi(written: str) -> str:
    """``written`` without the punctuation that closes the sentence or bracket around it."""
    doi = written.rstrip(_CLOSING)
    while doi and doi[-1] in ")]}" and doi.count(doi[-1]) > doi.count("([{"[")]}".index(doi[-1])]):
        doi = doi[:-1].rstrip(_CLOSING)
    return doi


def problem_of(doi: str) -> str | None:
    """Why ``doi`` is malformed by the rules of this module; None when it is not."""
    if not _FORM.fullmatch(doi):
        return "has not the form 10.<registrant>/<suffix>"
    suffix = doi.partition("/")[2]
    if suffix[-1] in "-/_" or any(suffix.count(a) != suffix.count(b) for a, b in ("()", "[]")):
        return "breaks off"
    if _ELSEVIER_LIKE.fullmatch(suffix) and not _ELSEVIER.fullmatch(suffix):
        return "has not the form j.<journal>.<year>.<month>.<three digits or more> that its parts belong to"
    return None
