"""The diseases that the patients of a trial have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.claims.reading import Participant
from kg.claims.trials.design import PEOPLE
from kg.claims.trials.naming import concepts_of
from kg.claims.trials.scope import Passage, Reach
from kg.claims.trials.sections import is_of_a_report
from kg.claims.view import MENTION, SentenceView
from kg.model import Block, BlockKind, Concept, Mention


@dataclass(frozen=True, slots=True)
class Condition:
    """A disease of a trial's patients: where it is named, in a passage about which trial. ``score`` is 0 to 1."""

    study: int
    concept: Concept
    mention: Mention
    passage: Passage
    score: float


_WORDS = r"(?:[^.;:{}]|\{[TGFC]\d+\}){0,90}?"
_D = (
    r"\{D\d+\}(?!\s(?:RNA|DNA|viral\s+load|copies|antibod|antigen)|-(?:positive|negative|mutat\w+|mutant|rearranged|driven|free)|"
    r"\s+vaccin\w+)(?:\s*\(\{D\d+\}\))?"
)
_JOINT = r"(?:\s*,\s*|\s+)(?:(?:and|or|and/or|with(?!\s+or)|plus)\s+)?"
_PLAIN = (
    r"(?:(?!(?:who|that|not|without|no|but|whose|did|were|had|in|at|to|from|after|during|than|of|or|versus|received)\b)"
    r"[\w-]+\s+){0,4}?"
)
_LIST = rf"(?:\{{F\d+\}}\s+(?:or|and)\s+)?{_D}(?:{_JOINT}{_PLAIN}{_D})*"
_HAVING = (
    r"(?:with|who\s+(?:have|had|has)|whose|having|suffering\s+from|living\s+with|diagnosed\s+with|"
    r"hospitali[sz]ed\s+(?:for|with)|at\s+risk\s+of|affected\s+by|for)"
)
_AGED = r"(?:\s*,?\s+(?:aged|\d+\s+(?:to|years))\b[^,;.{}]{0,50}?,?)?"
_STUDIED: tuple[tuple[str, float], ...] = (
    (rf"\d\s+(?:[\w-]+,?\s+){{0,6}}?{PEOPLE}{_AGED}\s+{_HAVING}\b{_WORDS}(?P<d>{_LIST})", 0.95),
    (rf"\b{PEOPLE}{_AGED}\s+{_HAVING}\b{_WORDS}(?P<d>{_LIST})", 0.9),
    (rf"\b(?:had|have|with)\s+an?\s+(?:[\w-]+\s+){{0,2}}?diagnosis\s+of\b[^.;{{}}]{{0,40}}?(?P<d>{_LIST})", 0.9),
    (rf"\b(?:had|at\s+(?:\w+[\s-]+)?risk\s+(?:of|for))\b[^.;{{}}]{{0,60}}?(?P<d>{_LIST})", 0.75),
    (rf"(?P<d>\{{D\d+\}})\s+{PEOPLE}\b", 0.85),
    (rf"\b(?:trials?|stud(?:y|ies))\s+(?:in|of|for)\b{_WORDS}(?P<d>{_LIST})", 0.85),
    (rf"\b(?:all|they|who|patients|participants)\s+had\b{_WORDS}(?P<d>{_LIST})", 0.8),
    (
        rf"\b(?:treatment|therapy|maintenance|prophylaxis|prevention|management)\s+(?:of|for|"
        rf"in)\b{_WORDS}(?P<d>{_LIST})",
        0.7,
    ),
    (rf"\b(?:in|for|of)\b(?:\s+[\w-]+,?){{0,8}}?\s+(?P<d>{_LIST})", 0.72),
    (rf"(?P<d>{_LIST})", 0.6),
)
_PATTERNS = tuple((re.compile(pattern, re.I), score) for pattern, score in _STUDIED)
_ABSENT = re.compile(
    r"\b(?:without|no|not\s+(?:have|having)|free\s+of|exclud\w+|absence\s+of|history\s+of|risk\s+factors?\s+for)\s+"
    r"(?:[\w-]+\s+){0,4}$",
    re.I,
)
_EVENT_AFTER = re.compile(
    r"(?:(?:\s*,)?(?:\s+(?:and|or))?\s+\{[DF]\d+\})*(?:\s+[\w-]+){0,2}"
    r"\s+(?:(?:was|were|is|are|(?:has|have|had)\s+been)\s+(?:\w+\s+)?(?:(?:more|less|most|very)\s+)?(?:blamed|common|frequent|noted|observed|"
    r"recorded|reported|seen)\w*|(?:[\w-]+\s+){0,2}(?:occurred|developed|arose|emerged|appeared)\s+in\b|occurred|(?:complications|incidence|morbidity|mortality|deaths?|events?)\b|that\s+(?:\w+\s+){1,3}blamed)\b",
    re.I,
)
_EVENT_BEFORE = re.compile(
    r"\b(?:given|on|taking|receiving|treated\s+with|who\s+(?:received|took))\s+(?:\w+\s+){0,3}\{G\d+\}\s+(?:had|developed)\b"
    r"[^.;{}]{0,40}$",
    re.I,
)
"""What makes a disease an event under treatment: ``four patients given {G} had {D}``, ``{D} was more common``."""
_ONCE = re.compile(
    r"\b(?:first|originally|initially|already|long|also|once)\s+(?:approved|developed|designed|given|intended|known|licensed|"
    r"marketed|studied|tested|used)\s+(?:in|for|against|as\s+an?|to\s+treat)\s+(?:[\w-]+\s+){0,4}$",
    re.I,
)
"""What a drug was made for before: ``{G}, first studied in {D}``."""
_RELATIVES = re.compile(
    r"\b(?:relatives|carers?|care-?givers?|partners|spouses|families|siblings|offspring|parents|mothers|daughters|sons|children)\s+"
    r"(?:of|to|for)\s+(?:(?:adults?|children|patients?|people|persons?|survivors|those)\s+(?:of|who\s+have|with)\s+)?(?:[\w-]+\s+){0,3}$",
    re.I,
)
"""``relatives of people with {D}``: those who take part do not have it. A drug may be given to spare them it."""
_PREVENTED = re.compile(r"\b(?:prevent\w*|reduc\w*|relie\w+)\s+(?:of\s+)?(?:[\w-]+\s+){0,4}$", re.I)
_COUNTED = re.compile(
    r"\b(?:incidence|rates?|occurrence|frequency|cases?|episodes?|events?|halving|numbers?|counts?|clearance|resolution|"
    r"disappearance|freedom)\s+(?:of|from)\s+(?:[\w-]+,?\s+){0,3}$",
    re.I,
)
"""What makes a disease an outcome: ``the incidence of {D}``."""
_IN_ANOTHER = re.compile(r"\s+in\s+(?:[\w-]+\s+){0,5}\{D\d+\}")
"""``prevention of {D} in {D}``: the patients have the second."""
_PLAIN_ENOUGH = 0.65
"""How sure a pattern must be in a sentence that only follows one about the trial."""
_CHOSEN = 0.6
"""How sure the best of several readings is at least: the scores rank the readings of one trial."""
_LEFT_OUT = re.compile(
    r"\b(?:was|were|are|is)\s+(?:excluded|ineligible|not\s+(?:eligible|enrolled|included|allowed))\b|"
    r"\b(?:must|should)\s+(?:not|never)\b|\bjudge\s+the\s+risk\b|\bexclusion\s+criteria\b",
    re.I,
)
"""What is said of people whom a trial did not take in, and of harms that it could not tell."""
_GENERIC = re.compile(
    r"(?:cancers?|tumou?rs?|malignanc(?:y|ies)|diseases?|disorders?|conditions?|illness(?:es)?|"
    r"syndromes?|infections?|solid\s+tumou?rs|advanced)",
    re.I,
)
_NO_CONDITION = re.compile(
    r"\b(?:adverse|side[\s-]effects?|drug\s+reactions?|toxicit(?:y|ies)|deaths?|mortality|surgery)\b", re.I
)
"""What happens to patients, and is none of the diseases that a trial is in."""
_SAME = re.compile(
    r"\b(?:such|these|similar)\s+(?:[\w-]+\s+)?"
    + PEOPLE
    + r"|\bthe\s+same\s+(?:kind|type|disease|condition|population)",
    re.I,
)
_FIGURES = re.compile(r"\d\s?%|\bper\s?cent\b|\bpercent\b|\bhazard\s+ratio|\bHR\b|\bsubgroups?\b", re.I)
"""Marks of a sentence on results, whose patients may be a part of the trial's."""
_GUESSED = 0.75
"""The score below which a disease is only named where patients might be."""
_OF_PEOPLE = 0.85
"""The score below which a disease is not said to be that of people."""
_OUTCOMES = re.compile(
    r"\b(?:primary|secondary|main)\s+(?:[\w-]+\s+){0,2}(?:end[\s-]?points?|outcomes?|measures?)\s+(?:are|included?|is|was|were|will)\b",
    re.I,
)
"""What tells what was measured, and not in whom."""
_NO_DIFFERENCE = re.compile(
    r"\bno\b[^.;]{0,30}\bdifferences?\b|\bdid\s+not\s+differ\b|\b(?:was|were)\s+similar\b", re.I
)
_APPROVAL = re.compile(
    r"\b(?:approv(?:e[ds]?|ing|als?)|authori[sz]ed|licensed|indicated|contraindicated|on\s+the\s+market|marketed|sold|launched)\b",
    re.I,
)
_SAFETY = re.compile(
    r"\b(?:safety|side[\s-]effects?|adverse|toler(?:ated|ability|able)|harms?|toxicit\w+|downsides?|"
    r"risks|complaints?|warnings?)\b",
    re.I,
)
_HEDGED = re.compile(r"\b(?:might|could|may|thought|believed|hoped?|whether)\b")
_REACH = {Reach.NAMED: 1.0, Reach.REFERRED: 0.97, Reach.CARRIED: 0.75}


