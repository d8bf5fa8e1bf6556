"""What the blocks of plain text are taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.corpus import read_corpus
from kg.model import Document

DATA = Path(__file__).parent.parent / "data" / "readers" / "layouts.txt"
CASES = DATA.read_text("utf-8").split("\n>>> ")[1:]


@pytest.mark.parametrize("case", CASES, ids=[case.partition("\n")[0] for case in CASES])
def test_a_layout_is_taken_as_the_case_says(case: str, tmp_path: Path) -> None:
    text, _, expected = case.partition("\n")[2].partition("\n=== ")
    head, *kinds = expected.strip().splitlines()
    date, _, authors = (part.strip() for part in head.partition("|"))
    (tmp_path / "a.txt").write_text(text, "utf-8")
    (document,) = read_corpus(tmp_path)
    assert isinstance(document, Document)
    assert [block.kind.value for block in document.blocks] == kinds
    assert (document.date or "", ", ".join(document.authors)) == (date, authors)
