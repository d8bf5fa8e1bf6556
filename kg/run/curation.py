"""Logs of decisions replayed over a graph."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.curate import LogContent, read_logs, standing
from kg.graph import CurationOutcome, KnowledgeGraph, apply_decisions
from kg.model import Notice
from kg.terminology import Terminology


@dataclass(frozen=True, slots=True)
class CurationReport:
    """What was read of the logs and what became of it; ``digest`` is a SHA-256 over the ids of the events."""

    events: int
    outcome: CurationOutcome
    notices: tuple[Notice, ...]
    digest: str

    def to_json(self) -> dict[str, object]:
        """The part of ``report.json`` that is about curation."""
        outcome = self.outcome.to_json()
        counts = {"events": self.events, **self.outcome.counts()}
        return outcome | {"counts": counts, "notices": [asdict(notice) for notice in self.notices]}


def read_decisions(logs: Sequence[Path]) -> LogContent | None:
    """The events of the logs, or None when there is no log.

    Raises ``InputError`` when one cannot be read or holds something else than events.
    """
    return read_logs(logs) if logs else None


def replay(
    graph: KnowledgeGraph, content: LogContent | None, terminology: Terminology
) -> tuple[KnowledgeGraph, CurationReport | None]:
    """The graph with the decisions that stand; without a log the graph as it is."""
    if content is None:
        return graph, None
    curated, outcome = apply_decisions(graph, standing(content.events), terminology)
    ids = "\n".join(sorted(event.id for event in content.events))
    digest = hashlib.sha256(ids.encode()).hexdigest()
    return curated, CurationReport(len(content.events), outcome, content.notices, digest)
