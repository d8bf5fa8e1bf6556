"""Verbs that a drug is the subject of (``X binds …``) or the agent (``… is blocked by X``), with a target as object."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.modality import is_negated, modality_of
from kg.claims.of_the_body import is_of_the_body
from kg.claims.phrases import G_LIST, T_LIST, T, clause_at
from kg.claims.reading import Participant, Reading
from kg.claims.rules import claim
from kg.claims.target_words import (
    ACTIVATE_VERB,
    ADJECTIVE_AFTER,
    BAD_MIDDLE,
    BIND,
    INHIBIT_VERB,
    INHIBITS,
    MEMBERS,
    TARGETS,
    emit,
    predicate_of,
)
from kg.model import Claim, Modality

_MIDDLE = r"(?P<mid>(?:[^{};.,]|,(?=\s*\{T)|\{G\d+\}(?=[- ](?:pocket|site|binding site)\b)){0,70}?)"
_VERB = re.compile(
    rf"\b(?:(?P<inhibit>{INHIBIT_VERB})|(?P<activate>{ACTIVATE_VERB})|"
    rf"(?P<bind>{BIND}))\b{_MIDDLE}(?P<object>{T_LIST}(?: (?:subunit|chain) of (?:the )?{T})?)(?P<after>\S*)"
)
_PREVENT = re.compile(
    rf"\b(?:prevents?|stops?|keeps?|preventing|stopping) (?:the )?(?P<object>{T})(?:,[^,;{{}}]*,)?\S* from\b"
)
_ADVERBS = (
    r"(?:\s+(?:also|both|specifically|selectively|irreversibly|reversibly|potently|directly|strongly|tightly|"
    r"likewise|each|simultaneously|"
    r"works?|acts?|by|is|are|was|were|can|could|may|might|will|would|does|do|did|not|to|able|designed|thought|"
    r"believed|known|shown|engineered|"
    r"developed|that|which|instead|itself|appears?|seems?|capable|of|been|has|have|being|functions?|in turn|"
    r"then|thereby|said|primarily|mainly|\w+ly))*"
)
_SUBJECT_LINKS = tuple(
    re.compile(p)
    for p in (
        rf"^{_ADVERBS}\s+$",
        rf"^\s*,?\s*(?:which|that){_ADVERBS}\s+$",
        rf"^\s*,[^;{{}}]*(?:\{{[TDFP]\d+\}}[^;{{}}]*)*,{_ADVERBS}\s+$",
        rf"^\s*(?:,|is|are|was|were|has|have|carries|contains|bears|consists of|comprises|joins|links|combines|"
        rf", which is|-)"
        rf"\s*(?:an?|the|one|another|both|two)?\s*[^;]*?\b(?:that|"
        rf"which){_ADVERBS}\s+$",
        r"^\s*(?:,|is|are)\s*(?:an?|the)\s[^;,]*?,?\s*(?:is |are |and (?:is |are )?)?$",
        r"^\s[^;,]*?,?\s*\bby\s+(?:\w+ly\s+)?$",
        r"^,\s+by\s+(?:\w+ly\s+)?$",
        r"^\s*,[^;,{}]*,[^;,]*?\bby\s+(?:\w+ly\s+)?$",
    )
)
_CLOSED = re.compile(rf"^\s*,{_ADVERBS}\s+$")
_LIKENED = re.compile(rf"(?P<subject>{G_LIST}),\s(?:just\s)?(?P<un>[Uu]n)?like\s(?:[\w-]+\s){{0,5}}$")
_OPENED = re.compile(r"^(?:[Tt]wo|[Tt]hree|[Ff]our|[Ss]everal|[Oo]ther|[Aa]n?|[Tt]he)\s[^{},;]{3,60},\s$")
_COORDINATED = re.compile(r"(?:\band|,|\bor)(?:\s+(?:also|thereby|thus|so|then))*\s+$")
_NO_SUBJECT = re.compile(
    r"\b(?:whereas|while|but|than|versus|compared|patients|people|who|whose|participants|after|because)\b|;"
)


_STOPS_IT = re.compile(
    rf"(?:,? and|,? thereby|, thus|,)(?: thereby| so| thus)? (?:\w+ly )?{INHIBIT_VERB} (?:its|their) "
    r"(?:activat|activit|signal|function|action|effect|interaction|downstream)"
    rf"|,? (?:and|then|thus|thereby|to|so as to) (?:\w+ly )?(?:{INHIBIT_VERB}|mops? up) (?:it|them)\b"
    r"|,? and (?:\w+ly )?(?:takes?|puts?) (?:it|them) out of (?:action|circulation|play|service)"
    r"|,? and (?:\w+ly )?(?:keeps?|stops?|prevents?) (?:it|them) from (?:signal|work|act|function|doing)"
    r"|,? and (?:takes?|strips?) away (?:its|their) (?:power|ability|capacity)"
    r"|,? and (?:has|have|gets?) (?:it|them) (?:shredded|destroyed|degraded|broken (?:down|up)|chopped up|cut up|"
    r"cleared away|removed)"
    r"|,? (?:and|which) (?:\w+ly )?(?:marks?|tags?|causes?|leads?|triggers?|brings?|promotes?)[^;{}]{0,30}?"
    r"\b(?:broken down|for (?:destruction|degradation|breakdown)|(?:its|their|the) (?:breakdown|degradation|"
    r"destruction)|degraded|destroyed)"
)
"""``binds {T} and blocks its activation``, ``and takes it out of action``, ``and causes it to be broken down``"""
_LIKE = re.compile(r"\b(which|that), (?:un)?like \{G\d+\},")


_UNLIKE = re.compile(
    r"^\W*(?:[Uu]nlike|[Ii]n contrast (?:to|with)|[Aa]s opposed to|[Rr]ather than)\s(?:(?!\{T)[^;])*?,\s"
    r"(?=(?:it|they|the|this|these|both|neither)\b|\{G)"
)
"""What the subject of a sentence is set against before it is named (``unlike {G} and {G}, it does not block {T}``)."""
_NEITHER = re.compile(rf"\b[Nn]either\s+{G_LIST}$")


def by_verb(reading: Reading) -> Iterator[Claim]:
    """The claims of verbs whose subject is a drug."""
    text = _UNLIKE.sub("", _LIKE.sub(r"\1", MEMBERS.sub("", reading.text)))
    last: tuple[str, int] | None = None
    for match in sorted([*_verbs(text), *_PREVENT.finditer(text)], key=lambda m: m.start()):
        if match.re is _PREVENT and re.search(r"\b(?:so|thus|thereby|therefore)\s$", text[: match.start()]):
            continue
        start, end = clause_at(text, match.start())
        subjects, at = _subject_of_verb(text, start, match.start())
        if not subjects and last and last[1] >= start and _COORDINATED.search(text[last[1] : match.start()]):
            subjects, at = last[0], last[1]
        if not subjects and _PARTICIPLE.match(match.group()):
            described = re.search(rf"(?P<subject>{G_LIST}),\s$", text[start : match.start()])
            named = reading.participants(described["subject"], "G") if described else ()
            if described and not any(is_of_the_body(p.concept) for p in named):
                subjects, at = described["subject"], start + described.end()
        if not subjects:
            subjects, at = _fronted(text, match, end)
        if not subjects:
            continue
        last = (subjects, match.end())
        predicate = INHIBITS if match.re is _PREVENT else predicate_of(match)
        if predicate == TARGETS and re.match(r"\W+and (?:\w+ly )?(?:then )?" + INHIBIT_VERB, match["mid"] or ""):
            predicate = INHIBITS
        if predicate == TARGETS and _STOPS_IT.match(text, match.end()):
            predicate = INHIBITS
        cue = text[min(at, match.start()) : match.start("object")]
        matrix = _matrix(text, start, match.start())
        likewise = _AS_DOES.match(text, match.end("object"))
        yield from _paired(
            reading,
            match,
            f"{subjects} {likewise['subject']}" if likewise else subjects,
            predicate,
            end,
            negated=is_negated(cue) or _NEITHER.search(text[:at]) is not None,
            modality=modality_of(matrix + cue),
        )


_AS_DOES = re.compile(
    rf",? (?:as (?:does|do|did)|(?:and )?so (?:does|do|did)|just as) "
    rf"(?P<subject>{G_LIST})(?=[,.;]|$)"
)
"""``{G} inhibits {T}, as does {G}``"""
_PARTICIPLE = re.compile(r"(?:aimed|directed|targeted|bound)\b|\w+ing\b")
"""``{G}, aimed at {T}, …``"""


def _verbs(text: str) -> Iterator[re.Match[str]]:
    """The verbs with a target as their object; what lies between is searched for another verb when it is no object."""
    at = 0
    while match := _VERB.search(text, at):
        if BAD_MIDDLE.search(match["mid"]) or ADJECTIVE_AFTER.match(match["after"]):
            at = match.start() + 1
            continue
        yield match
        at = match.end()


def _subject_of_verb(text: str, start: int, verb: int) -> tuple[str, int]:
    for subject in reversed(list(re.finditer(G_LIST, text[start:verb]))):
        between = text[start + subject.end() : verb]
        if _NO_SUBJECT.search(between):
            return "", 0
        for link in _SUBJECT_LINKS:
            if link.match(between):
                return subject.group(), start + subject.end()
        if _CLOSED.match(between):
            return _apposed(text[start : start + subject.start()], subject.group()), start + subject.end()
        return "", 0
    return "", 0


def _apposed(before: str, names: str) -> str:
    """The subject that ``names``, set off by commas, belong to: all of "X, like Y and Z,", X alone with "unlike"."""
    likened = _LIKENED.search(before)
    if likened:
        return likened["subject"] if likened["un"] else f"{likened['subject']} {names}"
    return names if _OPENED.search(before) else ""


def _fronted(text: str, match: re.Match[str], end: int) -> tuple[str, int]:
    """The subject of ``By blocking {T}, {G} …``."""
    if not re.search(r"\b[Bb]y\s+(?:\w+ly\s+)?$", text[: match.start()]):
        return "", 0
    following = re.match(rf"[^{{}};,]*,\s+(?P<subject>{G_LIST})", text[match.end("object") : end])
    return (following["subject"], match.start()) if following else ("", 0)


_MATRIX = re.compile(
    r"\b(?:suggest(?:s|ed)?|hypothesi[sz]ed|believed?|thought|[Ww]hether|proposed|possible|expected|reasoned|"
    r"show(?:s|ed|n)?|indicate[sd]?)\b(?: that)?"
)


_IN_RELATIVE = re.compile(r"\{G\d+\},\s(?:which|who)\s[^,;]*$")
"""What stands between commas the writer says, whatever governs the sentence (``whether {G}, which binds {T}, …``)"""


def _matrix(text: str, start: int, verb: int) -> str:
    """The words of a clause that governs this one (``it is believed that``), or nothing."""
    if _IN_RELATIVE.search(text, start, verb):
        return ""
    found = _MATRIX.search(text, start, verb)
    governs = found is not None and ("that" in found.group() or "hether" in found.group())
    return found.group().lower() + " " if found and governs else ""


def _paired(
    reading: Reading,
    match: re.Match[str],
    subjects: str,
    predicate: str,
    end: int,
    *,
    negated: bool,
    modality: Modality,
) -> Iterator[Claim]:
    """Claims of a verb; ``respectively`` pairs the lists in order."""
    drugs = reading.participants(subjects, "G")
    targets = reading.participants(match["object"], "T")
    if re.search(r" (?:subunit|chain) of ", match["object"]):
        targets = tuple(t for t in targets if not t.concept.minted) or targets
    text = match.string
    pairs: list[tuple[Participant, Participant]]
    if "respectively" in text[match.end() : end + 20] and len(drugs) == len(targets) > 1:
        pairs = list(zip(drugs, targets, strict=True))
    else:
        pairs = [(d, t) for d in drugs for t in targets]
    for drug, target in pairs:
        yield claim(reading, "target-verb", drug, predicate, target, negated=negated, modality=modality)


_PASSIVE = re.compile(
    rf"(?P<object>{T_LIST})(?P<mid>[^{{}};]{{0,40}}?)\b(?:is|are|was|were|be|been|being)\s(?:\w+ly )?"
    rf"(?:(?P<inhibit>inhibited|blocked|antagoni[sz]ed|neutrali[sz]ed|suppressed|inactivated)|"
    rf"(?P<activate>activated|stimulated)|"
    rf"(?P<bind>targeted|bound|recogni[sz]ed|hit))\s+(?:\w+ly\s+)?by\s+(?P<subject>(?:[\w-]+ ){{0,4}}?{G_LIST})"
)
_IS_TARGET = re.compile(
    rf"\b[Tt]argets? of (?P<subject>{G_LIST}) (?:is|are|was)\s(?:[\w-]+ ){{0,5}}?(?P<object>{T_LIST})"
)
_BETWEEN_TWO = re.compile(r"\b(?:interactions?|binding|engagement|attachment|signal\w* (?:between|from))\b[^;,]*$")
_TARGET_OF = re.compile(
    rf"(?P<object>{T_LIST})[^{{}};.]{{0,30}}\b(?:is|are|,)\s*(?:the |"
    rf"a )?(?:\w+ )?targets? of (?:the )?(?:\w+ ){{0,3}}(?P<subject>{G_LIST})"
)


def by_passive(reading: Reading) -> Iterator[Claim]:
    """The claims of verbs in the passive, and of targets that are said to be a drug's."""
    for pattern in (_PASSIVE, _TARGET_OF, _IS_TARGET):
        for match in pattern.finditer(reading.text):
            if _BETWEEN_TWO.search(reading.text, 0, match.start()):
                continue
            cue = match.group()
            yield from emit(
                reading,
                "target-passive",
                match["subject"],
                predicate_of(match),
                match["object"],
                negated=is_negated(cue),
                modality=modality_of(cue),
            )
