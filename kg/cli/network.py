"""``kg path``, ``kg neighbours``, ``kg central`` and ``kg communities``: questions about the shape of a graph."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.ask import FormatOption, GraphOption, opened
from kg.cli.console import Format, JsonFlag, write_json, write_rows

if TYPE_CHECKING:
    import networkx as nx

    from kg.graph.opened import ClaimGraph

AllFlag = Annotated[
    bool, typer.Option("--all", help="Follow claims that are denied, believed, hypothesised or planned too.")
]
TopOption = Annotated[int, typer.Option(min=1, help="How many rows are written.")]


class NetworkFormat(StrEnum):
    """How a part of the network is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    GRAPHML = "graphml"


def path(
    one: Annotated[str, typer.Argument(help="A name or identifier of a concept.")],
    other: Annotated[str, typer.Argument(help="Another.")],
    graph: GraphOption = Path("outputs"),
    every: AllFlag = False,
    as_json: JsonFlag = False,
) -> None:
    """Show the shortest chain of claims between two concepts, with the sentences that say them."""
    from dataclasses import asdict

    from kg.graph.analysis import path_between
    from kg.graph.naming import called

    loaded = opened(graph)
    ends = [called(loaded, name, "concept") for name in (one, other)]
    steps = path_between(loaded.to_networkx(direct=not every), *ends)
    if as_json:
        write_json([asdict(step) for step in steps])
        return
    for step in steps:
        typer.echo(f"{step.subject} {step.predicate} {step.object}  ({step.confidence})")
        for line in step.evidence:
            sentence, _, source = line.rpartition(" [")
            typer.echo(f"  “{sentence}”\n    {source.removesuffix(']')}")


def neighbours(
    name: Annotated[str, typer.Argument(help="A name or identifier of a concept.")],
    graph: GraphOption = Path("outputs"),
    hops: Annotated[int, typer.Option(min=1, help="How many claims away a concept may be.")] = 1,
    every: AllFlag = False,
    form: Annotated[NetworkFormat, typer.Option("--format", help="How the claims are written.")] = NetworkFormat.TABLE,
) -> None:
    """Write what stands around a concept: the claims between all concepts within some steps of it."""
    from kg.graph.analysis import neighbourhood
    from kg.graph.naming import called

    loaded = opened(graph)
    near = neighbourhood(loaded.to_networkx(direct=not every), called(loaded, name, "concept"), hops)
    if form is NetworkFormat.GRAPHML:
        import networkx as nx

        sys.stdout.write("\n".join(nx.generate_graphml(near)) + "\n")
    elif form is NetworkFormat.JSON:
        import networkx as nx

        write_json(nx.node_link_data(near, edges="edges"))
    else:
        write_rows(("subject", "predicate", "object", "modality", "confidence", "sentences"), _rows(near), Format(form))


def _rows(network: nx.MultiDiGraph[str]) -> list[list[str]]:
    labels = network.nodes(data="label")
    return sorted(
        [
            labels[subject],
            ("not " if claim["negated"] else "") + claim["predicate"],
            labels[obj],
            claim["modality"],
            str(claim["confidence"]),
            str(claim["evidence_count"]),
        ]
        for subject, obj, claim in network.edges(data=True)
    )


def central(
    graph: GraphOption = Path("outputs"), top: TopOption = 20, every: AllFlag = False, form: FormatOption = Format.TABLE
) -> None:
    """List the concepts that hold the graph together: those over which most shortest paths lead."""
    from kg.graph.analysis import central as ranked

    rows = ranked(_network(opened(graph), every))[:top]
    columns = ("concept", "kind", "claims", "betweenness", "pagerank", "iri")
    cells = ([row.label, row.kind, str(row.claims), str(row.betweenness), str(row.rank), row.iri] for row in rows)
    write_rows(columns, cells, form)


def communities(
    graph: GraphOption = Path("outputs"), top: TopOption = 20, every: AllFlag = False, form: FormatOption = Format.TABLE
) -> None:
    """List the groups of concepts that have more claims among themselves than with others."""
    from kg.graph.analysis import communities as grouped

    found = grouped(_network(opened(graph), every))[:top]
    rows = ([str(c.number), str(len(c.members)), ", ".join(label for _, label in c.members)] for c in found)
    write_rows(("community", "concepts", "members"), rows, form)


def _network(graph: ClaimGraph, every: bool) -> nx.MultiDiGraph[str]:
    return graph.to_networkx(direct=not every)
