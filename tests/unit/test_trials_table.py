"""The table of trials: the shape of a row, its own number, known conditions, and where the number can be checked."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

import pytest

from kg.resources import ontologies
from kg.terminology import Terminology
from kg.terminology.scanning import ordinary_words

COLUMNS = ["acronym", "aliases", "nct", "title", "conditions", "phase", "sponsor", "checked_at"]
PHASES = {f"clinical_trial_phase{suffix}" for suffix in ("", "_1", "_1_to_2", "_2", "_2_to_3", "_3", "_4")}
"""Values of Biolink's ResearchPhaseEnum for studies in people."""

Row = dict[str, str]


def read_table() -> tuple[Sequence[str], list[Row]]:
    with (ontologies() / "trials.tsv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        rows = list(reader)
    return reader.fieldnames or (), rows


HEADER, ROWS = read_table()
each_row = pytest.mark.parametrize("row", ROWS, ids=[row["acronym"] for row in ROWS])


def names_of(row: Row) -> list[str]:
    return [row["acronym"], *(alias for alias in row["aliases"].split("|") if alias)]


def test_the_columns_are_those_that_the_guide_describes() -> None:
    assert HEADER == COLUMNS


def test_rows_are_sorted_by_acronym() -> None:
    acronyms = [row["acronym"].casefold() for row in ROWS]
    assert acronyms == sorted(acronyms)


def test_no_number_is_given_to_two_trials() -> None:
    numbers = [row["nct"] for row in ROWS]
    assert len(set(numbers)) == len(numbers)


def test_no_name_is_given_to_two_trials_or_twice_to_one() -> None:
    names = [name.casefold() for row in ROWS for name in names_of(row)]
    assert len(set(names)) == len(names)


@each_row
def test_a_row_is_filled_in_and_clean(row: Row) -> None:
    values = list(row.values())
    assert all(isinstance(value, str) for value in values), "a row has one value for each column"
    assert [value.strip() for value in values] == values
    assert row["acronym"]
    assert row["conditions"]
    assert row["phase"] in PHASES | {""}
    assert len(row["title"]) <= 200


@each_row
def test_a_row_has_a_registry_number(row: Row) -> None:
    assert re.fullmatch(r"NCT\d{8}", row["nct"])


@each_row
def test_a_row_says_where_its_number_can_be_checked(row: Row) -> None:
    page, _, second = row["checked_at"].partition("; ")
    assert page == f"https://clinicaltrials.gov/study/{row['nct']}"
    assert second, "a second public source that has acronym and number together"


@each_row
def test_no_other_name_of_a_trial_is_an_ordinary_word(row: Row) -> None:
    for alias in names_of(row)[1:]:
        assert alias.casefold() not in ordinary_words()
        assert re.search(r"\d|[A-Z]{2}|[a-z][A-Z]", alias), f"{alias} looks like a word"


@each_row
def test_conditions_are_diseases_of_the_embedded_terminology(row: Row, terminology: Terminology) -> None:
    for curie in row["conditions"].split("|"):
        concept = terminology.concept(curie)
        assert curie.startswith("MONDO:")
        assert concept is not None
        assert concept.curie == curie


@each_row
def test_a_trial_is_found_by_each_of_its_names(row: Row, terminology: Terminology) -> None:
    for name in (*names_of(row), row["nct"]):
        assert f"clinicaltrials:{row['nct']}" in {found.concept.curie for found in terminology.lookup(name)}


@pytest.fixture(scope="module")
def terminology() -> Terminology:
    return Terminology.load()
