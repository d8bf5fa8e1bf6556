"""What a build tells about itself: ``report.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kg.errors import PartialBuildError
from kg.graph import GraphSummary
from kg.model import Failure, Notice
from kg.run.curation import CurationReport


@dataclass(frozen=True, slots=True, order=True)
class DocumentNotice:
    """A notice and the document that it is about."""

    source: str
    notice: Notice


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The account of one build. The same input gives the same report: times are no part of it.

    ``triples`` are those of ``kg.ttl`` and ``quads`` those of ``kg.nq``. ``versions`` and ``hashes`` are those of
    whatever can change an output; a hash is a hexadecimal SHA-256. ``settings`` are those that can change an output.
    """

    graph: GraphSummary
    sentences: int
    triples: int
    quads: int
    failures: tuple[Failure, ...]
    notices: tuple[DocumentNotice, ...]
    versions: Mapping[str, str]
    hashes: Mapping[str, str]
    settings: Mapping[str, object]
    curation: CurationReport | None = None

    @property
    def failed(self) -> tuple[str, ...]:
        """The sources that could not be built, each once."""
        return tuple(sorted({failure.source for failure in self.failures}))

    def to_json(self) -> str:
        """The text of ``report.json``."""
        counts = self.graph.to_json()
        findings = {name: counts.pop(name) for name in ("contradictions", "unresolved")}
        read = {"failed": len(self.failed), "sentences": self.sentences, "triples": self.triples, "quads": self.quads}
        content = {
            "counts": counts | read,
            "failures": [asdict(failure) for failure in self.failures],
            "notices": [{"source": entry.source, **asdict(entry.notice)} for entry in self.notices],
            **findings,
            **({"curation": self.curation.to_json()} if self.curation else {}),
            "versions": dict(sorted(self.versions.items())),
            "hashes": dict(sorted(self.hashes.items())),
            "settings": dict(self.settings),
        }
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    def problem(self) -> PartialBuildError | None:
        """The error that stands for the documents which failed, or None when all were built."""
        if not self.failures:
            return None
        failed, built = len(self.failed), self.graph.documents
        return PartialBuildError(
            f"{failed} of {failed + built} documents could not be built",
            where=", ".join(self.failed[:5]) + (", …" if failed > 5 else ""),
            cure="report.json tells why; everything else was built.",
        )
