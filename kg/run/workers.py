"""Documents spread over processes, their outcomes back in the order of the documents."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from typing import TypeVar

from kg.errors import ResourceError
from kg.model import Annotated, Document, Failure
from kg.run.stages import Reading, Stages
from kg.settings import Settings

_Outcome = TypeVar("_Outcome")

_WAITING = 4
"""Documents a process may be ahead of the one whose outcome is due; more would only hold memory."""


def read_in_processes(documents: Iterable[Document | Failure], settings: Settings) -> Iterator[Reading | Failure]:
    """What :meth:`Stages.read_all` gives, from ``settings.workers`` processes that each load the model themselves.

    Raises ``ResourceError`` when a process dies, as it does when there is too little memory.
    """
    return _spread(_read, documents, settings)


def annotate_in_processes(documents: Iterable[Document | Failure], settings: Settings) -> Iterator[Annotated | Failure]:
    """The same for :meth:`Stages.annotate_all`."""
    return _spread(_annotate, documents, settings)


def _spread(
    work: Callable[[str, Document], _Outcome], documents: Iterable[Document | Failure], settings: Settings
) -> Iterator[_Outcome | Failure]:
    known = settings.model_dump_json()
    due: deque[Future[_Outcome] | Failure] = deque()
    # A forked process would inherit the locks of whatever threads an engine runs in this one.
    pool = ProcessPoolExecutor(
        settings.workers, mp_context=get_context("spawn"), initializer=_leave_interrupts_to_parent
    )
    try:
        for document in documents:
            due.append(document if isinstance(document, Failure) else pool.submit(work, known, document))
            yield from _first(due, leave=_WAITING * settings.workers)
        yield from _first(due, leave=0)
    except BrokenProcessPool as error:
        raise ResourceError(
            "a process that read documents has died", where="--workers", cure="Use fewer workers: each loads the model."
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _first(due: deque[Future[_Outcome] | Failure], *, leave: int) -> Iterator[_Outcome | Failure]:
    """The outcomes that come first, until only ``leave`` are due."""
    while len(due) > leave:
        first = due.popleft()
        yield first if isinstance(first, Failure) else first.result()


def _leave_interrupts_to_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@cache
def _stages(settings: str) -> Stages:
    """What this process works with, loaded at its first document."""
    return Stages.load(Settings.model_validate_json(settings))


def _read(settings: str, document: Document) -> Reading | Failure:
    return _stages(settings).read(document)


def _annotate(settings: str, document: Document) -> Annotated | Failure:
    return _stages(settings).annotate(document)
