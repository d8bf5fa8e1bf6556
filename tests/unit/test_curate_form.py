"""The form of a curation event: what is read, what is refused, and what its id is."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from curation_sample import EVENT
from kg.curate import event_id, parse_event, sealed, write_event
from kg.curate.orcid import is_orcid
from kg.errors import InputError
from kg.model import (
    ArmContent,
    ArmRole,
    Correction,
    CurationEvent,
    Effect,
    Endpoint,
    Outcome,
    ResultContent,
    SeenSentence,
)

DATA = Path(__file__).parents[1] / "data" / "curation"
DOCS = Path(__file__).parents[2] / "docs" / "curation.md"
REFUSED = yaml.safe_load((DATA / "refused.yaml").read_text(encoding="utf-8"))


def canonical(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def resealed(content: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in content.items() if name != "id"}
    return rest | {"id": hashlib.sha256(canonical(rest).encode()).hexdigest()[:32]}


def about(predicate: str, outcome: Outcome, corrected: Outcome | None = None) -> CurationEvent:
    """A decision on what a trial has, which names its sentence in full."""
    text = "They were given isatuximab 🧪 or placebo."
    return sealed(
        replace(
            EVENT,
            triple=replace(EVENT.triple, predicate=predicate, object=outcome),
            evidence=(SeenSentence("https://example.org/e", "a b.txt", 7, 7 + len(text), text),),
            correction=None if corrected is None else Correction(object=corrected),
        )
    )


ARM = ArmContent(ArmRole.EXPERIMENTAL, ("https://example.org/drug",), "isatuximab")
RESULT = ResultContent(Endpoint.PFS, met=False, effect=Effect.IMPROVED, hazard_ratio="0.60", p_value="<0.001")


@pytest.mark.parametrize(
    "event",
    [
        EVENT,
        about("cg:hasArm", ARM),
        about("cg:hasArm", ARM, replace(ARM, role=ArmRole.COMPARATOR, drugs=())),
        about("biolink:has_study_results", RESULT, replace(RESULT, endpoint=Endpoint.OTHER, label="pain", met=None)),
    ],
)
def test_an_event_is_read_as_it_was_written(event: CurationEvent) -> None:
    assert parse_event(write_event(event), where="here") == event


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (about("cg:targets", ARM), "the object of 'cg:targets' is of another sort"),
        (about("cg:hasArm", RESULT), "the object of 'cg:hasArm' is of another sort"),
        (about("cg:hasArm", ARM, RESULT), "the correction's 'object' is of another sort than the claim's"),
        (about("cg:hasArm", ARM, ARM), "is what the claim says already"),
        (replace(EVENT, evidence=(SeenSentence("https://example.org/e", "a", 1, 3, "abc"),)), "another length"),
    ],
)
def test_what_a_trial_has_stands_where_its_predicate_says(event: CurationEvent, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        parse_event(write_event(sealed(event)), where="here")


def test_the_example_of_the_documentation_is_an_event() -> None:
    (example,) = re.findall(r"^```json\n(.*?)^```$", DOCS.read_text(encoding="utf-8"), flags=re.M | re.S)
    event = parse_event(canonical(json.loads(example)), where="docs/curation.md")
    assert event.correction is not None
    assert event.correction.applied(event.triple).predicate == "cg:targets"


def test_an_id_never_changes() -> None:
    """A changed id would orphan every log that was ever written."""
    assert event_id(EVENT) == "14a86854d940a4af37ca9d496c11d296"


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["says"])
def test_what_is_not_of_the_form_is_refused(case: dict[str, Any]) -> None:
    content = json.loads(write_event(EVENT))
    for path, value in case.get("set", {}).items():
        *folders, name = path.split(".")
        place = content
        for folder in folders:
            place = place[folder]
        place[name] = value
    if "drop" in case:
        *folders, name = case["drop"].split(".")
        del (content[folders[0]] if folders else content)[name]
    if case.get("sealed", True):
        content = resealed(content)
    with pytest.raises(InputError, match=re.escape(case["message"])) as error:
        parse_event(canonical(content), where="log.jsonl, line 7")
    assert "log.jsonl, line 7" in str(error.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("", "no JSON"),
        ("[]", "no JSON object"),
        ('{"form": "curation/1", "form": "curation/1"}', "'form' stands there twice"),
        ("[" * 60_000, "nested too deeply"),
        (" " * 2_100_000, "longer than an event can be"),
        (write_event(EVENT).replace("inhibits.", "\\ud83d"), "'\\ud83d'"),
    ],
)
def test_a_line_that_is_no_object_is_refused(line: str, message: str) -> None:
    with pytest.raises(InputError, match=re.escape(message)):
        parse_event(line, where="here")


@pytest.mark.parametrize("orcid", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"])
def test_the_examples_of_orcids_own_documentation_are_orcids(orcid: str) -> None:
    assert is_orcid(orcid)


@pytest.mark.parametrize(
    "text", ["", "0000-0002-1825-0097 ", "0000000218250097", "0000-0002-1694-233x", "٠000-0002-1825-0097"]
)
def test_anything_else_is_no_orcid(text: str) -> None:
    assert not is_orcid(text)
