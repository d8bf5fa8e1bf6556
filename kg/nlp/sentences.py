"""Sentences, by rules over the original text.

A stop ends a sentence when what follows looks like a beginning (a capital, a number, an opening quote or bracket) and
what precedes does not look like an abbreviation, an initial or a list number. White space of any kind, hard line breaks
included, is a blank. Closing quotes, brackets and reference marks after the stop (``. (1,2)``, ``.”``) stay with the
sentence that they close. Nothing here depends on a language model, so sentences are the same whatever pipeline
recognises the names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.model import Block, BlockKind, Document, Sentence, Span

# English abbreviations as they stand in medical prose, and words that begin sentences there; compiled for this project.
_WORDS = {
    "never final": """
    dr drs mr mrs ms prof st mt ft gov gen sen rev hon vs v e.g i.e eg ie cf viz fig figs eq eqs ref refs tab suppl ca
    approx resp sp spp subsp dept univ incl excl
    """,
    "before a number": """
    no nos vol pp p sec ch jan feb mar apr jun jul aug sep sept oct nov dec art ser ver
    """,
    "sometimes final": "al inc co corp ltd jr sr bros est",
    "takes a letter": """
    vitamin hepatitis arm arms group groups cohort cohorts type class factor part stage panel category grade influenza
    immunoglobulin haemophilia hemophilia appendix protein subtype genotype serotype complex interferon cyclosporin
    cyclosporine amphotericin coenzyme botulinum strain or versus
    """,
    "opener": """
    a about across additional adding adults adverse after again all also although among an and another are as at
    because before besides between both but by can common compared consequently conversely despite did do does
    during each earlier eight eleven every few finally first five follow-up for four from further furthermore
    given had half has he hence here how however if in indeed instead is it its later like many mean median
    meanwhile men more moreover most neither nevertheless nine no none nonetheless nor not notably now of on
    once one only or other others our out over overall participants patients people previous previously rather
    recently researchers results second secondary serious seven several severe she similarly since six so some
    still such ten than that the their then there therefore these they third this those three through thus to
    together treatment two under unlike until using was we were what when where whereas whether which while who
    why with within without women yet you your background methods conclusions conclusion objective objectives
    discussion interpretation findings
    """,
}
_NEVER_FINAL = frozenset(_WORDS["never final"].split())
"""Words whose full stop does not end a sentence."""
_BEFORE_NUMBER = frozenset(_WORDS["before a number"].split())
"""Words whose full stop does not end a sentence when a number follows."""
_SOMETIMES_FINAL = frozenset(_WORDS["sometimes final"].split())
"""Words whose full stop ends a sentence only before a word that usually begins one."""
_TAKES_A_LETTER = frozenset(_WORDS["takes a letter"].split())
"""Words after which a single capital is part of a name (vitamin D, arm B) and no person's initial."""
_OPENERS = frozenset(_WORDS["opener"].split())
"""Words that, with a capital, usually begin a sentence."""

_STOP = re.compile(
    r"""(?:[.!?]+|…)                                          # the stop
        [)\]}"'”’»*_]*                                        # what it closes
        (?:(?<=[a-z)%]\.)\d{1,3}(?:\s?[,–-]\s?\d{1,3})*(?=\s)       # a reference mark that lost its superscript
          |\s*(?:\(\s*\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\s*\)|\[\s*\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\s*\])(?=\s|$)
        )*
        (?=\s|$)""",
    re.VERBOSE,
)
_BEGINNING = re.compile(
    r"""\s+(?P<first>[("'“‘«\[*_¿]*
        (?:[A-ZÀ-ÖØ-ÞΑ-Ωα-ω0-9]|[≥≤<>~±]\s?\d|[a-z]{1,3}[A-Z0-9]|[a-z]-[A-Z]|(?:alpha|beta|gamma|delta)[(-]))""",
    re.VERBOSE,
)
_WORD_BEFORE = re.compile(r"[^\s(\[“\"'‘«/,;–—]+$")
_WORD_AFTER = re.compile(r"[A-Za-z][\w-]*")
_NEXT_LINE_ITEM = re.compile(r"\r?\n(?=[ \t]*(?:[•●▪◦‣∙*-]\s+\S|\r?\n))")
_BULLET = re.compile(r"\s*[•●▪◦‣∙·*+–—-]\s+")
_NUMBER = re.compile(r"\s*(?:\(?\d{1,3}[.)]|\(?[A-Za-z]\))\s+")
_NUMBER_THEN_WORD = re.compile(r"\d+\s+[a-z]")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]{1,2}|Ph\.D")
_BRACKET = re.compile(r"[()\[\]]")
_LONGEST_PARENTHESIS = 400
"""Code points after which an opening bracket is taken for one that nobody closed."""

