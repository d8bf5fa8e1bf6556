"""Trial design and results, read from short articles whose names are marked up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import marked_text
import pytest
import yaml

from kg.claims.trials import TrialFrame, TrialReading, read
from kg.claims.view import view_document
from kg.model import Modality, TrialResult

CASES = Path(__file__).parent.parent / "data" / "trials"


def _cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*.yaml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            found.append(pytest.param(case, id=f"{path.stem}-{number}"))
    return found


def reading_of(case: dict[str, Any]) -> TrialReading:
    return read(view_document(marked_text.annotate(case["says"], title=case.get("title", ""))))


def spelled(reading: TrialReading) -> list[str]:
    """The facts of a reading as the cases write them, one a line."""
    return [line for frame in reading.frames for line in _of_frame(frame)]


def _of_frame(frame: TrialFrame) -> list[str]:
    name = frame.trial.label
    numbers = {"size": frame.size, "sites": frame.sites, "countries": frame.countries}
    lines = [f"{name} phase {frame.phase.removeprefix('clinical_trial_phase_')}"] if frame.phase else []
    lines += [f"{name} {what} {number}" for what, number in numbers.items() if number is not None]
    lines += [f"{name} condition {condition.label}" for condition in frame.conditions]
    for arm in frame.arms:
        drugs = " + ".join(sorted(drug.label for drug in arm.drugs))
        lines.append(f"{name} {arm.role.value} {drugs or 'none'}")
    return lines + [f"{name} {_of_result(result)}" for result in frame.results]


def _of_result(result: TrialResult) -> str:
    met = None if result.met is None else "met" if result.met else "unmet"
    values = (result.experimental_value, result.comparator_value)
    parts = (
        f"{result.endpoint.name}",
        f'"{result.label}"' if result.label else None,
        result.role,
        met,
        result.effect,
        f"hr={result.hazard_ratio}" if result.hazard_ratio else None,
        f"ci={result.ci_lower}-{result.ci_upper}" if result.ci_lower else None,
        result.p_value,
        f"{values[0] or '?'}/{values[1] or '?'} {result.unit or ''}".strip() if any(values) else None,
    )
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize("case", _cases())
def test_the_design_and_the_results_are_read_as_the_article_gives_them(case: dict[str, Any]) -> None:
    assert spelled(reading_of(case)) == case["facts"]


@pytest.mark.parametrize("case", _cases())
def test_every_fact_is_proved_by_a_sentence_of_the_article(case: dict[str, Any]) -> None:
    annotated = marked_text.annotate(case["says"], title=case.get("title", ""))
    reading = read(view_document(annotated))
    text = annotated.document.text
    proofs = [claim.evidence for claim in reading.claims]
    proofs += [proof for arm in reading.arms for proof in arm.evidence]
    proofs += [proof for result in reading.results for proof in result.evidence]
    assert proofs
    for proof in proofs:
        assert proof.sentence.of(text) == proof.text
        for mention in (proof.subject_mention, proof.object_mention):
            assert mention is None or mention.span.of(text) == mention.text
            assert mention is None or proof.sentence.covers(mention.span) or mention in proof.reached_through
        assert proof.object_span is None or proof.reached_through or proof.sentence.covers(proof.object_span)
        assert 0 < proof.score <= 1


UNNAMED = (
    (
        "In this randomised trial, 4745 patients with a recent <D myocardial infarction> were assigned to "
        "<G colchicine> 0.5 mg once daily or placebo.",
        ["colchicine in_clinical_trials_for myocardial infarction"],
    ),
    (
        "In a double-blind, phase 2 study, 60 adults with <D hypertrophic cardiomyopathy> received <G metoprolol> with "
        "either <G mavacamten> or placebo. Several trials of <G verapamil> in <D angina> have been published.",
        [
            "mavacamten combinedWith metoprolol",
            "metoprolol in_clinical_trials_for hypertrophic cardiomyopathy",
            "mavacamten in_clinical_trials_for hypertrophic cardiomyopathy",
        ],
    ),
    ("Previous studies compared <G metformin> with <G glipizide> in <D type 2 diabetes>.", []),
)


@pytest.mark.parametrize(("text", "claims"), UNNAMED)
def test_a_trial_without_a_name_tells_of_its_drugs_alone(text: str, claims: list[str]) -> None:
    reading = read(view_document(marked_text.annotate(text)))
    assert reading.frames == ()
    assert [marked_text.spelled(claim) for claim in reading.claims] == claims


def test_a_trial_that_is_yet_to_start_is_planned() -> None:
    text = (
        "<C COLO-UP> is a study that will enrol 240 patients with <D colitis>. "
        "They will be randomised to <G mirakibart> or placebo."
    )
    reading = read(view_document(marked_text.annotate(text)))
    assert {claim.modality for claim in reading.claims} == {Modality.PLANNED}


def test_an_acronym_and_its_registry_number_are_one_trial() -> None:
    text = (
        "<C BREATHE>, an open-label study (<C NCT09000005>), enrolled 200 adults with <D asthma>. <C BREATHE> is over."
    )
    (frame,) = read(view_document(marked_text.annotate(text))).frames
    assert frame.aliases == ("cgid:trial/breathe", "cgid:trial/nct09000005")
    assert frame.size == 200
