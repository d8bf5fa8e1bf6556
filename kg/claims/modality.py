"""How firmly, and whether at all, a clause says what its words name.

The cue words are the usual English hedges and negations, grouped by the rung of the ladder that they hold a claim on.
"""

from __future__ import annotations

import re

from kg.model import Modality

_NEGATION = re.compile(
    r"\b(?:not(?! only)|never(?!-)|no longer|cannot|neither|nor|without|fail(?:s|ed|ure)? to|unable to|lacks?|nobody|"
    r"none)\b|n't\b"
)
_PLANNED = re.compile(
    r"\b(?:will|plan(?:s|ned|ning)?|intend(?:s|ed)?|(?:is|are) to(?! be)|are to be|is to be|expect(?:s|ed)? to|"
    r"aims? to|"
    r"future|upcoming|forthcoming|scheduled|hopes? to|about to|set to|due to (?:start|begin)|under review|pending|"
    r"awaiting|seeks?|seeking|anticipated)\b",
    re.IGNORECASE,
)
_HYPOTHESIZED = re.compile(
    r"\b(?:(?-i:may)|might|could|suggest(?:s|ed|ing|ive)?|hypothesi[sz]e[ds]?|hypothesis|possib(?:le|ly)|"
    r"potential(?:ly)?|"
    r"pre-?clinical(?:ly)?|in vitro|in mice|mouse models?|animal (?:models?|studies)|laboratory (?:work|"
    r"experiments?|studies|data)|"
    r"appears? to|seems? to|whether|reasoned|speculate[ds]?|propose[ds]?|would|postulated?|conceivabl[ey]|perhaps|"
    r"exploring whether|if)\b",
    re.IGNORECASE,
)
_BELIEVED = re.compile(
    r"\b(?:believed?s?|thought|presumed|presumabl[ey]|supposedly|considered to|assumed|regarded as likely|"
    r"understood to|think)\b",
    re.IGNORECASE,
)


def is_negated(piece: str) -> bool:
    """Whether ``piece``, the words up to and with the one that states the relation, denies it."""
    return _NEGATION.search(piece) is not None


def modality_of(piece: str) -> Modality:
    """The modality of ``piece``; the weakest rung wins (a plan before a hypothesis before a belief)."""
    if _PLANNED.search(piece):
        return Modality.PLANNED
    if _HYPOTHESIZED.search(piece):
        return Modality.HYPOTHESIZED
    if _BELIEVED.search(piece):
        return Modality.BELIEVED
    return Modality.ASSERTED
