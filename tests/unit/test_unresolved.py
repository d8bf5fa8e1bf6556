"""Names that no terminology knows: which of them may found a claim."""

from __future__ import annotations

import pytest

from kg.claims.unresolved import may_found_a_claim
from kg.model import Kind, Mention, Span

NAMES = {
    Kind.DISEASE: (
        "chest indrawing pneumonitis",
        "post-stroke fatigue",
        "youth mental health problems",
        "appendiceal perforation",
        "sleep bruxosis",
        "neglected tropical worm infection",
    ),
    Kind.DRUG: ("lunavir", "AB-1234", "EPs 7630", "Norapril", "QX12", "norapril/velatide"),
}
NO_NAMES = {
    Kind.DISEASE: (
        "ICU",
        "general practice",
        "knee revision surgery",
        "colonoscopy",
        "Fifth metatarsal (",
        "post-",
        "Parkinson's: study",
        "HIV-uninfected",
        "lung function",
        "preterm",
        "cancer prevention",
        "stigma",
        "thrombolysis",
    ),
    Kind.DRUG: (
        "smoking",
        "acupuncture",
        "GP",
        "nebulized",
        "acidic",
        "walking",
        "25OH-",
        "doppler",
        "aspirate",
        "seropositivity",
        "r",
    ),
}


def _mention(kind: Kind, text: str) -> Mention:
    return Mention(Span(0, len(text)), text, kind, "model", 0.9, None, None)


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NAMES.items() for text in texts])
def test_what_has_the_form_of_a_name_may_found_a_claim(kind: Kind, text: str) -> None:
    assert may_found_a_claim(_mention(kind, text))


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in NO_NAMES.items() for text in texts])
def test_what_no_terminology_knows_and_has_no_such_form_founds_none(kind: Kind, text: str) -> None:
    assert not may_found_a_claim(_mention(kind, text))
