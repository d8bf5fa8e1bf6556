"""Which code, model, terminology and settings made an output."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import kg
from kg import resources
from kg.settings import OWN_MODEL, Settings
from kg.terminology.added.folder import LIST_FILE

ENGINES = ("lxml", "numpy", "onnxruntime", "pyoxigraph", "pyvis", "rdflib", "scispacy", "spacy", "tokenizers")
"""The packages whose version can change an output."""

_PACKAGE = Path(kg.__file__).resolve().parent


def versions() -> dict[str, str]:
    """claimgraph's version, Python's (major.minor) and those of :data:`ENGINES`; "missing" when not installed."""
    found = {"claimgraph": kg.__version__, "python": ".".join(platform.python_version_tuple()[:2])}
    for name in ENGINES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    return found


def hashes(settings: Settings) -> dict[str, str]:
    """SHA-256 of the code, the model, the terminology and the settings that can change an output."""
    ontologies = resources.ontologies()
    inside = (resources.models(), _PACKAGE / "ontologies")
    code = (path for path in _PACKAGE.rglob("*") if not any(path.is_relative_to(folder) for folder in inside))
    return {
        "code": digest(_PACKAGE, code),
        "model": _model(settings.model),
        "terminology": _terminology(ontologies, settings.terminologies),
        "settings": settings.digest(),
    }


def fingerprint(settings: Settings) -> str:
    """One SHA-256 over :func:`versions` and :func:`hashes`: installations with the same one write the same bytes."""
    return hashlib.sha256(json.dumps([versions(), hashes(settings)], sort_keys=True).encode()).hexdigest()


def _terminology(embedded: Path, added: Path | None) -> str:
    """Of the embedded files, and of the list of added ones, which has the hashes of their files."""
    own = digest(embedded, embedded.rglob("*"))
    if added is None:
        return own
    return hashlib.sha256((own + digest(added, [added / LIST_FILE])).encode("ascii")).hexdigest()


def _model(name: str) -> str:
    """Of the folder that the model lies in: ours, one that was named, or that of an installed package."""
    folder = resources.models() / OWN_MODEL if name == OWN_MODEL else Path(name)
    if not folder.is_dir():
        package = find_spec(name) if name.isidentifier() else None
        if package is None or not package.submodule_search_locations:
            return "missing"
        folder = Path(package.submodule_search_locations[0])
    return digest(folder, folder.rglob("*"))


def digest(root: Path, paths: Iterable[Path]) -> str:
    """SHA-256 over the names and contents of the files among ``paths``, in order of their names under ``root``."""
    whole = hashlib.sha256()
    for path in sorted(paths):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(path.relative_to(root).as_posix().encode() + b"\0")
            with path.open("rb") as file:
                whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
