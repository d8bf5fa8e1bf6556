"""The formats of annotated corpora: one reader each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.corpus import RawFile, look_at
from kg.errors import InputError
from kg.evaluate import bioc, jsonl, pubtator
from kg.evaluate.marked import once
from kg.evaluate.records import GoldDocument


def _bioc(file: RawFile) -> Iterator[GoldDocument]:
    return (bioc.read_json if _begins(file)[:1] in (b"{", b"[") else bioc.read_xml)(file)


FORMATS: Mapping[str, Callable[[RawFile], Iterator[GoldDocument]]] = MappingProxyType(
    {"pubtator": pubtator.read, "bioc": _bioc, "jsonl": jsonl.read}
)
"""The readers by the name of the format; ``bioc`` is XML or JSON."""


def read_gold(path: Path, form: str | None = None) -> tuple[GoldDocument, ...]:
    """The documents of an annotated corpus, which may be compressed (``.gz``, ``.xz``).

    Without ``form`` the format is told by what the file begins with. Raises ``InputError`` with the line for a file
    that is not in the format, ``KeyError`` when there is no such format.
    """
    file = look_at(path, path.name)
    read = FORMATS[form or _format(file)]
    return tuple(once(read(file), file.source))


def _begins(file: RawFile) -> bytes:
    return file.head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _format(file: RawFile) -> str:
    first = _begins(file).split(b"\n", 1)[0]
    if first.startswith(b"<"):
        return "bioc"
    if first.startswith((b"{", b"[")):
        whole_line = first.rstrip().endswith(b"}") and b'"documents"' not in first and b'"passages"' not in first
        return "jsonl" if whole_line or file.suffix in (".jsonl", ".ndjson") else "bioc"
    if first.count(b"|") >= 2:
        return "pubtator"
    raise InputError(
        "the format of the gold file is not known", where=file.source, cure="Say it with --format pubtator|bioc|jsonl."
    )
