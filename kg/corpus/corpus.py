"""A corpus: a folder of articles in any of the formats, or one file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from kg.corpus.jats import JatsReader
from kg.corpus.jsonl import JsonlReader
from kg.corpus.plain import MarkdownReader, PlainTextReader
from kg.corpus.pubmed import PubmedReader
from kg.corpus.raw import RawFile, look_at
from kg.corpus.reader import Reader
from kg.errors import InputError
from kg.model import Document, Failure

READERS: tuple[Reader, ...] = (PubmedReader(), JatsReader(), JsonlReader(), MarkdownReader(), PlainTextReader())
"""In the order in which they are asked."""

_NOT_ARTICLES = re.compile(
    r"\..*|.*~|(?:README|PROVENANCE|LICEN[CS]E|COPYING|NOTICE|CHANGELOG|SOURCES|MANIFEST|SHA256SUMS|Thumbs)(?:\..*)?"
    r"|.*\.(?:licen[cs]e|sha256|md5|asc|sig|json|csv|tsv|ya?ml|toml|ini|py|sh|ttl|nq)",
    re.IGNORECASE,
)


def read_corpus(root: Path) -> Iterator[Document | Failure]:
    """The articles under ``root``, which may be one file, in bytewise order of their paths, read while they are asked
    for.

    Passed over are hidden files and folders, backups (``…~``), and what tells of a corpus and is no part of it: files
    called README, PROVENANCE, LICENCE, COPYING, NOTICE, CHANGELOG, SOURCES or MANIFEST with any extension,
    ``*.licence``, checksums, signatures, data tables, settings and programs (``.json``, ``.csv``, ``.yaml``,
    ``.py``…). Any other file that is not in one of the formats is a ``Failure``. Links to folders are not followed.
    Raises ``InputError`` when ``root`` does not exist.
    """
    if not root.exists():
        raise InputError("there is no such folder or file", where=str(root), cure="Check the path of the corpus.")
    return _read_all(root)


def _read_all(root: Path) -> Iterator[Document | Failure]:
    if not root.is_dir():
        yield from read_file(root, root)
        return
    for path in _files(root, root):
        if isinstance(path, Failure):
            yield path
        else:
            yield from read_file(path, root)


def _files(folder: Path, root: Path) -> Iterator[Path | Failure]:
    """The files under ``folder``, in the order of their whole paths: a folder sorts as its name with ``/``."""
    try:
        entries = [entry for entry in os.scandir(folder) if not _NOT_ARTICLES.fullmatch(entry.name)]
    except OSError as error:
        yield Failure(
            _source(folder, root), "read", f"the folder cannot be read ({error.strerror})", "Check its permissions."
        )
        return
    real = [(entry, entry.is_dir(follow_symlinks=False)) for entry in entries]
    for entry, is_folder in sorted(real, key=lambda pair: os.fsencode(pair[0].name) + b"/" * pair[1]):
        if is_folder:
            yield from _files(Path(entry.path), root)
        elif not entry.is_dir():
            yield Path(entry.path)


def read_file(path: Path, root: Path) -> Iterator[Document | Failure]:
    """The articles of one file. ``root`` is what their sources are relative to; the file itself gives its bare name.

    Whatever is wrong with the file is a ``Failure`` with stage ``read``; nothing is raised for it.
    """
    source = _source(path, root)
    try:
        file = look_at(path, source)
        yield from _reader(file).read(file)
    except InputError as error:
        yield Failure(error.where or source, "read", error.what, error.cure)


def _source(path: Path, root: Path) -> str:
    relative = path.relative_to(root) if path != root and path.is_relative_to(root) else Path(path.name)
    return os.fsencode(relative.as_posix()).decode("utf-8", "replace")


def _reader(file: RawFile) -> Reader:
    for reader in READERS:
        if reader.accepts(file):
            return reader
    xml = file.suffix in (".xml", ".nxml")
    raise InputError(
        "the XML is neither PubMed's nor JATS" if xml else "not a format that is read here",
        where=file.source,
        cure="Convert it to .txt, .md, .jsonl, PubMed .xml or JATS .xml, or remove it from the corpus.",
    )
