"""Which of the names so far an anaphor means: the state that the sentences leave, and the choices made from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.claims.of_the_body import is_of_the_body
from kg.claims.phrases import G_LIST
from kg.claims.reading import Insertion, Participant, Reading, participants_of, read
from kg.claims.view import MENTION, SentenceView
from kg.model import Kind, Span

_COMBINED = re.compile(
    rf"{G_LIST}(?:\s+(?:plus|(?:given |taken |used )?(?:together |in combination |combined )?with|added to|"
    rf"and)\s+(?:\w[\w-]*\s+){{0,3}}{G_LIST})*"
)
_SUBJECT_LEAD = 1
"""By how many sentences what a sentence was about outlasts what another one only mentioned."""
_BYSTANDER = 2
"""By how many sentences a drug that another was only compared with falls behind the one that the article is about."""
_WINDOW = 3
"""Sentences that an anaphor looks back before it falls back on the heading's and the title's name."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A participant, the sentence that named it, whether that sentence is about it, and whether it tells of events."""

    participant: Participant
    sentence: int
    subject: bool
    block: Span | None = None
    event: bool = False


@dataclass(slots=True)
class State:
    """What the sentences so far have named.

    ``main`` is the drug that the article is about; ``subjects`` holds what each sentence is about, ``None`` for a
    trial; ``nouns`` are the words by which the article has called a drug, by CURIE; ``products`` are names for several
    drugs in one; ``opening`` is the disease or sign that the last sentence began with.
    """

    main: Participant | None = None
    heard: list[Heard] = field(default_factory=list)
    combinations: list[tuple[Participant, ...]] = field(default_factory=list)
    subjects: list[tuple[int, tuple[Participant, ...] | None]] = field(default_factory=list)
    title: tuple[Participant, ...] = ()
    heading: tuple[Participant, ...] = ()
    diseases: tuple[Participant, ...] = ()
    nouns: dict[str, set[str]] = field(default_factory=dict)
    products: tuple[tuple[Participant, ...], ...] = ()
    opening: tuple[Participant, ...] = ()


def _before(sentence: SentenceView, at: int, kind: Kind) -> list[Participant]:
    """What the sentence itself has named before ``at``."""
    found: list[Participant] = []
    for index, mention in sentence.of_kind(kind):
        if sentence.position(index) < at:
            found += participants_of(mention)
    return found


def one_drug(
    sentence: SentenceView, number: int, state: State, at: int, noun: str, spoken: Sequence[Insertion] = ()
) -> tuple[Participant, ...]:
    """The drug that a singular anaphor means: one that fits the noun, what the last sentences are about first.

    ``spoken`` are the anaphors before ``it`` in the sentence: what the first of them means, it means.
    """
    if spoken:
        return spoken[0].participants
    here = list(dict.fromkeys(_before(sentence, at, Kind.DRUG)))
    candidates = [here[0]] if len({p.concept.curie for p in here}) == 1 else []
    recent = [h for h in state.heard if h.participant.concept.kind is Kind.DRUG and number - h.sentence <= _WINDOW]
    block = sentence.sentence.block.span
    recent.sort(key=lambda h: (_distance(h, number, state, block), not h.subject))
    candidates += [h.participant for h in recent]
    candidates += [*state.heading, *state.title, *([state.main] if state.main else [])]
    candidates = [c for c in candidates if not is_of_the_body(c.concept)]
    if noun == "it":
        return tuple(candidates[:1])
    fitting = [c for c in candidates if noun not in _ANY_DRUG and noun in state.nouns.get(c.concept.curie, ())]
    fitting += [c for c in candidates if _fits(c, noun, state)]
    return _whole(fitting[0], state) if fitting else ()


def _whole(drug: Participant, state: State) -> tuple[Participant, ...]:
    """``drug``, or all drugs of the product that it is a part of, where the article is about that product."""
    main = state.main.concept.curie if state.main else ""
    for product in state.products:
        curies = {p.concept.curie for p in product}
        if len(curies) > 1 and {main, drug.concept.curie} <= curies:
            return product
    return (drug,)


