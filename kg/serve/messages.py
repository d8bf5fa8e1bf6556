"""What the server and the processes that answer queries say to each other: one line of JSON, then the bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Question:
    """A query and how its answer is wanted.

    ``rows`` and ``triples`` are media types for SELECT or ASK and for CONSTRUCT or DESCRIBE; "" when the client takes
    none of ours. ``default_graphs`` and ``named_graphs`` are the dataset of the protocol; empty is the store's own.
    """

    query: str
    rows: str
    triples: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    seconds: float = 10.0
    max_bytes: int = 64_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """A status of HTTP with a body; errors are plain text that says what happened and the cure."""

    status: int
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take: seconds, bytes of memory of its process, bytes of its answer."""

    seconds: float = 10.0
    memory: int = 2 * 1024**3
    result: int = 64_000_000


def refusal(status: int, text: str) -> Answer:
    """An answer that is an error."""
    return Answer(status, "text/plain", (text.rstrip() + "\n").encode())
