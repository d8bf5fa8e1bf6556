"""``kg curate``: what is done with curators' decisions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import ConfigOption, Format, JsonFlag, say, say_curation, say_notices, write_json, write_rows
from kg.errors import UsageError

app = typer.Typer(no_args_is_help=True, help="Curators' decisions: applied, compared, exported, learned from.")

Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="The output folder of a build.")]
SomeLogs = Annotated[
    list[Path] | None, typer.Option("--curation", metavar="FILE", help="A log of decisions; may be repeated.")
]
Logs = Annotated[list[Path], typer.Option("--curation", metavar="FILE", help="A log of decisions; may be repeated.")]


@app.command()
def apply(
    folder: Folder,
    curation: Logs,
    out: Annotated[Path, typer.Option(help="The folder for the curated graph.")],
    config: ConfigOption = None,
) -> None:
    """Replay decisions over a built graph, without its articles."""
    from kg.run.recurate import recurate
    from kg.settings import load_settings

    report = recurate(folder, curation, out, load_settings(file=config).terminologies)
    say_curation(report)
    counts = report.outcome.counts()
    typer.echo(f"{out}: {counts['accepted']} claims accepted, {counts['rejected']} rejected")


@app.command()
def agreement(
    one: Annotated[Path, typer.Argument(help="A log of decisions.")],
    other: Annotated[Path, typer.Argument(help="Another one, about the same graph.")],
    as_json: JsonFlag = False,
) -> None:
    """Compare two logs: Cohen's kappa over the claims that both decide on, and what they differ on."""
    from dataclasses import asdict

    from kg.curate import read_log
    from kg.curate.agreement import agreement as compared
    from kg.graph.curation.outcome import said

    logs = read_log(one), read_log(other)
    for log in logs:
        say_notices(log.notices)
    found = compared(*(log.events for log in logs))
    if as_json:
        write_json(asdict(found))
        return
    first, second = found.alone
    typer.echo(f"{found.common} claims in both, {first} only in {one}, {second} only in {other}")
    if found.kappa is not None and found.interval is not None:
        low, high = found.interval
        typer.echo(f"kappa {found.kappa:.3f} (95 % interval {low:.3f} to {high:.3f}), alike {found.observed:.3f}")
    else:
        typer.echo("kappa is not defined: there is nothing in common, or chance alone explains it")
    rows = [
        (said(d.one.triple), *(f"{e.decision.value} {e.tag or ''}".strip() for e in (d.one, d.other)))
        for d in found.differences
    ]
    if rows:
        write_rows(("claim", str(one), str(other)), rows, Format.TABLE)


@app.command()
def queue(
    folder: Folder,
    curation: SomeLogs = None,
    limit: Annotated[int, typer.Option(min=1, help="How many claims.")] = 20,
    form: Annotated[Format, typer.Option("--format", help="How the rows are written.")] = Format.TABLE,
) -> None:
    """List the undecided claims that are worth a curator's minute, first those most worth it."""
    from kg.run.judging import queue as waiting

    _say_left_out(curation or ())
    rows = [
        (f"{one.worth:.2f}", one.says, f"{one.confidence:.2f}", ", ".join(one.why), str(one.dependents), one.claim)
        for one in waiting(folder, list(curation or ()))[:limit]
    ]
    write_rows(("worth", "claim", "confidence", "why", "dependents", "iri"), rows, form)


@app.command()
def learn(
    folder: Folder,
    curation: Logs,
    update: Annotated[
        Path | None, typer.Option(help="Write the calibration into this settings file (kg.toml).")
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Report the precision of predicates, extractors and names by the decisions, and calibrate builds by it."""
    from dataclasses import asdict

    from kg.run.judging import learn as learned
    from kg.run.judging import update_settings

    _say_left_out(curation)
    lesson = learned(folder, curation)
    if update is not None:
        update_settings(update, lesson.factors)
        say(f"{update}: {len(lesson.factors)} factors of calibration; builds with this file use them")
    if as_json:
        write_json(asdict(lesson))
        return
    rows = [
        (
            what,
            one.name,
            f"{one.right}/{one.judged}",
            f"{one.precision:.3f}",
            f"{one.low:.3f} to {one.high:.3f}",
            *extra,
        )
        for what, group in (("predicate", lesson.predicates), ("extractor", lesson.extractors), ("names", lesson.names))
        for one in group
        for extra in [(f"{one.promised:.3f}", f"{lesson.factors[one.name]:g}") if what == "extractor" else ("", "")]
    ]
    write_rows(("of", "name", "right", "precision", "95 % interval", "promised", "factor"), rows, Format.TABLE)


@app.command()
def export(
    folder: Folder,
    curation: Logs,
    sssom: Annotated[bool, typer.Option("--sssom", help="Write confirmed and corrected names as SSSOM to stdout.")] = (
        False
    ),
    gold: Annotated[Path | None, typer.Option(help="Write decided articles into this folder as gold articles.")] = None,
    corpus: Annotated[Path | None, typer.Option(help="The articles, whose texts then go with the gold.")] = None,
) -> None:
    """Write decisions for other programs: SSSOM of names, or gold articles to score builds by."""
    from kg.run.decided import sssom as as_sssom
    from kg.run.gold import export_gold

    if sssom == (gold is not None):
        raise UsageError("one of --sssom and --gold says what is written", cure="See kg curate export --help.")
    _say_left_out(curation)
    if gold is None:
        typer.echo(as_sssom(folder, curation), nl=False)
        return
    written, unfinished = export_gold(folder, curation, gold, corpus)
    typer.echo(f"{gold}: {written} articles with decisions, {written - len(unfinished)} of them decided to the end")


def _say_left_out(logs: Sequence[Path]) -> None:
    """The lines of the logs that are no events."""
    from kg.curate import read_logs

    say_notices(read_logs(logs).notices)
