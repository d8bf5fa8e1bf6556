"""The page in Firefox, from disk and without a network: what a curator does there from beginning to end."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from firefox import Firefox, running
from story import large, story
from test_review_injection import hostile

from kg.curate import read_log
from kg.review import PageData, render

_NAMES = ("firefox-esr", "firefox")


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Skips where no Firefox is installed; CLAIMGRAPH_FIREFOX names one that is not on the PATH."""
    executable = os.environ.get("CLAIMGRAPH_FIREFOX") or next(filter(None, map(shutil.which, _NAMES)), None)
    if executable is None:
        pytest.skip("no Firefox is installed (Debian's package is firefox-esr; CLAIMGRAPH_FIREFOX names another)")
    with running(executable, tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


def opened(firefox: Firefox, folder: Path, data: PageData, view: str = "") -> str:
    """Writes a page, opens it in the tab, and gives its address."""
    file = folder / "kg.html"
    file.write_text(render(data), encoding="utf-8")
    firefox.connection.events.clear()
    firefox.open(file.as_uri() + view)
    return file.as_uri()


def complaints(firefox: Firefox) -> list[str]:
    """Errors and warnings of the page, and what it asked for beside itself."""
    told = [event["params"] for event in firefox.connection.events]
    asked = [one["request"]["url"] for one in told if "request" in one]
    said = [one["text"] for one in told if one.get("level") in ("error", "warn")]
    # Firefox draws the triangle of <details> with a font of its own, which it tells as a request.
    return said + [url for url in asked if not url.startswith(("file:", "data:font/"))]


def wait_for_tally(firefox: Firefox, tally: str) -> None:
    firefox.until(f"document.querySelector('#tally').innerText === {tally!r}")


def test_firefox_opens_searches_filters_and_decides(firefox: Firefox, tmp_path: Path) -> None:
    opened(firefox, tmp_path, story())
    assert firefox.text("#counts") == "3 articles · 44 concepts · 61 claims, 2 arms, 1 result"

    firefox.fill("#search", "pomalyst")
    firefox.until("document.querySelector('#hits li')")
    assert firefox.text("#hits li").startswith("pomalidomide")
    firefox.press("Enter")
    assert firefox.text(".concept h2").startswith("pomalidomide")
    firefox.value("document.activeElement.blur() ?? null")
    firefox.press("Escape")

    firefox.click("#filters summary")
    firefox.click("#filter-kind-drug")
    assert not any("isatuximab" in line for line in firefox.texts(".item .statement"))
    firefox.click("#clear-filters")
    firefox.click("#filters summary")

    for key in "jajrju":
        firefox.press(key)
    wait_for_tally(firefox, "1 accepted · 1 rejected · 1 unsure · 61 open")
    firefox.click("#download")
    log = waited_for(firefox.downloads / "decisions.jsonl")
    assert [event.decision for event in read_log(log).events] == ["accept", "reject", "unsure"]
    firefox.reload()
    wait_for_tally(firefox, "1 accepted · 1 rejected · 1 unsure · 61 open")
    assert complaints(firefox) == []


def waited_for(file: Path, patience: float = 60.0) -> Path:
    end = time.monotonic() + patience
    while not (file.exists() and file.stat().st_size):
        assert time.monotonic() < end, f"{file.name} was not downloaded"
        time.sleep(0.05)
    return file


def test_firefox_shows_a_claims_card_the_table_and_the_trials(firefox: Firefox, tmp_path: Path) -> None:
    opened(firefox, tmp_path, story(), "#claim=0000")
    assert firefox.texts(".card blockquote mark") == ["Isatuximab", "CD38"]
    firefox.click("#view-table")
    firefox.click("#sort-4")
    shown = [float(cell) for cell in firefox.texts("tbody td:nth-child(5)")]
    assert shown == sorted(shown)
    firefox.click("#view-trials")
    assert "0.60 (0.44–0.81) p = 0.001" in firefox.text("#trials")
    assert complaints(firefox) == []


def test_firefox_opens_a_group_of_a_large_graph_on_a_click(firefox: Firefox, tmp_path: Path) -> None:
    opened(firefox, tmp_path, large(1000), "#by=kind")
    assert firefox.text("#notice").startswith("1,000 concepts in 7 groups.")
    box = firefox.value("document.querySelector('#canvas').getBoundingClientRect()")
    for at in range(24 * 24):
        firefox.drag(
            [(round(box["x"] + box["width"] * (at % 24) / 24), round(box["y"] + box["height"] * (at // 24) / 24))]
        )
        if "open=" in firefox.value("location.hash"):
            break
    assert "Click the ground to close the group." in firefox.text("#notice")
    assert complaints(firefox) == []


def test_firefox_fits_a_phone(firefox: Firefox, tmp_path: Path) -> None:
    opened(firefox, tmp_path, story(), "#claim=0000")
    firefox.open((tmp_path / "kg.html").as_uri() + "#claim=0000", width=390)
    assert firefox.value("document.documentElement.scrollWidth <= innerWidth")


def test_firefox_runs_nothing_that_an_article_says(firefox: Firefox, tmp_path: Path) -> None:
    opened(firefox, tmp_path, hostile())
    for view in ("table", "trials", "graph"):
        firefox.click(f"#view-{view}")
    firefox.fill("#search", "<img")
    firefox.until("document.querySelector('#hits li')")
    firefox.press("Enter")
    assert firefox.value("typeof window.ran") == "undefined"
    assert firefox.value("window.violations") == []
    assert complaints(firefox) == []
