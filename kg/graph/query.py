"""SPARQL over a built graph. Nothing is ever fetched: a query sees the graph that it is asked of and no other."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rdflib import Graph
from rdflib.query import Result
from rdflib.term import Literal, Node

from kg.errors import UsageError
from kg.graph.store import load
from kg.graph.terms import Iri, Lit, Term

_TOKEN = re.compile(
    r"""
    (?P<comment>\#[^\n]*)
  | (?P<iri><[^<>"{}|^`\\\s]*>)
  | (?P<text>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
  | (?P<variable>[?$]\w+)
  | (?P<name>(?:[\w][\w.-]*)?:[\w.:%\\-]*)
  | (?P<word>\w+)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
"""SPARQL resolves these everywhere, in keywords too, before anything else (SPARQL 1.1, 19.2)."""

_REACHES_OUT = {
    "SERVICE": "it would ask another server",
    "LOAD": "it would fetch a file",
    "FROM": "it would fetch a graph",
}


class QueryKind(StrEnum):
    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer: one tuple of terms a solution, None where a variable is unbound.

    ASK has the one column ``answer``; CONSTRUCT and DESCRIBE have ``subject``, ``predicate`` and ``object``, sorted.
    """

    kind: QueryKind
    columns: tuple[str, ...]
    solutions: tuple[tuple[Term | None, ...], ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The solutions as plain text, unbound as the empty string."""
        return tuple(tuple("" if term is None else term.value for term in solution) for solution in self.solutions)


def run_query(source: Path | Graph, sparql: str) -> QueryResult:
    """Ask a graph, or the graph in a file, in SPARQL 1.1; the project's prefixes need no declaration.

    Raises ``UsageError`` for a query that does not parse or would reach out of the graph (``SERVICE``, ``LOAD``,
    ``FROM``), ``GraphError`` for a file that cannot be read.
    """
    refuse_reaching_out(sparql)
    graph = load(source) if isinstance(source, Path) else source
    try:
        return _result(graph.query(sparql))
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"the query cannot be answered: {_in_short(error)}", cure="Correct the SPARQL.") from error


def _in_short(error: Exception) -> str:
    """What the parser says, without the dozens of characters that it would have taken instead of an unknown prefix."""
    place, expected, _ = str(error).partition("expected one of Prefix not found")
    return f"{place}a prefix is not declared" if expected else str(error)


def refuse_reaching_out(sparql: str) -> None:
    """Raises ``UsageError`` when a keyword reaches out of the graph; names and texts may hold such words."""
    for token in _TOKEN.finditer(_ESCAPE.sub(_unescaped, sparql)):
        if token.lastgroup == "word" and (why := _REACHES_OUT.get(token[0].upper())):
            raise UsageError(
                f"{token[0].upper()} is not allowed: {why}", cure="Name a graph of this file with GRAPH <iri> { … }."
            )


def _unescaped(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= sys.maxunicode else escape[0]


def _result(answer: Result) -> QueryResult:
    if answer.type == "ASK":
        said = Lit("true" if answer.askAnswer else "false", "http://www.w3.org/2001/XMLSchema#boolean")
        return QueryResult(QueryKind.ASK, ("answer",), ((said,),))
    if answer.type == "SELECT":
        variables = answer.vars or []
        solutions = tuple(tuple(_term(binding.get(v)) for v in variables) for binding in answer.bindings)
        return QueryResult(QueryKind.SELECT, tuple(str(variable) for variable in variables), solutions)
    triples = sorted(tuple(_term(node) for node in triple) for triple in answer.graph or ())
    return QueryResult(QueryKind.GRAPH, ("subject", "predicate", "object"), tuple(triples))


def _term(node: Node | None) -> Term | None:
    if node is None:
        return None
    if isinstance(node, Literal):
        return Lit(str(node), str(node.datatype)) if node.datatype else Lit(str(node))
    return Iri(str(node))
