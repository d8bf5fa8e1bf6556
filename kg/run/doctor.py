"""Is the installation sound: every check says what it found and, when it failed, the cure."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ClaimgraphError
from kg.run.provenance import hashes, versions
from kg.run.stages import Stages
from kg.settings import Settings


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    says: str
    cure: str = ""


def examine(settings: Settings, out: Path) -> tuple[Check, ...]:
    """Look at Python, the packages, the model, the terminology and ``out``. Takes as long as loading them."""
    return (*_interpreter(), *_resources(settings), _output(out))


def _interpreter() -> Iterator[Check]:
    version = ".".join(map(str, sys.version_info[:3]))
    right = (3, 11) <= sys.version_info[:2] <= (3, 12)
    yield Check("python", right, version, "" if right else "Use Python 3.11 or 3.12.")
    for name, found in versions().items():
        if name != "python":
            missing = found == "missing"
            yield Check(name, not missing, found, "Install claimgraph again." if missing else "")


def _resources(settings: Settings) -> Iterator[Check]:
    try:
        known = hashes(settings)
        for name in ("code", "terminology", "model", "settings"):
            yield Check(f"{name} sha256", True, known[name])
        stages = Stages.load(settings)
    except ClaimgraphError as error:
        yield Check("model and terminology", False, error.what, error.cure)
        return
    yield Check(
        "model and terminology", True, f"{settings.model} and {len(stages.terminology.sources)} terminologies load"
    )


def _output(out: Path) -> Check:
    nearest = next(folder for folder in (out.absolute(), *out.absolute().parents) if folder.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Check("output folder", True, f"{out} can be written")
    return Check("output folder", False, f"{nearest} cannot be written", "Name another folder with --out.")
