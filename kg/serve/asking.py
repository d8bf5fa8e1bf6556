"""The saved questions on the server: which there are, and the answer to one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import UsageError
from kg.graph.naming import lookup, names_of, nothing_called, of_kind
from kg.graph.questions import Question, questions
from kg.serve.pool import Pool
from kg.serve.results import Rows, ask


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it was asked about, as given. ``answer`` is None until all of that is given.

    ``problem`` says which of it stands for nothing in the graph; ``sparql`` is the query that was, or would be, asked.
    """

    question: Question
    given: Mapping[str, str]
    sparql: str
    answer: Rows | None = None
    problem: str = ""


def listed() -> tuple[Question, ...]:
    """The questions that one graph alone can answer."""
    return tuple(question for question in questions() if not question.about_another_build)


async def asked(pool: Pool, name: str, given: Mapping[str, str]) -> Asked | None:
    """The question of that name with its answer, or None when there is no such question.

    Raises ``Refused`` when a limit is met.
    """
    question = next((question for question in listed() if question.name == name), None)
    if question is None:
        return None
    wanted = {parameter.name: given.get(parameter.name, "").strip() for parameter in question.parameters}
    if not all(wanted.values()):
        return Asked(question, wanted, question.sparql)
    try:
        iris = {p.name: await _called(pool, wanted[p.name], p.kind) for p in question.parameters}
    except UsageError as error:
        return Asked(question, wanted, question.sparql, problem=f"{error.what}. {error.cure}")
    query = question.about(iris)
    return Asked(question, wanted, query, await ask(pool, query))


async def _called(pool: Pool, name: str, kind: str) -> tuple[str, ...]:
    found = (await ask(pool, lookup(name))).rows
    iris = of_kind(((iri.text, of.text) for iri, of in found), kind)
    if not iris:
        names = (await ask(pool, names_of(kind))).rows
        raise nothing_called(name, kind, (row[0].text for row in names))
    return iris
