"""Where endpoints outside the contract's list are named: beside their role, and in the usual sentences on results."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.trials.endpoint_terms import HEAD, ROLE, Named, is_harmful, is_safety, is_wanted
from kg.model import Endpoint

_PHRASE = (
    r"(?P<np>(?:(?!\s(?:was|were|is|are|had|did|occurred|at|with|by|in\s+the\s+\{|after|compared|"
    r"versus|over|among)\b)(?:[^.;:,()\d]|(?<=[A-Za-z-])\d+(?!\.\d))){4,140})"
)
_LISTED = (
    r"(?P<np>(?:(?!\s(?:was|were|is|are|had|did|occurred|with\s+\{|in\s+the\s+\{|by\s+\d|compared|versus|"
    r"as\s+compared|which|served|formed|constituted|worsened|fell|rose|improved|increased|declined|"
    r"decreased|dropped)\b|\.(?:\s|"
    r"$))(?:[^;:()]|\([A-Z][\w-]{1,9}\))){4,170})"
)
_THE = r"(?:(?:an?|the|any|either|first)\s+)?"
_START = r"(?:^|[.;:]\s+|\b(?:that|and|but)\s+|^(?:At|By|After|Over|During|In)\s[^,;]{3,40},\s+)"
_CLAUSE = (
    r"(?:^|[.;]\s+|,\s+(?:and|but|while|whereas)\s+|"
    r"^(?:Across|Against|Among|At|By|After|Compared|During|From|On|Over|Through|Throughout|Versus|With|Within)\s"
    r"[^,;]{3,60},\s+|"
    r"\b[Ii]n\s+(?:both\s+|the\s+)?\{C\d+\}(?:\s+(?:trial|study))?,?\s+)"
)
_IS_ROLE = (
    rf"(?:,(?:\s+which\s+(?:together\s+)?(?:was|were|made\s+up|formed|constituted))?|"
    rf"\s+(?:served\s+as|was|were|made\s+up|formed|constituted))\s+(?:the|an?|its|another)\s+(?:[\w'-]+\s+){{0,2}}?"
    rf"(?:co-?primary|primary|main|principal|"
    rf"secondary)\s+(?:[\w-]+\s+)?(?:{HEAD})"
)
# Where other endpoints are named: beside their role, and in the usual sentences about risk, change and events.
_AFTER_ROLE = re.compile(
    rf"(?:{HEAD})(?:\s+(?:of|in|for)\s+(?:both|each|either|the|this)(?:\s+(?:trials?|stud(?:y|ies)))?)?\s*(?:,\s*defined\s+as|,|:|\bwas\s+defined\s+as\b|\bwas\b|\bwere\b|\bis\b|\bof\b|\bincluded\b|"
    rf"\()\s*{_THE}{_LISTED}",
    re.I,
)
_OTHER: tuple[tuple[str, bool | None], ...] = (
    (
        rf"\b(?:achieved|reached|had|experienced|developed|"
        rf"met)\s+(?:an?\s+)?(?P<np>[^.;:,(){{}}]{{3,80}}?){_IS_ROLE}",
        None,
    ),
    (rf"{_START}{_THE}{_LISTED}(?:\s*\([^()]*\))?{_IS_ROLE}", None),
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
    (
        r"^(?P<np>[A-Z][^:.;(]{3,90}?)(?:\s*\([^()]*\))?:\s+(?=[\d-]|HR\b|(?:hazard|rate|risk|odds)\s+ratio|"
        r"(?:significantly\s+|numerically\s+|also\s+)?(?:better|fewer|greater|higher|improved|less|longer|lower|more|reduced|shorter|similar|"
        r"superior|worse)\s[^.;{}]{0,20}\{G)",
        None,
    ),
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
    (
        r"\b(?:better|superior|more\s+effective)\s+(?:than|to)\s+[^.;,()]{1,40}?\s+(?:at|in)\s+(?:preventing|reducing|lowering|slowing|"
        r"improving|delaying|cutting)\s+(?P<np>[^.;()]{4,140}?)(?=\s*\(|[.;])",
        None,
    ),
    (r"\b(?:less|more)\s+likely\s+to\s+(?P<np>(?!than\b)(?:(?!\sthan\b)[^.:;()]){4,140})", None),
    (
        rf"\b(?:rates?|risks?|incidence|odds|likelihood|"
        rf"composite)\s+of\s+{_THE}(?P<np>[^.;:(),]{{3,60}}(?:,\s[^.;:(),]{{3,50}}){{1,4}}?,?\s(?:and|"
        rf"or)\s"
        r"[^.;:(),]{3,60}?)(?=\s(?:was|were|fell|rose|by\s\d|with\s\{|in\s|compared|than|occurred|did|"
        r"from|among)\b|[.;(])",
        True,
    ),
    (
        rf"(?<!\bat\s)(?<!\bat\shigh\s)(?<!\bat\sincreased\s)\b(?:risks?|hazards?|odds|incidence|likelihood|hazard\s+ratios?)\s+(?:of|for)\s+{_THE}{_PHRASE}",
        True,
    ),
    (rf"\b(?:annuali[sz]ed\s+|relative\s+|event\s+)?rates?\s+of\s+{_THE}{_PHRASE}", True),
    (
        rf"\b(?:change|reduction|decrease|increase|improvement|decline|drop|"
        rf"fall)s?\s+(?:from\s+baseline\s+)?(?:(?:at|to)\s+\w+\s+\d+\s+)?in\s+{_THE}{_PHRASE}",
        None,
    ),
    (
        rf"{_CLAUSE}{_THE}(?P<np>(?:[\w-]+\s+){{0,3}}?(?:numbers?|proportions?|percentages?|frequency|incidence|rates?|"
        rf"durations?|levels?|shares?)\s+(?:of|for)\s+(?:(?!\s(?:was|were|fell|rose)\b)[^.;:,()]){{3,90}})"
        r"(?:\s+(?:was|were|fell|rose|declined|decreased|increased|amounted\s+to|averaged|came\s+to|ran\s+at|reached|stood\s+at|"
        r"totalled)\b(?=[^.]*\d)|(?=\s*\([^()]*\b[Pp]\s?[<=>]))",
        None,
    ),
    (
        r"\b(?:achieved|brought|gave|had|led\s+to|produced|resulted\s+in|showed|yielded)\s+(?:an?\s+)?(?:\w+ly\s+)?"
        r"(?:better|fewer|greater|higher|larger|less|longer|lower|more|shorter|slower|smaller|steeper)\s+"
        r"(?P<np>(?:(?!\s(?:than|compared|over|with|at|versus)\b)[^.;:,(){}\d]){5,80})(?=[^.;{}]{0,50}\b(?:than|compared|versus)\b)",
        None,
    ),
    (
        rf"(?:\}}(?:\s\d[\d.,]*\s?(?:mg|µg|mcg|g|ml|IU|units)\b(?:/\w+)?)?|,|\b(?:also|and|drug|group|had|has|have|injections?|it|that|therapy|they|treatment|use|which))(?:\s+\w+ly)?\s+"
        rf"(?:reduced|lowered|cut|decreased|raised|increased|improved|slowed|shortened|delayed|halved|boosted)\s+{_THE}"
        r"(?P<np>(?:(?!\s(?:by|from|compared|versus|vs|relative|more|significantly|than|in|at|over|when)\b)[^.;:,()]){4,90})"
        r"(?=\s*[(,]|\s+(?:by|from|compared|versus|vs|relative|more|significantly|than|in|at|over|when)\b)(?=[^.]*\d)",
        None,
    ),
    (r"\b(?P<np>[a-z]{4,}-free\s+survival)\b", False),
    (r"(?<![\w-])(?P<np>(?:vaccine\s+)?efficacy(?:\s+against\s+[^.;:,()]{4,80}?)?)(?=,|\s+was\b)", False),
    (
        rf"{_CLAUSE}{_THE}{_PHRASE}(?:\s+(?:at|by|after|over|within)\s[^.;:,(){{}}]{{2,40}}?)?\s+(?:occurred|was\s+reported|happened|was\s+(?:achieved|reached|"
        rf"observed|seen)|took\s+place|advanced)\b",
        None,
    ),
    (
        rf"{_CLAUSE}{_THE}{_PHRASE}(?:,\s+(?:as\s+)?(?:assessed|expressed|gauged|judged|measured|rated|scored)\s+(?:as|by|on|using|with)\s"
        rf"[^,;{{}}]{{3,60}},)?\s+(?:(?:had|has|have)\s+)?(?:fell|fallen|risen|declined|decreased|"
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
_NOT_NAME = re.compile(
    r"^(?:(?:the\s+)?(?:authors?|company|developers?|firm|investigators?|makers?|manufacturer|researchers?|sponsor)\b|"
    r"(?:furthermore|moreover|additionally|similarly|likewise|however|finally|interestingly|conversely|trends?|interactions?|placebo|as\s+well|without|with\s+(?:no\b|[A-Z]{2,}$)|during|enrolled|"
    r"(?:the\s+)?estimated\s+(?:HR|hazard\s+ratio))\b|(?:[\w-]+\s+){0,3}period$|adverse|all|each$|either$|every|none|benefits?|differences?|fewer|half|hazard|it|its|more|our|their|most|noninferiority|non-inferiority|odds|one|"
    r"pre-?specified|risk\s+differences?|serious\s+adverse|side\s+effects|some|superiority|these|they|those|three|two|we|"
    r"(?:(?:hazard|rate|risk|odds|win)\s+)?ratios?|"
    r"met|fell|rose|declined|dropped|decreased|increased|improved|occurred|differed|doubled|"
    r"halved|was|were|is|are|had|has|did|strongly|people|patients|participants|who|versus|vs|"
    r"compared|at\s|by\s|effects?|from\s|to\s|the\s+effect|p\s*[<>=]|(?:the\s+)?(?:stud(?:y|ies)|trials?|treatments?|therap(?:y|ies)|groups?)$|cancer$|of\s|in\s|reached|achieved|missed|not|no|that|this|it|"
    r"they|both|significant\w*|data|results?|similar|consistent|comparable|equivalent|higher|lower|better|worse|and|or|but|their|other\s+words|opposite|groups?|"
    r"individuals|therefore|thus|hence|mean\s+differences?|differences?|table|fig(?:ure)?|post\s+hoc|alpha|type\s+I\b|receive|"
    r"respectively|evaluated|measured|assessed|calculated|recorded|determined|collected|there|here|when|while|if|because|although|though|since|until|unless|after|before|between-group|within-group|"
    r"(?:the\s+)?(?:main\s+|primary\s+)?(?:aims?|purposes?|objectives?|goals?|limitations?|strengths?)\s+of|"
    r"(?:(?:multiple|several|many|various|reported|measured|clinical|study|other|main|key)\s+)*"
    r"(?:outcomes?|parameters|variables|measures|metrics|endpoints|domains)$|"
    r"time$|use$|management$|treatment$)\b",
    re.I,
)
_NO_END = re.compile(
    r"(?:\b(?:of|the|we|an?|and|or|during|in|than|that|to|for|with|by|at|their|due|between|from|as|when|groups?|before|after)|[\[(])$",
    re.I,
)
_OF_A_CLAUSE = re.compile(
    r"\b(?:we|showed|shows|performed|using|perceived|thought|occurred|improved|decreased|increased|was|were|"
    r"resulting|because|although|versus|vs|alone|increasing|decreasing|reducing|improving)\b|[\[\]{}]",
    re.I,
)
"""What no name of an endpoint holds: a verb of its own, marks of references and masked names that were cut out."""


_SUBJECT = re.compile(
    rf"{_CLAUSE}{_THE}(?P<np>(?:(?!\b(?:was|were|had|has|have|did|does|who|that|which|compared|than|versus)\b)"
    r"[^.;:,()\d{}]){4,90}?)(?:\s+(?:at|by|after|over|within)\s[^.;:,(){}]{2,30}?)?\s+(?:also\s+|\w+ly\s+)?(?:was|were|had|did|differed|favou?red|fell|rose|"
    r"(?:declined|decreased|increased|improved|dropped|happened|developed)(?!\s+(?:an?|the|their|its|both|all|overall|mean)\b))\b(?=.{0,160}?(?:\b[Pp]\s?[<=>]\s?0?\.\d|\bratio\b|\b[HRO]R\b|\bCI\b))",
    re.I,
)
"""The subject of a clause with a p-value or a ratio, whatever it is called."""


_MERE_MEASURE = re.compile(
    r"(?:(?:adjusted|corresponding|estimated|least-squares|mean|median)\s+)*(?:changes?|differences?|figures?|percentages?|proportions?|"
    r"rates?|reductions?|scores?|values?)",
    re.I,
)
"""What is measured of an endpoint that the sentence does not name."""


def subjects(text: str) -> Iterator[Named]:
    """What the clauses of ``text`` that have a p-value or a ratio speak of, for a sentence without a known endpoint."""
    for match in _SUBJECT.finditer(text):
        named = _named(match, None)
        if named is not None and not _MERE_MEASURE.fullmatch(named.label):
            yield named


def phrases(text: str, taken: list[Named]) -> Iterator[Named]:
    """The endpoints of ``text`` that are named in passing; none overlaps those of ``taken``, which grows."""
    for pattern, less in _OTHER_PATTERNS:
        for match in pattern.finditer(text):
            if pattern.pattern == _AFTER_ROLE.pattern and _is_apposed(text, match.start(), taken):
                continue
            named = _named(match, less)
            if named is not None and not is_taken(taken, named.start, named.end):
                several = _SEVERAL_ROLES.search(text, max(match.start() - _ROLE_BEFORE, 0), match.end())
                if _NOR.search(named.label):
                    yield from _pieces(named, _NOR.split(named.label))
                else:
                    yield from _apart(named) if several else (named,)


APPOSED = re.compile(
    r"(?:\s+(?:after|at|by|within|over)\s+(?:the\s+)?(?:\w+\s+)?(?:\d+(?:\s+\w+)?|\w+\s+(?:weeks|months|years)))?"
    r"\s*\)?\s*(?:\([^()]*\)\s*)?[,:(-]?\s*(?:which\s+(?:together\s+)?(?:was|were|made\s+up|formed|constituted)|"
    r"(?:was|were|is|are|being|served\s+as|formed|constituted|made\s+up|as))?\s*(?:the|an?|its|both|their|another)?\s*"
    r"(?:(?:\w+ly|first|second|third|only|main|dual|joint|two|three|other|trial's|study's)\s+)*",
    re.I,
)


def _is_apposed(text: str, start: int, found: list[Named]) -> bool:
    """Whether the role whose head stands at ``start`` is that of an endpoint named just before it."""
    ends = [n.end for n in found if n.end <= start]
    role = [m.start() for m in ROLE.finditer(text) if m.start("head") == start]
    return bool(ends and role) and APPOSED.fullmatch(text[max(ends) : role[0]]) is not None


def is_taken(found: list[Named], start: int, end: int) -> bool:
    return any(n.start < end and start < n.end for n in found)


_TIME_FIRST = re.compile(
    r"^in\s+(?:both|each|either)(?:\s+(?:trials?|stud(?:y|ies)))?,?\s+|"
    r"^(?:at|by|after)\s+(?:week|month|day|year)s?\s+\d+,?\s+(?:the\s+|an?\s+)?|^(?:at|by|after|over|"
    r"during|in|within)\s[^,]*(?:,\s*(?:the\s+|an?\s+)?|$)|"
    r"^(?:measured|assessed|defined|evaluated|calculated|estimated)\s+(?:as|by|using|with)\s+(?:the\s+|an?\s+)?",
    re.I,
)
_TAIL = re.compile(
    r"(?:\s+(?:from\s+baseline|at\s+(?:week|month|day|year)|to\s+(?:week|month)|between|"
    r"for\s+(?:both|each|all\s+(?:of\s+)?(?:the\s+)?(?:two|three|four|five|six|\d+))\b|in\s+(?:both\s+\w+|the\s+two\s+\w+|patients|people|adults|children|infants|men|participants|subjects|women)\b|among|relative\s+to|compared\s+(?:to|with))\b.*|,?\s+as\s+\w+\s+by\b.*|[\s,]+)$",
    re.I,
)


_DIFFERENCE_IN = re.compile(
    r"(?:(?:adjusted|estimated|mean|median|between-group)\s+)*differences?\s+(?:between\s+(?:the\s+)?(?:two\s+)?(?:arms|groups|"
    r"treatments)\s+)?in\s+(?:the\s+)?",
    re.I,
)
"""What leads to the endpoint in which the arms differ or do not."""
_NEITHER = re.compile(r"neither\s+(?:the\s+)?(?=[^.;]*?\snor\s)", re.I)
"""Stays in the sentence, where it tells how both endpoints came out."""


def _named(match: re.Match[str], less: bool | None) -> Named | None:
    words = match["np"]
    lead = _TIME_FIRST.match(words)
    skipped = lead.end() if lead else 0
    if led := _NEITHER.match(words, skipped) or _DIFFERENCE_IN.match(words, skipped):
        skipped = led.end()
    start = match.start("np") + skipped
    words = words[skipped:]
    end = start + len(words.rstrip(" ,"))
    words = _SET_AGAINST.split(_GIVEN.split(words)[0])[0].removesuffix(" alone")
    short = _TAIL.sub("", words)
    words = short if len(short.split()) > 1 else words.rstrip(" ,")
    if match.group().lower().startswith("time"):
        start, words = match.start(), match.group().strip(" ,")
        less = is_wanted(words)
    piece = is_a_clause(words) and ROLE.search(match.string) is None
    if piece or not is_name(words) or len(words.split()) > _LONGEST:
        return None
    adverse = less if less is not None else is_harmful(words)
    return Named(start, end, Endpoint.OTHER, re.sub(r"\s+", " ", words), adverse)


_LONGEST = 24
"""Words of an endpoint's label at most."""


