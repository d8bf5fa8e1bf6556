"""A few processes that answer queries. One that takes too long, or ends itself, is replaced; the others go on."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from dataclasses import replace
from pathlib import Path

from kg.errors import GraphError
from kg.serve.messages import Answer, Limits, Question, refusal
from kg.serve.process import Ended, WorkerProcess

_AGAIN = 1.0
"""Seconds until a process that did not start is tried again."""


class Pool:
    """Processes over one store. Use it as an asynchronous context manager."""

    def __init__(self, store: Path, limits: Limits, processes: int) -> None:
        self._store, self.limits, self._processes = store, limits, processes
        self._idle: asyncio.LifoQueue[WorkerProcess] = asyncio.LifoQueue()
        self._all: set[WorkerProcess] = set()
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
        worker = await WorkerProcess.start(self._store, self.limits)
        self._all.add(worker)
        self._idle.put_nowait(worker)

    async def ask(self, question: Question) -> Answer:
        """The answer, or a refusal that says which limit was met. It takes no longer than twice the time of a query."""
        question = replace(question, seconds=self.limits.seconds, max_bytes=self.limits.result)
        worker = await self._idle_one()
        if worker is None:
            return refusal(503, "All processes are busy with other queries. Ask again later.")
        done = False
        try:
            async with asyncio.timeout(self.limits.seconds):
                answer = await worker.ask(question)
            done = True
            return answer
        except TimeoutError:
            return self._took_too_long()
        except Ended as ended:
            return self._why(ended.code)
        finally:
            if done:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)

    async def _idle_one(self) -> WorkerProcess | None:
        """A process that is asked nothing, or None when there is none within the time of a query."""
        if not self._idle.empty():
            return self._idle.get_nowait()
        try:
            async with asyncio.timeout(self.limits.seconds):
                return await self._idle.get()
        except TimeoutError:
            return None

    def _took_too_long(self) -> Answer:
        text = f"The query took longer than {self.limits.seconds:g} s and was ended. Ask for less, or add LIMIT."
        return refusal(503, text)

    def _why(self, code: int) -> Answer:
        if code == -signal.SIGALRM:
            return self._took_too_long()
        if code == -signal.SIGSEGV:
            return refusal(400, "The query is nested too deeply to be read. Write it with fewer brackets.")
        memory = self.limits.memory / 1024**3
        return refusal(503, f"The query needed more than {memory:.3g} GB of memory and was ended. Ask for less.")

    def _replace(self, worker: WorkerProcess) -> None:
        async def replaced() -> None:
            self._all.discard(worker)
            await worker.end()
            # A machine that is short of memory or of time now need not be so for good.
            while True:
                with contextlib.suppress(GraphError, OSError):
                    return await self._start()
                await asyncio.sleep(_AGAIN)

        task = asyncio.create_task(replaced())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)
