"""The log of curation events: what is acknowledged is kept, whoever else writes and whoever is killed."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from curation_sample import EVENT
from kg.curate import CurationLog, read_log, read_logs, sealed, write_event
from kg.errors import InputError, UsageError
from kg.model import CurationEvent

_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from curation_sample import EVENT
from kg.curate import CurationLog, sealed

log, name = CurationLog(Path(sys.argv[1])), sys.argv[2]
for number in range(int(sys.argv[3])):
    for acknowledged in log.append([sealed(replace(EVENT, note=f"{name} {number}"))]):
        print(acknowledged, flush=True)
"""


def event(note: str) -> CurationEvent:
    return sealed(replace(EVENT, note=note))


def writer(log: Path, name: str, events: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _WRITER, str(log), name, str(events)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": ":".join(sys.path)})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


def test_events_are_kept_in_the_order_in_which_they_came(path: Path) -> None:
    events = [event(str(number)) for number in range(5)]
    CurationLog(path).append(events[:3])
    CurationLog(path).append(events[3:])
    assert read_log(path).events == tuple(events)
    assert path.read_text(encoding="utf-8") == "".join(f"{write_event(one)}\n" for one in events)


def test_an_event_that_is_sent_again_is_kept_once(path: Path) -> None:
    log = CurationLog(path)
    assert log.append([event("one"), event("one")]) == (event("one").id,)
    assert log.append([event("one"), event("two")]) == (event("two").id,)
    assert CurationLog(path).append([event("two")]) == ()
    assert [one.note for one in read_log(path).events] == ["one", "two"]


def test_logs_are_joined_and_what_stands_in_two_counts_once(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    CurationLog(path).append([event("one"), event("two")])
    CurationLog(other).append([event("two"), event("three")])
    assert [one.note for one in read_logs([path, other]).events] == ["one", "two", "three"]


def test_writers_in_several_processes_lose_nothing(path: Path) -> None:
    writers = [writer(path, name, 40) for name in ("a", "b", "c")]
    acknowledged = {line for one in writers for line in one.communicate()[0].split()}
    assert [one.returncode for one in writers] == [0, 0, 0]
    assert len(acknowledged) == 120
    assert {one.id for one in read_log(path).events} == acknowledged


def test_threads_that_share_a_log_lose_nothing(path: Path) -> None:
    log = CurationLog(path)

    def write(name: str) -> None:
        for number in range(20):
            log.append([event(f"{name} {number}")])

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_log(path).events) == 80


def test_a_killed_writer_loses_nothing_that_it_acknowledged(path: Path) -> None:
    killed = writer(path, "a", 100_000)
    assert killed.stdout is not None
    seen = [killed.stdout.readline().strip() for _ in range(25)]
    killed.kill()
    seen += killed.communicate()[0].split()
    assert set(seen) <= {one.id for one in read_log(path).events}
    CurationLog(path).append([event("after")])
    assert {*seen, event("after").id} <= {one.id for one in read_log(path).events}


@pytest.mark.parametrize("left", [1, 40, -1])
def test_a_torn_last_line_is_reported_and_put_aside_by_the_next_writer(path: Path, left: int) -> None:
    torn = write_event(event("torn"))[:left]
    path.write_text(f"{write_event(event('whole'))}\n{torn}", encoding="utf-8")
    content = read_log(path)
    assert [one.note for one in content.events] == ["whole"]
    (notice,) = content.notices
    assert (notice.code, notice.where) == ("torn-line", f"{path}, line 2")
    CurationLog(path).append([event("next")])
    content = read_log(path)
    assert ([one.note for one in content.events], content.notices) == (["whole", "next"], ())
    assert path.with_name("log.jsonl.torn").read_text(encoding="utf-8") == torn + "\n"


@pytest.mark.parametrize(
    "broken", [b"{}", b"oh", b"", b"\xff\xfe", write_event(EVENT).replace("binds", "bends").encode()]
)
def test_a_broken_line_is_reported_with_its_number_and_the_other_events_count(path: Path, broken: bytes) -> None:
    lines = [write_event(event("one")).encode(), broken, write_event(event("three")).encode()]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    content = read_log(path)
    assert [one.note for one in content.events] == ["one", "three"]
    assert [(notice.code, notice.where) for notice in content.notices] == [("bad-line", f"{path}, line 2")]
    log = CurationLog(path)
    assert log.append([event("three"), event("four")]) == (event("four").id,)
    assert [one.note for one in log.events()] == ["one", "three", "four"]
    assert path.read_bytes().startswith(b"".join(line + b"\n" for line in lines))


def test_a_broken_line_that_another_program_appends_stops_no_writer(path: Path) -> None:
    log = CurationLog(path)
    log.append([event("one"), event("two")])
    with path.open("a", encoding="utf-8") as file:
        file.write("oh\n")
    assert log.append([event("three")]) == (event("three").id,)
    assert [notice.where for notice in read_log(path).notices] == [f"{path}, line 3"]


@pytest.mark.parametrize("content", [b"\xff\xfe\n", b"@prefix cg: <x> .\n\n", b"{}\n"])
def test_a_file_that_is_no_log_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(InputError, match="line 1"):
        read_log(path)


def test_a_log_that_was_replaced_is_read_anew(path: Path) -> None:
    log = CurationLog(path)
    log.append([event("one")])
    path.unlink()
    assert log.append([event("one")]) == (event("one").id,)
    assert [one.note for one in log.events()] == ["one"]


def test_a_log_that_is_not_there_or_cannot_be_written_is_an_error_in_the_users_words(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the log cannot be read: No such file"):
        read_log(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match="the log cannot be written: Is a directory"):
        CurationLog(tmp_path).append([event("one")])
