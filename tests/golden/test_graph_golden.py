"""The bytes of a small graph, read and found right once by a person.

``python tests/golden/test_graph_golden.py`` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "graph"


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


if __name__ == "__main__":
    sys.path[:0] = [str(GOLDEN.parent.parent), str(GOLDEN.parent.parent.parent)]
    GOLDEN.mkdir(exist_ok=True)
    write(GOLDEN)
