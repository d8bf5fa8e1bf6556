"""SPARQL over a built graph. Nothing is ever fetched: a query sees the graph that it is asked of and no other."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
from pyparsing import ParseBaseException, ParseResults
from rdflib import Graph
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.query import Result
from rdflib.term import Literal, Node, URIRef

from kg.errors import UsageError
from kg.graph.store import held_by, load
from kg.graph.terms import XSD, Iri, Lit, Term
from kg.sparql import may_name_a_service, refuse_reaching_out
from kg.vocab import DEFAULT_BASE, PREFIXES

_BOOLEAN = f"{XSD}boolean"
_TRIPLE = ("subject", "predicate", "object")


class QueryKind(StrEnum):
    SELECT = "select"
    ASK = "ask"
    GRAPH = "graph"


class Foreign(NamedTuple):
    """A term that no build writes: a blank node, a text in a language, a triple.

    ``value`` is its text, ``written`` the term as N-Triples write it.
    """

    value: str
    written: str


@dataclass(frozen=True, slots=True)
class QueryResult:
    """The answer: one tuple of terms a solution, None where a variable is unbound.

    ASK has the one column ``answer``; CONSTRUCT and DESCRIBE have ``subject``, ``predicate`` and ``object``, sorted.
    """

    kind: QueryKind
    columns: tuple[str, ...]
    solutions: tuple[tuple[Term | Foreign | None, ...], ...]

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The solutions as plain text, unbound as the empty string."""
        return tuple(tuple("" if term is None else term.value for term in solution) for solution in self.solutions)


def run_query(source: Path | Graph, sparql: str) -> QueryResult:
    """Ask a graph, or the graph in a file, in SPARQL 1.1; the project's prefixes need no declaration.

    A graph that was opened or loaded here is asked in Oxigraph, any other graph of rdflib in rdflib. A relative IRI
    is one of the graph's own nodes: ``<claim/5f2a…>`` under the default base. Raises ``UsageError`` for a query that
    does not parse or would reach out of the graph (``SERVICE``, ``LOAD``, ``FROM`` a graph that is not in it),
    ``GraphError`` for a file that cannot be read.
    """
    graph = load(source) if isinstance(source, Path) else source
    store = held_by(graph)
    refuse_reaching_out(sparql, () if store is None else {named.value for named in store.named_graphs()})
    refuse_hidden_service(sparql)
    try:
        return _of_rdflib(graph.query(sparql, base=DEFAULT_BASE)) if store is None else _of_oxigraph(store, sparql)
    except (SyntaxError, ValueError, RuntimeError) as error:
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


def _of_oxigraph(store: pyoxigraph.Store, sparql: str) -> QueryResult:
    answer = store.query(sparql, base_iri=DEFAULT_BASE, prefixes=dict(PREFIXES))
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return _truth(bool(answer))
    if isinstance(answer, pyoxigraph.QuerySolutions):
        columns = tuple(variable.value for variable in answer.variables)
        return QueryResult(QueryKind.SELECT, columns, tuple(tuple(map(_value, solution)) for solution in answer))
    triples = {(_value(said.subject), _value(said.predicate), _value(said.object)) for said in answer}
    return QueryResult(QueryKind.GRAPH, _TRIPLE, tuple(sorted(triples)))


def _value(term: object) -> Term | Foreign | None:
    if isinstance(term, pyoxigraph.NamedNode):
        return Iri(term.value)
    if isinstance(term, pyoxigraph.Literal):
        return Foreign(term.value, str(term)) if term.language else Lit(term.value, term.datatype.value)
    return None if term is None else Foreign(str(term), str(term))


def _truth(answer: bool) -> QueryResult:
    said = Lit("true" if answer else "false", _BOOLEAN)
    return QueryResult(QueryKind.ASK, ("answer",), ((said,),))


def _of_rdflib(answer: Result) -> QueryResult:
    if answer.type == "ASK":
        return _truth(bool(answer.askAnswer))
    if answer.type == "SELECT":
        variables = answer.vars or []
        solutions = tuple(tuple(_term(binding.get(v)) for v in variables) for binding in answer.bindings)
        return QueryResult(QueryKind.SELECT, tuple(str(variable) for variable in variables), solutions)
    triples = sorted(tuple(_term(node) for node in triple) for triple in answer.graph or ())
    return QueryResult(QueryKind.GRAPH, _TRIPLE, tuple(triples))


def _term(node: Node | None) -> Term | Foreign | None:
    if isinstance(node, URIRef):
        return Iri(str(node))
    if isinstance(node, Literal) and not node.language:
        return Lit(str(node), str(node.datatype)) if node.datatype else Lit(str(node))
    if node is None:
        return None
    return Foreign(str(node) if isinstance(node, Literal) else node.n3(), node.n3())
