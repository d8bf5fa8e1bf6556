"""Why something is not in a graph, told from its articles or from a text of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.graph import explain, load
from kg.run.build import build
from kg.run.considered import consider, consider_text, told

TEXT = """Two drugs

Olaparib inhibits PARP1. Olaparib may inhibit KIT. Imatinib does not inhibit KIT.
"""


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A corpus of one article, and the folder of its graph."""
    corpus, out = tmp_path_factory.mktemp("articles"), tmp_path_factory.mktemp("graph")
    (corpus / "one.txt").write_text(TEXT, encoding="utf-8")
    build(corpus, out)
    return corpus, out


def test_a_pair_of_concepts_is_told_what_was_rejected_between_them(articles: tuple[Path, Path]) -> None:
    corpus, out = articles
    found = consider(explain(load(out), "olaparib ? KIT"), corpus)
    assert [(one.predicate, one.object, one.words) for one in found] == [("cg:inhibits", "KIT", "may")]


def test_a_claim_is_told_what_was_rejected_in_its_sentences(articles: tuple[Path, Path]) -> None:
    corpus, out = articles
    (claim,) = (one for one in explain(load(out), "imatinib cg:inhibits KIT").claims if one.negated)
    found = consider(explain(load(out), claim.iri), corpus)
    assert {one.text for one in found} == {"Imatinib does not inhibit KIT."}
    assert {one.words for one in found} == {"not"}


def test_a_text_of_ones_own_is_read_without_a_graph() -> None:
    found = consider_text("Olaparib is believed to inhibit KIT.")
    assert str(found).splitlines()[0].startswith("olaparib cg:inhibits KIT (believed)")
    assert "✗ olaparib cg:inhibits KIT  (not read: it is only believed: “is believed to”)" in told(found.rejected)


def test_an_empty_text_is_refused() -> None:
    with pytest.raises(InputError, match="no text"):
        consider_text("  ")
