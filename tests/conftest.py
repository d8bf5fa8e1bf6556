"""What the tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The development data that lies beside a checkout (gold articles, the first article, scorers)."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CLAIMGRAPH_REQUIRE_SHARED") == "1":
            pytest.fail("the development data beside the checkout is required here and is missing")
        pytest.skip("the development data does not lie beside this checkout")
    return folder
