"""JSONL: one article a line, as an object with an id, a text and, where known, title, authors, date and so on.

The text is used exactly as it is. Ids are taken from ``id``, ``docid``, ``pmid``, ``pmcid`` or ``doi``, whichever
comes first.
"""

from __future__ import annotations

import codecs
import hashlib
import json
from collections.abc import Iterator
from typing import IO

from kg.corpus.article import compose
from kg.corpus.dates import iso_prefix
from kg.corpus.lines import plain_units
from kg.corpus.raw import LARGEST_ARTICLE, RawFile
from kg.errors import InputError
from kg.model import Document, DocumentKind, Failure, Notice

_IDS = ("id", "docid", "pmid", "pmcid", "doi")
_SCHEMES = (("pmid", "PMID"), ("pmcid", "PMC"), ("doi", "doi"))
_ONE_OBJECT = "Write one JSON object a line, with `id` and `text`."


class JsonlReader:
    """``.jsonl`` and ``.ndjson``, plain, ``.gz`` or ``.xz``."""

    name = "JSONL"

    def accepts(self, file: RawFile) -> bool:
        return file.suffix in (".jsonl", ".ndjson")

    def read(self, file: RawFile) -> Iterator[Document | Failure]:
        """A document for each line. A line that is no article is a ``Failure`` with the source ``path#line-<number>``.

        Raises ``InputError`` when the compression is broken.
        """
        seen: set[str] = set()
        with file.open() as stream:
            for number, line in _lines(stream):
                place = f"{file.source}#line-{number}"
                try:
                    yield _document(line, place, file.source, seen)
                except InputError as error:
                    yield Failure(error.where or place, "read", error.what, error.cure)


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, bytes | None]]:
    """The lines that are not blank, with their numbers from 1; None for one that is larger than an article can be."""
    number = 0
    while line := stream.readline(LARGEST_ARTICLE + 1):
        number += 1
        if len(line) > LARGEST_ARTICLE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(LARGEST_ARTICLE)
            yield number, None
            continue
        line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        if line.strip():
            yield number, line.rstrip(b"\r\n")


def _document(line: bytes | None, place: str, path: str, seen: set[str]) -> Document:
    if line is None:
        raise InputError(
            f"the line is larger than an article can be ({LARGEST_ARTICLE // 2**20} MiB)", cure=_ONE_OBJECT
        )
    record = _object(line)
    identifier = next((found for key in _IDS if (found := _string(record, key))), "")
    source = f"{path}#{identifier}" if identifier else place
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise InputError("the record has no text", where=source, cure="Give the article's text as `text`.")
    if "\0" in text or not _is_unicode("".join((text, source, *map(str, _strings(record, "authors"))))):
        raise InputError("the text is not valid Unicode", where=source, cure="Write the record again as UTF-8.")
    if source in seen:
        raise InputError(
            "the id has been used before in this file", where=source, cure="Give each record an id of its own."
        )
    seen.add(source)
    return _article(record, text, source, hashlib.sha256(line).hexdigest(), identified=bool(identifier))


def _object(line: bytes) -> dict[str, object]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError("the line is not UTF-8", cure="Save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise InputError(f"the line is not JSON ({error.msg}, column {error.colno})", cure=_ONE_OBJECT) from error
    except (ValueError, RecursionError) as error:
        raise InputError("the line holds numbers or brackets beyond reason", cure=_ONE_OBJECT) from error
    if not isinstance(record, dict):
        raise InputError("the line is not a JSON object", cure=_ONE_OBJECT)
    return record


def _article(record: dict[str, object], text: str, source: str, sha256: str, *, identified: bool) -> Document:
    title = _string(record, "title")
    article = compose(text, tuple(plain_units(text)), source, title, has_front=False)
    notices = list(article.notices)
    if not identified:
        notices.append(
            Notice("missing-id", "the record has no id; its line number stands for it", source, "Give it an `id`.")
        )
    written = _string(record, "date", "published", "year")
    when = iso_prefix(written) if written else None
    if written and when is None:
        notices.append(Notice("unreadable-date", f"no date: {written!r}", source, "Write it as 2019-02-14."))
    url = _string(record, "url", "source")
    identifiers = tuple(_curie(prefix, found) for key, prefix in _SCHEMES if (found := _string(record, key)))
    return Document(
        source=source,
        text=text,
        sha256=sha256,
        kind=DocumentKind.ARTICLE if identifiers else article.kind,
        title=title,
        authors=_strings(record, "authors", "author"),
        date=when,
        publisher=_string(record, "publisher", "journal") or None,
        url=url if url.startswith(("https://", "http://")) and not set(url) & set(' <>"{}|\\^`\n\t') else None,
        licence=_string(record, "licence", "license") or None,
        identifiers=identifiers,
        blocks=tuple(article.blocks),
        citations=tuple(article.citations),
        notices=tuple(notices),
        retracted=record.get("retracted") is True,
    )


def _curie(prefix: str, identifier: str) -> str:
    bare = identifier.removeprefix(prefix).lstrip(":")
    return f"{prefix}:{prefix if prefix == 'PMC' else ''}{bare}"


def _string(record: dict[str, object], *keys: str) -> str:
    """The first of ``keys`` that holds a text or whole number, as a text on one line; empty when there is none."""
    for key in keys:
        value = record.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool):
            words = " ".join(str(value).split())
            if words and _is_unicode(words):
                return words
    return ""


def _strings(record: dict[str, object], *keys: str) -> tuple[str, ...]:
    for key in keys:
        value = record.get(key)
        if isinstance(value, str) and value.strip():
            return (" ".join(value.split()),)
        if isinstance(value, list):
            return tuple(" ".join(item.split()) for item in value if isinstance(item, str) and item.strip())
    return ()


def _is_unicode(text: str) -> bool:
    """Whether ``text`` can be written: JSON can smuggle in halves of surrogate pairs."""
    return text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text)
