"""What the heading over a sentence says of the facts below it.

A paper tells what others found under *Background* and *Discussion*, and what is to be done under *Methods*. Neither is
a result of its own trial.
"""

from __future__ import annotations

import re

_OTHERS = re.compile(
    r"\b(?:backgrounds?|introduction|rationale|literature|related work|discussion|limitations?|implications?|context|"
    r"previous (?:studies|work)|comment)\b",
    re.I,
)
_PLAN = re.compile(
    r"\b(?:methods?|methodology|designs?|participants|subjects|settings?|procedures?|statistic\w*|sample size|protocol|"
    r"measures|measurements?|objectives?|aims?|purpose|hypothes[ei]s|randomi[sz]ation|eligibility|recruitment|"
    r"materials|analys[ei]s|interventions?|blinding|power)\b",
    re.I,
)
_FOUND = re.compile(r"\b(?:results?|findings|conclusions?|outcomes?|efficacy|safety)\b", re.I)
_CITED = re.compile(
    r"\bet al\b|\b(?:and|&) (?:co-?workers|colleagues|collaborators|associates)\b|\bmeta-?analys\w+|"
    r"\bsystematic review|"
    r"\b(?:previous|earlier|prior|other|recent) (?:[\w-]+ )?(?:stud(?:y|ies)|trials?|reports?|work|research)\b|"
    r"\[\s?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\s?\]",
    re.I,
)
_PROSPECT = re.compile(
    r"\b(?:sample size|powered|power (?:of|to|calculations?|analys[ei]s)|statistical power|\d+ ?% power|"
    r"type (?:I|II|1|2) error|alpha (?:level|of)|to detect|null hypothesis|"
    r"hypothes[ei]\w+|(?:was|were) considered (?:as )?(?:\w+ )?(?:significant|relevant|important|necessary|meaningful)|"
    r"would (?:be )?(?:requir|need)\w*|will|is expected to|are expected to|should have|inclusion criteria|"
    r"exclusion criteria|(?:were|was|be) (?:excluded|eligible|ineligible)|drop-?out rate of|attrition (?:rate )?of|"
    r"(?:was|were) (?:calculated|analy[sz]ed|assessed|measured|recorded|compared|evaluated|examined|tested|expressed|"
    r"defined|estimated) (?:as|by|using|with|between|from|at|in|for)\b(?!\s+(?:about\s+)?\d)|"
    r"(?:baseline|patient|demographic) (?:characteristics|demographics)|"
    r"data (?:was|were) (?:\w+ )?(?:available|collected|complete|gathered|missing|obtained|provided|returned)|"
    r"(?:provided|completed|returned) [\w -]{0,40}?(?:data|follow-?up|questionnaires?)|"
    r"(?:were|was) lost to follow-?up)\b|^(?:Table|Fig(?:ure)?\.?)\s?\d|"
    r"\b(?:no|not|similar|comparable|balanced|difference)\b[^.;]{0,60}\b(?:at|on|upon) "
    r"(?:baseline|T0|admission|inclusion|enroll?ment|(?:study |trial )?entry|randomi[sz]ation|"
    r"(?:the )?(?:start|outset|beginning))\b",
    re.I,
)


def tells_of_others(section: str) -> bool:
    """Whether a section tells what is known, and the facts of its own trial only where it says so."""
    return _OTHERS.search(section) is not None and _FOUND.search(section) is None


def tells_a_plan(section: str) -> bool:
    """Whether a section tells what was to be done, and no result."""
    return _PLAN.search(section) is not None and _FOUND.search(section) is None


def is_of_a_report(section: str) -> bool:
    """Whether a section is one of those that a report on a study has, in which diseases are measured as well as had."""
    return _FOUND.search(section) is not None or _PLAN.search(section) is not None


def cites(text: str) -> bool:
    """Whether a sentence lays what it says at the door of other work."""
    return _CITED.search(text) is not None


def is_prospect(text: str) -> bool:
    """Whether a sentence calculates, plans, defines or describes, and tells no result."""
    return _PROSPECT.search(text) is not None
