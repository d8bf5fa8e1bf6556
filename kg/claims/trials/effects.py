"""Which way a result goes: from the words of its clause, else from its ratio, p-value or values."""

from __future__ import annotations

import re

from kg.claims.trials.measures import Ratio
from kg.model import Effect

_OPEN = re.compile(
    r"\b(?:immature|not\s+(?:yet\s+)?(?:mature|known|clear|available|reached\s+maturity)|"
    r"too\s+(?:early|short|soon|few)|unclear|unknown|whether|"
    r"remains?\s+to\s+be|(?:is|are|was|were)\s+(?:planned|awaited|expected|ongoing|being\s+(?:tested|"
    r"studied|assessed))|will\s+be|aim(?:s|ed)?\s+to|designed\s+to|"
    r"hypothesi[sz]ed|hoped?|might|may|could|asked|(?:has|have)\s+been\s+(?:suggested|proposed|shown|reported)|"
    r"previously\s+(?:been\s+)?(?:shown|reported|suggested|described)|(?:is|are)\s+(?:known|thought|believed)\s+to)\b",
    re.I,
)
"""The result is not known, or is a question."""
_SUPPRESSED = re.compile(
    r"\b(?:exploratory|post[\s-]?hoc|not\s+(?:been\s+)?(?:formally\s+)?(?:tested|controlled|adjusted|"
    r"powered)|numerically|nominal(?:ly)?)\b",
    re.I,
)
"""Figures are given, but no conclusion is drawn from them."""
_CHANGE = (
    r"(?:differ\w*|improv\w*|prolong\w*|reduc\w*|extend\w*|lengthen\w*|lower\w*|increas\w*|"
    r"superior\w*|better|long\w*|higher|shorter|fewer|less|great\w*|"
    r"significan\w*|slow\w*|benefit\w*|prevent\w*|delay\w*|affect\w*|alter\w*|help\w*|decreas\w*|"
    r"worse\w*|outperform\w*|chang\w*|protect\w*|cut|shorten\w*)"
)
_NONE = re.compile(
    rf"\b(?:no|nor|without(?:\s+an?)?)\s+(?:[\w-]+\s+){{0,3}}?(?:differences?|improvements?|benefits?|"
    rf"effects?|reductions?|advantages?|changes?|gains?|increases?)\b|"
    rf"(?:\b(?:not(?!\s+(?:only|been))|neither|nor)|n't)\b[^.;:]{{0,45}}?\b{_CHANGE}|"
    r"\bfail(?:ed|s|ure|ing)?\s+to\s+(?:\w+\s+)?(?:meet|improv|show|prolong|reduc|reach|demonstrat|"
    r"extend|lower|prevent|achiev|slow|beat)|"
    r"\b(?:no|not)\s+(?:any\s+)?(?:fewer|more|less|worse|higher|lower|longer|shorter|greater|"
    r"different)\b(?!\s+than\s+\d)|"
    r"\b(?:similar|comparable|equivalent|no\s+better|identical|non-?significant\w*)\b|\bmissed\b|"
    r"\bsuperiority\b[^.;]{0,20}\bnot\s+(?:shown|established|demonstrated|reached)\b|"
    r"\b(?:the\s+same|equal(?:ly)?)\s+(?:in|for|with|between|at)\b|\b(?:did|was|were)\s+not\s+(?:meet|"
    r"met|reach|achiev|cross)",
    re.I,
)
_NONINFERIOR = re.compile(r"\bnon-?inferior(?:ity)?\b|\bnot\s+inferior\b", re.I)
_SUPERIOR = re.compile(r"(?<!for )\bsuperior(?:ity)?\b", re.I)
_NOT_REACHED = re.compile(r"\bnot\s+(?:yet\s+)?(?:been\s+)?reached\b(?!\s+(?:statistical|significance|the))", re.I)
_GOOD = re.compile(
    r"\b(?:improv\w+|prolong\w*|lengthen\w*|extend(?:s|ed|ing)?|delay\w*|slow(?:s|ed|ing|er)?|"
    r"favou?r(?:s|ed|ing)?|superior|better|benefit\w*|outperform\w*|"
    r"effective|doubl\w+|nearly\s+twice|protect\w*|prevent\w*|outlast\w*|relie\w+|eas(?:ed|es))\b",
    re.I,
)
_UP = re.compile(
    r"\b(?:longer|higher|greater|more|increas\w*|rose|raised?|twice|doubled|tripled|threefold|twofold|"
    r"better|undetectable|negative|elevated|excess)\b",
    re.I,
)
_DOWN = re.compile(
    r"\b(?:lower\w*|reduc\w+|fewer|less|decreas\w*|cut(?:s|ting)?|shorter|declin\w+|fell|fallen|"
    r"falls?|sank|halv\w+|drop\w*|smaller|slower|shorten\w*|diminish\w*|half\s+as|worse\w*|poorer)\b",
    re.I,
)
_BAD = re.compile(r"\b(?:worsen\w*|inferior|harm\w*|detriment\w*|worse)\b", re.I)
_FLIPPED = re.compile(
    r"\b(?:higher|longer|better|greater|more|lower|fewer|less|shorter)\b"
    r"(?:(?!\b(?:than|compared|versus)\b)[^.;]){0,40}?\b(?:with|in|on|"
    r"for|among)\s+(?:the\s+)?(?:placebo|control|standard|comparator)",
    re.I,
)


