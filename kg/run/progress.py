"""How a run tells where it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """What a run tells while it goes on."""

    def stage(self, name: str) -> None:
        """A stage begins: "reading", "writing"…, at last "done"."""

    def document(self, source: str) -> None:
        """One more document has been read or has failed."""


class _Silent:
    def stage(self, name: str) -> None:
        pass

    def document(self, source: str) -> None:
        pass


SILENT: Progress = _Silent()
"""Nobody listens."""
