"""Identifiers of a graph that their schemes have given up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.graph import load, run_query
from kg.resources import ontologies
from kg.terminology import Terminology
from kg.terminology.added.folder import added_in
from kg.terminology.replaced import REPLACED_FILE, Replacement, read_replaced
from kg.terminology.sources import read_sources
from kg.vocab import compact

_IDENTIFIERS = """
SELECT DISTINCT ?iri ?label ?as WHERE {
  { ?iri cg:linkStatus ?status . BIND("concept" AS ?as) }
  UNION { ?concept skos:broader ?iri . BIND("concept" AS ?as) }
  UNION { ?concept skos:exactMatch ?iri . BIND("cross reference" AS ?as) }
  OPTIONAL { ?iri rdfs:label ?own } OPTIONAL { ?concept rdfs:label ?of }
  BIND(COALESCE(?own, ?of, "") AS ?label) }
"""
_SAYS = """
SELECT ?iri ?other WHERE {
  { ?iri owl:deprecated true } UNION { ?iri dcterms:isReplacedBy ?other }
  UNION { ?iri <http://purl.obolibrary.org/obo/IAO_0100001> ?other } }
"""
_MOST_STEPS = 10


@dataclass(frozen=True, slots=True, order=True)
class Deprecated:
    """A deprecated identifier of a graph. ``used_as`` is ``concept`` or ``cross reference``, ``label`` that of the
    concept in the graph; ``by`` are the CURIEs that stand for it now and ``by_label`` their labels, as far as they are
    known; ``source`` says who gave it up.
    """

    curie: str
    iri: str
    label: str
    used_as: str
    by: tuple[str, ...]
    by_label: str
    source: str


def deprecated(graph: Path, added: Path | None = None) -> tuple[int, tuple[Deprecated, ...]]:
    """How many identifiers ``graph`` has, and those that are deprecated, sorted.

    The embedded terminologies know of MONDO, HP, HGNC and GO, those ``added`` to a folder of what their files say, and
    the graph itself of what it states with ``owl:deprecated`` or a replacement. Raises ``GraphError`` for a graph that
    cannot be read, ``ResourceError`` for a broken terminology.
    """
    loaded = load(graph)
    rows = {(iri, used_as): label for iri, label, used_as in run_query(loaded, _IDENTIFIERS).rows}
    known = _known(added) | _said(run_query(loaded, _SAYS).rows, graph.name)
    terminology = Terminology.load(added=added)
    found = []
    for (iri, used_as), label in rows.items():
        curie = compact(iri)
        replacement = known.get(curie)
        if replacement is not None and (used_as == "concept" or (iri, "concept") not in rows):
            by = tuple(_last(curie, known))
            labels = (concept.label for one in by if (concept := terminology.concept(one)))
            found.append(Deprecated(curie, iri, label, used_as, by, "; ".join(labels), replacement.source))
    return len({iri for iri, _ in rows}), tuple(sorted(found))


def _known(added: Path | None) -> dict[str, Replacement]:
    folder = ontologies()
    files = [(folder, source) for source in read_sources(folder) if source.file == REPLACED_FILE]
    if added is not None:
        files += [(added, one.files[2]) for one in added_in(added)]
    return {r.curie: r for place, source in files for r in read_replaced(place, source)}


def _said(rows: tuple[tuple[str, ...], ...], graph: str) -> dict[str, Replacement]:
    """What the graph itself says."""
    by: dict[str, set[str]] = {}
    for iri, other in rows:
        by.setdefault(compact(iri), set()).update({compact(other)} if other else ())
    return {curie: Replacement(curie, tuple(sorted(others)), "", graph) for curie, others in by.items()}


def _last(curie: str, known: Mapping[str, Replacement]) -> Iterator[str]:
    """What stands for ``curie`` in the end: a replacement may have been replaced in turn."""
    waiting, seen = [(one, 1) for one in known[curie].by], {curie}
    for one, step in waiting:
        if one in seen:
            continue
        seen.add(one)
        if one in known and known[one].by and step < _MOST_STEPS:
            waiting += [(other, step + 1) for other in known[one].by]
        else:
            yield one
