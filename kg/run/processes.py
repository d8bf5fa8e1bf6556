"""Workers that are processes of this machine."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING

from kg.errors import ResourceError

if TYPE_CHECKING:
    from kg.model import Document, Failure
    from kg.run.spread import Outcome, Work, Workers


@dataclass(frozen=True, slots=True)
class _Processes:
    pool: ProcessPoolExecutor
    count: int

    def submit(
        self, work: Work[Outcome], settings: str, expected: str, document: Document
    ) -> Future[Outcome | Failure]:
        return self.pool.submit(work, settings, expected, document)


@contextmanager
def processes(count: int) -> Iterator[Workers]:
    """``count`` processes; ``ResourceError`` when one of them dies, as it does when there is too little memory."""
    # A forked process would inherit the locks of whatever threads an engine runs in this one.
    pool = ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent)
    try:
        yield _Processes(pool, count)
    except BrokenProcessPool as error:
        raise ResourceError(
            "a process that read documents has died", where="--workers", cure="Use fewer workers: each loads the model."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
