"""The whole loop: a graph is built, reviewed in a browser, and built anew with what was decided."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from opened import wait_for
from playwright.sync_api import Browser

from kg.curate import read_log
from kg.graph import load, run_query
from kg.model import Decision
from kg.run.build import build
from serving import free_port, when_up

ARTICLE = "A study\n\nIsatuximab targets CD38 in multiple myeloma. Ruxolitinib inhibits JAK2.\n"
MARKS = "SELECT ?claim ?curation WHERE { ?claim cg:curation ?curation }"


def test_what_is_decided_in_a_served_page_is_in_the_next_build(chromium: Browser, tmp_path: Path) -> None:
    articles, out, log = tmp_path / "articles", tmp_path / "out", tmp_path / "decisions.jsonl"
    articles.mkdir()
    (articles / "one.txt").write_text(ARTICLE, encoding="utf-8")
    build(articles, out)
    port = free_port()
    command = [sys.executable, "-m", "kg.cli", "serve", str(out), "--port", str(port), "--curate", str(log)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ)) as server:
        try:
            address = when_up(f"http://127.0.0.1:{port}", server)
            page = chromium.new_page()
            page.set_default_timeout(120_000)
            page.goto(f"{address}/review")
            page.wait_for_selector("html[data-ready]")
            for key in "jrja":
                page.keyboard.press(key)
            wait_for(page, "#tally", "1 accepted · 1 rejected")
            wait_for(page, "#sent", "The server has all decisions.")
            page.close()
        finally:
            server.terminate()
    decided = {event.claim: event.decision for event in read_log(log).events}
    assert sorted(decided.values()) == [Decision.ACCEPT, Decision.REJECT]

    report = build(articles, out, curation=[log])
    marks = dict(run_query(load(out), MARKS).rows)
    assert {claim: marks[claim] for claim in decided} == {
        claim: "accepted" if decision is Decision.ACCEPT else "rejected" for claim, decision in decided.items()
    }
    assert report.curation is not None
    assert report.curation.outcome.vanished == ()
