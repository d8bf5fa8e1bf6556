"""Build and question graphs of biomedical claims.

The public names are loaded on first use, so that ``import kg`` costs nothing but this file.
"""

from __future__ import annotations

from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.corpus import read_corpus
    from kg.errors import ClaimgraphError
    from kg.graph import load
    from kg.graph.network import to_networkx
    from kg.graph.opened import ClaimGraph, open
    from kg.model import Annotated, Claim, Concept, Document, Evidence, Extraction, Failure, Mention, Span
    from kg.run.annotate import annotate
    from kg.run.build import build
    from kg.run.report import BuildReport
    from kg.settings import Settings, load_settings

_PUBLIC = MappingProxyType(
    {
        "Annotated": "kg.model",
        "BuildReport": "kg.run.report",
        "Claim": "kg.model",
        "ClaimGraph": "kg.graph.opened",
        "ClaimgraphError": "kg.errors",
        "Concept": "kg.model",
        "Document": "kg.model",
        "Evidence": "kg.model",
        "Extraction": "kg.model",
        "Failure": "kg.model",
        "Mention": "kg.model",
        "Settings": "kg.settings",
        "Span": "kg.model",
        "annotate": "kg.run.annotate",
        "build": "kg.run.build",
        "load": "kg.graph",
        "load_settings": "kg.settings",
        "open": "kg.graph.opened",
        "read_corpus": "kg.corpus",
        "to_networkx": "kg.graph.network",
    }
)

__all__ = [
    "Annotated",
    "BuildReport",
    "Claim",
    "ClaimGraph",
    "ClaimgraphError",
    "Concept",
    "Document",
    "Evidence",
    "Extraction",
    "Failure",
    "Mention",
    "Settings",
    "Span",
    "__version__",
    "annotate",
    "build",
    "load",
    "load_settings",
    "open",
    "read_corpus",
    "to_networkx",
]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
