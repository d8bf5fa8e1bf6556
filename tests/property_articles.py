"""Made-up articles for the property tests of merging."""

from __future__ import annotations

from hypothesis import strategies as st

from graph_sample import CD38, ISATUXIMAB, MYELOMA, POMALIDOMIDE, VEGF, Article, SmallTerminology
from kg.graph import KnowledgeGraph, assemble
from kg.model import ArmRole, Concept, Endpoint, Kind, Modality, TrialArm, TrialResult

__all__ = ["Article", "articles", "build"]

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