def conditions(
    passages: tuple[Passage, ...],
    studies: tuple[int, ...],
    safety: frozenset[int] = frozenset(),
    topic: Participant | None = None,
) -> dict[int, tuple[Condition, ...]]:
    """The conditions of each trial, those of one sentence: the one that says it most plainly.

    A trial whose own sentences name no disease has that of the trial before it, or of the title. ``safety`` has the
    indices of the sentences that go on telling adverse events; ``topic`` is the disease that the document is about:
    what else its title names is wider than that, or beside it.
    """
    chosen: dict[int, tuple[Condition, ...]] = {}
    named: dict[Block, set[int]] = {}
    for passage in passages:
        if passage.reach is Reach.NAMED:
            named.setdefault(passage.sentence.block, set()).update(passage.studies)
    for study in studies:
        best: tuple[Condition, ...] = ()
        for number, passage in enumerate(passages):
            if study not in passage.studies or passage.other or _is_elsewhere(passage, safety):
                continue
            if passage.follows_other_work:
                continue
            if passage.reach is Reach.CARRIED and study not in named.get(passage.sentence.block, {study}):
                continue
            if passage.reach is not Reach.NAMED and _LEFT_OUT.search(passage.masked.masked):
                continue
            for group in _groups(passage, passages[number - 1] if number else None, study):
                if passage.masked.block_kind is BlockKind.TITLE and _is_beside(group, topic):
                    continue
                vague = passage.reach is Reach.CARRIED and all(_GENERIC.fullmatch(c.mention.text) for c in group)
                if group and not vague and (not best or group[0].score > best[0].score):
                    best = group
        chosen[study] = tuple(replace(c, score=max(c.score, _CHOSEN)) for c in best)
    _inherit(chosen, passages, topic)
    return chosen


