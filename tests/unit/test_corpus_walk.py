"""Which files of a corpus are read, and in which order."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from kg.corpus import read_corpus, read_file
from kg.corpus.raw import LARGEST_ARTICLE
from kg.errors import InputError
from kg.model import Document, DocumentKind, Failure

ARTICLE = "A title\n\nExamplimab blocks EX1.\n"


def write(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(ARTICLE, "utf-8")


def test_files_come_in_the_bytewise_order_of_their_paths(tmp_path: Path) -> None:
    names = ["a-b.txt", "a.txt", "a/z.txt", "a0.txt", "B.txt", "é.txt", "a/b/c.txt"]
    write(tmp_path, *names)
    assert [item.source for item in read_corpus(tmp_path)] == sorted(names, key=os.fsencode)


def test_what_tells_of_a_corpus_is_passed_over(tmp_path: Path) -> None:
    write(
        tmp_path,
        ".hidden.txt",
        ".git/x.txt",
        "README.md",
        "PROVENANCE.md",
        "LICENSE",
        "licence.txt",
        "a.txt.licence",
        "b.txt~",
        "gold.json",
        "table.csv",
        "SOURCES",
        "read.txt",
    )
    assert [item.source for item in read_corpus(tmp_path)] == ["read.txt"]


def test_a_file_of_another_format_is_a_failure_and_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a.docx", "b.txt")
    failure, document = read_corpus(tmp_path)
    assert isinstance(failure, Failure)
    assert (failure.source, failure.stage) == ("a.docx", "read")
    assert failure.cure
    assert isinstance(document, Document)


def test_a_corpus_may_be_one_file(tmp_path: Path) -> None:
    write(tmp_path, "deep/in/a.txt")
    (document,) = read_corpus(tmp_path / "deep/in/a.txt")
    assert document.source == "a.txt"


def test_a_file_is_named_relative_to_its_root(tmp_path: Path) -> None:
    write(tmp_path, "deep/in/a.txt")
    (document,) = read_file(tmp_path / "deep/in/a.txt", tmp_path)
    assert document.source == "deep/in/a.txt"


def test_a_corpus_that_does_not_exist_is_an_error_with_its_exit_status(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder") as caught:
        read_corpus(tmp_path / "missing")
    assert caught.value.exit_status == 3


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    corpus = read_corpus(tmp_path)
    next(corpus)
    (tmp_path / "b.txt").write_text("Another title\n\nAnother text.\n", "utf-8")
    second = next(corpus)
    assert isinstance(second, Document)
    assert second.title == "Another title"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_links_into_nothing_and_pipes_are_failures(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "link.txt").symlink_to(tmp_path / "missing.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [type(item) for item in read_corpus(tmp_path)] == [Failure, Failure]


@pytest.mark.parametrize(
    ("content", "text", "codes"),
    [
        (ARTICLE.encode(), ARTICLE, []),
        (b"\xef\xbb\xbf" + ARTICLE.encode(), ARTICLE, []),
        (ARTICLE.encode("utf-16"), ARTICLE, []),
        (b"\xfe\xff" + ARTICLE.encode("utf-16-be"), ARTICLE, []),
        (ARTICLE.replace("\n", "\r\n").encode(), ARTICLE.replace("\n", "\r\n"), []),
        (ARTICLE.replace("A", "Á").encode("latin-1"), ARTICLE.replace("A", "Á"), ["encoding-guessed"]),
    ],
)
def test_the_text_is_what_the_bytes_say_without_byte_order_mark(
    content: bytes, text: str, codes: list[str], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    (document,) = read_corpus(tmp_path)
    assert isinstance(document, Document)
    assert document.text == text
    assert document.title == text.splitlines()[0]
    assert [notice.code for notice in document.notices] == codes


@pytest.mark.parametrize("encoding", ["koi8-r", "shift-jis"])
def test_an_encoding_that_cannot_be_told_is_a_failure_not_a_guess(encoding: str, tmp_path: Path) -> None:
    words = {"koi8-r": "Изатуксимаб при миеломе. ", "shift-jis": "多発性骨髄腫の治療。"}[encoding]
    (tmp_path / "a.txt").write_bytes((words * 20).encode(encoding))
    (failure,) = read_corpus(tmp_path)
    assert isinstance(failure, Failure)
    assert "UTF-8" in failure.cure


def test_an_article_beyond_any_size_is_refused_whole_and_in_a_record(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * (LARGEST_ARTICLE + 1))
    line = b'{"id": 1, "text": "' + b"a" * LARGEST_ARTICLE + b'"}\n'
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line + b'{"id": 2, "text": "fine"}\n', 1))
    large, record, fine = read_corpus(tmp_path)
    assert isinstance(large, Failure)
    assert isinstance(record, Failure)
    assert record.source == "b.jsonl.gz#line-1"
    assert fine.source == "b.jsonl.gz#2"


@pytest.mark.parametrize(
    "content",
    [
        "<article><body>" + "<sec>" * 100_000,
        "<PubmedArticleSet>" + "<x/>" * 1000 + "</PubmedArticle>",
        '<?xml version="1.0" encoding="nonsense"?><article/>',
        "<article><body><p>&undeclared;</p></body></article>",
        "<article><front/><article><body><p>x</p></body></article></article>",
        "[" * 100_000,
        "---\na: " + "[" * 1000 + "\n---\nText of the article.",
        "---\na: &a [x]\nb: &b [*a, *a]\ntitle: *b\n---\nText of the article.",
        "> " * 20_000 + "x",
        "* " * 20_000 + "x",
        "(" * 50_000,
        "1. " * 20_000,
        "A" * 200_000,
        "Dr. " * 50_000,
    ],
)
@pytest.mark.parametrize("name", ["a.xml", "a.md", "a.jsonl", "a.txt"])
def test_hostile_content_ends_in_documents_or_failures(name: str, content: str, tmp_path: Path) -> None:
    from kg.nlp.sentences import split

    (tmp_path / name).write_text(content, "utf-8")
    for item in read_corpus(tmp_path):
        assert isinstance(item, Document | Failure)
        if isinstance(item, Document):
            split(item)


def test_front_matter_that_cannot_be_read_is_a_notice_and_the_article_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"---\ntitle: One: two\n---\n\n{ARTICLE}", "utf-8")
    (tmp_path / "b.txt").write_text(f"---\ndate: soon\nsource: here\nauthors: {{a: b}}\n---\n\n{ARTICLE}", "utf-8")
    first, second = read_corpus(tmp_path)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.title, [notice.code for notice in first.notices]) == ("A title", ["front-matter-unreadable"])
    assert [notice.code for notice in second.notices] == ["front-matter-value"] * 3


def test_a_study_report_a_news_story_and_the_rest_are_told_apart(tmp_path: Path) -> None:
    report = "A title\n\nMETHODS\n\nA trial.\n\nRESULTS\n\nIt was met.\n"
    run_in = "A title\n\nMethods: A trial.\n\nConclusions: It was met.\n"
    news = "A title\n\nby Jane Doe\n\nIt was met.\n"
    for name, text in (("a", report), ("b", run_in), ("c", news), ("d", ARTICLE)):
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    kinds = [item.kind for item in read_corpus(tmp_path) if isinstance(item, Document)]
    assert kinds == [DocumentKind.ARTICLE, DocumentKind.ARTICLE, DocumentKind.NEWS, DocumentKind.PUBLICATION]


def test_a_record_without_an_id_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n" + json.dumps({"text": "Examplimab blocks EX1."}) + "\n", "utf-8")
    (document,) = read_corpus(tmp_path)
    assert isinstance(document, Document)
    assert document.source == "a.jsonl#line-2"
    assert [notice.code for notice in document.notices] == ["missing-id"]
