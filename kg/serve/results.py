"""Tables that the processes answer with, as plain rows."""

from __future__ import annotations

import json
from dataclasses import dataclass

from kg.serve.messages import Answer, Question
from kg.serve.protocol import JSON, TURTLE
from kg.serve.remembered import Asked


class Refused(Exception):
    """A query of the server's own, or one that was asked through a page, had no answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.body.decode())
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table, and the IRI that it is when it is one."""

    text: str
    is_iri: bool = False


NOTHING = Cell("")


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: a tuple of cells a solution, :data:`NOTHING` where a variable is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[dict[str, str]]:
        """The rows as text by column."""
        return [{name: cell.text for name, cell in zip(self.columns, row, strict=True)} for row in self.rows]


async def ask(pool: Asked, query: str) -> Rows:
    """The answer to a SELECT or an ASK. Raises :class:`Refused` when there is none."""
    answer = await pool.ask(Question(query, JSON, TURTLE))
    if answer.status != 200:
        raise Refused(answer)
    content = json.loads(answer.body)
    if "boolean" in content:
        return Rows(("answer",), ((Cell(str(content["boolean"]).lower()),),))
    columns = tuple(content["head"]["vars"])
    found = content["results"]["bindings"]
    return Rows(columns, tuple(tuple(_cell(row.get(column)) for column in columns) for row in found))


def _cell(term: dict[str, str] | None) -> Cell:
    return NOTHING if term is None else Cell(term["value"], term["type"] == "uri")
