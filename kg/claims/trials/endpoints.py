"""Endpoints as articles name them, and the role that they say an endpoint has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Endpoint


@dataclass(frozen=True, slots=True)
class Named:
    """An endpoint at ``start:end`` of a text. ``label`` is as written, for an endpoint outside the contract's list.

    ``adverse``: less of it is better. ``endpoint`` is None for "the primary endpoint" whose name stands elsewhere.
    """

    start: int
    end: int
    endpoint: Endpoint | None
    label: str = ""
    adverse: bool = False
    role: str | None = None


_PROGRESSION = r"(?:(?:disease|cancer|tumou?r|myeloma|radiographic)\s+)?progression"
_RISK = r"(?:risks?|hazards?|hazard\s+ratios?|HRs?|chances?|rates?|odds|likelihood)\s+(?:of|for)\s+"
# The endpoints of the contract's list with their usual wordings in trial reports, the longer before the shorter.
_STANDARD: tuple[tuple[str, Endpoint, bool], ...] = (
    (
        rf"{_RISK}(?:either\s+)?(?:{_PROGRESSION}|(?:the\s+)?disease\s+(?:worsening|"
        rf"progressing))\s+or\s+(?:death|dying)",
        Endpoint.PFS,
        True,
    ),
    (
        r"progression[\s-]free\s+survival|\bPFS\b|(?:free\s+(?:of|from)|without)\s+(?:disease\s+|"
        r"further\s+)?progression|time\s+without\s+progression|"
        rf"delay(?:ing|s|ed)?\s+(?:in\s+)?(?:the\s+)?{_PROGRESSION}|progression[\s-]free\b",
        Endpoint.PFS,
        False,
    ),
    (
        r"(?:invasive\s+)?disease[\s-]free\s+survival|\bi?DFS\b|(?:relapse|recurrence)[\s-]free\s+survival|\bRFS\b",
        Endpoint.DFS,
        False,
    ),
    (r"event[\s-]free\s+survival|\bEFS\b", Endpoint.EFS, False),
    (r"time\s+to\s+(?:disease\s+|tumou?r\s+)?progression|\bTTP\b", Endpoint.TTP, False),
    (
        r"(?:duration|durability)\s+of\s+(?:the\s+)?response|response\s+duration|\bDo?OR\b|"
        r"responses?\b[^.;,()]{0,30}?\blast(?:ed|ing)",
        Endpoint.DOR,
        False,
    ),
    (
        r"(?:minimal|measurable)\s+residual\s+disease(?:[\s-]negativ\w+)?|\bMRD\b(?:[\s-]negativ\w+)?",
        Endpoint.MRD,
        False,
    ),
    (
        r"(?:rates?\s+of\s+)?(?:pathological\s+|stringent\s+)?complete\s+(?:responses?|"
        r"remissions?)(?:\s+rates?)?|\bp?CR\b(?!\s*\()",
        Endpoint.CR,
        False,
    ),
    (
        r"(?:overall|objective|confirmed|tumou?r)\s+(?:objective\s+)?responses?(?:\s+rates?)?|\bORR\b|"
        r"(?<!immune\s)(?<!antibody\s)(?<!virologic\s)(?<!virological\s)(?<!sustained\s)\bresponse\s+rates?(?!\s+for\b)|rates?\s+of\s+(?:objective\s+|"
        r"overall\s+)?response|"
        r"whose\s+(?:disease|cancer|tumou?rs?)\s+(?:responded|shrank)|tumou?rs?\s+shrank",
        Endpoint.ORR,
        False,
    ),
    (
        rf"(?:{_RISK}|likely\s+to\s+)(?:death|dying|die)(?!\s+(?:or|of|from\s+(?!any))\b)(?:\s+from\s+any\s+cause)?",
        Endpoint.OS,
        True,
    ),
    (
        r"\b(?:had\s+)?died\b(?!\s+(?:of|from))|(?:all-cause\s+|overall\s+|"
        r"\d+-day\s+)?(?<!cardiovascular\s)(?<!cardiac\s)(?<!cancer\s)(?<!vascular\s)"
        r"(?<!or\s)\bmortality\b(?!\s+(?:or|from|due|of)\b)|"
        r"(?<!or\s)(?<!and\s)(?:death|deaths|mortality)\s+(?:from|of)\s+any\s+cause|"
        r"(?<!or\s)(?<!and\s)all-cause\s+deaths?",
        Endpoint.OS,
        True,
    ),
    (
        r"overall\s+survival|\bOS\b(?!\s*/)|(?:live[ds]?|liv(?:ed|ing)|surviv(?:ed?|"
        r"ing))\s+(?:significantly\s+|much\s+)?longer|(?:lengthen|extend|prolong)(?:ed|s|ing)?\s+(?:life|"
        r"lives|survival)\b",
        Endpoint.OS,
        False,
    ),
)
_STANDARD_PATTERNS = tuple((re.compile(p, re.I), e, a) for p, e, a in _STANDARD)
_ABBREVIATION = re.compile(r"(?:PFS|OS|DFS|IDFS|RFS|EFS|TTP|DOR|DOOR|MRD|CR|PCR|ORR)", re.I)

_HEAD = (
    r"end[\s-]?points?|outcomes?(?:\s+(?:measures?|events?|variables?))?|objectives?|measures?|yardsticks?|goals?|"
    r"aims?|variables?|criteri(?:on|a)"
)
_ROLE = re.compile(
    rf"\b(?P<role>(?:co-?)?primary|(?:main|principal)(?!\s+secondary)|(?:key\s+|main\s+|major\s+|"
    rf"prespecified\s+)?secondary)\s+(?:(?:efficacy|composite|clinical|safety|study|"
    rf"prevention)\s+)*(?P<head>{_HEAD})\b",
    re.I,
)
_PHRASE = (
    r"(?P<np>(?:(?!\s(?:was|were|is|are|had|did|occurred|at|with|by|in\s+the\s+\{|after|compared|"
    r"versus|over|among)\b)(?:[^.;:,()\d]|(?<=[A-Za-z-])\d)){4,140})"
)
_LISTED = (
    r"(?P<np>(?:(?!\s(?:was|were|is|are|had|did|occurred|with\s+\{|by\s+\d|compared|versus|"
    r"as\s+compared|which|served|formed|constituted|worsened|fell|rose|improved|increased|declined|"
    r"decreased|dropped)\b|\.(?:\s|"
    r"$))[^;:()]){4,170})"
)
_THE = r"(?:(?:an?|the|any|either|first)\s+)?"
_START = r"(?:^|[.;:]\s+|\b(?:that|and|but)\s+|^(?:At|By|After|Over|During|In)\s[^,;]{3,40},\s+)"
_CLAUSE = (
    r"(?:^|[.;]\s+|,\s+(?:and|but|while|whereas)\s+|^(?:At|By|After|Over|During|Through)\s[^,;]{3,40},\s+|"
    r"\b[Ii]n\s+(?:both\s+|the\s+)?\{C\d+\}(?:\s+(?:trial|study))?,?\s+)"
)
_IS_ROLE = (
    rf"(?:,(?:\s+which\s+(?:together\s+)?(?:was|were|made\s+up|formed|constituted))?|"
    rf"\s+(?:served\s+as|was|were|made\s+up|formed|constituted))\s+(?:the|an?|its|another)\s+(?:[\w'-]+\s+){{0,2}}?"
    rf"(?:co-?primary|primary|main|principal|"
    rf"secondary)\s+(?:[\w-]+\s+)?(?:{_HEAD})"
)
# Where other endpoints are named: beside their role, and in the usual sentences about risk, change and events.
_AFTER_ROLE = re.compile(
    rf"(?:{_HEAD})\s*(?:,\s*defined\s+as|,|:|\bwas\s+defined\s+as\b|\bwas\b|\bwere\b|\bis\b|\bof\b|\bincluded\b|"
    rf"\()\s*{_THE}{_LISTED}",
    re.I,
)
_OTHER: tuple[tuple[str, bool | None], ...] = (
    (
        rf"\b(?:achieved|reached|had|experienced|developed|"
        rf"met)\s+(?:an?\s+)?(?P<np>[^.;:,(){{}}]{{3,80}}?){_IS_ROLE}",
        None,
    ),
    (rf"{_START}{_THE}{_LISTED}{_IS_ROLE}", None),
    (
        rf"{_START}{_THE}[A-Z][^.;:()]{{3,80}}?\s*\((?P<np>[A-Z][A-Za-z0-9-]{{1,9}})\)[^.;:()]{{0,60}}?{_IS_ROLE}",
        None,
    ),
    (
        rf"\b(?:for|in|on|regarding|in\s+terms\s+of|"
        rf"with\s+respect\s+to)\s+{_THE}(?P<np>[^.;:,(){{}}]{{3,80}}?)(?:\s*\([^()]*\))?{_IS_ROLE}",
        None,
    ),
    (_AFTER_ROLE.pattern, None),
    (r"^(?P<np>[A-Z][^:.;(]{3,90}?)(?:\s*\([^()]*\))?:\s+(?=[\d-]|HR\b|(?:hazard|rate|risk|odds)\s+ratio)", None),
    (
        r"\b(?:fewer|more)\s+(?:[\w-]+\s+){1,3}(?:in|on|with|given|taking|receiving|treated\s+with|"
        r"who\s+(?:took|received))\s+(?:the\s+)?\{G\d+\}"
        r"(?:\s+(?:group|arm))?\s+(?:were\s+|was\s+|"
        r"had\s+(?:an?\s+)?)?(?P<np>(?!than\b)[^.;()]{4,140}?)(?=\s+(?:than|compared)\b|\s*[.;(])",
        None,
    ),
    (
        r"\btime\s+(?:from\s+\w+\s+)?to\s+(?P<np>(?!receive)(?:(?!\s(?:was|were|with|in|by|"
        r"from)\b)[^.;:,()]){4,90})",
        None,
    ),
    (
        r"\b(?:fail\w*\s+to|did\s+not|does\s+not)\s+(?:\w+ly\s+)?(?:reduce|lower|slow|improve|prevent|"
        r"delay|cut|shorten)"
        rf"\s+{_THE}(?P<np>[^.;:,(){{}}\d]{{4,100}}?)(?=\s+(?:in|with|by|at|over|than|compared|among|after)\b|[.;,(])",
        None,
    ),
    (r"\b(?:less|more)\s+likely\s+to\s+(?P<np>(?!than\b)(?:(?!\sthan\b)[^.;()]){4,140})", None),
    (
        rf"\b(?:rates?|risks?|incidence|odds|likelihood|"
        rf"composite)\s+of\s+{_THE}(?P<np>[^.;:(),]{{3,60}}(?:,\s[^.;:(),]{{3,50}}){{1,4}}?,?\s(?:and|"
        rf"or)\s"
        r"[^.;:(),]{3,60}?)(?=\s(?:was|were|fell|rose|by\s\d|with\s\{|in\s|compared|than|occurred|did|"
        r"from|among)\b|[.;(])",
        True,
    ),
    (rf"\b(?:risks?|hazards?|odds|incidence|likelihood|hazard\s+ratios?)\s+(?:of|for)\s+{_THE}{_PHRASE}", True),
    (rf"\b(?:annuali[sz]ed\s+|relative\s+|event\s+)?rates?\s+of\s+{_THE}{_PHRASE}", True),
    (
        rf"\b(?:change|reduction|decrease|increase|improvement|decline|drop|"
        rf"fall)s?\s+(?:from\s+baseline\s+)?in\s+{_THE}{_PHRASE}",
        None,
    ),
    (r"\b(?P<np>[a-z]{4,}-free\s+survival)\b", False),
    (r"\b(?P<np>(?:vaccine\s+)?efficacy(?:\s+against\s+[^.;:,()]{4,80}?)?)(?=,|\s+was\b)", False),
    (
        rf"{_CLAUSE}{_THE}{_PHRASE}\s+(?:occurred|was\s+reported|happened|was\s+(?:achieved|reached|"
        rf"observed|seen)|took\s+place|advanced)\b",
        None,
    ),
    (
        rf"{_CLAUSE}{_THE}{_PHRASE}\s+(?:(?:had|has|have)\s+)?(?:fell|fallen|risen|declined|decreased|"
        rf"dropped|rose|increased|"
        rf"improved)\s+(?:by|from|more|less|further|significantly)\b",
        None,
    ),
    (
        rf"{_CLAUSE}{_THE}(?P<np>(?:(?!\s(?:was|were)\b)[^.;:,()\d]){{4,100}}?\b(?:rate|score|level|"
        rf"pressure|frequency|number|proportion|concentration|days|"
        r"incidence|mortality|hba1c|weight|bmd|fev1|density))\s+(?:was|were)\b(?=[^.;]*\d)",
        None,
    ),
)
_OTHER_PATTERNS = tuple((re.compile(p, re.I), a) for p, a in _OTHER)
_EVENT = re.compile(
    r"\b(?:deaths?|mortality|dying|died|hospitali[sz]\w+|infarctions?|strokes?|relapses?|"
    r"exacerbations?|fractures?|attacks?|progression|failure|events?|"
    r"infections?|bleeding|bleeds?|h(?:a)?emorrhages?|thrombo\w+|embolism|recurrences?|worsening|"
    r"amputations?|dialysis|disease|covid\S*|influenza|"
    r"complications?|seizures?|migraines?|headaches?|flares?|ulcers?|cases|episodes?|admissions?|"
    r"advanced|spread|lesions?|ventilation|intubation)\b",
    re.I,
)
_MEASURED = re.compile(
    r"\b(?:decline|symptoms?|severity|pain|hba1c|h(?:a)?emoglobin\s+a1c|a1c|blood\s+pressure|ldl\S*|"
    r"cholesterol|triglycerides|weight|glucose|scores?|"
    r"viral\s+load|ur(?:ic\s+acid|ate)|proteinuria|albuminuria|itch|stay|dependence|disability)\b",
    re.I,
)
_HELPFUL = re.compile(
    r"\b(?:response|responders?|remission|recovery|survival|clearance|cure|alleviation|resolution|"
    r"relief|healing|discharge|independence|improvement|efficacy|lung\s+function|"
    r"fev\S*|walk|distance|acr\s?\d+|pasi\s?\d+|sustained|undetectable|suppression|eradication|"
    r"seroconversion|quality\s+of\s+life|function|free\s+(?:of|from))\b",
    re.I,
)
_SIDE_EFFECT = re.compile(
    r"\b(?:(?<!major\s)adverse|side\s+effects?|known\s+risks?|toxicit\w+|reactions?|safety|discontinu\w+|"
    r"grade\s+[1-5]|tolera\w+|withdr\w+)\b",
    re.I,
)
_NOT_NAME = re.compile(
    r"^(?:met|fell|rose|declined|dropped|decreased|increased|improved|occurred|differed|doubled|"
    r"halved|was|were|is|are|had|has|did|strongly|people|patients|participants|who|versus|vs|"
    r"compared|effects?|the\s+effect|cancer$|of\s|in\s|reached|achieved|missed|not|no|that|this|it|"
    r"they|both|significant\w*|data|results?|similar|consistent)\b",
    re.I,
)


def named(text: str, known: tuple[str, ...] = ()) -> tuple[Named, ...]:
    """The endpoints that ``text`` (names of drugs and trials masked) speaks of, in order, with their roles.

    ``known`` are the labels of endpoints that the document has named before.
    """
    found: list[Named] = []
    for pattern, endpoint, adverse in _STANDARD_PATTERNS:
        for match in pattern.finditer(text):
            if not _taken(found, *match.span()) and _is_written(match.group()):
                found.append(Named(*match.span(), endpoint, match.group(), adverse))
    for other, less in _OTHER_PATTERNS:
        for match in other.finditer(text):
            if other.pattern == _AFTER_ROLE.pattern and _is_apposed(text, match.start(), found):
                continue
            found.extend(_other(match, less, found))
    for label in known:
        found.extend(_again(text, label, found))
    return _with_roles(text, sorted(found, key=lambda n: n.start))


def _is_written(words: str) -> bool:
    """An abbreviation counts in capitals alone: "os" and "cr" are no endpoints."""
    return _ABBREVIATION.fullmatch(words) is None or sum(c.isupper() for c in words) >= 2


def _is_apposed(text: str, start: int, found: list[Named]) -> bool:
    """Whether the role whose head stands at ``start`` is that of an endpoint named just before it."""
    ends = [n.end for n in found if n.end <= start]
    role = [m.start() for m in _ROLE.finditer(text) if m.start("head") == start]
    return bool(ends and role) and _APPOSED.fullmatch(text[max(ends) : role[0]]) is not None


def _taken(found: list[Named], start: int, end: int) -> bool:
    return any(n.start < end and start < n.end for n in found)


_TIME_FIRST = re.compile(
    r"^(?:at|by|after)\s+(?:week|month|day|year)s?\s+\d+,?\s+(?:the\s+|an?\s+)?|^(?:at|by|after|over|"
    r"during|in|within)\s[^,]*(?:,\s*(?:the\s+|an?\s+)?|$)",
    re.I,
)
_TAIL = re.compile(
    r"(?:\s+(?:from\s+baseline|at\s+(?:week|month|day|year)|to\s+(?:week|month)|between|"
    r"in\s+(?:both\s+\w+|patients|people|adults|children)|among)\b.*|,?\s+as\s+\w+\s+by\b.*|[\s,]+)$",
    re.I,
)


def _other(match: re.Match[str], less: bool | None, found: list[Named]) -> list[Named]:
    words = match["np"]
    lead = _TIME_FIRST.match(words)
    start = match.start("np") + (lead.end() if lead else 0)
    words = words[lead.end() if lead else 0 :]
    short = _TAIL.sub("", words)
    end = start + len(words.rstrip(" ,"))
    words = short if len(short.split()) > 1 else words.rstrip(" ,")
    if match.group().lower().startswith("time"):
        start, words = match.start(), match.group().strip(" ,")
        less = _HELPFUL.search(words) is not None
    named_drug = re.fullmatch(r"[\s{}\w]*\}[\s{}\w]*", words)
    unusable = _SIDE_EFFECT.search(words) or _NOT_NAME.match(words) or named_drug or not re.match(r"[A-Za-z]", words)
    if unusable or len(words) < 4 or len(words.split()) > 24 or _taken(found, start, end) or _ROLE.search(words):
        return []
    adverse = less if less is not None else is_harmful(words)
    return [Named(start, end, Endpoint.OTHER, re.sub(r"\s+", " ", words), adverse)]


_WORD = re.compile(r"[A-Za-z][\w-]*\d*%?")
_NO_CORE = re.compile(
    r"a|achieving|all|an|and|any|as|at|baseline|between|by|cause|change|confirmed|day|decrease|defined|"
    r"either|event|events|first|for|from|group|improvement|in|increase|least|mean|median|month|months|"
    r"number|occurred|occurrence|of|on|or|participants|patients|people|percent|percentage|proportion|rate|"
    r"reaching|reduction|respect|score|scores|the|time|to|total|week|weeks|who|with|within|year|"
    r"years"
)


def _core(label: str) -> tuple[str, ...]:
    """The words of a label that tell it from others, in order, at most four."""
    words = _WORD.findall(re.split(r",|\s(?:at|by|from|over|through|within|defined|assessed)\s", label)[0])
    return tuple(w for w in words if _NO_CORE.fullmatch(w.lower()) is None)[:4]


def _again(text: str, label: str, found: list[Named]) -> Iterator[Named]:
    """An endpoint that was named before, named again with the words that matter in their order."""
    core = _core(label)
    if not core or (len(core) == 1 and len(core[0]) < 5 and not core[0].isupper()):
        return
    match = re.search(r"\b" + r"\W+(?:[\w-]+\W+){0,2}?".join(map(re.escape, core)) + r"\b", text, re.IGNORECASE)
    if match and not _taken(found, *match.span()):
        yield Named(*match.span(), Endpoint.OTHER, label, is_harmful(label))


_APPOSED = re.compile(
    r"(?:\s+(?:after|at|by|within|over)\s+(?:the\s+)?(?:\w+\s+)?\d+(?:\s+\w+)?)?"
    r"\s*\)?\s*(?:\([^()]*\)\s*)?[,:(-]?\s*(?:which\s+(?:together\s+)?(?:was|were|made\s+up|formed|constituted)|"
    r"(?:was|were|is|are|being|served\s+as|formed|constituted|made\s+up|as))?\s*(?:the|an?|its|both|their|another)?\s*"
    r"(?:(?:\w+ly|first|second|third|only|main|dual|joint|two|three|other|trial's|study's)\s+)*",
    re.I,
)
_COORDINATED = re.compile(r"\s*(?:\([^()]*\))?\s*(?:,|and|or|,\s*and|as\s+well\s+as)\s*(?:the\s+)?", re.I)
_SAME = re.compile(r"\s*[(,]\s*(?:or\s+|the\s+)?", re.I)


def _with_roles(text: str, found: list[Named]) -> tuple[Named, ...]:
    """Give each endpoint the role beside it; a role without a name beside it is an endpoint named elsewhere."""
    result = _without_repeats(text, found)
    for match in _ROLE.finditer(text):
        role = "secondary" if "secondary" in match["role"].lower() else "primary"
        group = _bound(text, result, match)
        if not group:
            if not _taken(result, *match.span()):
                result.append(Named(*match.span(), None, "", role=role))
            continue
        for n in group:
            old = result[n]
            result[n] = Named(old.start, old.end, old.endpoint, old.label, old.adverse, old.role or role)
    return tuple(sorted(result, key=lambda n: n.start))


def _without_repeats(text: str, found: list[Named]) -> list[Named]:
    """``progression-free survival (PFS)`` once."""
    result: list[Named] = []
    for item in found:
        last = result[-1] if result else None
        if (
            last
            and last.endpoint is item.endpoint is not Endpoint.OTHER
            and _SAME.fullmatch(text[last.end : item.start])
        ):
            result[-1] = Named(last.start, item.end, last.endpoint, last.label, last.adverse)
            continue
        result.append(item)
    return result


def _bound(text: str, found: list[Named], role: re.Match[str]) -> list[int]:
    """Which endpoints a mention of a role is about: the ones just before it, else the ones after it."""
    plural = text[role.start("head") : role.end("head")].lower().rstrip().endswith("s")
    before = [n for n, item in enumerate(found) if item.end <= role.start() and item.endpoint is not None]
    if before and _APPOSED.fullmatch(text[found[before[-1]].end : role.start()]):
        return _coordinated(text, found, before[-1], -1) if plural else [before[-1]]
    inside = [n for n, item in enumerate(found) if item.start >= role.end() and item.endpoint is not None]
    if inside:
        between = text[role.end() : found[inside[0]].start]
        if len(between) < 90 and not re.search(r"[.;]\s|\b(?:but|although|whereas)\b", between):
            return _coordinated(text, found, inside[0], 1) if plural else [inside[0]]
    return []


def _coordinated(text: str, found: list[Named], start: int, step: int) -> list[int]:
    group = [start]
    while 0 <= group[-1] + step < len(found):
        one, other = sorted((group[-1], group[-1] + step))
        if not _COORDINATED.fullmatch(text[found[one].end : found[other].start].lstrip(")")):
            break
        group.append(group[-1] + step)
    return group


def is_harmful(words: str) -> bool:
    """Whether less of what ``words`` name is better."""
    return (_EVENT.search(words) or _MEASURED.search(words)) is not None and _HELPFUL.search(words) is None


def is_wanted(words: str) -> bool:
    """Whether ``words`` name something that should happen."""
    return _HELPFUL.search(words) is not None


def is_event(words: str) -> bool:
    """Whether ``words`` name something that should not happen."""
    return _EVENT.search(words) is not None and _HELPFUL.search(words) is None


def is_safety(text: str) -> bool:
    """Whether ``text`` speaks of side effects."""
    return _SIDE_EFFECT.search(text) is not None


def sides(item: Named, text: str) -> bool:
    """Whether the endpoint stands in a clause on side effects and has no role."""
    start = max(text.rfind(mark, 0, item.start) for mark in ("; ", ". "))
    end = min((at for mark in ("; ", ". ") if (at := text.find(mark, item.end)) >= 0), default=len(text))
    return item.endpoint is Endpoint.OTHER and item.role is None and is_safety(text[max(start, 0) : end])
