"""One process that answers queries, as the server sees it: a socket to ask through, and a way to end it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import sys
from pathlib import Path

from kg.errors import GraphError
from kg.serve.messages import Answer, Limits, Question
from kg.serve.worker import encoded

_START = 60.0
"""Seconds that a process may take to begin. It takes a tenth of one on a machine that has nothing else to do."""


class Ended(Exception):
    """The process ended while it was asked; ``code`` is its exit status, negative for a signal."""

    def __init__(self, code: int) -> None:
        super().__init__(f"ended with {code}")
        self.code = code


class _Answers(asyncio.Protocol):
    """What a process writes, put together to answers: a line of JSON, then as many bytes as it says.

    Streams of asyncio do the same in several times the processor time, which a short query would mostly consist of.
    """

    def __init__(self) -> None:
        self._received = bytearray()
        self._ended = False
        self._waiting: asyncio.Future[Answer] | None = None

    def next(self) -> asyncio.Future[Answer]:
        """The answer that comes next. It raises ``ConnectionError`` when the process ends before it is whole."""
        self._waiting = asyncio.get_running_loop().create_future()
        self._hand_over()
        return self._waiting

    def data_received(self, data: bytes) -> None:
        self._received += data
        self._hand_over()

    def connection_lost(self, _: Exception | None) -> None:
        self._ended = True
        self._hand_over()

    def _hand_over(self) -> None:
        if self._waiting is None or self._waiting.done():
            return
        if (answer := self._whole()) is not None:
            self._waiting.set_result(answer)
        elif self._ended:
            self._waiting.set_exception(ConnectionError("the process ended before its answer did"))

    def _whole(self) -> Answer | None:
        """The first answer, taken out of what was received, or None while a part of it is missing."""
        begin = self._received.find(b"\n") + 1
        if not begin:
            return None
        head = json.loads(self._received[:begin])
        end = begin + head["length"]
        if len(self._received) < end:
            return None
        with memoryview(self._received) as received:
            body = bytes(received[begin:end])
        del self._received[:end]
        return Answer(head["status"], head["media_type"], body)


_ONE_ARENA = {"MALLOC_ARENA_MAX": "1"}
"""glibc reserves address space for each thread that allocates: by chance up to 900 MB before the first query, which
the limit of a process counts as used.
"""


class WorkerProcess:
    """A process over a store (:mod:`kg.serve.worker`), asked one question at a time."""

    def __init__(
        self, process: asyncio.subprocess.Process, transport: asyncio.WriteTransport, answers: _Answers
    ) -> None:
        self._process, self._transport, self._answers = process, transport, answers

    @classmethod
    async def start(cls, store: Path, limits: Limits) -> WorkerProcess:
        """A process that is ready to be asked. Raises ``GraphError`` when it does not start."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "kg.serve.worker", str(store), str(limits.memory)),
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=asyncio.subprocess.DEVNULL,
                env=os.environ | _ONE_ARENA,
            )
        ours.setblocking(False)
        transport, answers = await asyncio.get_running_loop().create_unix_connection(_Answers, sock=ours)
        worker = cls(process, transport, answers)
        try:
            async with asyncio.timeout(_START):
                await answers.next()
        except (ConnectionError, TimeoutError) as error:
            await worker.end()
            raise GraphError(
                "a process that answers queries does not start",
                where=str(store),
                cure="Make the store again (kg load FOLDER), or allow more memory.",
            ) from error
        return worker

    async def ask(self, question: Question) -> Answer:
        """The answer, however long it takes. Raises :class:`Ended` when the process ends instead of answering."""
        coming = self._answers.next()
        self._transport.write(encoded(question))
        try:
            return await coming
        except ConnectionError as error:
            raise Ended(await self._process.wait()) from error

    async def end(self) -> None:
        """Kill the process, whatever it is doing, and wait until it is gone."""
        self._transport.abort()
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()
