"""OWL (RDF/XML, OWL/XML, functional syntax), read with py-horned-owl."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from kg.errors import ResourceError
from kg.terminology.added.namespaces import Namespaces
from kg.terminology.added.optional import needed
from kg.terminology.added.terms import Term, merged, scope

_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_PREF_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
_REPLACED_BY = "http://purl.obolibrary.org/obo/IAO_0100001"
_XREFS = frozenset(
    {"http://www.geneontology.org/formats/oboInOwl#hasDbXref", "http://www.w3.org/2004/02/skos/core#exactMatch"}
)
_LINE = re.compile(r"line_col: Pos\(\((\d+),")
_SYNTAXES = {".ofn": "ofn", ".owx": "owx"}
_CURE = "Fetch the file again, or check it with an ontology editor."


def read(path: Path, namespaces: Namespaces) -> Iterator[Term]:
    """The classes of an ontology. Raises ``ResourceError`` with the line, where it is known, when it is broken."""
    horned = needed("pyhornedowl")
    try:
        ontology = horned.open_ontology_from_file(str(path), _syntax(path))
    except (ValueError, OSError) as error:
        raise _broken(path, str(error)) from error
    classes = frozenset(ontology.get_classes())
    yield from merged(
        term for axiom in ontology.get_axioms() for term in _terms(axiom.component, classes, namespaces, path.name)
    )


def _syntax(path: Path) -> str:
    """The syntax, by the name of the file and what it begins with."""
    if path.suffix.lower() in _SYNTAXES:
        return _SYNTAXES[path.suffix.lower()]
    with path.open("rb") as file:
        head = file.read(4096)
    if b"<rdf:RDF" in head:
        return "rdf"
    return "owx" if b"<Ontology" in head else "ofn" if b"Ontology(" in head or b"Prefix(" in head else "rdf"


def _terms(component: Any, classes: frozenset[str], namespaces: Namespaces, file: str) -> Iterator[Term]:
    """What one axiom says of a class. A property that the file does not declare is read as one of individuals."""
    kind = type(component).__name__
    if kind == "DeclareClass":
        yield Term(namespaces.required(_iri(component.first), file))
    elif kind == "SubClassOf" and type(component.sub).__name__ == type(component.sup).__name__ == "Class":
        above = namespaces.known(_iri(component.sup))
        curie = namespaces.required(_iri(component.sub), file)
        yield Term(curie, broader=frozenset({above} if above else ()))
    elif kind == "AnnotationAssertion":
        subject = component.subject
        yield from _value(str(subject), _iri(component.ann.ap), component.ann.av, classes, namespaces)
    elif kind == "DataPropertyAssertion":
        yield from _value(_iri(component.source), _iri(component.dp), component.target, classes, namespaces)
    elif kind == "ObjectPropertyAssertion" and hasattr(component.ope, "first"):
        yield from _value(_iri(component.source), _iri(component.ope), component.target, classes, namespaces)


def _iri(entity: Any) -> str:
    inner = getattr(entity, "first", entity)
    return str(getattr(inner, "first", inner))


def _value(subject: str, prop: str, value: Any, classes: frozenset[str], namespaces: Namespaces) -> Iterator[Term]:
    curie = namespaces.known(subject) if subject in classes else None
    if curie is None:
        return
    literal = getattr(value, "literal", None)
    text = _iri(value) if literal is None else str(literal)
    foreign = not str(getattr(value, "lang", "") or "en").lower().startswith("en")
    name_kind = scope(prop)
    if prop in (_RDFS_LABEL, _PREF_LABEL) and not foreign:
        yield Term(curie, label=text)
    elif prop == _DEPRECATED:
        yield Term(curie, deprecated=text == "true")
    elif name_kind and not foreign:
        yield Term(curie, names=((text, name_kind),))
    elif prop in _XREFS and (xref := namespaces.known(text)):
        yield Term(curie, xrefs=frozenset({xref}))
    elif prop == _REPLACED_BY and (other := namespaces.known(text)):
        yield Term(curie, replaced_by=frozenset({other}))


def _broken(path: Path, message: str) -> ResourceError:
    """The error with its line: horned-owl has it for functional syntax, and lxml for what is no XML."""
    found = _LINE.search(message)
    if found:
        return ResourceError("not OWL in functional syntax", where=f"{path.name}, line {found[1]}", cure=_CURE)
    try:
        for _, element in etree.iterparse(str(path), resolve_entities=False, no_network=True, huge_tree=True):
            element.clear()
    except etree.XMLSyntaxError as error:
        return ResourceError(f"not XML: {error.msg}", where=f"{path.name}, line {error.lineno}", cure=_CURE)
    short = message.removeprefix("Failed to open ontology: ")
    return ResourceError(f"not OWL: {short[:300]}", where=path.name, cure=_CURE)
