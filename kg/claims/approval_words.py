"""The words in which approvals are given, asked for and refused, for the rules of ``approval.py``."""

from __future__ import annotations

import re

from kg.claims.phrases import G_LIST, listing

_DISEASE = listing("DF", modifiers=7, joiners="and/or|and|or|nor|plus|as well as|with")

FEATURE = re.compile(r"(?<=\})\s+with\s+(?:[\w-]+\s+){0,4}?\{[DF]\d+\}")
"""What a disease of a list comes with (``{D}, {D} with {D}, and {D}``), and is no indication of its own."""

_WITH_OTHERS = r"(?:,? (?:used |given |taken )?(?:in combination|together|combined|along) with [^;]*?,?)"

_AND_FOR = (
    r"(?:(?:\s(?:in|since) (?:\w+ )?\d{4}|\sin (?:adults?|children|adolescents|people|patients|women|men|infants)\b"
    r"[^;{}.,]{0,40}?)?\s*,?\s*(?:as well as|and also|and|or|plus)"
    rf"(?:{_WITH_OTHERS},?|,[^;{{}}]{{2,60}},|\sas\s[^;{{}},]{{2,60}}?)?"
    rf"\s+(?:for|in|to treat)\s(?:[^{{}};.,]{{0,60}}\s)?{_DISEASE})"
)

_DISEASES = rf"(?P<d>{_DISEASE}{_AND_FOR}*)"

_APPROVED_WORD = (
    r"(?:(?:FDA-|EMA-|EU-)?(?:approv(?:ed?|es|ing)|licen[sc]ed|authori[sz]ed|cleared|indicated|green-?lit|"
    r"registered|waved through|signed off on|"
    r"said yes to))"
)

_APPROVAL = (
    r"(?:approvals?|authori[sz]ations?|clearance|licen[cs]e|green light|go-ahead|indication|nod|blessing|thumbs-up|"
    r"thumbs up|seal of approval|okay|marketing rights)"
)

_SAME_CLAUSE = (
    r"(?:(?!\b(?:versus|compared|because|citing|owing|amid|supported|based|trial|study|but(?! (?:only |just "
    r")?for\b)|while|whereas|"
    r"reports)\b)[^;])"
)

_PURPOSE = r"(?:for|in|as|to (?:treat|delay|prevent|reduce|slow|lower|improve|help|include|cover))"

_FOR = rf"{_SAME_CLAUSE}{{0,140}}?\b{_PURPOSE}\s(?:(?!\{{[DFG]\d){_SAME_CLAUSE}){{0,170}}?{_DISEASES}"

REGULATOR = (
    r"\b(?:FDA|F\.D\.A\.|EMA|E\.M\.A\.|MHRA|Commission|[Aa]gency|[Aa]dministration|[Rr]egulators?|[Aa]uthorit(?:y|ies)|Ministry|"
    r"Health Canada|NICE|CHMP|[Cc]ommittee|Union|[Ii]t|America|Brussels|Europe|Washington|(?:US|USA|EU|UK|United "
    r"States|United "
    r"Kingdom|Japan|China|Canada|"
    r"Australia|Switzerland|Korea|Brazil))(?:\b|(?<=\.A\.))"
)

_SAID_BEFORE = r"(?:\s(?:[^;{}]|\{[TPDFC]\d+\}){3,140}?,?\s(?:and|but))"
"""``{G} inhibits {T} and`` is approved for …"""

_AUXILIARIES = (
    r"(?:(?:at present|at the moment|so far|also|too|already|now|still|first|currently|have|has|had|been|being|was|"
    r"were|is|are|remains?|remained|be|not|never|yet|only|will|may|"
    r"could|should|recently|fully|conditionally|both|which|that|therefore|\w+ly)\s)+"
)

_FIRST_OF_ITS_KIND = (
    r"(?:is|was|are|were|became|remains?)\s(?:also )?(?:the|one of the|among the)\s[^;{},]{2,50}?\s(?:to be )?"
)

_GETS = (
    r"(?:received|won|gained|obtained|was granted|were granted|has|was given|was refused|was denied|holds?|"
    r"secured|earned|"
    r"lost)"
)

