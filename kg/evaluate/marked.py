"""From what a reader finds in a record to a :class:`GoldDocument`, with its marks checked against the text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from kg.corpus.article import compose
from kg.corpus.lines import plain_units
from kg.errors import InputError
from kg.evaluate.records import GoldDocument, GoldEnd, GoldMention
from kg.model import Block, Document, Span

OFFSETS = "Offsets count code points of the text from 0, and the end is behind the last one."


def laid_out(source: str, text: str) -> Document:
    """A document whose blocks are read off the layout of ``text``, as those of a JSON line are."""
    return with_blocks(source, text, compose(text, tuple(plain_units(text)), source, has_front=False).blocks)


def with_blocks(source: str, text: str, blocks: Iterable[Block]) -> Document:
    """A document with known blocks."""
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(source, text, sha256, blocks=tuple(blocks))


def checked_span(text: str, start: int, end: int, says: str | None, where: str) -> Span:
    """The span ``[start, end)`` of ``text``.

    Raises ``InputError`` when it is not inside the text, or the text has not there what the mark ``says``.
    """
    if not 0 <= start < end <= len(text):
        raise InputError(f"no span of the text: {start} to {end} of {len(text)}", where=where, cure=OFFSETS)
    if says is not None and not _same(text[start:end], says):
        what = f"the text has {text[start:end]!r} at {start} to {end}, not {says!r}"
        raise InputError(what, where=where, cure=OFFSETS)
    return Span(start, end)


def _same(found: str, wanted: str) -> bool:
    """Whether two pieces of text are the same but for white space and no-break blanks, one for one."""
    return found == wanted or (len(found) == len(wanted) and found.split() == wanted.split())


def concept_end(ids: frozenset[str], mentions: Sequence[GoldMention]) -> GoldEnd:
    """The end of a relation that is given by identifiers."""
    return GoldEnd(ids, tuple(i for i, marked in enumerate(mentions) if marked.ids & ids))


def mention_end(index: int, mentions: Sequence[GoldMention]) -> GoldEnd:
    """The end of a relation that is given by a mention."""
    return GoldEnd(mentions[index].ids, (index,))


def once(documents: Iterable[GoldDocument], file: str) -> Iterable[GoldDocument]:
    """``documents`` as they come. Raises ``InputError`` when two have the same id, or there is none at all."""
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise InputError(
                f"the document {document.id} is in the file twice", where=file, cure="Give each document an id."
            )
        seen.add(document.id)
        yield document
    if not seen:
        raise InputError("the file has no documents", where=file, cure="docs/evaluation.md shows the formats.")
