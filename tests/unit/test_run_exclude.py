"""Sources that a build is told to leave out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.run.build import build
from kg.settings import Settings


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [
        {"id": "kept", "text": "Imatinib inhibits ABL1."},
        {"id": "withdrawn", "text": "Dasatinib inhibits ABL1.", "retracted": True},
    ]
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("exclude", "left_out"),
    [
        ((), set()),
        (("RETRACTED",), {"rows.jsonl#withdrawn"}),
        (("*#kept",), {"rows.jsonl#kept"}),
        (("rows.jsonl#withdrawn", "other.txt"), {"rows.jsonl#withdrawn"}),
    ],
)
def test_what_is_excluded_is_not_in_the_graph_and_in_the_report(
    exclude: tuple[str, ...], left_out: set[str], corpus: Path, tmp_path: Path
) -> None:
    report = build(corpus, tmp_path / "out", Settings(exclude=exclude))
    assert {entry.source for entry in report.notices if entry.notice.code == "left-out"} == left_out
    graph = (tmp_path / "out" / "kg.ttl").read_text(encoding="utf-8")
    for source in ("rows.jsonl#kept", "rows.jsonl#withdrawn"):
        assert (f'"{source}"' in graph) is (source not in left_out)


def test_a_build_that_leaves_out_everything_fails(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        build(corpus, tmp_path / "out", Settings(exclude=("*",)))
