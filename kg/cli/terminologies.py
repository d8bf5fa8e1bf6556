"""``kg terminology add``, ``list``, ``remove`` and ``check``: names that a user has beyond those that come along."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import ConfigOption, Format, JsonFlag, say, write_json, write_rows

if TYPE_CHECKING:
    from kg.settings import Settings
    from kg.terminology.added.add import Report

Folder = Annotated[
    Path | None,
    typer.Option(help="Folder of added terminologies; else that of the settings, else the user's."),
]


class TerminologyFormat(StrEnum):
    """The formats of kg.terminology.added."""

    OBO = "obo"
    OBOGRAPH = "obograph"
    OWL = "owl"
    SKOS = "skos"
    SSSLM = "ssslm"
    SSSOM = "sssom"


def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="OBO, OBO Graph JSON, OWL, SKOS, ssslm or SSSOM.")],
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND[=ROOT]", help="disease, drug, target or finding: of all terms, or of those from ROOT down."
        ),
    ] = None,
    form: Annotated[
        TerminologyFormat | None, typer.Option("--format", help="Format of the file; told by its name and columns.")
    ] = None,
    prefix: Annotated[
        list[str] | None,
        typer.Option(metavar="PREFIX[=IRI]", help="Take terms of this prefix alone; with an IRI, what it stands for."),
    ] = None,
    precedence: Annotated[
        int, typer.Option(min=-9, max=9, help="Above 0 its names win over the embedded ones, below 0 they give way.")
    ] = 0,
    licence: Annotated[str, typer.Option(help="The licence of the file.")] = "not stated",
    release: Annotated[str, typer.Option(help="The version of the file.")] = "",
    name: Annotated[str, typer.Option(help="What to call it; the name of the file when not given.")] = "",
    folder: Folder = None,
    config: ConfigOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Compile a terminology of your own next to the embedded ones."""
    from kg.settings import load_settings
    from kg.terminology import Terminology
    from kg.terminology.added.add import About, add
    from kg.terminology.added.kinds import Kinds
    from kg.terminology.added.namespaces import Namespaces

    settings = load_settings(file=config)
    where = _folder(folder, settings)
    namespaces = Namespaces.given(prefix or ())
    report = add(
        file,
        where,
        Terminology.load(),
        Kinds.given(kind or (), namespaces),
        namespaces=namespaces,
        form=form.value if form else None,
        about=About(name, precedence, licence, release),
    )
    if as_json:
        write_json(asdict(report))
    else:
        typer.echo(_says(report, where))
    if settings.terminologies is None or settings.terminologies.absolute() != where.absolute():
        say(f'To use it, write into kg.toml: terminologies = "{where.absolute()}"')


def _says(report: Report, folder: Path) -> str:
    added = report.added
    left = [(report.nameless, "without a name"), (report.passed_over, "of no kind or another prefix")]
    left_out = "".join(f"; {count} terms {why} left out" for count, why in left if count)
    return (
        f"{folder}: {added.name}, {added.concepts} concepts ({report.known} known already), {added.names} names, "
        f"{report.deprecated} deprecated identifiers{left_out}"
    )


def show(folder: Folder = None, config: ConfigOption = None, as_json: JsonFlag = False) -> None:
    """List the embedded terminologies and the added ones."""
    from kg.resources import ontologies
    from kg.settings import load_settings
    from kg.terminology.added.folder import added_in
    from kg.terminology.sources import read_sources

    where = _folder(folder, load_settings(file=config))
    embedded, added = read_sources(ontologies()), added_in(where)
    if as_json:
        write_json({"embedded": [asdict(one) for one in embedded], "added": [asdict(one) for one in added]})
        return
    rows = [[one.file, "", "embedded", "", one.licence, one.version, one.source] for one in embedded]
    rows += [
        [one.name, one.kinds, f"{one.precedence}", f"{one.concepts}", one.licence, one.release, one.source]
        for one in added
    ]
    write_rows(["name", "kinds", "precedence", "concepts", "licence", "version", "source"], rows, Format.TABLE)


def remove(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What `kg terminology list` calls it.")],
    folder: Folder = None,
    config: ConfigOption = None,
) -> None:
    """Remove an added terminology."""
    from kg.settings import load_settings
    from kg.terminology.added.folder import remove

    where = _folder(folder, load_settings(file=config))
    gone = remove(where, name)
    typer.echo(f"{where}: {gone.name} removed, with {gone.concepts} concepts")


def check(
    graph: Annotated[Path, typer.Argument(help="The output folder of a build, or a Turtle or N-Quads file.")],
    folder: Folder = None,
    config: ConfigOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Report the deprecated identifiers of a graph and what took their place."""
    from kg.errors import GraphError
    from kg.run.deprecated import deprecated
    from kg.settings import load_settings

    added = folder or load_settings(file=config).terminologies
    looked_at, found = deprecated(graph, added)
    if as_json:
        write_json({"identifiers": looked_at, "deprecated": [asdict(one) for one in found]})
    else:
        rows = [[d.curie, d.label, d.used_as, " ".join(d.by), d.by_label, d.source] for d in found]
        if rows:
            columns = ["deprecated", "label", "used as", "replaced by", "whose label is", "says"]
            write_rows(columns, rows, Format.TABLE)
        typer.echo(f"{looked_at} identifiers looked at, {len(found)} deprecated")
    if found:
        what = "identifier is" if len(found) == 1 else "identifiers are"
        raise GraphError(f"{len(found)} {what} deprecated", where=str(graph), cure="Build the graph again.")


def _folder(given: Path | None, settings: Settings) -> Path:
    from kg.terminology.added.folder import default_folder

    return given or settings.terminologies or default_folder()
