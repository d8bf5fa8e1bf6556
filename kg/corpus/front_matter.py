"""The block of ``key: value`` lines between two ``---`` at the very start of a text or Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from kg.corpus.dates import iso_prefix
from kg.model import Notice, Span

_BLOCK = re.compile(r"---[ \t]*(?:\r\n?|\n)(?P<yaml>.*?)(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.DOTALL)
_LARGEST = 64 * 1024
_DEEPEST = 20
_NOWHERE = Span(0, 0)
_FIELDS = {
    "title": "title",
    "author": "authors",
    "authors": "authors",
    "date": "date",
    "source": "url",
    "url": "url",
    "publisher": "publisher",
    "licence": "licence",
    "license": "licence",
    "doi": "doi",
    "pmid": "pmid",
}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says. ``span`` is where it stands, without the last line end; it is empty when there is
    none. ``end`` is where the article begins.
    """

    span: Span = _NOWHERE
    end: int = 0
    title: str = ""
    authors: tuple[str, ...] = ()
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    licence: str | None = None
    identifiers: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_front_matter(text: str, source: str) -> FrontMatter:
    """The front matter of ``text``. What is wrong in it becomes the notices ``front-matter-unreadable`` and
    ``front-matter-value``; keys that are not this project's are passed over."""
    block = _BLOCK.match(text, 0, _LARGEST)
    if block is None:
        return FrontMatter()
    span = Span(0, len(block.group().rstrip()))
    values, problem = _parse(block.group("yaml"))
    if problem:
        cure = "Write one `key: value` a line, and put a value with a colon in quotes."
        return FrontMatter(span, block.end(), notices=(Notice("front-matter-unreadable", problem, source, cure),))
    fields: dict[str, tuple[str, ...]] = {}
    notices: list[Notice] = []
    for key, value in values.items():
        field = _FIELDS.get(key.strip().lower())
        items = _strings(value)
        if field is None or items == ():
            continue
        if items is None:
            notices.append(_notice(source, key, "is neither a text nor a list of texts"))
        else:
            fields.setdefault(field, items)
    return _typed(span, block.end(), fields, notices, source)


def _parse(content: str) -> tuple[dict[str, object], str]:
    if len(content) - len(content.replace("[", "").replace("{", "")) > _DEEPEST:
        return {}, "the front matter has too many brackets"
    try:
        loaded = yaml.load(content, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, ValueError) as error:
        return {}, f"the front matter is not readable ({str(error).splitlines()[0]})"
    if loaded in (None, ""):
        return {}, ""
    if not isinstance(loaded, dict) or not all(isinstance(key, str) for key in loaded):
        return {}, "the front matter is not a list of keys and values"
    return loaded, ""


def _strings(value: object) -> tuple[str, ...] | None:
    """The text or texts of a value, without empty ones; None when it is something else."""
    if isinstance(value, str):
        return (" ".join(value.split()),) if value.strip() else ()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(" ".join(item.split()) for item in value if item.strip())
    return None


def _typed(span: Span, end: int, fields: dict[str, tuple[str, ...]], notices: list[Notice], source: str) -> FrontMatter:
    def one(field: str) -> str | None:
        return fields[field][0] if field in fields else None

    written = one("date")
    when = iso_prefix(written) if written else None
    if written and when is None:
        notices.append(_notice(source, "date", f"is no date: {written!r}"))
    url = one("url")
    if url and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", url):
        notices.append(_notice(source, "source", f"is no web address: {url!r}"))
        url = None
    identifiers = tuple(f"{p}:{fields[f][0]}" for f, p in (("pmid", "PMID"), ("doi", "doi")) if f in fields)
    return FrontMatter(
        span=span,
        end=end,
        title=one("title") or "",
        authors=fields.get("authors", ()),
        date=when,
        url=url,
        publisher=one("publisher"),
        licence=one("licence"),
        identifiers=identifiers,
        notices=tuple(notices),
    )


def _notice(source: str, key: str, problem: str) -> Notice:
    return Notice("front-matter-value", f"`{key}` in the front matter {problem}", source, "Correct the value.")
