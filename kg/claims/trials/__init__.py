"""Trial design and results: which trials a document is about, their arms, size, phase and what they found."""

from __future__ import annotations

from kg.claims.trials.reader import read
from kg.claims.trials.records import TrialFrame, TrialReading

__all__ = ["TrialFrame", "TrialReading", "read"]
