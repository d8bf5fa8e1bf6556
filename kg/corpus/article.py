"""From the layout of an article to its blocks: title, byline, headings, paragraphs, lists and references."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.corpus.front import Byline, byline, dated_kicker, kicker, place_and_date
from kg.corpus.lines import Shape, Unit
from kg.corpus.references import LIST_HEADING, citation, find_list
from kg.model import Block, BlockKind, Citation, DocumentKind, Notice, Span

_ABSTRACT_SECTIONS = (
    r"backgrounds?(?: (?:and|&) (?:aims?|objectives?|purpose))?|introduction|rationale|context|importance|"
    r"aims?|objectives?|"
    r"purpose|(?:patients|materials?|subjects) and methods|methods?(?:(?: and |/)(?:materials|results|findings|"
    r"design))?|"
    r"methodology(?:/(?:principal|main) findings)?|"
    r"(?:(?:research|study|trial) )?designs?(?: and methods| and settings?|, setting,? and participants)?|"
    r"harms|meaning|setting|"
    r"participants|interventions?|"
    r"(?:main )?outcomes?(?: and|,)? measures?|measurements?|(?:main |principal )?(?:results?|findings)|"
    r"discussion|interpretation|"
    r"(?:trial |clinical trial )?registration(?: number)?|conclusions?(?: and relevance|/significance)?|limitations?"
)
_RUN_IN = re.compile(rf"[*_]*(?P<label>{_ABSTRACT_SECTIONS})[*_]*\s*[.:—–-][*_]*(?=\s)", re.IGNORECASE)
_RUN_IN_BARE = re.compile(
    rf"(?P<label>(?:(?i:{_ABSTRACT_SECTIONS})(?<=[A-Z]))|Background|Methods|Findings|Results|Interpretation|"
    rf"Conclusions?)"
    r"\s+(?=[A-Z][\w'’-]*\s)"
)
"""``METHODS Adults were …``, ``Findings Between 2015 and …``: the label of a part without a mark after it."""
_LONG = 80
"""Characters from which a paragraph that begins so is no heading."""
_NEXT_RUN_IN = re.compile(rf"(?<=[.!?)\]])\s+(?P<label>(?=[A-Z])(?i:{_ABSTRACT_SECTIONS}))[.:]\s+(?=[A-Z0-9(])")
"""``… in gout. METHODS: Adults …``: the next part of an abstract that is one paragraph."""
_SECTION = re.compile(rf"(?:\d+\.?\s+)?(?:{_ABSTRACT_SECTIONS})\s*[.:]?", re.IGNORECASE)
_REPORTING = re.compile(
    r"(?:patients and |materials? and )?methods?|results?|findings|conclusions?|interpretation", re.IGNORECASE
)
_ENUMERATED = re.compile(r"(?:[A-Z]|[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})*)[.)]\s+\S")
_LONGEST_TITLE = 300
_LONGEST_TITLE_SENTENCE = 200
_LONGEST_HEADING = 100
_FRONT_UNITS = 4
_LONGEST_STANDFIRST = 250


@dataclass(slots=True)
class Article:
    """The parts of an article as far as they have been read."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str | None = None
    is_news: bool = False
    blocks: list[Block] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    @property
    def kind(self) -> DocumentKind:
        """An article with the sections of a study report is scholarly; one with a newsroom's marks is news."""
        parts = {_reporting_part(block.section) for block in self.blocks} - {""}
        if len(parts) >= 2:
            return DocumentKind.ARTICLE
        return DocumentKind.NEWS if self.is_news else DocumentKind.PUBLICATION


def _reporting_part(section: str) -> str:
    """Which of methods, results and conclusions a section is, or nothing."""
    match = _REPORTING.fullmatch(section.strip(" .:"))
    if match is None:
        return ""
    word = match.group().lower().split()[-1].rstrip("s")
    return {"finding": "result", "interpretation": "conclusion"}.get(word, word)


