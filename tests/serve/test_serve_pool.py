"""The processes behind the server: whatever ends one, there are as many again."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph
import pytest

from kg.errors import GraphError
from kg.serve import pool as pools
from kg.serve.messages import Answer, Limits, Question
from kg.serve.pool import Pool
from kg.serve.process import Ended, WorkerProcess
from kg.serve.remembered import MOST, Remembered

ASK = Question("ASK {}", "text/csv", "")
TRUE = Answer(200, "text/csv", b"true")

Result = TypeVar("Result")


class Scripted:
    """A process that does what the list says, one thing for each that is started or asked."""

    script: list[object]

    @classmethod
    async def start(cls, _: Path, __: Limits) -> Scripted:
        if isinstance(cls.script[0], GraphError):
            raise cls.script.pop(0)  # type: ignore[misc]
        return cls()

    async def ask(self, _: Question) -> Answer:
        done = self.script.pop(0)
        if isinstance(done, Ended):
            raise done
        assert isinstance(done, Answer)
        return done

    async def end(self) -> None:
        pass


def awaited(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """What ``coroutine`` gives, run beside a loop that this thread may have, as that of a browser under test."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, coroutine).result()


def answers(monkeypatch: pytest.MonkeyPatch, script: list[object], limits: Limits | None = None) -> list[Answer]:
    """What a pool of one process answers until everything on the list has happened."""
    monkeypatch.setattr(pools, "WorkerProcess", Scripted)
    monkeypatch.setattr(pools, "_AGAIN", 0.0)
    Scripted.script = script

    async def asked() -> list[Answer]:
        found = []
        async with Pool(Path("store"), limits or Limits(), 1) as pool:
            while script:
                found.append(await pool.ask(ASK))
        return found

    return awaited(asked())


def test_a_process_that_does_not_start_again_at_once_is_started_later(monkeypatch: pytest.MonkeyPatch) -> None:
    late = GraphError("a process that answers queries does not start")
    first, second = answers(monkeypatch, [Ended(-signal.SIGKILL), late, late, TRUE])
    assert (first.status, second) == (503, TRUE)


@pytest.mark.parametrize(
    ("code", "status", "says"),
    [
        (-signal.SIGSEGV, 400, "nested too deeply"),
        (-signal.SIGALRM, 503, "took longer than 7 s"),
        (-signal.SIGABRT, 503, "needed more than 2 GB of memory"),
        (1, 503, "needed more than 2 GB of memory"),
    ],
)
def test_how_a_process_ended_tells_what_the_query_took_too_much_of(
    monkeypatch: pytest.MonkeyPatch, code: int, status: int, says: str
) -> None:
    ended, after = answers(monkeypatch, [Ended(code), TRUE], Limits(seconds=7))
    assert ended.status == status
    assert says in ended.body.decode()
    assert after == TRUE


class Counting:
    """Answers everything, and counts how often it is asked."""

    def __init__(self, *statuses: int) -> None:
        self.statuses, self.times = list(statuses), 0

    async def ask(self, _: Question) -> Answer:
        self.times += 1
        return Answer(self.statuses.pop(0) if self.statuses else 200, "text/csv", b"")


def test_what_the_server_asks_of_the_whole_graph_is_asked_until_it_is_answered_and_then_no_more() -> None:
    asked = Counting(503)
    remembered = Remembered(asked)
    statuses = [awaited(remembered.ask(ASK)).status for _ in range(3)]
    assert (statuses, asked.times) == ([503, 200, 200], 2)


def test_made_up_names_of_the_server_do_not_fill_its_memory() -> None:
    asked = Counting()
    remembered = Remembered(asked)
    for number in (*range(2 * MOST), 2 * MOST - 1, 0):
        awaited(remembered.ask(Question(f"ASK {{ <urn:{number}> ?p ?o }}", "text/csv", "")))
    assert asked.times == 2 * MOST + 1


def test_a_process_that_answers_begins_in_a_part_of_the_memory_that_a_query_may_take(tmp_path: Path) -> None:
    store = tmp_path / "store"
    pyoxigraph.Store(str(store)).flush()

    async def begun() -> None:
        await (await WorkerProcess.start(store, Limits(memory=400_000_000))).end()

    awaited(begun())
