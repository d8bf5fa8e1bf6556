"""SPARQL over a built graph. Nothing is ever fetched: a query sees the graph that it is asked of and no other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pyparsing import ParseBaseException, ParseResults
from rdflib import Graph
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.query import Result
from rdflib.term import Literal, Node

from kg.errors import UsageError
from kg.graph.store import load
from kg.graph.terms import Iri, Lit, Term
from kg.sparql import may_name_a_service, refuse_reaching_out


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
    refuse_hidden_service(sparql)
    graph = load(source) if isinstance(source, Path) else source
    try:
        return _result(graph.query(sparql))
    except (SyntaxError, ValueError) as error:
        raise UsageError(f"the query cannot be answered: {_in_short(error)}", cure="Correct the SPARQL.") from error


def _in_short(error: Exception) -> str:
    """What the parser says, without the dozens of characters that it would have taken instead of an unknown prefix."""
    place, expected, _ = str(error).partition("expected one of Prefix not found")
    return f"{place}a prefix is not declared" if expected else str(error)


def refuse_hidden_service(sparql: str) -> None:
    """Raises ``UsageError`` when a second reader, rdflib's parser, finds a ``SERVICE`` or cannot read the query.

    Oxigraph asks other servers and cannot be told not to, so a query that has the word anywhere is read twice.
    """
    if not may_name_a_service(sparql):
        return
    try:
        parsed = parseQuery(sparql)
    except (ParseBaseException, RecursionError, ValueError) as error:
        raise UsageError(f"the query cannot be answered: {error}", cure="Correct the SPARQL.") from error
    if _has_service(parsed):
        raise UsageError("SERVICE is not allowed: it would ask another server", cure="Leave it out.")


def _has_service(part: object) -> bool:
    if isinstance(part, CompValue):
        return part.name == "ServiceGraphPattern" or any(map(_has_service, part.values()))
    return isinstance(part, ParseResults | list | tuple) and any(map(_has_service, part))


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
