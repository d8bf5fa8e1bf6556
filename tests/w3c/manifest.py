"""The cases of a test suite in the W3C's form, read from its manifests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
CORE = Namespace("http://www.w3.org/2000/10/rdf-tests/rdfcore/testSchema#")
_CORE_BASE = "http://www.w3.org/2000/10/rdf-tests/rdfcore/"

_RDF = re.compile(r"Test(Turtle|NTriples|NQuads|Trig|XML|NTriples12|Turtle12)?(Positive|Negative)?(Syntax|Eval)")
_JSON_LD = re.compile(r"(Positive|Negative)EvaluationTest")
_SPARQL = re.compile(r"(Positive|Negative)(Update)?SyntaxTest(?:11)?")


@dataclass(frozen=True, slots=True)
class Case:
    """One test: what is read or asked, and what must come of it.

    ``kind`` is ``file`` for a file of RDF, ``query`` or ``update``; ``action`` is that file or the text of it.
    ``expected`` is the file with the answer, None where the syntax alone is tested; ``refused`` says that it must not
    be read. ``base`` is the IRI that relative ones are read by. ``graphs`` are the named graphs by their IRI.
    """

    suite: str
    name: str
    kind: str
    action: Path
    base: str
    refused: bool = False
    expected: Path | None = None
    data: tuple[Path, ...] = ()
    graphs: tuple[tuple[str, Path], ...] = ()

    @property
    def title(self) -> str:
        return f"{self.suite}/{self.name}"


def manifests(folder: Path) -> list[Path]:
    """Every manifest that lists cases, below a folder; ``Manifest.rdf`` is that of RDF/XML."""
    return sorted([*folder.rglob("manifest*.ttl"), *folder.rglob("Manifest.rdf")])


def cases(manifest: Path) -> Iterator[Case]:
    """The cases that a manifest lists, in its order; none of those that it includes from others."""
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    yield from _of_rdf_xml(graph, manifest)
    for listed in graph.objects(None, MF.entries):
        for test in Collection(graph, listed):
            case = _case(graph, test, manifest)
            if case is not None:
                yield case


def _of_rdf_xml(graph: Graph, manifest: Path) -> Iterator[Case]:
    """The approved cases of the first suite of RDF/XML, which has a vocabulary of its own."""

    def here(iri: Node | None) -> Path:
        return manifest.parent / str(iri).removeprefix(_CORE_BASE)

    for kind in (CORE.PositiveParserTest, CORE.NegativeParserTest):
        for test in sorted(graph.subjects(RDF.type, kind)):
            read, made = graph.value(test, CORE.inputDocument), graph.value(test, CORE.outputDocument)
            if str(graph.value(test, CORE.status)) == "APPROVED":
                refused = kind == CORE.NegativeParserTest
                name = str(test).removeprefix(_CORE_BASE).replace("/Manifest.rdf#", "-")
                yield Case("rdf-xml", name, "file", here(read), str(read), refused, None if refused else here(made))


def _case(graph: Graph, test: Node, manifest: Path) -> Case | None:
    suite, name = manifest.parent.name, str(test).rpartition("#")[2]
    kinds = [str(kind).rpartition("#")[2] for kind in graph.objects(test, RDF.type)]
    action, result = graph.value(test, MF.action), graph.value(test, MF.result)
    for kind in kinds:
        if match := _RDF.fullmatch(kind):
            path = _path(action)
            expected = _path(result) if isinstance(result, URIRef) else None
            return Case(suite, name, "file", path, _base(graph, path), match[2] == "Negative", expected)
        if "ToRDFTest" in kinds and (match := _JSON_LD.fullmatch(kind)):
            path = _path(action)
            expected = _path(result) if isinstance(result, URIRef) else None
            return Case(suite, name, "file", path, _base(graph, path), match[1] == "Negative", expected)
        if match := _SPARQL.fullmatch(kind):
            path = _path(action)
            return Case(suite, name, "update" if match[2] else "query", path, path.as_uri(), match[1] == "Negative")
        if kind == "UpdateEvaluationTest":
            path = _path(graph.value(action, UT.request) or graph.value(action, MF.request) or action)
            return Case(suite, name, "update", path, path.as_uri())
        if kind in ("QueryEvaluationTest", "CSVResultFormatTest") and (action, QT.query, None) in graph:
            if (action, QT.serviceData, None) in graph:
                return None  # Oxigraph alone would call the servers that it names.
            return _evaluated(graph, action, result, suite, name)
    return None


def _evaluated(graph: Graph, action: Node | None, result: Node | None, suite: str, name: str) -> Case:
    assert action is not None
    path = _path(graph.value(action, QT.query))
    named = tuple((str(iri), _path(iri)) for iri in graph.objects(action, QT.graphData) if isinstance(iri, URIRef))
    data = tuple(_path(iri) for iri in graph.objects(action, QT.data))
    expected = _path(result) if isinstance(result, URIRef) else None
    return Case(suite, name, "query", path, path.as_uri(), False, expected, data, named)


def _base(graph: Graph, path: Path) -> str:
    """Where the file of a test is assumed to stand: its manifest may say it, else its own address."""
    assumed = next(iter(graph.objects(None, MF.assumedTestBase)), None)
    return (
        f"{assumed}{path.name}" if assumed else _ASSUMED.get(path.parent.name, path.parent.as_uri() + "/") + path.name
    )


_ASSUMED = {
    "turtle": "http://www.w3.org/2013/TurtleTests/",
    "trig": "http://www.w3.org/2013/TriGTests/",
}
"""Where the suites of 2013 say that they stand, in their READMEs only."""


def _path(iri: Node | None) -> Path:
    assert iri is not None
    return Path(unquote(urlsplit(str(iri)).path))
