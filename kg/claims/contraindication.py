"""Where a drug must not be given: ``biolink:contraindicated_in``. Unproven safety is no contraindication."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.context import Context
from kg.claims.modality import is_negated
from kg.claims.phrases import G_LIST, listing
from kg.claims.reading import Participant, Reading, matches
from kg.claims.rules import claim
from kg.model import BlockKind, Claim

CONTRAINDICATED = "biolink:contraindicated_in"

_LIST = listing("DF", modifiers=7)
_D = (
    rf"(?P<d>{_LIST}(?:,?\s(?:or|and)\s(?:with\s)?(?:an?\s|"
    rf"any\s)?(?:[\w-]+\s){{0,2}}?history\sof\s(?:[\w-]+\s){{0,3}}?{_LIST})?)"
)
_SOMEONE = (
    r"(?:[Pp]atients?|[Pp]eople|[Aa]nyone|[Tt]hose|[Aa]dults|[Cc]hildren|[Ww]omen|[Mm]en|individuals|persons|pregnancy)"
)
_WITH = r"(?:who have|who had|having|with|who are|who is|who has|known to have|suffering from)"
_HISTORY = (
    r"(?:(?:an? |any )?(?:known |prior |previous |active |current |family |personal |recent |documented |or )*"
    r"(?:history of|hypersensitivity reaction to)?\s?)"
)
_PEOPLE = rf"(?:(?:{_SOMEONE}|the)\s)?(?:{_WITH}\s)?{_HISTORY}[^{{}};.]{{0,60}}?"
_SUFFER = r"(?:have|has|had|suffer from|get)"
_GIVEN = r"(?:started|used|given|taken|administered|prescribed|initiated|offered)"
_MUST_NOT = r"(?:(?:should|must|may|can|is|are) (?:not be|never be|not to be|be avoided|to be avoided)|cannot be)"

_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<g>{G_LIST})(?P<mid>\s(?:\w+\s){{0,3}}?contra-?indicated\s)(?:in|for|during)\s{_PEOPLE}{_D}",
        rf"(?P<g>{G_LIST})(?P<mid>\s)(?:(?:can|may|also|is|was|has|\w+ly|\w+s) [^;.]{{3,60}}? and "
        rf")?{_MUST_NOT}\s?{_GIVEN}?\s?(?:in|by|to|for|during)\s"
        rf"(?!(?:relieve|treat|prevent|manage|stop|control|ease|the (?:treatment|relief|prevention)))"
        rf"{_PEOPLE}{_D}",
        r"\bnot (?:to )?(?P<mid>(?:prescribe|give|use|take|start|offer|administer|be (?:prescribed|"
        r"given|used|taken|started))\s)"
        rf"(?P<g>{G_LIST})\s(?:to|in|for|with|during)\s{_PEOPLE}{_D}",
        rf"\b(?:[Yy]ou|[Tt]hey|[Dd]o|[Pp]atients?)\s(?:(?:must|should|may|can) )?not "
        rf"(?P<mid>(?:take|use|have|start|receive|be given)\s)(?P<g>{G_LIST})\s(?:if|when) (?:you|they|the patient)\s"
        rf"(?:[^{{}};.]{{0,60}}?\bif you )?{_SUFFER}\s[^{{}};.]{{0,40}}?"
        rf"(?P<d>{_LIST}(?:,? (?:or|and) (?:if you )?{_SUFFER}\s[^{{}};.]{{0,30}}?{_LIST})*)",
        rf"\b{_SOMEONE} {_WITH} {_HISTORY}[^{{}};.]{{0,40}}?{_D}, (?:in|for) (?:whom|which) (?:the )?"
        rf"(?P<g>{G_LIST})(?P<mid>\s(?:is|are) (?:\w+ )?)contra-?indicated",
        rf"\b[Cc]ontraindications? (?:to|of|for) (?P<g>{G_LIST})"
        rf"(?P<mid>\s(?:is|are|include|includes|comprise)\s)[^{{}};.]{{0,60}}?{_D}",
        rf"{_D}(?: of [^{{}};,.]{{2,40}})?(?P<mid>\s(?:is|are)\s(?:not\s|thus\s|therefore\s|hence\s|also\s|\w+ly\s)*)"
        rf"(?:an? )?(?:\w+ )?contraindications? (?:to|for) (?:\w+ ){{0,2}}?(?P<g>{G_LIST})",
        rf"\b{_SOMEONE} {_WITH} {_HISTORY}[^{{}};.]{{0,40}}?{_D}(?P<mid>\s)(?:(?:should|must) (?:not|never) "
        rf"(?:take|use|receive|be given|be treated with|be on|be put on)|(?:is|are) not to (?:take|use|receive|"
        rf"be given|"
        rf"be treated with|be put on)|(?:should|must) (?:avoid|stay away from|steer clear of|keep off|"
        rf"do without)) "
        rf"(?P<g>{G_LIST})",
        rf"(?P<g>{G_LIST})\s[^;.]{{3,160}}?,? and (?P<mid>(?:its|their) use )(?:should|must) be avoided in "
        rf"{_PEOPLE}{_D}",
        rf"\b(?:[Aa]void|[Dd]o not use|[Dd]o not give|[Dd]on't use) (?P<g>{G_LIST})(?P<mid>\s)(?:in|for) {_PEOPLE}{_D}",
        rf"\b(?:{_SOMEONE}|[Pp]atient) who (?:has|have|had) (?:ever |previously |already )?had "
        rf"[^{{}};.]{{0,40}}?{_D}(?P<mid>\s)"
        rf"(?:after|with|on|from|to|in response to) (?P<g>{G_LIST}) (?:must|should|may|can) (?:not|never) "
        rf"(?:have|take|use|receive|get|be given)\b",
        rf"\b(?:[Nn]obody|[Nn]o ?one) {_WITH} {_HISTORY}{_D}(?P<mid>\s)(?:\w+ly )?(?:should|must|may|can) "
        rf"(?:take|use|receive|be given|be treated with) (?P<g>{G_LIST})",
    )
)
_NOR = re.compile(
    rf"(?P<g>{G_LIST})(?:,[^;{{}}]{{2,40}},|,)? (?:and )?(?:nor|neither) (?:must|should|may|can) "
    rf"(?:{_SOMEONE}) {_WITH} {_HISTORY}"
    rf"[^{{}};.]{{0,40}}?(?P<d>{_LIST})"
)
"""``… must not take {G}, nor must those with {D}``"""
_AND_IN = re.compile(rf",?\s(?:and\s|or\s)?(?:in|during)\s{_PEOPLE}(?P<d>{_LIST})")
"""``… in patients with {D}, and in those with {D}``"""
_STATUS = re.compile(r"\s(?:status|test|antibod|serolog|risk)")
"""After a disease: it is what somebody knows or not, and not what they have."""
_USE = re.compile(
    rf"(?:\b(?:[Ii]ts|[Tt]heir|[Tt]he) use (?:should|must) be avoided in {_PEOPLE}|"
    rf"\b[Uu]se in {_PEOPLE}(?=[^;.]*\b(?:should|must) be avoided|[^;.]*\bis contraindicated)|\b[Aa]void use "
    rf"in {_PEOPLE})"
    rf"(?P<d>{_LIST})"
)
"""``Use in people with {D} should be avoided``, of the drug that the article is about"""
_LISTED = re.compile(
    rf"\b[Cc]ontraindications? (?:are|is|include|includes|"
    rf"comprise)\s[^{{}};.]{{0,60}}?(?P<d>{listing('DF', modifiers=7)})"
)
_HEADED = re.compile(r"(?:[Aa]bsolute\s)?[Cc]ontraindications?|CONTRAINDICATIONS?")
"""A heading under which a text lists in whom a drug is not used."""
_HEADS_LIST = re.compile(
    r"(?:[Dd]o not|[Nn]ever|[Yy]ou (?:must|should) not) (?:be given|give|receive|start|take|use)\b.*\b(?:if|when|"
    r"in)\b.*|"
    r"[Ww]ho (?:must|should) not (?:be given|get|receive|take|use)\b.*|[Ww]hen not to (?:give|take|use)\b.*"
)
"""The same as the beginning of a sentence that the items of the list end (``Do not give this medicine if your "
"child``)."""
_NONE = re.compile(r"\b(?:none|no|not|without|unless|may|can be)\b", re.IGNORECASE)


def extract(reading: Reading, context: Context) -> Iterator[Claim]:
    """The contraindications that one sentence tells."""
    for text, match in matches(reading, _PATTERNS):
        if _STATUS.match(text, match.end("d")):
            continue
        drugs = reading.participants(match["g"], "G")
        diseases, more = match["d"], _AND_IN.match(text, match.end("d"))
        while more and match.end("d") == match.end():
            diseases, more = f"{diseases} {more['d']}", _AND_IN.match(text, more.end())
        yield from _claims(reading, drugs, diseases, negated=is_negated(match["mid"]))
    for match in _NOR.finditer(reading.text):
        if is_negated(reading.text[: match.start("g")]):
            yield from _claims(reading, reading.participants(match["g"], "G"), match["d"], negated=False)
    head = context.heads.get(reading.view.sentence.index)
    listed = head and reading.view.block_kind is BlockKind.LIST_ITEM and _HEADS_LIST.fullmatch(head.title)
    if (
        head
        and (_HEADED.fullmatch(head.title) or listed)
        and "{G" not in reading.text
        and not _NONE.search(reading.text)
    ):
        reached = (context.reach(c, reading) for c in context.drugs[:1])
        yield from _claims(reading, tuple(p for p in reached if p is not None), reading.text, negated=False)
    for match in (m for p in (_LISTED, _USE) for m in p.finditer(reading.text)):
        if match.re is _USE and "{G" in reading.text:
            continue
        reached = (context.reach(c, reading) for c in context.drugs[:1])
        yield from _claims(reading, tuple(p for p in reached if p is not None), match["d"], negated=False)


def _claims(reading: Reading, drugs: tuple[Participant, ...], diseases: str, *, negated: bool) -> Iterator[Claim]:
    for drug in drugs:
        for disease in reading.participants(diseases, "DF"):
            yield claim(reading, "contraindication", drug, CONTRAINDICATED, disease, negated=negated)
