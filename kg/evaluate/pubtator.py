"""PubTator: ``id|t|title``, ``id|a|abstract``, then a tab-separated line a mention and a line a relation.

The text is ``title + " " + abstract``, which is what the offsets count. A line ``id, start, end, text, type, ids`` is
a mention; a line ``id, label, id, id`` is a relation between concepts. An empty line ends a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.corpus import RawFile
from kg.errors import InputError
from kg.evaluate.identifiers import curies
from kg.evaluate.marked import checked_span, concept_end, with_blocks
from kg.evaluate.records import GoldDocument, GoldMention, GoldRelation
from kg.model import Block, BlockKind, Span

_TEXT = re.compile(r"([^|\t]+)\|([ta])\|(.*)", re.DOTALL)
_CURE = "A document is `id|t|title`, `id|a|abstract`, then `id<tab>start<tab>end<tab>text<tab>type<tab>ids`."


@dataclass(slots=True)
class _Open:
    """A document while its lines come."""

    id: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    mentions: list[GoldMention] = field(default_factory=list)
    relations: list[tuple[str, list[str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return f"{self.parts.get('t', '')} {self.parts.get('a', '')}"

    def closed(self) -> GoldDocument:
        title = len(self.parts.get("t", ""))
        spans = ((Span(0, title), BlockKind.TITLE), (Span(title + 1, len(self.text)), BlockKind.PARAGRAPH))
        blocks = [Block(span.trimmed(self.text), kind) for span, kind in spans if span.of(self.text).strip()]
        mentions = tuple(self.mentions)
        relations = tuple(
            GoldRelation(label, tuple(concept_end(curies([end]), mentions) for end in ends))
            for label, ends in self.relations
        )
        return GoldDocument(with_blocks(self.id, self.text, blocks), mentions, relations)


def read(file: RawFile) -> Iterator[GoldDocument]:
    """The documents of ``file``, in order. Raises ``InputError`` with the line for what is not in this form."""
    document = _Open()
    for line, where in _lines(file):
        if not line.strip():
            if document.id:
                yield document.closed()
            document = _Open()
            continue
        text = _TEXT.fullmatch(line)
        if text and not document.mentions:
            _begin(document, text[1], where)
            document.parts[text[2]] = text[3]
        else:
            _mark(document, line.split("\t"), where)
    if document.id:
        yield document.closed()


def _lines(file: RawFile) -> Iterable[tuple[str, str]]:
    with file.open() as stream:
        for number, line in enumerate(stream, start=1):
            where = f"{file.source}, line {number}"
            try:
                yield line.decode("utf-8-sig").rstrip("\r\n"), where
            except UnicodeDecodeError as error:
                raise InputError("the line is not UTF-8", where=where, cure="Save the file as UTF-8.") from error


def _begin(document: _Open, identifier: str, where: str) -> None:
    if document.id and document.id != identifier:
        raise InputError(
            f"{identifier} begins before {document.id} ends", where=where, cure="Put an empty line between documents."
        )
    document.id = identifier


def _mark(document: _Open, cells: list[str], where: str) -> None:
    """Add the mention or the relation of a line."""
    if len(cells) < 4 or cells[0] != document.id:
        raise InputError(f"this is no line of the document {document.id or '(none yet)'}", where=where, cure=_CURE)
    if not cells[1].isdigit():
        document.relations.append((cells[1], cells[2:4]))
        return
    if len(cells) < 5 or not cells[2].isdigit():
        raise InputError("a mention has five or six columns", where=where, cure=_CURE)
    span = checked_span(document.text, int(cells[1]), int(cells[2]), cells[3], where)
    document.mentions.append(GoldMention(span, cells[3], cells[4], curies(cells[5:6])))
