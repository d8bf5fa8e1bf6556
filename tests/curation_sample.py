"""Curation events for the tests, about the claims of :mod:`graph_sample` and about none."""

from __future__ import annotations

from kg.curate import sealed
from kg.model import ClaimTriple, Correction, CurationEvent, Decision, ErrorTag, Modality

CARBERRY = "0000-0002-1825-0097"
"""ORCID's own fictitious researcher."""

OTHER = "0000-0001-5109-3700"

EVENT = sealed(
    CurationEvent(
        id="",
        claim="https://w3id.org/claimgraph/id/claim/5f2a90c1d4e7b6835f2a90c1",
        triple=ClaimTriple(
            "http://identifiers.org/unii/R30772KCU0",
            "cg:inhibits",
            "http://identifiers.org/hgnc/1667",
            False,
            Modality.ASSERTED,
        ),
        evidence=("https://w3id.org/claimgraph/id/evidence/9c1e4a7bd02f6c3e9c1e4a7b",),
        decision=Decision.REJECT,
        tag=ErrorTag.WRONG_RELATION,
        note="It says “binds”, not inhibits.",
        correction=Correction(predicate="cg:targets"),
        curator=CARBERRY,
        time="2026-01-31T12:00:00.000Z",
        tool="claimgraph 0.1.0",
        supersedes=(),
    )
)
"""The example of ``docs/curation.md``."""
