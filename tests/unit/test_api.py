"""The public names of the package."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import kg

PUBLIC = [
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


def test_the_public_names_are_these() -> None:
    assert sorted(kg.__all__) == sorted(PUBLIC) == dir(kg)


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(importlib.import_module("kg"), name) is not None


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'biuld'"):
        kg.biuld  # noqa: B018


@pytest.mark.parametrize("statement", ["import kg", "import kg.cli.app", "from kg.settings import Settings"])
def test_nothing_heavy_is_imported_before_it_is_needed(statement: str) -> None:
    heavy = "('spacy', 'scispacy', 'onnxruntime', 'numpy', 'rdflib', 'pyoxigraph', 'lxml', 'pyvis', 'networkx')"
    program = f"import sys; {statement}; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