_OF_TRIAL = re.compile(r"\b(?:larger|longer|shorter|smaller)\s+(?:[\w-]+,?\s+){0,3}(?:trial|study)\b", re.I)
"""What a trial is like, and not how it came out."""


_RESULTED_IN = re.compile(r"\b(?:associated\s+with|linked\s+(?:to|with)|resulted\s+in|led\s+to)\b", re.I)
"""What leads from a cause (``increased intake``) to what it does to the endpoint (``reduced mortality``)."""


_GREATER_FALL = re.compile(
    r"\b(?:bigger|deeper|greater|higher|larger|more|steeper|stronger)\s+(?:[\w-]+\s+){0,2}?"
    r"(?=(?:decline|decrease|drop|fall|lowering|reduction)s?\b)",
    re.I,
)
"""How much less there is of something, and not more of it."""


def is_open(clause: str) -> bool:
    """Whether the clause leaves the result open."""
    return _OPEN.search(clause) is not None


_EVENTS_CUT = re.compile(
    r"\b(?:cut|lowered|reduced)\s+(?:the\s+)?(?:(?:composite|key|main|primary|secondary)\s+){1,3}(?:end[\s-]?points?|outcomes?)\b",
    re.I,
)
"""What is counted and comes down is bad, whatever it is called (``reduced the primary composite endpoint``)."""


def stated(clause: str, adverse: bool) -> Effect | None:
    """The direction that the words of ``clause`` give. ``adverse``: less of the endpoint is better."""
    words = _GREATER_FALL.sub(" ", clause)
    words = re.sub(r"\s{2,}", " ", _OF_TRIAL.sub(" ", _NOT_REACHED.sub(" ", words)))
    words = (
        words[max((m.end() for m in _RESULTED_IN.finditer(words)), default=0) :] if not _NONE.search(words) else words
    )
    if _NONE.search(words):
        return Effect.NO_DIFFERENCE
    if is_noninferior(words):
        return Effect.IMPROVED if _SUPERIOR.search(words) else Effect.NO_DIFFERENCE
    if _SUPPRESSED.search(words):
        return None
    if _EVENTS_CUT.search(words):
        return Effect.IMPROVED
    if _BAD.search(words):
        return Effect.WORSENED
    up, down = _UP.search(words), _DOWN.search(words)
    good = _GOOD.search(words)
    if good and not down:
        result = Effect.IMPROVED
    elif adverse and (up or down):
        result = Effect.IMPROVED if down and (not up or down.start() < up.start() or good) else Effect.WORSENED
    elif good or (up and not down):
        result = Effect.IMPROVED
    elif down:
        result = Effect.WORSENED
    else:
        return None
    if _FLIPPED.search(words) and not good:
        return Effect.WORSENED if result is Effect.IMPROVED else Effect.IMPROVED
    return result


def is_harm(clause: str) -> bool:
    """Whether the words of ``clause`` speak of harm, and not merely of less of something."""
    return _BAD.search(clause) is not None or _FLIPPED.search(clause) is not None


def is_good(clause: str) -> bool:
    """Whether the words of ``clause`` speak of a benefit, whichever way the figures go."""
    return _GOOD.search(clause) is not None and not is_harm(clause)


def is_noninferior(clause: str) -> bool:
    """Whether the clause says that the treatment is not inferior."""
    return _NONINFERIOR.search(clause) is not None


def suppressed(clause: str) -> bool:
    return _SUPPRESSED.search(clause) is not None


def by_ratio(ratio: Ratio, p: float | None, helpful: bool) -> Effect | None:
    """The direction of a ratio: none when its interval holds 1. ``helpful``: more of the event is better (recovery)."""
    value = float(ratio.value)
    if ratio.lower is not None and ratio.upper is not None:
        if float(ratio.lower) <= 1 <= float(ratio.upper):
            return Effect.NO_DIFFERENCE
    elif p is not None and p >= 0.05:
        return Effect.NO_DIFFERENCE
    if value == 1:
        return Effect.NO_DIFFERENCE
    return Effect.IMPROVED if (value < 1) != helpful else Effect.WORSENED


def by_values(experimental: str, comparator: str, p: float | None, adverse: bool) -> Effect | None:
    """The direction of two values; none when they are close and nothing says that they differ."""
    one, other = float(experimental), float(comparator)
    if p is not None and p >= 0.05:
        return Effect.NO_DIFFERENCE
    if one == other or (p is None and abs(one - other) < 0.1 * max(abs(one), abs(other))):
        return None
    return Effect.IMPROVED if (one > other) != adverse else Effect.WORSENED
