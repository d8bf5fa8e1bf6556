"""From what someone calls a thing to its IRIs in a graph: by IRI, CURIE, label, synonym or another scheme's identifier.

The queries are text, so that the command line and the server, which has the graph in other processes, ask the same.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from rdflib import Graph

from kg.errors import UsageError
from kg.graph.query import run_query
from kg.vocab import compact, expand

KINDS = MappingProxyType(
    {
        "drug": frozenset({"biolink:Drug", "biolink:Treatment"}),
        "target": frozenset({"biolink:Gene", "biolink:GeneFamily", "biolink:MacromolecularComplex"}),
        "disease": frozenset({"biolink:Disease", "biolink:PhenotypicFeature"}),
        "finding": frozenset({"biolink:Disease", "biolink:PhenotypicFeature"}),
        "process": frozenset({"biolink:BiologicalProcess"}),
        "trial": frozenset({"biolink:ClinicalTrial"}),
        "article": frozenset({"schema:ScholarlyArticle", "schema:NewsArticle", "biolink:Publication"}),
    }
)
"""Which classes a parameter of each kind may be of; ``concept`` stands for all but the articles."""

_NAMES = "VALUES ?p { rdfs:label skos:altLabel dcterms:source dcterms:title dcterms:identifier } ?thing ?p ?name ."
_SUBJECT_KINDS = frozenset().union(*KINDS.values())


def called(graph: Graph, name: str, kind: str) -> Sequence[str]:
    """The IRIs that ``name`` stands for among the things of a kind.

    Raises ``UsageError`` when there is none; the cure names what comes nearest.
    """
    found = of_kind(run_query(graph, lookup(name)).rows, kind)
    if not found:
        raise nothing_called(name, kind, (row[0] for row in run_query(graph, names_of(kind)).rows))
    return found


def lookup(name: str) -> str:
    """The query for what goes by a name, whatever its case: rows of an IRI and a class."""
    words = " ".join(name.split())
    iris = _iris(words)
    by_iri = f"{{ VALUES ?thing {{ {' '.join(f'<{iri}>' for iri in iris)} }} }} UNION" if iris else ""
    by_match = "".join(f"{{ ?thing skos:exactMatch <{iri}> }} UNION " for iri in iris)
    return f"""
SELECT DISTINCT ?thing ?class WHERE {{
  {{ SELECT DISTINCT ?thing WHERE {{
    {by_iri} {by_match} {{ {_NAMES} FILTER(LCASE(STR(?name)) = {_quoted(words.lower())}) }}
  }} }}
  ?thing a ?class .
}} ORDER BY ?thing ?class"""


def names_of(kind: str) -> str:
    """The query for all names of the things of a kind."""
    classes = " ".join(sorted(KINDS.get(kind, _SUBJECT_KINDS)))
    return f"SELECT DISTINCT ?name WHERE {{ VALUES ?class {{ {classes} }} ?thing a ?class . {_NAMES} }}"


def of_kind(rows: Iterable[Sequence[str]], kind: str) -> tuple[str, ...]:
    """The IRIs among the rows of :func:`lookup` that are of a kind."""
    classes = KINDS.get(kind, _SUBJECT_KINDS - KINDS["article"])
    return tuple(dict.fromkeys(iri for iri, of in rows if compact(of) in classes))


def nothing_called(name: str, kind: str, names: Iterable[str]) -> UsageError:
    """The error for a name that stands for nothing, with the names that come nearest."""
    labels = {known.casefold(): known for known in sorted(names)}
    near = [labels[match] for match in difflib.get_close_matches(name.casefold(), labels, n=3)]
    what = "thing" if kind == "concept" else kind
    cure = f"Did you mean {', '.join(near)}?" if near else f"Give the name or the identifier of a {what}."
    return UsageError(f"the graph has no {what} called {name!r}", cure=cure)


def _iris(name: str) -> list[str]:
    """The name itself when it is an IRI, or the IRI of the CURIE that it may be."""
    text = name.removeprefix("<").removesuffix(">")
    if not text or any(character in text for character in ' <>"{}|\\^`'):
        return []
    if "://" in text:
        return [text]
    prefix, colon, local = text.partition(":")
    if not (colon and local):
        return []
    for known in (prefix, prefix.upper()):
        try:
            return [expand(f"{known}:{local}")]
        except KeyError:
            continue
    return []


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{"".join(character for character in escaped if character >= " ")}"'
