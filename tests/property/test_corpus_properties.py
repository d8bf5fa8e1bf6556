"""Whatever the bytes, reading ends in documents whose blocks and sentences lie in their text, or in failures."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.corpus import read_corpus
from kg.corpus.dates import find_date
from kg.corpus.front import byline, kicker
from kg.corpus.lines import plain_units
from kg.corpus.markdown import markdown_units
from kg.corpus.references import problem_of, written_doi
from kg.model import Block, BlockKind, Document, Failure, Span
from kg.nlp.sentences import split

SUFFIXES = st.sampled_from([".txt", ".md", ".jsonl", ".xml", ".jsonl.gz", ".xml.xz", ""])
FRAGMENTS = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            "\u2028",
            "\x0c",
            " ",
            "• ",
            "- ",
            "1. ",
            "2) ",
            "# ",
            "> ",
            "| a |\n|---|\n",
            "```\n",
        ),
        *(
            "---\n",
            "title: x\n",
            "References\n",
            "by Jane Doe 2/2019\n",
            "METHODS\n",
            "Dr. ",
            "e.g. ",
            "(1,2) ",
            "U.S. ",
        ),
        *(
            "It works. ",
            "Does it? ",
            "0.39",
            "doi:10.1000/x.",
            "<sup>",
            "</p>",
            "<article>",
            "&amp;",
            '{"id": 1, "text": "a"}',
        ),
        *("α", "\u00ad", "𝒜", "é", "**", "[", "](", ")", "*", "_", "=", "---"),
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(FRAGMENTS, max_size=25).map("".join))
QUICK = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def keeps_its_promises(document: Document) -> None:
    at = 0
    for block in document.blocks:
        assert at <= block.span.start < block.span.end <= len(document.text)
        at = block.span.end
    at = 0
    for number, sentence in enumerate(split(document)):
        words = sentence.span.of(document.text)
        assert sentence.index == number
        assert words == words.strip() != ""
        assert sentence.span.start >= at
        assert sentence.block.span.covers(sentence.span)
        at = sentence.span.end
    for citation in document.citations:
        assert citation.span.of(document.text) == citation.text


@given(content=st.one_of(st.binary(max_size=200), TEXTS.map(lambda text: text.encode("utf-8"))), suffix=SUFFIXES)
@QUICK
def test_any_bytes_give_documents_or_failures(content: bytes, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"a{suffix}"
        path.write_bytes(content)
        for item in read_corpus(Path(folder)):
            assert isinstance(item, Document | Failure)
            assert item.source.startswith(path.name)
            if isinstance(item, Document):
                keeps_its_promises(item)


@given(text=TEXTS, suffix=st.sampled_from([".txt", ".md"]))
@QUICK
def test_the_text_of_a_text_file_is_exactly_what_was_written(text: str, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / f"a{suffix}").write_bytes(text.encode("utf-8"))
        for item in read_corpus(Path(folder)):
            if isinstance(item, Document):
                assert item.text == text.removeprefix("\ufeff")


@given(text=TEXTS)
@QUICK
def test_units_are_in_order_and_hold_their_spans(text: str) -> None:
    for units in (plain_units(text), markdown_units(text)):
        at = 0
        for unit in units:
            assert unit.outer.covers(unit.span)
            assert unit.outer.start >= at
            at = unit.outer.end


@given(text=TEXTS, kind=st.sampled_from(list(BlockKind)))
@QUICK
def test_sentences_of_any_text_lie_in_their_block(text: str, kind: BlockKind) -> None:
    keeps_its_promises(Document("a.txt", text, "", blocks=(Block(Span(0, len(text)), kind),) if text else ()))


@given(text=TEXTS)
@QUICK
def test_the_words_of_a_paragraph_are_all_in_its_sentences(text: str) -> None:
    found = split(Document("a.txt", text, ""))
    covered = set[int]().union(*(range(s.span.start, s.span.end) for s in found))
    assert {i for i, c in enumerate(text) if c.isalpha()} <= covered | _markers(text)


def _markers(text: str) -> set[int]:
    """Letters that may be the mark of a list item: ``b) ``."""
    return {i for i, c in enumerate(text) if c.isalpha() and text[i + 1 : i + 2] == ")"}


@given(line=TEXTS)
@QUICK
def test_any_line_may_be_asked_for_its_date_and_people(line: str) -> None:
    byline(line)
    kicker(line)
    problem_of(written_doi(line))
    found = find_date(line)
    assert found is None or found[1] in line
