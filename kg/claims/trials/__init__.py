"""Trial design and results: which trials a document is about, their arms, size, phase and what they found."""

from __future__ import annotations

from kg.claims.trials.records import TrialFrame, TrialReading
from kg.claims.view import DocumentView

__all__ = ["TrialFrame", "TrialReading", "read"]


def read(view: DocumentView) -> TrialReading:
    """The trials that ``view`` names or describes, with a claim for every fact of their design."""
    del view
    return TrialReading((), ())
