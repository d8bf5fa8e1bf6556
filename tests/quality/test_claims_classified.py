"""What the pair classifier may propose, and what the rules keep it from."""

from __future__ import annotations

from dataclasses import replace

import marked_text
import pytest

from kg.claims.extract import extract
from kg.model import Modality, PairLabel, PairScore

PROPOSALS = [
    ("<G Letrozole> starves the tumour of oestrogen by its effect on <T aromatase>.", "cg:inhibits", Modality.ASSERTED),
    ("<G Sotorasib> may well owe its effect to <T KRAS>.", "cg:inhibits", Modality.HYPOTHESIZED),
    ("<G Avacopan> is thought to owe its effect to <T C5AR1>.", "cg:inhibits", Modality.BELIEVED),
]
SILENCE = [
    pytest.param("<G Letrozole> has no effect on <T aromatase> and does not reach it.", id="denied"),
    pytest.param("<G Alpelisib> was given after progression on a <T CDK4> inhibitor.", id="class of drugs"),
    pytest.param("<G Enfortumab> was given after a <T PD-1> or <T PD-L1> inhibitor.", id="classes of drugs"),
    pytest.param("<G Osimertinib> was given to people with <T EGFR>-mutated tumours.", id="tumour"),
    pytest.param("<G Irbesartan> was added to <T renin>-angiotensin system inhibition.", id="system"),
    pytest.param("<G Nivolumab> was chosen; <T CTLA4> is another brake.", id="another clause"),
    pytest.param("Does <G letrozole> owe its effect to <T aromatase>?", id="question"),
]


def _proposed(text: str, probability: float = 0.95, label: PairLabel = PairLabel.INHIBITS) -> set[tuple[str, Modality]]:
    annotated = marked_text.annotate(text)
    drugs = [m.span for m in annotated.mentions if m.kind.value == "drug"]
    targets = [m.span for m in annotated.mentions if m.kind.value == "target"]
    pairs = tuple(PairScore(drug, target, label, probability) for drug in drugs for target in targets)
    claims = extract(replace(annotated, pairs=pairs)).claims
    return {(c.predicate, c.modality) for c in claims if c.evidence.extractor.startswith("model/pairs")}


@pytest.mark.parametrize(("text", "predicate", "modality"), PROPOSALS)
def test_what_no_rule_says_is_proposed_with_the_modality_of_its_clause(
    text: str, predicate: str, modality: Modality
) -> None:
    assert _proposed(text) == {(predicate, modality)}


@pytest.mark.parametrize("text", SILENCE)
def test_nothing_is_proposed_that_the_sentence_does_not_say(text: str) -> None:
    assert _proposed(text) == set()


def test_an_unlikely_pair_is_not_proposed() -> None:
    assert _proposed(PROPOSALS[0][0], probability=0.4) == set()


def test_what_the_rules_have_read_in_a_sentence_is_not_read_again() -> None:
    assert _proposed("<G Nivolumab> blocks <T PD-1>; <G ipilimumab> blocks <T CTLA4>.") == set()


def test_of_two_drugs_the_likelier_one_is_proposed() -> None:
    annotated = marked_text.annotate("With <G letrozole> and <G fulvestrant> at hand, <T aromatase> is the target.")
    one, other, target = (m.span for m in annotated.mentions)
    pairs = (PairScore(one, target, PairLabel.ACTS_ON, 0.97), PairScore(other, target, PairLabel.ACTS_ON, 0.91))
    claims = extract(replace(annotated, pairs=pairs)).claims
    proposed = [c for c in claims if c.evidence.extractor.startswith("model/pairs")]
    assert [(c.subject.label, c.predicate) for c in proposed] == [("letrozole", "cg:targets")]
    assert proposed[0].evidence.score == pytest.approx(0.7275)