_GIVES = r"(?:grant(?:ed|s|ing)?|gave|gives|given|award(?:ed)?|issued|extended|refused|denied|declined|withheld)"

_KINDS = r"(?:agents|antibodies|drugs|medicines|pills|products|therapies|treatments|vaccines)"

_NO_REASON = r"(?:(?!\b(?:because|over|due|owing|after|amid|on account)\b)[^;{}])"

PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<g>{G_LIST})(?P<mid>(?:,[^;{{}}]{{2,80}},|{_WITH_OTHERS}|,)?\s(?:{_AUXILIARIES}|{_FIRST_OF_ITS_KIND}))"
        rf"{_APPROVED_WORD}\b{_FOR}",
        rf"(?P<g>{G_LIST}){_SAID_BEFORE}(?P<mid>\s(?:(?:is|was|are|were|has been|have been|now|also|already|not|"
        rf"yet|since|"
        rf"then|later|first|\w+ly)\s)+){_APPROVED_WORD}\b{_FOR}",
        rf"(?P<g>{G_LIST})(?P<mid>\s(?:has|have|is|are|was)\s[^;{{}}]{{2,60}}?)\b(?:for|in|to "
        rf"treat)\s(?:[^;{{}}]{{0,60}}?\s)?"
        rf"(?P<d>{_DISEASE})[^;{{}}]{{0,40}},? (?:following|after|since) its (?:approval|licen[cs]ing|clearance|"
        rf"authori[sz]ation)",
        rf"(?P<g>{G_LIST})(?P<mid>,? ){_APPROVED_WORD}(?= (?:in|by|for|since|as)\b){_FOR}",
        rf"(?P<g>{G_LIST})(?P<mid>, (?:an?|the|another) (?:[^;{{}},]|\{{T\d+\}}|\{{G\d+\}}(?= (?:analog|deriv|"
        rf"mimetic))){{2,60}}? )"
        rf"{_APPROVED_WORD}"
        rf"(?= (?:in|by|for|since|as)\b){_FOR}",
        rf"(?P<g>{G_LIST})(?P<mid>,? (?:which|that) (?:[^;{{}},]|\{{[TP]\d+\}}){{3,90}}?){_APPROVED_WORD}\b{_FOR}",
        rf"(?P<mid>{REGULATOR}[^;{{}}]{{0,60}}?){_APPROVED_WORD} (?:the )?(?:an? [^;{{}},.]{{3,40}}, "
        rf")?(?:\w+ ){{0,3}}?"
        rf"(?P<g>{G_LIST}){_FOR}",
        rf"(?P<mid>{REGULATOR}[^;{{}}]{{0,60}}?\b(?:refused|rejected|turned down)) (?:the )?(?P<g>{G_LIST}){_FOR}",
        rf"(?P<mid>{REGULATOR}[^;{{}}]{{0,60}}?\bturned) (?P<g>{G_LIST}) down{_FOR}",
        rf"(?P<g>{G_LIST})(?P<mid>(?:,[^;{{}}]{{2,80}},)?(?:\s(?:was|is|has)\s(?:[^;{{}}]|"
        rf"\{{[DT]\d+\}}){{2,110}}?\s(?:but|and|"
        rf"though))?\s(?:was|were|has been|had been|is) (?:turned down|"
        rf"rejected|refused|denied)) "
        rf"(?:{_NO_REASON}{{0,40}}? )?(?:for|in) (?:{_NO_REASON}{{0,40}}? )?(?P<d>{_DISEASE})",
        rf"(?P<g>{G_LIST})(?:,[^;{{}}]{{2,80}},)?\s(?:was|is|has)\s[^;{{}}]{{2,80}}?\b(?:for|"
        rf"in)\s(?:[^;{{}}]{{0,40}}? )?"
        rf"(?P<d>{_DISEASE})(?P<mid>[^;{{}}]{{0,20}}?,? (?:but|though|yet) (?:was |has been )?(?:turned down|"
        rf"rejected|refused|"
        rf"denied approval))\b",
        rf"(?P<d>{_DISEASE}), for which (?P<g>{G_LIST})(?P<mid> (?:{_AUXILIARIES}))(?:approved|licen[sc]ed|"
        rf"cleared|authori[sz]ed)",
        rf"(?P<d>{_DISEASE}), for which (?P<g>{G_LIST})(?P<mid> [^;{{}}]{{0,30}}?\b(?:got|"
        rf"{_GETS})\b[^;{{}}]{{0,40}}?)\b{_APPROVAL}",
        rf"(?P<mid>\b{_GIVES}\b [^;{{}}]{{0,40}}?)\b{_APPROVAL} (?:under [^;{{}}]{{3,40}}? )?"
        rf"(?:to|for|of) (?:the )?(?P<g>{G_LIST}){_FOR}",
        rf"(?P<mid>\b{_GIVES} )(?P<g>{G_LIST}) (?:[\w-]+ ){{0,3}}?{_APPROVAL}{_FOR}",
        rf"(?P<g>{G_LIST})(?P<mid>(?:,(?:[^;{{}}]|\{{[TPDFC]\d+\}}){{3,80}},)?,?\s[^;{{}}]{{0,40}}?\b{_GETS}\b"
        rf"[^;{{}}]{{0,40}}?)\b"
        rf"{_APPROVAL}{_FOR}",
        rf"(?P<mid>\b(?:[Tt]he )?){_APPROVAL} of (?P<g>{G_LIST}){_FOR}",
        rf"^(?:[Ff]irst )?(?P<mid>)[Aa]pproved\b{_FOR}[^;{{}}]{{0,30}}?,\s(?P<g>{G_LIST})\s",
        rf"(?P<g>{G_LIST})(?P<mid>[^;]{{0,160}}?;?[^;{{}}]{{0,60}}?\b(?:label|indication|approval|"
        rf"licen[cs]e|authori[sz]ation)s? "
        rf"(?:was|were|has been|have been) (?:later |then |since )?(?:extended|expanded|widened|broadened) )"
        rf"(?:to|for)\s(?:[^{{}};]{{0,60}}\s)?(?P<d>{_DISEASE})",
        rf"(?P<mid>{REGULATOR}[^;{{}}]{{0,60}}?\b(?:expanded|extended|broadened|widened|updated) )(?:the )?"
        rf"(?:(?:label|labelling|labeling|indications?|licen[cs]e|use|approval) (?:of|for) )?(?P<g>{G_LIST})"
        rf"(?:'s? (?:label|indications?|use|licen[cs]e))?[^;{{}}]{{0,40}}? (?:to (?:include|cover)|(?:in)?to|for) "
        rf"{_SAME_CLAUSE}{{0,80}}?(?P<d>{_DISEASE})",
        rf"\b(?:[Ff]or|^In) (?P<d>{_DISEASE})[^;{{}}]{{0,60}}?(?P<mid>{REGULATOR}[^{{}}]{{0,60}}?"
        rf"\b(?:turned|refused|rejected|declined|approved|cleared|licensed)) (?:to (?:approve|clear|license) )?"
        rf"(?P<g>{G_LIST})",
        rf"\b{_KINDS} (?P<mid>{_AUXILIARIES}){_APPROVED_WORD}\b{_FOR}[^;:{{}}]{{0,60}}: (?P<g>{G_LIST})",
        rf"(?P<mid>\b(?:expanded|extended|broadened|widened) (?:the )?){_APPROVAL} (?:of|for) (?P<g>{G_LIST}){_FOR}",
    )
)

