"""The log of curation events: a JSONL file that only ever grows.

:meth:`CurationLog.append` returns when the events are on the disk. Writers lock the file, so several processes and
threads lose nothing. A writer that is killed leaves at most one line without its end, which nobody was told of; the
next writer puts it aside and readers report it. A line that is no event stays where it is and is reported, and the
others count.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.curate.form import parse_event, write_event
from kg.errors import InputError, UsageError
from kg.model import CurationEvent, Notice

TORN = ".torn"
"""The ending of the file beside the log that takes up torn last lines."""


@dataclass(frozen=True, slots=True)
class LogContent:
    """The events of one or several logs, each once, in the order in which they were appended."""

    events: tuple[CurationEvent, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_log(path: Path) -> LogContent:
    """All events of a log; each line that is none, and a torn last one, is a notice with its number.

    Raises ``InputError`` for a file that cannot be read, and for one that has lines of which none is an event.
    """
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            data = file.read()
    except OSError as error:
        cure = "Name a log of decisions that was downloaded from the review page or kept by kg serve."
        raise InputError(f"the log cannot be read: {error.strerror}", where=str(path), cure=cure) from error
    whole, tail = _split(data)
    events: dict[str, CurationEvent] = {}
    wrong: list[InputError] = []
    for found in _events(whole, path, first=1):
        if isinstance(found, InputError):
            wrong.append(found)
        else:
            events[found.id] = found
    if wrong and not events:
        raise wrong[0]
    notices = [_left_out(error) for error in wrong]
    if tail:
        notices.append(_torn(path, whole.count(b"\n") + 1, len(tail)))
    return LogContent(tuple(events.values()), tuple(notices))


def read_logs(paths: Sequence[Path]) -> LogContent:
    """The events of several logs; one that stands in two of them counts once.

    Raises ``InputError`` like :func:`read_log`.
    """
    events: dict[str, CurationEvent] = {}
    notices: list[Notice] = []
    for path in paths:
        content = read_log(path)
        events |= {event.id: event for event in content.events}
        notices += content.notices
    return LogContent(tuple(events.values()), tuple(notices))


class CurationLog:
    """A log that is open for appending. Any number of them, in any processes, may share one file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._guard = threading.Lock()
        self._events: dict[str, CurationEvent] = {}
        self._read = 0
        self._lines = 0
        self._inode = -1

    def append(self, events: Iterable[CurationEvent]) -> tuple[str, ...]:
        """Append those of the events that the log does not have yet, and return their ids once they are on the disk.

        All of them are written, or none. Raises ``UsageError`` when the file cannot be written.
        """
        wanted = {event.id: event for event in events}
        with self._guard, self._locked() as handle:
            self._catch_up(handle)
            new = {key: event for key, event in wanted.items() if key not in self._events}
            if new:
                data = "".join(f"{write_event(event)}\n" for event in new.values()).encode()
                self._write(handle, data)
                self._events |= new
                self._read += len(data)
                self._lines += len(new)
        return tuple(new)

    def events(self) -> tuple[CurationEvent, ...]:
        """All events of the log, also those that others have appended.

        Raises like :meth:`append`.
        """
        with self._guard, self._locked() as handle:
            self._catch_up(handle)
            return tuple(self._events.values())

    @contextmanager
    def _locked(self) -> Iterator[int]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise self._cannot_write(error) from error
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield handle
        finally:
            os.close(handle)

    def _catch_up(self, handle: int) -> None:
        """Read what others have appended, and put a torn last line aside."""
        status = os.fstat(handle)
        if status.st_ino != self._inode or status.st_size < self._read:
            self._events, self._read, self._lines, self._inode = {}, 0, 0, status.st_ino
            _sync_folder(self.path.parent)
        data = _read(handle, self._read, status.st_size)
        whole, tail = _split(data)
        found = _events(whole, self.path, first=self._lines + 1)
        self._events |= {event.id: event for event in found if not isinstance(event, InputError)}
        self._read += len(whole)
        self._lines += whole.count(b"\n")
        if tail:
            self._put_aside(handle, tail)

    def _put_aside(self, handle: int, tail: bytes) -> None:
        try:
            with self.path.with_name(self.path.name + TORN).open("ab") as aside:
                aside.write(tail + b"\n")
                aside.flush()
                os.fsync(aside.fileno())
            os.ftruncate(handle, self._read)
        except OSError as error:
            raise self._cannot_write(error) from error

    def _write(self, handle: int, data: bytes) -> None:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
            os.fsync(handle)
        except OSError as error:
            os.ftruncate(handle, self._read)
            raise self._cannot_write(error) from error

    def _cannot_write(self, error: OSError) -> UsageError:
        reason = error.strerror or str(error)
        return UsageError(
            f"the log cannot be written: {reason}", where=str(self.path), cure="Name a file that you may write to."
        )


def _split(data: bytes) -> tuple[bytes, bytes]:
    """The whole lines, and what follows the last line feed."""
    end = data.rfind(b"\n") + 1
    return data[:end], data[end:]


def _events(lines: bytes, path: Path, *, first: int) -> Iterator[CurationEvent | InputError]:
    """The event of each line, or what is wrong with it."""
    for number, line in enumerate(lines.split(b"\n")[:-1], start=first):
        where = f"{path}, line {number}"
        try:
            yield parse_event(line.decode("utf-8"), where=where)
        except UnicodeDecodeError:
            yield InputError("the line is not UTF-8", where=where, cure="Save the log as UTF-8.")
        except InputError as error:
            yield error


def _left_out(error: InputError) -> Notice:
    cure = "The line stays in the log and counts for nothing; mend it, or make that decision again."
    return Notice("bad-line", f"a line was left out: {error.what}", error.where, cure)


def _torn(path: Path, number: int, length: int) -> Notice:
    return Notice(
        "torn-line",
        f"the last line has no end and was left out ({length} bytes)",
        f"{path}, line {number}",
        "Its writer was stopped before the decision was kept; make that decision again.",
    )


def _read(handle: int, start: int, end: int) -> bytes:
    parts = []
    while start < end and (part := os.pread(handle, end - start, start)):
        parts.append(part)
        start += len(part)
    return b"".join(parts)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
