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
    r"the|a|an|of|at|after|before|but|while|whereas|if|when|not|no|compared|followed|given|also|and|or|nor|plus|"
    r"and/or|both|either|reported|"
    r"occurred|showed|received|caused|"
    r"affected|developed|led|reached|so|like|unlike)\b)[\w'%+.-]+"
)
_DRUG_WORD = r"(?!(?!pegylated|inhaled|nebuli[sz]ed)[a-z]+ed\b)" + _PLAIN_WORD
"""A word that can stand before a name in a list (low-dose, severe, newly), and no function word."""
_DOSE = (
    r"(?:\s+\d[\d.,]*\s?(?:mg|g|µg|mcg|iu|ml|auc|%)\S*(?:\s+(?:once|twice|three times|every|per|a|daily|weekly|"
    r"day|week|weeks|month|\d+))*)?"
)


def listing(
    letters: str, *, modifiers: int = 4, doses: bool = False, joiners: str = r"and/or|and|or|nor|plus|as well as"
) -> str:
    """A pattern for one token of the kinds ``letters`` or a list of them with up to ``modifiers`` words before each."""
    token = rf"\{{[{letters}]\d+\}}" + (_DOSE if doses else "")
    if letters == "T":
        joiners += r"|and (?:at higher \w+|to a lesser (?:extent|degree)|less strongly|more weakly) the"
        token += r"(?:\s(?:in|on)\sthe\s[a-z]+(?=\s(?:and|or)\s\{T))?"
    extra = rf"(?:{_DRUG_WORD if letters == 'G' else _PLAIN_WORD}\s+){{0,{modifiers}}}"
    joint = (
        rf"(?:\s*,\s*(?:(?:{joiners}|both|either)\s+)?|\s+(?:{joiners})\s+(?:either\s+|also\s+|"
        rf"the\s+(?:receptor\s+for\s+|enzyme\s+|protein\s+)?)?|\s*[-/]\s*|::)"
    )
    return rf"{token}(?:{joint}{extra}{token})*"


G_LIST = listing("G")
T_LIST = listing("T", modifiers=0)
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
        if match.group().lstrip().startswith(","):
            contrast = _CONTRAST.search(match.group())
            if not contrast and not (_FINITE.search(text, cuts[-1], match.start()) and _has_verb(text, match.end())):
                continue
        ends.append(match.start())
        cuts.append(match.end())
    ends.append(len(text))
    return tuple((start, end) for start, end in zip(cuts, ends, strict=True) if end > start)


_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|could|may|might|will|would|should|[a-z]{3,}(?:ed|es))\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|does|do|can|could|may|might|will|would|should|"
    r"[a-z]{3,}(?:ed|s)(?=\s(?:by|in|to|with|from|the|an?|its|\{[GTDFCP])))\b"
)
_NEXT_CUT = re.compile(r"[;.]|,\s+(?:and|but|while|whereas)\b")
_CONTRAST = re.compile(r"\b(?:whereas|while|although|though|however|but)\b")


def _has_verb(text: str, at: int) -> bool:
    """Whether what follows ``at`` up to the next cut holds a finite verb."""
    stop = _NEXT_CUT.search(text, at)
    return _VERB.search(text, at, stop.start() if stop else len(text)) is not None


def clause_at(text: str, position: int) -> tuple[int, int]:
    """The clause of ``text`` that holds ``position``."""
    for start, end in clauses(text):
        if start <= position < end:
            return start, end
    return 0, len(text)


_ALTERNATIVE = re.compile(r"\bor\b|\beither\b")
_PLUS = re.compile(r"\s+plus\s+|\s?\+\s?")


def regimens(piece: str, *, arms: bool = False) -> tuple[tuple[str, ...], ...]:
    """The treatments that a list of names spells, each as the sets of tokens that are given in turn for one another.

    ``{G1} plus {G2} or {G3}`` is one treatment of two parts, the second with a choice; ``{G1} and {G2}`` has a part for
    each. Where ``arms`` are listed (``were assigned to …``), ``or`` stands between treatments.
    """
    apart = re.split(r"\s(?:or|and)\s(?:with|to)\s", piece)
    if len(apart) > 1:
        return tuple(r for part in apart for r in regimens(part))
    listed = re.split(r",\s*(?:and\s+|or\s+)?", piece)
    if len(listed) > 1 and sum(_PLUS.search(part) is not None for part in listed) > 1:
        return tuple(r for part in listed for r in regimens(part))
    if (arms or len(_PLUS.findall(piece)) > 1) and re.search(r"\bor\b", piece) and "either" not in piece:
        return tuple(r for part in re.split(r",?\s+or\s+", piece) for r in regimens(part))
    return (tuple(s for part in _PLUS.split(piece) for s in _parts(part)),)


def _parts(piece: str) -> tuple[str, ...]:
    """The parts of a list without ``plus``: one for each ``and``, one alone for an ``or`` list."""
    found = [m.group() for m in TOKEN.finditer(piece)]
    if len(found) < 2:
        return tuple(found)
    joints = [piece[a.end() : b.start()] for a, b in pairwise(TOKEN.finditer(piece))]
    parts = [[found[0]]]
    open_choice = _ALTERNATIVE.search(joints[-1]) is not None
    for joint, token in zip(joints, found[1:], strict=True):
        if _ALTERNATIVE.search(joint) or (open_choice and "," in joint and not re.search(r"\band\b", joint)):
            parts[-1].append(token)
        else:
            parts.append([token])
    return tuple(" ".join(p) for p in parts)
