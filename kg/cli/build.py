"""``kg build`` and ``kg annotate``."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import ConfigOption, JsonFlag, Steps, say, say_curation

Corpus = Annotated[Path, typer.Argument(metavar="CORPUS", help="A file or a folder of articles.")]
Model = Annotated[
    str | None, typer.Option(help="claimgraph's own model (claimgraph), or an installed spaCy pipeline by name.")
]
Workers = Annotated[int | None, typer.Option(help="Processes that read documents. The output is always the same.")]
Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask scheduler, tcp://host:8786, whose workers read the documents."),
]


class AnnotationFormat(StrEnum):
    """The annotation formats of kg.export."""

    JSONL = "jsonl"
    PUBTATOR = "pubtator"
    BIOC = "bioc"


def build(
    corpus: Corpus,
    out: Annotated[Path, typer.Option(help="The folder for kg.ttl, kg.nq, kg.html and report.json.")] = Path("outputs"),
    base: Annotated[str | None, typer.Option(help="IRI under which new nodes are minted.")] = None,
    threshold: Annotated[
        float | None, typer.Option(help="Confidence from which an asserted claim is also a direct triple, 0 to 1.")
    ] = None,
    model: Model = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    curation: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A log of curators' decisions to replay; may be repeated.")
    ] = None,
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="SOURCE", help="Leave out a source, by name or pattern, or RETRACTED; may be repeated."),
    ] = None,
    registry: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="A CSV or JSON download of ClinicalTrials.gov to compare trials with."),
    ] = None,
    background: Annotated[
        list[Path] | None, typer.Option(metavar="FILE", help="A table of curated facts to compare claims with.")
    ] = None,
    config: ConfigOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Build the graph of a corpus: Turtle, N-Quads, a review page and a report."""
    from kg.run.build import build as run_build
    from kg.settings import load_settings

    flags = {"base": base, "threshold": threshold, "model": model, "workers": workers, "scheduler": scheduler}
    settings = load_settings(flags | {"exclude": exclude or None}, file=config)
    report = run_build(
        corpus, out, settings, Steps(), curation=curation or (), registry=registry or (), background=background or ()
    )
    for failure in report.failures:
        say(f"skipped {failure.source} ({failure.stage}): {failure.message}. {failure.cure}")
    for entry in report.notices:
        say(f"note: {entry.notice.message} ({entry.notice.where or entry.source}). {entry.notice.cure}".rstrip())
    say_curation(report.curation)
    if as_json:
        typer.echo(report.to_json(), nl=False)
    else:
        graph = report.graph
        typer.echo(
            f"{out}: {graph.documents} documents, {sum(n for _, n in graph.claims)} claims ({graph.direct} direct), "
            f"{graph.arms} arms, {graph.results} results, {graph.evidence} sentences as evidence, "
            f"{report.triples} triples"
        )
    if (problem := report.problem()) is not None:
        raise problem


def annotate(
    corpus: Corpus,
    form: Annotated[AnnotationFormat, typer.Option("--format", help="Output format.")] = AnnotationFormat.JSONL,
    out: Annotated[Path | None, typer.Option(help="Write here instead of stdout.")] = None,
    model: Model = None,
    base: Annotated[str | None, typer.Option(help="IRI under which unresolved concepts are minted.")] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    config: ConfigOption = None,
) -> None:
    """Write the mentions of every document with their identifiers."""
    from kg.errors import PartialBuildError, UsageError
    from kg.export import FORMATS
    from kg.model import Failure
    from kg.run.annotate import annotate as run_annotate
    from kg.settings import load_settings

    settings = load_settings({"base": base, "model": model, "workers": workers, "scheduler": scheduler}, file=config)
    writer, failed = FORMATS[form.value], 0
    outcomes = run_annotate(corpus, settings)
    try:
        target = sys.stdout if out is None else out.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(out), cure="Name another file.") from error
    try:
        target.write(writer.opening)
        for outcome in outcomes:
            if isinstance(outcome, Failure):
                failed += 1
                say(f"skipped {outcome.source} ({outcome.stage}): {outcome.message}. {outcome.cure}")
            else:
                target.write(writer.document(outcome, settings.base))
        target.write(writer.closing)
    finally:
        if out is not None:
            target.close()
    if failed:
        what = "document" if failed == 1 else "documents"
        raise PartialBuildError(f"{failed} {what} could not be annotated", cure="The messages above tell why.")
