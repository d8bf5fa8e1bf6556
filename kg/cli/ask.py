"""``kg load``, ``kg query``, ``kg ask`` and ``kg explain``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import ConfigOption, Format, JsonFlag, one_of, say, write_json, write_rows

if TYPE_CHECKING:
    from kg.graph import QueryResult
    from kg.graph.opened import ClaimGraph

GraphOption = Annotated[Path, typer.Option(help="The output folder of a build, or a Turtle or N-Quads file.")]
FormatOption = Annotated[Format, typer.Option("--format", help="How the rows are written.")]


def load(
    graph: Annotated[Path, typer.Argument(help="The output folder of a build.")] = Path("outputs"),
) -> None:
    """Load a built graph into an on-disk store, from which it is asked at once however large it is."""
    from kg.graph.stored import make_store

    typer.echo(make_store(graph))


def opened(graph: Path, *, named_graphs: bool = False) -> ClaimGraph:
    """The graph out of its store, or else out of its file; an outdated store is mentioned on stderr."""
    from kg.graph.opened import open as open_graph
    from kg.graph.stored import has_outdated_store

    if graph.is_dir() and has_outdated_store(graph):
        say(f"note: the store in {graph} is of another build, so kg.ttl is read. Make it again: kg load {graph}")
    return open_graph(graph, named_graphs=named_graphs)


def query(
    graph: Annotated[Path, typer.Argument(help="The output folder of a build, or a Turtle or N-Quads file.")],
    sparql: Annotated[str | None, typer.Argument(help="The query; the usual prefixes are declared.")] = None,
    file: Annotated[Path | None, typer.Option(help="Read the query from a file.")] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Ask a built graph in SPARQL."""
    from kg.graph import run_query

    asked = one_of(sparql, file, what="the query")
    _write(run_query(opened(graph, named_graphs="GRAPH" in asked.upper()), asked), form)


def _write(result: QueryResult, form: Format) -> None:
    """A table has CURIEs, which people read; the other forms have the IRIs, which programs need."""
    from kg.vocab import compact

    rows: Iterable[Sequence[str]] = result.rows
    if form is Format.TABLE:
        rows = [[compact(cell) for cell in row] for row in rows]
    write_rows(result.columns, rows, form)


def ask(
    name: Annotated[str | None, typer.Argument(help="The question; all of them are listed without it.")] = None,
    about: Annotated[
        list[str] | None, typer.Argument(help="What it is about: names, synonyms, identifiers, in order.")
    ] = None,
    graph: GraphOption = Path("outputs"),
    show: Annotated[bool, typer.Option("--sparql", help="Print the query instead of asking it.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Ask one of the questions that come with claimgraph: kg ask drugs-for-target KIT."""
    from kg.graph.questions import answer, question, questions

    if name is None:
        rows = [[q.name, " ".join(p.name.upper() for p in q.parameters), q.title] for q in questions()]
        write_rows(("question", "about", "asks"), rows, form)
        return
    asked = question(name)
    if show:
        typer.echo(asked.sparql, nl=False)
        return
    _write(answer(opened(graph), asked, about or ()), form)


def explain(
    what: Annotated[
        str | None, typer.Argument(help="An IRI, a CURIE, a name, or a triple 'isatuximab cg:targets CD38'; ? is any.")
    ] = None,
    graph: GraphOption = Path("outputs"),
    corpus: Annotated[
        Path | None, typer.Option(help="Its articles: shows as well what they were nearly read to say, and why not.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Explain how a text of your own is read, without a graph.")] = None,
    config: ConfigOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Show what the graph says of something, with the sentences that say it, and what was considered and rejected."""
    from dataclasses import asdict

    from kg.errors import UsageError
    from kg.graph import explain as explained
    from kg.run.considered import consider, consider_text, told
    from kg.run.weighed import runners_up
    from kg.settings import load_settings

    if (what is None) == (text is None):
        raise UsageError("a thing of the graph or --text is explained, one of the two", cure="See kg explain --help.")
    if text is not None:
        found = consider_text(text, load_settings(file=config))
        if as_json:
            write_json(found.to_json())
        else:
            typer.echo(str(found))
        return
    explanation = explained(opened(graph), what or "")
    others = runners_up(graph, explanation.iris)
    rejected = None if corpus is None else consider(explanation, corpus, load_settings(file=config))
    if as_json:
        refused = {} if rejected is None else {"rejected": [asdict(one) for one in rejected]}
        weighed = {"runners_up": {iri: [asdict(other) for other in others[iri]] for iri in others}}
        write_json(asdict(explanation) | weighed | refused)
        return
    typer.echo(str(explanation))
    for iri, candidates in others.items():
        named = "; ".join(f"{one.label} ({one.curie}, {one.score:.2f})" for one in candidates)
        typer.echo(f"{iri}\n  also weighed: {named}")
    if rejected is not None:
        typer.echo(told(rejected))
