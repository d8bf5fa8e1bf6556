"""Where a document tells of adverse events: the sentences that go on after one that speaks of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.claims.view import SentenceView
from kg.model import Block, BlockKind

_HEAD = re.compile(
    r"(?:(?:[\w'-]+ ){0,3}(?:[Ss]afety|[Ss]ide[ -]effects?|[Tt]olerab\w+|[Rr]isks?|[Hh]arms?|[Tt]oxicity|"
    r"[Aa]dverse (?:events|"
    r"reactions|effects)|[Ww]arnings?|[Dd]ownsides?|[Cc]autions?|[Pp]recautions)(?: [\w'-]+){0,3}?)[.:]?"
)
"""A sentence of some words that heads its paragraph (``Safety.``, ``Labelled risks.``)."""
_ADVERSE = re.compile(
    r"\b(?:[Aa]dverse (?:events?|reactions?|effects?)|[Ss]ide[ -]effects?|[Tt]oxicit(?:y|ies)|"
    r"safety (?:profile|findings|data)|(?:well|poorly|better|less well) tolerated|tolerability|"
    r"(?:main|chief|commonest|frequent|common) complaints?|(?:main|chief|biggest|real|only) (?:worry|worries|concerns?|"
    r"drawbacks?|snags?)|doctors (?:\w+ )?(?:fear|worry)|(?:were|was) the price)\b"
)


_TOLD = re.compile(
    r"(?:\{[DF]\d+\}|^It\b)[^.;]*\b(?:hit|struck|affected|troubled|plagued|cropped up|turned up|(?:more|most) "
    r"(?:often|common|"
    r"frequent)\w*|commoner|frequent|common)\b[^.;]*\b(?:with|on|given|taking|treated with|receiving|under)\s(?:the\s)?"
    r"(?:\w+\s){0,2}\{G"
)
"""A sentence that lays events at a drug's door, after which the paragraph may go on with others."""


def safety_runs(sentences: Sequence[SentenceView]) -> frozenset[int]:
    """Sentences that follow one about adverse events in the same block, or in the list that it opens."""
    found: set[int] = set()
    telling: Block | None = None
    for sentence in sentences:
        block = sentence.sentence.block
        listed = telling is not None and block.kind is BlockKind.LIST_ITEM and block.section == telling.section
        if telling is not None and (block == telling or listed):
            found.add(sentence.sentence.index)
        elif block != telling:
            telling = None
        if _ADVERSE.search(sentence.masked) or _TOLD.search(sentence.masked) or _HEAD.fullmatch(sentence.masked):
            telling = block
    return frozenset(found)
