"""What holds of any text that goes through the stages."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.corpus import read_corpus
from kg.export import FORMATS
from kg.model import Annotated, Document, Failure
from kg.run.stages import Reading, Stages
from kg.settings import Settings
from kg.vocab import DEFAULT_BASE

FRAGMENTS = st.sampled_from(
    [
        "isatuximab",
        "CD38",
        "multiple myeloma (MM)",
        "MM",
        "KEYNOTE-189",
        "NCT02990338",
        "pembrolizumab plus pemetrexed",
        "with or without",
        "did not",
        "may",
        "307 patients",
        "hazard ratio 0.60 (95% CI 0.44–0.81; P=0.001)",
        "anti-CD38",
        "α-synuclein",
        "naïve 🧬 𝛼",
        "(",
        ")",
        ";",
        ".",
        ". ",
        "\n",
        "\n\n",
        "\t",
        "\u00a0",
        "\u2028",
        "References\n\n1. ",
        "- ",
        "# ",
        "TABLE 1 | ",
    ]
)
TEXTS = st.lists(st.one_of(FRAGMENTS, st.text(max_size=12)), min_size=1, max_size=30).map(" ".join)


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load(Settings())


def read(text: str, folder: pytest.TempPathFactory) -> Document | Failure:
    path = folder.mktemp("text") / "any.txt"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    (outcome,) = read_corpus(path)
    return outcome


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(text=TEXTS)
def test_any_text_is_read_or_refused_and_every_span_holds_its_words(
    text: str, stages: Stages, tmp_path_factory: pytest.TempPathFactory
) -> None:
    document = read(text, tmp_path_factory)
    if isinstance(document, Failure):
        return
    reading = stages.read(document)
    assert isinstance(reading, Reading), reading
    annotated = reading.annotated
    for mention in annotated.mentions:
        assert mention.span.of(document.text) == mention.text != ""
        assert mention.link is not None
        assert 0 <= mention.link.score <= 1
        assert any(sentence.span.covers(mention.span) for sentence in annotated.sentences)
    assert all(one.span.end <= other.span.start for one, other in pairwise(annotated.mentions))
    for claim in reading.extraction.claims:
        assert claim.evidence.sentence.of(document.text) == claim.evidence.text
        assert 0 <= claim.evidence.score <= 1
    written_as_it_was_read(annotated)


def written_as_it_was_read(annotated: Annotated) -> None:
    for writer in FORMATS.values():
        assert writer.document(annotated, DEFAULT_BASE).endswith("\n")
    record = json.loads(FORMATS["jsonl"].document(annotated, DEFAULT_BASE))
    for mention in record["mentions"]:
        assert record["text"][mention["start"] : mention["end"]] == mention["text"]


def test_the_same_text_is_read_the_same_whatever_was_read_before(
    stages: Stages, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first = read("Isatuximab targets CD38.", tmp_path_factory)
    other = read("A multiple myeloma (MM) trial.\n\nCD38 (MM) is a marker of MM.", tmp_path_factory)
    assert isinstance(first, Document)
    assert isinstance(other, Document)
    before = stages.read(first)
    assert isinstance(before, Reading)
    assert [mention.text for mention in before.annotated.mentions] == ["Isatuximab", "CD38"]
    stages.read(other)
    assert stages.read(first) == before
