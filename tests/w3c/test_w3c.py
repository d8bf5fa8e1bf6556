"""Nothing that Oxigraph alone reads, writes or answers as the W3C says is worse through claimgraph.

The cases in ``own`` have the form of the W3C's suites. Those themselves are no part of this project: with
``W3C_SUITES=FOLDER`` they are run too, as ``w3c_suites.py`` does.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from w3c.manifest import Case
from w3c_suites import EXCEPTIONS, OWN, all_cases, exceptions, judged

CASES = list(all_cases([OWN]))


def _unexcused(case: Case) -> list[str]:
    _, worse = judged(case, exceptions())
    return [f"{outcome.way}: {outcome.said}" for outcome, known in worse if known is None]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_case_of_the_project_is_passed_by_oxigraph_and_no_worse_through_claimgraph(case: Case) -> None:
    found, _ = judged(case, exceptions())
    assert found[0].passed, found[0].said
    assert _unexcused(case) == []


def test_each_exception_is_met_in_a_case_of_the_project_or_names_its_suite() -> None:
    met = {known for case in CASES for _, known in judged(case, exceptions())[1]}
    assert {known for known in exceptions() if known not in met and known.cases == "*"} == set()
    assert all(known.why for known in exceptions()), EXCEPTIONS


def test_the_suites_of_the_w3c_are_no_worse_through_claimgraph() -> None:
    folder = os.environ.get("W3C_SUITES")
    if not folder:
        pytest.skip("W3C_SUITES names no folder with the suites of the W3C, which are no part of this project")
    worse = {case.title: said for case in all_cases([Path(folder)]) if (said := _unexcused(case))}
    assert worse == {}
