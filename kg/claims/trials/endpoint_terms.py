"""The words of endpoints: the usual names of those of the contract's list, and which events are good or bad."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.model import Endpoint


@dataclass(frozen=True, slots=True)
class Named:
    """An endpoint at ``start:end`` of a text. ``label`` is as written, for an endpoint outside the contract's list.

    ``adverse``: less of it is better. ``endpoint`` is None for "the primary endpoint" whose name stands elsewhere.
    """

    start: int
    end: int
    endpoint: Endpoint | None
    label: str = ""
    adverse: bool = False
    role: str | None = None


HEAD = (
    r"end[\s-]?points?|outcomes?(?:\s+(?:measures?|events?|variables?))?|objectives?|measures?|yardsticks?|goals?|"
    r"aims?|variables?|(?<!clusion\s)(?<!eligibility\s)criteri(?:on|a)"
)
"""What a role is the role of."""
ROLE = re.compile(
    rf"\b(?P<role>(?:co-?)?primary(?:\s+and\s+(?:all\s+)?(?:key\s+|main\s+)?secondary)?|(?:main|principal)(?!\s+secondary)|(?:key\s+|main\s+|major\s+|"
    rf"prespecified\s+)?secondary)\s+(?:(?:efficacy|composite|clinical|safety|study|"
    rf"prevention)\s+)*(?P<head>{HEAD})\b",
    re.I,
)
_PROGRESSION = r"(?:(?:disease|cancer|tumou?r|myeloma|radiographic)\s+)?progression"
_RISK = r"(?:risks?|hazards?|hazard\s+ratios?|HRs?|chances?|rates?|odds|likelihood)\s+(?:of|for)\s+"
# The endpoints of the contract's list with their usual wordings in trial reports, the longer before the shorter.
_STANDARD: tuple[tuple[str, Endpoint, bool], ...] = (
    (
        rf"{_RISK}(?:either\s+)?(?:{_PROGRESSION}|(?:the\s+)?disease\s+(?:worsening|"
        rf"progressing))\s+or\s+(?:death|dying)",
        Endpoint.PFS,
        True,
    ),
    (
        r"progression[\s-]free\s+survival|\bPFS\b|(?:free\s+(?:of|from)|without)\s+(?:disease\s+|"
        r"further\s+)?progression|time\s+without\s+progression|"
        rf"delay(?:ing|s|ed)?\s+(?:in\s+)?(?:the\s+)?{_PROGRESSION}|progression[\s-]free\b",
        Endpoint.PFS,
        False,
    ),
    (
        r"(?:invasive\s+)?disease[\s-]free\s+survival|\bi?DFS\b|(?:relapse|recurrence)[\s-]free\s+survival|\bRFS\b",
        Endpoint.DFS,
        False,
    ),
    (r"event[\s-]free\s+survival|\bEFS\b", Endpoint.EFS, False),
    (r"time\s+to\s+(?:disease\s+|tumou?r\s+)?progression|\bTTP\b", Endpoint.TTP, False),
    (
        r"(?:duration|durability)\s+of\s+(?:the\s+)?response|response\s+duration|\bDo?OR\b|"
        r"responses?\b[^.;,()]{0,30}?\blast(?:ed|ing)",
        Endpoint.DOR,
        False,
    ),
    (
        r"(?:minimal|measurable)\s+residual\s+disease(?:[\s-]negativ\w+)?|\bMRD\b(?:[\s-]negativ\w+)?",
        Endpoint.MRD,
        False,
    ),
    (
        r"(?:rates?\s+of\s+)?(?:pathological\s+|stringent\s+)?complete\s+(?:responses?|"
        r"remissions?)(?:\s+rates?)?|\bp?CR\b(?!\s*\()",
        Endpoint.CR,
        False,
    ),
    (
        r"(?:overall|objective|confirmed|tumou?r)\s+(?:objective\s+)?responses?(?:\s+rates?)?|\bORR\b|"
        r"\bresponse\s+rates?(?!\s+for\b)|rates?\s+of\s+(?:objective\s+|"
        r"overall\s+)?response|"
        r"whose\s+(?:disease|cancer|tumou?rs?)\s+(?:responded|shrank)|tumou?rs?\s+shrank",
        Endpoint.ORR,
        False,
    ),
    (
        rf"(?:{_RISK}|likely\s+to\s+)(?:death|dying|die)(?!\s+(?:or|of|from\s+(?!any))\b)(?:\s+from\s+any\s+cause)?",
        Endpoint.OS,
        True,
    ),
    (
        r"\b(?:had\s+)?died\b(?!\s+(?:of|from|or)\b)|(?:all-cause\s+|overall\s+|"
        r"\d+-day\s+)?(?<!cardiovascular\s)(?<!cardiac\s)(?<!cancer\s)(?<!vascular\s)"
        r"(?<!or\s)\bmortality\b(?!\s+(?:or|from|due|of)\b)|"
        r"(?<!or\s)(?<!and\s)(?:death|deaths|mortality)\s+(?:from|of)\s+any\s+cause|"
        r"(?<!or\s)(?<!and\s)all-cause\s+deaths?",
        Endpoint.OS,
        True,
    ),
    (
        r"overall\s+survival|\bOS\b(?!\s*/)|(?:live[ds]?|liv(?:ed|ing)|surviv(?:ed?|"
        r"ing))\s+(?:significantly\s+|much\s+)?longer|(?:lengthen|extend|prolong)(?:ed|s|ing)?\s+(?:life|"
        r"lives|survival)\b",
        Endpoint.OS,
        False,
    ),
)
STANDARD = tuple((re.compile(p, re.I), e, a) for p, e, a in _STANDARD)
_ABBREVIATION = re.compile(r"(?:PFS|OS|DFS|IDFS|RFS|EFS|TTP|DOR|DOOR|MRD|CR|PCR|ORR)", re.I)

_EVENT = re.compile(
    r"\b(?:deaths?|mortality|dying|died|hospitali[sz]\w+|infarctions?|strokes?|relapses?|"
    r"exacerbations?|fractures?|attacks?|progression|failure|events?|"
    r"infections?|bleeding|bleeds?|h(?:a)?emorrhages?|thrombo\w+|embolism|recurrences?|worsening|"
    r"amputations?|dialysis|disease|covid\S*|influenza|"
    r"complications?|seizures?|migraines?|headaches?|flares?|ulcers?|cases|episodes?|admissions?|"
    r"advanced|spread|lesions?|ventilation|intubation)\b",
    re.I,
)
_MEASURED = re.compile(
    r"\b(?:decline|symptoms?|severity|pain|hba1c|h(?:a)?emoglobin\s+a1c|a1c|blood\s+pressure|ldl\S*|"
    r"cholesterol|triglycerides|weight|glucose|scores?|"
    r"systolic|diastolic|durations?|length\s+of\s+stay|costs?|workload|blood\s+loss|crp|c-reactive\s+protein|creatinine|"
    r"anxiety|depressi\w+|fatigue|nausea|vomiting|insomnia|anger|disturbance|"
    r"viral\s+load|ur(?:ic\s+acid|ate)|proteinuria|albuminuria|itch|stay|dependence|disability)\b",
    re.I,
)
_HELPFUL = re.compile(
    r"\b(?:response|responders?|remission|recovery|survival|clearance|cure|alleviation|resolution|"
    r"relief|healing|discharge|independence|improvement|efficacy|lung\s+function|"
    r"fev\S*|walk|distance|acr\s?\d+|pasi\s?\d+|sustained|undetectable|suppression|eradication|"
    r"seroconversion|quality\s+of\s+life|function|free\s+(?:of|from))\b",
    re.I,
)
_SIDE_EFFECT = re.compile(
    r"\b(?:(?<!major\s)adverse|side\s+effects?|known\s+risks?|toxicit\w+|reactions?|safety|discontinu\w+|"
    r"(?:serious|opportunistic)\s+infections?|"
    r"grade\s+[1-5]|tolera\w+|withdr\w+)\b",
    re.I,
)


_OTHER_RESPONSE = re.compile(
    r"(?:\b(?:antibody|biochemical|clinical|endoscopic|hematologic\w*|haematologic\w*|histologic\w*|immune|patient|placebo|"
    r"platelet|renal|serologic\w*|steroid|sustained|symptomatic|treatment|vaccine|virologic\w*)|\d)\s+$",
    re.I,
)
"""What stands before a response that is none of a tumour."""


def is_of_tumours(text: str, start: int) -> bool:
    """Whether the response named at ``start`` may be that of a tumour."""
    return _OTHER_RESPONSE.search(text, 0, start) is None


def is_written(words: str) -> bool:
    """An abbreviation counts in capitals alone: "os" and "cr" are no endpoints."""
    return _ABBREVIATION.fullmatch(words) is None or sum(c.isupper() for c in words) >= 2


def is_harmful(words: str) -> bool:
    """Whether less of what ``words`` name is better."""
    return (_EVENT.search(words) or _MEASURED.search(words)) is not None and _HELPFUL.search(words) is None


def is_wanted(words: str) -> bool:
    """Whether ``words`` name something that should happen."""
    return _HELPFUL.search(words) is not None


def is_event(words: str) -> bool:
    """Whether ``words`` name something that should not happen."""
    return _EVENT.search(words) is not None and _HELPFUL.search(words) is None


def is_safety(text: str) -> bool:
    """Whether ``text`` speaks of side effects."""
    return _SIDE_EFFECT.search(text) is not None
