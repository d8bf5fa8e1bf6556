"""Which sentences of a paper are read for claims."""

from __future__ import annotations

import pytest

from kg.claims.prose import is_read

SAID = "The antibody binds its target in the blood of the patients."


@pytest.mark.parametrize(
    "section", ["", "Results", "Trial registration", "Ethics", "Interest in research", "Background"]
)
def test_the_matter_of_a_paper_is_read(section: str) -> None:
    assert is_read(section, SAID)


@pytest.mark.parametrize(
    "section",
    [
        "Competing interests",
        "Authors' contributions",
        "Acknowledgements",
        "Funding",
        "Abbreviations",
        "Conflict of interest",
    ],
)
def test_what_is_said_of_the_authors_and_the_paper_is_not_read(section: str) -> None:
    assert not is_read(section, SAID)


def test_a_row_of_a_table_that_lost_its_lines_is_not_read() -> None:
    assert not is_read(
        "Results", "Zinc 5.8 +/- 0.3 5.9 +/- 0.4 6.0 +1% n.s. Iron 22.4 +/- 6 19.2 27.4 +43% 0.001 n.s. 12 14"
    )


def test_a_sentence_full_of_figures_is_read() -> None:
    assert is_read(
        "Results",
        "The rate was 12.1% with the drug and 15.3% with placebo (hazard ratio 0.78; 95% CI 0.66 to 0.91; P = 0.002), "
        "death occurred in 4.1% and 5.0% (hazard ratio 0.82; 95% CI 0.61 to 1.10), and stroke in 1.2% and 1.3%.",
    )


def test_a_table_with_long_names_for_its_rows_is_not_read() -> None:
    row = "Urinary tract infections with fever 2 (8.0) 1 (4.0) "
    assert not is_read("Results", row * 14)
    assert is_read("Results", "Infections of the urinary tract with fever were seen in 2 (8.0) of the women. " * 3)
