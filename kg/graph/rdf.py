"""The graph as typed quads: which triple says what, and in which named graph it stands.

Named graphs under the base: ``graph/claims`` and ``graph/mentions`` hold what the articles say and where,
``graph/documents`` the articles, ``graph/concepts`` what they name. Knowledge from outside the corpus is apart:
``graph/terminology`` (names, cross references, hierarchy, members) and ``graph/registry`` (the same of trials), and
``graph/background`` (curated facts), and
``graph/curation`` has who decided what on which claim, and the claims that curators read instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.graph.background import background_quads
from kg.graph.curation.write import decision_quads
from kg.graph.nodes import Nodes, term
from kg.graph.records import Decidable, KnowledgeGraph, MergedArm, MergedClaim, MergedResult, is_curated
from kg.graph.terms import LEXICAL, Iri, Lit, Quad, Term, literal, verbatim
from kg.graph.things import Place, concept_quads, decimal, document_quads, mention_quads, place_quads
from kg.model import ClaimObject, Concept, Endpoint, Evidence, Modality, TrialResult

_A = term("rdf:type")
_EVIDENCE = term("biolink:has_evidence")
_BOOLEAN, _INTEGER = term("xsd:boolean").value, term("xsd:integer").value


def quads(graph: KnowledgeGraph, *, all_mentions: bool = True) -> Iterator[Quad]:
    """Every quad of the graph, each once, in no particular order; without ``all_mentions`` only mentions in evidence.

    Raises ``GraphError`` when an IRI or a literal must not be written.
    """
    seen: set[Quad] = set()
    for quad in every_quad(graph, all_mentions=all_mentions):
        if quad not in seen:
            seen.add(quad)
            yield quad


def every_quad(graph: KnowledgeGraph, *, all_mentions: bool) -> Iterator[Quad]:
    """The quads like :func:`quads`, some of them more than once."""
    nodes = Nodes(graph.options.base, graph.documents)
    known = frozenset(node.concept.curie for node in graph.concepts)
    for node in graph.concepts:
        yield from concept_quads(node, known, nodes)
    for document in graph.documents:
        yield from document_quads(document, nodes)
    threshold = graph.options.confidence_threshold
    for claim in graph.claims:
        yield from claim_quads(claim, nodes, threshold)
    for arm in graph.arms:
        yield from arm_quads(arm, nodes, threshold)
    for result in graph.results:
        yield from result_quads(result, nodes, threshold)
    for decision in graph.decisions:
        yield from decision_quads(decision, nodes)
    for fact in graph.background:
        yield from background_quads(fact, nodes)
    places: dict[Place, str] = {}
    for evidence in graph.evidences():
        places[evidence.source, evidence.sentence] = evidence.text
        yield from evidence_quads(evidence, nodes)
    for mention in graph.mentions:
        if all_mentions or mention.in_evidence:
            places[mention.source, mention.span] = mention.text
            yield from mention_quads(mention, nodes)
    for place, text in places.items():
        yield from place_quads(place, text, nodes)


def claim_quads(claim: MergedClaim, nodes: Nodes, threshold: float) -> Iterator[Quad]:
    """The claim's node, and the triple itself when the text asserts it firmly enough."""
    subject, predicate = nodes.concept(claim.subject.curie), term(claim.predicate)
    obj = _object(claim.object, nodes, origin=claim.evidences[0].source)
    graph = nodes.graph(_graph_of(claim))
    if claim.is_direct(threshold):
        yield Quad(subject, predicate, obj, graph)
    yield from _claim_node(
        nodes.claim(claim),
        (subject, predicate, obj),
        (
            ("biolink:negated", _boolean(claim.negated)),
            ("cg:modality", Lit(claim.modality.value)),
            ("cg:confidence", decimal(claim.confidence)),
            ("biolink:knowledge_level", Lit(claim.knowledge_level)),
            ("biolink:agent_type", Lit(claim.agent_type)),
            ("cg:curation", Lit(claim.curation)),
        ),
        claim.evidences,
        nodes,
        graph,
    )


def _graph_of(claim: Decidable) -> str:
    """What a curator reads in place of what the articles were read to say stands apart."""
    return "curation" if claim.curated else "claims"


def _claim_node(
    node: Iri,
    triple: tuple[Iri, Iri, Term],
    properties: Iterable[tuple[str, Lit]],
    evidences: tuple[Evidence, ...],
    nodes: Nodes,
    graph: Iri,
) -> Iterator[Quad]:
    yield Quad(node, _A, term("biolink:Association"), graph)
    for name, value in zip(("rdf:subject", "rdf:predicate", "rdf:object"), triple, strict=True):
        yield Quad(node, term(name), value, graph)
    for name, value in properties:
        yield Quad(node, term(name), value, graph)
    yield Quad(node, term("biolink:evidence_count"), Lit(str(len(evidences)), _INTEGER), graph)
    for evidence in evidences:
        yield Quad(node, _EVIDENCE, nodes.evidence(evidence), graph)


def _object(value: ClaimObject, nodes: Nodes, *, origin: str) -> Term:
    if isinstance(value, Concept):
        return nodes.concept(value.curie)
    return verbatim(value.value, origin=origin, datatype=value.datatype)


def _boolean(value: bool) -> Lit:
    return Lit("true" if value else "false", _BOOLEAN)


