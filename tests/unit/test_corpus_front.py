"""Kickers, bylines, people, dates and DOIs."""

from __future__ import annotations

import pytest

from kg.corpus.dates import from_parts, iso_prefix
from kg.corpus.front import byline, kicker, people, place_and_date
from kg.corpus.references import malformed_doi, problem_of, written_doi


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2019", "2019"),
        ("2/2019", "2019-02"),
        ("2019-02", "2019-02"),
        ("2019-02-14", "2019-02-14"),
        ("2019-02-14T10:00:00Z", "2019-02-14"),
        ("February 2019", "2019-02"),
        ("Feb. 2019", "2019-02"),
        ("14 February 2019", "2019-02-14"),
        ("February 14th, 2019", "2019-02-14"),
        ("14/2/2019", "2019-02-14"),
        ("2/14/2019", "2019-02-14"),
        ("3/4/2019", "2019"),
        ("13/2019", None),
        ("30 February 2019", None),
        ("138000", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_is_an_iso_prefix_as_long_as_it_is_known(written: str, expected: str | None) -> None:
    assert iso_prefix(written) == expected


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        ("2019", "Feb", "4", "2019-02-04"),
        ("2019", "02", "", "2019-02"),
        ("2019", "2", "31", "2019-02"),
        ("2019", "Spring", "", "2019"),
        ("1898", "March", "", "1898-03"),
        ("in press", "Feb", "4", None),
        ("2019", "²", "", "2019"),
    ],
)
def test_the_parts_of_a_date_give_as_much_of_it_as_they_can(
    year: str, month: str, day: str, expected: str | None
) -> None:
    assert from_parts(year, month, day) == expected


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("FOR IMMEDIATE RELEASE", None),
        ("PRESS RELEASE, September 2017", "2017-09"),
        ("REGULATORY NOTE | May 2019", "2019-05"),
        ("News brief — 3 March 2020", "2020-03-03"),
        ("EMBARGOED UNTIL 5 May 2020", "2020-05-05"),
        ("October 2016", "2016-10"),
    ],
)
def test_a_kicker_is_no_title_and_may_give_the_date(line: str, date: str | None) -> None:
    found = kicker(line)
    assert found is not None
    assert found.date == date


@pytest.mark.parametrize(
    "line",
    [
        "Meeting brief: two daratumumab triplets, two positive trials",
        "New drug for myeloma approved in 2019",
        "ISATUXIMAB IMPROVES SURVIVAL",
        "Olaparib: from the ovary to the prostate",
    ],
)
def test_a_title_is_no_kicker(line: str) -> None:
    assert kicker(line) is None


@pytest.mark.parametrize(
    ("line", "authors", "date"),
    [
        ("by Dr. C.H. Weaver M.D. 2/2019", ("C.H. Weaver",), "2019-02"),
        ("By Jane Doe and John van der Berg, PhD", ("Jane Doe", "John van der Berg"), None),
        ("Jane Q. Doe, MD; J. Roe, PharmD", ("Jane Q. Doe", "J. Roe"), None),
        ("by the patient news desk 6/2020", (), "2020-06"),
        ("Oncology news desk, November 2017", (), "2017-11"),
        ("By our blood cancer correspondent", (), None),
        ("from our cancer editors, 2019", (), "2019"),
        ("Patient safety column", (), None),
        ("Published: 14 February 2019", (), "2019-02-14"),
    ],
)
def test_a_byline_names_persons_and_no_desks(line: str, authors: tuple[str, ...], date: str | None) -> None:
    found = byline(line)
    assert found is not None
    assert found.is_byline
    assert (found.authors, found.date) == (authors, date)


@pytest.mark.parametrize(
    "line",
    [
        "By 2019 the drug had been approved in Europe.",
        "Two drugs, one target",
        "From the ovary to the prostate",
        "About Isatuximab",
        "The drug was approved in May 2019.",
        "What is isatuximab?",
    ],
)
def test_prose_and_headings_are_no_bylines(line: str) -> None:
    assert byline(line) is None


def test_a_dated_line_of_other_words_gives_its_date_and_stays_text() -> None:
    found = byline("CASTOR and POLLUX | June 2016")
    assert found is not None
    assert (found.date, found.authors, found.is_byline) == ("2016-06", (), False)


def test_people_lose_titles_and_degrees() -> None:
    assert people("Prof. Jane Doe, M.D., Ph.D., Reuters Staff and J-P Roe RN") == ("Jane Doe", "J-P Roe")


@pytest.mark.parametrize(
    ("paragraph", "date"),
    [
        ("PARIS, February 5, 2019 – The company said", "2019-02-05"),
        ("SAN DIEGO, Calif., 3 May 2020 — Results were", "2020-05-03"),
        ("In May 2019 – the month of approval – it was", None),
        ("Paris is a city.", None),
    ],
)
def test_a_dateline_opens_a_paragraph(paragraph: str, date: str | None) -> None:
    assert place_and_date(paragraph) == date


@pytest.mark.parametrize(
    "doi",
    [
        "10.1001/jamaoncol.2018.2128",
        "10.1016/S0140-6736(19)32556-5",
        "10.1053/j.seminoncol.2016.11.004",
        "10.1200/JCO.2016.11.0023",
        "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
        "10.1056/NEJMoa1904794",
    ],
)
def test_a_doi_of_the_right_form_is_not_reported(doi: str) -> None:
    assert problem_of(doi) is None


@pytest.mark.parametrize(
    "doi",
    [
        "10.1053/j/seminoncol.2016.11.00",
        "10.1053/j.seminoncol.2016.11.00",
        "10.1016/S0140-6736(19",
        "10.1001/",
        "10.1001/jamaoncol-",
        "1001/jamaoncol.2018",
        "pending",
    ],
)
def test_a_doi_that_breaks_a_rule_is_reported_and_named(doi: str) -> None:
    (notice,) = malformed_doi(doi, "a.txt")
    assert notice.code == "malformed-doi"
    assert doi in notice.message


def test_the_stop_that_closes_a_reference_is_not_part_of_its_doi() -> None:
    assert written_doi("10.1000/example.1.") == "10.1000/example.1"
    assert written_doi("10.1016/S0140-6736(19)32556-5).") == "10.1016/S0140-6736(19)32556-5"
