"""What a sentence was nearly read to say, and what held it back: for whoever asks why a claim is not in the graph.

Nothing here is part of a build. The rules are asked again about the same sentence with one kind of words taken out
(its hedges, its negations, a comparison …): what they read then and did not read before was held back by these words.
So the answer is that of the rules themselves, whatever they look like. Beside that stand the rungs of the ladder that
a sentence does not give, and the pairs of names that no rule joins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import permutations, product

from kg.claims.context import Context
from kg.claims.extract import distinct, read, related
from kg.claims.reading import Participant, Reading, participants_of
from kg.model import Annotated, Claim, Concept, Kind, Mention, Modality, Span


class Reason(StrEnum):
    """Why something is not read, or not firmly. The values are written in explanations."""

    NEGATION = "it is denied"
    PLAN = "it is only planned"
    HYPOTHESIS = "it is only supposed or possible"
    BELIEF = "it is only believed"
    REQUEST = "it is only asked for or under review"
    COMPARISON = "it is said of what something is compared with"
    EARLIER = "it is said of earlier treatment"
    ANIMALS = "it is said of animals or the laboratory"
    PREVENTION = "it is a benefit or a goal, and no harm"
    FORBIDDEN = "it must not be done"
    TRIAL = "a trial or a test is no established benefit"
    QUESTION = "it is asked and not said"
    LADDER = "the sentence stops at a lower rung of the ladder"
    CLASS = "the name is that of a class or too wide, and stands for none of its members"
    UNLINKED = "the name was not linked to anything"
    NO_NAME = "the document uses the name for something else"
    NO_WORDS = "both are named, and no rule finds words that say it"


_CUES = (
    (
        Reason.NEGATION,
        r"not(?! only)|never|no longer|no|neither|nor|without|fail(?:s|ed|ing)? to|unable to|lack(?:s|ed)?|none|nobody|"
        r"refus(?:ed|es|al)|declined|den(?:ied|ies)|reject(?:ed|s)|turned down",
    ),
    (
        Reason.PLAN,
        r"will(?: be)?|plan(?:s|ned|ning)?(?: to)?|intend(?:s|ed)?(?: to)?|expect(?:s|ed)? to|aims? to|hopes? to|"
        r"future|upcoming|forthcoming|scheduled(?: to)?|set to|due to|recommend(?:s|ed|ing)?|backed|endorsed|advised",
    ),
    (
        Reason.HYPOTHESIS,
        r"(?:may|might|could|would|can)(?: be)?|suggest(?:s|ed|ing)?(?: that)?|hypothesi[sz]e[ds]?(?: that)?|"
        r"possib(?:le|ly)|potential(?:ly)?|perhaps|appear(?:s|ed)? to|seem(?:s|ed)? to|whether|if|"
        r"propose[ds]?(?: that)?|postulate[ds]?|speculate[ds]?(?: that)?|pre-?clinical(?:ly)?(?: data)?",
    ),
    (
        Reason.BELIEF,
        r"(?:(?:is|are|was|were) )?(?:believed|thought|presumed|considered|assumed|understood) to|"
        r"(?:it is )?(?:believed|thought|presumed|assumed) that|believes?(?: that)?|thinks?(?: that)?",
    ),
    (
        Reason.REQUEST,
        r"(?:an? |the )?(?:supplemental |new drug |marketing )*(?:application|submission|filing|request|bid)s?"
        r"(?: (?:for|seeking|to))?|seeks?|seeking|applied(?: for)?|appl(?:y|ies)(?: for)?|filed(?: for)?|"
        r"(?:under |priority )review|pending|awaiting|before(?= the)",
    ),
    (
        Reason.COMPARISON,
        r"than(?: with)?|versus|vs\.?|compared (?:with|to)|in comparison (?:with|to)|unlike|instead of|rather than|"
        r"against",
    ),
    (
        Reason.EARLIER,
        r"prior|previous(?:ly)?|earlier|already|progress(?:ed|ion) (?:on|after)|had received|history of|after|before|"
        r"failed|refractory to",
    ),
    (
        Reason.ANIMALS,
        r"in vitro|in (?:mice|rats|animals|monkeys)|(?:in )?(?:mouse|animal|rat) (?:models?|studies)(?: of)?|mice|"
        r"(?:in )?cell lines?|(?:in )?(?:the )?laborator(?:y|ies)",
    ),
    (
        Reason.PREVENTION,
        r"reduc(?:es?|ed|ing|tion)(?: (?:of|in))?|lower(?:s|ed|ing)?|prevent(?:s|ed|ing|ion)?(?: of)?|fewer|less|"
        r"protect(?:s|ed)? (?:from|against)|improv(?:es|ed|ing)|treat(?:s|ed|ment)?(?: of)?",
    ),
    (
        Reason.FORBIDDEN,
        r"(?:should|must|may|can) (?:not|never) be|cannot be|avoid(?:ed|ing)?|contraindicated|prohibited|excluded",
    ),
    (
        Reason.TRIAL,
        r"(?:in )?(?:an? |the )?(?:\w+ )?(?:trials?|stud(?:y|ies))(?: of)?|tested|evaluated|assessed|investigated|"
        r"randomi[sz]ed|placebo",
    ),
)
_TAKEN_OUT = tuple(
    (
        reason,
        re.compile(
            rf"\b(?:{words})(?![\w}}])\s?|(?:n't)\b\s?"
            if reason is Reason.NEGATION
            else rf"\b(?:{words})(?![\w}}])\s?",
            re.IGNORECASE,
        ),
    )
    for reason, words in _CUES
)
_RUNGS = ("biolink:in_clinical_trials_for", "biolink:treats", "cg:approvedFor")
_FIRMNESS = (Modality.PLANNED, Modality.HYPOTHESIZED, Modality.BELIEVED, Modality.ASSERTED)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A statement that a sentence was nearly read to make.

    ``sentence`` is its place in the document, ``text`` its words. ``words`` are those that held the statement back,
    ``""`` where it was not single words. ``object`` is ``None`` where one name alone is the matter. ``instead`` says
    what was read of the two in its place, in words, where something was.
    """

    source: str
    sentence: Span
    text: str
    subject: str
    subject_curie: str
    predicate: str
    object: str
    object_curie: str
    reason: Reason
    words: str = ""
    instead: str = ""

    def __str__(self) -> str:
        why = f"{self.reason.value}: “{self.words}”" if self.words else self.reason.value
        stated = f"{self.subject} {self.predicate} {self.object}".strip() if self.predicate else self.subject
        return f"{stated}  (not read: {why})" + (f"; read: {self.instead}" if self.instead else "")


