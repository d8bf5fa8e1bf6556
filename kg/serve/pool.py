"""A few processes that answer queries. One that takes too long, or ends itself, is replaced; the others go on."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from dataclasses import replace
from pathlib import Path

from kg.errors import GraphError
from kg.serve.messages import Answer, Limits, Question, refusal
from kg.serve.worker import encoded

_LINE = 1 << 16
_START = 60.0
"""Seconds that a process may take to begin. It takes a tenth of one on a machine that has nothing else to do."""


class _Ended(Exception):
    """The process ended while it was asked; ``code`` is its exit status, negative for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended with {code}")
        self.code = code


class _Worker:
    """One process, asked one question at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._process, self._in, self._out = process, process.stdin, process.stdout

    @classmethod
    async def start(cls, store: Path, limits: Limits) -> _Worker:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "kg.serve.worker", str(store), str(limits.memory)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=_LINE,
        )
        worker = cls(process)
        async with asyncio.timeout(_START):
            if await worker._out.readline() != b"ready\n":
                await worker.end()
                raise GraphError(
                    "a process that answers queries does not start",
                    where=str(store),
                    cure="Make the store again (kg load FOLDER), or allow more memory.",
                )
        return worker

    async def ask(self, question: Question) -> Answer:
        try:
            self._in.write(encoded(question))
            await self._in.drain()
            line = await self._out.readline()
            if not line:
                raise ConnectionError("the answer does not begin")
            head = json.loads(line)
            return Answer(head["status"], head["media_type"], await self._out.readexactly(head["length"]))
        except (ConnectionError, asyncio.IncompleteReadError) as error:
            raise _Ended(await self._process.wait()) from error

    async def end(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()


class Pool:
    """Processes over one store. Use it as an asynchronous context manager."""

    def __init__(self, store: Path, limits: Limits, processes: int) -> None:
        self._store, self.limits, self._processes = store, limits, processes
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._all: set[_Worker] = set()
        self._starting: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Pool:
        await asyncio.gather(*(self._start() for _ in range(self._processes)))
        return self

    async def __aexit__(self, *raised: object) -> None:
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._all))

    async def _start(self) -> None:
        worker = await _Worker.start(self._store, self.limits)
        self._all.add(worker)
        self._idle.put_nowait(worker)

    async def ask(self, question: Question) -> Answer:
        """The answer, or a refusal that says which limit was met. It takes no longer than twice the time of a query."""
        question = replace(question, seconds=self.limits.seconds, max_bytes=self.limits.result)
        try:
            async with asyncio.timeout(self.limits.seconds):
                worker = await self._idle.get()
        except TimeoutError:
            return refusal(503, "All processes are busy with other queries. Ask again later.")
        done = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                answer = await worker.ask(question)
            done = True
            return answer
        except TimeoutError:
            text = f"The query took longer than {self.limits.seconds:g} s and was ended. Ask for less, or add LIMIT."
            return refusal(503, text)
        except _Ended as ended:
            return self._why(ended.code)
        finally:
            if done:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)

    def _why(self, code: int) -> Answer:
        if code == -signal.SIGSEGV:
            return refusal(400, "The query is nested too deeply to be read. Write it with fewer brackets.")
        memory = self.limits.memory / 1024**3
        return refusal(503, f"The query needed more than {memory:.3g} GB of memory and was ended. Ask for less.")

    def _replace(self, worker: _Worker) -> None:
        async def replaced() -> None:
            self._all.discard(worker)
            await worker.end()
            await self._start()

        task = asyncio.create_task(replaced())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)
