"""The commands of ``kg`` and what they have in common."""

from __future__ import annotations

from typing import Annotated

import typer

import kg
from kg.cli import ask, build, check, curate, evaluate, exchange, make, network, serve, terminologies

app = typer.Typer(
    name="kg",
    help="Biomedical articles in, a graph of claims out: every edge with the sentence that says it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"claimgraph {kg.__version__}")
        raise typer.Exit


@app.callback()
def common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Biomedical articles in, a graph of claims out: every edge with the sentence that says it."""


for command in (
    build.build,
    build.annotate,
    ask.load,
    ask.query,
    ask.ask,
    ask.explain,
    network.path,
    network.neighbours,
    network.central,
    network.communities,
    exchange.export,
    serve.serve,
    exchange.diff,
    exchange.merge,
    exchange.describe,
    check.doctor,
    check.validate,
    check.verify,
    make.train,
):
    app.command()(command)
app.command("eval")(evaluate.evaluate)
app.add_typer(curate.app, name="curate")
make.terminology.command("add")(terminologies.add)
make.terminology.command("list")(terminologies.show)
make.terminology.command("remove")(terminologies.remove)
make.terminology.command("check")(terminologies.check)
app.add_typer(make.terminology, name="terminology")
