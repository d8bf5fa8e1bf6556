"""SSSOM: which name was taken for which concept, and which identifiers stand for the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kg.export.network import Network, NetworkFormat, one_line
from kg.vocab import IDENTIFIER_PREFIXES, PREFIXES

_COLUMNS = (
    "subject_id",
    "subject_label",
    "subject_type",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "comment",
)
_PREFIXES = MappingProxyType({"skos": PREFIXES["skos"], "semapv": "https://w3id.org/semapv/vocab/"})


def _file(network: Network) -> tuple[tuple[str, str], ...]:
    labels = {node.id: node.label for node in network.nodes}
    rows = [*_names(network), *_matches(network, labels), *_parents(network, labels)]
    used = {curie.partition(":")[0] for row in rows for curie in (row[0], row[4]) if curie}
    table = ["\t".join(map(one_line, row)) for row in (_COLUMNS, *rows)]
    return (("", "\n".join((*_head(used, network.base), *table)) + "\n"),)


_Row = tuple[str, str, str, str, str, str, str, str, str]


def _names(network: Network) -> Iterable[_Row]:
    for link in network.links:
        seen = f"{link.mentions} mention{'' if link.mentions == 1 else 's'}"
        how = ("semapv:LexicalMatching", link.score, seen)
        yield ("", link.text, "rdfs literal", "skos:exactMatch", link.concept, link.label, *how)


def _matches(network: Network, labels: Mapping[str, str]) -> Iterable[_Row]:
    for node in network.nodes:
        for xref in node.xrefs:
            yield _mapping(node.id, "skos:exactMatch", xref, labels)


def _parents(network: Network, labels: Mapping[str, str]) -> Iterable[_Row]:
    for edge in network.edges:
        if edge.predicate == "skos:broader" and edge.subject.startswith("cgid:"):
            yield _mapping(edge.subject, "skos:broadMatch", edge.object, labels)


def _mapping(subject: str, predicate: str, obj: str, labels: Mapping[str, str]) -> _Row:
    how = ("semapv:UnspecifiedMatching", "", "")
    return (subject, labels[subject], "", predicate, obj, labels.get(obj, ""), *how)


def _head(used: Iterable[str], base: str) -> Iterable[str]:
    yield f"#mapping_set_id: {base}mappings"
    yield "#mapping_set_title: Names in the articles and the concepts that they were linked to"
    yield "#license: https://w3id.org/sssom/license/unspecified"
    yield "#mapping_tool: claimgraph"
    yield "#curie_map:"
    known = {**IDENTIFIER_PREFIXES, **_PREFIXES, "cgid": base}
    for prefix in sorted({*used, *_PREFIXES} & known.keys()):
        yield f'#  {prefix}: "{known[prefix]}"'


SSSOM = NetworkFormat(_file, "claims and their evidence: it holds the links alone")
