"""What every reader keeps to, whatever its format."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from kg.corpus import READERS, Reader, look_at, read_corpus, read_file
from kg.model import BlockKind, Document, DocumentKind, Failure

SAMPLES = Path(__file__).parent.parent / "data" / "readers"
FILES = {
    "text": "article.txt",
    "markdown": "article.md",
    "JSONL": "records.jsonl",
    "PubMed XML": "pubmed.xml",
    "JATS XML": "jats.nxml",
}


@pytest.fixture(params=READERS, ids=[reader.name for reader in READERS])
def reader(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.param
    return found


@pytest.fixture
def path(reader: Reader) -> Path:
    return SAMPLES / FILES[reader.name]


@pytest.fixture
def documents(reader: Reader, path: Path) -> list[Document]:
    found = [item for item in reader.read(look_at(path, path.name)) if isinstance(item, Document)]
    assert found
    return found


def test_one_reader_alone_accepts_its_format(reader: Reader, path: Path) -> None:
    file = look_at(path, path.name)
    assert [other.name for other in READERS if other.accepts(file)] == [reader.name]


def test_blocks_are_in_order_apart_and_inside_the_text(documents: list[Document]) -> None:
    for document in documents:
        at = 0
        for block in document.blocks:
            assert at <= block.span.start < block.span.end <= len(document.text)
            assert block.span.of(document.text).strip() == block.span.of(document.text)
            at = block.span.end


def test_a_source_is_relative_with_slashes_and_unlike_any_other(path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    shutil.copy(path, folder)
    sources = [item.source for item in read_corpus(tmp_path)]
    assert len(set(sources)) == len(sources) > 0
    assert all(source.partition("#")[0] == f"a/b/{path.name}" for source in sources)


def test_the_same_bytes_give_the_same_documents(path: Path, documents: list[Document]) -> None:
    assert list(read_file(path, path)) == documents


def test_the_digest_is_of_the_whole_file_or_differs_by_record(path: Path, documents: list[Document]) -> None:
    digests = [document.sha256 for document in documents]
    assert len(set(digests)) == len(documents)
    if len(documents) == 1:
        assert digests == [hashlib.sha256(path.read_bytes()).hexdigest()]


def test_there_is_a_title_or_none_and_it_is_one_block_at_most(documents: list[Document]) -> None:
    for document in documents:
        titles = [b.span.of(document.text) for b in document.blocks if b.kind is BlockKind.TITLE]
        assert len(titles) <= 1
        assert all(" ".join(title.split()) == document.title for title in titles)


def test_every_citation_is_its_span_and_lies_in_a_reference_block(documents: list[Document]) -> None:
    for document in documents:
        references = [block.span for block in document.blocks if block.kind is BlockKind.REFERENCE]
        assert len(references) == len(document.citations)
        for citation, block in zip(document.citations, references, strict=True):
            assert block.covers(citation.span)
            assert citation.span.of(document.text) == citation.text


def test_a_kind_is_one_of_the_three(documents: list[Document]) -> None:
    assert all(isinstance(document.kind, DocumentKind) for document in documents)


@pytest.mark.parametrize("cut", [1, 2, 3, 10, 40])
def test_a_file_that_breaks_off_gives_documents_or_failures_and_raises_nothing(
    path: Path, tmp_path: Path, cut: int
) -> None:
    content = path.read_bytes()
    broken = tmp_path / path.name
    broken.write_bytes(content[: len(content) * cut // 41])
    for item in read_corpus(tmp_path):
        assert isinstance(item, Document | Failure)


@pytest.mark.parametrize("filler", [b"\x00" * 100, b"\xff" * 100, b"\r\n" * 100, bytes(range(256)) * 4])
def test_bytes_of_another_kind_give_failures_with_a_cure(path: Path, tmp_path: Path, filler: bytes) -> None:
    (tmp_path / path.name).write_bytes(filler)
    found = list(read_corpus(tmp_path))
    assert found
    assert all(isinstance(item, Failure) and item.cure and item.stage == "read" for item in found)
