"""Drugs and the targets that they act on: ``cg:targets``, ``cg:inhibits``, ``cg:activates``.

Two ways of saying it: a noun phrase that describes the drug (``X, a CD38-directed antibody``; ``the BTK inhibitor X``)
and a verb with the drug as its subject (``X binds …``, ``… is blocked by X``). A class that only stands for earlier
treatment or a comparator describes nobody and gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.context import Context
from kg.claims.modality import is_negated, modality_of
from kg.claims.phrases import G_LIST, T_LIST, T, clause_at
from kg.claims.reading import TOKEN, Participant, Reading
from kg.claims.rules import claim
from kg.model import Claim, Modality

INHIBITS, ACTIVATES, TARGETS = "cg:inhibits", "cg:activates", "cg:targets"

_INHIBIT = (
    r"(?:inhibit|block|antagoni[sz]e|neutrali[sz]e|inactivate|suppresse?|disable|degrade|silence|obstruct|"
    r"counteract|switche? off|"
    r"turn off|turn down|shut down|shut off|interfere with|knock out|hinder|hold back|rein in|keep in "
    r"check|put the brakes? on|"
    r"curb|dampen|disarm|muzzle|jam|thwart|impede|paraly[sz]e|lower the activity of|stop the action of)"
)
_ACTIVATE = r"(?:activate|stimulate|agoni[sz]e|switche? on|turn on|mimic|boost the activity of|open up)"
_BIND = (
    r"(?:(?:binds?|binding)(?: (?:to|with|onto))?|bound to|targets|targeting|target|attache?s? to|attaching to|"
    r"latch(?:es|ing)? on ?to|lock(?:s|ing)? on ?to|"
    r"directed (?:against|at|to|towards)|aimed at|acts? (?:on|against|at|through|via)|acting (?:on|against|at)|"
    r"hits|recogni[sz]es|"
    r"sits? on|mops? up|soaks? up|traps|trapping|sequesters|scavenges|"
    r"hom(?:es?|ing) in on|stick(?:s|ing)? to|engag(?:es|ing)|dock(?:s|ing)? (?:to|on ?to)|hitting|"
    r"recogni[sz]ing|reacts? with|selective for|specific (?:for|to))"
)


_IRREGULAR = ("shut", "hold", "keep", "put", "cut")


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


_INHIBIT_VERB, _ACTIVATE_VERB = _forms(_INHIBIT), _forms(_ACTIVATE)
_MIDDLE = r"(?P<mid>(?:[^{};.,]|,(?=\s*\{T)){0,70}?)"
_VERB = re.compile(
    rf"\b(?:(?P<inhibit>{_INHIBIT_VERB})|(?P<activate>{_ACTIVATE_VERB})|"
    rf"(?P<bind>{_BIND}))\b{_MIDDLE}(?P<object>{T_LIST}(?: (?:subunit|chain) of (?:the )?{T})?)(?P<after>\S*)"
)
_PREVENT = re.compile(
    rf"\b(?:prevents?|stops?|keeps?|preventing|stopping) (?:the )?(?P<object>{T})(?:,[^,;{{}}]*,)?\S* from\b"
)
_BAD_MIDDLE = re.compile(
    r"\b(?:from|between|interactions?|binding|engagement|which|that|who|by|patients|in|with|after|than|growth|"
    r"expression of|supply|signals?|"
    r"cells?|tumou?rs?|other than|production|release|synthesis|secretion|while|but)\b"
)
_ADJECTIVE_AFTER = re.compile(
    r"-?(?:positive|negative|mutated|mutant|driven|rearranged|amplified|high|low|expressing|deficient)", re.I
)

_TARGET_NOUN = (
    r"(?:\s(?:receptor|enzyme|kinase|protein|pathway|family|signal(?:l)?ing|complex|channel|gene|antigen)s?)?"
)
_INHIBITOR = r"(?:inhibitors?|blockers?|antagonists?|inhibiting|blocking|neutrali[sz]ing|degraders?)"
_AGONIST = r"(?:(?:co-?|dual |partial |full |super)?agonists?|activators?|stimulators?|activating|stimulating)"
_BINDER = (
    r"(?:(?:monoclonal |bispecific |biparatopic )?antibod(?:y|ies)|directed|targeted|targeting|specific|binding|"
    r"binders?|modulators?|"
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
    rf"\b(?:(?P<inhibit>(?:inhibitors?|blockers?|antagonists?))|(?P<activate>(?:agonists?|activators?|stimulators?))|"
    rf"(?P<bind>(?:antibod(?:y|ies)|binders?|ligands?|modulators?|targets?|drugs?|conjugates?)))"
    rf"(?: (?:raised |directed |aimed |targeted |acting |active )?(?:of|for|at|against|to|towards|on|targeting|"
    rf"targeted to)) (?P<mid>(?:[^{{}};.,]){{0,60}}?)(?P<object>{T_LIST})(?P<after>\S*)"
)
_DETERMINED = re.compile(
    r"^\s*(?:[,(:-]|[,(]?\s*(?:which|that|who)?\s*(?:is|are|was|were)\b|\s(?:acts?|works?|functions?|serves?|"
    r"belongs?)\b)"
    r".*?\b(?:a|an|the|another|one of (?:the|several)|both|two|three|of|as|are|were|called)\s+(?:[\w'-]+(?:,\s?|"
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


def extract(reading: Reading, context: Context) -> Iterator[Claim]:  # noqa: ARG001
    """The claims about targets in one sentence."""
    yield from _by_noun(reading)
    yield from _by_verb(reading)
    yield from _by_passive(reading)
    yield from _by_role(reading)


def _predicate(match: re.Match[str]) -> str:
    groups = match.groupdict()
    if groups.get("inhibit"):
        return INHIBITS
    return ACTIVATES if groups.get("activate") else TARGETS


def _emit(
    reading: Reading, rule: str, subjects: str, predicate: str, objects: str, *, negated: bool, modality: Modality
) -> Iterator[Claim]:
    for subject in reading.participants(subjects, "G"):
        for target in reading.participants(objects, "T"):
            yield claim(reading, rule, subject, predicate, target, negated=negated, modality=modality)


def _by_noun(reading: Reading) -> Iterator[Claim]:
    text = _MEMBERS.sub("", reading.text)
    for pattern in (_NOUN, _NOUN_OF):
        for match in pattern.finditer(text):
            if not match.groupdict().get("anti") and _is_isotype(reading, match["object"]):
                continue
            if not any(match.groupdict().get(g) for g in ("anti", "inhibit", "activate", "bind")):
                continue
            if pattern is _NOUN_OF and (_BAD_MIDDLE.search(match["mid"]) or _ADJECTIVE_AFTER.match(match["after"])):
                continue
            subjects, lead = _described(text, match)
            if subjects:
                cue = text[lead : match.end()]
                yield from _emit(
                    reading,
                    "target-noun",
                    subjects,
                    _predicate(match),
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
    first = re.match(rf"(?:,\s|\s)(?P<g>{G_LIST}),", text[match.end() :])
    if first and match.re is _NOUN_OF and "{G" not in text[clause_at(text, match.start())[0] : match.start()]:
        return first["g"], match.start()
    if match.re is _NOUN:
        following = _PRENOMINAL.match(text, match.end())
        if following and not (following.group().startswith(",") and _is_described_elsewhere(text, match.start())):
            return following["subject"], match.start()
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


def _is_described_elsewhere(text: str, at: int) -> bool:
    """Whether the noun phrase at ``at`` is in apposition to a drug before it, so that what follows is another."""
    return re.search(r"\{G\d+\}\s*,\s*(?:an?|the)\s[^{},;]*$", text[:at]) is not None


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
        rf"^\s*(?:,|is|are|was|were|, which is|-)\s*(?:an?|the|one|another|both|two)?\s*[^;]*?\b(?:that|"
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


_MEMBERS = re.compile(
    r"(?:(?:\w+ )?(?:members|ligands|cytokines|proteins|kinases|enzymes|receptors) of the )?\{T\d+\} "
    r"(?:super)?family(?: of [\w-]+)?"
    r"(?: (?:members|ligands|proteins))?,? (?:such as|including|like|namely|called) (?:the )?(?=\{T)"
)
"""``ligands of the {T} family such as {T}``: the member is what is meant"""


_STOPS_IT = re.compile(
    rf"(?:,? and|,? thereby|, thus|,)(?: thereby| so| thus)? (?:\w+ly )?{_INHIBIT_VERB} (?:its|their) "
    r"(?:activat|activit|signal|function|action|effect|interaction|downstream)"
)
"""``binds {T} and blocks its activation``"""
_LIKE = re.compile(r"\b(which|that), (?:un)?like \{G\d+\},")


def _by_verb(reading: Reading) -> Iterator[Claim]:
    text = _LIKE.sub(r"\1", _MEMBERS.sub("", reading.text))
    last: tuple[str, int] | None = None
    for match in sorted([*_verbs(text), *_PREVENT.finditer(text)], key=lambda m: m.start()):
        if match.re is _PREVENT and re.search(r"\b(?:so|thus|thereby|therefore)\s$", text[: match.start()]):
            continue
        start, end = clause_at(text, match.start())
        subjects, at = _subject_of_verb(text, start, match.start())
        if not subjects and last and last[1] >= start and _COORDINATED.search(text[last[1] : match.start()]):
            subjects, at = last[0], last[1]
        if not subjects:
            subjects, at = _fronted(text, match, end)
        if not subjects:
            continue
        last = (subjects, match.end())
        predicate = INHIBITS if match.re is _PREVENT else _predicate(match)
        if predicate == TARGETS and re.match(r"\W+and (?:\w+ly )?(?:then )?" + _INHIBIT_VERB, match["mid"] or ""):
            predicate = INHIBITS
        if predicate == TARGETS and _STOPS_IT.match(text, match.end()):
            predicate = INHIBITS
        cue = text[min(at, match.start()) : match.start("object")]
        matrix = _matrix(text, start, match.start())
        yield from _paired(
            reading, match, subjects, predicate, end, negated=is_negated(cue), modality=modality_of(matrix + cue)
        )


def _verbs(text: str) -> Iterator[re.Match[str]]:
    """The verbs with a target as their object; what lies between is searched for another verb when it is no object."""
    at = 0
    while match := _VERB.search(text, at):
        if _BAD_MIDDLE.search(match["mid"]) or _ADJECTIVE_AFTER.match(match["after"]):
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


def _matrix(text: str, start: int, verb: int) -> str:
    """The words of a clause that governs this one (``it is believed that``), or nothing."""
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


def _by_passive(reading: Reading) -> Iterator[Claim]:
    for pattern in (_PASSIVE, _TARGET_OF, _IS_TARGET):
        for match in pattern.finditer(reading.text):
            if _BETWEEN_TWO.search(reading.text, 0, match.start()):
                continue
            cue = match.group()
            yield from _emit(
                reading,
                "target-passive",
                match["subject"],
                _predicate(match),
                match["object"],
                negated=is_negated(cue),
                modality=modality_of(cue),
            )


_ROLE = re.compile(
    rf"\b[Aa]s (?:an?|the) (?:[\w-]+,?\s){{0,5}}?(?:(?:(?P<inhibit>{_INHIBITOR})|(?P<activate>{_AGONIST})|"
    rf"(?P<bind>antibody|binder|ligand|modulator)) (?:of|for|against|to|at) (?:the )?(?P<object>{T_LIST})|"
    rf"(?P<before>{T_LIST}){_TARGET_NOUN}[- ](?:(?P<inhibits>{_INHIBITOR})|(?P<activates>{_AGONIST})))"
    rf"(?:\s[^{{}},;]{{1,60}})?,\s(?P<subject>{G_LIST})\s(?:[a-z]+s|has|can|may|was|were|\w+ed)\b"
)
"""``As a blocker of {T}, {G} slows …``"""


def _by_role(reading: Reading) -> Iterator[Claim]:
    for match in _ROLE.finditer(reading.text):
        inhibits, activates = match["inhibit"] or match["inhibits"], match["activate"] or match["activates"]
        predicate = INHIBITS if inhibits else ACTIVATES if activates else TARGETS
        objects = match["object"] or match["before"]
        yield from _emit(
            reading, "target-noun", match["subject"], predicate, objects, negated=False, modality=Modality.ASSERTED
        )
