"""``kg serve``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.console import say, say_notices


def serve(
    graph: Annotated[Path, typer.Argument(help="The output folder of a build.")] = Path("outputs"),
    host: Annotated[str, typer.Option(help="The address to listen on; that of this machine alone by default.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8321,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds that a query may take.")] = 10.0,
    memory: Annotated[float, typer.Option(min=1, help="GB of memory that a query may take.")] = 2.0,
    max_answer: Annotated[float, typer.Option(min=0.001, help="MB that an answer may have.")] = 64.0,
    processes: Annotated[int, typer.Option(min=1, max=64, help="Queries that are answered at a time.")] = 4,
    curate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Append the decisions that the review page sends to this log.")
    ] = None,
    cors: Annotated[
        list[str] | None, typer.Option(help="A web site whose pages may read from here (https://example.org).")
    ] = None,
) -> None:
    """Serve a built graph: a SPARQL endpoint, a page for every IRI, the questions and the review page."""
    from kg.curate import read_log
    from kg.serve.messages import Limits
    from kg.serve.run import Address
    from kg.serve.run import serve as run_server

    address = Address(host, port, tuple(cors or ()))
    limits = Limits(timeout, int(memory * 1024**3), int(max_answer * 1_000_000))
    if curate is not None and curate.exists():
        say_notices(read_log(curate).notices)
    say(f"serving {graph} at {address} (SPARQL at {address}sparql); Ctrl-C ends it")
    run_server(graph, address, limits, processes, curate)
