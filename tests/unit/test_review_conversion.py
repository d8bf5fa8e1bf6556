"""What of the graph reaches the review page."""

from __future__ import annotations

import pytest

from graph_sample import CD38, ICARIA, ISATUXIMAB, UNKNOWN, SmallTerminology, sample
from kg.graph import KnowledgeGraph, Nodes, assemble
from kg.model import (
    Annotated,
    ArmContent,
    ArmRole,
    Block,
    BlockKind,
    Claim,
    Document,
    Endpoint,
    Evidence,
    Extraction,
    Kind,
    Literal,
    Mention,
    Modality,
    ResultContent,
    Sentence,
    Span,
)
from kg.review import PageClaim, PageData, Role, render
from kg.run.page import page_data
from kg.run.surroundings import Surroundings, surroundings


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return assemble(sample(), SmallTerminology())


@pytest.fixture(scope="module")
def page(graph: KnowledgeGraph) -> PageData:
    return page_data(graph, failed=1)


def found(page: PageData, predicate: str, **values: object) -> PageClaim:
    [claim] = [
        claim
        for claim in page.claims
        if claim.predicate == predicate and all(getattr(claim, name) == value for name, value in values.items())
    ]
    return claim


def test_every_claim_and_document_of_the_graph_is_on_the_page(graph: KnowledgeGraph, page: PageData) -> None:
    iris = Nodes(graph.options.base, graph.documents)
    assert [claim.iri for claim in page.claims] == [iris.claim(claim).value for claim in graph.decidable()]
    assert [document.source for document in page.documents] == ["isatuximab.txt", "notes/second.md"]
    assert page.documents[0].date == "2019-02"
    assert page.meta.failed == 1


def test_concepts_are_those_that_claims_and_trials_speak_of(page: PageData) -> None:
    labels = [node.label for node in page.nodes]
    assert CD38.label in labels
    assert UNKNOWN.label not in labels
    assert "cancer" not in labels


def test_marks_are_offsets_in_the_sentence(page: PageData) -> None:
    evidence = found(page, "cg:inhibits").evidence[0]
    words = {mark.role: evidence.sentence[mark.start : mark.end] for mark in evidence.marks}
    assert words == {Role.SUBJECT: "Isatuximab", Role.OBJECT: "CD38"}


def test_an_antecedent_outside_the_sentence_is_told_in_words(page: PageData) -> None:
    claim = found(page, "biolink:affects")
    assert claim.modality is Modality.BELIEVED
    assert claim.evidence[0].through == ("Isatuximab",)


def test_a_literals_words_are_marked(page: PageData) -> None:
    claim = found(page, "biolink:study_size")
    assert (claim.object, claim.value) == (None, "307")
    [mark] = [mark for mark in claim.evidence[0].marks if mark.role is Role.OBJECT]
    assert claim.evidence[0].sentence[mark.start : mark.end] == "307"


def test_negated_and_planned_claims_stay_so(page: PageData) -> None:
    assert found(page, "cg:targets", negated=True).object is not None
    assert found(page, "cg:approvedFor", modality=Modality.PLANNED).evidence


def test_a_trial_has_its_arms_and_results_as_claims(graph: KnowledgeGraph, page: PageData) -> None:
    iris = Nodes(graph.options.base, graph.documents)
    trial = iris.concept(ICARIA.curie).value
    said = [claim for claim in page.claims if claim.outcome is not None]
    assert {claim.subject for claim in said} == {trial}
    arms = [claim.outcome for claim in said if isinstance(claim.outcome, ArmContent)]
    assert [arm.role for arm in arms] == [ArmRole.COMPARATOR, ArmRole.EXPERIMENTAL]
    assert iris.concept(ISATUXIMAB.curie).value in arms[1].drugs
    [result] = [claim.outcome for claim in said if isinstance(claim.outcome, ResultContent)]
    assert (result.endpoint, result.hazard_ratio, result.ci_lower) == (Endpoint.PFS, "0.596", None)


def test_a_sentence_has_its_place_in_the_document(graph: KnowledgeGraph, page: PageData) -> None:
    placed = {(one.iri, one.start) for claim in page.claims for one in claim.evidence}
    iris = Nodes(graph.options.base, graph.documents)
    assert placed == {(iris.evidence(one).value, one.sentence.start) for one in graph.evidences()}


def test_a_minted_concept_has_no_identifier(page: PageData) -> None:
    [node] = [node for node in page.nodes if node.label.startswith("relapsed")]
    assert node.curie == ""
    assert node.iri.endswith("/disease/relapsed-refractory-multiple-myeloma")


def test_the_page_of_a_graph_can_be_drawn(page: PageData) -> None:
    assert render(page).startswith("<!doctype html>")


def test_a_sentence_is_shown_with_what_stands_around_it(graph: KnowledgeGraph) -> None:
    [evidence, *_] = graph.claims[0].evidences
    around = {(evidence.source, evidence.sentence): Surroundings("Methods", ("Before.",), ("After.",))}
    [shown, *_] = page_data(graph, around=around).claims[0].evidence
    assert (shown.section, shown.before, shown.after) == ("Methods", ("Before.",), ("After.",))


def test_what_stands_around_a_sentence_ends_with_its_block() -> None:
    text = "One. Two. Three. Four.\n\nFive."
    block, other = Block(Span(0, 22), BlockKind.PARAGRAPH, "Results"), Block(Span(24, 29), BlockKind.PARAGRAPH)
    spans = (Span(0, 4), Span(5, 9), Span(10, 16), Span(17, 22), Span(24, 29))
    sentences = tuple(Sentence(i, span, other if i == 4 else block) for i, span in enumerate(spans))
    document = Document("a.txt", text, "0" * 64)
    mention = Mention(Span(17, 21), "Four", Kind.DRUG)
    evidence = Evidence("a.txt", Span(17, 22), "Four.", mention, None, None, (), "rules/x 1.0", 1.0)
    claim = Claim(ISATUXIMAB, "cg:siteCount", Literal("4", "xsd:integer"), False, Modality.ASSERTED, evidence)
    found = surroundings(Annotated(document, sentences, ()), Extraction("a.txt", (claim,)))
    assert found == {("a.txt", Span(17, 22)): Surroundings("Results", ("Two.", "Three."), ())}