def _outcome_quads(merged: MergedArm | MergedResult, nodes: Nodes, threshold: float, graph: Iri) -> Iterator[Quad]:
    """That a trial has an arm or a result is a claim like any other, asserted by the sentences that give it."""
    outcome = nodes.outcome(merged)
    triple = (nodes.concept(merged.subject.curie), term(merged.predicate), outcome)
    if merged.is_direct(threshold):
        yield Quad(*triple, graph)
    yield from _claim_node(
        nodes.claim(merged),
        triple,
        (
            ("biolink:negated", _boolean(False)),
            ("cg:modality", Lit(Modality.ASSERTED.value)),
            ("cg:confidence", decimal(merged.confidence)),
            ("biolink:knowledge_level", Lit("knowledge_assertion")),
            ("biolink:agent_type", Lit(merged.agent_type)),
            ("cg:curation", Lit(merged.curation)),
        ),
        merged.evidences,
        nodes,
        graph,
    )
    for evidence in merged.evidences:
        yield Quad(outcome, _EVIDENCE, nodes.evidence(evidence), graph)


def evidence_quads(evidence: Evidence, nodes: Nodes) -> Iterator[Quad]:
    """A sentence that says something, with the mentions at both ends and what they are reached through."""
    node, source = nodes.evidence(evidence), evidence.source
    graph = nodes.graph("curation" if is_curated(evidence) else "claims")
    subject, obj, reached = nodes.ends(evidence)
    yield Quad(node, _A, term("cg:Evidence"), graph)
    yield Quad(node, term("biolink:supporting_text"), verbatim(evidence.text, origin=source), graph)
    yield Quad(node, term("prov:wasDerivedFrom"), nodes.document(source), graph)
    yield Quad(node, term("oa:hasTarget"), nodes.place(source, evidence.sentence), graph)
    yield Quad(node, term("cg:subjectMention"), subject, graph)
    if obj is not None:
        yield Quad(node, term("cg:objectMention"), obj, graph)
    for mention in reached:
        yield Quad(node, term("cg:reachedThrough"), mention, graph)
    yield Quad(node, term("cg:extractor"), literal(evidence.extractor, origin=source), graph)
    score = Lit(decimal(evidence.score).value, term("xsd:float").value)
    yield Quad(node, term("biolink:extraction_confidence_score"), score, graph)


def arm_quads(merged: MergedArm, nodes: Nodes, threshold: float) -> Iterator[Quad]:
    """An arm of a trial, with every drug it is given."""
    arm, node, graph = merged.arm, nodes.arm(merged.arm), nodes.graph(_graph_of(merged))
    yield from _outcome_quads(merged, nodes, threshold, graph)
    yield Quad(node, _A, term("cg:TrialArm"), graph)
    yield Quad(node, term("cg:armRole"), Lit(arm.role.value), graph)
    label = arm.label or " + ".join(drug.label for drug in arm.drugs) or arm.role.value
    yield Quad(node, term("rdfs:label"), verbatim(label, origin=f"an arm of {arm.trial.label}"), graph)
    for drug in arm.drugs:
        yield Quad(node, term("biolink:has_drug"), nodes.concept(drug.curie), graph)


def result_quads(merged: MergedResult, nodes: Nodes, threshold: float) -> Iterator[Quad]:
    """A result of a trial, with the values that the text gives."""
    result, node, graph = merged.result, nodes.result(merged.result), nodes.graph(_graph_of(merged))
    yield from _outcome_quads(merged, nodes, threshold, graph)
    yield Quad(node, _A, term("cg:TrialResult"), graph)
    yield Quad(node, term("cg:endpoint"), term(f"cg:{result.endpoint.value}"), graph)
    origin = f"a result of {result.trial.label}"
    for name, text in (
        ("rdfs:label", result.label or _endpoint_label(result.endpoint)),
        ("cg:endpointRole", result.role),
        ("cg:effect", result.effect),
        ("cg:unit", result.unit),
        ("cg:pValue", result.p_value),
    ):
        if text:
            yield Quad(node, term(name), verbatim(str(text), origin=origin), graph)
    if result.met is not None:
        yield Quad(node, term("cg:endpointMet"), _boolean(result.met), graph)
    for name, value in _numbers(result):
        yield Quad(node, term(name), _number(value, origin=origin), graph)


def _endpoint_label(endpoint: Endpoint) -> str:
    """``progression free survival``; an endpoint that the vocabulary does not list has a label of its own or none."""
    return "" if endpoint is Endpoint.OTHER else re.sub(r"(?<=[a-z])(?=[A-Z])", " ", endpoint.value).lower()


def _numbers(result: TrialResult) -> Iterator[tuple[str, str]]:
    for name, value in (
        ("cg:hazardRatio", result.hazard_ratio),
        ("cg:ciLower", result.ci_lower),
        ("cg:ciUpper", result.ci_upper),
        ("cg:experimentalValue", result.experimental_value),
        ("cg:comparatorValue", result.comparator_value),
    ):
        if value:
            yield name, value


def _number(text: str, *, origin: str) -> Lit:
    """A decimal where the text gives a plain number; ``not reached`` stays as it is written."""
    datatype = "xsd:decimal" if LEXICAL["xsd:decimal"].fullmatch(text) else "xsd:string"
    return verbatim(text, origin=origin, datatype=datatype)
