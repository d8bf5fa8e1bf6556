"""``SOURCES``: what each terminology file is, where it comes from, under which licence, and its SHA-256."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from pathlib import Path

from kg.errors import ResourceError
from kg.terminology.records import Source

SOURCES_FILE = "SOURCES"
_COLUMNS = ["file", "source", "version", "licence", "sha256", "description"]


def read_sources(folder: Path) -> tuple[Source, ...]:
    """The rows of ``SOURCES``, in their order. Raises ``ResourceError`` when it is missing or broken."""
    path = folder / SOURCES_FILE
    if not path.is_file():
        raise ResourceError("there is no list of terminologies", where=str(path), cure="Install claimgraph again.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    if rows[:1] != [_COLUMNS] or any(len(row) != len(_COLUMNS) for row in rows):
        raise ResourceError("the list of terminologies is broken", where=str(path), cure="Run: kg terminology build")
    return tuple(Source(*row) for row in rows[1:])


def write_sources(folder: Path, sources: Iterable[Source]) -> None:
    """Write ``SOURCES``."""
    rows = [_COLUMNS, *([s.file, s.source, s.version, s.licence, s.sha256, s.description] for s in sources)]
    (folder / SOURCES_FILE).write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def sha256(data: bytes) -> str:
    """The hexadecimal SHA-256 of ``data``."""
    return hashlib.sha256(data).hexdigest()


def read_checked(folder: Path, source: Source) -> bytes:
    """The bytes of a listed file. Raises ``ResourceError`` when it is missing or not the one that is listed."""
    path = folder / source.file
    if not path.is_file():
        raise ResourceError("a terminology file is missing", where=str(path), cure="Install claimgraph again.")
    data = path.read_bytes()
    if sha256(data) != source.sha256:
        raise ResourceError(
            "a terminology file is not the one that SOURCES lists",
            where=str(path),
            cure="Install claimgraph again, or run: kg terminology build",
        )
    return data
