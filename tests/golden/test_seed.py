"""What the graph of the first article says, and what it must not say: one case a sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

import pytest
from pyoxigraph import NamedNode, Store

from built import Built
from kg.graph import validate
from kg.vocab import PREFIXES

pytestmark = pytest.mark.shared

NAMED = {
    "$isatuximab": "<http://identifiers.org/unii/R30772KCU0>",
    "$CD38": "<http://identifiers.org/hgnc/1667>",
    "$PDCD1": "<http://identifiers.org/hgnc/8760>",
    "$myeloma": "<http://purl.obolibrary.org/obo/MONDO_0009693>",
    "$registered": "<https://clinicaltrials.gov/study/NCT02990338>",
}
DRUGS = """
    ?pomalidomide a biolink:Drug ; rdfs:label ?p . FILTER(lcase(?p) = "pomalidomide")
    ?dexamethasone a biolink:Drug ; rdfs:label ?d . FILTER(lcase(?d) = "dexamethasone")
"""
TRIAL = """
    ?trial a biolink:ClinicalTrial ; rdfs:label|skos:altLabel "ICARIA-MM" .
"""
CLAIM = "?claim a biolink:Association ; "


class Fact(NamedTuple):
    """A sentence about the product and the pattern that holds exactly when the graph says so."""

    says: str
    pattern: str


SAYS = [
    Fact("isatuximab targets CD38", "$isatuximab cg:targets $CD38"),
    Fact("CD38 is expressed in multiple myeloma", "$CD38 cg:expressedIn $myeloma"),
    Fact(
        "isatuximab was tested for the relapsed or refractory disease, which is narrower than multiple myeloma",
        "$isatuximab biolink:in_clinical_trials_for ?disease . ?disease skos:broader $myeloma",
    ),
    Fact("isatuximab is combined with pomalidomide", DRUGS + "$isatuximab cg:combinedWith ?pomalidomide"),
    Fact("pomalidomide is combined with isatuximab", DRUGS + "?pomalidomide cg:combinedWith $isatuximab"),
    Fact("isatuximab is combined with dexamethasone", DRUGS + "$isatuximab cg:combinedWith ?dexamethasone"),
    Fact("dexamethasone is combined with isatuximab", DRUGS + "?dexamethasone cg:combinedWith $isatuximab"),
    Fact("pomalidomide is combined with dexamethasone", DRUGS + "?pomalidomide cg:combinedWith ?dexamethasone"),
    Fact("dexamethasone is combined with pomalidomide", DRUGS + "?dexamethasone cg:combinedWith ?pomalidomide"),
    Fact("ICARIA-MM is a trial", TRIAL),
    Fact("its phase is 3", TRIAL + '?trial biolink:clinical_trial_phase "clinical_trial_phase_3"'),
    Fact("it has 307 patients", TRIAL + "?trial biolink:study_size 307"),
    Fact("it has 96 sites", TRIAL + "?trial cg:siteCount 96"),
    Fact("it is in 24 countries", TRIAL + "?trial cg:countryCount 24"),
    Fact(
        "its condition is the relapsed or refractory disease",
        TRIAL + "?trial biolink:clinical_trial_conditions ?disease . ?disease skos:broader $myeloma",
    ),
    Fact(
        "its interventions are all three drugs",
        TRIAL + DRUGS + "?trial biolink:clinical_trial_interventions $isatuximab, ?pomalidomide, ?dexamethasone",
    ),
    Fact(
        "its experimental arm gets all three",
        TRIAL
        + DRUGS
        + '?trial cg:hasArm ?arm . ?arm a cg:TrialArm ; cg:armRole "experimental" ; '
        + "biolink:has_drug $isatuximab, ?pomalidomide, ?dexamethasone",
    ),
    Fact(
        "its comparator arm gets pomalidomide and dexamethasone and not isatuximab",
        TRIAL
        + DRUGS
        + '?trial cg:hasArm ?arm . ?arm cg:armRole "comparator" ; biolink:has_drug ?pomalidomide, ?dexamethasone . '
        + "FILTER NOT EXISTS { ?arm biolink:has_drug $isatuximab }",
    ),
    Fact(
        "its primary endpoint, progression-free survival, was met and improved",
        TRIAL
        + "?trial biolink:has_study_results ?result . ?result a cg:TrialResult ; "
        + 'cg:endpoint cg:ProgressionFreeSurvival ; cg:endpointRole "primary" ; cg:endpointMet true ; '
        + 'cg:effect "improved"',
    ),
    Fact("Pomalyst is a name of pomalidomide", DRUGS + '?pomalidomide skos:altLabel "Pomalyst"'),
    Fact(
        "that isatuximab acts on apoptosis is believed",
        CLAIM + 'rdf:subject $isatuximab ; rdf:predicate biolink:affects ; rdf:object ?o ; cg:modality "believed" . '
        "?o a biolink:BiologicalProcess ; rdfs:label ?process . FILTER(contains(?process, 'apopto'))",
    ),
    Fact("the regulatory submission is planned", CLAIM + 'cg:modality "planned"'),
    Fact("the document has an author", '?document dcterms:source "isatuximab.txt" ; dcterms:creator ?author'),
    Fact(
        "the document is of February 2019",
        '?document dcterms:source "isatuximab.txt" ; ?p "2019-02"^^xsd:gYearMonth',
    ),
]

SAYS_NOT = [
    Fact("isatuximab treats something", "$isatuximab biolink:treats ?o"),
    Fact("isatuximab is approved for something", "$isatuximab cg:approvedFor ?o"),
    Fact(
        "isatuximab treats or is approved for something, firmly, in any claim",
        CLAIM
        + 'rdf:subject $isatuximab ; cg:modality "asserted" ; biolink:negated false ; rdf:predicate ?p . '
        + "FILTER(?p IN (biolink:treats, cg:approvedFor))",
    ),
    Fact("anything acts on a process, firmly", "?drug biolink:affects ?process"),
    Fact(
        "what is planned is a fact",
        CLAIM + "rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; "
        'cg:modality "planned" . ?s ?p ?o . FILTER NOT EXISTS { [] rdf:subject ?s ; rdf:predicate ?p ; '
        'rdf:object ?o ; cg:modality "asserted" }',
    ),
    Fact("a hazard ratio", "?result cg:hazardRatio ?ratio"),
    Fact("a sponsor", "?trial ?sponsoredBy ?sponsor . FILTER(CONTAINS(LCASE(STR(?sponsoredBy)), 'sponsor'))"),
    Fact(
        "there is a drug called anti-CD38 or Pomalyst",
        '?drug a biolink:Drug ; rdfs:label ?l . FILTER(REGEX(?l, "^(anti[- ]?cd38|pomalyst)$", "i"))',
    ),
    Fact("PDCD1", "$PDCD1 ?p ?o"),
    Fact("138,000 or (1,2) are patients", "?trial biolink:study_size ?n . FILTER(?n != 307)"),
    Fact("pomalidomide targets CD38", DRUGS + "?pomalidomide cg:targets $CD38"),
]


@pytest.fixture(scope="module")
def ask(built_seed: Built) -> Callable[[str], bool]:
    store = Store()
    store.bulk_load(path=str(built_seed.out / "kg.ttl"))
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

    def answer(pattern: str) -> bool:
        for name, iri in NAMED.items():
            pattern = pattern.replace(name, iri)
        return bool(store.query(f"{prefixes} ASK {{ {pattern} }}"))

    return answer


@pytest.mark.parametrize("fact", SAYS, ids=lambda fact: fact.says)
def test_it_says(fact: Fact, ask: Callable[[str], bool]) -> None:
    assert ask(fact.pattern)


@pytest.mark.parametrize("fact", SAYS_NOT, ids=lambda fact: fact.says)
def test_it_does_not_say(fact: Fact, ask: Callable[[str], bool]) -> None:
    assert not ask(fact.pattern)


def test_no_registry_number_comes_from_the_text(built_seed: Built) -> None:
    """Whatever the trial table adds lies in a named graph of its own."""
    number = "NCT02990338"
    article = (built_seed.corpus / "isatuximab.txt").read_text(encoding="utf-8")
    assert number not in article
    selected = [line for line in (built_seed.out / "kg.nq").read_text().splitlines() if "ns/oa#exact" in line]
    assert selected
    assert not any(number in line for line in selected)


def test_the_document_has_two_citations(built_seed: Built) -> None:
    store = Store()
    store.bulk_load(path=str(built_seed.out / "kg.ttl"))
    references = store.quads_for_pattern(None, NamedNode(PREFIXES["dcterms"] + "references"), None)
    assert len({quad.object for quad in references}) == 2


def test_the_malformed_doi_is_reported_and_not_repaired(built_seed: Built) -> None:
    report = json.loads((built_seed.out / "report.json").read_text(encoding="utf-8"))
    told = [notice for notice in report["notices"] if notice["code"] == "malformed-doi"]
    assert [notice["source"] for notice in told] == ["isatuximab.txt"]
    assert "10.1053/j/seminoncol.2016.11.00" in json.dumps(told)
    assert "10.1053/j.seminoncol.2016.11.00" not in (built_seed.out / "kg.ttl").read_text(encoding="utf-8")


def test_the_graph_conforms_to_the_shapes(built_seed: Built) -> None:
    assert validate(built_seed.out) == ()
