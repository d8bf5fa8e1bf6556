"""Formats for programs that know no RDF: one module a format.

A format of annotations is a :class:`Writer`: what opens the file, the text of one document, and what closes the file.
A format of graphs is a :class:`NetworkFormat`: files from a :class:`Network` of nodes and edges.
"""

from types import MappingProxyType

from kg.export.bioc import BIOC, BIOC_OF_GRAPH
from kg.export.graphml import GRAPHML
from kg.export.jsonl import JSONL
from kg.export.kgx import KGX_JSONL, KGX_TSV
from kg.export.neo4j import NEO4J
from kg.export.network import Edge, NameLink, Network, NetworkFormat, Node
from kg.export.pubtator import PUBTATOR
from kg.export.sssom import SSSOM
from kg.export.writer import Writer

FORMATS = MappingProxyType({"jsonl": JSONL, "pubtator": PUBTATOR, "bioc": BIOC})
"""The formats of annotations by the name that the command line gives them."""

GRAPH_ANNOTATIONS = MappingProxyType({"pubtator": PUBTATOR, "bioc": BIOC_OF_GRAPH})
"""Those of them in which the annotations of a built graph are written, without the articles."""

ANNOTATIONS_LOSE = (
    "claims, names and hierarchy of concepts; of the texts all but the sentences of evidence and the names: "
    "blanks stand for it, so that every offset is that of the article"
)

NETWORK_FORMATS = MappingProxyType(
    {"kgx-tsv": KGX_TSV, "kgx-jsonl": KGX_JSONL, "neo4j": NEO4J, "graphml": GRAPHML, "sssom": SSSOM}
)
"""The formats of graphs likewise."""

__all__ = [
    "ANNOTATIONS_LOSE",
    "FORMATS",
    "GRAPH_ANNOTATIONS",
    "NETWORK_FORMATS",
    "Edge",
    "NameLink",
    "Network",
    "NetworkFormat",
    "Node",
    "Writer",
]
