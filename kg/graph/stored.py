"""The graph of a build in an on-disk Oxigraph store, which opens at once however large it is.

The store is made from ``kg.ttl`` (its default graph) and ``kg.nq`` (its named graphs) and lies beside them::

    out/.store-5f2a90c1d4e7b683/            Oxigraph's own files
    out/.store-5f2a90c1d4e7b683/made-of.json  what it was made of

It is a copy for speed and no output: its name is a hash of the two files, so that of another build is never taken for
this one's, and it is complete when it has its name. ``docs/decisions/0090-the-store-is-a-copy.md`` says why.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph

from kg.errors import GraphError, UsageError
from kg.graph.store import graph_file, load_file

_STORE = ".store-"
_UNFINISHED = f"{_STORE}unfinished-"
_NOTE = "made-of.json"
_FILES = ("kg.ttl", "kg.nq")
_ENGINE = f"pyoxigraph {pyoxigraph.__version__}"
"""A store is opened by the version that wrote it and no other."""

LARGE = 8_000_000
"""Bytes of ``kg.ttl`` (some 200,000 triples) from which reading it for each question takes more than half a second."""


@dataclass(frozen=True, slots=True, order=True)
class _Source:
    """A file that a store was made of. Size and time of change say cheaply that it is the same; the hash is sure."""

    name: str
    size: int
    changed: int
    sha256: str


def store_of(folder: Path) -> Path | None:
    """The store of the graph that is now in ``folder``, or None when it has none or only that of another build."""
    try:
        files = _files(folder)
    except GraphError:
        return None
    return next((store for store in _stores(folder) if _is_made_of(store, files)), None)


def has_outdated_store(folder: Path) -> bool:
    """Whether ``folder`` has stores, and none of them is of the graph that is in it now."""
    return bool(_stores(folder)) and store_of(folder) is None


def make_store(folder: Path, into: Path | None = None) -> Path:
    """The store of the graph in ``folder``, made unless it is there already. Stores of earlier builds are removed.

    ``into`` is the folder that holds the store, ``folder`` itself when not given. Raises ``GraphError`` when there is
    no graph or it does not parse, ``UsageError`` when the store cannot be written.
    """
    into = into or folder
    files = _files(folder)
    known = next((store for store in _stores(into) if _is_made_of(store, files)), None)
    if known is None:
        known = _make(files, into)
    _remove_others(into, known)
    return known


def store_when_large(folder: Path) -> None:
    """Make the store of the graph in ``folder`` when the graph is :data:`LARGE`.

    Where it cannot be written, the graph is asked without it, only more slowly, and ``kg load`` tells why.
    """
    if graph_file(folder).stat().st_size >= LARGE:
        with suppress(UsageError):
            make_store(folder)


@contextmanager
def holding(store: Path) -> Iterator[Path]:
    """Keep a store from being removed while it is used.

    Raises ``GraphError`` when it was removed already.
    """
    handle = hold(store)
    try:
        yield store
    finally:
        os.close(handle)


def hold(store: Path) -> int:
    """A descriptor that keeps the store from being removed until it is closed. Raises like :func:`holding`."""
    try:
        handle = os.open(store, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise GraphError("the store was removed", where=str(store), cure="Make it again: kg load FOLDER.") from error
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def open_store(store: Path) -> pyoxigraph.Store:
    """A store for reading. Raises ``GraphError`` when it is damaged."""
    try:
        return pyoxigraph.Store.read_only(str(store))
    except (OSError, RuntimeError) as error:
        cure = "Remove that folder and make the store again: kg load FOLDER."
        raise GraphError(f"the store cannot be read: {error}", where=str(store), cure=cure) from error


def _files(folder: Path) -> tuple[Path, ...]:
    """The two files of one and the same build, even when another takes its place meanwhile."""
    turtle = graph_file(folder)
    if not turtle.is_file():
        raise GraphError(
            "there is no such graph", where=str(turtle), cure="Build it first: kg build CORPUS --out FOLDER."
        )
    build = turtle.resolve().parent
    return tuple(path for name in _FILES if (path := build / name).is_file())


def _stores(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"{_STORE}*") if (path / _NOTE).is_file())


def _is_made_of(store: Path, files: tuple[Path, ...]) -> bool:
    note = json.loads((store / _NOTE).read_text(encoding="utf-8"))
    if note["engine"] != _ENGINE or [source["name"] for source in note["sources"]] != [file.name for file in files]:
        return False
    return all(_is_same(_Source(**source), file) for source, file in zip(note["sources"], files, strict=True))


def _is_same(source: _Source, file: Path) -> bool:
    now = file.stat()
    if source.size != now.st_size:
        return False
    return source.changed == now.st_mtime_ns or source.sha256 == _sha256(file)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _make(files: tuple[Path, ...], into: Path) -> Path:
    sources = []
    for file in files:
        known = file.stat()
        sources.append(_Source(file.name, known.st_size, known.st_mtime_ns, _sha256(file)))
    whole = hashlib.sha256("\n".join([_ENGINE, *(source.sha256 for source in sources)]).encode())
    lasting = into / f"{_STORE}{whole.hexdigest()[:16]}"
    try:
        unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=into))
    except OSError as error:
        raise _cannot_write(into, error) from error
    handle = os.open(unfinished, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        _fill(unfinished, files)
        note = {"engine": _ENGINE, "sources": [asdict(source) for source in sources]}
        (unfinished / _NOTE).write_text(json.dumps(note, indent=2) + "\n", encoding="utf-8")
        unfinished.chmod(0o755)
        shutil.rmtree(lasting, ignore_errors=True)
        unfinished.rename(lasting)
    except OSError as error:
        raise _cannot_write(into, error) from error
    finally:
        os.close(handle)
        shutil.rmtree(unfinished, ignore_errors=True)
    return lasting


def _fill(folder: Path, files: tuple[Path, ...]) -> None:
    store = pyoxigraph.Store(str(folder))
    for file in files:
        try:
            load_file(store, file)
        except SyntaxError as error:
            raise GraphError(f"the graph does not parse: {error}", where=file.name, cure="Build it again.") from error
    store.flush()


def _cannot_write(folder: Path, error: OSError) -> UsageError:
    return UsageError(
        f"the store cannot be written: {error}", where=str(folder), cure="Name a folder that you may write to."
    )


def _remove_others(folder: Path, kept: Path) -> None:
    """Remove what is not in use: stores of earlier builds, and what a killed run has left."""
    for path in folder.glob(f"{_STORE}*"):
        if path == kept or not path.is_dir():
            continue
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue
        else:
            shutil.rmtree(path)
        finally:
            os.close(handle)
