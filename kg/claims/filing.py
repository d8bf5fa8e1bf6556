"""Approvals that are sought or awaited: ``cg:approvedFor`` as ``planned``, never a direct triple.

A sentence about a submission often leaves out the drug or the disease, which are then those that the document is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.approval import APPROVED
from kg.claims.context import Context
from kg.claims.reading import Participant, Reading
from kg.claims.rules import claim
from kg.model import BlockKind, Claim, Modality

_FILING = re.compile(
    r"\b(?:regulatory (?:submissions?|applications?|filings?|reviews?)|submissions? (?:to|for|based)|"
    r"(?:marketing|licen[cs]e|approval|new drug|biologics) (?:authori[sz]ation )?applications?|"
    r"[Aa]pplications? (?:for|in|covering) [^.;]{0,80}?\b(?:filed|submitted|lodged|under review|with the (?:FDA|"
    r"EMA|agency))|"
    r"applications? (?:to regulators|for (?:marketing|approval|authori[sz]ation|use))|seek(?:s|"
    r"ing)? (?:\w+ )?(?:approval|authori[sz]ation|a licen[cs]e)|"
    r"(?:put|puts|putting) in for (?:\w+ )?(?:approval|a licen[cs]e|authori[sz]ation)|"
    r"ask(?:s|ed|ing)? (?:(?:the )?\w+ )?for (?:\w+ )?(?:approval|authori[sz]ation|a licen[cs]e)|"
    r"appl(?:y|ies|ied) (?:to \w+ )?for (?:\w+ )?(?:approval|authori[sz]ation|a licen[cs]e)|fil(?:e|ed|"
    r"ing) (?:an application|for (?:\w+ )?approval)|supplemental (?:new drug|biologics)|"
    r"applications?\b[^.;]{0,60}\b(?:be (?:filed|submitted|made)|(?:was|were|has been|have been) (?:filed|submitted|"
    r"accepted|validated))|"
    r"(?:is|are) (?:now |still |currently )?under (?:(?:regulatory|FDA|EMA|EU|US|agency|priority|"
    r"standard|active) )*review|submit(?:ted)?\b[^.;]{0,60}\b(?:regulators?|FDA|EMA|agenc(?:y|"
    r"ies)|authorit(?:y|ies)|application|approval|licen[cs]e|authori[sz]ation))"
)
_REGULATORY = re.compile(
    r"\b(?:regulat\w+|FDA|EMA|agenc(?:y|ies)|authorit(?:y|ies)|approval|marketing|authori[sz]ation|application|"
    r"licen[cs]e|submission)"
)
_NO = re.compile(
    r"\b(?:no (?:plans?|application|submission)|not (?:yet )?been|not (?:plan\w*|seek\w*|submit\w*|file\w*)|"
    r"withdrawn|withdrew|"
    r"abandon\w*|results (?:of|from) the application)\b"
)


def extract(reading: Reading, context: Context) -> Iterator[Claim]:
    """The approvals that one sentence says are asked for."""
    text = reading.text
    filing = _FILING.search(text)
    if filing is None or not _REGULATORY.search(text) or _NO.search(text):
        return
    if reading.view.block_kind in (BlockKind.TITLE, BlockKind.HEADING):
        return
    for drug in _drugs(reading, context):
        for disease in _diseases(reading, context, filing.start()):
            yield claim(reading, "filing", drug, APPROVED, disease, modality=Modality.PLANNED)


def _drugs(reading: Reading, context: Context) -> tuple[Participant, ...]:
    """The drug that the sentence names first, else the one on trial."""
    named = reading.participants(reading.text, "G")
    if named:
        return named[:1]
    concepts = context.opened_by(reading) or context.drugs[:1] or context.investigational(reading)
    reached = (context.reach(c, reading) for c in concepts)
    return tuple(p for p in reached if p is not None)


_ELSE = re.compile(r";|,? and (?:is|are|has|have|will|plans|intends)\b|, (?:while|whereas|but)\b")
"""Where a sentence turns from a filing to something else."""


def _diseases(reading: Reading, context: Context, at: int) -> tuple[Participant, ...]:
    """The diseases that the filing at ``at`` names, else the sentence's, else its trial's or the first trial's."""
    turn = _ELSE.search(reading.text, at)
    named = reading.participants(reading.text[at : turn.start() if turn else None], "D")
    named = named or reading.participants(reading.text, "D")
    if named:
        return named
    frames = context.about(reading) or context.trials.frames[:1]
    concepts = frames[0].conditions[:1] if frames and frames[0].conditions else context.diseases[:1]
    reached = (context.reach(c, reading) for c in concepts)
    return tuple(p for p in reached if p is not None)