ELIDED = re.compile(
    rf"\b(?:but|and|yet|then)(?P<mid> (?:(?:has|have|had|later|then|since|eventually|finally|also|nevertheless|"
    rf"\w+ly) )*)(?:approved|cleared|licen[sc]ed|authori[sz]ed|waved through|green-?lit) (?P<g>{G_LIST}){_FOR}"
)
"""``the agency refused {G} for {D} in 2013, but approved it in 2018 for {D}``"""

ONE_USE = re.compile(
    r"\bas (?:an?|the|add-on|adjunct\w*|mono\w+|first|second|initial|sole)\b|\bas[- ]needed\b|\b(?:first|"
    r"second|third)-line\b|"
    r"\b(?:alone|on its own|monotherapy|maintenance)\b"
)
"""What makes a denial that of one use of a drug in a disease for which it may have another."""

REFUSED = re.compile(
    r"\b(?:refus\w+|den(?:ied|ies)|declin\w+|reject\w+|withh[eo]ld|turned(?: down)?|withdr[ae]w\w*|revoked|lost)\b"
)

TAKEN_BACK = re.compile(
    r"\s(?:was|were|has been|have been|is|are)\s(?:\w+ly\s|later\s|then\s|now\s)?"
    r"(?:withdrawn|revoked|refused|denied|declined|rejected|suspended)\b"
)

