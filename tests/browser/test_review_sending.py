"""A page that is served: its decisions reach the server, and those of others reach the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from opened import wait_for
from playwright.sync_api import Browser, Page
from story import story

from kg.curate.form import parse_event
from kg.review import render


class Server(ThreadingHTTPServer):
    """Serves one page, and a log that it keeps in memory.

    When ``broken`` it refuses what it is sent, and else the lines that hold the words that it ``refuses``.
    """

    html = ""
    log = ""
    broken = False
    refuses = ""
    keeps = True


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        if self.path == "/review":
            self._answer(200, self.server.html, "text/html; charset=utf-8")
        elif self.path == "/curation" and self.server.keeps:
            self._answer(200, self.server.log, "application/x-ndjson")
        else:
            self._answer(404, "", "text/plain")

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.server.broken:
            self._answer(503, "", "text/plain")
            return
        lines = sent.splitlines(keepends=True)
        wrong = [number for number, line in enumerate(lines) if self.server.refuses and self.server.refuses in line]
        self.server.log += "".join(line for number, line in enumerate(lines) if number not in wrong)
        refused = [{"event": number + 1, "why": "it is wrong"} for number in wrong]
        self._answer(200, json.dumps({"refused": refused}), "application/json")

    def _answer(self, status: int, text: str, media_type: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as running:
        running.html = render(story())
        thread = Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def visit(browser: Browser, server: Server) -> Page:
    """The page as a curator with a browser of their own sees it."""
    page = browser.new_context().new_page()
    page.set_default_timeout(120_000)
    page.goto(f"http://127.0.0.1:{server.server_address[1]}/review#claim=0000")
    page.wait_for_selector("html[data-ready]")
    return page


def test_a_decision_reaches_the_server_and_other_curators(chromium: Browser, server: Server) -> None:
    page = visit(chromium, server)
    wait_for(page, "#sent", "The server has all decisions.")
    page.keyboard.press("r")
    wait_for(page, "#tally", "0 accepted · 1 rejected")
    wait_for(page, "#sent", "The server has all decisions.")
    [line] = server.log.splitlines()
    assert parse_event(line, where="sent").decision == "reject"
    other = visit(chromium, server)
    wait_for(other, "#tally", "0 accepted · 1 rejected")


def test_a_decision_that_the_server_refuses_is_kept_and_sent_at_the_next_visit(
    chromium: Browser, server: Server
) -> None:
    page = visit(chromium, server)
    wait_for(page, "#sent", "The server has all decisions.")
    server.broken = True
    page.keyboard.press("a")
    wait_for(page, "#sent", "1 decision could not be sent")
    assert server.log == ""
    server.broken = False
    page.reload()
    page.wait_for_selector("html[data-ready]")
    wait_for(page, "#sent", "The server has all decisions.")
    assert len(server.log.splitlines()) == 1


def test_a_decision_that_the_server_takes_for_none_holds_no_other_up(chromium: Browser, server: Server) -> None:
    server.refuses = "no good"
    page = visit(chromium, server)
    wait_for(page, "#sent", "The server has all decisions.")
    page.keyboard.press("r")
    page.fill(".item.open .decision > input", "no good")
    page.locator(".item.open .decision > input").blur()
    wait_for(page, "#sent", "The server has all decisions. It refused 1 other")
    for key in "ja":
        page.keyboard.press(key)
    wait_for(page, "#tally", "1 accepted · 1 rejected")
    wait_for(page, "#sent", "The server has all decisions. It refused 1 other")
    assert [parse_event(line, where="sent").decision for line in server.log.splitlines()] == ["reject", "accept"]


def test_a_line_in_the_browser_that_is_no_event_holds_no_other_up_and_stays(chromium: Browser, server: Server) -> None:
    page = visit(chromium, server)
    page.evaluate("localStorage.setItem('claimgraph.curation', '{\"form\": \"curation/9\"}\\n')")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("a")
    wait_for(page, "#tally", "1 accepted")
    wait_for(page, "#sent", "The server has all decisions.")
    assert len(server.log.splitlines()) == 1
    kept = page.evaluate("localStorage.getItem('claimgraph.curation')").splitlines()
    assert [line == '{"form": "curation/9"}' for line in kept] == [False, True]


def test_a_server_that_keeps_no_decisions_is_sent_none(chromium: Browser, server: Server) -> None:
    server.keeps = False
    page = visit(chromium, server)
    page.keyboard.press("a")
    wait_for(page, "#tally", "1 accepted")
    assert page.locator("#sent").inner_text() == ""
    assert server.log == ""
