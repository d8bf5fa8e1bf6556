"""What scanning gives fits the text, whatever the text is."""

from __future__ import annotations

import functools

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Span
from kg.terminology import Terminology
from kg.terminology.normalise import closeness, key

WORDS = st.sampled_from(
    [
        "isatuximab",
        "CD38",
        "anti-CD38",
        "multiple",
        "myeloma",
        "PD‑L1",
        "TNFα",
        "of",
        "the",
        "(",
        ")",
        "—",
        "\n",
        "5",
        "β",
        "naïve",
        "HER2+",
        "/",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(WORDS, max_size=15).map(" ".join), st.lists(WORDS, max_size=8).map("".join)
)


@functools.cache
def terminology() -> Terminology:
    return Terminology.load()


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_matches_lie_in_the_text_in_order_without_overlaps(text: str) -> None:
    matches = terminology().scan(text, Span(0, len(text)))
    end = 0
    for match in matches:
        assert end <= match.span.start < match.span.end <= len(text)
        assert match.span.of(text).strip() == match.span.of(text)
        assert match.candidates
        end = match.span.end


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_a_name_is_close_to_itself(text: str) -> None:
    assert closeness(text, text)[0] == 1.0
    assert key(text) == key(f" {text} ")


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["breast cancer", "PD-L1", "isatuximab", "IL-17A"]), st.sampled_from(["‑", "–", "-"]))
def test_the_kind_of_dash_makes_no_difference(name: str, dash: str) -> None:
    written = name.replace("-", dash)
    assert terminology().lookup(written)[0].concept == terminology().lookup(name)[0].concept
