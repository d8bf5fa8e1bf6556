"""KGX: the exchange format of the Biolink community, as two tables or as two files of JSON lines."""

from __future__ import annotations

import json
from types import MappingProxyType

from kg.export.network import Edge, Network, NetworkFormat, Node, joined, one_line, value_columns, valued

KNOWLEDGE_SOURCE = "infores:claimgraph"

PREDICATES = MappingProxyType(
    {
        "cg:targets": "biolink:affects",
        "cg:inhibits": "biolink:affects",
        "cg:activates": "biolink:affects",
        "cg:expressedIn": "biolink:expressed_in",
        "cg:approvedFor": "biolink:treats",
        "cg:combinedWith": "biolink:related_to_at_instance_level",
        "cg:hasMember": "biolink:has_member",
        "cg:hasArm": "biolink:related_to_at_instance_level",
        "skos:broader": "biolink:subclass_of",
        "biolink:has_drug": "biolink:related_to_at_instance_level",
        "biolink:has_study_results": "biolink:related_to_at_instance_level",
        "biolink:clinical_trial_interventions": "biolink:related_to_at_instance_level",
        "biolink:clinical_trial_conditions": "biolink:related_to_at_instance_level",
    }
)
"""What has no predicate of Biolink (or only a property of a node) by the nearest predicate; the rest is Biolink's."""

DIRECTIONS = MappingProxyType({"cg:inhibits": "decreased", "cg:activates": "increased"})
"""Values of Biolink's DirectionQualifierEnum: what becomes of the activity of the target."""

CATEGORIES = MappingProxyType({"cg:TrialArm": "biolink:StudyPopulation", "cg:TrialResult": "biolink:StudyResult"})

EDGE_COLUMNS = (
    "id",
    "subject",
    "predicate",
    "object",
    "category",
    "original_predicate",
    "qualified_predicate",
    "object_aspect_qualifier",
    "object_direction_qualifier",
    "negated",
    "knowledge_level",
    "agent_type",
    "primary_knowledge_source",
    "publications",
    "supporting_text",
    "has_confidence_score",
    "evidence_count",
    "modality",
    "curation",
)
"""All are slots of Biolink but the last two, which it lacks."""


_BIOLINKS_PREFIXES = MappingProxyType({"clinicaltrials": "CLINICALTRIALS"})
"""Prefixes that the context of Biolink writes in another way."""


def _curie(curie: str) -> str:
    """An id as KGX takes it. It knows no CURIE with a slash: a minted node is ``cgid:kind.name``."""
    prefix, _, local = curie.partition(":")
    if prefix == "cgid":
        local = local.replace("/", ".", 1)
    return f"{_BIOLINKS_PREFIXES.get(prefix, prefix)}:{local}"


def _node(node: Node) -> dict[str, object]:
    record: dict[str, object] = {
        "id": _curie(node.id),
        "category": [CATEGORIES.get(node.category, node.category)],
        "name": node.label,
        "synonym": list(node.names),
        "xref": list(map(_curie, node.xrefs)),
        "iri": node.iri,
        "link_status": node.status,
    }
    return {key: value for key, value in record.items() if value not in ("", [])}


def _edge(edge: Edge) -> dict[str, object]:
    direction = DIRECTIONS.get(edge.predicate, "")
    record: dict[str, object] = {
        "id": _curie(edge.id),
        "subject": _curie(edge.subject),
        "predicate": PREDICATES.get(edge.predicate, edge.predicate),
        "object": _curie(edge.object),
        "category": ["biolink:Association"],
        "original_predicate": edge.predicate,
        "qualified_predicate": "biolink:causes" if direction else "",
        "object_aspect_qualifier": "activity" if direction else "",
        "object_direction_qualifier": direction,
        "negated": edge.negated,
        "knowledge_level": edge.knowledge_level,
        "agent_type": edge.agent_type,
        "primary_knowledge_source": KNOWLEDGE_SOURCE if edge.modality else "",
        "publications": list(map(_curie, edge.publications)),
        "supporting_text": list(edge.sentences),
        "has_confidence_score": float(edge.confidence) if edge.confidence else "",
        "evidence_count": edge.evidence_count or "",
        "modality": edge.modality,
        "curation": edge.curation,
    }
    return {key: value for key, value in record.items() if value != "" and value != []}


def _jsonl(network: Network) -> tuple[tuple[str, str], ...]:
    def lines(records: list[dict[str, object]]) -> str:
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)

    nodes = [_node(node) | _values(node) for node in network.nodes]
    return (("nodes.jsonl", lines(nodes)), ("edges.jsonl", lines([_edge(edge) for edge in network.edges])))


def _values(node: Node) -> dict[str, object]:
    found: dict[str, list[str]] = {}
    for name, text in node.values:
        found.setdefault(_property(name), []).append(text)
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in found.items()}


def _property(curie: str) -> str:
    return curie.partition(":")[2]


def _cell(value: object) -> str:
    if isinstance(value, list):
        return joined(value)
    if isinstance(value, bool):
        # KGX takes whatever stands in such a column for true, the word "false" too.
        return "true" if value else ""
    return one_line(str(value))


def _tsv(network: Network) -> tuple[tuple[str, str], ...]:
    own = ("id", "category", "name", "synonym", "xref", "iri", "link_status")
    values = value_columns(network)
    head = "\t".join((*own, *map(_property, values)))
    nodes = [head]
    for node in network.nodes:
        record = _node(node)
        cells = [*(_cell(record.get(name, "")) for name in own), *(valued(node, name) for name in values)]
        nodes.append("\t".join(cells))
    edges = ["\t".join(EDGE_COLUMNS)]
    for record in map(_edge, network.edges):
        edges.append("\t".join(_cell(record.get(name, "")) for name in EDGE_COLUMNS))
    return (("nodes.tsv", "\n".join(nodes) + "\n"), ("edges.tsv", "\n".join(edges) + "\n"))


_ALWAYS = (
    "places, mentions and citations; which sentence is from which article; "
    "the nearest predicate stands for one that Biolink lacks, which is in original_predicate"
)
KGX_JSONL = NetworkFormat(_jsonl, _ALWAYS)
KGX_TSV = NetworkFormat(_tsv, f"{_ALWAYS}; line breaks and bars inside texts")
