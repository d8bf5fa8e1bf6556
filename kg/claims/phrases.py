"""The pieces of patterns that the rules share: lists of tokens, clause ends, groups of patients.

All patterns are matched against :attr:`kg.claims.reading.Reading.text`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from kg.claims.reading import TOKEN

G = r"\{G\d+\}"
T = r"\{T\d+\}"
CONDITION = r"\{[DF]\d+\}"

_PLAIN_WORD = (
    r"(?!(?:with|without|for|in|on|by|to|from|that|which|who|whose|was|were|is|are|has|have|had|did|than|versus|as|"
    r"the|a|an|of|at|after|before|but|while|whereas|if|when|not|no|compared|followed|given)\b)[\w'%+.-]+"
)
"""A word that can stand before a name in a list (low-dose, severe, newly), and no function word."""
_DOSE = r"(?:\s+\d[\d.,]*\s?(?:mg|g|µg|mcg|iu|ml|auc|%)\S*(?:\s+(?:once|twice|three times|every|per|a|daily|weekly|day|week|weeks|month|\d+))*)?"


def listing(letters: str, *, modifiers: int = 4, doses: bool = False, joiners: str = r"and/or|and|or|plus|as well as") -> str:
    """A pattern for one token of the kinds ``letters`` or a list of them with up to ``modifiers`` words before each."""
    token = rf"\{{[{letters}]\d+\}}" + (_DOSE if doses else "")
    extra = rf"(?:{_PLAIN_WORD}\s+){{0,{modifiers}}}"
    joint = rf"(?:\s*,\s*(?:(?:{joiners}|both|either)\s+)?|\s+(?:{joiners})\s+(?:either\s+|also\s+)?|\s*[-/]\s*)"
    return rf"{token}(?:{joint}{extra}{token})*"


G_LIST = listing("G")
T_LIST = listing("T", modifiers=2)
CONDITION_LIST = listing("DF", modifiers=5)

_CLAUSE_END = re.compile(
    r"\s*;\s*"
    r"|,?\s+\b(?:whereas|while|although|though|however|but)\b\s+"
    r"|,\s+(?:and|yet|so)\s+(?=(?:no|nearly|an?|the|many|most|some|it|they|one|two|all|there|more|fewer|this|these|"
    r"\{[A-Z]\d+\})[ ])"
)


def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The clauses of ``text`` as half-open ranges, cut at semicolons, contrasts and coordinated main clauses."""
    cuts = [0]
    ends = []
    for match in _CLAUSE_END.finditer(text):
        if match.group().lstrip().startswith(",") and not _has_verb(text, match.end()):
            continue
        ends.append(match.start())
        cuts.append(match.end())
    ends.append(len(text))
    return tuple((start, end) for start, end in zip(cuts, ends, strict=True) if end > start)


_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|could|may|might|will|would|should|[a-z]{3,}(?:ed|es))\b"
)
_NEXT_CUT = re.compile(r"[;.]|,\s+(?:and|but|while|whereas)\b")
_CONTRAST = re.compile(r"\b(?:whereas|while|although|though|however|but)\b")


def _has_verb(text: str, at: int) -> bool:
    """Whether what follows ``at`` up to the next cut holds a finite verb; always so after a contrast."""
    if _CONTRAST.search(text, max(0, at - 12), at):
        return True
    stop = _NEXT_CUT.search(text, at)
    return _VERB.search(text, at, stop.start() if stop else len(text)) is not None


def clause_at(text: str, position: int) -> tuple[int, int]:
    """The clause of ``text`` that holds ``position``."""
    for start, end in clauses(text):
        if start <= position < end:
            return start, end
    return 0, len(text)


_ALTERNATIVE = re.compile(r"\bor\b|\beither\b|(?<=\})\s*/\s*(?=\{)")


def split_alternatives(piece: str) -> tuple[str, ...]:
    """A list of names as sets that exclude one another: ``{G1} or {G2}`` gives two, ``{G1} and {G2}`` one.

    In a list with one ``or`` the comma means ``or`` too.
    """
    found = list(TOKEN.finditer(piece))
    if len(found) < 2 or not _ALTERNATIVE.search(piece):
        return (piece,)
    joints = [piece[a.end() : b.start()] for a, b in pairwise(found)]
    sets: list[list[str]] = [[found[0].group()]]
    comma_is_or = _ALTERNATIVE.search(joints[-1]) is not None
    for joint, token in zip(joints, found[1:], strict=True):
        if _ALTERNATIVE.search(joint) or (comma_is_or and "," in joint and " and " not in joint):
            sets.append([token.group()])
        else:
            sets[-1].append(token.group())
    return tuple(" ".join(s) for s in sets)
