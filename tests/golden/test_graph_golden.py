"""The bytes of a small graph and of its exports, read and found right once by a person.

``python tests/golden/test_graph_golden.py`` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kg.cli.exchange import GraphFormat

GOLDEN = Path(__file__).parent / "graph"
EXPORTS = Path(__file__).parent / "exports"
FORMATS = [form.value for form in GraphFormat if form.value not in ("turtle", "nquads")]
"""Those two are kg.ttl and kg.nq themselves."""


def write(folder: Path) -> None:
    from graph_sample import SmallTerminology, first_article
    from kg.graph import assemble, write_nquads, write_turtle

    graph = assemble([first_article().pair], SmallTerminology())
    write_turtle(graph, folder / "kg.ttl")
    write_nquads(graph, folder / "kg.nq")


@pytest.mark.parametrize("name", ["kg.ttl", "kg.nq"])
def test_the_files_of_a_small_graph_are_these_bytes(name: str, tmp_path: Path) -> None:
    write(tmp_path)
    assert (tmp_path / name).read_bytes() == (GOLDEN / name).read_bytes()


def exported(form: str) -> dict[str, bytes]:
    from kg.run.export import export

    return {f"{form}/{name}" if name else form: content for name, content in export(GOLDEN, form).files}


@pytest.mark.parametrize("form", FORMATS)
def test_the_exports_of_a_small_graph_are_these_bytes(form: str) -> None:
    for name, content in exported(form).items():
        assert content == (EXPORTS / name).read_bytes(), name


@pytest.mark.parametrize(("form", "same"), [("turtle", "kg.ttl"), ("nquads", "kg.nq")])
def test_the_exports_in_the_formats_of_a_build_are_its_own_files(form: str, same: str) -> None:
    assert exported(form)[form] == (GOLDEN / same).read_bytes()


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    write(GOLDEN)
    for form in FORMATS:
        for name, content in exported(form).items():
            (EXPORTS / name).parent.mkdir(parents=True, exist_ok=True)
            (EXPORTS / name).write_bytes(content)


if __name__ == "__main__":
    sys.path[:0] = [str(GOLDEN.parent.parent), str(GOLDEN.parent.parent.parent)]
    main()
