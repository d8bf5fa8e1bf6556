"""Files as bytes: opened (compressed or not), bounded in size, and decoded."""

from __future__ import annotations

import codecs
import gzip
import lzma
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, cast

from kg.errors import InputError
from kg.model import Notice

LARGEST_ARTICLE = 10 * 2**20
"""Bytes of one article or record; more is not an article, and would hold up a whole build."""

_HEAD = 64 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_MOST_CONTROL = 0.01
_MOST_HIGH = 0.1
"""Share of bytes above 0x7F in western European prose that is taken for Windows-1252; its real share is a few per
cent.
"""

_BINARY = "the file is binary, not text"
_CONVERT = "Remove it, or convert it to plain text."
_SAVE_AS_UTF8 = "Save the file as UTF-8."


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file of the corpus. ``source`` is its path relative to the root with ``/``; ``head`` its first 64 KiB,
    decompressed.
    """

    path: Path
    source: str
    head: bytes

    @property
    def suffix(self) -> str:
        """The extension in lower case, that of the compression left out (``.jsonl`` of ``a.JSONL.gz``)."""
        name = PurePosixPath(self.source.lower())
        return PurePosixPath(name.stem).suffix if name.suffix in (".gz", ".xz") else name.suffix

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The bytes, decompressed.

        Raises ``InputError`` when the compression is broken or the file cannot be read, here or while reading.
        """
        with _reported(self.source), _open(self.path) as stream:
            yield stream

    def content(self) -> bytes:
        """All bytes, decompressed.

        Raises ``InputError`` when there are more than :data:`LARGEST_ARTICLE`.
        """
        with self.open() as stream:
            content = stream.read(LARGEST_ARTICLE + 1)
        if len(content) > LARGEST_ARTICLE:
            raise InputError(
                f"the file is larger than an article can be ({LARGEST_ARTICLE // 2**20} MiB)",
                where=self.source,
                cure="Split it, or give it as JSONL with one article a line.",
            )
        return content


def look_at(path: Path, source: str) -> RawFile:
    """The file at ``path``.

    Raises ``InputError`` when it is no regular file, empty, or cannot be read.
    """
    if not path.is_file():
        what = "not a regular file" if path.exists() else "the file does not exist"
        raise InputError(what, where=source, cure="Remove it from the corpus.")
    with _reported(source), _open(path) as stream:
        head = stream.read(_HEAD)
    if not head.removeprefix(codecs.BOM_UTF8).strip():
        raise InputError("the file is empty", where=source, cure="Remove it, or put the article into it.")
    return RawFile(path, source, head)


def decode(content: bytes, source: str) -> tuple[str, tuple[Notice, ...]]:
    """The text of a file, without byte order mark, line ends as they are.

    UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-8 without. What is not valid UTF-8 and has the look of western
    European prose is read as Windows-1252, with the notice ``encoding-guessed``. Raises ``InputError`` for anything
    else.
    """
    bom, encoding = next(((b, e) for b, e in _BOMS if content.startswith(b)), (b"", "utf-8"))
    notices: tuple[Notice, ...] = ()
    if not bom and b"\0" in content:
        raise InputError(_BINARY, where=source, cure=_CONVERT)
    try:
        text = content[len(bom) :].decode(encoding)
    except UnicodeDecodeError as error:
        if bom:
            raise InputError(
                f"not the {encoding.upper()} that it begins as", where=source, cure=_SAVE_AS_UTF8
            ) from error
        text, notices = _windows_1252(content, source)
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise InputError(_BINARY, where=source, cure=_CONVERT)
    if not text.strip():
        raise InputError("the file is empty", where=source, cure="Remove it, or put the article into it.")
    return text, notices


def _windows_1252(content: bytes, source: str) -> tuple[str, tuple[Notice, ...]]:
    high = sum(1 for byte in content if byte > 0x7F)
    try:
        if high > _MOST_HIGH * len(content):
            raise InputError("the encoding of the file is not known", where=source, cure=_SAVE_AS_UTF8)
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise InputError("the encoding of the file is not known", where=source, cure=_SAVE_AS_UTF8) from error
    message = "not UTF-8; read as Windows-1252"
    return text, (Notice("encoding-guessed", message, source, _SAVE_AS_UTF8),)


def _open(path: Path) -> IO[bytes]:
    suffix = path.suffix.lower()
    if suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    if suffix == ".xz":
        return lzma.open(path, "rb")
    return path.open("rb")


@contextmanager
def _reported(source: str) -> Iterator[None]:
    """Turn what the system or a decompressor says into an ``InputError``."""
    try:
        yield
    except (EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile) as error:
        cure = "Fetch the file again: the download may have been cut off."
        raise InputError(f"the compressed file is broken ({error})", where=source, cure=cure) from error
    except OSError as error:
        cure = "Check the file and its permissions."
        raise InputError(f"the file cannot be read ({error.strerror or error})", where=source, cure=cure) from error
