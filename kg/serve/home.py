"""What the first page shows: how much of what there is."""

from __future__ import annotations

from dataclasses import dataclass

from kg.serve.remembered import Asked
from kg.serve.results import Rows, ask
from kg.serve.things import Named
from kg.vocab import compact

_KINDS = """
SELECT ?kind (COUNT(?concept) AS ?many) WHERE { ?concept cg:linkStatus ?status ; a ?kind }
GROUP BY ?kind ORDER BY DESC(?many) ?kind"""
_PREDICATES = """
SELECT ?predicate (COUNT(?claim) AS ?many) WHERE { ?claim a biolink:Association ; rdf:predicate ?predicate }
GROUP BY ?predicate ORDER BY DESC(?many) ?predicate"""
_CENTRAL = """
SELECT ?concept ?label (COUNT(?claim) AS ?many) WHERE {
  ?claim a biolink:Association ; (rdf:subject|rdf:object) ?concept .
  ?concept cg:linkStatus ?status ; rdfs:label ?label
} GROUP BY ?concept ?label ORDER BY DESC(?many) ?label LIMIT 24"""
_DOCUMENTS = """
SELECT ?document ?source ?title WHERE { ?document cg:sha256 ?hash ; dcterms:source ?source
  OPTIONAL { ?document dcterms:title ?title } } ORDER BY ?source LIMIT 200"""


@dataclass(frozen=True, slots=True)
class Counted:
    """Something with a number: how many there are of it, or claims about it."""

    what: Named
    many: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The graph in numbers, the concepts that most claims are about, and the articles (the first 200)."""

    kinds: tuple[Counted, ...]
    predicates: tuple[Counted, ...]
    central: tuple[Counted, ...]
    documents: tuple[tuple[Named, str], ...]


async def overview(pool: Asked) -> Overview:
    """What the graph holds. Raises ``Refused`` when a limit is met."""
    kinds, predicates, central = [await ask(pool, query) for query in (_KINDS, _PREDICATES, _CENTRAL)]
    documents = await ask(pool, _DOCUMENTS)
    return Overview(
        _counted(kinds),
        _counted(predicates),
        tuple(Counted(Named(label.text, iri.text), int(many.text)) for iri, label, many in central.rows),
        tuple((Named(source.text, iri.text), title.text) for iri, source, title in documents.rows),
    )


def _counted(rows: Rows) -> tuple[Counted, ...]:
    return tuple(Counted(Named(compact(iri.text), iri.text), int(many.text)) for iri, many in rows.rows)
