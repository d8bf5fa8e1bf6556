"""Starting the server over the output folder of a build."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import uvicorn

from kg.curate import CurationLog, read_log
from kg.errors import GraphError, UsageError
from kg.graph.opened import open as open_graph
from kg.graph.query import run_query
from kg.graph.stored import holding, make_store
from kg.serve.app import Site, application
from kg.serve.messages import Limits
from kg.vocab import DEFAULT_BASE

_ANYWHERE = frozenset({"0.0.0.0", "::"})
_A_CLAIM = "SELECT ?claim WHERE { ?claim a biolink:Association } LIMIT 1"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens, and the web sites whose pages may read from it."""

    host: str = "127.0.0.1"
    port: int = 8321
    origins: Sequence[str] = ()

    @property
    def names(self) -> list[str]:
        """What a request may call the server: a page elsewhere must not reach it under a name of its own."""
        return ["*"] if self.host in _ANYWHERE else sorted({self.host, "localhost", "127.0.0.1", "[::1]"})

    def __str__(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"


def serve(folder: Path, address: Address, limits: Limits, processes: int, log: Path | None = None) -> None:
    """Serve the graph in ``folder`` until interrupted. Its store is made when it is missing.

    ``log`` takes the decisions that review pages send; it is made when it is missing. Raises ``GraphError`` when there
    is no graph, ``UsageError`` when the address is taken or the log cannot be written, ``InputError`` when the log
    is a file of something else than events.
    """
    kept = None if log is None else CurationLog(log)
    if kept is not None:
        kept.events()
        read_log(kept.path)
    with site_over(folder, address, limits, processes) as site:
        _check_start(site)
        app = application(replace(site, log=kept))
        config = uvicorn.Config(
            app, address.host, address.port, log_level="warning", server_header=False, access_log=False
        )
        server = uvicorn.Server(config)
        try:
            server.run()
        except OSError as error:
            raise _not_listening(address, str(error)) from error
        if not server.started:
            raise _not_listening(address, "see the message above")


def _check_start(site: Site) -> None:
    """Raises ``GraphError`` when the processes that answer queries do not start: the server would not either."""
    command = [sys.executable, "-m", "kg.serve.worker", str(site.store), str(site.limits.memory)]
    tried = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if tried.returncode:
        why = tried.stderr.strip().splitlines()[-1:] or [f"it ended with {tried.returncode}"]
        cure = "Make the store again (kg load FOLDER), or allow more --memory."
        raise GraphError(f"a process that answers queries does not start: {why[0]}", where=str(site.store), cure=cure)


@contextlib.contextmanager
def site_over(folder: Path, address: Address, limits: Limits, processes: int) -> Iterator[Site]:
    """What is served of an output folder. Where the folder must not be written, the store is made elsewhere."""
    with contextlib.ExitStack() as until:
        into = folder
        if not os.access(folder, os.W_OK):
            into = Path(until.enter_context(tempfile.TemporaryDirectory(prefix="claimgraph-")))
        store = until.enter_context(holding(make_store(folder, into)))
        base = _base(folder) if into == folder else DEFAULT_BASE
        yield Site(store, folder / "kg.html", base, address.names, address.origins, limits, processes)


def _base(folder: Path) -> str:
    """The IRI under which this graph's nodes were minted: that of a claim shows it."""
    rows = run_query(open_graph(folder), _A_CLAIM).rows
    return rows[0][0].rpartition("claim/")[0] if rows else DEFAULT_BASE


def _not_listening(address: Address, why: str) -> UsageError:
    return UsageError(f"the server cannot listen: {why}", where=str(address), cure="Name another --port or --host.")
