"""``kg export``, ``diff``, ``merge`` and ``describe``: graphs for other programs, compared, united, described."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import JsonFlag, say, write_json
from kg.errors import UsageError


class GraphFormat(StrEnum):
    """The formats of kg.run.export."""

    TURTLE = "turtle"
    TURTLE12 = "turtle12"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"
    NQUADS = "nquads"
    TRIG = "trig"
    NANOPUB = "nanopub"
    KGX_TSV = "kgx-tsv"
    KGX_JSONL = "kgx-jsonl"
    NEO4J = "neo4j"
    GRAPHML = "graphml"
    SSSOM = "sssom"
    PUBTATOR = "pubtator"
    BIOC = "bioc"


class DiffFormat(StrEnum):
    """How a difference is written."""

    TEXT = "text"
    JSON = "json"
    PATCH = "patch"


DIFFERENT = 1
"""The status of ``kg diff`` when the graphs differ, as that of diff."""


def export(
    graph: Annotated[Path, typer.Argument(help="The output folder of a build, or a file in a format of RDF.")],
    form: Annotated[GraphFormat, typer.Option("--format", help="Output format.")],
    out: Annotated[
        Path | None,
        typer.Option(help="Write here instead of stdout; a folder, for formats of several files."),
    ] = None,
) -> None:
    """Write a built graph in another format; what the format cannot hold is told on stderr."""
    from kg.run.export import export as exported
    from kg.run.export import save

    made = exported(graph, form.value)
    if out is not None:
        save(made, out)
    elif len(made.files) > 1:
        names = ", ".join(name for name, _ in made.files)
        raise UsageError(f"{form.value} is several files ({names})", cure="Name a folder with --out.")
    else:
        sys.stdout.buffer.write(made.files[0][1])
    for loss in made.losses:
        say(f"not in {form.value}: {loss}")


def diff(
    old: Annotated[Path, typer.Argument(help="The output folder of a build, or a graph file.")],
    new: Annotated[Path, typer.Argument(help="The same, of later.")],
    form: Annotated[DiffFormat, typer.Option("--format", help="Output format; patch is an RDF patch.")] = (
        DiffFormat.TEXT
    ),
) -> None:
    """Tell what became of the claims of a graph: added, removed, relinked, rescored, reworded, reviewed.

    The exit status is 0 when the graphs are the same, 1 when they differ, and another for an error.
    """
    from dataclasses import asdict

    from kg.run.exchange import compare

    found = compare(old, new)
    if form is DiffFormat.PATCH:
        sys.stdout.buffer.write(found.patch())
    elif form is DiffFormat.JSON:
        write_json({"counts": found.counts, "changes": [asdict(change) for change in found.changes]})
    else:
        for change in found.changes:
            typer.echo(str(change))
        if found.removed or found.added:
            told = ", ".join(f"{count} {kind}" for kind, count in found.counts.items() if count) or "no claim changed"
            say(f"{told}; {len(found.removed)} quads less, {len(found.added)} more")
    if found.removed or found.added:
        raise typer.Exit(DIFFERENT)


def merge(
    graphs: Annotated[list[Path], typer.Argument(help="Output folders of builds, or their kg.nq.")],
    out: Annotated[Path, typer.Option(help="The folder for kg.ttl and kg.nq of the union.")],
    threshold: Annotated[
        float, typer.Option(min=0, max=1, help="Confidence from which a claim is also a direct triple.")
    ] = 0.5,
    as_json: JsonFlag = False,
) -> None:
    """Unite graphs of different corpora; on what they do not agree is told, and both sides stay."""
    from dataclasses import asdict

    from kg.run.exchange import merge as merged

    united = merged(graphs, out, threshold)
    if as_json:
        write_json({"quads": len(united.quads), "conflicts": [asdict(conflict) for conflict in united.conflicts]})
    else:
        for conflict in united.conflicts:
            typer.echo(str(conflict))
        say(f"{out}: {len(united.quads)} quads of {len(graphs)} graphs, {len(united.conflicts)} conflicts")


def describe(
    out: Annotated[Path, typer.Argument(help="The output folder of a build.")],
    day: Annotated[
        str | None,
        typer.Option("--date", help="The day for the crate; SOURCE_DATE_EPOCH or that of the outputs when not given."),
    ] = None,
) -> None:
    """Write void.ttl (counts, licences) and ro-crate-metadata.json (inputs, settings, versions) beside the outputs."""
    from kg.run.describe import checked_day
    from kg.run.describe import describe as described

    for path in described(out, None if day is None else checked_day(day)):
        typer.echo(str(path))