def compose(text: str, units: Sequence[Unit], source: str, known_title: str = "", *, has_front: bool = True) -> Article:
    """The blocks of ``text``, whose layout is ``units``.

    ``known_title`` is the title when it is given elsewhere (front matter, a field of the record). With ``has_front``
    false nothing is taken for a title, kicker or byline but a first unit that equals ``known_title``.
    """
    article = Article(title=known_title)
    at = _front(text, units, article, has_front=has_front)
    first, last = find_list(text, units)
    first = max(first, at)
    _body(text, units[at:first], article, follows=first < len(units))
    above = article.blocks[-1] if article.blocks else None
    section = above.section if above and above.kind is BlockKind.HEADING else ""
    for unit in units[first:last]:
        article.blocks.append(Block(unit.outer, BlockKind.REFERENCE, section))
        entry, notices = citation(text, unit.span, source)
        article.citations.append(entry)
        article.notices.extend(notices)
    _body(text, units[last:] if first < last else (), article)
    return article


def _front(text: str, units: Sequence[Unit], article: Article, *, has_front: bool) -> int:
    """Take title, kicker and byline from the first units; the number of units that are used up."""
    at = 0
    if has_front:
        while at < min(2, len(units) - 1) and (line := _kicker(text, units, at)) is not None:
            _take(article, line)
            article.blocks.append(Block(units[at].outer, BlockKind.METADATA))
            at += 1
    if at < len(units) and _is_title(text, units, at, article.title, guess=has_front):
        article.title = article.title or _one_line(units[at].span.of(text))
        article.blocks.append(Block(units[at].span, BlockKind.TITLE))
        at += 1
    return _bylines(text, units, at, article) if has_front else at


def _kicker(text: str, units: Sequence[Unit], at: int) -> Byline | None:
    """The kicker that a unit is. A short dated line is one when what follows is a title and no paragraph."""
    line = units[at].span.of(text)
    title = _one_line(units[at + 1].span.of(text))
    above = units[at + 1].shape is Shape.TEXT and len(title.split()) > 3 and not title.endswith((".", ":"))
    return kicker(line) or (dated_kicker(line) if above and len(title) <= _LONGEST_TITLE else None)


def _is_title(text: str, units: Sequence[Unit], at: int, known: str, *, guess: bool) -> bool:
    unit = units[at]
    words = _one_line(unit.span.of(text))
    if known and _bare(words) == _bare(known):
        return True
    if not guess or known:
        return bool(known) and unit.shape is Shape.HEADING and unit.level == 1
    if unit.shape is Shape.HEADING:
        return unit.level == 1 or not any(u.shape is Shape.HEADING and u.level < unit.level for u in units)
    alone = at + 1 == len(units)
    if unit.shape is not Shape.TEXT or len(words) > _LONGEST_TITLE or _SECTION.fullmatch(words):
        return False
    return (
        not words.endswith(".") if alone else not (words.endswith((".", ":")) and len(words) > _LONGEST_TITLE_SENTENCE)
    )


def _bylines(text: str, units: Sequence[Unit], at: int, article: Article) -> int:
    """Take the bylines among the units after the title. A short standfirst may stand between."""
    for unit in units[at : at + _FRONT_UNITS]:
        line = unit.span.of(text).strip(" *_")
        found = byline(line) if unit.shape is Shape.TEXT else None
        if found is not None:
            _take(article, found)
            kind = BlockKind.BYLINE if found.is_byline else BlockKind.PARAGRAPH
            article.blocks.append(Block(unit.outer, kind))
        elif article.authors or unit.shape is not Shape.TEXT or not _may_be_standfirst(text, units, at):
            break
        else:
            article.blocks.append(Block(unit.span, BlockKind.PARAGRAPH))
        at += 1
    if at < len(units) and article.date is None:
        article.date = place_and_date(units[at].span.of(text))
        article.is_news = article.is_news or article.date is not None
    return at


def _may_be_standfirst(text: str, units: Sequence[Unit], at: int) -> bool:
    """Whether the unit can be passed over in the search for a byline, which must then follow at once."""
    if len(units[at].span) > _LONGEST_STANDFIRST or at + 1 >= len(units) or units[at + 1].shape is not Shape.TEXT:
        return False
    return byline(units[at + 1].span.of(text).strip(" *_")) is not None


