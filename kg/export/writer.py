"""What every annotation format is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.model import Annotated


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: ``opening``, then ``document(annotated, base)`` for each document, then ``closing``.

    ``base`` is the IRI under which unresolved concepts are minted. The text of a document ends its own last line.
    """

    opening: str
    document: Callable[[Annotated, str], str]
    closing: str
