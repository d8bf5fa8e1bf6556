"""What the report tells of a build: failures stop one document, notices stop nothing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Notice:
    """Something a reader should know. ``code`` is a short stable name (``malformed-doi``), ``where`` a place, ``cure``
    what to do.
    """

    code: str
    message: str
    where: str = ""
    cure: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """A document that could not be read or processed. It never stops the others."""

    source: str
    stage: str
    message: str
    cure: str = ""
