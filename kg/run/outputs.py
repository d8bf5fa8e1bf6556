"""Outputs that change together: all of a build's files, or none.

Each output is a symbolic link through one pointer, and the pointer is replaced by one rename::

    out/kg.ttl   -> .current/kg.ttl
    out/kg.html  -> .current/kg.html
    out/.current -> .build-5f2a90c1d4e7b683
    out/.build-5f2a90c1d4e7b683/kg.ttl …

Whatever a run is doing when it is killed, every output belongs to one and the same build. The folder's other
files stay as they are. ``docs/decisions/0002-outputs-change-together.md`` says why.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import UsageError

OUTPUTS = ("kg.ttl", "kg.nq", "kg.html", "report.json")
"""The files of a build."""

_POINTER = ".current"
_BUILD = ".build-"
_UNFINISHED = ".unfinished-"


@contextmanager
def publishing(out: Path) -> Iterator[Path]:
    """A new folder to write :data:`OUTPUTS` into; they become ``out``'s when the block ends, and not when it raises.

    ``out`` is made when it is missing. Raises ``UsageError`` when it cannot be written or another build holds it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise _cannot_write(out, error) from error
    try:
        _lock(handle, out)
        try:
            _remove_unfinished(out)
            folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=out))
        except OSError as error:
            raise _cannot_write(out, error) from error
        try:
            yield folder
            _publish(out, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def _cannot_write(out: Path, error: OSError) -> UsageError:
    reason = error.strerror or str(error)
    return UsageError(
        f"the outputs cannot be written: {reason}", where=str(out), cure="Name a folder that you may write to."
    )


def _lock(handle: int, out: Path) -> None:
    """Hold ``out`` until ``handle`` is closed, which the system does for a process that is killed."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise UsageError("another build is writing here", where=str(out), cure="Wait for it to end.") from error


def _remove_unfinished(out: Path) -> None:
    """Clear away what a run that was killed has left."""
    for left in sorted(out.glob(f"{_UNFINISHED}*")):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _publish(out: Path, folder: Path) -> None:
    folder.chmod(0o755)
    _sync(folder)
    build = _settle(out, folder)
    _adopt(out)
    for name in OUTPUTS:
        _point(out / name, f"{_POINTER}/{name}")
    _point(out / _POINTER, build.name)
    _sync_folder(out)
    for old in sorted(out.glob(f"{_BUILD}*")):
        if old.name != build.name:
            shutil.rmtree(old)


def _sync(folder: Path) -> None:
    for name in OUTPUTS:
        with (folder / name).open("rb") as file:
            os.fsync(file.fileno())
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _settle(out: Path, folder: Path) -> Path:
    """Give ``folder`` its lasting name, made from its content: the same build leaves the same folder."""
    digest = _digest(folder)
    build = out / f"{_BUILD}{digest[:16]}"
    if build.is_dir() and _digest(build) == digest:
        return build
    number = 1
    while build.exists():
        number += 1
        build = out / f"{_BUILD}{digest[:16]}-{number}"
    folder.rename(build)
    return build


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for name in OUTPUTS:
        path = folder / name
        if path.is_file():
            with path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()


def _adopt(out: Path) -> None:
    """Bring plain files (those of a copied output folder, say) behind the pointer without changing what they say."""
    plain = [out / name for name in OUTPUTS if (out / name).is_file() and _target(out / name) != f"{_POINTER}/{name}"]
    if not plain:
        return
    adopted = Path(tempfile.mkdtemp(prefix=_BUILD, dir=out))
    for name in OUTPUTS:
        if (out / name).is_file():
            shutil.copy2(out / name, adopted / name)
    _point(out / _POINTER, adopted.name)
    for path in plain:
        _point(path, f"{_POINTER}/{path.name}")


def _target(path: Path) -> str | None:
    return str(path.readlink()) if path.is_symlink() else None


def _point(link: Path, target: str) -> None:
    """Make ``link`` a symbolic link to ``target`` in one step, whatever it was before."""
    if _target(link) == target:
        return
    new = link.with_name(f"{_UNFINISHED}{link.name}")
    new.unlink(missing_ok=True)
    try:
        new.symlink_to(target)
        new.replace(link)
    except OSError as error:
        raise _cannot_write(link.parent, error) from error
