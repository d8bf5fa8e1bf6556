"""Claims, arms and results from their triples, and the whole graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import GraphError
from kg.graph.merge import arm_key, result_key
from kg.graph.nodes import Nodes, term
from kg.graph.oxigraph import parsed
from kg.graph.reading.facts import Facts
from kg.graph.reading.things import Mentions, concept_nodes_of, documents_of, mentions_of, place_of
from kg.graph.records import (
    HAS_ARM,
    HAS_RESULT,
    BackgroundFact,
    GraphOptions,
    KnowledgeGraph,
    MergedArm,
    MergedClaim,
    MergedResult,
    SourceDocument,
    Terminology,
)
from kg.graph.terms import XSD, Lit
from kg.model import (
    ArmRole,
    ClaimObject,
    Concept,
    Effect,
    Endpoint,
    Evidence,
    Kind,
    Literal,
    Modality,
    TrialArm,
    TrialResult,
)
from kg.vocab import compact

_OUTCOMES = (HAS_ARM, HAS_RESULT)
_ENDS = ("cg:subjectMention", "cg:objectMention", "cg:reachedThrough")


def read_graph(path: Path, terminology: Terminology, threshold: float) -> KnowledgeGraph:
    """The graph of a ``kg.nq``: written again, it is the same bytes.

    ``threshold`` is the confidence from which the build wrote direct triples. What the file does not hold is not in
    the records: how a link was found and what else was weighed. The authors of a document are in no order, and
    decisions are there as the marks and claims that they made. Raises ``GraphError`` when the file is missing, does
    not parse or is no graph of a build.
    """
    if not path.is_file():
        raise GraphError("there is no such graph", where=str(path), cure="Build it: kg build CORPUS --out FOLDER.")
    facts = Facts(parsed(path), path.name)
    try:
        return _Reader.of(facts, terminology).graph(GraphOptions(facts.base, threshold))
    except (KeyError, ValueError, StopIteration) as error:
        cure = "Build the graph again."
        raise GraphError(f"not as a build writes it: {error!r}", where=path.name, cure=cure) from error


@dataclass(frozen=True, slots=True)
class _Reader:
    facts: Facts
    documents: Mapping[str, SourceDocument]
    concepts: Mapping[str, Concept]
    mentions: Mentions
    evidences: Mapping[str, Evidence]

    @classmethod
    def of(cls, facts: Facts, terminology: Terminology) -> _Reader:
        nodes = concept_nodes_of(facts, terminology)
        documents = documents_of(facts)
        evidence = facts.of_type("cg:Evidence")
        in_evidence = frozenset(mention for one in evidence for end in _ENDS for mention in facts.iris(one, end))
        mentions = Mentions(mentions_of(facts, documents, in_evidence), nodes)
        read = {iri: _evidence(facts, iri, documents, mentions) for iri in evidence}
        return cls(facts, documents, {curie: node.concept for curie, node in nodes.items()}, mentions, read)

    def graph(self, options: GraphOptions) -> KnowledgeGraph:
        facts = self.facts
        claims = facts.of_type("biolink:Association")
        outcomes = [claim for claim in claims if compact(facts.one(claim, "rdf:predicate")) in _OUTCOMES]
        nodes = Nodes(options.base, self.documents.values())
        arms = [c for c in outcomes if compact(facts.one(c, "rdf:predicate")) == _OUTCOMES[0]]
        merged_arms = [self._arm(claim, nodes) for claim in arms]
        merged_results = [self._result(claim, nodes) for claim in outcomes if claim not in set(arms)]
        ours = sorted(set(claims) - set(outcomes))
        return KnowledgeGraph(
            options,
            documents=tuple(sorted(self.documents.values(), key=lambda document: document.source)),
            concepts=tuple(self.mentions.nodes.values()),
            claims=tuple(sorted(map(self._claim, ours), key=lambda claim: claim.key)),
            arms=tuple(sorted(merged_arms, key=lambda merged: arm_key(merged.arm))),
            results=tuple(sorted(merged_results, key=lambda merged: result_key(merged.result))),
            mentions=tuple(sorted(self.mentions.placed.values(), key=lambda mention: mention.key)),
            background=tuple(sorted(map(self._fact, facts.of_type("cg:BackgroundFact")))),
        )

    def _fact(self, iri: str) -> BackgroundFact:
        obj = self._object(iri)
        value = (obj.curie, "") if isinstance(obj, Concept) else (obj.value, obj.datatype)
        subject, predicate = self._concept(self.facts.one(iri, "rdf:subject")), self.facts.one(iri, "rdf:predicate")
        registry = subject.kind is Kind.TRIAL
        source = self.facts.one(iri, "cg:factSource")
        return BackgroundFact(subject.curie, compact(predicate), *value, source, registry)

    def _claim(self, iri: str) -> MergedClaim:
        facts = self.facts
        return MergedClaim(
            self._concept(facts.one(iri, "rdf:subject")),
            compact(facts.one(iri, "rdf:predicate")),
            self._object(iri),
            facts.one(iri, "biolink:negated") == "true",
            Modality(facts.one(iri, "cg:modality")),
            facts.one(iri, "biolink:knowledge_level") == "logical_entailment",
            float(facts.one(iri, "cg:confidence")),
            self._evidences(iri),
            facts.one(iri, "cg:curation"),
        )

    def _concept(self, iri: str) -> Concept:
        return self.concepts[self.facts.curie(iri)]

    def _object(self, iri: str) -> ClaimObject:
        (value,) = self.facts.all(iri, "rdf:object")
        if isinstance(value, Lit):
            return Literal(value.value, f"xsd:{value.datatype.removeprefix(XSD)}")
        return self._concept(value.value)

    def _evidences(self, iri: str) -> tuple[Evidence, ...]:
        found = (self.evidences[one] for one in self.facts.iris(iri, "biolink:has_evidence"))
        return tuple(sorted(found, key=lambda e: (e.source, e.sentence)))

    def _arm(self, claim: str, nodes: Nodes) -> MergedArm:
        facts, iri = self.facts, self.facts.one(claim, "rdf:object")
        drugs = tuple(sorted((self._concept(d) for d in facts.iris(iri, "biolink:has_drug")), key=lambda d: d.curie))
        trial = self._concept(facts.one(claim, "rdf:subject"))
        role, label = ArmRole(facts.one(iri, "cg:armRole")), facts.one(iri, "rdfs:label")
        arm = TrialArm(trial, role, drugs, self._evidences(iri), label)
        if nodes.arm(arm).value != iri:
            arm = replace(arm, label="")
        return MergedArm(arm, float(facts.one(claim, "cg:confidence")), facts.one(claim, "cg:curation"))

    def _result(self, claim: str, nodes: Nodes) -> MergedResult:
        facts, iri = self.facts, self.facts.one(claim, "rdf:object")
        met, effect = facts.get(iri, "cg:endpointMet"), facts.get(iri, "cg:effect")
        result = TrialResult(
            self._concept(facts.one(claim, "rdf:subject")),
            Endpoint(facts.one(iri, "cg:endpoint").removeprefix(term("cg:").value)),
            facts.get(iri, "rdfs:label") or "",
            self._evidences(iri),
            role=facts.get(iri, "cg:endpointRole"),
            met=None if met is None else met == "true",
            effect=Effect(effect) if effect else None,
            hazard_ratio=facts.get(iri, "cg:hazardRatio"),
            ci_lower=facts.get(iri, "cg:ciLower"),
            ci_upper=facts.get(iri, "cg:ciUpper"),
            p_value=facts.get(iri, "cg:pValue"),
            experimental_value=facts.get(iri, "cg:experimentalValue"),
            comparator_value=facts.get(iri, "cg:comparatorValue"),
            unit=facts.get(iri, "cg:unit"),
        )
        if nodes.result(result).value != iri:
            result = replace(result, label="")
        return MergedResult(result, float(facts.one(claim, "cg:confidence")), facts.one(claim, "cg:curation"))


def _evidence(facts: Facts, iri: str, documents: Mapping[str, SourceDocument], mentions: Mentions) -> Evidence:
    source, sentence, _ = place_of(facts, facts.one(iri, "oa:hasTarget"), documents)
    obj = facts.get(iri, "cg:objectMention")
    is_value = obj is not None and not mentions.placed[obj].bodies
    return Evidence(
        source,
        sentence,
        facts.one(iri, "biolink:supporting_text"),
        mentions.linked(facts.one(iri, "cg:subjectMention")),
        None if obj is None or is_value else mentions.linked(obj),
        mentions.placed[obj].span if obj is not None and is_value else None,
        tuple(mentions.linked(mention) for mention in facts.iris(iri, "cg:reachedThrough")),
        facts.one(iri, "cg:extractor"),
        float(facts.one(iri, "biolink:extraction_confidence_score")),
    )
