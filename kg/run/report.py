"""What a build tells about itself: ``report.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kg.errors import PartialBuildError
from kg.model import Failure, Notice


@dataclass(frozen=True, slots=True, order=True)
class DocumentNotice:
    """A notice and the document that it is about."""

    source: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a build read, found and wrote. ``mentions`` are those of the whole text, in evidence or not."""

    documents: int
    failed: int
    sentences: int
    mentions: int
    linked: int
    unresolved: int
    concepts: int
    claims: int
    arms: int
    results: int
    triples: int


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The account of one build. The same input gives the same report: times are no part of it.

    ``versions`` and ``hashes`` are those of whatever can change an output; a hash is the hexadecimal SHA-256.
    """

    counts: Counts
    failures: tuple[Failure, ...]
    notices: tuple[DocumentNotice, ...]
    versions: Mapping[str, str]
    hashes: Mapping[str, str]

    def to_json(self) -> str:
        """The text of ``report.json``."""
        notices = [{"source": n.source, **asdict(n.notice)} for n in self.notices]
        content = {
            "counts": asdict(self.counts),
            "failures": [asdict(failure) for failure in self.failures],
            "notices": notices,
            "versions": dict(sorted(self.versions.items())),
            "hashes": dict(sorted(self.hashes.items())),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def problem(self) -> PartialBuildError | None:
        """The error that stands for the documents which failed, or None when all were built."""
        if not self.failures:
            return None
        few = "document" if self.counts.failed == 1 else "documents"
        return PartialBuildError(
            f"{self.counts.failed} {few} could not be built, {self.counts.documents} could",
            where=", ".join(sorted({failure.source for failure in self.failures})[:5]),
            cure="report.json tells why.",
        )
