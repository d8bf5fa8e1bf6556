"""Under which MeSH record a name itself is filed, where that is not the record of the concept that it names.

Two tables say so. ``filed.tsv`` is MeSH's own: a salt, an isomer or a group of substances has a record apart from the
substance (*dilevalol* stands under Labetalol). ``annotated.tsv`` has the records that people who annotated articles
chose for a name, and no sentence of theirs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError
from kg.model import Filing, FilingBasis, Kind
from kg.terminology.normalise import closeness, key
from kg.terminology.records import Source
from kg.terminology.sources import read_checked

FILED, ANNOTATED = "filed.tsv", "annotated.tsv"
COLUMNS = ("name", "kind", "curies", "note")
CAUSED, RETIRED = "drug", "retired"

_CLOSE = {FilingBasis.NAME: 0.98, FilingBasis.ANNOTATORS: 0.96}
"""How close a name must be to a row's: MeSH has *Alcohols* apart from *Alcohol*, annotators do not."""
_CLINICAL = (Kind.DISEASE, Kind.FINDING)


@dataclass(frozen=True, slots=True, order=True)
class FiledName:
    """A row: ``curies`` are the records of ``name``. ``note`` is ``drug`` when they are of a condition that drugs
    cause, ``retired`` when MeSH has them no more.
    """

    name: str
    kind: Kind
    curies: tuple[str, ...]
    note: str = ""

    def row(self) -> str:
        """The line of the table."""
        return "\t".join((self.name, self.kind.value, "|".join(self.curies), self.note))


class Filed:
    """The rows of both tables by the key of their names; those of the annotators come first."""

    def __init__(self, folder: Path, sources: Iterable[Source]) -> None:
        """Raises ``ResourceError`` when a table is broken or not the one that ``sources`` list."""
        self._by_key: dict[str, list[tuple[FiledName, FilingBasis]]] = {}
        listed = {s.file: s for s in sources}
        for file, basis in ((ANNOTATED, FilingBasis.ANNOTATORS), (FILED, FilingBasis.NAME)):
            for row in _rows(folder, listed[file]) if file in listed else ():
                self._by_key.setdefault(key(row.name), []).append((row, basis))

    def of(self, name: str, kind: Kind, *, of_drugs: bool) -> tuple[Filing, ...]:
        """The records of ``name`` as one of ``kind``; ``of_drugs`` says that the text is about what drugs do."""
        for row, basis in self._by_key.get(key(name), ()):
            fits = row.kind is kind or (row.kind in _CLINICAL and kind in _CLINICAL)
            if fits and (of_drugs or row.note != CAUSED) and closeness(name, row.name)[0] >= _CLOSE[basis]:
                why = FilingBasis.RETIRED if row.note == RETIRED else basis
                return tuple(Filing(curie, why) for curie in row.curies)
        return ()


def write_filed(path: Path, rows: Iterable[FiledName]) -> None:
    """Write a table, sorted."""
    lines = ["\t".join(COLUMNS), *(row.row() for row in sorted(rows))]
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def read_filed(path: Path) -> Iterable[FiledName]:
    """The rows of a table; nothing where there is none. Raises ``ResourceError`` when it is broken."""
    return _parsed(path.read_bytes(), path) if path.is_file() else ()


def _rows(folder: Path, source: Source) -> Iterable[FiledName]:
    return _parsed(read_checked(folder, source), folder / source.file)


def _parsed(data: bytes, path: Path) -> Iterable[FiledName]:
    rows = list(csv.reader(data.decode("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    if tuple(rows[0]) != COLUMNS or any(len(row) != len(COLUMNS) for row in rows):
        where = str(path)
        raise ResourceError("a table of filed names is broken", where=where, cure="Install claimgraph again.")
    return (FiledName(name, Kind(kind), tuple(curies.split("|")), note) for name, kind, curies, note in rows[1:])
