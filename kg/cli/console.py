"""Messages, progress and tables on the terminal: messages to stderr, data to stdout."""

from __future__ import annotations

import csv
import json
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.model import Notice
    from kg.run.curation import CurationReport


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


JsonFlag = Annotated[bool, typer.Option("--json", help="Write JSON to stdout.")]
ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="Settings file; kg.toml of the current folder when not given.")
]


def say(message: str) -> None:
    """A message for the person at the terminal."""
    print(message, file=sys.stderr)


def say_notices(notices: Iterable[Notice]) -> None:
    """What was left out of a log of decisions, and how to mend it."""
    for notice in notices:
        say(f"note: {notice.message} ({notice.where}). {notice.cure}")


def say_curation(report: CurationReport | None) -> None:
    """What became of the decisions that were replayed."""
    if report is None:
        return
    say_notices(report.notices)
    for message in report.outcome.messages():
        say(f"curation: {message}")
    counts = ", ".join(f"{number} {name}" for name, number in report.outcome.counts().items() if number)
    say(f"curation: {report.events} events, of which {counts or 'none stands'}")


def write_json(value: object) -> None:
    """``value`` to stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def write_rows(columns: Sequence[str], rows: Iterable[Sequence[str]], form: Format) -> None:
    """Rows of text to stdout."""
    if form is Format.JSON:
        write_json([dict(zip(columns, row, strict=True)) for row in rows])
    elif form is Format.CSV:
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(columns)
        table.writerows(rows)
    else:
        _write_table(columns, list(rows))


def _write_table(columns: Sequence[str], rows: list[Sequence[str]]) -> None:
    """Columns side by side, as wide as a terminal is, and as wide as they need where there is none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else _width(columns, rows))
    console.print(table)


def _width(columns: Sequence[str], rows: list[Sequence[str]]) -> int:
    widest = [max(len(cell) for cell in column) for column in zip(columns, *rows, strict=True)]
    return sum(widest) + 4 * len(widest) + 4


class Steps:
    """A build's progress on stderr: the stages with their times, and on a terminal a live line with the count."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._name = ""
        self._start = time.monotonic()
        self._documents = 0

    def stage(self, name: str) -> None:
        """End the stage before and begin this one."""
        now = time.monotonic()
        if self._name:
            count = f" {self._documents} documents" if self._documents else ""
            self._erase()
            say(f"{self._name}{count}: {now - self._start:.1f} s")
        self._name, self._start, self._documents = name, now, 0
        self._draw(name)

    def document(self, source: str) -> None:
        """Count one document."""
        self._documents += 1
        self._draw(f"{self._name}: {self._documents} documents, {source}")

    def _draw(self, text: str) -> None:
        if self._live:
            width = shutil.get_terminal_size().columns - 1
            sys.stderr.write("\r\x1b[K" + text[:width])
            sys.stderr.flush()

    def _erase(self) -> None:
        if self._live:
            sys.stderr.write("\r\x1b[K")


def one_of(value: str | None, file: Path | None, *, what: str) -> str:
    """The argument or the content of the file, exactly one of which must be there.

    Raises ``UsageError`` otherwise.
    """
    if (value is None) == (file is None):
        raise UsageError(f"{what} comes as an argument or with --file, one of the two", cure="See kg --help.")
    if file is None:
        return value or ""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise UsageError(f"{what} cannot be read: {reason}", where=str(file), cure="Name a text file.") from error
