"""No query holds up the server, ends it, or makes it reach for anything: each is cut off, and the next is answered."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from kg.graph.stored import make_store
from kg.serve.messages import Question
from kg.serve.worker import encoded

SECONDS = 5.0
"""Of the server under test. Nothing here is timed: ``benchmarks/queries.py`` shows by how much the limits are kept."""

ANYTHING = "(!<urn:none>|^(!<urn:none>))*"
ENDLESS = {
    "paths of any length": f"SELECT (COUNT(*) AS ?n) {{ ?a {ANYTHING} ?b . ?c {ANYTHING} ?d . ?e {ANYTHING} ?f }}",
    "a path over paths": "SELECT (COUNT(*) AS ?n) { ?a ((!<u:a>)*)* ?b . ?c ((!<u:b>)*)* ?d . ?e ((!<u:c>)*)* ?f }",
    "a cross product that is counted": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}
"""Queries that need hardly any memory and would run for hours."""
SORTED = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
TOO_MUCH = {
    "a cross product": ("SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", 503),
    "a cross product that is sorted": (SORTED, 503),
    "six thousand brackets": ("SELECT * WHERE { FILTER(" + "(" * 6000 + "1" + ")" * 6000 + ") }", 400),
    "six thousand groups": ("SELECT * WHERE " + "{" * 6000 + "}" * 6000, 400),
}
"""Queries that take memory, an answer or a stack without end, which may be noticed before the time is over."""
ASK = "ASK { ?d cg:inhibits ?t }"


@pytest.fixture(scope="module")
def guarded(serve: Callable[..., str]) -> str:
    return serve("--timeout", str(SECONDS), "--processes", "4", "--memory", "1", "--max-answer", "4")


def ask(address: str, query: str) -> httpx.Response:
    return httpx.post(f"{address}/sparql", data={"query": query}, timeout=120)


@pytest.mark.parametrize("query", ENDLESS.values(), ids=ENDLESS.keys())
def test_an_endless_query_is_cut_off_by_its_time_and_others_are_answered_before(guarded: str, query: str) -> None:
    with ThreadPoolExecutor(1) as beside:
        hostile = beside.submit(ask, guarded, query)
        meanwhile = [ask(guarded, ASK) for _ in range(3)]
        came_before = not hostile.done()
        answer = hostile.result()
    assert [one.json()["boolean"] for one in meanwhile] == [True] * 3
    assert came_before
    assert (answer.status_code, answer.text) == (
        503,
        f"The query took longer than {SECONDS:g} s and was ended. Ask for less, or add LIMIT.\n",
    )
    assert ask(guarded, ASK).json()["boolean"] is True


@pytest.mark.parametrize(("query", "status"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_a_query_that_takes_too_much_of_anything_is_refused_and_others_are_answered(
    guarded: str, query: str, status: int
) -> None:
    with ThreadPoolExecutor(1) as beside:
        hostile = beside.submit(ask, guarded, query)
        assert ask(guarded, ASK).json()["boolean"] is True
        answer = hostile.result()
    assert answer.status_code == status, answer.text
    assert answer.text.strip().endswith(".")
    assert ask(guarded, ASK).json()["boolean"] is True


def test_a_process_ends_itself_after_its_time_when_nobody_does(folder: Path) -> None:
    store = make_store(folder)
    question = Question(ENDLESS["a cross product that is counted"], "text/csv", "", seconds=0.5)
    command = [sys.executable, "-m", "kg.serve.worker", str(store), str(1 << 30)]
    ended = subprocess.run(command, input=encoded(question), capture_output=True, timeout=120, check=False)
    assert ended.returncode == -signal.SIGALRM


def test_a_query_that_takes_all_memory_ends_its_process_and_no_other(serve: Callable[..., str]) -> None:
    address = serve("--memory", "1", "--processes", "1", "--timeout", "100", "--max-answer", "4000")
    answer = ask(address, SORTED)
    assert answer.status_code == 503
    assert "needed more than 1 GB of memory" in answer.text
    assert ask(address, "ASK {}").json()["boolean"] is True


def test_an_answer_that_is_too_long_is_refused_whole(guarded: str) -> None:
    answer = ask(guarded, "SELECT ?a ?b ?c ?d ?e WHERE { ?a ?b ?c . ?d ?e ?f } LIMIT 200000")
    assert answer.status_code == 503
    assert "longer than 4000000 bytes" in answer.text


def test_as_many_hostile_queries_as_there_are_processes_leave_it_alive(guarded: str) -> None:
    query = ENDLESS["a cross product that is counted"]
    threads = [threading.Thread(target=ask, args=(guarded, query)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ask(guarded, "ASK {}").json()["boolean"] is True


class Trap:
    """A place on this machine that notes whether anyone calls."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen()
        self._socket.settimeout(0.2)
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"

    def was_called(self) -> bool:
        try:
            self._socket.accept()[0].close()
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    made = Trap()
    yield made
    made.close()


REACHING = [
    "SELECT * WHERE { SERVICE <TRAP> { ?s ?p ?o } }",
    "SELECT * WHERE { SERVICE SILENT <TRAP> { ?s ?p ?o } }",
    "SELECT * WHERE { VALUES ?where { <TRAP> } SERVICE ?where { ?s ?p ?o } }",
    "SELECT * WHERE { ?s ?p '\u00a0' . sErViCe#\n<TRAP> { ?s ?p ?o } }",
    "SELECT * WHERE { OPTIONAL { <http://x.example/\u00a0'> ?p ?q } SERVICE <TRAP> { ?s ?p ?o } FILTER(?o != '') }",
    r"SELECT * WHERE { \u0053ERVICE <TRAP> { ?s ?p ?o } }",
    "PREFIX t: <TRAP> SELECT * WHERE { SERVICE t: { ?s ?p ?o } }",
    "SELECT * FROM <TRAP> WHERE { ?s ?p ?o }",
    "SELECT * FROM NAMED <TRAP> WHERE { GRAPH ?g { ?s ?p ?o } }",
    "PREFIX t: <TRAP> SELECT * FROM t: WHERE { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }",
    "LOAD <TRAP>",
    "LOAD <file:///etc/passwd> INTO GRAPH <urn:x>",
]


@pytest.mark.parametrize("query", REACHING)
def test_nothing_is_opened_or_fetched(guarded: str, trap: Trap, query: str) -> None:
    answer = ask(guarded, query.replace("TRAP", trap.address))
    assert answer.status_code == 403, answer.text
    assert "not allowed" in answer.text
    assert not trap.was_called()


def test_a_graph_of_the_request_is_not_fetched(guarded: str, trap: Trap) -> None:
    given = {"query": "SELECT * WHERE { ?s ?p ?o }", "default-graph-uri": trap.address}
    answer = httpx.get(f"{guarded}/sparql", params=given, timeout=60)
    assert (answer.status_code, trap.was_called()) == (403, False)
    assert "none is fetched" in answer.text
