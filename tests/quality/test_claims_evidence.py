"""Every claim carries the sentence that says it, and both its ends are there or are told how they are reached."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import marked_text
import pytest
import yaml

from kg.claims.extract import extract
from kg.model import Annotated, Claim, Mention

TESTS = Path(__file__).resolve().parent.parent
ARTICLES = yaml.safe_load((TESTS / "data" / "claims" / "articles.yaml").read_text(encoding="utf-8"))


@pytest.fixture(params=ARTICLES, ids=range(len(ARTICLES)))
def annotated(request: pytest.FixtureRequest) -> Annotated:
    case: dict[str, Any] = request.param
    return marked_text.annotate(case["says"], title=case["title"])


def _ends(claim: Claim) -> list[Mention]:
    evidence = claim.evidence
    return [evidence.subject_mention, *([evidence.object_mention] if evidence.object_mention else [])]


def test_the_quoted_sentence_is_the_one_at_its_place(annotated: Annotated) -> None:
    text = annotated.document.text
    for claim in extract(annotated).claims:
        assert claim.evidence.text == claim.evidence.sentence.of(text)
        assert claim.evidence.source == annotated.document.source


def test_mentions_stand_where_they_say(annotated: Annotated) -> None:
    text = annotated.document.text
    for claim in extract(annotated).claims:
        for mention in (*_ends(claim), *claim.evidence.reached_through):
            assert mention.span.of(text) == mention.text


def test_an_end_outside_the_sentence_is_reached_through_a_mention(annotated: Annotated) -> None:
    """An end is a mention in the sentence, or the evidence names the antecedent, title or heading that leads to it."""
    for claim in extract(annotated).claims:
        for mention in _ends(claim):
            inside = claim.evidence.sentence.covers(mention.span)
            if not inside or mention.origin == "anaphor":
                assert claim.evidence.reached_through


def test_scores_are_probabilities_and_rules_sign(annotated: Annotated) -> None:
    for claim in extract(annotated).claims:
        assert 0.0 < claim.evidence.score <= 1.0
        assert claim.evidence.extractor.startswith("rules/")


def test_the_same_document_gives_the_same_claims(annotated: Annotated) -> None:
    assert extract(annotated) == extract(annotated)


def test_mentions_without_a_link_are_not_read(annotated: Annotated) -> None:
    unlinked = replace(annotated, mentions=tuple(replace(m, link=None) for m in annotated.mentions))
    assert [c for c in extract(unlinked).claims if c.predicate in marked_text.PREDICATES] == []


def test_a_long_list_of_names_is_read_in_little_time() -> None:
    """Sixty names joined by commas and ``and`` take no longer than a page (an ambiguous pattern would not end)."""
    names = ", and ".join(f"<G drug{n}>" for n in range(60))
    claims = extract(marked_text.annotate(f"{names} block <T target>, and <F rash>, and <F fever> were seen.")).claims
    assert {c.predicate for c in claims} >= {"cg:inhibits"}