def considered(annotated: Annotated) -> tuple[Rejected, ...]:
    """Everything in the sentences of ``annotated`` that was considered and rejected, in text order."""
    readings, _, context = read(annotated)
    found = [one for reading in readings for one in _of_sentence(reading, context)]
    found += _unread_names(annotated, readings)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.sentence, one.subject, one.predicate, one.object)))


def _of_sentence(reading: Reading, context: Context) -> Iterator[Rejected]:
    said = distinct(related(reading, context))
    held = {key: one for one in _held_back(reading, context, said) if (key := _key(one)) is not None}
    yield from held.values()
    yield from _higher_rungs(reading, said, set(held))
    yield from _unjoined(reading, said, set(held))


def _held_back(reading: Reading, context: Context, said: tuple[Claim, ...]) -> Iterator[Rejected]:
    """What is read firmly once one kind of words is taken out, and was not."""
    firm = {_ends(claim) for claim in said if claim.modality is Modality.ASSERTED and not claim.negated}
    known = {_ends(claim): claim for claim in said}
    if reading.text.endswith("?"):
        asked = replace(reading, text=f"{reading.text[:-1]}.", plain=f"{reading.plain.rstrip('?')}.")
        yield from (_rejected(reading, claim, Reason.QUESTION, "?", None) for claim in related(asked, context))
        return
    for reason, words in _TAKEN_OUT:
        cues = [m.group().strip() for m in words.finditer(reading.text)]
        if not cues:
            continue
        without = replace(reading, text=words.sub(_innocent, reading.text), plain=words.sub(_innocent, reading.plain))
        for claim in distinct(related(without, context)):
            ends = _ends(claim)
            before = known.get(ends)
            if ends in firm or claim.negated or (before is not None and not _firmer(claim, before)):
                continue
            yield _rejected(reading, claim, reason, ", ".join(dict.fromkeys(cues)), before)


def _innocent(cue: re.Match[str]) -> str:
    """What stands in the place of words that are taken out: ``will be tested`` is ``is tested`` without them."""
    return "is " if cue.group().strip().lower().endswith(" be") else ""


def _firmer(claim: Claim, before: Claim) -> bool:
    if before.negated:
        return True
    return _FIRMNESS.index(claim.modality) > _FIRMNESS.index(before.modality)


def _ends(claim: Claim) -> tuple[str, str, str]:
    return claim.subject.curie, claim.predicate, claim.object.curie if isinstance(claim.object, Concept) else ""


def _key(one: Rejected) -> tuple[str, str, str]:
    return one.subject_curie, one.predicate, one.object_curie


