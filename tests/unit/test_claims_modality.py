"""How firmly a clause says what its words name."""

from __future__ import annotations

import pytest

from kg.claims.modality import is_negated, modality_of
from kg.model import Modality


@pytest.mark.parametrize(
    ("words", "modality"),
    [
        ("binds", Modality.ASSERTED),
        ("is believed to promote", Modality.BELIEVED),
        ("is thought to inhibit", Modality.BELIEVED),
        ("may cause", Modality.HYPOTHESIZED),
        ("preclinical data suggest that it blocks", Modality.HYPOTHESIZED),
        ("it was hypothesised that it would increase", Modality.HYPOTHESIZED),
        ("will be combined with", Modality.PLANNED),
        ("the company intends to seek", Modality.PLANNED),
        ("is to be tested", Modality.PLANNED),
        ("On 24 May 2019 the agency approved", Modality.ASSERTED),
    ],
)
def test_the_weakest_rung_of_a_clause_wins(words: str, modality: Modality) -> None:
    assert modality_of(words) is modality


@pytest.mark.parametrize(
    "words", ["is not approved", "did not improve", "failed to prolong", "has never been shown", "cannot bind"]
)
def test_denials_are_seen(words: str) -> None:
    assert is_negated(words)


@pytest.mark.parametrize("words", ["binds not only this", "is notable for", "knows"])
def test_what_only_looks_like_a_denial_is_none(words: str) -> None:
    assert not is_negated(words)
