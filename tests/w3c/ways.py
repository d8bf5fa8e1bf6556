"""The ways on which a case is tried: Oxigraph alone, and each way of a file or a query through claimgraph."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import GraphError, UsageError
from kg.graph.formats import RDF_FORMATS, write_rdf
from kg.graph.opened import open as open_graph
from kg.graph.oxigraph import parsed
from kg.graph.query import Foreign, QueryKind, QueryResult, run_query
from kg.graph.store import FORMATS, held_by
from kg.graph.stored import make_store, open_store
from kg.graph.terms import Iri, Lit, Quad
from kg.serve.messages import Question
from kg.serve.worker import answer as served
from w3c import answers
from w3c.answers import Answer
from w3c.manifest import Case

_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_READ_BACK = {
    "turtle": ".ttl",
    "ntriples": ".nt",
    "nquads": ".nq",
    "trig": ".trig",
    "jsonld": ".jsonld",
    "rdfxml": ".rdf",
}
_EXAMPLE = "http://example.org/"


class Refused(Exception):
    """It was not read, or not answered."""


class Disagreement(Exception):
    """Two forms of the same answer say different things."""


def alone(case: Case) -> Answer:
    """Oxigraph by itself: the file or the query as it is, and what it makes of it."""
    try:
        if case.kind == "file":
            return answers.graph(_read(case.action, case.base))
        if case.kind == "update":
            ox.Store().update(_text(case), base_iri=case.base)
            return True
        return _asked_alone(case)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise Refused(str(error)) from error


def _asked_alone(case: Case) -> Answer:
    store = ox.Store()
    store.extend(_dataset(case))
    result = store.query(_text(case), base_iri=case.base)
    if case.expected is None:
        # Nobody looks at the first row, so that Oxigraph does not ask the servers that SERVICE names.
        return True
    if case.expected.suffix == ".csv":
        return answers.text_table((result.serialize(format=ox.QueryResultsFormat.CSV) or b"").decode())  # type: ignore[union-attr]
    return answers.of_engine(result)


def opened(case: Case) -> Answer:
    """A file as ``kg.open`` reads it; its default graph has the triples of the named ones too."""
    with _refusals():
        store = held_by(open_graph(case.action))
        assert store is not None
        here, there = case.action.as_uri(), case.base
        return answers.graph(ox.Quad(*(_moved(term, here, there) for term in quad)) for quad in store)  # type: ignore[arg-type]


def wanted(case: Case, way: str) -> Answer:
    """What must come of it on a way, by the file with the answer."""
    assert case.expected is not None
    if case.kind != "file":
        return answers.expected(case.expected)
    # Lenient, because some of the answers hold characters that later versions of Unicode took out of IRIs.
    quads = list(ox.parse(path=str(case.expected), lenient=True))
    return answers.graph([*quads, *(quad.triple for quad in quads)] if way == "open" else quads)


def _moved(term: object, here: str, there: str) -> object:
    """A term that was read by the file's own address, as read by where the suite says that the file stands."""
    if not isinstance(term, ox.NamedNode):
        return term
    for old, new in ((here, there), (here.rpartition("/")[0] + "/", there.rpartition("/")[0] + "/")):
        if term.value.startswith(old):
            return ox.NamedNode(new + term.value[len(old) :])
    return term


def written(case: Case) -> Answer:
    """A file read as ``kg export`` reads it, written in every format that gives the same back, and read again."""
    with _refusals():
        quads = parsed(case.action)
        plain = all(quad.graph.value == "" for quad in quads)
        forms = _READ_BACK if plain else {form: end for form, end in _READ_BACK.items() if RDF_FORMATS[form].named}
        found = {form: said for form, end in forms.items() if (said := _written(quads, form, end)) is not None}
    if len(set(found.values())) != 1:
        raise Disagreement(f"not the same: {sorted(form for form in found if found[form] != found['nquads'])}")
    return found["nquads"]


def _written(quads: list[Quad], form: str, end: str) -> frozenset[str] | None:
    """What comes back from a format; None where it says that it could not hold some of the texts."""
    made = write_rdf(quads, form)
    if set(made.losses) - {RDF_FORMATS[form].loses}:
        return None
    return answers.graph(ox.parse(made.content, format=FORMATS[end]))


def asked(case: Case) -> Answer:
    """A query as ``kg query`` and ``kg.open(…).sparql`` answer it."""
    with _refusals(), _folder(case) as folder:
        result = run_query(open_graph(folder, named_graphs=True), _text(case))
        if case.expected is not None and case.expected.suffix == ".csv":
            return _as_csv(result)
        return _plain(result)


def _as_csv(result: QueryResult) -> Answer:
    lines = io.StringIO()
    csv.writer(lines).writerows([result.columns, *result.rows])
    return answers.text_table(lines.getvalue())


