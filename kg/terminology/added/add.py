"""``kg terminology add``: a file is read, joined with what is embedded, compiled and listed, or nothing happens."""

from __future__ import annotations

import gzip
import lzma
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError, UsageError
from kg.terminology.added.folder import Added, put
from kg.terminology.added.formats import read
from kg.terminology.added.joining import Joined, Known, join
from kg.terminology.added.kinds import Kinds
from kg.terminology.added.namespaces import Namespaces
from kg.terminology.added.terms import Term
from kg.terminology.compile.build import index, table
from kg.terminology.replaced import Replacement, pack
from kg.terminology.sources import sha256

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a terminology when it is added. Without a ``name`` it has that of its file."""

    name: str = ""
    precedence: int = 0
    licence: str = "not stated"
    release: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was added. ``known`` counts the concepts that the embedded terminologies have already, ``nameless`` and
    ``passed_over`` the terms that were left out: without a name, or of no kind or another prefix.
    """

    added: Added
    known: int
    nameless: int
    passed_over: int
    deprecated: int


def add(
    path: Path,
    folder: Path,
    embedded: Known,
    kinds: Kinds,
    *,
    namespaces: Namespaces | None = None,
    form: str | None = None,
    about: About | None = None,
) -> Report:
    """Compile the terminology in ``path`` into ``folder``.

    Raises ``ResourceError`` with the line when the file is broken or gives no concept, ``UsageError`` for a name that
    is none or a folder that cannot be written; then nothing has changed.
    """
    namespaces, about = namespaces or Namespaces(), about or About()
    name = about.name or re.sub(r"[^a-z0-9]+", "-", path.name.partition(".")[0].lower()).strip("-")
    if not _NAME.fullmatch(name):
        raise UsageError(f"no name of a terminology: {name!r}", where="--name", cure="Use letters, digits and dashes.")
    terms = {term.curie: term for term in read(path, form, namespaces) if namespaces.wanted(term.curie)}
    kind_of = kinds.of(terms)
    joined = join(terms, kind_of, embedded, own_labels=about.precedence > 0)
    replaced = _replaced(terms, path.name)
    if not joined.entries:
        raise ResourceError(
            f"none of the {len(terms)} terms can be taken",
            where=path.name,
            cure="Say with --kind what they are, and with --prefix which are wanted.",
        )
    rows = table(list(joined.entries))
    contents = (lzma.compress(rows, preset=6), _gzip(index([list(joined.entries)])), _gzip(pack(replaced)))
    added = Added(
        name,
        ",".join(sorted({entry.kind.value for entry in joined.entries})),
        about.precedence,
        _on_one_line(about.licence),
        _on_one_line(about.release),
        len(joined.entries),
        sum(len(entry.names) for entry in joined.entries),
        _on_one_line(path.name),
        sha256(path.read_bytes()),
        *(sha256(content) for content in contents),
    )
    put(folder, added, contents)
    return _report(added, joined, terms, len(replaced))


def _report(added: Added, joined: Joined, terms: Mapping[str, Term], deprecated: int) -> Report:
    live = sum(1 for term in terms.values() if not term.deprecated)
    taken = len(joined.entries) + joined.nameless
    return Report(added, joined.known, joined.nameless, max(0, live - taken), deprecated)


def _replaced(terms: Mapping[str, Term], source: str) -> list[Replacement]:
    return [
        Replacement(term.curie, tuple(sorted(term.replaced_by)), term.label, source)
        for term in terms.values()
        if term.deprecated or term.replaced_by
    ]


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=6, mtime=0)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
