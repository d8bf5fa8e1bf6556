"""RDF terms as plain records, each checked before it is written, and the IRIs of minted nodes.

A minted IRI is ``<base><kind>/<24 hex digits>``: a SHA-256 over what makes the node what it is, so it is the same on
every machine and there is never a blank node. The digits do not depend on the base.
"""

from __future__ import annotations

import hashlib
import re
from types import MappingProxyType
from typing import NamedTuple

from kg.errors import GraphError
from kg.vocab import PREFIXES, compact, expand

XSD = PREFIXES["xsd"]
_STRING = XSD + "string"
# RFC 3987 leaves out what Turtle's IRIREF leaves out; C1 controls and surrogates are legal in neither.
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\\x7f-\x9f\ud800-\udfff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LEXICAL = MappingProxyType(
    {
        "xsd:integer": re.compile(r"[+-]?[0-9]+"),
        "xsd:decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
        "xsd:float": re.compile(r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN"),
        "xsd:boolean": re.compile(r"true|false|1|0"),
        "xsd:gYear": re.compile(r"[0-9]{4}"),
        "xsd:gYearMonth": re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])"),
        "xsd:date": re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"),
    }
)
"""The lexical spaces of the datatypes that are written, for years with four digits and no time zone."""

_SHAPES = MappingProxyType({XSD + name.partition(":")[2]: shape for name, shape in LEXICAL.items()})

_SEPARATOR = "\x1f"
_DIGITS = 24


class Iri(NamedTuple):
    value: str


class Lit(NamedTuple):
    """A literal; ``datatype`` is an IRI."""

    value: str
    datatype: str = _STRING


Term = Iri | Lit


class Quad(NamedTuple):
    """A triple and the named graph that it is in."""

    subject: Iri
    predicate: Iri
    object: Term
    graph: Iri


def iri(text: str, *, origin: str) -> Iri:
    """``text`` as an IRI.

    Raises ``GraphError`` that names ``origin`` when it is relative or holds a character that no IRI may hold.
    """
    if not _SCHEME.match(text):
        raise GraphError(f"not an absolute IRI: {text!a}", where=origin, cure="Correct it where it comes from.")
    if bad := _NOT_IN_IRI.search(text):
        raise GraphError(
            f"{bad[0]!a} must not stand in an IRI: {text!a}", where=origin, cure="Correct it where it comes from."
        )
    return Iri(text)


def literal(text: str, *, origin: str, datatype: str = "xsd:string") -> Lit:
    """``text`` as a literal of the datatype (a CURIE).

    Raises ``GraphError`` that names ``origin`` when it holds a control character or half a surrogate pair.
    """
    if bad := _CONTROL.search(text):
        raise GraphError(f"the control character {bad[0]!a} in {text!a}", where=origin, cure="Remove it there.")
    return verbatim(text, origin=origin, datatype=datatype)


def verbatim(text: str, *, origin: str, datatype: str = "xsd:string") -> Lit:
    """Like :func:`literal`, for text that is quoted to the letter: form feeds and the like stay.

    Raises ``GraphError`` that names ``origin`` when it holds half a surrogate pair, which no encoding can carry.
    """
    if bad := _SURROGATE.search(text):
        raise GraphError(f"half a surrogate pair, {bad[0]!a}, in a text", where=origin, cure="Read the file as UTF-8.")
    prefix, _, local = datatype.partition(":")
    return Lit(text, PREFIXES[prefix] + local)


def check_lexical(text: str, datatype: str, *, origin: str) -> None:
    """Raises ``GraphError`` that names ``origin`` when ``text`` is no value of the datatype (a CURIE)."""
    shape = LEXICAL.get(datatype)
    if shape is not None and not shape.fullmatch(text):
        raise GraphError(f"{text!a} is no {datatype}", where=origin, cure="Correct the extractor.")


def check_literal(value: Lit, *, origin: str) -> None:
    """Raises ``GraphError`` that names ``origin`` for half a surrogate pair, or when it is no value of its datatype."""
    if bad := _SURROGATE.search(value.value):
        raise GraphError(f"half a surrogate pair, {bad[0]!a}, in a text", where=origin, cure="Read the file as UTF-8.")
    shape = _SHAPES.get(value.datatype)
    if shape is not None and not shape.fullmatch(value.value):
        raise GraphError(
            f"{value.value!a} is no {compact(value.datatype)}", where=origin, cure="Correct the extractor."
        )


def concept_iri(curie: str, base: str, *, origin: str) -> Iri:
    """The IRI of a CURIE of :mod:`kg.vocab`.

    Raises ``GraphError`` that names ``origin`` for an unknown prefix or a character that no IRI may hold.
    """
    try:
        return iri(expand(curie, base), origin=origin)
    except KeyError:
        raise GraphError(
            f"no IRI is known for the prefix of {curie!a}", where=origin, cure="Add the prefix to kg/vocab.py."
        ) from None
    except UnicodeEncodeError:
        raise GraphError(f"half a surrogate pair in {curie!a}", where=origin, cure="Read the file as UTF-8.") from None


def digest(*parts: str) -> str:
    """24 hexadecimal digits of the parts, in order."""
    data = _SEPARATOR.join(parts).encode("utf-8", "backslashreplace")
    return hashlib.sha256(data).hexdigest()[:_DIGITS]


def minted(base: str, kind: str, *parts: str) -> Iri:
    """The IRI of the node of ``kind`` that ``parts`` make what it is."""
    return Iri(f"{base}{kind}/{digest(*parts)}")