PREVENTION = re.compile(r"\b(?:prevention|prophyla\w+|prevent)\b")
"""A use that a denial may be about where the treatment of the same disease is approved."""

RECOMMENDED = re.compile(r"\b(?:recommend\w*|advis(?:es?|ed)|backed|endorsed|opinion|urged)\b[^;]{0,60}$")

ONLY_ASKED = re.compile(
    r"\b(?:seek|seeks|seeking|application|submission|filing|filed|apply|applied|review|priority review|fast track|"
    r"breakthrough|orphan|before (?:the )?(?:FDA|EMA|agency|regulators?|committee|Commission)|pending)\b"
)

LEFT_OUT = (
    re.compile(
        rf"(?P<g>{G_LIST})(?P<mid>(?:,? which|,? that|, (?:an?|the) [^;{{}},]{{2,40}}? that)?"
        rf"\s(?:{_AUXILIARIES})|, )(?:approved|licen[sc]ed|"
        rf"authori[sz]ed|cleared)"
        r"(?= (?:in|by|on|since|there|for use in|for sale in)\b|[,.;]|$)"
    ),
    re.compile(
        rf"(?P<g>{G_LIST})(?P<mid>\s[^;{{}}]{{0,40}}?\b{_GETS}\b[^;{{}}]{{0,40}}?)\b{_APPROVAL}"
        r"(?= (?:in|by|on|from|there|valid)\b|[,.;]|$)"
    ),
    re.compile(
        rf"(?P<mid>{REGULATOR}[^;{{}}]{{0,40}}?)\b(?:approved|licensed|authori[sz]ed|cleared) (?P<g>{G_LIST})"
        r"(?= (?:in|on|last|this|for (?:those|people|patients|adults|children|women|men|use|anyone))\b|[,.;]|$)"
    ),
)

PRODUCTS = re.compile(
    rf"\b{_KINDS} (?P<mid>{_AUXILIARIES})(?:approved|authori[sz]ed|cleared|licen[sc]ed)\b[^;:{{}}]{{0,90}}: "
    rf"(?P<g>{G_LIST})"
)
"""``Two products were approved in 2023: {G} and {G}``"""

REGULATOR_ALONE = re.compile(
    rf"(?P<mid>{REGULATOR}[^;{{}}]{{0,60}}?\b(?:granted|gave|issued) (?:it )?(?:an? |its |the )?(?:\w+ "
    rf")?){_APPROVAL}\b"
    r"(?! (?:to|for|of)\b)"
)

DRUG_LEFT_OUT = re.compile(
    rf"(?P<mid>{REGULATOR}[^;{{}}]{{0,60}}?\b(?:granted|gave|issued) (?:it )?(?:an? |its |the )?(?:\w+ "
    rf")?){_APPROVAL} for "
    rf"(?:[^;{{}}]{{0,40}}? )?(?P<d>{_DISEASE})"
)

TURNED_DOWN = re.compile(
    rf"(?P<g>{G_LIST}) (?:was|were|has been|had been) (?:rejected|refused|turned down|denied (?:a licen[cs]e|"
    rf"approval))\b"
)