_GIVEN = re.compile(
    r"\s(?:among|between|by|compared|for|from|in|on|than|to|versus|vs\.?|with)\s(?:(?!\b(?:of|with)\b)[\w-]+\s){0,4}\{",
    re.I,
)
"""What leads from an endpoint to the arm that it is told of."""


_SET_AGAINST = re.compile(r"\s(?:than|versus|vs\.?|compared|between|but)\s", re.I)
"""What an endpoint is compared with is no part of its name."""


def is_a_clause(words: str) -> bool:
    """Whether ``words`` are a piece of a sentence, and no endpoint's name."""
    return _NO_END.search(words) is not None or _OF_A_CLAUSE.search(words) is not None


_SOMEBODY = re.compile(
    r"(?!time\s+to\b)(?:(?!of\b)[\w'-]+\s){0,4}(?:non-?)?(?:adults|arms?|boys|completers|cases|controls|drinkers|drivers|employees|responders|smokers|children|clinics|cohorts?|diets?|families|girls|groups?|infants|"
    r"interventions?|men|mothers|participants|patients|practices|programm?e?s?|schools|staff|students|subjects|women|workers)",
    re.I,
)
"""Who is measured, or what is done with them: no endpoint."""


def is_name(words: str) -> bool:
    """Whether ``words`` can be the name of an endpoint."""
    unusable = (
        is_safety(words) or _NOT_NAME.match(words) or _SOMEBODY.fullmatch(words) or "{" in words or ROLE.search(words)
    )
    return not unusable and len(words) >= 4 and re.match(r"[A-Za-z]", words) is not None


