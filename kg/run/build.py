"""From a folder of articles to the four files of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.corpus import read_corpus
from kg.errors import InputError
from kg.graph import GraphOptions, KnowledgeGraph, assemble, write_nquads, write_turtle
from kg.model import Annotated, Extraction, Failure, LinkStatus
from kg.review import render
from kg.run.outputs import publishing
from kg.run.page import page_data
from kg.run.progress import SILENT, Progress
from kg.run.provenance import hashes, versions
from kg.run.report import BuildReport, Counts, DocumentNotice
from kg.run.stages import Reading, Stages
from kg.settings import Settings


@dataclass(slots=True)
class _Tally:
    """What went through, counted on the way to the graph."""

    progress: Progress
    documents: int = 0
    sentences: int = 0
    linked: int = 0
    unresolved: int = 0
    failures: list[Failure] = field(default_factory=list)
    notices: list[DocumentNotice] = field(default_factory=list)

    def readings(self, outcomes: Iterable[Reading | Failure]) -> Iterator[tuple[Annotated, Extraction]]:
        """What succeeded, as the graph takes it."""
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.failures.append(outcome)
                self.progress.document(outcome.source)
                continue
            self._count(outcome.annotated)
            self.progress.document(outcome.annotated.document.source)
            yield outcome.annotated, outcome.extraction

    def _count(self, annotated: Annotated) -> None:
        document = annotated.document
        self.documents += 1
        self.sentences += len(annotated.sentences)
        statuses = [mention.link.status for mention in annotated.mentions if mention.link is not None]
        self.linked += statuses.count(LinkStatus.LINKED)
        self.unresolved += len(annotated.mentions) - statuses.count(LinkStatus.LINKED)
        self.notices += [DocumentNotice(document.source, notice) for notice in document.notices]

    def counts(self, graph: KnowledgeGraph, triples: int) -> Counts:
        return Counts(
            documents=self.documents,
            failed=len({failure.source for failure in self.failures}),
            sentences=self.sentences,
            mentions=self.linked + self.unresolved,
            linked=self.linked,
            unresolved=self.unresolved,
            concepts=len(graph.concepts),
            claims=len(graph.claims),
            arms=len(graph.arms),
            results=len(graph.results),
            triples=triples,
        )


def build(corpus: Path, out: Path, settings: Settings | None = None, progress: Progress = SILENT) -> BuildReport:
    """Build the graph of ``corpus`` into ``out``: ``kg.ttl``, ``kg.nq``, ``kg.html`` and ``report.json``, all or none.

    A document that fails is a line of the report and stops nothing. Raises ``InputError`` when there is nothing to read
    or nothing could be read, ``UsageError`` when ``out`` cannot be written, ``ResourceError`` for a broken model or
    terminology; ``out`` keeps its previous files then.
    """
    settings = settings or Settings()
    documents = read_corpus(corpus)
    with publishing(out) as folder:
        progress.stage("loading the model and the terminology")
        stages = Stages.load(settings)
        progress.stage("reading")
        tally = _Tally(progress)
        options = GraphOptions(base=settings.base, confidence_threshold=settings.threshold)
        outcomes = stages.read_all(documents)
        graph = assemble(tally.readings(outcomes), stages.terminology, options)
        _check_something_was_read(corpus, tally)
        progress.stage("writing")
        triples = write_turtle(graph, folder / "kg.ttl")
        write_nquads(graph, folder / "kg.nq")
        (folder / "kg.html").write_text(render(page_data(graph)), encoding="utf-8")
        report = BuildReport(
            tally.counts(graph, triples),
            tuple(sorted(tally.failures)),
            tuple(sorted(tally.notices)),
            versions(),
            hashes(settings),
        )
        (folder / "report.json").write_text(report.to_json(), encoding="utf-8")
    progress.stage("done")
    return report


def _check_something_was_read(corpus: Path, tally: _Tally) -> None:
    if tally.documents:
        return
    if not tally.failures:
        raise InputError("there is no article", where=str(corpus), cure="See docs/how-to/articles.md for what is read.")
    first = min(tally.failures)
    raise InputError(
        f"no document could be read; the first: {first.source}: {first.message}", where=str(corpus), cure=first.cure
    )
