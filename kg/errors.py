"""The error tree. Each error says what happened, where, and the cure, and has the exit status of the command that
meets it.

ClaimgraphError (1)
├── UsageError (2)         settings, arguments
├── InputError (3)         a corpus or document that cannot be read
├── ResourceError (4)      a terminology or model that is missing, broken or of the wrong hash
├── GraphError (5)         an IRI or literal that must not be written; a graph that cannot be read
└── PartialBuildError (6)  a build that finished, with documents that failed
"""

from __future__ import annotations


class ClaimgraphError(Exception):
    """What went wrong, where, and what to do about it."""

    exit_status = 1

    def __init__(self, what: str, *, where: str = "", cure: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.cure = cure

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        cure = f" {self.cure}" if self.cure else ""
        return f"{self.what}{place}.{cure}"


class UsageError(ClaimgraphError):
    exit_status = 2


class InputError(ClaimgraphError):
    exit_status = 3


class ResourceError(ClaimgraphError):
    exit_status = 4


class GraphError(ClaimgraphError):
    exit_status = 5


class PartialBuildError(ClaimgraphError):
    exit_status = 6
