"""The vocabulary that a build writes is declared, defined and mapped, term by term."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from graph_sample import SmallTerminology, sample
from kg.graph import assemble, quads
from kg.model import Endpoint, Kind
from kg.vocab import IDENTIFIER_PREFIXES, PREDICATES, PREFIXES, expand

CG = PREFIXES["cg"]
MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch, RDFS.subClassOf, RDFS.subPropertyOf)


@pytest.fixture(scope="module")
def vocabulary(root: Path) -> Graph:
    return Graph().parse(root / "ontologies" / "claimgraph.ttl")


def own_terms(graph: Graph) -> set[str]:
    return {str(node) for node in graph.subjects(RDF.type) if str(node).startswith(CG)}


def test_every_cg_term_in_the_code_is_declared(root: Path, vocabulary: Graph) -> None:
    used = {
        CG + name
        for path in (root / "kg").rglob("*.py")
        for name in re.findall(r"\bcg:([A-Za-z][A-Za-z0-9]*)\b", path.read_text(encoding="utf-8"))
    }
    used |= {CG + endpoint.value for endpoint in Endpoint}
    assert used <= own_terms(vocabulary)


def test_every_cg_term_of_a_written_graph_is_declared(vocabulary: Graph) -> None:
    written = {
        term.value
        for quad in quads(assemble(sample(), SmallTerminology()))
        for term in (quad.predicate, quad.object)
        if term.value.startswith(CG)
    }
    assert written
    assert written <= own_terms(vocabulary)


def test_every_term_has_one_label_one_definition_and_a_place_among_other_vocabularies(vocabulary: Graph) -> None:
    for term in map(URIRef, sorted(own_terms(vocabulary))):
        assert len(list(vocabulary.objects(term, RDFS.label))) == 1, term
        assert len(list(vocabulary.objects(term, SKOS.definition))) == 1, term
        placed = [
            *(value for m in MAPPINGS for value in vocabulary.objects(term, m)),
            *vocabulary.objects(term, SKOS.inScheme),
        ]
        assert placed or (term, RDF.type, SKOS.ConceptScheme) in vocabulary, term


def test_the_vocabulary_names_what_implies_what_as_the_code_has_it(vocabulary: Graph) -> None:
    for predicate in PREDICATES.values():
        if predicate.curie.startswith("cg:"):
            term = URIRef(expand(predicate.curie))
            above = {str(parent) for parent in vocabulary.objects(term, RDFS.subPropertyOf)}
            assert above == ({expand(predicate.implies)} if predicate.implies else set())
            symmetric = (term, RDF.type, OWL.SymmetricProperty) in vocabulary
            assert symmetric is predicate.symmetric


def test_a_predicate_with_a_literal_is_a_datatype_property(vocabulary: Graph) -> None:
    for predicate in PREDICATES.values():
        if predicate.curie.startswith("cg:"):
            kind = OWL.DatatypeProperty if predicate.literal else OWL.ObjectProperty
            assert (URIRef(expand(predicate.curie)), RDF.type, kind) in vocabulary


def test_the_endpoints_are_those_of_the_records(vocabulary: Graph) -> None:
    declared = {str(node) for node in vocabulary.subjects(RDF.type, URIRef(CG + "Endpoint"))}
    assert declared == {CG + endpoint.value for endpoint in Endpoint}


def test_the_shapes_use_declared_terms_only(root: Path, vocabulary: Graph) -> None:
    text = (root / "ontologies" / "shapes.ttl").read_text(encoding="utf-8")
    used = {CG + name for name in re.findall(r"\bcg:([A-Za-z][A-Za-z0-9]*)", text)}
    assert used <= own_terms(vocabulary)


def test_every_predicate_joins_known_kinds_and_implies_a_known_predicate() -> None:
    for predicate in PREDICATES.values():
        assert predicate.subjects
        assert bool(predicate.objects) is (predicate.literal is None)
        assert predicate.implies is None or predicate.implies in PREDICATES
        assert predicate.subjects | predicate.objects <= frozenset(Kind)


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("HGNC:1667", "http://identifiers.org/hgnc/1667"),
        ("UNII:R30772KCU0", "http://identifiers.org/unii/R30772KCU0"),
        ("MONDO:0009693", "http://purl.obolibrary.org/obo/MONDO_0009693"),
        ("MESH:D009101", "http://id.nlm.nih.gov/mesh/D009101"),
        ("CHEBI:72690", "http://purl.obolibrary.org/obo/CHEBI_72690"),
        ("clinicaltrials:NCT02990338", "https://clinicaltrials.gov/study/NCT02990338"),
        ("cg:targets", "https://w3id.org/claimgraph/vocab#targets"),
        ("cgid:drug/abx-1", "https://w3id.org/claimgraph/id/drug/abx-1"),
        ("cgid:drug/a b", "https://w3id.org/claimgraph/id/drug/a%20b"),
    ],
)
def test_a_curie_expands_to_the_iri_of_the_contract(curie: str, iri: str) -> None:
    assert expand(curie) == iri


def test_an_unknown_prefix_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        expand("nowhere:1")


def test_no_two_prefixes_share_a_namespace() -> None:
    namespaces = [*PREFIXES.values(), *IDENTIFIER_PREFIXES.values()]
    assert len(namespaces) == len(set(namespaces))
