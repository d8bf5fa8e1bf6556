"""SKOS in Turtle (or RDF/XML, N-Triples), read with pyoxigraph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ResourceError
from kg.terminology.added.namespaces import Namespaces
from kg.terminology.added.terms import Term, merged
from kg.terminology.records import NameType
from kg.vocab import PREFIXES

_SKOS = PREFIXES["skos"]
_TYPE = PREFIXES["rdf"] + "type"
_LABELS = (_SKOS + "prefLabel", PREFIXES["rdfs"] + "label")
_NAMES = {_SKOS + "altLabel": NameType.SYNONYM, _SKOS + "hiddenLabel": NameType.ALIAS}
_BROADER = frozenset({_SKOS + "broader", _SKOS + "broadMatch"})
_NARROWER = frozenset({_SKOS + "narrower", _SKOS + "narrowMatch"})
_REPLACED_BY = frozenset({PREFIXES["dcterms"] + "isReplacedBy", "http://purl.obolibrary.org/obo/IAO_0100001"})
_FORMATS = {".nt": ox.RdfFormat.N_TRIPLES, ".rdf": ox.RdfFormat.RDF_XML}


def read(path: Path, namespaces: Namespaces) -> Iterator[Term]:
    """The concepts of a SKOS file. Raises ``ResourceError`` with the line when it is broken.

    Of names in several languages the English ones and those without a language are taken.
    """
    form = _FORMATS.get(path.suffix.lower(), ox.RdfFormat.TURTLE)
    try:
        triples = list(ox.parse(path=str(path), format=form))
    except SyntaxError as error:
        cure = "Correct the line, or fetch the file again."
        raise ResourceError(
            f"not {form.name}: {error.msg}", where=f"{path.name}, line {error.lineno}", cure=cure
        ) from error
    concept = ox.NamedNode(_SKOS + "Concept")
    concepts = {t.subject.value for t in triples if t.predicate.value == _TYPE and t.object == concept}
    found = (term for triple in triples for term in _terms(triple, concepts, namespaces, path.name))
    yield from merged(found)


def _terms(triple: ox.Quad, concepts: set[str], namespaces: Namespaces, file: str) -> Iterator[Term]:
    """What one triple says of a concept."""
    if not isinstance(triple.subject, ox.NamedNode) or triple.subject.value not in concepts:
        return
    curie = namespaces.required(triple.subject.value, file)
    predicate, value = triple.predicate.value, triple.object
    if isinstance(value, ox.Literal):
        if value.language and not value.language.startswith("en"):
            return
        if predicate in _LABELS:
            yield Term(curie, label=value.value)
        elif predicate in _NAMES:
            yield Term(curie, names=((value.value, _NAMES[predicate]),))
        elif predicate == PREFIXES["owl"] + "deprecated":
            yield Term(curie, deprecated=value.value in ("true", "1"))
        return
    other = namespaces.known(value.value) if isinstance(value, ox.NamedNode) else None
    if predicate == _TYPE:
        yield Term(curie)
    elif other and predicate in _BROADER:
        yield Term(curie, broader=frozenset({other}))
    elif other and predicate in _NARROWER:
        yield Term(other, broader=frozenset({curie}))
    elif other and predicate == _SKOS + "exactMatch":
        yield Term(curie, xrefs=frozenset({other}))
    elif other and predicate in _REPLACED_BY:
        yield Term(curie, replaced_by=frozenset({other}))
