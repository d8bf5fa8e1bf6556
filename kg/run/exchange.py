"""Two built graphs: united, and compared."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.errors import UsageError
from kg.graph import GraphOptions, base_of, read_quads
from kg.graph.difference import Difference, difference
from kg.graph.layout import union
from kg.graph.oxigraph import NO_GRAPH
from kg.graph.terms import Quad
from kg.graph.unite import United, unite
from kg.graph.write import evidenced, nquads_lines, turtle_bytes
from kg.run.outputs import OUTPUTS


def compare(old: Path, new: Path) -> Difference:
    """What became of the graph ``old`` in the graph ``new``; each is a graph file or the output folder of a build.

    Raises ``GraphError`` for a graph that cannot be read, ``UsageError`` when only one of them has named graphs.
    """
    one, other = read_quads(old, named=True), read_quads(new, named=True)
    if _is_named(one) != _is_named(other) and one and other:
        raise UsageError(
            "a graph with named graphs and one without cannot be compared",
            where=f"{old}, {new}",
            cure="Give two folders, two N-Quads files or two Turtle files.",
        )
    return difference(one, other)


def merge(graphs: Iterable[Path], out: Path, threshold: float) -> United:
    """Write the union of built graphs into the folder ``out``, as ``kg.ttl`` and ``kg.nq``.

    Raises ``GraphError`` for a graph that cannot be read, ``UsageError`` for one without named graphs, for graphs with
    different bases, and when ``out`` cannot be written or holds a build.
    """
    parts = [(path, read_quads(path, named=True)) for path in graphs]
    for path, quads in parts:
        if not _is_named(quads):
            cure = "Name the output folder of a build, or its kg.nq."
            raise UsageError("only graphs with named graphs can be merged", where=str(path), cure=cure)
    bases = sorted({base_of(quads) for _, quads in parts})
    if len(bases) > 1:
        raise UsageError(
            f"the graphs have different bases: {', '.join(bases)}", cure="Build them with the same setting of base."
        )
    united = unite((quads for _, quads in parts), GraphOptions(bases[0], threshold))
    _write(united.quads, bases[0], out)
    return united


def _is_named(quads: list[Quad]) -> bool:
    return any(quad.graph != NO_GRAPH for quad in quads)


def _write(quads: Iterable[Quad], base: str, out: Path) -> None:
    rows = list(quads)
    files = {"kg.nq": b"".join(nquads_lines(rows)), "kg.ttl": turtle_bytes(union(evidenced(rows)), base)}
    try:
        out.mkdir(parents=True, exist_ok=True)
        if any((out / name).exists() for name in OUTPUTS if name not in files):
            raise UsageError("a build is in this folder", where=str(out), cure="Name another folder for the union.")
        for name, content in files.items():
            part = out / f".{name}.part"
            part.write_bytes(content)
            part.replace(out / name)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot be written: {reason}", where=str(out), cure="Name another folder.") from error
