"""Build and question graphs of biomedical claims.

The public names are loaded on first use, so that ``import kg`` costs nothing but this file.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC: dict[str, str] = {
    "Document": "kg.model",
    "Mention": "kg.model",
    "Claim": "kg.model",
    "Span": "kg.model",
}

__all__ = ["__version__", *_PUBLIC]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
