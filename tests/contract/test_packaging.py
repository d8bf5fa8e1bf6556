"""What ships works without the checkout: the wheel holds the package with its terminologies and model."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kg import resources

SMALL = "Isatuximab targets CD38\n\nIsatuximab binds CD38, which is expressed on multiple myeloma cells.\n"


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", build, str(out)], cwd=root, capture_output=True, text=True, check=True)
    return out / done.stdout.split()[-1]


def test_the_wheel_holds_every_terminology_the_model_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    shipped = {f"kg/ontologies/{path.name}" for path in resources.ontologies().iterdir() if path.is_file()}
    shipped |= {f"kg/nlp/models/{p.relative_to(resources.models())}" for p in resources.models().rglob("*.*")}
    package = resources.models().parents[1]
    data = (*package.glob("questions/*.rq"), *package.glob("serve/static/**/*.*"), *package.glob("serve/templates/*"))
    shipped |= {f"kg/{path.relative_to(package).as_posix()}" for path in data}
    assert {"kg/serve/static/yasgui/LICENSE", "kg/serve/static/yasgui/SOURCE"} <= names
    assert shipped <= names
    assert any(name.endswith("/licenses/LICENSE") for name in names)
    assert "kg/py.typed" in names
    assert not any(name.startswith(("tests/", "corpus/", "docs/")) or "__pycache__" in name for name in names)


def test_the_wheel_is_not_larger_than_the_package_index_takes(wheel: Path) -> None:
    assert wheel.stat().st_size < 60_000_000


def test_the_wheel_alone_builds_a_graph_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(SMALL, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(site)}

    def run(*command: str) -> str:
        options = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True, "check": True}
        return str(subprocess.run([sys.executable, *command], **options).stdout)

    assert str(site) in run("-c", "import kg; print(kg.__file__)")
    run("-m", "kg.cli", "build", "articles", "--out", "graph")
    assert "binds CD38" in run("-m", "kg.cli", "explain", "isatuximab cg:targets CD38", "--graph", "graph")
