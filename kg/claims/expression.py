"""Targets and diseases: ``cg:expressedIn`` and ``biolink:gene_associated_with_condition``.

A marker that only selects patients (``EGFR-mutated NSCLC``, ``without ALK alterations``) says nothing about the disease
itself and gives no claim; a clause that says what the gene does there does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.claims.context import Context
from kg.claims.modality import is_negated, modality_of
from kg.claims.phrases import CONDITION_LIST, T_LIST
from kg.claims.reading import Reading, matches
from kg.claims.rules import claim
from kg.model import Claim

EXPRESSED, ASSOCIATED = "cg:expressedIn", "biolink:gene_associated_with_condition"

_D = r"\{D\d+\}"
_D_LIST = CONDITION_LIST.replace("[DF]", "D")
_GAP = r"(?:[^{};.]|\{T\d+\}(?=-)|\{P\d+\})"
_CELLS = r"(?:\s(?:cells?|tumou?rs?|tissues?|lesions?|plaques|neurons|clones))?"
_T_OBJECT = rf"(?P<t>{T_LIST})(?![-\w])"
_PLACE = r"(?:on|in|by|at|across|within)"
_EXPRESS = (
    r"(?:(?:over|co-?)?-?express(?:es|ing)?|contains?|carry|carries|bears?|display(?:s)?|produces?|overproduces?)"
)
_CHANGE = (
    r"(?:(?:\w+[- ]){0,3}(?:mutations?|variants?|alterations?|rearrangements?|fusions?|amplifications?|"
    r"deletions?|deficiency|faults?|loss|polymorphisms?|"
    r"overexpression|methylation|translocations?|defects?|activation|inactivation|levels?|activity|expression|"
    r"overactivity|overproduction|abnormalities|"
    r"duplications?|expansions?|dysregulation|excess))"
)
_CAUSE = (
    r"(?:drives?|driving|causes?|underl(?:ies|ie)|raises? the (?:risk|odds|likelihood|chances?) of|increases? "
    r"the risk of|"
    r"predisposes? (?:\w+ )?to|leads? to|gives? rise to|"
    r"contributes? to|promotes?|fuels?|triggers?|worsens?|are associated with|is associated with|"
    r"are linked (?:to|with)|is linked (?:to|with)|"
    r"plays? (?:an? |the )?(?:\w+ ){0,2}(?:role|part) in|(?:is|are|has been|have been) (?:\w+ly "
    r")?(?:implicated|involved|linked|tied) (?:in|to)|"
    r"(?:is|are) (?:\w+ly )?(?:deficient|missing|lacking|defective|faulty|broken|overproduced|overactive) in|"
    r"is the gene [^;{}]{0,40}(?:in|for|behind)|"
    r"are (?:\w+ )?(?:found|seen|present|common|frequent|detected) in|"
    r"occurs? in|is (?:found|seen|present|mutated|altered|amplified|rearranged|overactive|elevated|raised|"
    r"increased|a key driver of|a driver of) ?(?:in)?|"
    r"accounts? for|confers? (?:a )?(?:\w+ )?risk (?:of|for)|mediates?|is central to|is responsible for)"
)


@dataclass(frozen=True, slots=True)
class _Rule:
    predicate: str
    pattern: re.Pattern[str]


def _rule(predicate: str, pattern: str) -> _Rule:
    return _Rule(predicate, re.compile(pattern, re.IGNORECASE))


_RULES = (
    _rule(
        EXPRESSED,
        rf"(?P<t>{T_LIST}){_GAP}{{0,50}}?\b(?:over)?express(?:ed|"
        rf"ion)\b{_GAP}{{0,40}}?\b{_PLACE}\b{_GAP}{{0,60}}?(?P<d>{_D_LIST})",
    ),
    _rule(
        EXPRESSED,
        rf"(?P<t>{T_LIST})(?:,[^{{}};.]{{0,60}}|\s)\b(?:found|present|sits?|located|abundant|displayed|detected|"
        rf"lies)\b{_GAP}{{0,50}}?\b(?:on|in) "
        rf"{_GAP}{{0,40}}?(?P<d>{_D})\s(?:cells?|tissues?|tumou?rs?)",
    ),
    _rule(
        EXPRESSED,
        rf"(?P<t>{T_LIST}),? (?:which|that) (?:juts out of|sticks out of|studs|coats|covers|dots|sits on|decorates) "
        rf"{_GAP}{{0,60}}?(?P<d>{_D})",
    ),
    _rule(
        EXPRESSED,
        rf"(?P<t>{T_LIST})(?:,[^{{}};.]{{0,60}}|\s)\b(?:found|present|sits?|located|abundant|displayed|detected|plentiful|lies)\b"
        rf"{_GAP}{{0,30}}?\b(?:on|in) (?:the )?(?:surface of )?(?:the )?(?:\w+ )?cells of "
        rf"{_GAP}{{0,30}}?(?P<d>{_D_LIST})",
    ),
    _rule(
        EXPRESSED,
        rf"(?P<t>{T_LIST})(?:, (?:an?|the|one) [^{{}};.,]{{3,60}}?|,)? (?:that|which) "
        rf"{_GAP}{{0,40}}?(?P<d>{_D_LIST}){_CELLS} "
        rf"(?:\w+ly |also |often |commonly )*(?:(?:over)?express(?:es)?|carry|carries|display|bear|present|"
        rf"produce|make)\b"
        rf"(?!\s(?:no|little|less)\b)",
    ),
    _rule(
        EXPRESSED,
        rf"(?P<d>{_D_LIST})s?{_CELLS}(?:{_GAP}{{0,60}}?(?:\band\b|,))?\s(?:\w+ly |also |often |"
        rf"commonly |frequently )*{_EXPRESS}\s{_GAP}{{0,50}}?{_T_OBJECT}",
    ),
    _rule(
        EXPRESSED,
        rf"\b(?:over)?expression of {_GAP}{{0,20}}?(?P<t>{T_LIST}){_GAP}{{0,30}}?\b{_PLACE}\b "
        rf"{_GAP}{{0,40}}?(?P<d>{_D_LIST})",
    ),
    _rule(
        EXPRESSED,
        rf"\b(?:over)?expressed {_PLACE} (?P<d>{_D_LIST}){_CELLS}{_GAP}{{0,20}}(?:called|named|"
        rf"known as) (?P<t>{T_LIST})",
    ),
    _rule(
        ASSOCIATED,
        rf"\b{_CHANGE} (?:of|in|involving|"
        rf"affecting) {_GAP}{{0,20}}?(?P<t>{T_LIST})"
        rf"{_GAP}{{0,70}}?\b{_CAUSE}\b\s?{_GAP}{{0,90}}?(?P<d>{_D_LIST}(?:\s(?:and|or) of {_GAP}{{0,20}}?{_D})?)",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<t>{T_LIST})[- ](?:gene "
        rf")?{_CHANGE}{_GAP}{{0,40}}?\b{_CAUSE}\b\s?{_GAP}{{0,90}}?(?P<d>{_D_LIST}(?:\s(?:and|"
        rf"or) of {_GAP}{{0,20}}?{_D})?)",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<t>{T_LIST}(?:, (?:just )?(?:like|along with|together with) "
        rf"\{{T\d+\}}(?=,))?)(?:,[^{{}};]{{2,80}},|,(?= \w+s)|,\s(?:the|an?)\s[\w -]{{2,40}}?(?=\s(?:that|"
        rf"which))|\s[a-z]+s\s(?:[^{{}};.]|\{{T\d+\}}){{3,110}}?\sand)?\s(?:(?:which|that|also|is|are|"
        rf"thought|believed|known|may|"
        rf"might|could|can|to|not|does|\w+ly|be|have|has|been)\s)*"
        rf"{_CAUSE}\b\s?(?:the )?(?:\w+ (?:of|in) )?{_GAP}{{0,60}}?(?P<d>{_D_LIST})",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<d>{_D_LIST}){_GAP}{{0,30}}?\b(?:is|are|be)?\s?(?:often |usually |commonly |largely |mainly |"
        rf"partly |\w+ly )*"
        rf"(?:driven|caused|fuelled|fueled|mediated|characteri[sz]ed|triggered|"
        rf"promoted)(?: [\w-]+){{0,4}}? by {_GAP}{{0,60}}?{_T_OBJECT}",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<d>{_D_LIST}){_CELLS}{_GAP}{{0,30}}?\b(?:carry|carries|harbou?rs?|have|has|bear|"
        rf"(?:results?|arises?|stems?|follows?|comes?|originates?) (?:[\w-]+ ){{0,5}}?from|is due to|are due "
        rf"to|is down to|is traced to|"
        rf"goes back to|"
        rf"is the result of|is the consequence of)\b"
        rf"\s(?:an? |the )?{_CHANGE} (?:of|in) (?:the )?(?P<t>{T_LIST})",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<d>{_D_LIST})(?:,? (?:which|that) (?:is|are)| is| are|,)? (?:\w+ly )?"
        rf"(?:associated with|due to|caused by|linked (?:to|with)|resulting from|brought on by) "
        rf"(?:an? |the )?{_CHANGE} (?:of|in) (?:the )?(?P<t>{T_LIST})",
    ),
    _rule(
        ASSOCIATED,
        rf"\b(?:with|who have) (?P<d>{_D})(?:,[^;.]{{3,60}}?,)? "
        rf"(?:are born with|are found to have|carry|have|inherit) an? "
        rf"(?:\w+ )?{_CHANGE} in (?:an? single gene, |the gene |the )?(?P<t>{T_LIST})",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<d>{_D_LIST}){_CELLS}{_GAP}{{0,30}}?\b(?:depends?|relies|rely|"
        rf"dependent) (?:up)?on\b {_GAP}{{0,30}}?{_T_OBJECT}",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<t>{T_LIST})(?![-])(?:\s(?!and\b|or\b|but\b)[\w-]+){{0,4}}?\s(?:(?:is|are|was|may|might|could|can|"
        rf"be|thought|believed|considered|to|not|as|been|has|serves?|acts?)\s)+"
        rf"(?:an? |the )?(?:\w+ ){{0,3}}(?:bio)?(?:marker|risk factor|risk gene|susceptibility gene|predictor|"
        rf"driver|target gene|hallmark|oncogene|cytokine|player|mediator|actor|contributor|culprit|effector|cause)s?"
        rf"\b{_GAP}{{0,40}}?\b(?:in|of|for)\b (?:{_GAP}{{0,30}}?\b(?:in|of|for) )?{_GAP}{{0,30}}?(?P<d>{_D_LIST})",
    ),
    _rule(
        ASSOCIATED,
        rf"\b(?:mutations?|variants?|changes|defects?|errors?|faults?|alterations?) in (?:the )?(?P<t>{T_LIST})"
        rf"(?: gene)?(?:, [^;.]{{2,60}}?,)? and (?:these|such|the|those) (?:mutations?|variants?|changes|"
        rf"defects?|errors?|"
        rf"faults?|alterations?) (?:\w+ )?(?:causes?|leads? to|drives?|triggers?|give rise to|underlie) "
        rf"{_GAP}{{0,40}}?(?P<d>{_D_LIST})",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<d>{_D}),? an? (?:[^{{}};.,]|{_D}){{2,60}}?caused [^{{}};.]{{0,50}}?by (?:mutations?|variants?|"
        rf"defects?|changes|faults?) "
        rf"in (?:the )?(?P<t>{T_LIST}(?: and [^{{}};.,]{{0,40}}\bin (?:the )?{T_LIST})?)",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<d>{_D_LIST}) (?:\w+ )?(?:comes about|arises|develops|results|occurs|strikes|appears|begins|"
        rf"follows) (?:when|if|because|"
        rf"where) [^{{}};.]{{0,50}}?(?P<t>{T_LIST})(?: genes?)?(?:,[^;.{{}}]{{2,50}},)?[^{{}};.]{{0,30}}? (?:is|"
        rf"are|has|have|does not|do not|"
        rf"fails?)\s?(?:\w+ )?(?:broken|mutated|missing|faulty|defective|damaged|inactivated|lost|disabled|"
        rf"absent|lacking|work|"
        rf"overactive|stuck|changed|altered|mutations?|defects?)?\b",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<t>{T_LIST})(?:, (?:just )?like \{{T\d+\}},)? (?:contributes to|drives|promotes|fuels|helps? drive) "
        rf"(?:[^{{}};.]|\{{[FP]\d+\}}){{2,60}} (?:in|of|that underlies) (?P<d>{_D_LIST})",
    ),
    _rule(
        ASSOCIATED,
        rf"(?P<t>{T_LIST}) is (?:\w+ly )?(?:mutated|altered|rearranged|amplified|deleted|"
        rf"overactive) in {_GAP}{{0,60}}?(?P<d>{_D_LIST})",
    ),
)
_CHANGED_GENE = (
    r"\b(?:reduced|decreased|lower|absent|lost|loss|differ\w*|mutat|variant|alteration|rearrange|fusion|"
    r"deletion|methylat|duplicat|translocat|insertion|inversion|expansion|polymorphism|defect|abnormal|aberration|"
    r"chang(?:e|ed) |cop(?:y|ies) |version)"
)
_AIM = re.compile(
    r"\b(?:whether|[Tt]o (?:determine|assess|investigate|evaluate|examine|study|explore|test)|investigat\w+|"
    r"aim(?:s|ed)?)\b[^;]*$"
)
_ACTED_ON = re.compile(
    r"\b(?:[Ii]nhibition|[Ii]nhibitors|[Ii]nhibiting|[Bb]lockade|[Bb]locking|[Bb]lockers|[Dd]epletion|[Aa]ntagonists|"
    r"[Aa]ntagonism|[Aa]gonists)\s(?:of\s(?:the\s)?)?$"
)
"""What stands before a target on which a drug acts (``inhibition of {T} raises the risk of …``)."""
_EXCLUDED = re.compile(
    r"\b(?:without|patients (?:whose|who)|whose|inhibit\w*|excluded|wild-type|antibod\w+|therap\w+|treat\w*|than)\b"
)


_IS_APPOSED = re.compile(r"\{D\d+\}, (?:an?|the|one|another) [^,;{}]*$")
"""What makes a disease part of what another is called (``{D}, the commonest cause of {D}, results from …``)."""
_ITS_CAUSE = re.compile(
    rf"^(?:[Ii]ts|[Tt]he) (?:\w+ )?(?:cause|culprit|root cause) is (?P<mid>[^{{}};.]{{0,60}})(?P<t>{T_LIST})(?![-\w])"
)
"""``Its cause is the loss of a single gene, {T}``, of the disease that the article is about"""


def extract(reading: Reading, context: Context) -> Iterator[Claim]:
    """The claims about targets in diseases of one sentence."""
    if "{T" not in reading.text:
        return
    if "{D" not in reading.text:
        yield from _of_the_topic(reading, context)
        return
    for rule in _RULES:
        for text, match in matches(reading, (rule.pattern,)):
            before = text[max(0, match.start() - 30) : match.start()]
            if rule.predicate == EXPRESSED and re.search(_CHANGED_GENE, match.group()):
                continue
            if (
                _EXCLUDED.search(match.group())
                or re.search(r"\bwithout [^{},;]*$", before)
                or _ACTED_ON.search(before)
                or _AIM.search(text[: match.start()])
            ):
                continue
            if _IS_APPOSED.search(text, 0, match.start("d")) and match.start("t") > match.end("d"):
                continue
            cue = match.group()
            for target in reading.participants(match["t"], "T"):
                for disease in reading.participants(match["d"], "D"):
                    name = "expression" if rule.predicate == EXPRESSED else "gene-condition"
                    yield claim(
                        reading,
                        name,
                        target,
                        rule.predicate,
                        disease,
                        negated=is_negated(cue),
                        modality=modality_of(cue),
                    )
    yield from _co_expressed(reading)


def _of_the_topic(reading: Reading, context: Context) -> Iterator[Claim]:
    disease = context.reach(context.topic, reading) if context.topic else None
    match = _ITS_CAUSE.match(reading.text)
    if disease is None or match is None or is_negated(match["mid"]):
        return
    for target in reading.participants(match["t"], "T"):
        modality = modality_of(match["mid"])
        yield claim(reading, "gene-condition", target, ASSOCIATED, disease, modality=modality)


_OVER = re.compile(rf"(?P<d>{_D}){_CELLS}\s(?:\w+ly )?(?:over)?express\s(?P<t>{T_LIST})(?![-\w])")


def _co_expressed(reading: Reading) -> Iterator[Claim]:
    """``… and {D} cells overexpress it`` after the target was named."""
    for match in _OVER.finditer(reading.text):
        for target in reading.participants(match["t"], "T"):
            for disease in reading.participants(match["d"], "D"):
                yield claim(reading, "expression", target, EXPRESSED, disease)
