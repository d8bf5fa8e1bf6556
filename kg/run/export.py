"""A built graph in another format."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError
from kg.export import ANNOTATIONS_LOSE, GRAPH_ANNOTATIONS, NETWORK_FORMATS
from kg.graph import RDF_FORMATS, annotated_of, base_of, read_quads, write_rdf
from kg.run.network import network


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export by name, one without a name when it is the only one, and what the format lost."""

    files: tuple[tuple[str, bytes], ...]
    losses: tuple[str, ...]


def export(graph: Path | str, form: str) -> Export:
    """The graph of a file or of a build's output folder in the format that is named ``form``.

    Raises ``GraphError`` for a graph that cannot be read, ``UsageError`` for an unknown format.
    """
    if form in RDF_FORMATS:
        written = write_rdf(read_quads(graph, named=RDF_FORMATS[form].named), form)
        return Export((("", written.content),), written.losses)
    if form in GRAPH_ANNOTATIONS:
        return _annotations(graph, form)
    if form not in NETWORK_FORMATS:
        known = ", ".join((*RDF_FORMATS, *NETWORK_FORMATS, *GRAPH_ANNOTATIONS))
        raise UsageError(f"there is no format {form!r}", cure=f"Known are {known}.")
    chosen = NETWORK_FORMATS[form]
    # All mentions are in the file with named graphs, and the links of names are those of all mentions.
    made = network(read_quads(graph, named=form == "sssom"))
    files = tuple((name, text.encode()) for name, text in chosen.write(made))
    return Export(files, (chosen.loses, *made.left_out))


def _annotations(graph: Path | str, form: str) -> Export:
    quads, writer = read_quads(graph, named=True), GRAPH_ANNOTATIONS[form]
    base = base_of(quads)
    documents = (writer.document(one, base) for one in annotated_of(quads, str(graph)))
    content = "".join((writer.opening, *documents, writer.closing))
    return Export((("", content.encode()),), (ANNOTATIONS_LOSE,))


def save(export: Export, out: Path) -> None:
    """Write an export of one file to the file ``out``, and one of several into the folder ``out``.

    Raises ``UsageError`` when that cannot be written.
    """
    try:
        if all(name for name, _ in export.files):
            out.mkdir(parents=True, exist_ok=True)
        for name, content in export.files:
            (out / name if name else out).write_bytes(content)
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(out), cure="Name another place.") from error
