"""Which genes of mice and rats correspond to a human gene."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ResourceError
from kg.terminology.records import Source
from kg.terminology.sources import read_checked

ORTHOLOGS_FILE = "orthologs.tsv.gz"
_GZIP = zlib.MAX_WBITS | 16


@dataclass(frozen=True, slots=True, order=True)
class Orthologs:
    """A human gene and its counterparts: ``mouse`` as CURIEs of NCBI Gene, ``rat`` as CURIEs of RGD."""

    human: str
    mouse: tuple[str, ...]
    rat: tuple[str, ...]

    def of(self, species: str) -> tuple[str, ...]:
        """The counterparts in ``mouse`` or ``rat``; none in another species."""
        return {"mouse": self.mouse, "rat": self.rat}.get(species, ())


def pack(rows: Iterable[Orthologs]) -> bytes:
    """The table as text: a row a human gene, sorted."""
    lines = ("\t".join((r.human, "|".join(r.mouse), "|".join(r.rat))) + "\n" for r in sorted(rows))
    return "".join(lines).encode("ascii")


def read_orthologs(folder: Path, source: Source) -> dict[str, Orthologs]:
    """The rows by human gene. Raises ``ResourceError`` when the table is broken or not the one that ``source`` says."""
    try:
        text = zlib.decompress(read_checked(folder, source), wbits=_GZIP).decode("ascii")
        rows = (line.split("\t") for line in text.splitlines())
        return {human: Orthologs(human, _curies(mouse), _curies(rat)) for human, mouse, rat in rows}
    except (zlib.error, ValueError) as error:
        where = str(folder / source.file)
        raise ResourceError(
            "the table of orthologs is broken", where=where, cure="Install claimgraph again."
        ) from error


def _curies(field: str) -> tuple[str, ...]:
    return tuple(field.split("|")) if field else ()
