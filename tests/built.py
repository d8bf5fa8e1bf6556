"""What the fixtures that build a corpus give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.run.report import BuildReport


@dataclass(frozen=True, slots=True)
class Built:
    """A corpus and what was built from it."""

    corpus: Path
    out: Path
    report: BuildReport
