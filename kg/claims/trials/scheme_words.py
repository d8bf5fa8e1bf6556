"""The words around drugs that make them arms of a trial, for the readers of ``schemes.py``."""

from __future__ import annotations

import re

from kg.claims.trials.regimens import (
    Joint,
)
from kg.claims.trials.scope import Reach

ASSIGNED = re.compile(
    r"\b(?:put(?=\s+on\b)|switched(?=\s+\d)|randomi[sz](?:ed|ing|es)|randomly|assigned|assigning|allocated|"
    r"randomi[sz]ation)\b",
    re.I,
)

_LEADING = r"\s+(?:(?:an?|the)\s+)?(?:(?!(?:or|and|versus)\b)[\w-]+\s+){0,5}?(?:of\s+|containing\s+|with\s+)?"

TO_ITEM = re.compile(
    rf"\b(?:to|on|add|adding|either|receive|receiving|between|given|with|into|of|take)(?:{_LEADING}|\s*)$", re.I
)

RECEIVED = re.compile(
    r"\b(?:received?|receiving|took|taking|take|applied|swallowed|injected|were\s+(?:\w+\s+)?(?:given|treated\s+with|"
    r"administered)|gave\s[^;]{3,160}?\beither|was\s+given|got|treatment\s+with)\s+(?:either\s+)?(?:(?!(?:or|and|from|"
    r"in)\b)[\w-]+\s+){0,4}?(?:of\s+)?$",
    re.I,
)

ALL = re.compile(
    r"(?<!above\s)(?<!after\s)(?<!at\s)(?<!not\s)(?<!nearly\s)(?<!almost\s)\b(?:all|both|every|each)\s+(?:of\s+(?:them|the\s+\w+)\s+)?(?:(?!had\b|"
    r"have\b)\w+\s+){0,4}?(?:also\s+|additionally\s+)?"
    r"(?:received?|took|were\s+(?:also\s+)?given|was\s+(?:also\s+)?given|continued|"
    r"were\s+(?:also\s+)?treated\s+with)\s*$",
    re.I,
)

GIVEN_TO_ALL = re.compile(
    r"\s*(?:was|were)\s+(?:also\s+)?(?:given|added|administered|continued|prescribed|used|taken|co-administered)\s+"
    r"(?:in|to|by)\s+(?:all|both|each|every|either)(?:\s+(?:of\s+)?(?:the\s+)?(?:[\w-]+\s+){0,2}?(?:arms?|groups?|patients?|participants?|"
    r"people|adults|children|women|men))?(?=[\s.,;]|$)|"
    r"\s*(?:was|were)\s+(?:also\s+)?(?:given|administered|added|prescribed)\s+(?:to\s+everyone|throughout)\b",
    re.I,
)
"""``{G} was given in both groups``"""

GAPPED = re.compile(
    r"\{G\d+\}\s+(?:was|were)\s+(?:administered|dosed|given|infused|injected|taken|used)\b(?:(?!\b(?:than|with|to)\b)[^;{}]){0,80}?,?\s+"
    r"(?:and|while|whereas)\s+(?P<other>\{G\d+\})(?=\s*(?:[.,;]|$|was\b|were\b|at\b|once\b|every\b|for\b))"
)
"""``{G} was given every 12 weeks and {G} every 8 weeks``"""

BACKGROUND = re.compile(
    r"\b(?:continu(?:ed|ing)|remained\s+on|stayed\s+on|were\s+(?:already\s+)?(?:on|taking|receiving)|"
    r"on\s+stable|kept\s+taking|"
    r"on\s+top\s+of|in\s+addition\s+to|added\s+to)\s+(?:(?:their|the|his|her|its|stable|background|"
    r"usual|ongoing|existing|dose|doses|of|a|"
    r"standard|oral|weekly|maximally|tolerated|to|take|receive|taking)\s+){0,6}$",
    re.I,
)
"""What stands before a drug that all patients go on taking while they are assigned to others."""

LATER = re.compile(
    r"\b(?:(?:after|following)\s+(?:which|that)|then|thereafter|afterwards?|later|subsequently|in\s+the\s+end)\b", re.I
)
"""What tells of treatment after the comparison."""

TESTED_ARM = re.compile(r"\b(?:experimental|intervention|investigational|active)\b[^;.{}]{0,60}$", re.I)

CONTROL_ARM = re.compile(r"(?:\b(?:control|comparator|comparison|reference|standard)\b|\{[KZ]\})[^;.{}]{0,60}$", re.I)

COMPARED = re.compile(
    r"\b(?:compar(?:e[sd]?|ing|ison\s+of)|pitted|pits|set|sets|matched|tested)\s+(?:(?!(?:with|to|and|"
    r"or)\b)[\w-]+\s+){0,4}?$",
    re.I,
)

AGAINST = re.compile(
    r"(?:\b(?:(?:as\s+)?compared\s+(?:with|to)|versus|vs\.?|relative\s+to|over|against|(?:superior|"
    r"inferior|non-?inferior)\s+to|ahead\s+of|bested|topped|trounced|"
    r"(?:than|in\s+comparison\s+with|outlast\w*|outperform\w*|beats?|surpass\w*)(?:\s+(?:with|"
    r"that\s+with|did|those\s+\w+))?)(?:\s+either)?)\s*$",
    re.I,
)

