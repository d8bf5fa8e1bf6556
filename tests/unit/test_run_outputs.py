"""The files of a build change together or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.run.outputs import OUTPUTS, publishing


def put(out: Path, content: str) -> None:
    with publishing(out) as folder:
        for name in OUTPUTS:
            (folder / name).write_text(f"{name} {content}")


def contents(out: Path) -> set[str]:
    """The distinct contents of the outputs, each without its file's name."""
    return {(out / name).read_text().removeprefix(f"{name} ") for name in OUTPUTS if (out / name).exists()}


def test_the_outputs_of_a_block_that_ends_are_there(tmp_path: Path) -> None:
    put(tmp_path / "new" / "out", "first")
    assert contents(tmp_path / "new" / "out") == {"first"}


def test_a_block_that_raises_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path, "first")
    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(ZeroDivisionError), publishing(tmp_path) as folder:
        (folder / "kg.ttl").write_text(str(1 / 0))
    assert contents(tmp_path) == {"first"}
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_an_output_that_was_not_written_publishes_none(tmp_path: Path) -> None:
    put(tmp_path, "first")
    with pytest.raises(FileNotFoundError), publishing(tmp_path) as folder:
        (folder / "kg.ttl").write_text("alone")
    assert contents(tmp_path) == {"first"}


def test_the_folders_other_files_stay(tmp_path: Path) -> None:
    (tmp_path / ".gitkeep").touch()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine")
    put(tmp_path, "first")
    put(tmp_path, "second")
    assert (tmp_path / ".gitkeep").exists()
    assert (tmp_path / "notes" / "mine.txt").read_text() == "mine"


def test_plain_files_of_a_copied_folder_are_replaced(tmp_path: Path) -> None:
    for name in OUTPUTS:
        (tmp_path / name).write_text(f"{name} copied")
    put(tmp_path, "second")
    assert contents(tmp_path) == {"second"}


def test_the_same_outputs_leave_the_same_folder(tmp_path: Path) -> None:
    for out in (tmp_path / "one", tmp_path / "two", tmp_path / "two"):
        put(out, "same")
    names = [sorted(path.name for path in (tmp_path / out).iterdir()) for out in ("one", "two")]
    assert names[0] == names[1]


def test_a_damaged_earlier_build_is_replaced(tmp_path: Path) -> None:
    put(tmp_path, "first")
    (tmp_path / "kg.ttl").write_text("damaged")
    put(tmp_path, "first")
    assert contents(tmp_path) == {"first"}


def test_two_builds_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="another build is writing here"), publishing(tmp_path), publishing(tmp_path):
        pass


def test_a_file_in_the_way_is_an_error_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UsageError, match="Name a folder that you may write to"), publishing(tmp_path / "out"):
        pass


_WRITER = """
import sys, itertools
from pathlib import Path
from kg.run.outputs import OUTPUTS, publishing
for round in itertools.count(int(sys.argv[2])):
    with publishing(Path(sys.argv[1])) as folder:
        for name in OUTPUTS:
            (folder / name).write_text(f"{name} {round}")
    print(round, flush=True)
"""


def test_whenever_a_run_is_killed_the_outputs_are_those_of_one_build(tmp_path: Path) -> None:
    put(tmp_path, "0")
    for attempt in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path), str(1000 * attempt)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.003 * attempt)
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        assert len(contents(tmp_path)) == 1
        assert all((tmp_path / name).exists() for name in OUTPUTS)
    put(tmp_path, "last")
    assert contents(tmp_path) == {"last"}
    assert not list(tmp_path.glob(".unfinished*"))
    assert len(list(tmp_path.glob(".build-*"))) == 1