def _is_beside(group: tuple[Condition, ...], topic: Participant | None) -> bool:
    return topic is not None and all(c.concept.curie != topic.concept.curie for c in group)


_ELSEWHERE = re.compile(r"In\s+\{D\d+\}(?:,|\s+(?:an?|it|the)\b)")
"""``In {D} the effect was smaller``: the text has turned to another disease."""


def _is_elsewhere(passage: Passage, safety: frozenset[int]) -> bool:
    """Whether a sentence that does not name the trial is about an approval or adverse events, in whatever disease."""
    if passage.reach is Reach.CARRIED and (
        passage.sentence.index in safety or _HEDGED.search(passage.masked.masked) is not None
    ):
        return True
    if passage.reach is Reach.CARRIED and _ELSEWHERE.match(passage.masked.masked):
        return True
    if passage.reach is not Reach.NAMED and _SAFETY.search(f"{passage.masked.section} {passage.masked.masked}"):
        return True
    return passage.reach is Reach.CARRIED and _APPROVAL.search(passage.masked.masked) is not None


def _groups(passage: Passage, before: Passage | None, study: int) -> Iterator[tuple[Condition, ...]]:
    in_title = passage.masked.block_kind is BlockKind.TITLE
    weight = 0.95 if in_title else _REACH[passage.reach]
    if passage.reach is Reach.CARRIED and _FIGURES.search(passage.masked.masked):
        weight *= 0.6
    if _APPROVAL.search(passage.masked.masked):
        weight *= 0.9
    found = False
    for pattern, score in _PATTERNS:
        if passage.reach is Reach.CARRIED and score < _PLAIN_ENOUGH and not in_title:
            break
        for match in pattern.finditer(passage.masked.masked):
            guessed = score < _GUESSED and passage.reach is Reach.CARRIED
            if guessed and (_NO_DIFFERENCE.search(passage.masked.masked) or is_of_a_report(passage.masked.section)):
                continue
            if score < _OF_PEOPLE and _OUTCOMES.search(passage.masked.masked):
                continue
            if not _is_none_of_theirs(passage.masked.masked, *match.span("d")):
                found = True
                yield _listed(passage, passage.masked, match["d"], study, round(score * weight, 3))
    if not found and before is not None and _SAME.search(passage.masked.masked):
        for pattern, score in _PATTERNS:
            same = pattern.search(before.masked.masked)
            if same:
                yield _listed(passage, before.masked, same["d"], study, round(score * weight * 0.9, 3))


