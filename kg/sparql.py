"""What a SPARQL query would reach, read from its tokens alone: no engine is needed to refuse it."""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Iterator

from kg.errors import UsageError

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^\x00-\x20<>"{}|^`\\]*>)
  | (?P<text>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
      | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:\w(?:[\w.-]*[\w-])?)?:[\w.:%\\-]*)
  | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
"""SPARQL resolves these everywhere, in keywords too, before anything else (SPARQL 1.1, 19.2)."""

_REACHES_OUT = {"SERVICE": "it would ask another server", "LOAD": "it would fetch a file"}
_FROM = "it would fetch a graph"
_CURE = "Name a graph of this file with GRAPH <iri> { … }."


def refuse_reaching_out(sparql: str, graphs: Container[str] = ()) -> None:
    """Raises ``UsageError`` when a keyword reaches out of the graph; names and texts may hold such words.

    ``graphs`` are the IRIs that may stand after ``FROM`` and ``FROM NAMED``, as they are in the store already.
    """
    dataset = False
    for kind, text in _tokens(sparql):
        word = text.upper() if kind == "word" else ""
        if why := _REACHES_OUT.get(word):
            raise UsageError(f"{word} is not allowed: {why}", cure=_CURE)
        if dataset and word != "NAMED":
            if kind != "iri" or text[1:-1] not in graphs:
                raise UsageError(f"FROM is not allowed: {_FROM}", cure=_CURE)
            dataset = False
        dataset = dataset or word == "FROM"
    if dataset:
        raise UsageError(f"FROM is not allowed: {_FROM}", cure=_CURE)


def may_name_a_service(sparql: str) -> bool:
    """Whether the letters of the keyword stand anywhere in the query, be it in a text or a name."""
    return "service" in unescaped(sparql).lower()


def _tokens(sparql: str) -> Iterator[tuple[str, str]]:
    for token in _TOKEN.finditer(unescaped(sparql)):
        if token.lastgroup and token.lastgroup != "comment":
            yield token.lastgroup, token[0]


def unescaped(sparql: str) -> str:
    """The query with its ``\\uXXXX`` resolved."""
    return _ESCAPE.sub(_character, sparql)


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= sys.maxunicode else escape[0]
