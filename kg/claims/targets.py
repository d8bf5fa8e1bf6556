"""Drugs and the targets that they act on: ``cg:targets``, ``cg:inhibits``, ``cg:activates``.

Two ways of saying it: a noun phrase that describes the drug (``X, a CD38-directed antibody``; ``the BTK inhibitor X``)
and a verb with the drug as its subject (``X binds …``, ``… is blocked by X``). A class that only stands for earlier
treatment or a comparator describes nobody and gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from kg.claims import target_verbs
from kg.claims.context import Context
from kg.claims.modality import is_negated, modality_of
from kg.claims.phrases import G_LIST, T_LIST, clause_at
from kg.claims.reading import TOKEN, Reading
from kg.claims.rules import claim
from kg.claims.target_words import (
    ACTIVATE_VERB,
    ACTIVATES,
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

_TARGET_NOUN = (
    r"(?:\s(?:receptor|enzyme|kinase|protein|pathway|family|signal(?:l)?ing|complex|channel|gene|antigen)s?)?"
)
_INHIBITOR = r"(?:inhibitors?|blockers?|antagonists?|inhibiting|blocking|neutrali[sz]ing|degraders?)"
_AGONIST = r"(?:(?:co-?|dual |partial |full |super)?agonists?|activators?|stimulators?|activating|stimulating)"
_BINDER = (
    r"(?:(?:monoclonal |bispecific |biparatopic )?antibod(?:y|ies)|directed|targeted|targeting|specific|binding|"
    r"binders?|modulators?|stabili[sz]ers?|correctors?|"
    r"ligands?|traps?|nanobod(?:y|ies)|CAR)"
)
_BEFORE_NOUN = r"[- ](?:(?:[a-z][\w-]*|and|/)\s){0,3}?"
_NOUN = re.compile(
    rf"(?P<anti>\b[Aa]nti-?\s?)?(?P<object>{T_LIST}){_TARGET_NOUN}"
    rf"(?:{_BEFORE_NOUN}(?:(?P<inhibit>{_INHIBITOR})|(?P<activate>{_AGONIST})|(?P<bind>{_BINDER}))\b)?"
    r"(?:[- ](?:monoclonal |drug |oral |bispecific )*(?:antibod(?:y|ies)|drugs?|agents?|medicines?|therap(?:y|"
    r"ies)|conjugates?|pills?|compounds?|fusion protein|"
    r"molecules?|tablets?|nanobod(?:y|ies)|inhibitors?|treatments?|protein)\b)?"
)
_NOUN_OF = re.compile(
    rf"\b(?:(?P<inhibit>(?:inhibitors?|blockers?|antagonists?))|(?P<activate>(?:agonists?|activators?|stimulators?|"
    rf"positive (?:allosteric )?modulators?|potentiators?))|"
    rf"(?P<bind>(?:antibod(?:y|ies)|binders?|ligands?|modulators?|targets?|drugs?|conjugates?|"
    rf"stabili[sz]ers?|oligonucleotides?|siRNAs?|small interfering RNAs?|vaccines?)))"
    rf"(?: (?:raised |directed |aimed |targeted |acting |active )?(?:of|for|at|against|to|towards|on|targeting|"
    rf"targeted to)) (?P<mid>(?:[^{{}};.,]){{0,60}}?)(?P<object>{T_LIST})(?P<after>\S*)"
)
_DETERMINED = re.compile(
    r"^\s*(?:[,(:-]|[,(]?\s*(?:which|that|who)?\s*(?:is|are|was|were)\b|\s(?:acts?|works?|functions?|serves?|"
    r"belongs?)\b)"
    r".*?\b(?:a|an|the|another|one(?: of (?:the|several))?|both|two|three|of|as|are|were|called)\s+(?:[\w'-]+(?:,\s?|"
    r"\s)){0,7}$"
    r"|^\s*(?:,\s*)?(?:which |that )?(?:are|were)\s+(?:[\w'-]+\s){0,4}$"
)
_NO_DESCRIPTION = re.compile(
    r"\b(?:with|after|than|plus|versus|compared|received|progress\w*|patients|people|who|prior|previous|without|"
    r"unlike|to|on|"
    r"combination|where|when|against|strong|added|followed|adding|or|as well as|among|users?|non-users|ratio|"
    r"receiving|taking)\b|;|^\s*,?\s*and\b|"
    r"\band\b[^,]*,\s*an?\s"
)
_PRENOMINAL = re.compile(
    rf"s?(?:\s(?:called|named|known as|such as|including|like)|,? either|,? (?:such as|including|like|namely|e\.g\.,?|"
    rf"for example,?)|\s?\((?:for instance|for example|such as|notably|namely|e\.g\.),?|"
    rf"\s?[(:,])?\s*(?:the )?(?P<subject>{G_LIST})"
)
_PARTS = re.compile(
    r"\b(?:joins?|links?|combin(?:es|ing)|compris(?:es|ing)|consist(?:s|ing) of|contains?|containing|carr(?:ies|"
    r"ying)|made (?:up )?of|"
    r"composed of|attaches|couples|pairs|fuses|delivers|unites)\b"
)


_MEMBERS_OF = re.compile(
    rf"\b(?:[Aa]gents?|[Dd]rugs?|[Mm]edicines?|antibod(?:y|ies)|compounds?|treatments?|therapies|molecules|"
    rf"pills|products) "
    rf"(?:that|which) (?:\w+ly |also )?(?:(?P<inhibit>{INHIBIT_VERB})|(?P<activate>{ACTIVATE_VERB})|(?P<bind>{BIND})) "
    rf"(?:the )?(?P<object>{T_LIST}),? (?:such as|including|like|among them|namely|for example,?) (?P<subject>{G_LIST})"
)
"""``drugs that silence {T}, such as {G} and {G}``"""


_KINDS_OF = re.compile(
    rf"\b(?:(?P<inhibit>(?:inhibitors?|blockers?|antagonists?))|(?P<activate>(?:agonists?|activators?|stimulators?)))"
    rf" (?:of|at) (?:the )?(?P<object>{T_LIST}),? (?:such as|including|like|for example,?|for instance,?|e\.g\.,?) "
    rf"(?P<subject>{G_LIST})(?P<rest>(?:,? (?:or|and) of (?:the )?{T_LIST},? (?:such as|including|like) {G_LIST})*)"
)
"""``inhibitors of {T}, such as {G} or {G}, or of {T}, such as {G}``"""
_AND_OF = re.compile(rf"of (?:the )?(?P<object>{T_LIST}),? (?:such as|including|like) (?P<subject>{G_LIST})")


_ITS_KIND = re.compile(
    r"\b[Tt]he (?:[a-z-]+ ){0,2}?(?P<object>\{T\d+\})[- ](?:(?P<inhibit>inhibitor|blocker|antagonist)|"
    r"(?P<activate>agonist)|"
    r"(?P<bind>antibody))(?![\w-])(?! (?:\{G|class|group|arm|trial|family|called|named))"
)
"""``{G}. … The {T} inhibitor …``: of the drug that the paragraph is about"""


def extract(reading: Reading, context: Context) -> Iterator[Claim]:
    """The claims about targets in one sentence."""
    for match in _ITS_KIND.finditer(reading.text if "{G" not in reading.text else ""):
        drugs = [p for c in context.opened_by(reading) if (p := context.reach(c, reading)) is not None]
        for drug, target in product(drugs, reading.participants(match["object"], "T")):
            yield claim(reading, "target-noun", drug, predicate_of(match), target)
    yield from _by_noun(reading)
    yield from target_verbs.by_verb(reading)
    yield from target_verbs.by_passive(reading)
    yield from _by_role(reading)


def _by_noun(reading: Reading) -> Iterator[Claim]:
    text = MEMBERS.sub("", reading.text)
    for pattern in (_NOUN, _NOUN_OF):
        for match in pattern.finditer(text):
            if not match.groupdict().get("anti") and _is_isotype(reading, match["object"]):
                continue
            if not any(match.groupdict().get(g) for g in ("anti", "inhibit", "activate", "bind")):
                continue
            if pattern is _NOUN_OF and (BAD_MIDDLE.search(match["mid"]) or ADJECTIVE_AFTER.match(match["after"])):
                continue
            subjects, lead = _described(text, match)
            if subjects:
                cue = text[lead : match.end()]
                yield from emit(
                    reading,
                    "target-noun",
                    subjects,
                    predicate_of(match),
                    match["object"],
                    negated=is_negated(cue),
                    modality=modality_of(cue),
                )


_ISOTYPE = re.compile(r"Ig(?:G\d?|A\d?|M)\s?[κλ]?(?:\(.*\))?")


def _is_isotype(reading: Reading, tokens: str) -> bool:
    """Whether a name only says of what build an antibody is (``a human IgG1κ antibody``)."""
    return any(_ISOTYPE.fullmatch(p.mention.text) for p in reading.participants(tokens, "T"))


def _described(text: str, match: re.Match[str]) -> tuple[str, int]:
    """The drugs that the noun phrase ``match`` describes, and where the description begins."""
    bracket = re.search(rf"(?P<g>{G_LIST})\s?\($", text[: match.start()])
    if bracket and match.groupdict().get("anti"):
        return [m.group() for m in TOKEN.finditer(bracket["g"])][-1], bracket.end()
    first = re.match(rf"(?:,\s|\s)(?P<g>{G_LIST})(?:,|\s(?:from|by|and|are|were)\b)", text[match.end() :])
    if first and match.re is _NOUN_OF and "{G" not in text[clause_at(text, match.start())[0] : match.start()]:
        return first["g"], match.start()
    if match.re is _NOUN:
        following = _PRENOMINAL.match(text, match.end())
        elsewhere = following and following.group().startswith(",") and _is_described_elsewhere(text, match.start())
        if following and not elsewhere and not _is_listed(text, following):
            one = _ONE_OF_A_KIND.search(match.group()) and not re.match(r"s\b", following.group())
            several = not one or re.search(r"\bor\b|\(|such as|like|including", following.group())
            return (following["subject"] if several else _first(following["subject"])), match.start()
    start, _ = clause_at(text, match.start())
    for subject in reversed(list(re.finditer(G_LIST, text[start : match.start()]))):
        at = start + subject.end()
        between = text[at : match.start()]
        last = f"{{{TOKEN.findall(subject.group())[-1][0]}{TOKEN.findall(subject.group())[-1][1]}}}"
        if _PARTS.search(between) and "{G" not in between:
            return last, at
        inner = re.sub(r"\{T\d+\}\S*|\bbelongs? to\b", "", between)
        if _DETERMINED.match(between) and not _NO_DESCRIPTION.search(inner):
            plural = re.search(r"s\b", match.group()[match.group().rfind("}") :]) or re.search(
                r"\b(?:are|were|both|two)\b", between
            )
            return (subject.group() if plural else last), at
        return "", 0
    return "", 0


_ONE_OF_A_KIND = re.compile(
    r"\b(?:inhibitor|blocker|antagonist|agonist|activator|degrader|antibody|modulator|stabili[sz]er|drug|agent|"
    r"medicine|conjugate|pill|compound|molecule|tablet|nanobody)$"
)
"""A class noun in the singular, of the first of the drugs after it alone (``the {T} inhibitor {G} plus {G}``)."""


def _first(names: str) -> str:
    """The first token of a list of names; two names of one drug (``{G}, {G}``) are told apart by no rule."""
    token = TOKEN.search(names)
    return token.group() if token else names


_IN_A_LIST = re.compile(r"s?,\s*")
_GOES_ON = re.compile(r",\s(?:and\s|or\s)?(?:[\w-]+\s){0,3}\{T\d+\}")
"""``{T} blockers, {G}, {T} agonists``: the items of a list, none of which describes the next."""


def _is_listed(text: str, following: re.Match[str]) -> bool:
    return bool(_IN_A_LIST.fullmatch(following.group().split("{")[0]) and _GOES_ON.match(text, following.end()))


def _is_described_elsewhere(text: str, at: int) -> bool:
    """Whether the noun phrase at ``at`` is in apposition to a drug before it, so that what follows is another."""
    return re.search(r"\{G\d+\}\s*,\s*(?:an?|the)\s[^{},;]*$", text[:at]) is not None


_ROLE = re.compile(
    rf"\b[Aa]s (?:an?|the) (?:[\w-]+,?\s){{0,5}}?(?:(?:(?P<inhibit>{_INHIBITOR})|(?P<activate>{_AGONIST})|"
    rf"(?P<bind>antibody|binder|ligand|modulator)) (?:of|for|against|to|at) (?:the )?(?P<object>{T_LIST})|"
    rf"(?P<before>{T_LIST}){_TARGET_NOUN}[- ](?:(?P<inhibits>{_INHIBITOR})|(?P<activates>{_AGONIST})))"
    rf"(?:\s[^{{}},;]{{1,60}})?,?\s(?P<subject>{G_LIST})\s(?:[a-z]+s|has|can|may|was|were|\w+ed)\b"
)
"""``As a blocker of {T}, {G} slows …``"""


def _by_role(reading: Reading) -> Iterator[Claim]:
    for match in _KINDS_OF.finditer(reading.text):
        for one in (match, *_AND_OF.finditer(match["rest"])):
            drugs, targets = one["subject"], one["object"]
            yield from emit(
                reading, "target-noun", drugs, predicate_of(match), targets, negated=False, modality=Modality.ASSERTED
            )
    for match in _MEMBERS_OF.finditer(reading.text):
        yield from emit(
            reading,
            "target-noun",
            match["subject"],
            predicate_of(match),
            match["object"],
            negated=False,
            modality=modality_of(match.group()),
        )
    for match in _ROLE.finditer(reading.text):
        inhibits, activates = match["inhibit"] or match["inhibits"], match["activate"] or match["activates"]
        predicate = INHIBITS if inhibits else ACTIVATES if activates else TARGETS
        objects = match["object"] or match["before"]
        yield from emit(
            reading, "target-noun", match["subject"], predicate, objects, negated=False, modality=Modality.ASSERTED
        )
