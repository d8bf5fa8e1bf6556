"""The table of antibodies and their targets, as the names of UNII tell them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError
from kg.terminology.records import Source
from kg.terminology.sources import read_checked

ANTIBODIES_FILE = "antibodies.tsv"
_COLUMNS = ["subject", "object", "source"]


@dataclass(frozen=True, slots=True, order=True)
class AntibodyTarget:
    """A drug, what it is directed against (both CURIEs), and the name of UNII that says so."""

    drug: str
    target: str
    source: str


def pack(rows: Iterable[AntibodyTarget]) -> bytes:
    """The table as text: a line of column names, then a line a row."""
    lines = ["\t".join(_COLUMNS), *("\t".join((row.drug, row.target, row.source)) for row in rows)]
    return "".join(line + "\n" for line in lines).encode("utf-8")


def read_antibodies(folder: Path, sources: Iterable[Source]) -> tuple[AntibodyTarget, ...]:
    """The rows; none where the folder has no such table.

    Raises ``ResourceError`` when the table is broken or not the one that ``SOURCES`` lists.
    """
    listed = next((source for source in sources if source.file == ANTIBODIES_FILE), None)
    if listed is None:
        return ()
    text = read_checked(folder, listed).decode("utf-8")
    rows = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    if rows[:1] != [_COLUMNS] or any(len(row) != len(_COLUMNS) for row in rows):
        raise ResourceError(
            "the table of antibodies is broken", where=str(folder / ANTIBODIES_FILE), cure="Install claimgraph again."
        )
    return tuple(AntibodyTarget(*row) for row in rows[1:])
