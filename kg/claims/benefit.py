"""What a drug is good for, by rung: ``biolink:treats``, ``cg:approvedFor``, and ``biolink:contraindicated_in``.

A favourable trial is not ``treats`` and a filing is not an approval. The drug that a regulator approved is the one
named, not those that it is given with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.context import Context
from kg.claims.modality import is_negated, modality_of
from kg.claims.phrases import G_LIST, G, clause_at, listing
from kg.claims.reading import Participant, Reading
from kg.claims.rules import claim
from kg.model import Claim, Modality

APPROVED, TREATS, CONTRAINDICATED = "cg:approvedFor", "biolink:treats", "biolink:contraindicated_in"

_WITH_OTHERS = r"(?:,? (?:used |given |taken )?(?:in combination|together|combined|along) with [^;]*?,?)"
_D_LIST = listing("DF", modifiers=7)
_MORE = (
    rf"(?:(?:\s(?:in|since) (?:\w+ )?\d{{4}})?\s*,?\s*(?:as well as|and|or|and also|"
    rf"plus)(?:{_WITH_OTHERS},?)?\s+(?:for|in|to treat)\s(?:[^{{}};.,]{{0,60}}\s)?{_D_LIST})"
)
_DISEASES = rf"(?P<d>{_D_LIST}{_MORE}*)"
_APPROVE = r"(?:approv(?:ed?|es|ing)|licen[sc]ed|authori[sz]ed|cleared|indicated|green-?lit|registered)"
_NOUN = r"(?:approval|authori[sz]ation|clearance|licen[cs]e|green light|go-ahead|indication|nod)"
_NOT_FOR = r"(?:(?!\b(?:versus|compared|because|supported|based|trial|study)\b)[^;])"
_FOR = (
    rf"{_NOT_FOR}{{0,140}}?\b(?:for|in|to (?:treat|delay|prevent|reduce|slow|lower|improve|help)|"
    rf"as)\s(?:(?!\{{[DFG]\d)[^;]){{0,170}}?"
)

_PASSIVE = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>(?:,[^;{{}}]{{2,80}},|{_WITH_OTHERS})?\s(?:(?:also|already|now|still|first|"
    rf"currently|have|has|been|being|was|were|is|are|be|not|never|yet|only|"
    rf"will|may|could|should|recently|fully|conditionally|both|which|that|therefore|"
    rf"\w+ly)\s)+){_APPROVE}\b{_FOR}{_DISEASES}"
)
_REDUCED = re.compile(rf"(?P<g>{G_LIST})(?P<mid>,? ){_APPROVE} (?:in|by|for|since|as)\b{_FOR}{_DISEASES}")
_RELATIVE = re.compile(rf"(?P<g>{G_LIST})(?P<mid>,? (?:which|that) [^;{{}},]{{3,90}}?){_APPROVE}\b{_FOR}{_DISEASES}")
_ACTIVE = re.compile(
    rf"(?P<mid>\b(?:FDA|EMA|MHRA|Commission|[Aa]gency|[Aa]dministration|[Rr]egulators?|[Aa]uthorit(?:y|ies)|"
    rf"Ministry|Health Canada|NICE|CHMP|[Cc]ommittee|it)\b"
    rf"[^;{{}}]{{0,60}}?){_APPROVE} (?:the )?(?:\w+ ){{0,3}}?(?P<g>{G_LIST}){_FOR}{_DISEASES}"
)
_GRANTED = re.compile(
    rf"(?P<mid>\b(?:grant(?:ed|s|ing)?|gave|gives|given|award(?:ed)?|issued|extended|refused|denied|declined|"
    rf"withheld)\b [^;{{}}]{{0,40}}?)\b{_NOUN} (?:to|for|of) (?:the )?(?P<g>{G_LIST}){_FOR}{_DISEASES}"
)
_RECEIVED = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>,?\s[^;{{}}]{{0,40}}?\b(?:received|won|gained|obtained|was granted|were granted|"
    rf"has|was given|was refused|was denied|holds?|secured|earned|lost)\b[^;{{}}]{{0,40}}?)"
    rf"\b{_NOUN}{_FOR}{_DISEASES}"
)
_APPROVAL_OF = re.compile(rf"(?P<mid>\b[Tt]he |\b){_NOUN} of (?P<g>{G_LIST}){_FOR}{_DISEASES}")
_APPROVALS = (_PASSIVE, _REDUCED, _RELATIVE, _ACTIVE, _GRANTED, _RECEIVED, _APPROVAL_OF)
_REFUSED = re.compile(
    r"\b(?:refus\w+|den(?:ied|ies)|declin\w+|reject\w+|withh[eo]ld|turned down|withdr[ae]w\w*|revoked|lost)\b"
)
_RECOMMENDED = re.compile(r"\b(?:recommend(?:s|ed|ation)?|advis(?:es?|ed)|backed|endorsed|opinion|urged)\b[^;]{0,60}$")
_NOT_APPROVAL = re.compile(
    r"\b(?:seek|seeks|seeking|application|submission|filing|filed|apply|applied|review|priority review|"
    r"fast track|breakthrough|orphan|before|pending)\b"
)

_STATUS = (
    r"(?:(?:an? |the |one of the |our )?(?:(?:now|\w+ly|usual|current|established|effective|standard|approved|"
    r"proven|preferred|recommended|key|main|important|"
    r"first-line|second-line|common|front-line|only|well-established|mainstay|cornerstone|long-standing|"
    r"backbone|drug|oral|disease-modifying|initial)[ ,]+)+"
    r"(?:\w+ )?(?:treatments?|therap(?:y|ies)|option|options|drug|drugs|medicines?|care|agents?|choice|part|"
    r"component)|(?:an? |the )?(?:mainstay|cornerstone|backbone|standard of care|treatment of choice|drug of choice))"
)
_IS = (
    r"(?:is|are|remains?|was|were|has become|became|have become|has been|has long been|have long been|"
    r"represents?|continues? to be|constitutes?)"
)
_LINK = (
    r"(?:\s(?:of|for|in|against)\s(?:treating |the treatment of |the management of |managing |patients with |"
    r"people with |adults with )?|\s)"
)
_CARE = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>(?:,[^;{{}}]{{2,60}},|, which [^;]{{2,160}}?,|\s(?!versus|than|"
    rf"compared)[^;,]{{2,80}}?\sand)?\s(?:(?:not|also|still|now|therefore|\w+ly|alone)\s)*{_IS}\s(?:not |"
    rf"no longer |still |also |now |already |both )*{_STATUS})"
    rf"(?:\s(?:of|for|in|against)\s)(?:(?!\{{[GDF])[^;.]){{0,60}}?(?P<d>{_D_LIST})"
)
_CARE_INVERSE = re.compile(
    rf"(?:\b{_STATUS}|\b[Tt]reatment of choice)\s(?:of|for|"
    rf"in)\s(?:[^{{}};.]{{0,40}}?)(?P<d>{_D_LIST})(?:(?! and\b)[^{{}};,]){{0,40}}?(?P<mid>\s(?:{_IS}|"
    rf"has consisted of|consists of)\s(?:not )?)(?:(?:the|still|usually|either|both|oral) ){{0,2}}(?P<g>{G_LIST})"
)
_USED = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>,?\s(?:(?:which|that|not|never|also|still|now|\w+ly|often|\w+ used|can|has|have|"
    rf"long|been|is|are|be|should)\s)+)"
    rf"(?:used|prescribed|given|taken|recommended|employed|administered|effective|beneficial|useful|"
    rf"efficacious)\s(?:[^{{}};.]{{0,30}}?\s)?(?:to treat|to manage|to control|for|in|against|"
    rf"as (?:an? )?(?:\w+ )?treatment (?:of|for))\s[^{{}};.]{{0,50}}?(?P<d>{_D_LIST})"
)
_PRESCRIBE = re.compile(
    rf"(?P<mid>\b(?:doctors|physicians|clinicians|specialists|guidelines)\b[^;{{}}]{{0,40}}?\b(?:prescribe[ds]?|"
    rf"recommend(?:s|ed)?|use[ds]?|give)\b\s)(?P<g>{G_LIST}(?:\s(?:together|along|in combination|"
    rf"combined)?\s?with {G})?)"
    rf"\s(?:to|for|in|against)\s(?:(?!\{{[GF])[^;]){{0,90}}?(?P<d>{_D_LIST})"
)
_TREATS_VERB = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>\s(?:(?:does|do|not|can|also|\w+ly|may|might|could|will)\s)*)(?:treats?|cures?|"
    rf"relieves?|controls?)\s(?:the )?(?:[a-z-]+ ){{0,3}}?(?P<d>{_D_LIST})"
)
_TREATED_WITH = re.compile(
    rf"(?P<d>{_D_LIST})(?P<mid>\s(?:can be|is|are|is usually|is often|are usually|"
    rf"are often)\s(?:\w+ly )?(?:treated|managed|controlled)\s(?:[^{{}};.]{{0,30}}?\s)?(?:with|"
    rf"by)\s(?:[^{{}};.]{{0,30}}?\s)?)(?P<g>{G_LIST})"
)
_TREATMENTS = (_CARE, _CARE_INVERSE, _USED, _PRESCRIBE, _TREATS_VERB, _TREATED_WITH)
_TRIAL_WORDS = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|versus|compared|randomi[sz]ed|placebo|evaluated|tested|assessed)\b"
)

_PEOPLE = (
    r"(?:(?:patients?|people|anyone|those|adults|children|women|men|individuals|persons|pregnancy|"
    r"the)\s)?(?:(?:who have|who had|having|with|who are|known to have|suffering from)\s)?(?:(?:an? |"
    r"any )?(?:known |prior |previous |active |current |family |personal |recent |documented |"
    r"or )*(?:history of|hypersensitivity reaction to)?\s?)"
)
_CONTRA = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>\s(?:\w+\s){{0,3}}?(?:contraindicated|contra-indicated)\s)(?:in|for|"
    rf"during)\s{_PEOPLE}[^{{}};.]{{0,60}}?(?P<d>{listing('DF', modifiers=7)})"
)
_MUST_NOT = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>\s)(?:(?:should|must|may|can|is|are) (?:not be|never be|not to be|be avoided)|"
    rf"cannot be)\s?(?:started|used|given|taken|administered|prescribed|initiated|offered)?\s?(?:in|by|to|for|during)\s"
    rf"{_PEOPLE}[^{{}};.]{{0,60}}?(?P<d>{listing('DF', modifiers=7)})"
)
_CONTRA_NOUN = re.compile(
    rf"\b[Cc]ontraindications? (?:to|of|for) (?P<g>{G_LIST})(?P<mid>\s(?:is|are|include|includes|"
    rf"comprise)\s)[^{{}};.]{{0,60}}?(?P<d>{listing('DF', modifiers=7)})"
)
_CONTRAINDICATIONS = (_CONTRA, _MUST_NOT, _CONTRA_NOUN)


def extract(reading: Reading, context: Context) -> Iterator[Claim]:  # noqa: ARG001
    """Approvals, established treatments and contraindications of one sentence."""
    if not re.search(r"\{G", reading.text):
        return
    yield from _approvals(reading)
    yield from _treatments(reading)
    yield from _contraindications(reading)


def _matches(reading: Reading, pattern: re.Pattern[str]) -> Iterator[tuple[str, re.Match[str]]]:
    """The matches in the sentence as it stands, and in the sentence without its asides."""
    for text in dict.fromkeys((reading.text, reading.plain)):
        for match in pattern.finditer(text):
            yield text, match


def _ends(reading: Reading, match: re.Match[str]) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    return reading.participants(match["g"], "G"), reading.participants(match["d"], "DF")


def _approvals(reading: Reading) -> Iterator[Claim]:
    for pattern in _APPROVALS:
        for text, match in _matches(reading, pattern):
            start, _ = clause_at(text, match.start())
            before = text[start : match.start()]
            cue = match["mid"] + before[-60:]
            if _NOT_APPROVAL.search(cue) or _NOT_APPROVAL.search(match.group()[: -len(match["d"])]):
                continue
            negated = is_negated(match["mid"]) or _REFUSED.search(cue) is not None
            modality = modality_of(match["mid"] + " " + before)
            if _RECOMMENDED.search(before + match["mid"]) and not negated:
                modality = Modality.PLANNED
            drugs, diseases = _ends(reading, match)
            for drug in drugs:
                for disease in diseases:
                    yield claim(reading, "approval", drug, APPROVED, disease, negated=negated, modality=modality)


def _treatments(reading: Reading) -> Iterator[Claim]:
    for pattern in _TREATMENTS:
        for text, match in _matches(reading, pattern):
            if pattern in (_USED, _TREATS_VERB, _TREATED_WITH) and _TRIAL_WORDS.search(text):
                continue
            drugs, diseases = _ends(reading, match)
            if re.search(r"\brisk\b", match.group()):
                continue
            negated = is_negated(match["mid"])
            if negated and pattern in (_USED, _TREATS_VERB):
                continue
            for drug in drugs:
                for disease in diseases:
                    yield claim(
                        reading, "treatment", drug, TREATS, disease, negated=negated, modality=modality_of(match["mid"])
                    )


def _contraindications(reading: Reading) -> Iterator[Claim]:
    for pattern in _CONTRAINDICATIONS:
        for _, match in _matches(reading, pattern):
            drugs, diseases = _ends(reading, match)
            negated = is_negated(match["mid"])
            for drug in drugs:
                for disease in diseases:
                    yield claim(reading, "contraindication", drug, CONTRAINDICATED, disease, negated=negated)
