"""A graph that does not say what its articles say is found out, whatever was done to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from built import Built
from kg.run.verify import verify
from kg.vocab import PREFIXES

GOLD = Path(__file__).resolve().parent.parent / "data" / "gold"
ARTICLES = ("sparsentan-iga-nephropathy.txt", "tezepelumab-asthma.txt")

DAMAGE = {
    "another hash": (
        "DELETE { ?d cg:sha256 ?h } INSERT { ?d cg:sha256 'beef' } WHERE { ?d cg:sha256 ?h }",
        "has changed since the graph was built",
    ),
    "a shifted place": (
        """DELETE { ?x oa:start ?a ; oa:end ?z } INSERT { ?x oa:start ?b ; oa:end ?y } WHERE {
           { SELECT ?x ?a ?z { ?x oa:start ?a ; oa:end ?z } ORDER BY ?x LIMIT 1 }
           BIND (?a + 1 AS ?b) BIND (?z + 1 AS ?y) }""",
        "does not say",
    ),
    "an altered quotation": (
        """DELETE { ?x oa:exact ?q } INSERT { ?x oa:exact 'placebo' } WHERE {
           { SELECT ?x ?q { ?x oa:exact ?q } ORDER BY ?x LIMIT 1 } }""",
        "does not say 'placebo'",
    ),
    "an altered sentence": (
        """DELETE { ?e biolink:supporting_text ?t } INSERT { ?e biolink:supporting_text 'It works.' } WHERE {
           { SELECT ?e ?t { ?e biolink:supporting_text ?t } ORDER BY ?e LIMIT 1 } }""",
        "does not say 'It works.'",
    ),
    "another sentence": (
        """DELETE { ?e oa:hasTarget ?p ; biolink:supporting_text ?t }
           INSERT { ?e oa:hasTarget ?q ; biolink:supporting_text ?u } WHERE {
           { SELECT ?e ?p ?t ?q ?u {
             ?e a cg:Evidence ; oa:hasTarget ?p ; biolink:supporting_text ?t ; prov:wasDerivedFrom ?d .
             ?f a cg:Evidence ; oa:hasTarget ?q ; biolink:supporting_text ?u ; prov:wasDerivedFrom ?d .
             FILTER (?p != ?q) FILTER NOT EXISTS { ?e cg:reachedThrough ?m } } ORDER BY ?e ?f LIMIT 1 } }""",
        "is not in the sentence",
    ),
    "no mention of the subject": (
        """DELETE { ?e cg:subjectMention ?m } WHERE {
           { SELECT ?e ?m { ?e cg:subjectMention ?m } ORDER BY ?e LIMIT 1 } }""",
        "has no mention of its subject",
    ),
    "a mention that is gone": (
        """DELETE { ?m ?p ?o } WHERE {
           { SELECT ?m { ?e cg:objectMention ?m } ORDER BY ?m LIMIT 1 } ?m ?p ?o }""",
        "is not in the graph",
    ),
    "mentions of subject and object exchanged": (
        """DELETE { ?e cg:subjectMention ?s ; cg:objectMention ?o }
           INSERT { ?e cg:subjectMention ?o ; cg:objectMention ?s } WHERE {
           { SELECT ?e ?s ?o { ?c rdf:predicate cg:inhibits ; biolink:has_evidence ?e .
             ?e cg:subjectMention ?s ; cg:objectMention ?o } ORDER BY ?e LIMIT 1 } }""",
        "is not the subject of",
    ),
    "a wrong count of evidence": (
        """DELETE { ?c biolink:evidence_count ?n } INSERT { ?c biolink:evidence_count 9 } WHERE {
           { SELECT ?c ?n { ?c biolink:evidence_count ?n } ORDER BY ?c LIMIT 1 } }""",
        "counts 9 pieces of evidence",
    ),
    "a claim without evidence": (
        """DELETE { ?c biolink:has_evidence ?e } WHERE {
           { SELECT ?c { ?c a biolink:Association } ORDER BY ?c LIMIT 1 }
           ?c biolink:has_evidence ?e }""",
        "has no evidence",
    ),
    "another object of a claim": (
        """DELETE { ?c rdf:object ?o } INSERT { ?c rdf:object ?x } WHERE {
           { SELECT ?c ?o ?x { ?c rdf:predicate cg:inhibits ; rdf:object ?o ; rdf:subject ?x }
           ORDER BY ?c LIMIT 1 } }""",
        "is not the object of",
    ),
    "another number": (
        """DELETE { ?c rdf:object ?n . ?t biolink:study_size ?n } INSERT {
           ?c rdf:object 4060 . ?t biolink:study_size 4060 }
           WHERE { ?c rdf:subject ?t ; rdf:predicate biolink:study_size ; rdf:object ?n }""",
        "is not the value of",
    ),
    "another phase": (
        """DELETE { ?c rdf:object ?n } INSERT { ?c rdf:object 'clinical_trial_phase_2' }
           WHERE { ?c rdf:predicate biolink:clinical_trial_phase ; rdf:object ?n }""",
        "is not the value of",
    ),
    "a triple that nothing asserts": (
        "INSERT { ?s biolink:treats ?d } WHERE { ?s a biolink:Drug . ?d a biolink:Disease }",
        "no claim asserts",
    ),
    "a denial without its not": (
        """DELETE { ?c biolink:negated false ; cg:modality ?m } INSERT {
           ?c biolink:negated false ; cg:modality 'planned' }
           WHERE { ?c rdf:predicate cg:inhibits ; cg:modality ?m }""",
        "no claim asserts",
    ),
    "evidence moved to another document": (
        """DELETE { ?e prov:wasDerivedFrom ?d } INSERT { ?e prov:wasDerivedFrom ?other } WHERE {
           { SELECT ?e ?d ?other { ?e prov:wasDerivedFrom ?d . ?other cg:sha256 ?h . FILTER (?other != ?d) }
             ORDER BY ?e LIMIT 1 } }""",
        "derived from another document",
    ),
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verified") / "articles"
    folder.mkdir()
    for name in ARTICLES:
        shutil.copyfile(GOLD / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def sound(articles: Path, build_once: Callable[[Path], Built]) -> Built:
    return build_once(articles)


def test_a_graph_of_its_articles_holds(sound: Built) -> None:
    verification = verify(sound.out, sound.corpus)
    assert verification.mismatches == ()
    assert verification.documents == len(ARTICLES)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_graph_does_not_hold(damage: str, sound: Built, tmp_path: Path) -> None:
    update, says = DAMAGE[damage]
    graph = Graph().parse(sound.out / "kg.ttl", format="turtle")
    before = set(graph)
    graph.update(update, initNs=PREFIXES)
    assert set(graph) != before
    graph.serialize(tmp_path / "kg.nt", format="nt", encoding="utf-8")
    found = verify(tmp_path / "kg.nt", sound.corpus).mismatches
    assert any(says in str(mismatch) for mismatch in found), found


def test_an_article_that_is_gone_is_a_mismatch(sound: Built, tmp_path: Path) -> None:
    shutil.copyfile(GOLD / ARTICLES[0], tmp_path / ARTICLES[0])
    found = verify(sound.out, tmp_path).mismatches
    assert {(m.source, m.says) for m in found} == {(ARTICLES[1], "is not in the corpus")}


def test_a_changed_byte_is_a_mismatch(sound: Built, tmp_path: Path) -> None:
    for name in ARTICLES:
        shutil.copyfile(GOLD / name, tmp_path / name)
    changed = tmp_path / ARTICLES[0]
    changed.write_text(changed.read_text(encoding="utf-8").replace("sparsentan", "irbesartan", 1), encoding="utf-8")
    found = verify(sound.out, tmp_path).mismatches
    assert (ARTICLES[0], "has changed since the graph was built") in {(m.source, m.says) for m in found}


@pytest.mark.shared
def test_the_graph_of_the_gold_articles_holds(built_gold: Built) -> None:
    assert verify(built_gold.out, built_gold.corpus).mismatches == ()


def test_the_graph_of_the_sample_corpus_holds(built: Built) -> None:
    assert verify(built.out, built.corpus).mismatches == ()
