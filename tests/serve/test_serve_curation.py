"""The server keeps what curators decide: all of it, only from its own pages, and through being killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from curation_sample import EVENT
from kg.curate import read_log, sealed, write_event
from kg.model import CurationEvent
from serving import free_port, when_up

LINES = {"Content-Type": "application/jsonl"}


def event(note: str) -> CurationEvent:
    return sealed(replace(EVENT, note=note))


def lines(*events: CurationEvent) -> bytes:
    return "".join(f"{write_event(one)}\n" for one in events).encode()


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("log") / "decisions.jsonl"


@pytest.fixture(scope="module")
def address(serve: Callable[..., str], log: Path) -> str:
    return serve("--processes", "1", "--curate", str(log))


def test_events_are_on_the_disk_when_they_are_acknowledged_and_can_be_read_back(address: str, log: Path) -> None:
    sent = event("one"), event("two")
    answer = httpx.post(f"{address}/curation", content=lines(*sent), headers=LINES)
    assert (answer.status_code, answer.json()["new"]) == (201, [one.id for one in sent])
    assert set(sent) <= set(read_log(log).events)
    assert lines(*sent) in httpx.get(f"{address}/curation").content


def test_an_event_or_a_list_may_come_as_json_and_again(address: str) -> None:
    for content in (write_event(event("json")), f"[{write_event(event('json'))}]"):
        answer = httpx.post(f"{address}/curation", content=content, headers={"Content-Type": "application/json"})
        assert answer.json()["kept"] == [event("json").id]
    assert (answer.status_code, answer.json()["new"]) == (200, [])


def test_two_clients_at_once_lose_nothing(address: str, log: Path) -> None:
    def send(name: str) -> None:
        with httpx.Client() as client:
            for number in range(25):
                body = lines(event(f"{name} {number}"))
                assert client.post(f"{address}/curation", content=body, headers=LINES).status_code == 201

    clients = [threading.Thread(target=send, args=(name,)) for name in ("ada", "bo")]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    notes = [one.note for one in read_log(log).events]
    assert all(notes.count(f"{name} {number}") == 1 for name in ("ada", "bo") for number in range(25))


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        (LINES | {"Origin": "https://example.org"}, lines(event("x")), 403),
        (LINES | {"Origin": "null"}, lines(event("x")), 403),
        (LINES | {"Sec-Fetch-Site": "cross-site"}, lines(event("x")), 403),
        (LINES | {"Sec-Fetch-Site": "same-site"}, lines(event("x")), 403),
        ({"Content-Type": "text/plain"}, lines(event("x")), 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, lines(event("x")), 415),
        ({}, lines(event("x")), 415),
        (LINES, b"{}\n", 400),
        (LINES, lines(replace(event("x"), note="changed")) + b"\n", 400),
        (LINES, b"", 400),
        (LINES, b"\xff\n", 400),
        ({"Content-Type": "application/json"}, b"[", 400),
        (LINES, b" " * 21_000_000, 413),
        (LINES | {"Host": "evil.example"}, lines(event("x")), 400),
    ],
)
def test_anything_else_is_refused_and_nothing_of_it_kept(
    address: str, log: Path, headers: dict[str, str], content: bytes, status: int
) -> None:
    before = log.read_bytes()
    answer = httpx.post(f"{address}/curation", content=content, headers=headers)
    assert answer.status_code == status, answer.text
    assert log.read_bytes() == before


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/jsonl", lines(event("good"), replace(event("x"), note="changed"), event("better"))),
        ("application/json", f"[{write_event(event('good'))}, {{}}, {write_event(event('better'))}]".encode()),
    ],
)
def test_one_event_that_is_refused_holds_no_other_up(address: str, log: Path, media_type: str, content: bytes) -> None:
    answer = httpx.post(f"{address}/curation", content=content, headers={"Content-Type": media_type})
    assert answer.is_success
    assert answer.json()["kept"] == [event("good").id, event("better").id]
    assert [one["event"] for one in answer.json()["refused"]] == [2]
    assert "not a curation event" in answer.json()["refused"][0]["why"]
    assert {event("good"), event("better")} <= set(read_log(log).events)


def test_a_broken_line_of_the_log_itself_stops_nothing(serve: Callable[..., str], tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(lines(event("before")) + b"oh\n")
    address = serve("--processes", "1", "--curate", str(log))
    assert httpx.post(f"{address}/curation", content=lines(event("after")), headers=LINES).status_code == 201
    assert httpx.get(f"{address}/curation").content == lines(event("before"), event("after"))


def test_a_page_of_the_server_itself_may_send(address: str) -> None:
    headers = LINES | {"Origin": address, "Sec-Fetch-Site": "same-origin"}
    assert httpx.post(f"{address}/curation", content=lines(event("own")), headers=headers).status_code == 201


def test_a_site_that_may_read_the_graph_may_not_read_or_send_decisions(
    serve: Callable[..., str], tmp_path: Path
) -> None:
    site = "https://example.org"
    address = serve("--processes", "1", "--cors", site, "--curate", str(tmp_path / "log.jsonl"))
    assert httpx.get(f"{address}/curation", headers={"Origin": site}).status_code == 403
    headers = LINES | {"Origin": site}
    assert httpx.post(f"{address}/curation", content=lines(event("x")), headers=headers).status_code == 403


def test_a_server_without_a_log_says_how_to_have_one(serve: Callable[..., str]) -> None:
    address = serve("--processes", "2", "--timeout", "60")
    answer = httpx.post(f"{address}/curation", content=lines(event("x")), headers=LINES)
    assert answer.status_code == 404
    assert "--curate FILE" in answer.text


@contextmanager
def killable(folder: Path, log: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    port = free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", str(folder), "--port", str(port), "--curate", str(log)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as process:
        try:
            yield when_up(f"http://127.0.0.1:{port}", process), process
        finally:
            process.kill()


def test_a_killed_server_loses_no_acknowledged_event(folder: Path, tmp_path: Path) -> None:
    log, kept = tmp_path / "log.jsonl", list[str]()
    with killable(folder, log) as (address, process), httpx.Client() as client:
        for number in range(10_000):
            if number == 40:
                threading.Timer(0.05, os.kill, (process.pid, signal.SIGKILL)).start()
            try:
                answer = client.post(f"{address}/curation", content=lines(event(str(number))), headers=LINES)
            except httpx.TransportError:
                break
            kept += answer.json()["kept"]
    assert len(kept) >= 40
    assert set(kept) <= {one.id for one in read_log(log).events}


def test_a_log_that_holds_something_else_is_refused_at_the_start(folder: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text(json.dumps({"not": "an event"}) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "kg.cli", "serve", str(folder), "--port", str(free_port()), "--curate", str(log)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 3
    assert f"{log}, line 1" in ended.stderr
