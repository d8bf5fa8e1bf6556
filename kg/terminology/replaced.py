"""Identifiers that their schemes have given up, and what took their place."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError
from kg.terminology.records import Source
from kg.terminology.sources import read_checked

REPLACED_FILE = "replaced.tsv.gz"
_GZIP = zlib.MAX_WBITS | 16


@dataclass(frozen=True, slots=True, order=True)
class Replacement:
    """A deprecated CURIE. ``by`` are the CURIEs in its place, none when its scheme names none; ``label`` is the one
    that it had, and ``source`` who says so.
    """

    curie: str
    by: tuple[str, ...]
    label: str
    source: str


def pack(replaced: Iterable[Replacement]) -> bytes:
    """The table as text: a row a CURIE, sorted."""
    rows = ("\t".join((r.curie, "|".join(r.by), " ".join(r.label.split()), r.source)) for r in sorted(replaced))
    return "".join(row + "\n" for row in rows).encode("utf-8")


def read_replaced(folder: Path, source: Source) -> tuple[Replacement, ...]:
    """The rows of a table. Raises ``ResourceError`` when it is broken or not the one that ``source`` says."""
    try:
        text = zlib.decompress(read_checked(folder, source), wbits=_GZIP).decode("utf-8")
        rows = [line.split("\t") for line in text.splitlines()]
        return tuple(
            Replacement(curie, tuple(by.split("|")) if by else (), label, who) for curie, by, label, who in rows
        )
    except (zlib.error, ValueError) as error:
        where = str(folder / source.file)
        raise ResourceError(
            "the table of replaced identifiers is broken",
            where=where,
            cure="Install claimgraph again, or add the terminology again.",
        ) from error