def _distance(heard: Heard, number: int, state: State, block: Span) -> int:
    """How far back a drug was named, in sentences, as an anaphor of sentence ``number`` in ``block`` weighs it.

    A new paragraph comes back to the drug that the article is about rather than to another.
    """
    main = state.main is not None and state.main.concept.curie == heard.participant.concept.curie
    if heard.subject:
        return number - heard.sentence - _SUBJECT_LEAD + (0 if main or heard.block == block else _SUBJECT_LEAD)
    return number - heard.sentence + (0 if main else _BYSTANDER)


_ANY_DRUG = frozenset(
    {"drug", "medicine", "medication", "agent", "compound", "injection", "biologic", "shot", "jab", "product"}
)


_FORMS = frozenset({"cream", "gel", "ointment", "spray", "patch", "inhaler", "infusion"})
"""Forms of a drug, by which an article calls the one that it is about."""


def _fits(candidate: Participant, noun: str, state: State) -> bool:
    label = candidate.concept.label.lower()
    if noun == "antibody":
        return label.endswith("mab") or "antibody" in state.nouns.get(candidate.concept.curie, ())
    if noun in _ANY_DRUG:
        return True
    called = state.nouns.get(candidate.concept.curie, set())
    if noun in ("pill", "tablet", "capsule", "small molecule"):
        return not label.endswith(("mab", "cept"))
    main = state.main is not None and state.main.concept.curie == candidate.concept.curie
    return noun in called or (noun in _FORMS and main)


def several_drugs(sentence: SentenceView, number: int, state: State, match: re.Match[str]) -> tuple[Participant, ...]:
    """The drugs that ``both drugs`` or ``all three`` means: those of the last sentence with several, if so many."""
    wanted = next((n for word, n in _NUMBER_OF_DRUGS.items() if word in match.group().lower()), 2)
    here = {p.concept.curie: p for p in _before(sentence, match.start(), Kind.DRUG)}
    if len(here) == wanted:
        return tuple(here.values())
    block = sentence.sentence.block.span
    spoken = {h.participant.concept.curie: h.participant for h in state.heard if _is_spoken_of(h, block)}
    by_sentence: dict[int, dict[str, Participant]] = {}
    for heard in state.heard:
        if heard.participant.concept.kind is Kind.DRUG:
            by_sentence.setdefault(heard.sentence, {})[heard.participant.concept.curie] = heard.participant
    if len(spoken) == wanted:
        return tuple(spoken.values())
    for earlier in sorted(by_sentence, reverse=True):
        if number - earlier <= _WINDOW + 5 and len(by_sentence[earlier]) >= 2:
            return tuple(by_sentence[earlier].values()) if len(by_sentence[earlier]) == wanted else ()
    return state.title if len(state.title) == wanted else ()


def _is_spoken_of(heard: Heard, block: Span) -> bool:
    """Whether a sentence of the paragraph ``block`` is about a drug."""
    return heard.subject and heard.block == block and heard.participant.concept.kind is Kind.DRUG


_NUMBER_OF_DRUGS = {"two": 2, "doublet": 2, "duo": 2, "pair": 2, "three": 3, "triplet": 3, "four": 4}


def combination(sentence: SentenceView, state: State, match: re.Match[str]) -> tuple[Participant, ...]:
    """The last combination spoken of; one with as many drugs as the anaphor says, where it says."""
    wanted = next((n for word, n in _NUMBER_OF_DRUGS.items() if word in match.group().lower()), None)
    here = combined_in(read("", sentence), sentence.masked[: match.start()])
    known = [*reversed(state.combinations)]
    if here:
        known.insert(0, here)
    return next((c for c in known if wanted is None or len(c) == wanted), ())


_FRONTED = re.compile(
    r"(?:In|At|On|Since|Unlike|As opposed to|Rather than|Instead of|Among|Despite|Compared|Without|By contrast|"
    r"Apart from|As with|Even|Until)\b"
    r"[^;]*,$"
)
"""What stands before ``it`` at the head of the main clause, and names what it does not mean."""
_TOGETHER_WITH = re.compile(
    r"(?:Coupled|Paired|Mixed|Together|Combined|Along|In combination|Given|Taken|Used|Like|Unlike)\b"
    r"[^,;]*(?:,\s(?:which|that|an?|the|another)\s[^;]*,?)?$"
)


