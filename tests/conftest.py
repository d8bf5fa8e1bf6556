"""What the tests share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from built import Built

ROOT = Path(__file__).resolve().parent.parent


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
