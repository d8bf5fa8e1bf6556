"""The graph: claims of all documents merged, written as RDF, read, queried and explained."""

from kg.graph.assemble import assemble, check_spans, merge
from kg.graph.rdf import quads
from kg.graph.records import (
    ConceptNode,
    GraphOptions,
    KnowledgeGraph,
    MergedArm,
    MergedClaim,
    MergedResult,
    PlacedMention,
    SourceDocument,
    Terminology,
)
from kg.graph.store import load
from kg.graph.write import write_nquads, write_turtle

__all__ = [
    "ConceptNode",
    "GraphOptions",
    "KnowledgeGraph",
    "MergedArm",
    "MergedClaim",
    "MergedResult",
    "PlacedMention",
    "SourceDocument",
    "Terminology",
    "assemble",
    "check_spans",
    "load",
    "merge",
    "quads",
    "write_nquads",
    "write_turtle",
]
