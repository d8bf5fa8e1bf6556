"""The graph: claims of all documents merged, written as RDF, read, queried, explained and validated."""

from kg.graph.assemble import assemble, merge
from kg.graph.background import Compared, compared, with_background
from kg.graph.check import check_document, evidences
from kg.graph.curation import CurationOutcome, apply_decisions, judged_claims, outcome_of, seen_by, stated, triple_of
from kg.graph.explain import ExplainedClaim, ExplainedEvidence, Explanation, explain
from kg.graph.formats import RDF_FORMATS, RdfFormat, Written, base_of, read_quads, write_rdf
from kg.graph.nodes import Nodes
from kg.graph.query import QueryKind, QueryResult, run_query
from kg.graph.rdf import quads
from kg.graph.reading import annotated_of, read_graph
from kg.graph.records import (
    BackgroundFact,
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
from kg.graph.shapes import Finding, validate
from kg.graph.store import load
from kg.graph.summary import Contradiction, GraphSummary, UnresolvedName, summarise
from kg.graph.write import write_nquads, write_turtle

__all__ = [
    "RDF_FORMATS",
    "BackgroundFact",
    "Compared",
    "ConceptNode",
    "Contradiction",
    "CurationOutcome",
    "ExplainedClaim",
    "ExplainedEvidence",
    "Explanation",
    "Finding",
    "GraphOptions",
    "GraphSummary",
    "KnowledgeGraph",
    "MergedArm",
    "MergedClaim",
    "MergedResult",
    "Nodes",
    "PlacedMention",
    "QueryKind",
    "QueryResult",
    "RdfFormat",
    "SourceDocument",
    "Terminology",
    "UnresolvedName",
    "Written",
    "annotated_of",
    "apply_decisions",
    "assemble",
    "base_of",
    "check_document",
    "compared",
    "evidences",
    "explain",
    "judged_claims",
    "load",
    "merge",
    "outcome_of",
    "quads",
    "read_graph",
    "read_quads",
    "run_query",
    "seen_by",
    "stated",
    "summarise",
    "triple_of",
    "validate",
    "with_background",
    "write_nquads",
    "write_rdf",
    "write_turtle",
]
