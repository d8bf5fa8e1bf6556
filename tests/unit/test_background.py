"""What a registry or a curated table says stands apart from the claims, and where they disagree the report says so."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graph_sample import CD38, ICARIA, ISATUXIMAB, MYELOMA, SmallTerminology, sample
from kg.errors import InputError
from kg.graph import (
    BackgroundFact,
    Contradiction,
    KnowledgeGraph,
    assemble,
    explain,
    load,
    merge,
    quads,
    read_graph,
    summarise,
    with_background,
    write_nquads,
)
from kg.graph.background import supporting
from kg.review import PageFact
from kg.run.background import read_background, trials
from kg.run.page import page_data
from kg.terminology import Terminology

CSV = """NCT Number,Study Title,Conditions,Phases,Enrollment
NCT02990338,"Isatuximab, Pomalidomide",Plasma Cell Myeloma|Multiple Myeloma,PHASE3,307
NCT00000001,Another,,PHASE2|PHASE3,"1,020"
"""
RECORD = {
    "protocolSection": {
        "identificationModule": {"nctId": "NCT02990338"},
        "designModule": {"phases": ["PHASE3"], "enrollmentInfo": {"count": 307, "type": "ACTUAL"}},
        "conditionsModule": {"conditions": ["Plasma Cell Myeloma", "Multiple Myeloma"]},
    }
}
TARGETS = BackgroundFact(ISATUXIMAB.curie, "cg:targets", CD38.curie, "", "a table of antibodies")


def size(number: int) -> BackgroundFact:
    return BackgroundFact(ICARIA.curie, "biolink:study_size", str(number), "xsd:integer", "the registry", True)


def known(*facts: BackgroundFact) -> KnowledgeGraph:
    terminology = SmallTerminology()
    return with_background(assemble(sample(), terminology), facts, terminology)


def differing(graph: KnowledgeGraph) -> list[Contradiction]:
    return [one for one in summarise(graph).contradictions if one.kind == "background-differs"]


def test_facts_change_nothing_that_the_articles_say() -> None:
    plain, beside = assemble(sample(), SmallTerminology()), known(TARGETS, size(1))
    assert beside.claims == plain.claims
    added = set(quads(beside)) - set(quads(plain))
    assert {quad.graph.value.rpartition("/")[2] for quad in added} == {"background", "registry"}
    assert set(quads(plain)) <= set(quads(beside))


def test_a_fact_that_an_article_bears_out_supports_its_claim_and_is_no_evidence() -> None:
    graph = known(TARGETS)
    claims = [claim for claim in graph.claims if supporting(graph, claim)]
    assert {(c.subject.curie, c.object) for c in claims} == {(ISATUXIMAB.curie, CD38)}
    assert differing(graph) == []


def test_the_page_shows_beside_a_claim_what_bears_it_out_and_what_differs() -> None:
    page = page_data(known(TARGETS, size(999)))
    bound = PageFact("cg:targets", CD38.label, TARGETS.source, agrees=True)
    beside = {(claim.predicate, fact) for claim in page.claims for fact in claim.known}
    assert beside == {
        ("cg:targets", bound),
        ("cg:inhibits", bound),
        ("biolink:study_size", PageFact("biolink:study_size", "999", "the registry", agrees=False)),
    }
    assert not any(claim.known for claim in page_data(known()).claims)


def test_two_enrolments_both_stay_and_the_report_says_so() -> None:
    (claim,) = {c for c in known().claims if c.predicate == "biolink:study_size"}
    (one,) = differing(known(size(999)))
    assert one.about == ICARIA.label
    assert any("999" in line and line.startswith("the registry") for line in one.says)
    assert any(claim.object.value in line and line.startswith("the articles") for line in one.says)
    assert one.sources == tuple(sorted({evidence.source for evidence in claim.evidences}))
    assert differing(known(size(int(claim.object.value)))) == []


def test_a_wider_condition_of_the_registry_is_no_disagreement() -> None:
    def condition(curie: str) -> BackgroundFact:
        return BackgroundFact(ICARIA.curie, "biolink:clinical_trial_conditions", curie, "", "the registry", True)

    assert differing(known(condition(MYELOMA.curie))) == []
    assert differing(known(condition("MONDO:0004992"))) == []


def test_what_an_article_denies_disagrees_with_the_fact() -> None:
    graph = known(TARGETS)
    denied = tuple(
        replace(claim, negated=True, implied=False) if claim.object == CD38 else claim for claim in graph.claims
    )
    (one,) = {line for found in differing(replace(graph, claims=denied)) for line in found.says if "not" in line}
    assert one.startswith("the articles: isatuximab not cg:targets")


def test_a_fact_about_what_no_article_names_is_left_out() -> None:
    assert known(replace(TARGETS, subject="UNII:XXXXXXXXXX")).background == ()
    assert known(replace(TARGETS, object="HGNC:0")).background == ()


def test_the_facts_of_merged_graphs_are_those_of_both() -> None:
    one, other = known(TARGETS), known(size(307))
    assert merge(one, other).background == tuple(sorted((TARGETS, size(307))))


def test_a_graph_that_is_read_back_has_its_facts(tmp_path: Path) -> None:
    graph = known(TARGETS, size(307))
    write_nquads(graph, tmp_path / "kg.nq")
    assert read_graph(tmp_path / "kg.nq", SmallTerminology(), 0.5).background == graph.background
    said = str(explain(load(tmp_path / "kg.nq"), "isatuximab cg:targets CD38"))
    assert "background, no evidence: isatuximab cg:targets CD38 (a table of antibodies)" in said


@pytest.mark.parametrize("content", [CSV, json.dumps([RECORD]), json.dumps({"studies": [RECORD]})])
def test_a_download_of_the_registry_is_read_as_csv_and_as_json(content: str, tmp_path: Path) -> None:
    first = next(iter(trials(content, tmp_path)))
    assert (first.number, first.phase, first.enrolled) == ("NCT02990338", "clinical_trial_phase_3", "307")
    assert first.conditions == ("Plasma Cell Myeloma", "Multiple Myeloma")


def test_two_phases_are_one_and_an_enrolment_has_no_comma(tmp_path: Path) -> None:
    other = list(trials(CSV, tmp_path))[1]
    assert (other.phase, other.enrolled, other.conditions) == ("clinical_trial_phase_2_to_3", "1020", ())


def test_the_conditions_of_a_registry_are_found_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "trials.csv").write_text(CSV, encoding="utf-8")
    found = read_background([tmp_path / "trials.csv"], [], Terminology.load())
    assert (ICARIA.curie, "biolink:clinical_trial_conditions", MYELOMA.curie) in {
        (fact.subject, fact.predicate, fact.object) for fact in found.facts
    }


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("subject\tpredicate\tobject\n", "a column is missing"),
        ("subject\tpredicate\tobject\tsource\nUNII:A\tcg:likes\tHGNC:1\tme\n", "not a predicate"),
        ("subject\tpredicate\tobject\tsource\nUNII:A\tcg:targets\tCD38\tme\n", "no CURIE"),
        ("subject\tpredicate\tobject\tsource\nUNII:A\tcg:targets\tHGNC:1\t\n", "without a source"),
    ],
)
def test_a_curated_table_that_is_wrong_is_refused_with_the_line(content: str, says: str, tmp_path: Path) -> None:
    (tmp_path / "facts.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_background([], [tmp_path / "facts.tsv"], SmallTerminology())  # type: ignore[arg-type]


def test_the_targets_that_names_of_antibodies_tell_come_with_the_package() -> None:
    terminology = Terminology.load()
    found = read_background([], [], terminology)
    (golimumab,) = (fact for fact in found.facts if fact.subject == "UNII:91X1KLU43E")
    assert (golimumab.predicate, golimumab.object) == ("cg:targets", "HGNC:11892")
    assert golimumab.source.startswith("UNII 91X1KLU43E: human anti-tumor necrosis factor alpha")
    assert not golimumab.registry
    assert found.digest == ""


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "{", '{"studies": [{}]}', "NCT Number\nNCT12\n"])
def test_a_file_that_is_no_registry_download_is_refused(content: str, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(trials(content, tmp_path))