ADVISED_AGAINST = re.compile(
    rf"(?P<mid>{REGULATOR}[^;{{}}]{{0,60}}?\b(?:recommended|advised|voted|decided|came out|ruled) against) "
    rf"(?:(?:a|an|the|granting|giving|marketing|conditional|approving|licensing|{_APPROVAL}|for|of|to) "
    rf")*(?P<g>{G_LIST})"
)

INDICATIONS = re.compile(
    r"(?:(?:[Tt]herapeutic|[Aa]pproved|[Ll]icen[sc]ed|[Aa]uthori[sz]ed|[Nn]ew|[Oo]ther|[Ee]arlier|[Ff]urther|US|EU|UK|"
    r"[Ll]abel\w*)\s)*(?:[Ii]ndications?|INDICATIONS?)(?:\s(?:and|AND|&)\s(?:[Uu]s(?:e|age)|USAGE|USE))?"
)
"""Headings under which a text gives what a drug is approved for."""

TREATMENT_OF = re.compile(
    rf"^\W*(?:[\w-]+\s){{0,3}}?(?:[Tt]reatment|[Mm]anagement|[Pp]revention|[Pp]rophylaxis|[Rr]elief|[Cc]ontrol|"
    rf"[Tt]herapy|[Mm]aintenance)\s(?:of|for|in)\s[^{{}};.]{{0,60}}?{_DISEASES}"
)

GRANTED = re.compile(r"\b(?:approved|granted|licen[sc]ed|authori[sz]ed|cleared)\b")

COMBINED_WITH = re.compile(
    r"\b(?:combination|pairing|together|combined)\s+(?:therapy\s+|treatment\s+)?with\s+$", re.IGNORECASE
)
"""What stands before the drugs that the approved one is given with (``the combination with {G} was approved``)."""

REFUSED_IT = re.compile(
    rf"{REGULATOR}[^;{{}}]{{0,40}}?\b(?:refused|rejected|turned down|declined|denied) (?:the |an |a )?(?:requested )?"
    rf"(?:extension|application|request|indication|licen[cs]e|authori[sz]ation|approval|variation|use)"
    rf"(?: of (?:the )?(?:licen[cs]e|indications?|label|approval|authori[sz]ation))? (?:to|for|in) "
    rf"(?:[^{{}};.,]{{0,40}}? )?(?P<d>{_DISEASE})"
)
"""``the committee refused the extension to {D}``, of the drug that the article is about"""

FOR_SOMETHING = re.compile(
    r"[^.;,]{0,40}?\b(?:for (?:the )?(?:prevention|prophylaxis|treatment|management|relief|control)|"
    r"to (?:prevent|treat|relieve))\b"
)
"""A purpose that the sentence gives, in words that are no known disease: not what the article is about."""

LOWERING = re.compile(
    r"\b(?:reduc\w+|lower\w*|cut(?:ting)?|improv\w+|slow\w*|delay\w*|decreas\w+|control\w*|rais\w+)\b[^;{}]*$"
)

WHOLE = re.compile(rf"\s(?:of|that come with|that comes with)\s(?:[\w-]+\s){{0,2}}?(?P<d>{listing('D', modifiers=3)})")
"""``for depressive episodes of {D}``: the disease that a sign belongs to"""

OF_PEOPLE = re.compile(
    r"[^;.{}]{0,40}?\b(?:adults|patients|people|children|adolescents|women|men|those|individuals|"
    r"infants)\b[^;.{}]{0,60}?"
    rf"\b(?:with|who have|living with|suffering from)\s(?:[^;.{{}}]{{0,50}}?\s)?(?P<d>{_DISEASE})"
)

SO_MANY = re.compile(r"\b(?:both|four|several|these|three|two)\s(?:[\w-]+\s){0,2}$")

AFTER_COLON = re.compile(
    rf":\s(?P<d>(?:[^;{{}}]{{0,40}}\s)?{listing('DF', modifiers=7)}(?:[^;.{{}}]{{0,60}}\b(?:and|"
    rf"or)\s(?:[\w-]+\s){{0,3}}{listing('DF', modifiers=7)})?)"
)
"""``licensed for two skin diseases: {D} in adults, and {D}``: those that the colon leads to"""