SET_AGAINST = re.compile(
    r"\b(?:is|are|was|were|been)\s+(?:\w+ly\s+|also\s+|being\s+|then\s+){0,2}(?:compared|pitted|matched|tested|evaluated|studied|"
    r"assessed)\s+(?:directly\s+)?(?:with|to|against|versus)\s*$",
    re.I,
)
"""``{G} is being compared with {G}``"""

OUTCOME = re.compile(
    r"\b(?:\w*(?:prolong|improv|reduc|lower|increas|extend|lengthen|delay|cut|slow|better|superior|"
    r"inferior|longer|long|shorter|higher|greater|"
    r"fewer|less|more(?!\s+(?:common|frequent|likely|often)\b)|shrank|shrunk|benefit|effective|held|kept|outlast|outperform|beat|prevent|halv|decreas|raise|risk|"
    r"surviv|differ|ahead|best|top|trounc)\w*)\b",
    re.I,
)

MORE_OFTEN = re.compile(r"\b(?:more|less)\s+(?:common|frequent|often)\w*\s+than\b|\bcommoner\s+than\b", re.I)
"""What sets the events of two arms against each other."""

ADDED = re.compile(r"\badd(?:ing|ition\s+of)\s+$", re.I)

ADDED_TO = re.compile(r"\badded\s+to\s*$", re.I)

OF_TRIAL = re.compile(
    r"(?:\b(?:trial|study|studies|trials)\s+(?:\w+\s+){0,3}?(?:of|with|for)|\b(?:test|evaluat|assess|"
    r"stud|investigat|examin|explor)(?:s|es|ed|ing|y|ies|ied|ying)|"
    r"\bin\s+which)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}$",
    re.I,
)

DENIED = re.compile(r"\b(?:nobody|no\s+one|not|never|no\s+(?:trials?|stud(?:y|ies)))\b", re.I)

COMPARED_TO = re.compile(
    r"\b(?:or|versus|vs\.?|than|compared\s+(?:with|to)|against|over|inferior\s+to|superior\s+to|"
    r"as\s+\w+\s+as|beats?|outperform\w*|outlast\w*)\s+(?:[\w-]+\s+)?$",
    re.I,
)
"""What stands before a drug that another one, unnamed here, is set against."""

EACH_VALUE = re.compile(
    r"[^;{}]{0,40}?\b(?:and|versus|vs|v|compared\s+(?:with|to)|as\s+against|as\s+opposed\s+to|against|"
    r"but)\s[^;{}]{0,40}\b(?:with|on|in|for|given|of)\s+(?:the\s+)?",
    re.I,
)
"""What stands between two arms whose figures are given ("13.9 months with A and 9.5 months with B")."""

NEVER_SET = re.compile(
    r"\b[Nn]o\s+(?:trials?|stud(?:y|ies))\s+(?:has|have)\b|\b(?:has|have)\s+never\s+been\s+(?:compared|set|tested)\b"
)
"""``No trial has set {G} against {G}``"""

EXCLUDED = re.compile(r"\b(?:not\s+allowed|excluded|ineligible|prohibited|not\s+eligible|not\s+permitted)\b", re.I)

APPROVED = re.compile(r"\b(?:approv\w+|authori[sz]\w+|indicated|recommended)\b", re.I)

WEIGHT = {Reach.NAMED: 1.0, Reach.REFERRED: 0.98, Reach.CARRIED: 0.95}

ITEMISED = re.compile(
    r"\b(?:two|three|four|five|six|\d)\s+(?:[\w-]+\s+){0,3}?(?:strategies|regimens|arms|options|"
    r"treatments|groups|therapies|"
    r"schedules|approaches|combinations)\b[^.;]*:\s*(?:either\s+)?$",
    re.I,
)
"""What opens a list of arms: ``three strategies in 970 patients: A plus B, A plus C, and B alone``."""

INTERVENTIONS = re.compile(r"(?:^|[.;]\s+)(?:Interventions?|Exposures?|Treatments?|Arms?|Drugs?)\s*:\s[^.;{}]*$")
"""What opens the paragraph on the arms in a structured abstract."""

EACH_GROUP = re.compile(
    r"\b(?:arms?|groups?|cohorts?|others?|rest|remaining|remainder|first|second|third|fourth|half|those)\b", re.I
)

FRONTED = re.compile(
    r"(?:^|[:;,.]\s|\b(?:that|and|but)\s)(?:(?:as\s)?compared\s(?:with|to)|versus|against|relative\sto)\s"
    r"(?P<base>\{G\d+\}(?:\s(?:and|plus|with)\s\{G\d+\})*),\s(?P<new>\{G\d+\}(?:\s(?:and|plus|with)\s\{G\d+\})*)(?=\s)",
    re.I,
)
"""``compared with {G} and {G}, {G} did not prolong survival``"""

GOT = re.compile(r"\b(?:received|were\s+given|were\s+treated\s+with)\b", re.I)

BETWEEN_ARMS = (Joint.OR, Joint.OTHER_ARM, Joint.AGAINST, Joint.OPTIONAL, Joint.EITHER, Joint.CHOICE)
"""What would make of one part of a sentence more than one arm."""
