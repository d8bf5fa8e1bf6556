"""The claims between concepts as a networkx graph, for its algorithms and for the programs that read its formats."""

from __future__ import annotations

import networkx as nx
from rdflib import Graph, URIRef

from kg.errors import GraphError
from kg.graph.query import Foreign, run_query
from kg.graph.terms import Iri, Lit, Term
from kg.vocab import PREDICATES, compact

_CLAIMS = """
    SELECT ?claim ?subject ?predicate ?object ?negated ?modality ?confidence ?curation ?count WHERE {
      ?claim a biolink:Association ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
        biolink:negated ?negated ; cg:modality ?modality ; cg:confidence ?confidence ; cg:curation ?curation ;
        biolink:evidence_count ?count .
    } ORDER BY ?claim"""
_SENTENCES = """
    SELECT ?claim ?sentence ?source WHERE {
      ?claim a biolink:Association ; biolink:has_evidence ?evidence .
      ?evidence biolink:supporting_text ?sentence ; prov:wasDerivedFrom/dcterms:source ?source .
    } ORDER BY ?claim ?source ?sentence"""
_CONCEPTS = """
    SELECT ?concept ?label ?class ?status WHERE {
      ?concept cg:linkStatus ?status ; rdfs:label ?label ; a ?class .
    } ORDER BY ?concept"""


def to_networkx(graph: Graph, *, direct: bool = True) -> nx.MultiDiGraph[str]:
    """One node a concept that an article names, one edge a claim between two; what networkx writes can hold all of it.

    A node is the concept's IRI, with ``label``, ``curie``, ``kind`` (``Drug``) and ``status`` (``linked`` or
    ``unresolved``), and for a trial what is claimed of it as a value (``study_size``). An edge's key is the claim's
    IRI; it has ``predicate``, ``negated``, ``modality``, ``confidence`` (0 to 1), ``curation``, ``evidence_count`` and
    ``evidence``: its sentences, each with the article's path in brackets, one a line.
    With ``direct`` false the claims that are no direct triples (negated, believed, planned …) are edges too.
    Arms and results are left to SPARQL. Raises ``GraphError`` for a graph that no build has written.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for concept, label, kind, status in run_query(graph, _CONCEPTS).solutions:
        iri = _text(concept)
        name = compact(_text(kind)).partition(":")[2]
        network.add_node(iri, label=_text(label), curie=compact(iri), kind=name, status=_text(status))
    sentences = _sentences(graph)
    for solution in run_query(graph, _CLAIMS).solutions:
        claim, subject, predicate, obj, negated, modality, confidence, curation, count = map(_text, solution)
        if compact(predicate) not in PREDICATES or (direct and not _is_direct(graph, solution)):
            continue
        if isinstance(solution[3], Lit):
            _note_value(network, subject, compact(predicate), solution[3])
            continue
        if not (subject in network and obj in network):
            raise GraphError("a claim about something that is no concept", where=claim, cure="Build the graph again.")
        network.add_edge(
            subject,
            obj,
            claim,
            predicate=compact(predicate),
            negated=negated == "true",
            modality=modality,
            confidence=float(confidence),
            curation=curation,
            evidence_count=int(count),
            evidence=sentences.get(claim, ""),
        )
    return network


def _sentences(graph: Graph) -> dict[str, str]:
    said: dict[str, list[str]] = {}
    for claim, sentence, source in run_query(graph, _SENTENCES).rows:
        said.setdefault(claim, []).append(f"{' '.join(sentence.split())} [{source}]")
    return {claim: "\n".join(lines) for claim, lines in said.items()}


def _text(term: Term | Foreign | None) -> str:
    return "" if term is None else term.value


def _is_direct(graph: Graph, solution: tuple[Term | Foreign | None, ...]) -> bool:
    """Whether the triple itself is in the graph, and this claim is the one that says it."""
    subject, predicate, obj, negated, modality = solution[1:6]
    if _text(negated) != "false" or _text(modality) != "asserted":
        return False
    said = graph.objects(URIRef(_text(subject)), URIRef(_text(predicate)))
    return any(isinstance(obj, Iri) == isinstance(value, URIRef) and str(value) == _text(obj) for value in said)


def _note_value(network: nx.MultiDiGraph[str], subject: str, predicate: str, value: Lit) -> None:
    """A value as an attribute of its node. Articles that disagree leave the values side by side, as text."""
    name = predicate.partition(":")[2]
    new: str | int = int(value.value) if value.datatype.endswith("#integer") else value.value
    known = network.nodes[subject].get(name)
    network.nodes[subject][name] = new if known in (None, new) else f"{known}; {new}"
