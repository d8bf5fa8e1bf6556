"""``kg export``: a built graph for other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import say
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
