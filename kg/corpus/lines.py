"""The layout of plain text: lines, the chunks that empty lines part, and the units that a chunk holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from kg.corpus.front import byline
from kg.model import Span

NEWLINE = re.compile(r"\r\n?|\n")

_BULLET = re.compile(r"[ \t]*(?:[•●▪◦‣∙·]\s*|[*–—+-]\s+)(?=\S)")
_NUMBER = re.compile(r"[ \t]*(?:\[(\d{1,3})\]|\(?(\d{1,3})[.)])\s+(?=\S)")
_DASH = re.compile(r"[ \t]*[–—]\s+")
_RULE = re.compile(r"[\W_]*")
_WIDEST_WRAP = 120
"""Code points: text with longer lines is not hard-wrapped."""
_NARROWEST_WRAP = 50
_TOP_LINES = 4
_FULL = 0.75
"""Share of the widest line of its chunk from which on an unpunctuated line is taken to run on."""


class Shape(Enum):
    """How a unit stands on the page."""

    TEXT = auto()
    ITEM = auto()
    """After a bullet, which is not part of the span."""
    NUMBERED = auto()
    """After a number, which is not part of the span."""
    HEADING = auto()
    """Marked as a heading by the format itself."""
    TABLE = auto()


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph, heading, list item or table as the layout shows it.

    ``outer`` is the span with bullet, number or heading mark; ``first`` and ``last`` say whether it begins and ends
    its chunk.
    """

    span: Span
    outer: Span
    shape: Shape
    number: int = 0
    level: int = 0
    first: bool = True
    last: bool = True


def line_spans(text: str, start: int = 0) -> Iterator[Span]:
    """The lines of ``text`` from ``start`` on, without their ends."""
    at = start
    for end in NEWLINE.finditer(text, start):
        yield Span(at, end.start())
        at = end.end()
    yield Span(at, len(text))


def plain_units(text: str, start: int = 0) -> Iterator[Unit]:
    """The units of plain text from ``start`` on, in order; lines of dashes or stars alone are left out."""
    previous = 0
    for number, chunk in enumerate(_chunks(text, start)):
        for unit in _units(text, chunk, previous, top=number == 0):
            if not _RULE.fullmatch(unit.span.of(text)):
                previous = unit.number or previous
                yield unit


def _chunks(text: str, start: int) -> Iterator[list[Span]]:
    chunk: list[Span] = []
    for line in line_spans(text, start):
        if line.of(text).strip():
            chunk.append(line)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@dataclass(slots=True)
class _Open:
    """A unit that is being gathered."""

    outer: int
    start: int
    end: int
    shape: Shape
    number: int = 0


def _units(text: str, chunk: list[Span], previous: int, *, top: bool) -> list[Unit]:
    """The units of a chunk. In the one at the ``top`` of the article a byline may stand right under the title."""
    width = max(len(line.of(text).rstrip()) for line in chunk)
    gathered: list[_Open] = []
    for at, line in enumerate(chunk):
        content = line.of(text)
        last = gathered[-1] if gathered else None
        opened = None if _goes_on(content, chunk[at - 1].of(text), last) else _opened(content, line, last, previous)
        is_byline = top and 0 < at < _TOP_LINES and (found := byline(content)) is not None and found.is_byline
        joins = last is not None and (_runs_on(chunk[at - 1].of(text), content, width) or _hangs(last, content))
        if opened is None and last is not None and joins and not is_byline:
            last.end = line.start + len(content.rstrip())
            continue
        if opened is None:
            start = line.start + len(content) - len(content.lstrip())
            opened = _Open(start, start, line.end, Shape.TEXT)
        opened.end = line.start + len(content.rstrip())
        previous = opened.number or previous
        gathered.append(opened)
    size = len(gathered)
    return [
        Unit(Span(g.start, g.end), Span(g.outer, g.end), g.shape, g.number, 0, number == 0, number == size - 1)
        for number, g in enumerate(gathered)
    ]


def _opened(content: str, line: Span, last: _Open | None, previous: int) -> _Open | None:
    """The list item that a line opens, if it opens one."""
    blanks = len(content) - len(content.lstrip())
    if bullet := _BULLET.match(content):
        return _Open(line.start + blanks, line.start + bullet.end(), line.end, Shape.ITEM)
    match = _NUMBER.match(content)
    if match is None:
        return None
    number = int(match.group(1) or match.group(2))
    if last is not None and number not in (1, previous + 1):
        return None
    return _Open(line.start + blanks, line.start + match.end(), line.end, Shape.NUMBERED, number)


def _goes_on(content: str, before: str, last: _Open | None) -> bool:
    """Whether the dash or number at the start of a line belongs to the sentence that the line before breaks off."""
    mark = _DASH.match(content) or _NUMBER.match(content)
    in_sentence = mark is not None and content[mark.end() : mark.end() + 1].islower()
    return in_sentence and last is not None and last.shape is Shape.TEXT and before.rstrip()[-1] not in ".:;?!"


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether the line break between two lines is a hard wrap.

    It is when the next line begins in lower case, when its first word would not have fitted on a line of the chunk's
    width, or when a nearly full line ends without punctuation.
    """
    line, following = line.rstrip(), following.lstrip()
    if following[0].islower() and line[-1] not in ".!?:":
        return True
    if width > _WIDEST_WRAP:
        return False
    if len(line) + 1 + len(following.split(None, 1)[0]) > width:
        return True
    return width >= _NARROWEST_WRAP and len(line) >= _FULL * width and line[-1] not in ".!?:;"


def _hangs(last: _Open, content: str) -> bool:
    """Whether an indented line goes on with a list item."""
    return last.shape in (Shape.ITEM, Shape.NUMBERED) and content[:1] in (" ", "\t")
