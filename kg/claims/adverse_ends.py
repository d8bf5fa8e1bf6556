"""Which drugs and which findings a clause about adverse events speaks of."""

from __future__ import annotations

import re

from kg.claims.adverse_patterns import (
    IS_HIGHER,
)
from kg.claims.adverse_words import (
    AGAINST,
    ARM,
    ATTRIBUTE,
    BESIDES,
    EVENTS_ALTOGETHER,
    LESS,
    LEVEL,
    MORE,
    NUMBER,
    OUTCOMES,
    POPULATION,
    SAFETY_HEADING,
)
from kg.claims.context import Context, blamed
from kg.claims.reading import TOKEN, Participant, Reading
from kg.claims.trials.records import TrialFrame
from kg.model import ArmRole, Concept, Kind


def unsaid(reading: Reading, context: Context, text: str) -> tuple[Participant, ...]:
    """Whose the events of a clause without an arm are: the drugs on trial, unless it speaks of one other drug."""
    on_trial, own = drugs_on_trial(reading, context), reading.participants(BESIDES.sub("", text), "G")
    other = len(own) == 1 and own[0].concept not in {p.concept for p in on_trial}
    return own if other else on_trial


def frames_of(context: Context, reading: Reading) -> tuple[TrialFrame, ...]:
    return context.about(reading) + context.trials.frames


def drugs_on_trial(reading: Reading, context: Context) -> tuple[Participant, ...]:
    """The drug that the paragraph has spoken of alone so far, if it is on trial, else those on trial.

    In an article about no drug it is the one with which the paragraph begins.
    """
    concepts = _alone(reading, context) or context.investigational(reading) or context.first_of_paragraph(reading)
    reached = (context.reach(c, reading) for c in concepts)
    return tuple(p for p in reached if p is not None)


def _alone(reading: Reading, context: Context) -> tuple[Concept, ...]:
    """The one drug that the paragraph has named before the sentence, unless it is only compared with."""
    compared = {c for f in context.trials.frames for arm in f.arms if arm.role is ArmRole.COMPARATOR for c in arm.drugs}
    tested = {c for f in context.trials.frames for arm in f.arms if arm.role is ArmRole.EXPERIMENTAL for c in arm.drugs}
    named = tuple(c for c in context.alone(reading) if not context.in_passing(c))
    by_place = SAFETY_HEADING.search(reading.view.section) is not None
    return named if by_place or set(named) <= tested or not set(named) & compared else ()


def responsible(reading: Reading, context: Context, text: str) -> tuple[Participant, ...] | None:
    """The drugs of the arm that a clause gives its events to, none for placebo; ``None`` if it names no arm."""
    text = BESIDES.sub("", text)
    arms = [a for a in ARM.finditer(text) if not LEVEL.search(text, 0, max(a.start("g"), a.start("g2"), 0))]
    named = [a for a in arms if not a["none"]]
    if arms and not named and arms[0]["none"] and IS_HIGHER.search(text[: arms[0].start()]):
        numbers = [float(n) for n in NUMBER.findall(text)[:2]]
        return drugs_on_trial(reading, context) if len(numbers) == 2 and numbers[0] > numbers[1] else ()
    if not arms or (not named and not MORE.search(text) and not LESS.search(text)):
        return None if not arms else ()
    chosen = arms[0]
    if len(arms) > 1:
        less = LESS.search(text)
        fewer = less is not None and less.start() < chosen.start()
        numbers = [float(n) for n in NUMBER.findall(text)[:2]]
        told = less if fewer else MORE.search(text, 0, chosen.start())
        if told and re.fullmatch(r"[^,;]{0,20}\bthan (?:\w+ ){0,3}", text[told.end() : chosen.start()]):
            fewer = not fewer  # "less common than with placebo in people on X"
        if fewer or (not MORE.search(text) and len(numbers) == 2 and numbers[0] < numbers[1]):
            chosen = arms[1]
    elif LESS.search(text):
        return ()
    if chosen["none"]:
        unnamed = not named and not LESS.search(text) and AGAINST.search(text[: chosen.start()])
        return drugs_on_trial(reading, context) if unnamed else ()
    if chosen["on_trial"]:
        return drugs_on_trial(reading, context)
    return blamed(reading.participants(chosen["g"] or chosen["g2"], "G"), frames_of(context, reading))


_ANAPHOR = re.compile(r"(?:the|this|that|these|their)\s", re.IGNORECASE)
"""How a mention begins that takes up a disease named before, which is the one that the patients have."""


_AT_RISK = re.compile(r"\b(?:at|in|with) (?:an? )?(?:high|higher|increased|low|lower|moderate) $")
"""``surgery with a high {F} risk``: what patients have, or what is done with them"""
_CHANGED = re.compile(r"(?:abnormal|decreased|elevated|high|increased|low|raised|reduced)\b", re.IGNORECASE)


def _is_attribute(reading: Reading, token: re.Match[str], text: str) -> bool:
    """Whether the finding of ``token`` only tells what kind of thing follows it; a changed level is a finding."""
    if _AT_RISK.search(text, 0, token.start()) and re.match(r"\srisks?\b", text[token.end() :]):
        return True
    match = ATTRIBUTE.match(text, token.end())
    if match is None or match.group().strip() not in ("level", "levels", "values"):
        return match is not None
    return not any(_CHANGED.match(p.mention.text) for p in reading.groups[int(token[2])])


def events_of(reading: Reading, context: Context, text: str, *, safe: bool) -> tuple[Participant, ...]:
    """The findings of ``text`` that can be adverse events: not the condition under treatment, not a mere attribute."""
    conditions = {c.curie for frame in frames_of(context, reading) for c in frame.conditions}
    conditions |= {c.curie for c in context.diseases}
    found: dict[str, Participant] = {}
    for token in TOKEN.finditer(text):
        if (
            token[1] not in "DF"
            or text[: token.start()].endswith("-")
            or re.match(r"-(?!related|like)\w", text[token.end() :])
        ):
            continue
        if POPULATION.search(text[: token.start()]) or _is_attribute(reading, token, text):
            continue
        for participant in reading.groups[int(token[2])]:
            concept = participant.concept
            if concept.curie in conditions or (concept.kind is Kind.DISEASE and not safe):
                continue
            if EVENTS_ALTOGETHER.fullmatch(participant.mention.text):
                continue
            if concept.label.lower() in OUTCOMES or _ANAPHOR.match(participant.mention.text):
                continue
            found.setdefault(concept.curie, participant)
    return tuple(found.values())