def answered(case: Case) -> Answer:
    """A query as ``kg serve`` answers it, in all the forms of a table; they must agree."""
    with _refusals(), _folder(case) as folder:
        store = open_store(make_store(folder))
        found = {form: _served(store, _text(case), form) for form in (*_ROWS, "text/csv")}
        if case.expected is not None and case.expected.suffix == ".csv":
            return found["text/csv"]
        said = [found[form] for form in _ROWS if not (form.endswith("values") and isinstance(found[form], bool))]
        if any(other != said[0] for other in said):
            raise Disagreement("JSON, XML and TSV do not say the same")
        return said[0]


def updated(case: Case) -> Answer:
    """An update, which must be refused whatever it says; it raises ``Disagreement`` when one is taken."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "kg.ttl").write_text("")
        store = open_store(make_store(folder))
        for take in (
            lambda: run_query(open_graph(folder), _text(case)),
            lambda: _served(store, _text(case), "text/csv"),
        ):
            try:
                take()
            except (UsageError, Refused):
                continue
            raise Disagreement("an update was taken")
    if case.refused:
        raise Refused("an update")
    return True


WAYS: dict[str, dict[str, Callable[[Case], Answer]]] = {
    "file": {"open": opened, "export": written},
    "query": {"query": asked, "serve": answered},
    "update": {"update": updated},
}
"""The ways through claimgraph of each kind of case."""


@contextmanager
def _refusals() -> Iterator[None]:
    try:
        yield
    except (GraphError, UsageError) as error:
        raise Refused(str(error)) from error


def _text(case: Case) -> str:
    try:
        query = case.action.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise Refused(str(error)) from error
    # claimgraph reads relative IRIs by the base of its own nodes; the suites read them by the query's address.
    return f"BASE <{case.base}>\n{query}" if case.kind == "query" else query


def _read(path: Path, base: str) -> Iterable[ox.Quad]:
    return ox.parse(path=str(path), format=FORMATS.get(path.suffix) or ox.RdfFormat.N3, base_iri=base)


def _dataset(case: Case) -> list[ox.Quad]:
    quads = [quad for path in case.data for quad in _apart(_read(path, path.as_uri()))]
    for iri, path in case.graphs:
        quads += [ox.Quad(*quad.triple, ox.NamedNode(iri)) for quad in _apart(_read(path, iri))]
    return quads


def _apart(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """The quads of one file with blank nodes of their own."""
    own: dict[object, ox.BlankNode] = {}
    for quad in quads:
        terms = [own.setdefault(t, ox.BlankNode()) if isinstance(t, ox.BlankNode) else t for t in quad]
        yield ox.Quad(*terms)  # type: ignore[arg-type]


@contextmanager
def _folder(case: Case) -> Iterator[Path]:
    """An output folder with the data of a case: the default graph in kg.ttl, the named ones in kg.nq."""
    quads = _dataset(case)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain = [quad.triple for quad in quads if quad.graph_name == ox.DefaultGraph()]
        named = [quad for quad in quads if quad.graph_name != ox.DefaultGraph()]
        (folder / "kg.ttl").write_bytes(ox.serialize(plain, format=ox.RdfFormat.TURTLE) or b"")
        (folder / "kg.nq").write_bytes(ox.serialize(named, format=ox.RdfFormat.N_QUADS) or b"")
        yield folder


def _served(store: ox.Store, query: str, form: str) -> Answer:
    said = served(store, Question(query, form, "application/n-triples"))
    if said.status != 200:
        raise Refused(said.body.decode())
    if said.media_type == "application/n-triples":
        return ("graph", answers.graph(ox.parse(said.body, format=ox.RdfFormat.N_TRIPLES)))
    if said.media_type == "text/csv":
        return answers.text_table(said.body.decode()) if said.body not in (b"true", b"false") else said.body == b"true"
    return answers.of_engine(ox.parse_query_results(said.body, _ROWS[said.media_type]))  # type: ignore[arg-type]


def _plain(result: QueryResult) -> Answer:
    if result.kind is QueryKind.ASK:
        return result.rows == (("true",),)
    solutions = [tuple(map(_engine_term, solution)) for solution in result.solutions]
    if result.kind is QueryKind.GRAPH:
        return ("graph", answers.graph(ox.Triple(*solution) for solution in solutions))  # type: ignore[arg-type]
    return answers.table(result.columns, solutions)


def _engine_term(term: Iri | Lit | Foreign | None) -> object:
    if isinstance(term, Iri):
        return ox.NamedNode(term.value)
    if isinstance(term, Lit):
        return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))
    if term is None:
        return None
    subject, predicate = ox.NamedNode(_EXAMPLE), ox.NamedNode(_EXAMPLE)
    line = f"{subject} {predicate} {term.written} ."
    return (
        ox.BlankNode(term.value[2:])
        if term.value.startswith("_:")
        else next(iter(ox.parse(line, format=ox.RdfFormat.N_TRIPLES))).object
    )
