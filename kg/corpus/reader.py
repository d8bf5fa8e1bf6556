"""What every reader is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from kg.corpus.raw import RawFile
from kg.model import Document, Failure


class Reader(Protocol):
    """Reads one format."""

    @property
    def name(self) -> str:
        """The format's name, as it stands in messages."""
        ...

    def accepts(self, file: RawFile) -> bool:
        """Whether ``file`` is in this format, by its name or by what it begins with."""
        ...

    def read(self, file: RawFile) -> Iterator[Document | Failure]:
        """The articles of ``file`` in order, read while they are asked for.

        A record that cannot be read is a ``Failure`` among them. Raises ``InputError``, before or between articles,
        when the rest of the file cannot be read.
        """
        ...
