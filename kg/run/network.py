"""The quads of a graph as nodes and edges, for the formats that know no RDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from kg.export import Edge, NameLink, Network, Node
from kg.graph import base_of
from kg.graph.layout import CONCEPT_CLASSES
from kg.graph.terms import Iri, Quad, Term, digest
from kg.vocab import compact

_CONCEPTS = frozenset(CONCEPT_CLASSES)
_OUTCOMES = frozenset({"cg:TrialArm", "cg:TrialResult"})
_STRUCTURE = ("skos:broader", "cg:hasMember", "biolink:has_drug")
_ARTICLES = ("PMID", "PMC", "PMCID", "doi", "DOI")
_About = dict[str, list[Term]]


def network(quads: list[Quad]) -> Network:
    """Concepts, arms and results as nodes; claims between them, hierarchy and membership as edges."""
    return _Reading(quads).network()


class _Reading:
    """The quads by their subject."""

    def __init__(self, quads: list[Quad]) -> None:
        self.base = base_of(quads)
        self._names: dict[str, str] = {}
        about: dict[str, dict[str, dict[Term, None]]] = defaultdict(lambda: defaultdict(dict))
        for quad in quads:
            about[quad.subject.value][self.curie(quad.predicate.value)][quad.object] = None
        self._about: dict[str, _About] = {
            subject: {name: sorted(values) for name, values in found.items()} for subject, found in about.items()
        }

    def curie(self, iri: str) -> str:
        """The CURIE of an IRI; a minted node has the prefix ``cgid``."""
        known = self._names.get(iri)
        if known is None:
            minted = iri.startswith(self.base)
            known = self._names[iri] = f"cgid:{iri[len(self.base) :]}" if minted else compact(iri)
        return known

    def _first(self, subject: str, name: str) -> str:
        values = self._about.get(subject, {}).get(name)
        return values[0].value if values else ""

    def _all(self, subject: str, name: str) -> tuple[str, ...]:
        return tuple(value.value for value in self._about.get(subject, {}).get(name, ()))

    def _kind(self, subject: str) -> str:
        kinds = {self.curie(kind) for kind in self._all(subject, "rdf:type")}
        return min(kinds & (_CONCEPTS | _OUTCOMES), default="")

    def network(self) -> Network:
        nodes = {node.iri: node for node in self._nodes()}
        edges: list[Edge] = []
        unheld = 0
        for subject in self._about:
            if "biolink:Association" not in map(self.curie, self._all(subject, "rdf:type")):
                continue
            (obj,) = self._about[subject]["rdf:object"][:1]
            about = self._first(subject, "rdf:subject")
            if isinstance(obj, Iri):
                edges.append(self._claim(subject))
            elif self._first(subject, "biolink:negated") == "false" and self._is_direct(subject, obj):
                value = (self.curie(self._first(subject, "rdf:predicate")), obj.value)
                known = nodes[about]
                nodes[about] = replace(known, values=tuple(sorted({*known.values, value})))
            else:
                unheld += 1
        edges += [edge for node in nodes for edge in self._structure(node) if edge.object in self._ids(nodes)]
        left = (f"{unheld} claims about plain values that are no direct triples",) if unheld else ()
        return Network(
            self.base, tuple(sorted(nodes.values())), tuple(sorted(edges)), tuple(sorted(self._links(nodes))), left
        )

    def _ids(self, nodes: dict[str, Node]) -> frozenset[str]:
        return frozenset(node.id for node in nodes.values())

    def _is_direct(self, claim: str, value: Term) -> bool:
        predicate = self.curie(self._first(claim, "rdf:predicate"))
        direct = self._about.get(self._first(claim, "rdf:subject"), {}).get(predicate, ())
        return self._first(claim, "cg:modality") == "asserted" and value in direct

    def _nodes(self) -> Iterator[Node]:
        for subject in self._about:
            kind = self._kind(subject)
            if kind:
                yield Node(
                    self.curie(subject),
                    subject,
                    kind,
                    self._first(subject, "rdfs:label") or self.curie(subject),
                    self._all(subject, "skos:altLabel"),
                    tuple(map(self.curie, self._all(subject, "skos:exactMatch"))),
                    self._first(subject, "cg:linkStatus"),
                    tuple(sorted(self._outcome_values(subject))) if kind in _OUTCOMES else (),
                )

    def _outcome_values(self, outcome: str) -> Iterator[tuple[str, str]]:
        for name, values in self._about[outcome].items():
            if name.startswith("cg:"):
                yield from ((name, self._shown(value)) for value in values)

    def _shown(self, value: Term) -> str:
        return self.curie(value.value) if isinstance(value, Iri) else value.value

    def _claim(self, claim: str) -> Edge:
        evidence = self._all(claim, "biolink:has_evidence")
        documents = {document for one in evidence for document in self._all(one, "prov:wasDerivedFrom")}
        return Edge(
            self.curie(claim),
            self.curie(self._first(claim, "rdf:subject")),
            self.curie(self._first(claim, "rdf:predicate")),
            self.curie(self._first(claim, "rdf:object")),
            negated=self._first(claim, "biolink:negated") == "true",
            modality=self._first(claim, "cg:modality"),
            confidence=self._first(claim, "cg:confidence"),
            knowledge_level=self._first(claim, "biolink:knowledge_level"),
            agent_type=self._first(claim, "biolink:agent_type"),
            curation=self._first(claim, "cg:curation"),
            evidence_count=int(self._first(claim, "biolink:evidence_count") or 0),
            sentences=tuple(sorted({self._first(one, "biolink:supporting_text") for one in evidence})),
            publications=tuple(sorted(map(self._publication, documents))),
        )

    def _publication(self, document: str) -> str:
        """An identifier of the article that others know, or the CURIE of the document."""
        known = (name for name in self._all(document, "dcterms:identifier") if name.partition(":")[0] in _ARTICLES)
        return next(known, self.curie(document))

    def _structure(self, subject: str) -> Iterator[Edge]:
        for predicate in _STRUCTURE:
            for obj in self._all(subject, predicate):
                one, other = self.curie(subject), self.curie(obj)
                yield Edge(f"cgid:edge/{digest(one, predicate, other)}", one, predicate, other)

    def _links(self, nodes: dict[str, Node]) -> Iterator[NameLink]:
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for mention, about in self._about.items():
            for concept in about.get("oa:hasBody", ()):
                if concept.value in nodes and nodes[concept.value].status == "linked":
                    text = self._first(self._first(self._first(mention, "oa:hasTarget"), "oa:hasSelector"), "oa:exact")
                    found[text, concept.value].append(self._first(mention, "cg:linkScore"))
        for (text, iri), scores in found.items():
            node = nodes[iri]
            yield NameLink(text, node.id, node.label, max(scores, key=float), len(scores))
