"""Merging graphs is commutative, associative and idempotent, whatever the documents say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.assemble import merge
from kg.graph.merge import confidence, one_a_sentence
from property_articles import Article, articles, build


@given(one=articles("1.txt"), other=articles("2.txt"), third=articles("3.txt"))
@settings(max_examples=60, deadline=None)
def test_graphs_merge_in_any_order_and_grouping_to_the_graph_of_all(
    one: Article, other: Article, third: Article
) -> None:
    a, b, c = build(one), build(other), build(third)
    whole = build(one, other, third)
    assert build(third, one, other) == whole
    assert merge(merge(a, b), c) == whole
    assert merge(c, merge(b, a)) == whole


@given(one=articles("1.txt"), other=articles("2.txt"))
@settings(max_examples=60, deadline=None)
def test_merging_twice_changes_nothing(one: Article, other: Article) -> None:
    a, b = build(one), build(other)
    both = merge(a, b)
    assert merge(both, a) == both
    assert merge(both, both) == both
    assert build(one, one) == a


@given(article=articles("1.txt"), cap=st.floats(0, 1))
@settings(max_examples=60, deadline=None)
def test_confidence_is_never_below_the_firmest_sentence_nor_above_the_cap(article: Article, cap: float) -> None:
    evidences = [claim.evidence for claim in article.claims]
    found = confidence(evidences, cap)
    firmest = max((evidence.score for evidence in evidences), default=0.0)
    assert min(firmest, cap) - 1e-4 <= found <= cap + 1e-4


@given(article=articles("1.txt"), order=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_evidence_that_is_kept_does_not_depend_on_order(article: Article, order: object) -> None:
    evidences = [claim.evidence for claim in article.claims]
    shuffled = evidences[:]
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    assert one_a_sentence(shuffled) == one_a_sentence(evidences)
    assert one_a_sentence(one_a_sentence(evidences)) == one_a_sentence(evidences)
