"""The claims that the design of a trial makes, each with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.reading import Participant
from kg.claims.trials.arms import Arm
from kg.claims.trials.conditions import Condition
from kg.claims.trials.design import Fact, Property
from kg.claims.trials.evidence import end_in, evidence, trial_end
from kg.claims.trials.naming import Study
from kg.claims.trials.scope import Passage
from kg.claims.view import DocumentView
from kg.model import ArmRole, Claim, Literal, Modality, TrialArm

INTERVENTION = "biolink:clinical_trial_interventions"
CONDITION = "biolink:clinical_trial_conditions"
TESTED_FOR = "biolink:in_clinical_trials_for"
COMBINED = "cg:combinedWith"

_FUTURE = re.compile(
    r"\bwill\s+(?:\w+ly\s+|also\s+|then\s+)?(?:enrol\w*|recruit|compare|test|evaluate|assess|"
    r"randomi[sz]e|study|combine|examine|investigate|include|"
    r"be\s+(?:randomi[sz]ed|assigned|enrolled|given|conducted))\b|\b(?:trial|"
    r"study)\b[^.;]{0,60}\b(?:is|are)\s+(?:being\s+)?planned\b|\bplanned\s+(?:[\w-]+\s+){0,3}(?:trial|"
    r"study)\b|"
    r"\b(?:is|are)\s+(?:set|due|expected|scheduled)\s+to\s+(?:begin|start|enrol\w*|recruit|open)\b",
    re.I,
)


_UNDER_WAY = re.compile(
    r"\b(?:is|are)\s+(?:\w+\s+)?(?:being\s+(?:\w+\s+)?(?:assessed|evaluated|examined|explored|given|investigated|studied|"
    r"tested)|enrolling|ongoing|recruiting|running|under\s?way)\b",
    re.I,
)


def modality(passage: Passage, *, of_design: bool = False) -> Modality:
    """A trial that is yet to start is planned; the design (drugs, diseases) of one that is under way is not.

    How many a trial will take in is planned until it has.
    """
    text = passage.masked.masked
    planned = _FUTURE.search(text) and not (of_design and _UNDER_WAY.search(text))
    return Modality.PLANNED if planned else Modality.ASSERTED


def of_facts(
    view: DocumentView, study: Study, found: tuple[Fact, ...], chosen: tuple[Fact | None, ...]
) -> Iterator[Claim]:
    """A claim from every passage that gives a chosen value."""
    for best in (fact for fact in chosen if fact is not None):
        seen: set[int] = set()
        for fact in found:
            same = fact.study == study.key and fact.property is best.property and fact.value == best.value
            if not same or fact.passage.position in seen or fact.score < best.score - 0.2:
                continue
            seen.add(fact.passage.position)
            datatype = "xsd:string" if fact.property is Property.PHASE else "xsd:integer"
            where = trial_end(view, study, fact.passage)
            proof = evidence(view, fact.passage, where, fact.span, fact.property.name.lower(), fact.score)
            literal = Literal(fact.value, datatype)
            yield Claim(study.concept, str(fact.property), literal, False, modality(fact.passage), proof)


def of_conditions(view: DocumentView, study: Study, found: tuple[Condition, ...]) -> Iterator[Claim]:
    for condition in found:
        where = trial_end(view, study, condition.passage)
        end = end_in(condition.passage, condition.mention)
        proof = evidence(view, condition.passage, where, end, "condition", condition.score)
        yield Claim(
            study.concept, CONDITION, condition.concept, False, modality(condition.passage, of_design=True), proof
        )


def of_arms(view: DocumentView, study: Study, arms: tuple[Arm, ...], score: float) -> Iterator[Claim]:
    """The interventions of a trial: every drug of every arm."""
    seen: set[str] = set()
    for arm in arms:
        for participant in arm.regimen.participants:
            if participant.concept.curie in seen:
                continue
            seen.add(participant.concept.curie)
            where = trial_end(view, study, arm.passage)
            end = end_in(arm.passage, participant.mention, participant.reached)
            proof = evidence(view, arm.passage, where, end, "arms", score)
            yield Claim(
                study.concept, INTERVENTION, participant.concept, False, modality(arm.passage, of_design=True), proof
            )


def of_regimens(view: DocumentView, arms: tuple[Arm, ...], score: float) -> Iterator[Claim]:
    """What is given with what in the arms of a trial; never two arms, never two alternatives."""
    seen: set[tuple[str, str]] = set()
    for arm in arms:
        for one, other in arm.regimen.pairs():
            first, second = sorted((one.concept.curie, other.concept.curie))
            if (first, second) not in seen:
                seen.add((first, second))
                yield _between(view, arm, one, other, score)


def _between(view: DocumentView, arm: Arm, one: Participant, other: Participant, score: float) -> Claim:
    subject = end_in(arm.passage, one.mention, one.reached)
    end = end_in(arm.passage, other.mention, other.reached)
    proof = evidence(view, arm.passage, subject, end, "arms", score)
    return Claim(one.concept, COMBINED, other.concept, False, modality(arm.passage, of_design=True), proof)


def of_tested(view: DocumentView, arms: tuple[Arm, ...], found: tuple[Condition, ...], score: float) -> Iterator[Claim]:
    """Every drug of an experimental arm is tested for the trial's conditions."""
    seen: set[tuple[str, str]] = set()
    for arm in arms:
        for participant in arm.regimen.participants if arm.role is ArmRole.EXPERIMENTAL else ():
            for condition in found:
                key = (participant.concept.curie, condition.concept.curie)
                if key in seen:
                    continue
                seen.add(key)
                subject = end_in(arm.passage, participant.mention, participant.reached)
                end = end_in(arm.passage, condition.mention)
                sure = round(min(score, condition.score + 0.3), 3)
                proof = evidence(view, arm.passage, subject, end, "tested", sure)
                yield Claim(
                    participant.concept,
                    TESTED_FOR,
                    condition.concept,
                    False,
                    modality(arm.passage, of_design=True),
                    proof,
                )


def trial_arms(view: DocumentView, study: Study, arms: tuple[Arm, ...], score: float) -> tuple[TrialArm, ...]:
    """The arms as records of the graph, in the order of the text."""
    built = []
    for arm in arms:
        drugs = arm.regimen.participants
        where = trial_end(view, study, arm.passage)
        end = end_in(arm.passage, drugs[0].mention, drugs[0].reached) if drugs else None
        proof = evidence(view, arm.passage, where, end, "arms", score)
        label = " + ".join(p.concept.label for p in drugs) or ("placebo" if arm.regimen.placebo else "no drug")
        if drugs and arm.regimen.placebo:
            label += " + placebo"
        built.append(TrialArm(study.concept, arm.role, tuple(p.concept for p in drugs), (proof,), label))
    return tuple(built)
