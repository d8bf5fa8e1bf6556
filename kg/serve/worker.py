"""The process that answers queries, one after the other. It may be killed at any time, or end itself.

``python -m kg.serve.worker STORE BYTES`` reads questions from stdin and writes answers to stdout
(:mod:`kg.serve.messages`). It holds the store open for reading only. The system ends it when it takes more memory than
``BYTES``, when its stack overflows, and a second after a question's time, even when nobody is left to kill it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from io import BytesIO
from typing import BinaryIO

import pyoxigraph

from kg.errors import GraphError, UsageError
from kg.serve.messages import Answer, Question, refusal
from kg.sparql import may_name_a_service, refuse_reaching_out
from kg.vocab import DEFAULT_BASE, PREFIXES

_ROWS = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "text/csv": pyoxigraph.QueryResultsFormat.CSV,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
}
_TOO_LONG = "The answer is longer than {} bytes. Ask for less: add LIMIT, or count."


class _AnswerTooLong(Exception):
    """More was written than the answer may hold."""


class _Bounded(BytesIO):
    """Bytes up to a number, and not one more."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._left = limit

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        self._left -= len(data)
        if self._left < 0:
            raise _AnswerTooLong
        return super().write(data)


def answer(store: pyoxigraph.Store, question: Question) -> Answer:
    """What the store says."""
    graphs = frozenset(graph.value for graph in store.named_graphs())
    try:
        _check(question, graphs)
        result = store.query(
            question.query,
            base_iri=DEFAULT_BASE,
            prefixes=dict(PREFIXES),
            default_graph=_default(question),
            named_graphs=_named(question),
        )
        return _written(result, question)
    except UsageError as error:
        return refusal(403, str(error))
    except _AnswerTooLong:
        return refusal(503, _TOO_LONG.format(question.max_bytes))
    except (SyntaxError, ValueError, RuntimeError) as error:
        return refusal(400, f"The query cannot be answered: {_in_short(str(error))}")


def _check(question: Question, graphs: frozenset[str]) -> None:
    refuse_reaching_out(question.query, graphs)
    if may_name_a_service(question.query):
        # The second reading takes half a second to load, and hardly any query needs it.
        from kg.graph.query import refuse_hidden_service

        refuse_hidden_service(question.query)
    for graph in (*question.default_graphs, *question.named_graphs):
        if graph not in graphs:
            raise UsageError(f"there is no graph {graph} here, and none is fetched", cure="See the graphs at /void.")


def _default(question: Question) -> list[pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph] | None:
    """The graphs that are asked as one: those of the request, none when it has named ones alone, else the store's."""
    if not (question.default_graphs or question.named_graphs):
        return None
    return [pyoxigraph.NamedNode(iri) for iri in question.default_graphs]


def _named(question: Question) -> list[pyoxigraph.NamedNode | pyoxigraph.BlankNode] | None:
    if not (question.default_graphs or question.named_graphs):
        return None
    return [pyoxigraph.NamedNode(iri) for iri in question.named_graphs]


def _written(
    result: pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples, question: Question
) -> Answer:
    out = _Bounded(question.max_bytes)
    if isinstance(result, pyoxigraph.QueryTriples):
        if not question.triples:
            return refusal(406, f"The answer is a graph, which is written as {', '.join(_TRIPLES)}.")
        pyoxigraph.serialize(result, out, format=_TRIPLES[question.triples], prefixes=dict(PREFIXES))
        return Answer(200, question.triples, out.getvalue())
    if not question.rows:
        return refusal(406, f"The answer is a table or a truth value, which is written as {', '.join(_ROWS)}.")
    result.serialize(out, format=_ROWS[question.rows])
    return Answer(200, question.rows, out.getvalue())


def _in_short(said: str) -> str:
    """What the parser says, without the dozens of characters that it would have taken instead of an unknown prefix."""
    place, expected, _ = said.partition("expected one of Prefix not found")
    return f"{place}a prefix is not declared" if expected else said


def serve(store: pyoxigraph.Store, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there are no more questions."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    for line in questions:
        question = _question(line)
        signal.setitimer(signal.ITIMER_REAL, question.seconds + 1)
        said = answer(store, question)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _say(said, answers)


def _say(said: Answer, answers: BinaryIO) -> None:
    head = {"status": said.status, "media_type": said.media_type, "length": len(said.body)}
    answers.write(json.dumps(head).encode() + b"\n" + said.body)
    answers.flush()


def encoded(question: Question) -> bytes:
    """The line that asks it."""
    return json.dumps(asdict(question)).encode() + b"\n"


def _question(line: bytes) -> Question:
    fields = json.loads(line)
    for name in ("default_graphs", "named_graphs"):
        fields[name] = tuple(fields[name])
    return Question(**fields)


def main() -> None:
    folder, memory = sys.argv[1], int(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Whatever a library prints must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    try:
        store = pyoxigraph.Store.read_only(folder)
    except (OSError, RuntimeError) as error:
        raise SystemExit(str(GraphError(f"the store cannot be read: {error}", where=folder))) from error
    # The server knows by the first answer, which nobody has asked for, that this process has begun.
    _say(Answer(200, "text/plain", b""), answers)
    serve(store, sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
