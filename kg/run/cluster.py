"""Workers that are processes of a Dask cluster. The only module that knows Dask."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from kg.errors import ResourceError
from kg.model import Document, Failure
from kg.run.spread import Outcome

if TYPE_CHECKING:
    from distributed import Client

    from kg.run.spread import Work, Workers

_PATIENCE = 30
"""Seconds until a scheduler must answer, and until it must have a worker."""

_START = "Start it with: dask scheduler; dask worker ADDRESS --nworkers N --nthreads 1"


@dataclass(frozen=True, slots=True)
class _Due(Generic[Outcome]):
    """A document on the cluster. One whose workers die again and again is a failure of that document alone."""

    future: Any
    source: str

    def result(self) -> Outcome | Failure:
        from distributed import KilledWorker

        try:
            outcome: Outcome | Failure = self.future.result()
        except KilledWorker:
            cure = "Read it alone to see why, or give the workers more memory."
            return Failure(self.source, "read", "every worker that took this document died", cure)
        return outcome


@dataclass(frozen=True, slots=True)
class _Cluster:
    client: Client
    count: int

    def submit(self, work: Work[Outcome], settings: str, expected: str, document: Document) -> _Due[Outcome]:
        # pure=False: a document is worked on each time it is asked for, whatever an earlier build left on the cluster
        future = self.client.submit(work, settings, expected, document, pure=False)
        return _Due(future, document.source)


@contextmanager
def cluster(address: str) -> Iterator[Workers]:
    """The workers of the scheduler at ``address`` (``tcp://host:port``).

    Raises ``ResourceError`` when Dask is not installed, no scheduler or worker answers within half a minute, a worker
    has several threads, or the connection is lost.
    """
    try:
        import distributed  # noqa: F401 (asked for here, so that its absence has a cure)
    except ImportError as error:
        cure = "pip install 'claimgraph[dask]'"
        raise ResourceError("Dask is not installed", where="--scheduler", cure=cure) from error
    with _connected(address) as client:
        yield _Cluster(client, _single_threaded(client, address))


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    from concurrent.futures import CancelledError

    from distributed import Client
    from distributed.comm.core import CommClosedError

    log = logging.getLogger("distributed")
    level = log.level
    log.setLevel(logging.CRITICAL)  # what goes wrong is said once, by the error that is raised
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        log.setLevel(level)
        raise ResourceError("no Dask scheduler answers", where=address, cure=_START) from error
    try:
        yield client
    except (CommClosedError, CancelledError) as error:
        cure = "See the scheduler's log; the previous outputs stand."
        raise ResourceError("the connection to the Dask scheduler was lost", where=address, cure=cure) from error
    finally:
        client.close(timeout=_PATIENCE)  # type: ignore[no-untyped-call]
        log.setLevel(level)


def _single_threaded(client: Client, address: str) -> int:
    """The number of workers, each of which has one thread: a pipeline of spaCy is not made for several."""
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise ResourceError("the Dask scheduler has no workers", where=address, cure=_START) from error
    threads = client.nthreads()  # type: ignore[no-untyped-call]
    if any(count > 1 for count in threads.values()):
        raise ResourceError("a Dask worker has several threads", where=address, cure=_START)
    return len(threads)