def _is_none_of_theirs(text: str, start: int, end: int) -> bool:
    """Whether a disease at ``start:end`` is what the patients do not have, came by under treatment, or are spared."""
    if (
        _ABSENT.search(text, 0, start)
        or _ONCE.search(text, 0, start)
        or _EVENT_BEFORE.search(text, 0, start)
        or _EVENT_AFTER.match(text, end)
    ):
        return True
    if _COUNTED.search(text, 0, start) or ("{G" not in text and _RELATIVES.search(text, 0, start)):
        return True
    return _PREVENTED.search(text, 0, start) is not None and _IN_ANOTHER.match(text, end) is not None


def _listed(passage: Passage, view: SentenceView, piece: str, study: int, score: float) -> tuple[Condition, ...]:
    found: dict[str, Condition] = {}
    for token in MENTION.finditer(piece):
        mention = view.mentions[int(token[2])]
        if _NO_CONDITION.search(mention.text):
            continue
        for concept in concepts_of(mention):
            found.setdefault(concept.curie, Condition(study, concept, mention, passage, score))
    return _specific(tuple(found.values()))


def _specific(found: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """Without "cancer" or "disease", and without what no terminology has, where the list has more to say."""
    linked = tuple(c for c in found if not c.concept.minted) or found
    named = tuple(c for c in linked if not _GENERIC.fullmatch(c.mention.text))
    return named or linked


def _inherit(
    chosen: dict[int, tuple[Condition, ...]], passages: tuple[Passage, ...], topic: Participant | None
) -> None:
    """Give the trials without a condition of their own that of the trial before them, else that of the document, else
    that of the first trial that has one.
    """
    last: tuple[Condition, ...] = _titled(passages) or next((c for c in chosen.values() if c), ())
    if topic is not None and last and last[0].study < 0 and _is_beside(last, topic):
        last = (replace(last[0], concept=topic.concept, mention=topic.mention),)
    begun = bool(last and last[0].study < 0 and _BY_ITS_KIND.search(last[0].mention.text) is None)
    for study, own in chosen.items():
        if own:
            last, begun = own, True
            continue
        passage = next((p for p in passages if study in p.studies and p.reach is Reach.NAMED), None)
        told = _of_paragraph(passage, passages) if passage else ()
        if not told and passage and not begun:
            told = _of_paragraph(passage, passages, whole=True)
        if told and passage:
            chosen[study] = tuple(Condition(study, c.concept, c.mention, passage, 0.7) for c in told)
        elif last:
            passage = passage or last[0].passage
            chosen[study] = tuple(Condition(study, c.concept, c.mention, passage, 0.7) for c in last)


_WARNED_OF = re.compile(
    r"[^:]*\{G\d+\}\)?:\s+(?:(?!\b(?:for|in|treatment|therapy)\b)[\w-]+\s+){0,5}\{D\d+\}|.*\b(?:[Rr]isks?|[Ww]arnings?|[Rr]eports?|[Cc]ases|[Dd]angers?)\s+of\s"
)
"""A title that warns of a harm (``{G}: {D} and use after …``)"""


_BY_ITS_KIND = re.compile(r"\b(?:conditions?|diseases?|disorders?)$", re.I)
"""A title that tells what kind of disease it is about (``a rare liver disorder``)."""
_TURNS_TO = re.compile(
    r"^(?:(?:Against|As for|For|In)\s+(?:[\w-]+\s+){0,3}(?P<first>\{[DF]\d+\})(?:,|\s+(?=(?:an?|no|the|there)\b))|"
    r"[^.;:{}]{0,40}\b(?:about|for|from|in|on)\s(?:[\w-]+\s){0,2}(?P<label>\{D\d+\}):\s|"
    r"[^.;:{}]{3,60}:\s(?P<named>\{D\d+\}),\s+an?\s)"
)
"""``For {D}, no treatment exists.``, ``A note on {D}: …``, ``It has a second calling: {D}, a disease of …``"""


def _of_paragraph(named: Passage, passages: tuple[Passage, ...], *, whole: bool = False) -> tuple[Condition, ...]:
    """The disease of which the paragraph of a trial spoke before it names the trial, or the ``whole`` text before "
    "it."""
    for passage in reversed([p for p in passages if p.position < named.position]):
        if passage.sentence.block != named.sentence.block and not whole:
            break
        found = _TURNS_TO.match(passage.masked.masked)
        if found:
            return _listed(passage, passage.masked, found[found.lastgroup or 0], -1, 0.7)
    return ()


def _titled(passages: tuple[Passage, ...]) -> tuple[Condition, ...]:
    """The disease of the title or a heading; where neither names one, the sign or symptom that a treatment is for."""
    heads = [p for p in passages if p.masked.block_kind in (BlockKind.TITLE, BlockKind.HEADING)]
    for pattern in (r"\{D\d+\}", r"\b(?:against|for|in|of)\s(?:[\w-]+\s){0,3}?\{F\d+\}"):
        for passage in heads:
            text = passage.masked.masked
            found = re.search(pattern, text)
            if found and not (_WARNED_OF.match(text) or _is_none_of_theirs(text, *found.span())):
                return _listed(passage, passage.masked, found.group(), -1, 0.5)
    return ()
