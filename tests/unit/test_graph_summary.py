"""What the report tells of a graph."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from graph_sample import CD38, ICARIA, ISATUXIMAB, MYELOMA, UNKNOWN, Article, SmallTerminology, sample
from kg.graph import Contradiction, GraphSummary, UnresolvedName, assemble, summarise
from kg.model import ArmRole, Claim, Effect, Endpoint, Literal, Modality, TrialArm, TrialResult

DRUG, TARGET, TRIAL = ("Isatuximab", ISATUXIMAB), ("CD38", CD38), ("ICARIA-MM", ICARIA)


def summary(*articles: Article) -> GraphSummary:
    return summarise(assemble([article.pair for article in articles], SmallTerminology()))


def saying(source: str, text: str, predicate: str, negated: bool = False, **facts: object) -> Article:
    article = Article(source, text)
    article.claim(text, DRUG, predicate, TARGET, negated=negated, **facts)  # type: ignore[arg-type]
    return article


def test_it_counts_what_the_graph_holds() -> None:
    found = summarise(assemble(sample(), SmallTerminology()))
    assert (found.documents, found.arms, found.results, found.negated) == (2, 2, 1, 1)
    assert dict(found.claims)["cg:targets"] == 2
    assert dict(found.concepts)["drug"] == 3
    assert dict(found.modalities) == {"asserted": 11, "believed": 1, "planned": 1}
    assert found.direct == 9


def test_it_is_plain_json() -> None:
    told = json.loads(json.dumps(summarise(assemble(sample(), SmallTerminology())).to_json()))
    assert told["claims"]["cg:inhibits"] == 1
    assert told["unresolved"] == [{"label": "ABX-1", "kind": "drug", "mentions": 1}]


def test_unresolved_names_come_most_used_first() -> None:
    article = Article("a.txt", "ABX-1, ABX-1 and xyz.")
    xyz = replace(UNKNOWN, curie="cgid:drug/xyz", label="xyz")
    article.mention("xyz", xyz)
    for start in (0, 7):
        mention = article.mention("ABX-1", UNKNOWN)
        article.mentions[-1] = replace(mention, span=replace(mention.span, start=start, end=start + 5))
    names = summary(article).unresolved
    assert names[0] == UnresolvedName("ABX-1", "drug", 2)


def test_affirmed_here_and_denied_there_is_a_contradiction() -> None:
    found = summary(
        saying("a.txt", "Isatuximab binds CD38.", "cg:targets"),
        saying("b.txt", "Isatuximab spares CD38.", "cg:targets", negated=True),
    )
    assert found.contradictions == (
        Contradiction(
            "affirmed-and-denied",
            "isatuximab",
            ("isatuximab cg:targets CD38", "isatuximab not cg:targets CD38"),
            ("a.txt", "b.txt"),
        ),
    )


def test_what_is_only_believed_contradicts_nothing() -> None:
    believed = saying("a.txt", "Isatuximab may bind CD38.", "cg:targets", modality=Modality.BELIEVED)
    assert not summary(believed, saying("b.txt", "Isatuximab spares CD38.", "cg:targets", negated=True)).contradictions


def test_opposite_effects_on_one_target_are_a_contradiction() -> None:
    found = summary(
        saying("a.txt", "Isatuximab blocks CD38.", "cg:inhibits"),
        saying("b.txt", "Isatuximab boosts CD38.", "cg:activates"),
    )
    assert [c.kind for c in found.contradictions] == ["opposites"]


def test_treatment_and_contraindication_are_a_contradiction() -> None:
    articles = []
    for source, predicate in (("a.txt", "biolink:treats"), ("b.txt", "biolink:contraindicated_in")):
        article = Article(source, "Isatuximab in myeloma.")
        article.claim(article.text, DRUG, predicate, ("myeloma", MYELOMA))
        articles.append(article)
    assert [c.kind for c in summary(*articles).contradictions] == ["opposites"]


@pytest.mark.parametrize(("numbers", "kinds"), [(("307", "307"), []), (("307", "310"), ["two-values"])])
def test_two_enrolments_of_one_trial_are_a_contradiction(numbers: tuple[str, str], kinds: list[str]) -> None:
    articles = []
    for source, number in zip("ab", numbers, strict=True):
        article = Article(source, f"ICARIA-MM enrolled {number}.")
        article.value(article.text, TRIAL, "biolink:study_size", number, Literal(number, "xsd:integer"))
        articles.append(article)
    assert [c.kind for c in summary(*articles).contradictions] == kinds


def test_results_that_differ_are_a_contradiction_for_each_value_that_does() -> None:
    articles = []
    for source, effect, ratio in (
        ("a", Effect.IMPROVED, "0.6"),
        ("b", Effect.NO_DIFFERENCE, "0.96"),
        ("c", None, None),
    ):
        article = Article(source, "ICARIA-MM was read out.")
        evidence = article.evidence(article.text, TRIAL)
        result = TrialResult(ICARIA, Endpoint.OS, "overall survival", (evidence,), effect=effect, hazard_ratio=ratio)
        article.results.append(result)
        articles.append(article)
    found = summary(*articles).contradictions
    assert [(c.about, c.says) for c in found] == [
        ("ICARIA-MM: OverallSurvival", ("effect improved", "effect no_difference")),
        ("ICARIA-MM: OverallSurvival", ("hazard ratio 0.6", "hazard ratio 0.96")),
    ]


def test_the_summary_does_not_depend_on_the_order_of_documents() -> None:
    articles = [
        saying("a.txt", "Isatuximab binds CD38.", "cg:targets"),
        saying("b.txt", "Isatuximab spares CD38.", "cg:targets", negated=True),
        saying("c.txt", "Isatuximab blocks CD38.", "cg:inhibits"),
    ]
    assert summary(*articles) == summary(*reversed(articles))


def test_arms_and_results_without_a_label_are_called_by_what_they_are() -> None:
    from kg.graph import quads

    article = Article("a.txt", "ICARIA-MM was read out.")
    evidence = article.evidence(article.text, TRIAL)
    article.arms.append(TrialArm(ICARIA, ArmRole.COMPARATOR, (), (evidence,)))
    article.arms.append(TrialArm(ICARIA, ArmRole.EXPERIMENTAL, (ISATUXIMAB,), (evidence,)))
    article.results.append(TrialResult(ICARIA, Endpoint.PFS, "", (evidence,)))
    written = quads(assemble([article.pair], SmallTerminology()))
    labels = {quad.object.value for quad in written if quad.predicate.value.endswith("#label")}
    assert {"comparator", "isatuximab", "progression free survival"} <= labels


def test_a_claim_with_a_predicate_that_no_vocabulary_has_is_never_written() -> None:
    from kg.errors import GraphError
    from kg.graph import quads

    article = saying("a.txt", "Isatuximab binds CD38.", "cg:targets")
    article.claims[0] = Claim(ISATUXIMAB, "cg:adores", CD38, False, Modality.ASSERTED, article.claims[0].evidence)
    with pytest.raises(GraphError, match=r"cg:adores.*a\.txt"):
        list(quads(assemble([article.pair], SmallTerminology())))


def test_a_literal_that_is_not_of_its_datatype_is_never_written() -> None:
    from kg.errors import GraphError
    from kg.graph import quads

    article = Article("a.txt", "ICARIA-MM enrolled many.")
    article.value(article.text, TRIAL, "biolink:study_size", "many", Literal("many", "xsd:integer"))
    with pytest.raises(GraphError, match=r"no xsd:integer.*a\.txt"):
        list(quads(assemble([article.pair], SmallTerminology())))
