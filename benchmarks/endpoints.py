"""How fast SPARQL endpoints over a graph answer, and how soon a hostile query is cut off (for ``queries.py``)."""

from __future__ import annotations

import contextlib
import http.client
import multiprocessing
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

from rdflib import Graph

CLIENTS, SECONDS = 8, 5.0
SIMPLE = (
    "PREFIX cg: <https://w3id.org/claimgraph/vocab#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    'SELECT ?target WHERE { ?d rdfs:label "drug-7" ; cg:targets ?t . ?t rdfs:label ?target }'
)
SIMPLEST = "ASK { ?s ?p ?o }"
LIMIT = 2.0
"""Seconds that the server of the hostile queries allows."""
HOSTILE = {
    "a path of any length": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:none>|^(!<urn:none>))* ?b }",
    "a cross product": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "a cross product, sorted": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "six thousand brackets": "SELECT * WHERE { FILTER(" + "(" * 6000 + "1" + ")" * 6000 + ") }",
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise TimeoutError(f"nothing listens at {port} after {seconds:.0f} s")


@contextlib.contextmanager
def kg_serve(folder: Path, *options: str) -> Iterator[tuple[int, int]]:
    """``kg serve`` over an output folder: its port and its process, until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", str(folder), "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_for(port, 120)
            yield port, process.pid
        finally:
            process.terminate()


@contextlib.contextmanager
def rdflib_endpoint(graph: Graph) -> Iterator[tuple[int, int]]:
    """rdflib-endpoint over a graph of rdflib, in a process that has it from this one."""
    port = free_port()
    process = multiprocessing.get_context("fork").Process(target=_serve_rdflib, args=(graph, port), daemon=True)
    process.start()
    try:
        wait_for(port, 120)
        assert process.pid is not None
        yield port, process.pid
    finally:
        process.kill()


def _serve_rdflib(graph: Graph, port: int) -> None:
    import uvicorn
    from rdflib_endpoint import SparqlEndpoint

    uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=port, log_level="error")


def queries_a_second(port: int) -> tuple[float, int]:
    """How many simple queries eight clients get answered in a second, and how many were not."""
    path, done, failed = f"/sparql?query={quote(SIMPLE)}", [0] * CLIENTS, [0] * CLIENTS
    end = time.monotonic() + SECONDS

    def client(number: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < end:
            connection.request("GET", path, headers={"Accept": "application/sparql-results+json"})
            response = connection.getresponse()
            response.read()
            done[number] += response.status == 200
            failed[number] += response.status != 200

    start = time.monotonic()
    _in_threads(client)
    return sum(done) / (time.monotonic() - start), sum(failed)


def _in_threads(client: Callable[[int], None]) -> None:
    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and its children so far (Linux)."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            number, _, rest = stat.read_text().partition(" (")
            fields = rest.rpartition(") ")[2].split()
            if int(number) == pid or int(fields[1]) == pid:
                total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def show_rate(name: str, port: int, pid: int) -> None:
    """Simple queries a second from eight clients, and the CPU time of each."""
    before = cpu_of(pid)
    rate, failed = queries_a_second(port)
    took = 1000 * (cpu_of(pid) - before) / max(1.0, rate * SECONDS)
    print(
        f"{name:26} {rate:8.1f} simple queries/s with {CLIENTS} clients, {failed} failed; "
        f"{took:.2f} ms of CPU a query in the server and its processes",
        flush=True,
    )


def show_hostile(folder: Path) -> None:
    """How long each hostile query takes until it is refused, and the slowest ``ASK`` meanwhile."""
    with kg_serve(folder, "--timeout", str(LIMIT)) as (port, _), ThreadPoolExecutor(1) as beside:
        for name, query in HOSTILE.items():
            hostile = beside.submit(_asked, port, query)
            asks = [_asked(port, SIMPLEST)]
            while not hostile.done():
                time.sleep(0.05)
                asks.append(_asked(port, SIMPLEST))
            status, took = hostile.result()
            answered = "all" if all(ask_status == 200 for ask_status, _ in asks) else "NOT all"
            print(
                f"  {name:28} {status} after {took:5.2f} s (limit {LIMIT:g} s); {len(asks)} ASK meanwhile, "
                f"{answered} answered, at the median in {statistics.median(t for _, t in asks):.3f} s, "
                f"the slowest in {max(t for _, t in asks):.3f} s",
                flush=True,
            )


def _asked(port: int, query: str) -> tuple[int, float]:
    """The status of a query, and the seconds that it took."""
    start = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query"})
    response = connection.getresponse()
    response.read()
    return response.status, time.monotonic() - start
