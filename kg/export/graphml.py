"""GraphML, as networkx, igraph, Gephi, yEd and Cytoscape read it."""

from __future__ import annotations

from lxml import etree

from kg.export.network import Edge, Network, NetworkFormat, Node, joined, value_columns, valued
from kg.export.xml import xml_text

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NODE = (("iri", "string"), ("category", "string"), ("label", "string"), ("names", "string"), ("status", "string"))
_EDGE = (
    ("predicate", "string"),
    ("negated", "boolean"),
    ("modality", "string"),
    ("confidence", "double"),
    ("curation", "string"),
    ("evidence_count", "int"),
    ("sentences", "string"),
)


def _file(network: Network) -> tuple[tuple[str, str], ...]:
    root = etree.Element("graphml", nsmap={None: _NAMESPACE})  # type: ignore[dict-item]
    values = value_columns(network)
    for scope, keys in (("node", (*_NODE, *((name, "string") for name in values))), ("edge", _EDGE)):
        for name, kind in keys:
            shown = name.partition(":")[2] or name
            attributes = {"id": f"{scope}.{shown}", "for": scope, "attr.name": shown, "attr.type": kind}
            etree.SubElement(root, "key", attributes)
    graph = etree.SubElement(root, "graph", edgedefault="directed")
    for node in network.nodes:
        _node(graph, node, values)
    for edge in network.edges:
        _edge(graph, edge)
    etree.indent(root)
    declared = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return (("", declared + etree.tostring(root, encoding="unicode") + "\n"),)


def _node(graph: etree._Element, node: Node, values: tuple[str, ...]) -> None:
    element = etree.SubElement(graph, "node", id=xml_text(node.id))
    for (name, _), text in zip(
        _NODE, (node.iri, node.category, node.label, joined(node.names), node.status), strict=True
    ):
        _data(element, f"node.{name}", text)
    for name in values:
        _data(element, f"node.{name.partition(':')[2]}", valued(node, name))


def _edge(graph: etree._Element, edge: Edge) -> None:
    ends = {"id": xml_text(edge.id), "source": xml_text(edge.subject), "target": xml_text(edge.object)}
    element = etree.SubElement(graph, "edge", ends)
    texts = (
        edge.predicate,
        "true" if edge.negated else "false",
        edge.modality,
        edge.confidence,
        edge.curation,
        str(edge.evidence_count),
        joined(edge.sentences),
    )
    for (name, _), text in zip(_EDGE, texts, strict=True):
        _data(element, f"edge.{name}", text)


def _data(parent: etree._Element, key: str, text: str) -> None:
    if text:
        etree.SubElement(parent, "data", key=key).text = xml_text(text)


GRAPHML = NetworkFormat(
    _file,
    "places, mentions, citations and cross references; which sentence is from which article; "
    "lists are texts with bars, without line breaks and control characters",
)