_ROLE_BEFORE = 30
"""Characters before what a role is the role of, in which the role stands."""
_SEVERAL_ROLES = re.compile(
    r"\b(?:(?:co-?)?primary|secondary)\s+(?:[\w-]+\s+)?(?:end[\s-]?points|outcomes|outcome\s+measures|objectives|measures)\b",
    re.I,
)
_NOR = re.compile(r"\s+nor\s+(?:the\s+|an?\s+)?", re.I)
_PART = re.compile(r",\s+(?:and\s+|or\s+)?(?:the\s+|an?\s+)?|\s+and\s+(?:the\s+|an?\s+)?")
_MEASURE = re.compile(
    r"\b(?:changes?|clearance|density|days|duration|frequency|incidence|improvement|levels?|mortality|numbers?|percentages?|"
    r"proportions?|rates?|reduction|relief|remission|responses?|scores?|slope|survival|time|volume|weight)\b|\b[A-Z]{3,}\b|"
    r"\bfirst\b",
    re.I,
)
"""Words without which a part of a list of endpoints is no endpoint of its own."""


def _apart(named: Named) -> Iterator[Named]:
    """The items of ``remission and endoscopic response``, each an endpoint; one of a composite is none."""
    if re.search(r"\bcomposite\b|\bor\b", named.label, re.I):
        yield named
        return
    pieces: list[str] = []
    for piece in _PART.split(named.label):
        whole = _MEASURE.search(piece) and is_name(piece)
        if pieces and not whole:
            pieces[-1] = named.label[named.label.find(pieces[-1]) : named.label.find(piece) + len(piece)]
        else:
            pieces.append(piece)
    if len(pieces) < 2 or not _MEASURE.search(pieces[0]):
        yield named
        return
    yield from _pieces(named, pieces)


def _pieces(named: Named, pieces: list[str]) -> Iterator[Named]:
    """An endpoint for each of the ``pieces`` of a name."""
    at = named.start
    for piece in pieces:
        start = at + max(named.label.find(piece, at - named.start) - (at - named.start), 0)
        at = min(start + len(piece), named.end)
        yield Named(start, at, Endpoint.OTHER, piece, is_harmful(piece), named.role)
