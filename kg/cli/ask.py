"""``kg query`` and ``kg explain``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import Format, JsonFlag, one_of, write_json, write_rows


def query(
    graph: Annotated[Path, typer.Argument(help="The output folder of a build, or a Turtle or N-Quads file.")],
    sparql: Annotated[str | None, typer.Argument(help="The query; the usual prefixes are declared.")] = None,
    file: Annotated[Path | None, typer.Option(help="Read the query from a file.")] = None,
    form: Annotated[Format, typer.Option("--format", help="How the rows are written.")] = Format.TABLE,
) -> None:
    """Ask a built graph in SPARQL."""
    from kg.graph import load, run_query
    from kg.vocab import compact

    result = run_query(load(graph), one_of(sparql, file, what="the query"))
    rows: Iterable[Sequence[str]] = result.rows
    if form is Format.TABLE:
        rows = [[compact(cell) for cell in row] for row in rows]
    write_rows(result.columns, rows, form)


def explain(
    what: Annotated[str, typer.Argument(help="An IRI, a CURIE, a name, or a triple 'isatuximab cg:targets CD38'.")],
    graph: Annotated[Path, typer.Option(help="The output folder of a build, or a Turtle or N-Quads file.")] = Path(
        "outputs"
    ),
    as_json: JsonFlag = False,
) -> None:
    """Show what the graph says of something, with the sentences that say it."""
    from dataclasses import asdict

    from kg.graph import explain as explained
    from kg.graph import load

    explanation = explained(load(graph), what)
    if as_json:
        write_json(asdict(explanation))
    else:
        typer.echo(str(explanation))
