"""What holds of every build, seen from outside: processes of their own over three small articles."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.run.outputs import OUTPUTS

ARTICLES = {
    "one.txt": "Isatuximab targets CD38\n\nIsatuximab binds CD38, which is expressed on multiple myeloma cells.\n",
    "two.md": "# Olaparib\n\nOlaparib inhibits PARP1 and PARP2. It was approved for ovarian cancer in 2014.\n",
    "deeper/three.txt": (
        "A trial\n\nIn KEYNOTE-189, 616 patients with non-small cell lung cancer received pembrolizumab or placebo "
        "with pemetrexed. Pembrolizumab was not associated with more neutropenia.\n"
    ),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def command(corpus: Path, out: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "kg.cli", "build", str(corpus), "--out", str(out), *options]


def built(corpus: Path, out: Path, *options: str, seed: str = "0") -> dict[str, bytes]:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run(command(corpus, out, *options), check=True, capture_output=True, env=environment)
    return contents(out)


def contents(out: Path) -> dict[str, bytes]:
    return {name: (out / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(scope="module")
def first(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(corpus, tmp_path_factory.mktemp("first"))


def test_two_hash_seeds_give_the_same_bytes(corpus: Path, first: dict[str, bytes], tmp_path: Path) -> None:
    assert built(corpus, tmp_path, seed="424242") == first


def test_any_number_of_workers_gives_the_same_bytes(corpus: Path, first: dict[str, bytes], tmp_path: Path) -> None:
    assert built(corpus, tmp_path, "--workers", "2") == first


def test_a_cluster_gives_the_same_bytes(corpus: Path, first: dict[str, bytes], tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as cluster:
        assert built(corpus, tmp_path, "--scheduler", cluster.scheduler_address) == first


def test_a_corpus_elsewhere_in_another_order_gives_the_same_bytes(first: dict[str, bytes], tmp_path: Path) -> None:
    for name in reversed(ARTICLES):
        path = tmp_path / "elsewhere" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLES[name], encoding="utf-8")
    assert built(tmp_path / "elsewhere", tmp_path / "out") == first


def test_no_output_names_a_folder_of_the_machine(corpus: Path, first: dict[str, bytes]) -> None:
    for name, content in first.items():
        assert str(corpus).encode() not in content, name
        assert str(Path.home()).encode() + b"/" not in content, name


def test_a_build_that_is_killed_leaves_the_previous_outputs_whole(corpus: Path, tmp_path: Path) -> None:
    out, more = tmp_path / "out", tmp_path / "more"
    before = built(corpus, out)
    shutil.copytree(corpus, more)
    (more / "four.txt").write_text("Imatinib\n\nImatinib inhibits ABL1.\n", encoding="utf-8")
    for stage in ("loading", "reading"):
        process = subprocess.Popen(command(more, out), stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        while not process.stderr.readline().startswith(stage):
            pass
        process.kill()
        process.communicate()
        assert contents(out) == before
    assert built(more, out) != before
    assert not list(out.glob(".unfinished*"))
