"""Words for what a drug does to a target, and the claim that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.reading import Reading
from kg.claims.rules import claim
from kg.model import Claim, Modality

INHIBITS, ACTIVATES, TARGETS = "cg:inhibits", "cg:activates", "cg:targets"

_INHIBIT = (
    r"(?:inhibit|block|antagoni[sz]e|neutrali[sz]e|inactivate|suppresse?|disable|degrade|silence|obstruct|destroy|"
    r"counteract|switche? off|"
    r"turn off|turn down|shut down|shut off|interfere with|knock out|knock down|hinder|hold back|rein in|keep in "
    r"check|put the brakes? on|"
    r"curb|dampen|disarm|muzzle|jam|thwart|impede|paraly[sz]e|lower the activity of|stop the action of|muffle|"
    r"tone down|tamp down|tie up|strip away|take out|close|plug|quell|gum up|clog|hold up|"
    r"lift the brakes? (?:called|known as|that is|of)|take the brakes? (?:called|known as|that is|off)|"
    r"release the brakes? (?:called|known as|that is|of))"
)
_ACTIVATE = (
    r"(?:activate|stimulate|agoni[sz]e|switche? on|turn on|mimic|open up|imitate|potentiate|"
    r"dial up the activity of|increase the activity of|enhance the activity of|raise the activity of|"
    r"enhance the action of|enhance the effect of|enhance the effects of|boost the activity of|boost the action of|"
    r"strengthen the effect of|strengthen the action of)"
)
BIND = (
    r"(?:(?:binds?|binding)(?: itself)?(?: (?:to|with|onto))?|bound to|targets|targeting|target|"
    r"attach(?:es)?(?: itself)? to|attaching(?: itself)? to|"
    r"grips|gripping|grasps|clutches|snags|hooks(?: on ?to)?|goes for|latched on ?to|locked on ?to|homed in on|"
    r"prefers|takes? aim at|taking aim at|(?:goes|go|going) after|zero(?:es|ing)? in on|clamps? (?:on)?to|"
    r"grabs?(?: hold of| on to)?|"
    r"grabbing|seizes|seizing|cling(?:s|ing)? to|fasten(?:s|ing)? (?:itself )?(?:on)? ?to|"
    r"(?:works?|acts?) by way of|(?:removes|kills|depletes|clears|destroys) [A-Za-z -]{2,30} (?:by way of|via|through)|"
    r"works? (?:on|via|through|against)|"
    r"working (?:on|via|through|against)|fits? into|plugs? into|"
    r"latch(?:es|ing)? on ?to|lock(?:s|ing)? on ?to|"
    r"directed (?:against|at|to|towards)|aimed at|acts? (?:on|against|at|through|via)|acting (?:on|against|at)|"
    r"hits|recogni[sz]es|"
    r"sits? on|mops? up|soaks? up|traps|trapping|sequesters|scavenges|"
    r"hom(?:es?|ing) in on|stick(?:s|ing)? to|engag(?:es|ing)|dock(?:s|ing)? (?:to|on ?to)|hitting|"
    r"recogni[sz]ing|reacts? with|selective for|specific (?:for|to))"
)


_IRREGULAR = ("shut", "hold", "keep", "put", "cut", "take")


def _forms(stem: str) -> str:
    """The finite and ``-ing`` forms of a verb pattern."""
    stems = stem[3:-1].split("|")
    out = []
    for s in stems:
        word, _, particle = s.partition(" ")
        base = word.removesuffix("e?").removesuffix("e") if not word.endswith("e?") else word[:-2]
        tail = f" {particle}" if particle else ""
        past = "|[tpm]?ed" if word not in _IRREGULAR else ""
        out.append(rf"{base}(?:e?s?|[tpm]?ing{past}){tail}")
    return "(?:" + "|".join(out) + ")"


INHIBIT_VERB, ACTIVATE_VERB = _forms(_INHIBIT), _forms(_ACTIVATE)
BAD_MIDDLE = re.compile(
    r"\b(?:from|between|interactions?|binding|engagement|which|that|who|by|patients|in|with|after|than|growth|"
    r"expression of|supply|signals?|"
    r"cells?|tumou?rs?|other than|production|release|synthesis|secretion|while|but)\b"
)
ADJECTIVE_AFTER = re.compile(
    r"-?(?:positive|negative|mutated|mutant|driven|rearranged|amplified|high|low|expressing|deficient)", re.I
)

MEMBERS = re.compile(
    r"(?:(?:\w+ )?(?:members|ligands|cytokines|proteins|kinases|enzymes|receptors) of the )?\{T\d+\} "
    r"(?:super)?family(?: of [\w-]+)?"
    r"(?: (?:members|ligands|proteins))?,? (?:such as|including|like|namely|called) (?:the )?(?=\{T)"
)
"""``ligands of the {T} family such as {T}``: the member is what is meant"""


def predicate_of(match: re.Match[str]) -> str:
    """The predicate of a match, by which of its groups ``inhibit``, ``activate`` or ``bind`` is filled."""
    groups = match.groupdict()
    if groups.get("inhibit"):
        return INHIBITS
    return ACTIVATES if groups.get("activate") else TARGETS


def emit(
    reading: Reading, rule: str, subjects: str, predicate: str, objects: str, *, negated: bool, modality: Modality
) -> Iterator[Claim]:
    """A claim of ``rule`` for each drug of ``subjects`` with each target of ``objects``, both pieces of the text."""
    for subject in reading.participants(subjects, "G"):
        for target in reading.participants(objects, "T"):
            yield claim(reading, rule, subject, predicate, target, negated=negated, modality=modality)