def _take(article: Article, line: Byline) -> None:
    article.authors = article.authors or line.authors
    article.date = article.date or line.date
    article.is_news = article.is_news or line.is_news


def _body(text: str, units: Sequence[Unit], article: Article, *, follows: bool = False) -> None:
    """Append the blocks of the running text. ``follows`` says that the reference list comes after it."""
    heading = lead = ""
    for at, unit in enumerate(units):
        following = units[at + 1] if at + 1 < len(units) else None
        words = _one_line(unit.span.of(text))
        if _is_heading(text, unit, following) or (following is None and follows and LIST_HEADING.fullmatch(words)):
            heading, lead = section_name(words), ""
            span = unit.span if unit.shape is Shape.HEADING else unit.outer
            article.blocks.append(Block(span, BlockKind.HEADING, heading))
            continue
        run_in = _RUN_IN.match(words) or (_RUN_IN_BARE.match(words) if len(words) > _LONG else None)
        if run_in and unit.shape is Shape.TEXT:
            heading = run_in.group("label")
        is_item = unit.shape in (Shape.ITEM, Shape.NUMBERED)
        if not is_item:
            opens = following is not None and following.shape is Shape.ITEM and not following.first
            lead = words if opens and not words.endswith((".", ":", ";", ",")) else ""
        kind = BlockKind.TABLE if unit.shape is Shape.TABLE else BlockKind.LIST_ITEM if is_item else BlockKind.PARAGRAPH
        if run_in and kind is BlockKind.PARAGRAPH:
            *before, last = _parts(text, unit.span, heading)
            article.blocks.extend(before)
            article.blocks.append(last)
            heading = last.section
            continue
        article.blocks.append(Block(unit.span, kind, lead if is_item and lead else heading))


def _parts(text: str, span: Span, heading: str) -> list[Block]:
    """The parts of an abstract whose labels run on in one paragraph."""
    found: list[Block] = []
    start = span.start
    for match in _NEXT_RUN_IN.finditer(text, span.start, span.end):
        found.append(Block(Span(start, match.start()), BlockKind.PARAGRAPH, heading))
        start, heading = match.start("label"), match["label"]
    return [*found, Block(Span(start, span.end), BlockKind.PARAGRAPH, heading)]


def _is_heading(text: str, unit: Unit, following: Unit | None) -> bool:
    """Whether a unit is a heading: marked as one, or short, alone on its line, without closing punctuation, and not
    the last.
    """
    if unit.shape is Shape.HEADING:
        return True
    words = _one_line(unit.span.of(text))
    if (
        following is None
        or unit.shape not in (Shape.TEXT, Shape.NUMBERED)
        or not (unit.first or words.isupper() or unit.shape is Shape.NUMBERED)
        or len(words) > _LONGEST_HEADING
    ):
        return False
    if _SECTION.fullmatch(words):
        return True
    if unit.shape is Shape.NUMBERED and following.shape is not Shape.TEXT:
        return False
    if not unit.last and following.shape is Shape.ITEM and any(c.isdigit() or c == ":" for c in words):
        return False
    if not any(c.isalpha() for c in words) or (words[0].islower() and not any(c.isupper() for c in words)):
        return False
    if words[-1] in ".:":
        few = len(words.split()) <= 4
        return (few and (words.isupper() or words[-1] == ":")) or (words.isupper() and words[-1] == ":")
    return words[-1] not in ",;…" and len(words.split()) <= 14


def section_name(heading: str) -> str:
    """The words of a heading without its number and closing punctuation."""
    match = _ENUMERATED.match(heading)
    return heading[match.end() - 1 :].strip(" .:") if match else heading.strip(" .:")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _bare(title: str) -> str:
    return re.sub(r"[\W_]+", " ", title).strip().casefold()


def with_front_matter(span: Span, blocks: Sequence[Block]) -> Iterator[Block]:
    """``blocks`` with the front matter, if there is any, before them."""
    if len(span):
        yield Block(span, BlockKind.METADATA)
    yield from blocks
