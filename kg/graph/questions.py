"""Questions that are asked again and again: a query with a name, a title and parameters, kept as a file."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, URIRef

import kg.questions
from kg.errors import UsageError
from kg.graph.naming import called
from kg.graph.query import QueryResult, run_query
from kg.graph.store import read_with

GRAPH = "graph"
"""The kind of a parameter that is another build."""

EARLIER = "urn:claimgraph:earlier"
"""The named graph that holds the other build while a question is asked."""

_HEAD = re.compile(r"# (title|description|parameter): (.+)")
_PARAMETER = re.compile(r"(\w+) \((\w+)\) (.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that a question is about: a name, an identifier or, of the kind ``graph``, a folder."""

    name: str
    kind: str
    example: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question. ``sparql`` is the file as it stands, which asks about the examples."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str

    @property
    def about_another_build(self) -> bool:
        return any(parameter.kind == GRAPH for parameter in self.parameters)

    def about(self, iris: Mapping[str, Sequence[str]]) -> str:
        """The query about other things: for each parameter the IRIs, any of which it may be."""
        query = self.sparql
        for name, stands_for in iris.items():
            values = " ".join(f"<{iri}>" for iri in stands_for)
            # One IRI stands in the pattern itself: engines plan for what is known far better than for a joined table.
            line = f"VALUES ?{name} {{ {values} }}" if len(stands_for) != 1 else ""
            query, many = re.subn(rf"VALUES \?{name} \{{[^}}]*\}}", line, query)
            if many != 1:
                raise ValueError(f"{self.name}.rq has {many} lines of VALUES ?{name}")
            if not line:
                query = re.sub(rf"\?{name}\b", values, query)
        return query


@cache
def questions() -> tuple[Question, ...]:
    """All questions that come with the package, by name."""
    return tuple(_read(path) for path in sorted(Path(kg.questions.__file__).parent.glob("*.rq")))


def question(name: str) -> Question:
    """The question of that name. Raises ``UsageError`` that names those that come nearest."""
    known = {question.name: question for question in questions()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
    cure = f"Did you mean {', '.join(near)}?" if near else "kg ask lists them."
    raise UsageError(f"there is no question {name!r}", cure=cure)


def answer(graph: Graph, asked: Question, about: Sequence[str]) -> QueryResult:
    """The answer of a graph to a question about what the names or identifiers stand for.

    Raises ``UsageError`` when a parameter is missing or stands for nothing in the graph, ``GraphError`` when another
    build that is asked about cannot be read.
    """
    if len(about) != len(asked.parameters):
        wanted = " ".join(parameter.name.upper() for parameter in asked.parameters)
        example = " ".join(f"'{parameter.example}'" for parameter in asked.parameters)
        raise UsageError(
            f"{asked.name} is about {_things(len(asked.parameters))} and not {len(about)}",
            cure=f"Ask: kg ask {asked.name} {wanted}, as in kg ask {asked.name} {example}".rstrip(" ,") + ".",
        )
    iris: dict[str, Sequence[str]] = {}
    for parameter, name in zip(asked.parameters, about, strict=True):
        if parameter.kind == GRAPH:
            graph = read_with(graph, Path(name), URIRef(EARLIER))
        else:
            iris[parameter.name] = called(graph, name, parameter.kind)
    return run_query(graph, asked.about(iris))


def _things(many: int) -> str:
    return "1 thing" if many == 1 else f"{many} things"


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    head = _HEAD.findall(text)
    said = {key: value for key, value in head if key != "parameter"}
    found = [_PARAMETER.fullmatch(value) for key, value in head if key == "parameter"]
    parameters = tuple(Parameter(*match.groups()) for match in found if match)
    return Question(path.stem, said["title"], said["description"], parameters, text)
