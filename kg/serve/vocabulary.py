"""What the editor of queries completes: prefixes, classes, predicates and names, and the questions it offers."""

from __future__ import annotations

from kg.serve.asking import listed
from kg.serve.remembered import Asked
from kg.serve.results import ask
from kg.vocab import IDENTIFIER_PREFIXES, PREFIXES

_CLASSES = "SELECT ?class WHERE { ?s a ?class } GROUP BY ?class ORDER BY DESC(COUNT(?s)) LIMIT 200"
_PROPERTIES = "SELECT ?property WHERE { ?s ?property ?o } GROUP BY ?property ORDER BY DESC(COUNT(?s)) LIMIT 500"
_NAMES = """
SELECT ?name ?concept WHERE { ?concept cg:linkStatus ?status ; rdfs:label ?name } ORDER BY ?name LIMIT 20000"""


async def vocabulary(pool: Asked) -> dict[str, object]:
    """All of it, for one request of the editor. Raises ``Refused`` when a limit is met."""
    classes, properties, names = [await ask(pool, query) for query in (_CLASSES, _PROPERTIES, _NAMES)]
    return {
        "prefixes": {**PREFIXES, **IDENTIFIER_PREFIXES},
        "classes": [row[0].text for row in classes.rows],
        "properties": [row[0].text for row in properties.rows],
        "names": [{"name": name.text, "iri": iri.text} for name, iri in names.rows],
        "questions": [
            {"name": question.name, "title": question.title, "query": question.sparql} for question in listed()
        ],
    }
