"""What is taken for the name of a trial."""

from __future__ import annotations

from pathlib import Path

import pytest
from nlp_fakes import found, sentences

from kg.model import BlockKind, Kind
from kg.nlp.mentions import mentions_of
from kg.nlp.trials import registry_numbers, trial_names

CASES = [
    line.split("\t")
    for line in (Path(__file__).parent.parent / "data" / "nlp" / "trials.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("names", "text"), CASES, ids=[text[:50] for _, text in CASES])
def test_trials_are_recognised_by_what_the_article_says(names: str, text: str) -> None:
    mentions, _ = mentions_of(found(text))
    expected = [name for name in names.split("|") if name]
    assert [mention.text for mention in mentions if mention.kind is Kind.TRIAL] == expected


@pytest.mark.parametrize(
    "number",
    [
        "NCT02990338",
        "ISRCTN12345678",
        "2016-003097-41",
        "ACTRN12605000123606",
        "UMIN000012345",
        "DRKS00004567",
        "jRCT2031200001",
    ],
)
def test_registry_numbers_are_trials(number: str) -> None:
    text = f"It is registered ({number})."
    assert [span.of(text) for span in registry_numbers(text, sentences(text))] == [number]


@pytest.mark.parametrize("number", ["NCT0299033", "2019-02-14", "10.1016/S0140-6736(19)32556-5", "XNCT02990338"])
def test_other_numbers_are_not(number: str) -> None:
    text = f"It was seen in {number} then."
    assert not list(registry_numbers(text, sentences(text)))


def test_the_last_word_of_a_title_can_name_its_trial() -> None:
    text = "Pembrolizumab in lung cancer: KEYNOTE‑189"
    (name,) = {one.span for one in trial_names(text, sentences(text, BlockKind.TITLE))}
    assert name.of(text) == "KEYNOTE‑189"


def test_a_known_name_of_something_else_needs_more_than_the_word_trial() -> None:
    names = {"CLL": Kind.DISEASE, "CASTOR": Kind.TARGET}
    text = "The CLL trial enrolled adults. CASTOR (NCT02136134) enrolled more, and CASTOR was larger."
    mentions, _ = mentions_of(found(text, names))
    assert [mention.text for mention in mentions if mention.kind is Kind.TRIAL] == ["CASTOR", "NCT02136134", "CASTOR"]
