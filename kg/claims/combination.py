"""Drugs that are given together: ``cg:combinedWith``, from phrases (the arms of a trial are read with its design).

``X plus Y`` and ``X with Y and Z`` are pairs all round; ``X with Y or Z`` pairs X with each and not Y with Z. What is
compared, given one after the other or not to be taken together is no combination.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations, product

from kg.claims.context import Context
from kg.claims.modality import is_negated, modality_of
from kg.claims.of_the_body import is_of_the_body
from kg.claims.phrases import G_LIST, G, clause_at, listing, regimens
from kg.claims.reading import Participant, Reading
from kg.claims.rules import claim
from kg.model import Claim, Modality

COMBINED = "cg:combinedWith"

_DOSED = listing("G", doses=True)
_WORDS = (
    r"(?:(?!than\b|or\b|with\b|to\b|versus\b|placebo\b|patients\b|on\b|per\b|percent\b|\d[\d.]*\s?%)[\w.%/-]+\s){0,4}?"
)
_WITH = (
    r"(?:,?\s(?:(?:is|was|were|are|when|if|be|being|been|also|now|therefore|thus|currently|then) "
    r"){0,4}(?:given |used |taken |administered |dosed |"
    r"prescribed )?"
    r"(?:together with|in combination with|combined with|along with|alongside|in conjunction with|"
    r"coadministered with|co-administered with|"
    r"paired with|added to|on top of|as an add-on to|with either|with|in a (?:regimen|combination) with))"
)
_JOINED = re.compile(
    rf"(?P<a>{_DOSED})(?:\s(?:cream|ointment|gel|tablets?|capsules?|injections?))?(?:\sas "
    rf"needed)?(?P<how>{_WITH}|\s(?:it )?(?:is|was|were)? ?added (?:it )?to|"
    rf"\s?\+)\s{_WORDS}(?P<b>{_DOSED}(?:\s(?:or|and)\s(?:with|to)\s{_WORDS}{_DOSED})*)(?!\s(?:with|plus)\b)"
)
_PLUS = re.compile(
    rf"{_DOSED}(?:\s(?:plus|and|"
    rf"or)\s(?:either\s)?{_WORDS}{_DOSED})*\splus\s(?:either\s)?{_WORDS}{_DOSED}(?:\s(?:plus|and|"
    rf"or)\s{_WORDS}{_DOSED})*"
)
_HYPHENATED = re.compile(
    rf"{G}(?:\s?[-+/]\s?{G})+(?=\s(?:group|arm|combination|regimen|recipients|therapy|treatment|cohort)|[\s.,;)])"
)
_ACTIVE = re.compile(
    rf"\b(?P<verb>combin(?:e[sd]?|ing)|pair(?:s|ed|ing)?|add(?:s|ed|ing)?|giv(?:es?|ing)|partner(?:s|ed|ing)?|"
    rf"addition of|combination of|combinations of|mix of)\s(?:of\s)?{_WORDS}(?P<a>{G_LIST})"
    rf"\s(?P<how>with|to|and|plus|together with|alongside)\s(?:either\s)?{_WORDS}(?P<b>{G_LIST}(?:\s(?:or|"
    rf"and)\s(?:with|to)\s{_WORDS}{G_LIST})*)"
)
_REGIMEN = re.compile(
    rf"\b(?:regimen|triplet|doublet|mixture|cocktail|(?:single |one |fixed-dose )?(?:pill|tablet|capsule)|"
    rf"[Cc]ombination(?: (?:therapy|treatment|chemotherapy|regimen|product|"
    rf"tablet|pill|drug product))?)"
    rf" (?:of|with|using|containing|consisting of|that contains)\s{_WORDS}(?P<a>{G_LIST})"
)
_RECEIVED = re.compile(
    rf"\b(?:receiv(?:ed|e|ing)|treated with|treatment with|were given|took|taking|therapy with|"
    rf"chemotherapy with)\s{_WORDS}"
    rf"(?P<a>{G}(?:,\s(?:(?:oral|low-dose|high-dose|weekly|daily|intravenous|"
    rf"standard)\s)*{G})*,?\sand\s(?:(?:oral|low-dose|high-dose|weekly|daily|intravenous|standard)\s)*{G})"
    r"(?!-|\s(?:groups?|arms?|respectively|alone|or|was|were|are|is|did|had|have|showed)\b)"
)
_EARLIER = re.compile(
    r"\b(?:prior|previous\w*|after|before|failed|history|both|either|progress\w*|had|already|respectively|"
    r"background|allowed|excluded)\b"
)
_STILL_TO_COME = re.compile(
    r"[^{};,.]{0,40}?\b(?:will be|(?:is|are) (?:being )?(?:planned|considered|under consideration|to be)|"
    r"may follow|is an option for the future)\b"
)
_NEXT_SUBJECT = re.compile(r",\s+(?:and|or)\s+\{G\d+\}$")
_NEXT_CLAUSE = re.compile(r"\s(?:\w+ly\s)?(?:lost|won|was|were|is|did|had|has|proved|came|fared|[a-z]+ed)\b")
"""What shows that the last name of a list (``A plus B, and C lost``) begins a clause of its own."""
_UNKNOWN = re.compile(r"[^{};.]{0,30}\b(?:is|are|remains?|has been) (?:not known|unknown|unproven|not studied)\b")
_ARMS = re.compile(r"\b(?:assign\w*|randomi[sz]\w*|allocat\w*)\b")
_APART = re.compile(
    r"\b(?:compar\w+|versus|vs\.?|than|against|interact\w*|should not|must not|avoid\w*|instead of|rather than|"
    r"followed by|switch\w*|over|or placebo|"
    r"unlike|superior\w*|inferior\w*|alone)\b"
)
_FORBIDDEN = re.compile(
    r"\b(?:should not|must not|not be|avoid\w*|cannot|contraindicated|prohibited|interact\w*|not allowed|excluded)\b"
)
_FRONTED = re.compile(
    rf"(?:^|; )(?:Coupled|Combined|Paired|Together|Along|Mixed|In combination|Taken together|Given together|"
    rf"Alongside)\s(?:with\s)?"
    rf"(?P<b>{G_LIST})(?:,[^;{{}}]*(?:\{{[TP]\d+\}}[^;{{}}]*)?)?,\s(?P<a>{G_LIST})\s"
)
"""``Coupled with {G}, which …, {G} has been sold for …``"""
_WITH_LIST = re.compile(
    rf"\b(?:combination with|together with|combined with|alongside|"
    rf"along with)\s{_WORDS}(?P<b>{_DOSED}(?:\s(?:or|and)\s(?:with|to)\s{_WORDS}{_DOSED})*)"
)


_COMPARED = re.compile(r"\b[Cc]ompar(?:e[sd]?|ing|ison)\b")
_AND = re.compile(r",?\s+and\s+")
"""``compares A and B, added to C``: A and B are not given together."""


def extract(reading: Reading, context: Context) -> Iterator[Claim]:  # noqa: ARG001
    """The combinations that one sentence tells."""
    text = reading.plain
    if text.count("{G") < 1:
        return
    for match in _JOINED.finditer(text):
        if _FORBIDDEN.search(_clause_before(text, match)) or (
            match["how"].strip() == "with" and not _is_regimen(text, match)
        ):
            continue
        compared = "add" in match["how"] and _COMPARED.search(_clause_before(text, match))
        first = _AND.sub(" or ", match["a"]) if compared else match["a"]
        yield from _pairs(reading, match, first, match["b"])
    taken = [m.span("how") for m in _JOINED.finditer(text)]
    for match in _WITH_LIST.finditer(text):
        subject = re.match(rf"[^{{}};]*(?P<g>{G_LIST})", text)
        apart = any(start <= match.start() < end for start, end in taken) or _FORBIDDEN.search(
            _clause_before(text, match)
        )
        if subject and subject.end() <= match.start() and not apart:
            yield from _pairs(reading, match, subject["g"], match["b"])
    for match in _FRONTED.finditer(reading.text):
        yield from _pairs(reading, match, match["a"], match["b"])
    for match in _ACTIVE.finditer(text):
        if not _FORBIDDEN.search(_clause_before(text, match)):
            yield from _pairs(reading, match, match["a"], match["b"])
    for match in _RECEIVED.finditer(text):
        start, end = clause_at(text, match.start())
        if not _EARLIER.search(text[start:end]):
            yield from _pairs(reading, match, match["a"], "")
    for pattern in (_PLUS, _HYPHENATED, _REGIMEN):
        for match in pattern.finditer(text):
            if pattern is _HYPHENATED and _is_substance(reading, match.group()):
                continue
            named = match.groupdict().get("a") or match.group()
            if _NEXT_CLAUSE.match(text, match.end()):
                named = _NEXT_SUBJECT.sub("", named)
            yield from _pairs(reading, match, named, "")


def _is_substance(reading: Reading, words: str) -> bool:
    """Whether hyphens join parts of one substance or measurement (*iron-sulfur*, *HDL-cholesterol*)."""
    return any(p.concept.minted or is_of_the_body(p.concept) for p in reading.participants(words, "G"))


def _clause_before(text: str, match: re.Match[str]) -> str:
    start, _ = clause_at(text, match.start())
    return text[start : match.end()]


def _is_regimen(text: str, match: re.Match[str]) -> bool:
    """Whether ``X with Y`` joins the two: not where ``with`` goes with a comparison or with the patients."""
    between = match.group()[len(match["a"]) : -len(match["b"])]
    before = text[max(0, match.start() - 60) : match.start()]
    return not _APART.search(between) and not re.search(
        r"\b(?:compar\w+\b[^;,]*|(?:replac\w+|substitut\w+|treat\w*|than)\s(?:\w+\s){0,2})$", before
    )


def _pairs(reading: Reading, match: re.Match[str], first: str, second: str) -> Iterator[Claim]:
    before = _clause_before(reading.plain, match)
    cue = before[: len(before) - len(match.group())][-50:] + match.group()
    negated = is_negated(re.sub(r"\bdid not\b", "", match.group()))
    after = _STILL_TO_COME.match(reading.plain, match.end())
    modality = Modality.PLANNED if after else _modality(cue)
    arms = (_ARMS.search(before) is not None and "choice of" not in before) or re.match(
        r"\s(?:alone|monotherapy)\b", reading.plain[match.end() :]
    ) is not None
    if _UNKNOWN.match(reading.plain, match.end()):
        return
    for one, other in _together(reading, first, second, arms=arms):
        yield claim(reading, "combination", one, COMBINED, other, negated=negated, modality=modality)


def _modality(cue: str) -> Modality:
    """A combination that a hedge speaks of is still one that is given; a plan is not."""
    modality = modality_of(cue)
    return modality if modality is Modality.PLANNED else Modality.ASSERTED


def _together(reading: Reading, first: str, second: str, *, arms: bool) -> Iterator[tuple[Participant, Participant]]:
    """The pairs that are given together: parts of one treatment, and each part of the first with each of the second."""
    left = regimens(first, arms=arms)
    right = regimens(second, arms=arms) if second else ()
    if arms:
        right = right[:1]
    for treatment in (*left, *right):
        for one, other in combinations(treatment, 2):
            yield from _crossed(reading, one, other)
    for one_treatment, other_treatment in product(left, right):
        for one, other in product(one_treatment, other_treatment):
            yield from _crossed(reading, one, other)
    for part in (p for treatment in (*left, *right) for p in treatment if p.count("{") == 1):
        yield from combinations(reading.participants(part, "G"), 2)


def _crossed(reading: Reading, one: str, other: str) -> Iterator[tuple[Participant, Participant]]:
    for a, b in product(reading.participants(one, "G"), reading.participants(other, "G")):
        if a.concept.curie != b.concept.curie:
            yield a, b