def spelled(claim: Claim) -> str:
    """A claim in words: ``lunavir not cg:inhibits xyz1 (believed)``."""
    other = claim.object.label if isinstance(claim.object, Concept) else claim.object.value
    mood = "" if claim.modality is Modality.ASSERTED else f" ({claim.modality.value})"
    return f"{claim.subject.label} {'not ' * claim.negated}{claim.predicate} {other}{mood}"


def _rejected(reading: Reading, claim: Claim, reason: Reason, words: str, before: Claim | None) -> Rejected:
    instead = spelled(before) if before is not None else ""
    other = claim.object if isinstance(claim.object, Concept) else None
    return _refuse(reading, claim.subject, claim.predicate, other, reason, words, instead)


def _refuse(
    reading: Reading,
    subject: Concept,
    predicate: str,
    other: Concept | None,
    reason: Reason,
    words: str = "",
    instead: str = "",
) -> Rejected:
    sentence = reading.view.sentence
    return Rejected(
        reading.source,
        sentence.span,
        reading.view.text,
        subject.label,
        subject.curie,
        predicate,
        other.label if other else "",
        other.curie if other else "",
        reason,
        words,
        instead,
    )


def _higher_rungs(reading: Reading, said: tuple[Claim, ...], held: set[tuple[str, str, str]]) -> Iterator[Rejected]:
    """The rungs above the one that a sentence gives a drug in a disease."""
    pairs: dict[tuple[str, str], list[Claim]] = {}
    for claim in said:
        if claim.predicate in _RUNGS and isinstance(claim.object, Concept) and not claim.negated:
            pairs.setdefault((claim.subject.curie, claim.object.curie), []).append(claim)
    for claims in pairs.values():
        top = max(claims, key=lambda claim: _RUNGS.index(claim.predicate))
        for rung in _RUNGS[_RUNGS.index(top.predicate) + 1 :]:
            other = top.object
            if isinstance(other, Concept) and (top.subject.curie, rung, other.curie) not in held:
                yield _refuse(reading, top.subject, rung, other, Reason.LADDER, "", spelled(top))


def _unjoined(reading: Reading, said: tuple[Claim, ...], held: set[tuple[str, str, str]]) -> Iterator[Rejected]:
    """The pairs of names of a sentence between which nothing was read at all, once for each pair of kinds."""
    joined = {frozenset((subject, other)) for subject, _, other in {*map(_ends, said), *held}}
    named = {p.concept.curie: p for m in reading.view.mentions for p in participants_of(m)}
    for one, other in permutations(named.values(), 2):
        predicate = _joining(one, other)
        pair = frozenset((one.concept.curie, other.concept.curie))
        if predicate and pair not in joined:
            joined.add(pair)
            yield _refuse(reading, one.concept, predicate, other.concept, Reason.NO_WORDS)


_LEAST = (
    (Kind.DRUG, Kind.TARGET, "cg:targets"),
    (Kind.DRUG, Kind.FINDING, "biolink:has_adverse_event"),
    (Kind.DRUG, Kind.DISEASE, "biolink:in_clinical_trials_for"),
    (Kind.TARGET, Kind.DISEASE, "cg:expressedIn"),
    (Kind.DRUG, Kind.PROCESS, "biolink:affects"),
    (Kind.DRUG, Kind.DRUG, "cg:combinedWith"),
)
"""The weakest statement about two kinds of things: what a sentence that names both would have to say at least."""


def _joining(one: Participant, other: Participant) -> str:
    kinds = (one.concept.kind, other.concept.kind)
    return next((p for s, o, p in _LEAST if (s, o) == kinds), "")


def _unread_names(annotated: Annotated, readings: tuple[Reading, ...]) -> Iterator[Rejected]:
    """The names that no rule could take for an end, each with why."""
    kept = {mention.span: mention for reading in readings for mention in reading.view.mentions}
    for reading, mention in product(readings, annotated.mentions):
        if not reading.view.sentence.span.covers(mention.span):
            continue
        reason = _no_end(mention, kept.get(mention.span))
        if reason is not None:
            label = mention.link.concept if mention.link else None
            span, text = reading.view.sentence.span, reading.view.text
            curie = label.curie if label else ""
            yield Rejected(reading.source, span, text, mention.text, curie, "", "", "", reason, mention.text)


def _no_end(mention: Mention, kept: Mention | None) -> Reason | None:
    if mention.link is None:
        return Reason.UNLINKED
    if kept is None:
        return Reason.NO_NAME
    return None if participants_of(kept) else Reason.CLASS
