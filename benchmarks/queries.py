"""How fast a large graph is loaded, asked and served, against rdflib's own store and rdflib-endpoint, in one run.

    python benchmarks/queries.py [--triples 1000000] [--runs 3] [--limit 3] [--folder FOLDER]

Makes a graph (``generate_graph.py``), and prints the CPU seconds of loading it and of each question, here and in
rdflib's memory store, where a question is cut off after ``--limit`` seconds, or sixteen times what it took here when
that is longer: the ratio is then at least what is printed. Eight clients ask ``kg serve`` a simple query for five
seconds, and rdflib-endpoint over the same graph when it is installed; then hostile queries are cut off while ``ASK``
is answered. ``--folder`` keeps the graph there, and takes it from there the next time.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from endpoints import kg_serve, rdflib_endpoint, show_hostile, show_rate
from generate_graph import made_graph
from rdflib import Graph

from kg.errors import UsageError
from kg.graph import load, run_query, write_nquads, write_turtle
from kg.graph.naming import called
from kg.graph.opened import open as open_graph
from kg.graph.questions import questions
from kg.graph.stored import make_store
from kg.vocab import PREFIXES

LEAST = 16
"""A question of rdflib's is not cut off before it took this many times as long as here."""


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


def cut_off(work: Callable[[], object], limit: float) -> float | None:
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


def plain(folder: Path) -> Graph:
    """The graph in rdflib's memory store, where every claimgraph would be without Oxigraph."""
    graph = Graph()
    print(f"rdflib parses kg.ttl       {cpu(lambda: graph.parse(folder / 'kg.ttl'), 1):8.2f} s", flush=True)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def ask_both(stored: Graph, other: Graph, runs: int, limit: float) -> None:
    """Every question, here and in rdflib's memory store."""
    asked = {
        question.name: question.about({p.name: about(stored, p.kind) for p in question.parameters})
        for question in questions()
        if not question.about_another_build
    }
    # All of ours come first: the timer that cuts rdflib off makes the system's clock of CPU time coarse for good.
    ours = {name: cpu(lambda query=query: run_query(stored, query), runs) for name, query in asked.items()}  # type: ignore[misc]
    ratios = []
    for name, query in asked.items():
        most = max(limit, LEAST * ours[name])
        there = cut_off(lambda query=query: run_query(other, query), most)  # type: ignore[misc]
        ratios.append((there or most) / ours[name])
        seen = f"  {there:8.3f} s" if there is not None else f"> {most:8.3f} s"
        print(f"  {name:28} {ours[name]:8.4f} s   rdflib {seen}  {ratios[-1]:10.1f} times", flush=True)
    median, slowest = statistics.median(ours.values()), max(ours.values())
    print(f"median of {len(ours)} questions    {median:8.4f} s, slowest {slowest:.2f} s")
    print(
        f"against rdflib's store     {statistics.median(ratios):8.0f} times at the median, {min(ratios):.1f} at least"
    )


def made(folder: Path, triples: int) -> None:
    """The files of a graph in ``folder``, unless they are there."""
    if (folder / "kg.ttl").is_file():
        return
    graph = made_graph(triples)
    folder.mkdir(parents=True, exist_ok=True)
    print(f"{write_turtle(graph, folder / 'kg.ttl')} triples, {len(graph.claims)} claims", flush=True)
    write_nquads(graph, folder / "kg.nq")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", type=float, default=3.0)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name)
        made(folder, options.triples)
        compared(folder, options.runs, options.limit)
    return 0


def compared(folder: Path, runs: int, limit: float) -> None:
    """Everything that is measured, of the graph in an output folder."""
    print(f"make the on-disk store     {cpu(lambda: make_store(folder), 1):8.2f} s", flush=True)
    with kg_serve(folder) as (port, pid):
        show_rate("kg serve", port, pid)
    show_hostile(folder)
    print(f"load kg.ttl into memory    {cpu(lambda: load(folder / 'kg.ttl'), 1):8.2f} s")
    print(f"open the on-disk store     {cpu(lambda: open_graph(folder), runs):8.3f} s")
    other = plain(folder)
    if find_spec("rdflib_endpoint"):
        with rdflib_endpoint(other) as (port, pid):
            show_rate("rdflib-endpoint", port, pid)
    ask_both(open_graph(folder), other, runs, limit)


if __name__ == "__main__":
    sys.exit(main())
