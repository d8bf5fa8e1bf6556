"""What the tests share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from built import Built

ROOT = Path(__file__).resolve().parent.parent
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data that lies beside a checkout (gold articles, the first article, scorers)."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CLAIMGRAPH_REQUIRE_SHARED") == "1":
            pytest.fail("the development data beside the checkout is required here and is missing")
        pytest.skip("the development data does not lie beside this checkout")
    return folder


@pytest.fixture(scope="session")
def build_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Built]:
    """Builds a corpus into a folder of its own, once a session for each corpus."""
    from kg.run.build import build

    done: dict[Path, Built] = {}

    def build_corpus(corpus: Path) -> Built:
        if corpus not in done:
            out = tmp_path_factory.mktemp(corpus.name) / "outputs"
            done[corpus] = Built(corpus, out, build(corpus, out))
        return done[corpus]

    return build_corpus


@pytest.fixture(scope="session")
def built(build_once: Callable[[Path], Built]) -> Built:
    """The sample corpus and its graph."""
    return build_once(ROOT / "corpus")


@pytest.fixture(scope="session")
def built_seed(shared: Path, build_once: Callable[[Path], Built]) -> Built:
    """The first article and its graph."""
    return build_once(shared / "seed")


@pytest.fixture(scope="session")
def built_gold(shared: Path, tmp_path_factory: pytest.TempPathFactory, build_once: Callable[[Path], Built]) -> Built:
    """The texts of the gold articles, without their annotations, and their graph."""
    texts = tmp_path_factory.mktemp("gold") / "texts"
    texts.mkdir()
    for path in sorted((shared / "gold").glob("*.txt")):
        (texts / path.name).write_bytes(path.read_bytes())
    return build_once(texts)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The one browser of all tests: Playwright allows no second in a process."""
    executable = os.environ.get("CLAIMGRAPH_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if executable is None:
        reason = "no Chromium is installed (Debian's package is chromium; CLAIMGRAPH_CHROMIUM names another)"
        if os.environ.get("CLAIMGRAPH_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(_FLAGS))
        yield browser
        browser.close()
