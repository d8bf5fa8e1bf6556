"""Curators' decisions on a graph: found again, weighed against each other, applied and written."""

from kg.graph.curation.apply import apply_decisions, judged_claims
from kg.graph.curation.content import outcome_of, seen_by, stated, triple_of
from kg.graph.curation.outcome import CurationOutcome, Disputed, Unapplied, Unseen, Vanished
from kg.graph.curation.write import decision_quads

__all__ = [
    "CurationOutcome",
    "Disputed",
    "Unapplied",
    "Unseen",
    "Vanished",
    "apply_decisions",
    "decision_quads",
    "judged_claims",
    "outcome_of",
    "seen_by",
    "stated",
    "triple_of",
]
