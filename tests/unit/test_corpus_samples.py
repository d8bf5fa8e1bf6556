"""The articles that come with the product."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.corpus import read_corpus
from kg.model import BlockKind, Document, DocumentKind


@pytest.fixture(scope="module")
def documents(root: Path) -> list[Document]:
    found = list(read_corpus(root / "corpus"))
    assert all(isinstance(item, Document) for item in found)
    return [item for item in found if isinstance(item, Document)]


def test_there_are_at_least_twelve_in_five_formats_and_none_is_reported(documents: list[Document]) -> None:
    assert len(documents) >= 12
    assert {d.source.partition("#")[0].rpartition(".")[2] for d in documents} == {"txt", "md", "jsonl", "xml", "nxml"}
    assert [notice for document in documents for notice in document.notices] == []


def test_each_has_a_title_and_the_length_of_a_short_article(documents: list[Document]) -> None:
    for document in documents:
        assert document.title
        assert 200 <= len(document.text.split()) <= 400, document.source


def test_all_kinds_of_document_and_block_are_among_them(documents: list[Document]) -> None:
    assert {document.kind for document in documents} == set(DocumentKind)
    assert {block.kind for document in documents for block in document.blocks} == set(BlockKind)


def test_the_provenance_of_each_file_is_told(documents: list[Document], root: Path) -> None:
    told = (root / "corpus/PROVENANCE.md").read_text("utf-8")
    for document in documents:
        assert f"`{document.source.partition('#')[0]}`" in told


@pytest.mark.shared
def test_no_sentence_is_taken_from_the_development_articles(documents: list[Document], shared: Path) -> None:
    def runs(text: str, length: int = 12) -> set[tuple[str, ...]]:
        words = text.lower().split()
        return {tuple(words[i : i + length]) for i in range(len(words) - length)}

    theirs = set[tuple[str, ...]]().union(
        *(
            runs(item.text)
            for part in ("gold", "seed")
            for item in read_corpus(shared / part)
            if isinstance(item, Document)
        )
    )
    assert [document.source for document in documents if runs(document.text) & theirs] == []
