"""Merging graphs is commutative, associative and idempotent, whatever the documents say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_sample import CD38, ISATUXIMAB, MYELOMA, POMALIDOMIDE, VEGF, Article, SmallTerminology
from kg.graph import KnowledgeGraph, assemble
from kg.graph.assemble import merge
from kg.graph.merge import confidence, one_a_sentence
from kg.model import ArmRole, Concept, Endpoint, Kind, Modality, TrialArm, TrialResult

SENTENCES = ("Isatuximab does it.", "It was studied once.", "Others saw the same.", "A fourth sentence.")
TEXT = " ".join(SENTENCES)
TERMINOLOGY = SmallTerminology()
MADE_UP = [Concept(f"cgid:trial/{slug}", Kind.TRIAL, slug.upper(), "ClinicalTrial") for slug in ("a-1", "b-2")]

PREDICATE_AND_OBJECT = st.sampled_from(
    [
        ("cg:targets", CD38),
        ("cg:inhibits", CD38),
        ("cg:targets", VEGF),
        ("cg:combinedWith", POMALIDOMIDE),
        ("cg:approvedFor", MYELOMA),
        ("biolink:treats", MYELOMA),
    ]
)
SCORES = st.sampled_from([0.1, 0.3, 0.5, 0.77, 0.9, 1.0])


@st.composite
def articles(draw: st.DrawFn, source: str) -> Article:
    article = Article(source, TEXT)
    for _ in range(draw(st.integers(0, 5))):
        sentence = draw(st.sampled_from(SENTENCES))
        word = sentence.split()[0]
        predicate, obj = draw(PREDICATE_AND_OBJECT)
        article.claim(
            sentence,
            (word, ISATUXIMAB),
            predicate,
            (sentence.split()[1].rstrip("."), obj),
            modality=draw(st.sampled_from(Modality)),
            negated=draw(st.booleans()),
            score=draw(SCORES),
        )
    for _ in range(draw(st.integers(0, 2))):
        trial = draw(st.sampled_from(MADE_UP))
        evidence = article.evidence(draw(st.sampled_from(SENTENCES[:2])), ("t", trial), score=draw(SCORES))
        drugs = tuple(draw(st.permutations([ISATUXIMAB, POMALIDOMIDE])))
        article.arms.append(
            TrialArm(trial, draw(st.sampled_from(ArmRole)), drugs, (evidence,), draw(st.text("ab", max_size=2)))
        )
        article.results.append(
            TrialResult(trial, Endpoint.PFS, "PFS", (evidence,), met=draw(st.none() | st.booleans()))
        )
    return article


def build(*articles: Article) -> KnowledgeGraph:
    return assemble([article.pair for article in articles], TERMINOLOGY)


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
