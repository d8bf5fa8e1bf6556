"""From a folder of articles to the four files of a graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from kg.corpus import read_corpus
from kg.errors import InputError
from kg.graph import GraphOptions, KnowledgeGraph, assemble, summarise, with_background, write_nquads, write_turtle
from kg.graph.stored import store_when_large
from kg.model import Annotated, Document, Extraction, Failure, Notice
from kg.review import render
from kg.run.background import Background, read_background
from kg.run.curation import CurationReport, read_decisions, replay
from kg.run.outputs import publishing
from kg.run.page import page_data
from kg.run.progress import SILENT, Progress
from kg.run.provenance import hashes, versions
from kg.run.report import BuildReport, DocumentNotice
from kg.run.spread import read_spread
from kg.run.stages import Reading, Stages
from kg.run.surroundings import Place, Surroundings, surroundings
from kg.settings import Settings
from kg.terminology import Terminology


@dataclass(slots=True)
class _Tally:
    """What the report and the page need of the documents, noted on their way to the graph."""

    progress: Progress
    documents: int = 0
    sentences: int = 0
    failures: list[Failure] = field(default_factory=list)
    notices: list[DocumentNotice] = field(default_factory=list)
    around: dict[Place, Surroundings] = field(default_factory=dict)

    def kept(self, documents: Iterable[Document | Failure], exclude: Sequence[str]) -> Iterator[Document | Failure]:
        """The documents that no pattern of ``exclude`` leaves out; the others are noted."""
        for document in documents:
            why = _excluded(document, exclude) if isinstance(document, Document) else ""
            if why:
                self.notices.append(DocumentNotice(document.source, Notice("left-out", why, document.source)))
            else:
                yield document

    def built(self, outcomes: Iterable[Reading | Failure]) -> Iterator[tuple[Annotated, Extraction]]:
        """What succeeded, as the graph takes it."""
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                self.failures.append(outcome)
                self.progress.document(outcome.source)
                continue
            document = outcome.annotated.document
            self.documents += 1
            self.sentences += len(outcome.annotated.sentences)
            self.notices += [DocumentNotice(document.source, notice) for notice in document.notices]
            self.around.update(surroundings(outcome.annotated, outcome.extraction))
            self.progress.document(document.source)
            yield outcome.annotated, outcome.extraction


RETRACTED = "RETRACTED"
"""Stands in the list of excluded sources for every article that is marked as retracted."""


def _excluded(document: Document, exclude: Sequence[str]) -> str:
    """Why a document is left out; nothing when it is not."""
    if RETRACTED in exclude and document.retracted:
        return "the article is retracted"
    pattern = next((p for p in exclude if fnmatchcase(document.source, p)), None)
    return f"the settings exclude {pattern}" if pattern else ""


def build(
    corpus: Path | str,
    out: Path | str,
    settings: Settings | None = None,
    progress: Progress = SILENT,
    *,
    curation: Sequence[Path | str] = (),
    registry: Sequence[Path | str] = (),
    background: Sequence[Path | str] = (),
) -> BuildReport:
    """Build the graph of ``corpus`` into ``out``: ``kg.ttl``, ``kg.nq``, ``kg.html`` and ``report.json``, all or none.

    The decisions in the logs of ``curation`` are replayed over the graph. What the files of ``registry`` (downloads
    of ClinicalTrials.gov) and ``background`` (tables of curated facts), and the names of antibodies in UNII, say of
    what the articles name stands in named graphs of its own, and the report lists where an article says otherwise.
    A document that fails is a line of the report and stops nothing. Raises ``InputError`` when there is nothing to
    read, nothing could be read or a file is broken, ``UsageError`` when ``out`` cannot be written, ``ResourceError``
    for a broken model or terminology; ``out`` keeps its previous files then.
    """
    settings = settings or Settings()
    corpus = Path(corpus)
    decisions = read_decisions([Path(log) for log in curation])
    with publishing(Path(out)) as folder:
        progress.stage("loading the model and the terminology")
        tally = _Tally(progress)
        terminology, outcomes = _start(tally.kept(read_corpus(corpus), settings.exclude), settings)
        progress.stage("reading")
        options = GraphOptions(base=settings.base, confidence_threshold=settings.threshold)
        known = read_background([Path(one) for one in registry], [Path(one) for one in background], terminology)
        graph = assemble(tally.built(outcomes), terminology, options)
        _check_something_was_read(corpus, tally)
        graph, curated = replay(graph, decisions, terminology)
        graph = with_background(graph, known.facts, terminology)
        progress.stage("writing")
        report = _write(graph, tally, settings, folder, curated, known)
    store_when_large(Path(out))
    progress.stage("done")
    return report


def _start(
    documents: Iterable[Document | Failure], settings: Settings
) -> tuple[Terminology, Iterator[Reading | Failure]]:
    """The terminology, and the outcomes of the documents that have still to be read."""
    if settings.spread:
        terminology = Terminology.load(base=settings.base, added=settings.terminologies)
        return terminology, read_spread(documents, settings)
    stages = Stages.load(settings)
    return stages.terminology, stages.read_all(documents)


def _write(
    graph: KnowledgeGraph,
    tally: _Tally,
    settings: Settings,
    folder: Path,
    curated: CurationReport | None,
    known: Background,
) -> BuildReport:
    triples = write_turtle(graph, folder / "kg.ttl")
    quads = write_nquads(graph, folder / "kg.nq")
    report = BuildReport(
        summarise(graph),
        tally.sentences,
        triples,
        quads,
        tuple(sorted(tally.failures)),
        tuple(sorted(tally.notices)),
        versions(),
        hashes(settings)
        | ({"curation": curated.digest} if curated else {})
        | ({"background": known.digest} if known.digest else {}),
        settings.known(),
        curated,
    )
    page = render(page_data(graph, failed=len(report.failed), around=tally.around))
    (folder / "kg.html").write_text(page, encoding="utf-8", newline="\n")
    (folder / "report.json").write_text(report.to_json(), encoding="utf-8", newline="\n")
    return report


def _check_something_was_read(corpus: Path, tally: _Tally) -> None:
    if tally.documents:
        return
    if not tally.failures:
        raise InputError("there is no article", where=str(corpus), cure="docs/reading.md tells what is read.")
    first = min(tally.failures)
    raise InputError(
        f"no document could be read; the first is {first.source}: {first.message}", where=str(corpus), cure=first.cure
    )