_WHOLE = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.BYLINE, BlockKind.METADATA, BlockKind.REFERENCE})


def split(document: Document) -> tuple[Sentence, ...]:
    """The sentences of ``document`` in text order, numbered from 0, their spans trimmed, their tokens empty.

    A title, heading, byline, metadata or reference block is one sentence, a table has one for each row, paragraphs
    and list items as many as they hold; the bullet or number of an item stays outside. A document without blocks
    is one paragraph. What holds neither letter nor digit (a rule of a table) is no sentence.
    """
    text = document.text
    blocks = document.blocks or (Block(Span(0, len(text)), BlockKind.PARAGRAPH),)
    found = [(span, block) for block in blocks for span in _of_block(text, block)]
    return tuple(Sentence(index, span, block) for index, (span, block) in enumerate(found))


def _of_block(text: str, block: Block) -> Iterator[Span]:
    start, end = block.span.start, block.span.end
    if block.kind in _WHOLE:
        pieces: Iterator[tuple[int, int]] = iter([(start, end)])
    elif block.kind is BlockKind.TABLE:
        pieces = _rows(text, start, end)
    else:
        pieces = (
            sentence
            for segment in _segments(text, start, end)
            for sentence in _sentences(text, *_without_marker(text, *segment, item=block.kind is BlockKind.LIST_ITEM))
        )
    for piece in pieces:
        span = Span(*piece).trimmed(text)
        if any(map(str.isalnum, span.of(text))):
            yield span


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        yield at, at + len(line)
        at += len(line)


def _segments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches that a sentence cannot cross: list items and what empty lines part."""
    at = start
    for match in _NEXT_LINE_ITEM.finditer(text, start, end):
        yield at, match.start()
        at = match.end()
    yield at, end


def _without_marker(text: str, start: int, end: int, *, item: bool) -> tuple[int, int]:
    """The segment without its bullet, and a list item without its number."""
    match = _BULLET.match(text, start, end) or (_NUMBER.match(text, start, end) if item else None)
    return (match.end() if match else start), end


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    closed = _Brackets(text, start, end)
    for stop in _STOP.finditer(text, start, end):
        if stop.end() >= end:
            break
        following = _BEGINNING.match(text, stop.end(), end)
        if following is None or closed.inside(at, stop.start()) or not _ends(text, at, stop, following):
            continue
        yield at, stop.end()
        at = following.start("first")
    if at < end:
        yield at, end


def _ends(text: str, start: int, stop: re.Match[str], following: re.Match[str]) -> bool:
    """Whether the stop after ``text[start:]`` ends the sentence, given that what follows may begin one."""
    mark = stop.group()
    if not mark.startswith(".") or mark.startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(start, stop.start() - 40), stop.start())
    word = before.group() if before else ""
    low = word.lower()
    first = following.start("first")
    number_next = text[first].isdigit()
    if low in _NEVER_FINAL or (number_next and low in _BEFORE_NUMBER):
        return False
    if len(word) < 3 and (word.isdigit() or len(word) == 1) and not text[start : stop.start() - len(word)].strip("( "):
        return False  # the number of a list item or heading
    if word.isdigit() and number_next:
        return len(word) > 2 and _NUMBER_THEN_WORD.match(text, first) is not None
    if low in _SOMETIMES_FINAL or _DOTTED.fullmatch(word):
        return _usually_begins(text, first)
    if before and len(word) == 1 and word.isupper():
        return _usually_begins(text, first) or _is_a_name_part(text, start, before.start())
    return True


def _usually_begins(text: str, at: int) -> bool:
    match = _WORD_AFTER.match(text, at)
    if match is None or text[match.end() : match.end() + 1] == ".":
        return False
    return match.group().lower() in _OPENERS


def _is_a_name_part(text: str, start: int, letter: int) -> bool:
    words = text[max(start, letter - 40) : letter].split()
    return bool(words) and words[-1].lower() in _TAKES_A_LETTER


class _Brackets:
    """Which stops of a segment stand inside a pair of brackets."""

    def __init__(self, text: str, start: int, end: int) -> None:
        pairs: list[tuple[int, int]] = []
        opened: list[int] = []
        for match in _BRACKET.finditer(text, start, end):
            if match.group() in "([":
                opened.append(match.start())
            elif opened:
                left = opened.pop()
                if match.start() - left <= _LONGEST_PARENTHESIS:
                    while pairs and pairs[-1][0] > left:
                        pairs.pop()
                    pairs.append((left, match.start()))
        self._pairs = pairs

    def inside(self, sentence_start: int, stop: int) -> bool:
        """True when a bracket that opened after the sentence began is still open at ``stop``."""
        at = bisect_left(self._pairs, (stop, 0)) - 1
        return at >= 0 and sentence_start < self._pairs[at][0] and stop < self._pairs[at][1]
