"""What a graph file says, by subject and predicate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote

from kg.errors import GraphError
from kg.graph.nodes import term
from kg.graph.terms import Iri, Lit, Quad, Term
from kg.vocab import compact

_GRAPH = "graph/"


class Facts:
    """The quads of one graph without their named graphs, and the base under which its nodes were minted."""

    def __init__(self, quads: Iterable[Quad], where: str) -> None:
        self.where = where
        self.base = ""
        self._facts: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads:
            self._facts[quad.subject.value][quad.predicate.value].append(quad.object)
            if not self.base:
                self.base = quad.graph.value.rpartition(_GRAPH)[0]

    def of_type(self, *types: str) -> list[str]:
        """The subjects with one of the types (CURIEs), sorted."""
        wanted = {term(name).value for name in types}
        kind = term("rdf:type").value
        return sorted(
            subject
            for subject, facts in self._facts.items()
            if any(value.value in wanted for value in facts.get(kind, ()))
        )

    def all(self, subject: str, predicate: str) -> list[Term]:
        """The objects, in the order of the file; ``predicate`` is a CURIE."""
        return self._facts[subject].get(term(predicate).value, []) if subject in self._facts else []

    def iris(self, subject: str, predicate: str) -> list[str]:
        """The objects that are IRIs."""
        return [value.value for value in self.all(subject, predicate) if isinstance(value, Iri)]

    def texts(self, subject: str, predicate: str) -> list[str]:
        """The objects that are literals."""
        return [value.value for value in self.all(subject, predicate) if isinstance(value, Lit)]

    def get(self, subject: str, predicate: str) -> str | None:
        """The one object's value, or None."""
        values = self.all(subject, predicate)
        return values[0].value if values else None

    def one(self, subject: str, predicate: str) -> str:
        """The one object's value.

        Raises ``GraphError`` when there is none.
        """
        value = self.get(subject, predicate)
        if value is None:
            raise GraphError(f"{subject} has no {predicate}", where=self.where, cure="Build the graph again.")
        return value

    def curie(self, iri: str) -> str:
        """The CURIE of a concept, minted or not."""
        return f"cgid:{unquote(iri[len(self.base) :])}" if iri.startswith(self.base) else compact(iri)
