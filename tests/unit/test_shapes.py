"""Every kind of node and every property of it has a shape, and every shape catches what breaks it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph
from rdflib.term import Node

from graph_sample import SmallTerminology, sample
from kg.graph import Finding, assemble, validate, write_turtle
from kg.vocab import PREFIXES, compact

SHAPES = "https://w3id.org/claimgraph/shapes#"
X, Y = "<https://example.org/x/{0}>", "<https://example.org/y/{0}>"

BROKEN = {
    "Claim": (f'{X} a biolink:Association ; cg:modality "certain" .', "certain"),
    "TypedAndLabelled": (f"{X} a biolink:Gene .", "label"),
    "Evidence": (f"{X} a cg:Evidence .", "supporting_text"),
    "Mention": (f"{X} a oa:Annotation .", "hasTarget"),
    "Place": (f"{X} a oa:SpecificResource .", "hasSelector"),
    "Selector": (f'{X} a oa:TextPositionSelector ; oa:start 9 ; oa:end 3 ; oa:exact "x" .', "start"),
    "CurationDecision": (f'{X} a cg:CurationDecision ; cg:decision "perhaps" .', "perhaps"),
    "BackgroundFact": (
        f"{X} a cg:BackgroundFact ; rdf:subject UNII:R30772KCU0 ; rdf:predicate cg:targets ; rdf:object HGNC:1667 .",
        "factSource",
    ),
    "HasSource": (f"{X} a schema:NewsArticle .", "source"),
    "Document": (f'{X} a biolink:Publication ; dcterms:source "x" ; cg:sha256 "abc" .', "abc"),
    "Citation": (f"{X} a dcterms:BibliographicResource .", "bibliographicCitation"),
    "Trial": (f'{X} a biolink:ClinicalTrial ; rdfs:label "x" ; dcterms:identifier "NCT1" .', "NCT1"),
    "Arm": (f'{X} a cg:TrialArm ; rdfs:label "x" ; cg:armRole "control" .', "control"),
    "Result": (f'{X} a cg:TrialResult ; cg:endpoint cg:OverallSurvival ; cg:effect "better" .', "better"),
    "Concept": (f'{X} a biolink:Drug ; rdfs:label "x" ; cg:linkStatus "lost" .', "lost"),
    "Targets": (f'{X} a biolink:Disease ; rdfs:label "x" ; cg:targets HGNC:1667 .', "Drug"),
    "TargetOf": (f'{X} a biolink:Disease ; rdfs:label "x" . UNII:R30772KCU0 cg:targets {X} .', "Gene"),
    "ConditionOf": (f'{X} a biolink:Gene ; rdfs:label "x" . UNII:R30772KCU0 biolink:treats {X} .', "Disease"),
    "EntailsTargets": (f'{X} a biolink:Gene ; rdfs:label "x" . {Y} cg:inhibits {X} .', "cg:targets"),
    "EntailsTreats": (f'{X} a biolink:Disease ; rdfs:label "x" . {Y} cg:approvedFor {X} .', "biolink:treats"),
    "Symmetric": (f'{X} a biolink:Drug ; rdfs:label "x" . {Y} cg:combinedWith {X} .', "cg:combinedWith"),
    "Claimed": (f'{X} a biolink:Disease ; rdfs:label "x" . HGNC:1667 cg:expressedIn {X} .', "no asserted claim"),
}
"""By the name of each shape, Turtle that breaks it, and a word of what must be told of it."""


@pytest.fixture(scope="module")
def shapes(root: Path) -> Graph:
    return Graph().parse(root / "ontologies" / "shapes.ttl")


@pytest.fixture(scope="module")
def turtle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "kg.ttl"
    write_turtle(assemble(sample(), SmallTerminology()), path)
    return path


@pytest.fixture(scope="module")
def findings(turtle: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    """What is told of the sample with every violation planted in it."""
    planted = "\n".join(text.format(name) for name, (text, _) in BROKEN.items())
    path = tmp_path_factory.mktemp("broken") / "kg.ttl"
    path.write_text(turtle.read_text(encoding="utf-8") + planted, encoding="utf-8")
    return validate(path)


def test_every_shape_has_a_violation_to_catch(shapes: Graph) -> None:
    names = {str(node).removeprefix(SHAPES) for node in shapes.subjects(RDF.type, SH.NodeShape)}
    assert set(BROKEN) == names


@pytest.mark.parametrize("name", BROKEN)
def test_a_violation_of_each_shape_is_caught(name: str, findings: tuple[Finding, ...]) -> None:
    about = [str(finding) for finding in findings if f"example.org/x/{name}" in str(finding)]
    assert any(BROKEN[name][1] in text for text in about), about


def properties(shapes: Graph, shape: Node) -> set[str]:
    """The properties that a shape has something to say about, also in its parts."""
    found = {compact(str(shapes.value(part, SH.path))) for part in shapes.objects(shape, SH.property)}
    for part in shapes.objects(shape, SH.node):
        found |= properties(shapes, part)
    for combined in (SH.xone, SH["or"]):
        for several in shapes.objects(shape, combined):
            found = found.union(*(properties(shapes, part) for part in shapes.items(several)))
    return found


def test_every_property_that_is_written_of_a_kind_of_node_is_in_its_shape(shapes: Graph, turtle: Path) -> None:
    of_class: dict[str, set[str]] = defaultdict(lambda: {"rdf:type"})
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        for kind in shapes.objects(shape, SH.targetClass):
            of_class[compact(str(kind))] |= properties(shapes, shape)
    direct = {compact(str(node)) for node in shapes.objects(None, SH.targetNode)}
    graph = Graph().parse(turtle)
    for subject in set(graph.subjects()):
        known = direct.union(*(of_class[compact(str(kind))] for kind in graph.objects(subject, RDF.type)))
        assert {compact(str(predicate)) for predicate in graph.predicates(subject)} <= known, subject


def test_every_class_that_is_written_has_a_shape(shapes: Graph, turtle: Path) -> None:
    known = {str(kind) for kind in shapes.objects(None, SH.targetClass)}
    assert {str(kind) for kind in Graph().parse(turtle).objects(None, RDF.type)} <= known


def test_the_shapes_bind_the_prefixes_of_the_product(root: Path) -> None:
    text = (root / "ontologies" / "shapes.ttl").read_text(encoding="utf-8")
    for prefix in ("biolink", "cg", "oa", "prov"):
        assert f"@prefix {prefix}: <{PREFIXES[prefix]}> ." in text
