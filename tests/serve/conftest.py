"""A server over the sample, in a process of its own, as ``kg serve`` starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from graph_sample import SmallTerminology, sample
from kg.graph import assemble, write_nquads, write_turtle
from serving import free_port, when_up

Serve = Callable[..., str]


@contextmanager
def _served(folder: Path, *options: str) -> Iterator[str]:
    """The address of a server, which is there until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", str(folder), "--port", str(port), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        try:
            yield when_up(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.wait(60)
            assert process.stderr is not None
            assert "Traceback" not in process.stderr.read()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with the graph of the sample."""
    out = tmp_path_factory.mktemp("served")
    graph = assemble(sample(), SmallTerminology())
    write_turtle(graph, out / "kg.ttl")
    write_nquads(graph, out / "kg.nq")
    (out / "kg.html").write_text("<!doctype html><title>The review page</title>\n")
    return out


@pytest.fixture(scope="session")
def serve(folder: Path) -> Iterator[Serve]:
    """Starts a server over the sample with some options, once for each set of them."""
    running: dict[tuple[str, ...], str] = {}
    with ExitStack() as until:

        def start(*options: str) -> str:
            if options not in running:
                running[options] = until.enter_context(_served(folder, *options))
            return running[options]

        yield start


@pytest.fixture(scope="session")
def address(serve: Serve) -> str:
    """A server with the limits that it has by default."""
    return serve("--processes", "2", "--timeout", "60")
