"""The competency questions answer what they should, on both engines.

``python tests/question_answers.py`` writes the answers again.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from built import Built
from graph_sample import CD38, ISATUXIMAB, Article, SmallTerminology
from kg.errors import UsageError
from kg.graph import assemble, load, run_query, write_turtle
from kg.graph.naming import called
from kg.graph.questions import answer, question, questions
from question_answers import ANSWERS, as_rows, as_text, asked, in_rdflib, small_graph


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_graph(tmp_path_factory.mktemp("questions"))


@pytest.fixture(scope="module")
def sample_graph(small: Path) -> Graph:
    return load(small)


def test_there_are_at_least_25_and_each_says_what_it_asks() -> None:
    assert len(questions()) >= 25
    for asks in questions():
        assert asks.title.endswith("?")
        assert asks.description.endswith(".")
        assert asks.sparql.count("# parameter:") == len(asks.parameters)


def test_the_answers_on_the_two_short_articles_are_these(sample_graph: Graph) -> None:
    assert as_text(sample_graph, "sample") == (ANSWERS / "sample.txt").read_text(encoding="utf-8")


def test_the_answers_on_the_sample_corpus_are_these(built: Built) -> None:
    assert as_text(load(built.out), "corpus") == (ANSWERS / "corpus.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("which", ["sample", "corpus"])
def test_rdflib_alone_gives_the_same_answers(which: str, small: Path, request: pytest.FixtureRequest) -> None:
    path = small if which == "sample" else request.getfixturevalue("built").out / "kg.ttl"
    ours, theirs = load(path), in_rdflib(path)
    for asks, about in asked(which):
        named = zip(asks.parameters, about, strict=True)
        query = asks.about({parameter.name: called(ours, name, parameter.kind) for parameter, name in named})
        assert as_rows(run_query(ours, query)) == as_rows(run_query(theirs, query)), asks.name


def test_most_questions_have_an_answer_in_one_of_the_graphs() -> None:
    """A question that nothing answers is not tested."""
    answered = set()
    for which in ("sample", "corpus"):
        for part in (ANSWERS / f"{which}.txt").read_text(encoding="utf-8").split("== ")[1:]:
            if len(part.strip().splitlines()) > 2:
                answered.add(part.split()[0])
    unanswered = {asks.name for asks in questions() if not asks.about_another_build} - answered
    assert unanswered <= {"contradictions"}


@pytest.mark.parametrize(
    "name", ["CD38", "cd38", "T10", "HGNC:1667", "hgnc:1667", "NCBIGene:952", "<http://identifiers.org/hgnc/1667>"]
)
def test_a_thing_goes_by_label_synonym_and_identifier(name: str, sample_graph: Graph) -> None:
    assert ("isatuximab", "https://w3id.org/claimgraph/vocab#inhibits", "") in answer(
        sample_graph, question("drugs-for-target"), [name]
    ).rows


def test_what_changed_is_told_from_another_build(small: Path, sample_graph: Graph, tmp_path: Path) -> None:
    earlier = tmp_path / "kg.ttl"
    text = small.read_text(encoding="utf-8")
    earlier.write_text(text.replace("biolink:Association", "biolink:Nothing", 3), encoding="utf-8")
    assert len(answer(sample_graph, question("new-since"), [str(earlier)]).rows) == 3
    assert answer(sample_graph, question("gone-since"), [str(earlier)]).rows == ()
    assert len(answer(load(earlier), question("gone-since"), [str(small)]).rows) == 3


WRONG = [
    ("drugs-for-target", ["CD83"], "has no target called 'CD83'. Did you mean CD38?"),
    ("drugs-for-target", ["isatuximab"], "has no target called 'isatuximab'"),
    ("drugs-for-target", [], "is about 1 thing and not 0. Ask: kg ask drugs-for-target TARGET"),
    ("targets-of-drug", ['"} UNION { ?x ?y ?z'], "has no drug called"),
    ("names-of", ["urn:x> ?p ?o . <urn:y"], "has no thing called"),
]


@pytest.mark.parametrize(("name", "about", "says"), WRONG)
def test_what_it_cannot_be_asked_about_is_an_error_with_its_cure(
    name: str, about: list[str], says: str, sample_graph: Graph
) -> None:
    with pytest.raises(UsageError) as raised:
        answer(sample_graph, question(name), about)
    assert says in str(raised.value)


def test_an_unknown_question_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean drugs-for-target"):
        question("drug-for-targets")


def test_a_contradiction_is_found_with_both_its_sides(tmp_path: Path) -> None:
    article = Article("third.txt", "Isatuximab targets CD38. Isatuximab does not act on CD38.")
    drug, target = ("Isatuximab", ISATUXIMAB), ("CD38", CD38)
    article.claim("Isatuximab targets CD38.", drug, "cg:targets", target)
    article.claim("Isatuximab does not act on CD38.", drug, "cg:targets", target, negated=True)
    write_turtle(assemble([article.pair], SmallTerminology()), tmp_path / "kg.ttl")
    rows = answer(load(tmp_path), question("contradictions"), []).rows
    assert rows == (("isatuximab", "affirmed", "denied", "CD38"),)
