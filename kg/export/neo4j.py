"""CSV files for ``neo4j-admin database import``: nodes and relationships."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kg.export.network import Network, NetworkFormat, joined, value_columns, valued

_NODE_HEAD = ("id:ID", ":LABEL", "iri", "label", "names:string[]", "xrefs:string[]", "status")
_EDGE_HEAD = (
    ":START_ID",
    ":END_ID",
    ":TYPE",
    "id",
    "predicate",
    "negated:boolean",
    "modality",
    "confidence:double",
    "knowledge_level",
    "curation",
    "evidence_count:int",
    "sentences:string[]",
    "publications:string[]",
)


def _files(network: Network) -> tuple[tuple[str, str], ...]:
    values = value_columns(network)
    nodes = [
        (
            node.id,
            _local(node.category),
            node.iri,
            node.label,
            joined(node.names),
            joined(node.xrefs),
            node.status,
            *(valued(node, name) for name in values),
        )
        for node in network.nodes
    ]
    edges = [
        (
            edge.subject,
            edge.object,
            _local(edge.predicate),
            edge.id,
            edge.predicate,
            "true" if edge.negated else "false",
            edge.modality,
            edge.confidence,
            edge.knowledge_level,
            edge.curation,
            str(edge.evidence_count),
            joined(edge.sentences),
            joined(edge.publications),
        )
        for edge in network.edges
    ]
    head = (*_NODE_HEAD, *(f"{_local(name)}:string[]" for name in values))
    return (("nodes.csv", _csv(head, nodes)), ("edges.csv", _csv(_EDGE_HEAD, edges)))


def _local(curie: str) -> str:
    return curie.partition(":")[2]


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(head)
    table.writerows(rows)
    return text.getvalue()


NEO4J = NetworkFormat(
    _files, "places, mentions and citations; which sentence is from which article; line breaks and bars inside lists"
)
