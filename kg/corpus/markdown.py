"""The layout of Markdown, as units over the original text. CommonMark is parsed by markdown-it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.corpus.lines import Shape, Unit, line_spans
from kg.model import Span

_QUOTE_OR_BLANK = re.compile(r"(?:[ \t]|>)*")
_BULLET = re.compile(r"[ \t>]*[*+-][ \t]+(?=\S)")
_NUMBER = re.compile(r"[ \t>]*(\d{1,9})[.)][ \t]+(?=\S)")
_ATX = re.compile(r"[ \t>]*#{1,6}[ \t]+")
_ATX_END = re.compile(r"[ \t]+#+[ \t]*$")
_BOLD_LINE = re.compile(r"(\*\*|__)(?P<words>[^*_\n]{1,100}?[^*_\n.,;])\1:?")
_INLINE_RULES = ["inline", "text_join"]
"""What lies inside a paragraph stays as it is, and parsing it would take quadratic time in a hostile file."""
_IMAGE = re.compile(r"(?:\[?!\[[^\]\n]*\]\([^)\n]*\)(?:\]\([^)\n]*\))?\s*)+")


def markdown_units(text: str, start: int = 0) -> Iterator[Unit]:
    """The units of Markdown from ``start`` on: headings, paragraphs, list items, tables.

    Code, raw HTML, link definitions, rules and paragraphs of pictures are left out. A paragraph that is one bold line
    is a heading.
    """
    lines = list(line_spans(text, start))
    parser = MarkdownIt("commonmark").enable("table").disable(_INLINE_RULES)
    item: tuple[Shape, int] | None = None
    ordered: list[bool] = []
    for token in parser.parse(text[start:]):
        if token.type in ("ordered_list_open", "bullet_list_open"):
            ordered.append(token.type.startswith("ordered"))
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            ordered.pop()
            item = None
        elif token.type == "list_item_open":
            item = (Shape.NUMBERED, int(token.info)) if ordered[-1] and token.info.isdigit() else (Shape.ITEM, 0)
        elif token.map and token.type in ("heading_open", "paragraph_open", "table_open"):
            unit = _unit(text, lines, token, item if ordered else None)
            if unit is not None:
                yield unit
            if token.type == "paragraph_open" and item is not None:
                item = (Shape.ITEM, 0)


def _unit(text: str, lines: Sequence[Span], token: Token, item: tuple[Shape, int] | None) -> Unit | None:
    first, last = token.map or (0, 0)
    outer = _between(text, lines[first].start, lines[min(last, len(lines)) - 1].end)
    if token.type == "table_open":
        return Unit(outer, outer, Shape.TABLE)
    if token.type == "heading_open":
        return _heading(text, lines, token, outer)
    start = outer.start
    shape, number = item or (Shape.TEXT, 0)
    mark = True
    while item and mark:
        match = _BULLET.match(text, start, outer.end) or _NUMBER.match(text, start, outer.end)
        mark, start = match is not None, match.end() if match else start
    if opening := _QUOTE_OR_BLANK.match(text, start, outer.end):
        start = opening.end()
    span = _between(text, start, outer.end)
    words = span.of(text)
    if not words or _IMAGE.fullmatch(words):
        return None
    bold = _BOLD_LINE.fullmatch(words)
    if bold and item is None:
        return Unit(
            Span(span.start + bold.start("words"), span.start + bold.end("words")), outer, Shape.HEADING, level=6
        )
    return Unit(span, outer, shape, number)


def _heading(text: str, lines: Sequence[Span], token: Token, outer: Span) -> Unit | None:
    level = int(token.tag[1])
    mark = _ATX.match(text, outer.start, outer.end)
    if token.markup.startswith("#"):
        end = _ATX_END.search(text[: outer.end], outer.start)
        span = _between(text, mark.end() if mark else outer.end, end.start() if end else outer.end)
    else:  # underlined: the last line of the map is the rule
        first, last = token.map or (0, 1)
        begin = _QUOTE_OR_BLANK.match(text, outer.start)
        span = _between(text, begin.end() if begin else outer.start, lines[max(first, last - 2)].end)
    return Unit(span, outer, Shape.HEADING, level=level) if len(span) else None


def _between(text: str, start: int, end: int) -> Span:
    """What stands between two offsets, trimmed; nothing where they cross, as in ``## ##``."""
    return Span(start, max(start, end)).trimmed(text)
