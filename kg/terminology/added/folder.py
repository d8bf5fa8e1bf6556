"""The folder of added terminologies: ``ADDED`` lists them, each with its files, their hashes, kinds, precedence and
licence.

A terminology's files carry a hash of their content in their names, so that writing them changes nothing that is in use;
the one rename of ``ADDED`` is what adds, replaces or removes it.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kg.errors import ResourceError, UsageError
from kg.terminology.records import Source
from kg.terminology.sources import sha256

LIST_FILE = "ADDED"
ENVIRONMENT = "XDG_DATA_HOME"


@dataclass(frozen=True, slots=True, order=True)
class Added:
    """A line of ``ADDED``. ``source`` is the name of the file that was added, and ``source_sha256`` its hash; ``rows``,
    ``index`` and ``replaced`` are the hashes of the compiled files.
    """

    name: str
    kinds: str
    precedence: int
    licence: str
    release: str
    concepts: int
    names: int
    source: str
    source_sha256: str
    rows: str
    index: str
    replaced: str

    @property
    def files(self) -> tuple[Source, Source, Source]:
        """The compiled files: rows, index, and the table of what is replaced."""
        mark = sha256((self.rows + self.index + self.replaced).encode("ascii"))[:12]
        about = f"{self.kinds} added from {self.source}"
        rows, index, replaced = (
            Source(f"{self.name}-{mark}{suffix}", self.source, self.release, self.licence, digest, about)
            for suffix, digest in ((".tsv.xz", self.rows), (".idx.gz", self.index), (".replaced.tsv.gz", self.replaced))
        )
        return rows, index, replaced


_COLUMNS = [field.name for field in fields(Added)]
_NUMBERS = frozenset({"precedence", "concepts", "names"})


def default_folder() -> Path:
    """Where terminologies are added when nothing else is said: the user's data folder."""
    data = os.environ.get(ENVIRONMENT)
    return (Path(data) if data else Path.home() / ".local" / "share") / "claimgraph" / "terminologies"


def added_in(folder: Path) -> tuple[Added, ...]:
    """The terminologies of ``folder`` in order of their names; none when it does not exist.

    Raises ``ResourceError`` with the line when ``ADDED`` is broken.
    """
    path = folder / LIST_FILE
    if not path.is_file():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = [*csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)] or [[]]
    if header != _COLUMNS:
        raise _broken(path, 1)
    found = []
    for line, row in enumerate(rows, start=2):
        if len(row) != len(_COLUMNS) or not all(_is_number(row[_COLUMNS.index(c)]) for c in _NUMBERS):
            raise _broken(path, line)
        found.append(Added(**{c: int(v) if c in _NUMBERS else v for c, v in zip(_COLUMNS, row, strict=True)}))  # type: ignore[arg-type]
    return tuple(sorted(found))


def put(folder: Path, added: Added, contents: tuple[bytes, bytes, bytes]) -> None:
    """Add a terminology to ``folder``, in place of one of the same name. Raises ``UsageError`` when that cannot be
    written; then nothing has changed.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source, content in zip(added.files, contents, strict=True):
            _write(folder / source.file, content)
        others = (one for one in added_in(folder) if one.name != added.name)
        _replace_list(folder, (*others, added))
    except OSError as error:
        raise _cannot_write(folder, error) from error


def remove(folder: Path, name: str) -> Added:
    """Take a terminology out of ``folder``. Raises ``UsageError`` when there is none of that name."""
    known = {one.name: one for one in added_in(folder)}
    if name not in known:
        there = f"There are {', '.join(known)}." if known else "There are none."
        raise UsageError(f"no terminology has been added as {name!r}", where=str(folder), cure=there)
    try:
        _replace_list(folder, (one for one in known.values() if one.name != name))
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return known[name]


def _replace_list(folder: Path, added: Iterable[Added]) -> None:
    """Write ``ADDED`` at one stroke, then clear away the files that it does not name."""
    kept = sorted(added)
    lines = ["\t".join(map(str, row)) + "\n" for row in (_COLUMNS, *map(astuple, kept))]
    _write(folder / LIST_FILE, "".join(lines).encode("utf-8"))
    named = {source.file for one in kept for source in one.files}
    for path in folder.iterdir():
        if path.name.endswith((".tsv.xz", ".idx.gz", ".replaced.tsv.gz", ".part")) and path.name not in named:
            path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)


def _is_number(text: str) -> bool:
    return text.removeprefix("-").isdigit()


def _broken(path: Path, line: int) -> ResourceError:
    return ResourceError(
        "the list of added terminologies is broken",
        where=f"{path}, line {line}",
        cure="Remove the folder and add the terminologies again.",
    )


def _cannot_write(folder: Path, error: OSError) -> UsageError:
    return UsageError(
        f"the terminology cannot be written: {error.strerror}", where=str(folder), cure="Name a folder with --folder."
    )
