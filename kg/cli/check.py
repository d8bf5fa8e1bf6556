"""``kg doctor``, ``kg validate`` and ``kg verify``: are the installation, a graph's form and its quotations sound."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import ConfigOption, JsonFlag, write_json


def doctor(
    out: Annotated[Path, typer.Option(help="The folder that builds would write to.")] = Path("outputs"),
    config: ConfigOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Check the installation: Python, packages, model, terminology, output folder."""
    from kg.errors import ResourceError
    from kg.run.doctor import examine
    from kg.settings import load_settings

    checks = examine(load_settings(file=config), out)
    if as_json:
        write_json([asdict(check) for check in checks])
    else:
        for check in checks:
            typer.echo(f"{'ok' if check.ok else 'FAILED':7} {check.name}: {check.says}")
    if not all(check.ok for check in checks):
        bad = [check for check in checks if not check.ok]
        raise ResourceError(f"{len(bad)} of {len(checks)} checks failed", where=bad[0].name, cure=bad[0].cure)


def validate(
    graph: Annotated[Path, typer.Argument(help="The output folder of a build, or a Turtle or N-Quads file.")],
    as_json: JsonFlag = False,
) -> None:
    """Check a graph against the shapes that come with claimgraph."""
    from kg.errors import GraphError
    from kg.graph import validate as validated

    findings = validated(graph)
    if as_json:
        write_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            typer.echo(str(finding))
    if findings:
        raise GraphError(f"{len(findings)} violations", where=str(graph), cure="See ontologies/ for the shapes.")


def verify(
    graph: Annotated[Path, typer.Argument(help="The output folder of a build, or a Turtle or N-Quads file.")],
    corpus: Annotated[Path, typer.Option(help="The articles that it was built from.")],
    as_json: JsonFlag = False,
) -> None:
    """Check that the articles bear out every claim, sentence and mention of a graph, to the letter."""
    from kg.errors import GraphError
    from kg.run.verify import verify as verified

    verification = verified(graph, corpus)
    if as_json:
        write_json(asdict(verification))
    else:
        for mismatch in verification.mismatches:
            typer.echo(str(mismatch))
        typer.echo(f"{verification.documents} documents and {verification.places} places compared")
    if verification.mismatches:
        raise GraphError(f"{len(verification.mismatches)} mismatches", where=str(graph), cure="Build the graph again.")
