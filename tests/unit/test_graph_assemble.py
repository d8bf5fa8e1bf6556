"""From what each document says to one graph."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph_sample import (
    CD38,
    ISATUXIMAB,
    MYELOMA,
    POMALIDOMIDE,
    RRMM,
    UNKNOWN,
    VEGF,
    Article,
    SmallTerminology,
    first_article,
    sample,
    second_article,
)
from kg.errors import GraphError
from kg.graph import GraphOptions, KnowledgeGraph, MergedClaim, assemble
from kg.model import Concept, Kind, Literal, Modality, Span


def build(*articles: Article, options: GraphOptions | None = None) -> KnowledgeGraph:
    return assemble([article.pair for article in articles], SmallTerminology(), options)


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return assemble(sample(), SmallTerminology())


def claim(graph: KnowledgeGraph, subject: Concept, predicate: str, obj: Concept, **facts: object) -> MergedClaim:
    found = [
        claim
        for claim in graph.claims
        if (claim.subject, claim.predicate, claim.object) == (subject, predicate, obj)
        and all(getattr(claim, name) == value for name, value in facts.items())
    ]
    assert len(found) == 1
    return found[0]


def test_a_claim_of_two_documents_is_one_claim_with_both_sentences(graph: KnowledgeGraph) -> None:
    targets = claim(graph, ISATUXIMAB, "cg:targets", CD38)
    assert [evidence.source for evidence in targets.evidences] == ["isatuximab.txt", "notes/second.md"]


def test_confidence_grows_with_independent_sentences() -> None:
    one = claim(build(first_article()), ISATUXIMAB, "cg:targets", CD38)
    two = claim(build(first_article(), second_article()), ISATUXIMAB, "cg:targets", CD38)
    assert one.confidence == 0.9
    assert two.confidence == pytest.approx(1 - 0.1 * 0.2)


def test_the_same_words_in_a_copy_of_an_article_count_once() -> None:
    copy = Article("copy.txt", second_article().text)
    copy.claim("Isatuximab targets CD38.", ("Isatuximab", ISATUXIMAB), "cg:targets", ("CD38", CD38), score=0.8)
    merged = claim(build(second_article(), copy), ISATUXIMAB, "cg:targets", CD38)
    assert len(merged.evidences) == 2
    assert merged.confidence == 0.8


def test_no_amount_of_evidence_makes_a_claim_certain() -> None:
    articles = []
    for number in range(20):
        article = Article(f"{number}.txt", f"Isatuximab hits CD38, as study {number} found.")
        article.claim(article.text, ("Isatuximab", ISATUXIMAB), "cg:targets", ("CD38", CD38))
        articles.append(article)
    assert claim(build(*articles), ISATUXIMAB, "cg:targets", CD38).confidence == 0.99


def test_a_sentence_counts_once_with_its_firmest_reading() -> None:
    article = second_article()
    article.claim("Isatuximab targets CD38.", ("Isatuximab", ISATUXIMAB), "cg:targets", ("CD38", CD38), score=0.95)
    merged = claim(build(article), ISATUXIMAB, "cg:targets", CD38)
    assert [evidence.score for evidence in merged.evidences] == [0.95]


def test_inhibition_implies_targeting_by_the_same_sentence() -> None:
    targets = claim(build(first_article()), ISATUXIMAB, "cg:targets", CD38)
    assert targets.implied
    assert targets.knowledge_level == "logical_entailment"
    assert targets.evidences == claim(build(first_article()), ISATUXIMAB, "cg:inhibits", CD38).evidences


def test_a_claim_that_any_sentence_states_is_no_longer_only_implied(graph: KnowledgeGraph) -> None:
    assert claim(graph, ISATUXIMAB, "cg:targets", CD38).knowledge_level == "knowledge_assertion"


def test_approval_implies_treatment_and_a_planned_approval_implies_nothing(graph: KnowledgeGraph) -> None:
    assert claim(graph, ISATUXIMAB, "biolink:treats", MYELOMA).implied
    planned = build(first_article())
    assert not [c for c in planned.claims if c.predicate == "biolink:treats"]


@pytest.mark.parametrize(
    ("modality", "level"),
    [
        (Modality.ASSERTED, "knowledge_assertion"),
        (Modality.BELIEVED, "prediction"),
        (Modality.HYPOTHESIZED, "prediction"),
        (Modality.PLANNED, "not_provided"),
    ],
)
def test_the_knowledge_level_is_biolinks(modality: Modality, level: str) -> None:
    article = Article("a.txt", "Isatuximab binds CD38.")
    article.claim(article.text, ("Isatuximab", ISATUXIMAB), "cg:targets", ("CD38", CD38), modality=modality)
    assert build(article).claims[0].knowledge_level == level


def test_a_combination_holds_both_ways_with_the_mentions_swapped(graph: KnowledgeGraph) -> None:
    there = claim(graph, ISATUXIMAB, "cg:combinedWith", POMALIDOMIDE).evidences[0]
    back = claim(graph, POMALIDOMIDE, "cg:combinedWith", ISATUXIMAB).evidences[0]
    assert (there.subject_mention, there.object_mention) == (back.object_mention, back.subject_mention)


@pytest.mark.parametrize(
    ("facts", "direct"),
    [
        ({}, True),
        ({"negated": True}, False),
        ({"modality": Modality.BELIEVED}, False),
        ({"modality": Modality.HYPOTHESIZED}, False),
        ({"modality": Modality.PLANNED}, False),
        ({"score": 0.49}, False),
        ({"score": 0.5}, True),
    ],
    ids=str,
)
def test_only_firm_assertions_are_direct_triples(facts: dict[str, object], direct: bool) -> None:
    article = Article("a.txt", "Isatuximab binds CD38.")
    article.claim(article.text, ("Isatuximab", ISATUXIMAB), "cg:targets", ("CD38", CD38), **facts)  # type: ignore[arg-type]
    assert build(article).claims[0].is_direct(0.5) is direct


def test_a_claim_that_a_curator_rejected_is_no_direct_triple(graph: KnowledgeGraph) -> None:
    rejected = replace(claim(graph, ISATUXIMAB, "cg:targets", CD38), curation="rejected")
    assert not rejected.is_direct(0.5)


def test_claims_begin_unreviewed(graph: KnowledgeGraph) -> None:
    assert {claim.curation for claim in graph.claims} == {"unreviewed"}


def test_every_ancestor_of_a_linked_disease_is_in_the_graph(graph: KnowledgeGraph) -> None:
    curies = {node.concept.curie for node in graph.concepts}
    assert {"MONDO:0009693", "MONDO:0004992", "MONDO:0000001"} <= curies


def test_a_minted_disease_brings_what_it_is_put_under() -> None:
    outside = replace(RRMM, curie="cgid:disease/rare-myeloma", label="rare myeloma")
    article = Article("a.txt", "Isatuximab treats rare myeloma.")
    article.claim(article.text, ("Isatuximab", ISATUXIMAB), "biolink:treats", ("rare myeloma", outside))
    curies = {node.concept.curie for node in build(article).concepts}
    assert {"cgid:disease/rare-myeloma", "MONDO:0009693", "MONDO:0004992"} <= curies


def test_a_family_brings_its_genes(graph: KnowledgeGraph) -> None:
    assert VEGF in {node.concept for node in graph.concepts}
    assert "HGNC:12680" in {node.concept.curie for node in graph.concepts if node.status is None}


def test_a_name_without_identifier_is_unresolved_and_a_curated_one_is_linked(graph: KnowledgeGraph) -> None:
    status = {node.concept.curie: node.status for node in graph.concepts}
    assert status[UNKNOWN.curie] == "unresolved"
    assert status[RRMM.curie] == "linked"


def test_one_unresolved_name_in_two_spellings_is_one_concept_whatever_comes_first() -> None:
    articles = []
    for name in ("Anti-X", "anti-X"):
        article = Article(f"{name}.txt", f"{name} binds CD38.")
        concept = Concept("cgid:drug/anti-x", Kind.DRUG, name, "Drug")
        article.claim(article.text, (name, concept), "cg:targets", ("CD38", CD38))
        articles.append(article)
    one, other = build(*articles), build(*reversed(articles))
    assert one == other
    node = next(node.concept for node in one.concepts if node.concept.minted)
    assert (node.label, node.names) == ("Anti-X", ("anti-X",))
    assert {claim.subject for claim in one.claims} == {node}


def test_an_arm_holds_the_drugs_that_a_regimen_stands_for(graph: KnowledgeGraph) -> None:
    experimental = next(merged.arm for merged in graph.arms if merged.arm.role == "experimental")
    assert [drug.label for drug in experimental.drugs] == ["pomalidomide", "isatuximab"]


def test_the_same_arm_in_two_articles_is_one_arm() -> None:
    again = replace(first_article(), source="again.txt")
    for items in (again.claims, again.results, again.arms, again.mentions):
        items.clear()
    sentence = "They were given isatuximab with pomalidomide (Pomalyst) or pomalidomide alone."
    arm = first_article().arms[1]
    evidence = again.evidence(sentence, ("They", arm.trial))
    again.arms.append(replace(arm, evidence=(evidence,), label="pomalidomide"))
    arms = build(first_article(), again).arms
    assert len(arms) == 2
    comparator = next(merged.arm for merged in arms if merged.arm.role == "comparator")
    assert (comparator.label, len(comparator.evidence)) == ("pomalidomide", 2)


def test_a_mention_that_is_not_the_text_at_its_place_is_refused() -> None:
    article = first_article()
    article.mentions[0] = replace(article.mentions[0], span=Span(0, 3))
    with pytest.raises(GraphError, match=r"isatuximab\.txt"):
        build(article)


def test_evidence_that_is_not_the_text_at_its_place_is_refused() -> None:
    article = second_article()
    first = article.claims[0]
    article.claims[0] = replace(first, evidence=replace(first.evidence, text="Isatuximab targets CD20."))
    with pytest.raises(GraphError, match="code points"):
        build(article)


def test_what_one_document_says_cannot_be_given_for_another() -> None:
    annotated, _ = first_article().pair
    _, extraction = second_article().pair
    with pytest.raises(GraphError, match="another document"):
        assemble([(annotated, extraction)], SmallTerminology())


def test_two_documents_of_one_source_are_refused() -> None:
    with pytest.raises(GraphError, match="one source"):
        build(first_article(), Article("isatuximab.txt", "Another text."))


def test_the_value_of_a_literal_is_a_mention_without_a_concept(graph: KnowledgeGraph) -> None:
    values = [mention for mention in graph.mentions if not mention.bodies]
    assert "307" in {mention.text for mention in values}
    size = next(claim for claim in graph.claims if claim.predicate == "biolink:study_size")
    assert size.object == Literal("307", "xsd:integer")


def test_an_empty_corpus_is_an_empty_graph() -> None:
    assert assemble([], SmallTerminology()) == KnowledgeGraph(GraphOptions())
