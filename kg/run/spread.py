"""Documents spread over processes of this machine or over a Dask cluster, their outcomes back in the documents' order.

A worker loads the model and the terminology itself, at its first document, and is told which they have to be.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from typing import Protocol, TypeVar

from kg.errors import ResourceError
from kg.model import Annotated, Document, Failure
from kg.run.provenance import fingerprint
from kg.run.stages import Reading, Stages
from kg.settings import Settings

Outcome = TypeVar("Outcome")
Outcome_co = TypeVar("Outcome_co", covariant=True)

Work = Callable[[str, str, Document], Outcome]
"""From the settings as JSON, the fingerprint that the worker must have, and a document."""

_WAITING = 4
"""Documents a worker may be ahead of the one whose outcome is due; more would only hold memory."""


class Due(Protocol[Outcome_co]):
    """An outcome that is being worked on."""

    def result(self) -> Outcome_co:
        """Wait for it."""
        ...


class Workers(Protocol):
    """What documents can be handed to."""

    @property
    def count(self) -> int:
        """How many documents can be worked on at once."""
        ...

    def submit(self, work: Work[Outcome], settings: str, expected: str, document: Document) -> Due[Outcome | Failure]:
        """Have ``document`` worked on."""
        ...


def read_spread(documents: Iterable[Document | Failure], settings: Settings) -> Iterator[Reading | Failure]:
    """What :meth:`Stages.read_all` gives, from the workers that ``settings`` name.

    Raises ``ResourceError`` when a worker dies or is not as this installation is, and when no cluster answers.
    """
    return _spread(_read, documents, settings)


def annotate_spread(documents: Iterable[Document | Failure], settings: Settings) -> Iterator[Annotated | Failure]:
    """The same for :meth:`Stages.annotate_all`."""
    return _spread(_annotate, documents, settings)


def _workers(settings: Settings) -> AbstractContextManager[Workers]:
    if settings.scheduler is not None:
        from kg.run.cluster import cluster

        return cluster(settings.scheduler)
    from kg.run.processes import processes

    return processes(settings.workers)


def _spread(
    work: Work[Outcome], documents: Iterable[Document | Failure], settings: Settings
) -> Iterator[Outcome | Failure]:
    known, expected = settings.model_dump_json(), fingerprint(settings)
    due: deque[Due[Outcome | Failure] | Failure] = deque()
    with _workers(settings) as workers:
        for document in documents:
            if isinstance(document, Failure):
                due.append(document)
            else:
                due.append(workers.submit(work, known, expected, document))
            yield from _first(due, leave=_WAITING * workers.count)
        yield from _first(due, leave=0)


def _first(due: deque[Due[Outcome | Failure] | Failure], *, leave: int) -> Iterator[Outcome | Failure]:
    """The outcomes that come first, until only ``leave`` are due."""
    while len(due) > leave:
        first = due.popleft()
        yield first if isinstance(first, Failure) else first.result()


@cache
def _stages(settings: str, expected: str) -> Stages:
    """What this process works with, loaded at its first document."""
    known = Settings.model_validate_json(settings)
    if fingerprint(known) != expected:
        raise ResourceError(
            "a worker has another claimgraph, model, terminology or library than this installation",
            where="--scheduler",
            cure="Install the same version with the same requirements.lock everywhere; kg doctor shows what is there.",
        )
    return Stages.load(known)


def _read(settings: str, expected: str, document: Document) -> Reading | Failure:
    return _stages(settings, expected).read(document)


def _annotate(settings: str, expected: str, document: Document) -> Annotated | Failure:
    return _stages(settings, expected).annotate(document)
