"""How fast a large graph is loaded, asked and served, against rdflib's own store and rdflib-endpoint, in one run.

    python benchmarks/queries.py [--triples 1000000] [--runs 3] [--limit 60] [--endpoint-python PYTHON]

Makes a graph (``generate_graph.py``), and prints the CPU seconds of loading it and of each question, here and in
rdflib's memory store, where a question is cut off after ``--limit`` seconds. Before that eight clients ask ``kg serve``
a simple query for five seconds, and rdflib-endpoint over the same graph when a Python that has it is named.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from generate_graph import made_graph
from rdflib import Graph

from kg.errors import UsageError
from kg.graph import load, run_query, write_nquads, write_turtle
from kg.graph.naming import called
from kg.graph.opened import open as open_graph
from kg.graph.questions import questions
from kg.graph.stored import make_store
from kg.vocab import PREFIXES

CLIENTS, SECONDS = 8, 5.0
SIMPLE = (
    "PREFIX cg: <https://w3id.org/claimgraph/vocab#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    'SELECT ?target WHERE { ?d rdfs:label "drug-7" ; cg:targets ?t . ?t rdfs:label ?target }'
)
ENDPOINT = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(default_union=True)
graph.parse(sys.argv[1])
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="error")
"""


class CutOff(Exception):
    """A question took longer than the limit."""


def cpu(work: Callable[[], object], runs: int) -> float:
    """The median of the CPU seconds that ``work`` takes."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def cut_off(work: Callable[[], object], limit: int) -> float | None:
    """The CPU seconds of ``work``, once, or None when it takes longer than ``limit``."""

    def stop(*_: object) -> None:
        raise CutOff

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, limit)
    try:
        return cpu(work, 1)
    except CutOff:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def about(graph: Graph, kind: str) -> Sequence[str]:
    """The first thing of a kind that the made articles name: the lower its number, the more is said of it."""
    if kind == "article":
        return called(graph, "000000.txt", kind)
    for number in range(1000):
        try:
            return called(graph, f"{'drug' if kind == 'concept' else kind}-{number}", kind)
        except UsageError:
            continue
    raise LookupError(f"the made graph has no {kind}")


def ask_both(folder: Path, runs: int, limit: int) -> None:
    """Every question, here and in rdflib's memory store."""
    print(f"load kg.ttl into memory    {cpu(lambda: load(folder / 'kg.ttl'), runs):8.2f} s")
    print(f"open the on-disk store     {cpu(lambda: open_graph(folder), runs):8.3f} s")
    stored, plain = open_graph(folder), Graph()
    print(f"rdflib parses kg.ttl       {cpu(lambda: plain.parse(folder / 'kg.ttl'), 1):8.2f} s", flush=True)
    for prefix, namespace in PREFIXES.items():
        plain.bind(prefix, namespace)
    ours, ratios = [], []
    for question in questions():
        if question.about_another_build:
            continue
        query = question.about({p.name: about(stored, p.kind) for p in question.parameters})
        here = cpu(lambda query=query: run_query(stored, query), runs)  # type: ignore[misc]
        there = cut_off(lambda query=query: run_query(plain, query), limit)  # type: ignore[misc]
        ours.append(here)
        ratios.append((there or limit) / max(here, 1e-6))
        seen = f"{there:9.2f} s" if there is not None else f"> {limit:6d} s "
        print(f"  {question.name:28} {here:8.4f} s   rdflib {seen}  {ratios[-1]:10.0f} times", flush=True)
    print(f"median of {len(ours)} questions    {statistics.median(ours):8.4f} s, slowest {max(ours):.2f} s")
    print(
        f"against rdflib's store     {statistics.median(ratios):8.0f} times at the median, {min(ratios):.0f} at least"
    )


@contextlib.contextmanager
def serving(command: list[str], port: int, wait: float) -> Iterator[int]:
    """A server in a process of its own, from when it listens until the block ends."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until = time.monotonic() + wait
            while time.monotonic() < until:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            else:
                raise TimeoutError(f"it does not listen after {wait:.0f} s: {command}")
            yield process.pid
        finally:
            process.terminate()


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

    threads = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.monotonic() - start), sum(failed)


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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def serve_both(folder: Path, endpoint_python: str | None) -> None:
    """Simple queries a second from eight clients, here and in rdflib-endpoint."""
    servers = {"kg serve": ([sys.executable, "-m", "kg.cli", "serve", str(folder), "--port"], 60.0)}
    if endpoint_python:
        servers["rdflib-endpoint"] = ([endpoint_python, "-c", ENDPOINT, str(folder / "kg.ttl")], 600.0)
    for name, (command, wait) in servers.items():
        port = free_port()
        with serving([*command, str(port)], port, wait) as pid:
            before = cpu_of(pid)
            rate, failed = queries_a_second(port)
            took = 1000 * (cpu_of(pid) - before) / max(1.0, rate * SECONDS)
        print(
            f"{name:26} {rate:8.1f} simple queries/s with {CLIENTS} clients, {failed} failed; "
            f"{took:.2f} ms of CPU a query in the server and its processes",
            flush=True,
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=int, default=60)
    parser.add_argument("--endpoint-python")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graph = made_graph(options.triples)
        print(f"{write_turtle(graph, folder / 'kg.ttl')} triples, {len(graph.claims)} claims", flush=True)
        write_nquads(graph, folder / "kg.nq")
        del graph
        print(f"make the on-disk store     {cpu(lambda: make_store(folder), 1):8.2f} s", flush=True)
        serve_both(folder, options.endpoint_python)
        ask_both(folder, options.runs, options.limit)
    return 0


if __name__ == "__main__":
    sys.exit(main())
