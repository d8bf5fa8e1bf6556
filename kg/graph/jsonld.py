"""JSON-LD with its own context inside: nothing has to be fetched to read it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from kg.graph.layout import blocks
from kg.graph.terms import XSD, Iri, Lit, Quad, Term, check_literal, iri
from kg.vocab import PREFIXES

_STRING = XSD + "string"
_TYPE = PREFIXES["rdf"] + "type"
_Value: TypeAlias = str | dict[str, str]


def json_ld(triples: Iterable[Quad], prefixes: Mapping[str, str]) -> bytes:
    """The triples as JSON-LD 1.1, one node a line, in the order of :mod:`kg.graph.layout`.

    Raises ``GraphError`` when an IRI or a literal must not be written.
    """
    rows = list(triples)
    names = _Names(prefixes)
    coerced = _coercions(rows)
    context: dict[str, object] = {
        prefix: {"@id": namespace, "@prefix": True} for prefix, namespace in sorted(prefixes.items())
    }
    for predicate, datatype in sorted(coerced.items()):
        context[names.short(predicate)] = {"@type": datatype if datatype == "@id" else names.short(datatype)}
    nodes = (json.dumps(_node(block.quads, names, coerced), ensure_ascii=False) for block in blocks(rows))
    head = json.dumps(context, ensure_ascii=False, indent=1)
    return f'{{"@context": {head},\n"@graph": [\n{",".join(chr(10) + node for node in nodes)}\n]}}\n'.encode()


class _Names:
    """The short names of IRIs, each checked once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._namespaces = sorted(((ns, prefix) for prefix, ns in prefixes.items()), key=lambda pair: -len(pair[0]))
        self._known: dict[str, str] = {}

    def short(self, value: str) -> str:
        known = self._known.get(value)
        if known is None:
            iri(value, origin="an IRI of the graph")
            known = self._known[value] = self._shortened(value)
        return known

    def _shortened(self, value: str) -> str:
        for namespace, prefix in self._namespaces:
            # A CURIE whose second half begins with // would be read as an absolute IRI.
            if value.startswith(namespace) and not value.startswith("//", len(namespace)):
                return f"{prefix}:{value[len(namespace) :]}"
        return value


def _coercions(rows: list[Quad]) -> dict[str, str]:
    """The predicates all of whose values are IRIs (``@id``) or of one datatype that is not a string."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for quad in rows:
        kinds[quad.predicate.value].add("@id" if isinstance(quad.object, Iri) else quad.object.datatype)
    return {
        predicate: next(iter(found))
        for predicate, found in kinds.items()
        if len(found) == 1 and predicate != _TYPE and found != {_STRING}
    }


def _node(quads: tuple[Quad, ...], names: _Names, coerced: Mapping[str, str]) -> dict[str, object]:
    values: dict[str, list[_Value]] = {}
    for quad in quads:
        predicate = quad.predicate.value
        key = "@type" if predicate == _TYPE else names.short(predicate)
        values.setdefault(key, []).append(_value(quad, names, coerced.get(predicate)))
    node: dict[str, object] = {"@id": names.short(quads[0].subject.value)}
    return node | {key: found[0] if len(found) == 1 else found for key, found in values.items()}


def _value(quad: Quad, names: _Names, coerced: str | None) -> _Value:
    obj: Term = quad.object
    if isinstance(obj, Lit):
        check_literal(obj, origin=f"{quad.predicate.value!a} of {quad.subject.value!a}")
        plain = coerced is not None or obj.datatype == _STRING
        return obj.value if plain else {"@value": obj.value, "@type": names.short(obj.datatype)}
    if coerced is not None or quad.predicate.value == _TYPE:
        return names.short(obj.value)
    return {"@id": names.short(obj.value)}
