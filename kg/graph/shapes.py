"""Is a graph what the contract says: checked with the shapes in ``ontologies/shapes.ttl``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rdflib import SH, XSD, Graph, Literal
from rdflib.term import Node

from kg.errors import ResourceError
from kg.graph.store import load
from kg.resources import ontologies


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A node that breaks a shape: which node, at which property (empty for the node itself), and what is wrong."""

    node: str
    path: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        value = f": {self.value!r}" if self.value else ""
        return f"{self.node} {self.path or 'itself'}: {self.message}{value}"


def validate(path: Path | str, shapes: Path | None = None) -> tuple[Finding, ...]:
    """All that breaks a shape in a graph file or the output folder of a build, sorted; nothing means it conforms.

    Needs pyshacl, which comes with the ``test`` extra. Raises ``ResourceError`` without it, ``GraphError`` for a graph
    that cannot be read.
    """
    try:
        from pyshacl import validate as check
    except ImportError as error:
        raise ResourceError("pyshacl is not installed", cure="Run: pip install 'claimgraph[test]'") from error
    data = Graph()
    for subject, predicate, obj in load(path):
        data.add((subject, predicate, _plain(obj)))
    rules = Graph().parse(shapes or ontologies() / "shapes.ttl", format="turtle")
    _, report, _ = check(data, shacl_graph=rules)
    if not isinstance(report, Graph):
        raise ResourceError(
            f"the shapes cannot be used: {report!s}", where="shapes.ttl", cure="Install claimgraph again."
        )
    return tuple(sorted(_findings(report)))


def _plain(node: Node) -> Node:
    """rdflib tells ``"a"`` from ``"a"^^xsd:string``, which RDF 1.1 says are the same; its shapes have the former."""
    return Literal(str(node)) if isinstance(node, Literal) and node.datatype == XSD.string else node


def _findings(report: Graph) -> Iterator[Finding]:
    def text(result: Node, predicate: Node) -> str:
        found = report.value(result, predicate)
        return "" if found is None else str(found)

    for result in report.objects(None, SH.result):
        yield Finding(
            text(result, SH.focusNode),
            text(result, SH.resultPath),
            _message(report, result),
            text(result, SH.value),
        )


def _message(report: Graph, result: Node) -> str:
    """What is wrong; of a node that is to fit another shape, what is wrong with it there."""
    details = sorted(_message(report, detail) for detail in report.objects(result, SH.detail))
    return "; ".join(details) or str(report.value(result, SH.resultMessage) or "")
