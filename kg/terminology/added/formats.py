"""The formats of terminologies that can be added: one reader each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.errors import ResourceError, UsageError
from kg.terminology.added import obo, obograph, owl, skos, tables
from kg.terminology.added.namespaces import Namespaces
from kg.terminology.added.terms import Term

Reader = Callable[[Path, Namespaces], Iterable[Term]]

FORMATS: Mapping[str, Reader] = MappingProxyType(
    {
        "obo": obo.read,
        "obograph": obograph.read,
        "owl": owl.read,
        "skos": skos.read,
        "ssslm": tables.read_ssslm,
        "sssom": tables.read_sssom,
    }
)
"""The readers by the name that the command line gives the format."""

_SUFFIXES = {
    ".obo": "obo",
    ".json": "obograph",
    ".owl": "owl",
    ".owx": "owl",
    ".ofn": "owl",
    ".ttl": "skos",
    ".nt": "skos",
}


def read(path: Path, form: str | None, namespaces: Namespaces) -> list[Term]:
    """The terms of a file, in order.

    Without ``form`` the format is told by the extension, that of tables by their columns. Raises ``UsageError`` when
    there is no such file or the format is not known, ``ResourceError`` with the line when the file is broken.
    """
    if not path.is_file():
        raise UsageError("there is no such file", where=str(path), cure="Check the path of the terminology.")
    try:
        return list(FORMATS[form or _format(path)](path, namespaces))
    except OSError as error:
        raise ResourceError(
            f"the file cannot be read: {error.strerror}", where=str(path), cure="Check its permissions."
        ) from error


def _format(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    if suffix in (".tsv", ".txt"):
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            head = next((line for line in file if line.strip() and not line.startswith("#")), "")
        if "object_id" in head.split("\t") or "object_id" in head.split():
            return "sssom"
        if "curie" in head.split():
            return "ssslm"
    raise UsageError(
        "the format of the file is not known", where=str(path), cure=f"Say it with --format {'|'.join(FORMATS)}."
    )
