"""What a sentence was nearly read to say is told with the reason that held it back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import marked_text
import pytest
import yaml

from kg.claims.considered import Reason, considered
from kg.claims.extract import extract

CASES = yaml.safe_load((Path(__file__).resolve().parent.parent / "data" / "considered.yaml").read_text("utf-8"))


def _told(text: str) -> dict[str, tuple[Reason, str]]:
    found = considered(marked_text.annotate(text))
    return {f"{one.subject} {one.predicate.partition(':')[2]} {one.object}": (one.reason, one.words) for one in found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['reason']}-{case['says'][:40]}")
def test_what_a_sentence_does_not_say_is_told_with_the_reason(case: dict[str, Any]) -> None:
    told = _told(case["says"])
    for statement in case["rejects"]:
        assert told.get(statement) == (Reason[case["reason"]], case["words"]), told


def test_what_is_asserted_is_not_rejected() -> None:
    annotated = marked_text.annotate("<G Lunavir> inhibits <T XYZ1>. It is approved for <D asthma>.")
    assert len(extract(annotated).claims) == 2
    told = [f"{one.predicate} {one.object}" for one in considered(annotated)]
    assert "cg:inhibits xyz1" not in told
    assert "cg:approvedFor asthma" not in told


def test_a_name_that_was_not_linked_is_told_to_be_no_end() -> None:
    annotated = marked_text.annotate("<G Lunavir> inhibits <T XYZ1>.")
    drug, target = annotated.mentions
    unlinked = replace(annotated, mentions=(replace(drug, link=None), target))
    assert [(one.subject, one.reason) for one in considered(unlinked)] == [("Lunavir", Reason.UNLINKED)]
