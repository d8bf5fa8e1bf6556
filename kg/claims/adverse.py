"""Adverse events and the drug that the text gives them to: ``biolink:has_adverse_event``.

``More common with X than with Y`` belongs to X, ``in the placebo group`` to nobody, an event of a regimen's arm to the
drugs that the other arm does not get. What a drug prevents, treats or is forbidden in is no adverse event of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.adverse_ends import drugs_on_trial, events_of, frames_of, responsible, unsaid
from kg.claims.adverse_patterns import (
    CAUSES,
    EACH_ARM,
    EACH_ARM_FIRST,
    EXCEEDING,
    GIVEN_UP,
    HAD_MORE,
    HAZARDS,
    INCLUDED,
    INDUCED,
    ITS_EFFECTS,
    KNOWN_CAUSE,
    LABELLED,
    LIST_FIRST,
    LISTED_AS_COMMON,
    NEXT_SHARES,
    NO_SUBJECT,
    ONE_WHO_TOOK,
    PAIR_OF_SHARES,
    REPORTS_OF,
    SEEN_BEFORE,
    SEEN_WITH,
    SHARES_IN_TURN,
    STOPPED_FOR,
    SUMMING_UP,
)
from kg.claims.adverse_words import (
    AIM,
    AIMS,
    ALSO,
    ANIMALS,
    ARM,
    ATTRIBUTE,
    BEEN_SEEN,
    BEFORE_TREATMENT,
    BENEFIT,
    GOES_ON,
    HOW_OFTEN,
    LEFT_OUT,
    LESS,
    LEVEL,
    MEASURED,
    MORE,
    NO_ARM,
    NO_LINK,
    NOBODY_ON_CONTROL,
    NONE,
    NUMBER,
    OCCUR,
    OF_ANOTHER,
    OF_OTHERS,
    OF_TREATMENT,
    OF_TREATMENT_ALONE,
    OTHER_ARM,
    PLAINLY,
    SAFETY,
    SAFETY_HEADING,
    SAME,
    SET_AGAINST,
    SIDE_EFFECT,
    THESE,
)
from kg.claims.context import Context, blamed
from kg.claims.modality import modality_of
from kg.claims.phrases import CONDITION, clauses
from kg.claims.reading import Participant, Reading
from kg.claims.rules import claim
from kg.model import ArmRole, BlockKind, Claim, Modality

EVENT = "biolink:has_adverse_event"


def extract(reading: Reading, context: Context) -> Iterator[Claim]:
    """The adverse events that one sentence gives to a drug."""
    text = reading.plain
    if (
        NO_LINK.search(text)
        or MEASURED.search(text)
        or not re.search(CONDITION, text)
        or reading.view.block_kind in (BlockKind.TITLE, BlockKind.HEADING)
    ):
        return
    safe = is_safety(reading, context)
    told = _is_of_treatment(reading, context)
    for match in (m for p in (KNOWN_CAUSE, SEEN_WITH) for m in p.finditer(reading.text)):
        events = events_of(reading, context, match["e"], safe=True)
        yield from _emit(reading, reading.participants(match["g"], "G"), events, modality_of(match["mid"]))
    for match in HAZARDS.finditer(reading.text):
        events = events_of(reading, context, reading.text[: match.start()], safe=True)
        yield from _emit(reading, reading.participants(match["g"], "G"), events, modality_of(match["mid"]))
    for match in (m for p in _PLAIN for m in p.finditer(text)):
        events = events_of(reading, context, match["e"], safe=True)
        yield from _emit(reading, reading.participants(match["g"], "G"), events, Modality.ASSERTED)
    in_turn = (*_in_turn(reading, context, text), *_by_both_shares(reading, context, text))
    yield from in_turn
    blamed_before: tuple[Participant, ...] = ()
    for start, end in clauses(text) if not in_turn else ():
        if ANIMALS.search(text, start, end):
            continue
        begin = 0 if SUMMING_UP.match(text, start) else start
        shared = LIST_FIRST.match(text) if start and NO_SUBJECT.match(text, start) else None
        clause = (f"{shared.group()} " if shared else "") + text[begin:end]
        found = list(_clause(reading, context, clause, safe=safe, told=told))
        if not found:
            blamed_before = blamed_before or (_alone_before(reading, text[:start]) if told and safe else ())
            found = list(_carried(reading, context, clause, blamed_before))
        blamed_before = _subjects(found) or blamed_before
        yield from found


_PLAIN = (GIVEN_UP, SEEN_BEFORE, STOPPED_FOR, REPORTS_OF, ONE_WHO_TOOK, ITS_EFFECTS)
"""What lays an event ``e`` at the door of a drug ``g`` wherever it stands."""


def _in_turn(reading: Reading, context: Context, text: str) -> Iterator[Claim]:
    """Events told one after the other with the shares of the same two arms; those more frequent in the first."""
    for match in SHARES_IN_TURN.finditer(text):
        drugs = blamed(reading.participants(match["g"], "G"), frames_of(context, reading))
        told = [(match["first"], match["e"]), *((m["shares"], m["e"]) for m in NEXT_SHARES.finditer(match["rest"]))]
        for shares, events in told:
            first, second = (float(n) for n in NUMBER.findall(shares)[:2])
            if first > second:
                yield from _emit(reading, drugs, events_of(reading, context, events, safe=True), Modality.ASSERTED)


def _by_both_shares(reading: Reading, context: Context, text: str) -> Iterator[Claim]:
    """Events by their shares in both arms of the trial that the sentence is about, without a word of the arms."""
    frames = context.about(reading)
    if len(frames) != 1 or [arm.role for arm in frames[0].arms].count(ArmRole.COMPARATOR) != 1 or ARM.search(text):
        return
    for match in PAIR_OF_SHARES.finditer(text):
        if float(match["one"]) > float(match["other"]):
            events = events_of(reading, context, match["e"], safe=True)
            yield from _emit(reading, drugs_on_trial(reading, context), events, Modality.ASSERTED)


def _subjects(claims: list[Claim]) -> tuple[Participant, ...]:
    """The drugs that ``claims`` blame."""
    drugs = {c.subject.curie: c for c in claims if c.modality is Modality.ASSERTED}
    return tuple(Participant(c.subject, c.evidence.subject_mention, c.evidence.reached_through) for c in drugs.values())


def _alone_before(reading: Reading, before: str) -> tuple[Participant, ...]:
    """The one drug that the clauses before have named, if they set it against nothing."""
    drugs = reading.participants(before, "G")
    return drugs if len(drugs) == 1 and not NO_ARM.search(before) else ()


def _carried(reading: Reading, context: Context, text: str, drugs: tuple[Participant, ...]) -> Iterator[Claim]:
    """Events of a clause without an arm that goes on about the ``drugs`` of the clause before it (``… came next``)."""
    if not drugs or ARM.search(text) or not (ALSO.search(text) or GOES_ON.search(text)):
        return
    if NONE.search(text) or BENEFIT.search(text) or SAME.search(text) or LESS.search(text) or AIM.search(text):
        return
    yield from _emit(reading, drugs, events_of(reading, context, text, safe=True), Modality.ASSERTED)


def is_safety(reading: Reading, context: Context) -> bool:
    """Whether the sentence stands where adverse events are told: by its heading, its words or what comes before."""
    if SAFETY_HEADING.search(reading.view.section) or SAFETY.search(reading.text) or _tells_of_treatment(reading):
        return True
    return reading.view.sentence.index in context.safety


def _tells_of_treatment(reading: Reading) -> bool:
    """Whether the sentence names an event that only treatment brings about."""
    events = reading.participants(reading.text, "DF")
    return any(
        OF_TREATMENT_ALONE.fullmatch(name) for event in events for name in (event.mention.text, event.concept.label)
    )


def _is_of_treatment(reading: Reading, context: Context) -> bool:
    """Whether events without an arm must be those of the drug on trial: not before it was given, nor by *severe*
    alone.
    """
    if BEFORE_TREATMENT.match(reading.view.section):
        return False
    by_place = SAFETY_HEADING.search(reading.view.section) or reading.view.sentence.index in context.safety
    listed = reading.view.block_kind is BlockKind.LIST_ITEM and LISTED_AS_COMMON.match(reading.text)
    told = OF_TREATMENT.search(reading.text) or _tells_of_treatment(reading)
    return bool(by_place or listed or told)


def _is_higher(text: str) -> bool:
    """Whether a clause gives an event a greater share in the drug's arm than in the control's."""
    shares = [float(n) for n in NUMBER.findall(text)]
    return len(shares) == 2 and shares[0] > shares[1] and HAD_MORE.match(text) is not None


def _clause(reading: Reading, context: Context, text: str, *, safe: bool, told: bool) -> Iterator[Claim]:
    text = SET_AGAINST.sub("", text)
    if NUMBER.search(text):
        text = NOBODY_ON_CONTROL.sub("in 0% of those", text)
    caused = [m for m in CAUSES.finditer(text) if not LEVEL.search(text, 0, m.start())]
    for match in caused:
        said = text[max(text.rfind(",", 0, match.start()), 0) : match.end("e")]
        gained = ATTRIBUTE.match(text, match.end("e"))
        if not (
            gained or NONE.search(said) or BENEFIT.search(said) or LESS.search(text, match.end("mid"), match.end("e"))
        ):
            drugs = blamed(reading.participants(match["g"], "G"), frames_of(context, reading))
            yield from _emit(
                reading, drugs, events_of(reading, context, match["e"], safe=True), modality_of(match["mid"])
            )
    for match in INDUCED.finditer(text):
        if not NONE.search(text[: match.start()]):
            drugs = reading.participants(match["g"], "G")
            yield from _emit(reading, drugs, events_of(reading, context, match["e"], safe=True), modality_of(text))
    safe = safe or _is_higher(text)
    plainly = MORE.search(text) is not None or BEEN_SEEN.search(text) is not None
    events = events_of(reading, context, text, safe=safe or plainly)
    if not events or caused:
        return
    gapped = _gapped(text)
    if gapped and not NONE.search(text) and not BENEFIT.search(text) and (safe or MORE.search(text)):
        for drugs_said, events_said in gapped:
            drugs = blamed(reading.participants(drugs_said, "G"), frames_of(context, reading))
            yield from _emit(reading, drugs, events_of(reading, context, events_said, safe=True), Modality.ASSERTED)
        return
    labelled = LABELLED.search(text)
    if labelled and not NONE.search(text) and not LEFT_OUT.search(text):
        drugs = blamed(reading.participants(labelled["g"], "G"), frames_of(context, reading))
        yield from _emit(reading, drugs, events, Modality.ASSERTED)
        return
    if BENEFIT.search(text) or SAME.search(text) or NONE.search(text) or not OCCUR.search(text):
        return
    if AIM.search(text):
        return
    if OTHER_ARM.search(text) and "{G" not in text:
        return
    named = drugs_on_trial(reading, context) if EXCEEDING.search(text) else responsible(reading, context, text)
    if named is None and OF_ANOTHER.search(text):
        return
    if named is None and not (told and _told_of_the_drug(text, reading, context)):
        return
    drugs = unsaid(reading, context, text) if named is None else named
    if named is not None and not safe and not MORE.search(text) and not BEEN_SEEN.search(text):
        return
    if not safe and len(events) == 1:
        events = tuple(e for e in events if e.concept.label.lower() not in AIMS)
    yield from _emit(reading, drugs, events, Modality.ASSERTED)


def _gapped(text: str) -> tuple[tuple[str, str], ...]:
    """Each arm with its own events (``{F} and {F} were frequent with {G}, and {F} with {G}``); empty for one arm."""
    for pattern in (EACH_ARM_FIRST, EACH_ARM):
        found = [(m["g"], m["e"]) for m in pattern.finditer(text)]
        if len({g for g, _ in found}) > 1:
            return tuple(found)
    return ()


def _told_of_the_drug(text: str, reading: Reading, context: Context) -> bool:
    """Whether a clause without an arm names events as those of the treatment."""
    if INCLUDED.search(text) or re.search(
        rf"{SIDE_EFFECT}\b|\brelated to treatment\b|\btreatment-related\b|\b(?:stop(?:ped)?|discontinu\w+|"
        rf"withdr[ae]w\w*|quit)\b",
        text,
    ):
        return True
    if MORE.search(text) and not LESS.search(text):
        return True
    if ALSO.search(text) and not LESS.search(text):
        return True
    by_place = SAFETY_HEADING.search(reading.view.section) or reading.view.sentence.index in context.safety
    if by_place and HOW_OFTEN.match(text):
        return True
    plainly = PLAINLY.search(text) or (by_place and (THESE.match(text) or GOES_ON.search(text)))
    if plainly and (by_place or _tells_of_treatment(reading)) and not OF_OTHERS.search(text):
        return True
    return (
        reading.view.block_kind is BlockKind.LIST_ITEM and re.match(rf"(?:[\w' -]+ )?{CONDITION}\W", text) is not None
    )


def _emit(
    reading: Reading, drugs: tuple[Participant, ...], events: tuple[Participant, ...], modality: Modality
) -> Iterator[Claim]:
    for drug in drugs:
        for event in events:
            yield claim(reading, "adverse-event", drug, EVENT, event, modality=modality)