def subject(
    sentence: SentenceView, number: int, state: State, at: int, spoken: list[Insertion]
) -> tuple[Participant, ...]:
    """What ``it`` at the head of a clause means: what the clause before is about."""
    clause = re.search(r"(?:^|[;:] )([^;:]*)$", sentence.masked[:at].rstrip(" ;:"))
    if clause and (_TOGETHER_WITH.match(clause[1]) or _FRONTED.fullmatch(clause[1].strip())):
        clause = None
    before = [sentence.mentions[int(m[2])] for m in MENTION.finditer(clause[1] if clause else "")]
    named = [m for m in before if m.kind in (Kind.DRUG, Kind.TARGET)]
    named = [m for m in named if m.link is None or not is_of_the_body(m.link.concept)]
    opening = clause.start(1) if clause else 0
    first = min((i for i in spoken if i.start >= opening), key=lambda i: i.start, default=None)
    if named and first and sentence.offsets[first.start] < named[0].span.start:
        return first.participants
    if named:
        return participants_of(named[0])[:1]
    if spoken:
        return spoken[0].participants[:1]
    for earlier, participants in reversed(state.subjects):
        if number - earlier > 2 or participants is None:
            break
        if participants:
            return participants
    return ()


def last(
    sentence: SentenceView,
    number: int,
    state: State,
    at: int,
    kind: Kind,
    *,
    first: bool = False,
    reach: int = _WINDOW,
    noun: str = "",
) -> tuple[Participant, ...]:
    """The last of ``kind`` that was named, one that ``noun`` is said of (``receptor``) before others."""
    here = _before(sentence, at, kind)
    if here:
        return (here[0] if first else here[-1],)
    named = [h for h in reversed(state.heard) if h.participant.concept.kind is kind]
    called = [h for h in named if noun and number - h.sentence <= _REACH and _is_called(h.participant, noun)]
    for heard in called[:1] or named[:1]:
        if number - heard.sentence <= (_REACH if called else reach):
            return (heard.participant,)
    return ()


_REACH = 10
"""Sentences that an anaphor looks back which says what kind of thing it means."""


def _is_called(participant: Participant, noun: str) -> bool:
    """Whether a name of the concept has ``noun`` in it."""
    names = (participant.mention.text, participant.concept.label, *participant.concept.names)
    return any(noun in name.lower() for name in names)


def disease(sentence: SentenceView, number: int, state: State, at: int, noun: str) -> tuple[Participant, ...]:
    """What ``the disease``, ``this syndrome`` or ``the same condition`` means.

    That is the last one named where the sentence or the one before names it; further back, it is one that the article
    has named more than once, so that no adverse event is taken for the disease.
    """
    here = [p for p in _before(sentence, at, Kind.DISEASE) if noun != "syndrome" or _is_called(p, noun)]
    if here:
        return (here[-1],)
    named = [h for h in reversed(state.heard) if h.participant.concept.kind is Kind.DISEASE]
    if noun == "syndrome":
        named = [h for h in named if _is_called(h.participant, noun)]
    recent = [h for h in named if number - h.sentence <= _REACH]
    recent = [h for h in recent if not h.event] or recent
    often = [
        h
        for h in named
        if not h.event and sum(h.participant.concept.curie == o.participant.concept.curie for o in named) > 1
    ]
    if recent and number - recent[0].sentence > 1 and often:
        return (often[0].participant,)
    return (recent[0].participant,) if recent else ()


def two_targets(sentence: SentenceView, number: int, state: State, at: int) -> tuple[Participant, ...]:
    """The two targets last spoken of: those before in the sentence, else those of the last sentence with two."""
    here = {p.concept.curie: p for p in _before(sentence, at, Kind.TARGET)}
    if len(here) > 1:
        return tuple(here.values())[-2:]
    by_sentence: dict[int, dict[str, Participant]] = {}
    for heard in state.heard:
        if heard.participant.concept.kind is Kind.TARGET and number - heard.sentence <= _REACH:
            by_sentence.setdefault(heard.sentence, {})[heard.participant.concept.curie] = heard.participant
    last = max((n for n, known in by_sentence.items() if len(known) > 1), default=None)
    return tuple(by_sentence[last].values())[-2:] if last is not None else ()


def combined_in(reading: Reading, text: str) -> tuple[Participant, ...]:
    """The first drugs of ``text`` that are named as one treatment (what it is compared with comes after)."""
    for match in _COMBINED.finditer(text):
        drugs = reading.participants(match.group(), "G")
        if len(drugs) > 1 and not re.search(r"\bor\b|\balone\b", match.group()):
            return drugs
    return ()
