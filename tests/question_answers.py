"""What the questions answer on the sample corpus and on the two short articles of the tests, as text to compare.

    python tests/question_answers.py

writes ``tests/data/questions/*.txt`` again after a change to what is read from articles. Review the difference: it is
what the change does to what researchers are told.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType

from rdflib import Graph

from graph_sample import SmallTerminology, sample
from kg.graph import QueryResult, assemble, load, write_turtle
from kg.graph.questions import Question, answer, questions
from kg.vocab import PREFIXES, compact

ROOT = Path(__file__).resolve().parent.parent
ANSWERS = ROOT / "tests" / "data" / "questions"
MOST = 25
"""Rows of an answer that are kept; the rest is counted."""

ABOUT: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "corpus": {},
        "sample": {
            "target": "CD38",
            "drug": "isatuximab",
            "disease": "cancer",
            "trial": "ICARIA-MM",
            "article": "isatuximab.txt",
            "concept": "Sarclisa",
            "finding": "cancer",
        },
    }
)
"""What the questions are asked about in each graph, by the kind of parameter; the example of the question otherwise."""


def asked(graph: str) -> Iterator[tuple[Question, list[str]]]:
    """Each question that one graph alone can answer, with what it is asked about."""
    instead = ABOUT[graph]
    for question in questions():
        if not question.about_another_build:
            yield question, [instead.get(parameter.kind, parameter.example) for parameter in question.parameters]


def as_text(graph: Graph, which: str) -> str:
    """All answers of a graph."""
    parts = []
    for question, about in asked(which):
        result = answer(graph, question, about)
        rows = ["\t".join(map(_cell, row)) for row in result.rows[:MOST]]
        more = [f"… {len(result.rows) - MOST} more"] if len(result.rows) > MOST else []
        title = " ".join([question.name, *(f"'{name}'" for name in about)])
        parts.append("\n".join([f"== {title}", "\t".join(result.columns), *rows, *more]))
    return "\n\n".join(parts) + "\n"


def as_rows(result: QueryResult) -> list[tuple[str, ...]]:
    """The rows for comparison: numbers by value, for engines write them differently."""
    return [tuple(map(_cell, row)) for row in result.rows]


def _cell(value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return compact(" ".join(value.split()))
    return f"{number.normalize():f}" if number.is_finite() else value


def small_graph(folder: Path) -> Path:
    """The Turtle of the two short articles."""
    path = folder / "kg.ttl"
    write_turtle(assemble(sample(), SmallTerminology()), path)
    return path


def in_rdflib(path: Path) -> Graph:
    """The graph in rdflib's own store, with the project's prefixes."""
    graph = Graph().parse(path)
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def main() -> int:
    from kg.run.build import build

    with tempfile.TemporaryDirectory() as folder:
        build(ROOT / "corpus", Path(folder) / "outputs")
        graphs = {"corpus": Path(folder) / "outputs" / "kg.ttl", "sample": small_graph(Path(folder))}
        ANSWERS.mkdir(exist_ok=True)
        for which, path in graphs.items():
            (ANSWERS / f"{which}.txt").write_text(as_text(load(path), which), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
