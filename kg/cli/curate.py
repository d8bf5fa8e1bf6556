"""``kg curate``: what is done with curators' decisions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import say_curation

app = typer.Typer(no_args_is_help=True, help="Curators' decisions: applied, compared, exported, learned from.")

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The output folder of a build.")]
Logs = Annotated[list[Path], typer.Option("--curation", metavar="FILE", help="A log of decisions; may be repeated.")]


@app.command()
def apply(
    folder: Folder, curation: Logs, out: Annotated[Path, typer.Option(help="The folder for the curated graph.")]
) -> None:
    """Replay decisions over a built graph, without its articles."""
    from kg.run.recurate import recurate

    report = recurate(folder, curation, out)
    say_curation(report)
    counts = report.outcome.counts()
    typer.echo(f"{out}: {counts['accepted']} claims accepted, {counts['rejected']} rejected")
