"""Sentences that lay an event at a drug's door, with the drug as group ``g`` and the event as group ``e``."""

from __future__ import annotations

import re

from kg.claims.adverse_words import SHARE, SIDE_EFFECT, SIDES
from kg.claims.phrases import CONDITION_LIST, G_LIST

SHARES_IN_TURN = re.compile(
    rf"(?P<first>{SHARE} (?:with|in|on|for|among|of) (?:the )?(?P<g>{G_LIST})(?: group| arm| recipients)? {SIDES} "
    rf"{SHARE} (?:with|in|on|for|among|of) [^;,%]{{2,40}}?) (?:for|had|developed) (?P<e>{CONDITION_LIST})"
    rf"(?P<rest>(?:,? (?:and )?{SHARE} {SIDES} {SHARE},?(?: respectively,?)? for {CONDITION_LIST})*)"
)
"""``41% with {G} and 23% with {G} for {F}, 12% and less than 1% for {F}``"""
NEXT_SHARES = re.compile(rf"(?P<shares>{SHARE} {SIDES} {SHARE}),?(?: respectively,?)? for (?P<e>{CONDITION_LIST})")
LIST_FIRST = re.compile(G_LIST)
SUMMING_UP = re.compile(r"(?:both|these|all (?:three|of (?:these|them))|which) (?:are|were)\b[^;]*\bof\b")
"""A clause that names the drug of the events which the clause before told."""
CAUSES = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>(?:\s(?:taken|given|used|injected|applied|administered|swallowed|inhaled|infused)\b"
    rf"[^,;{{}}]{{0,30}})?(?:\s(?:is|was|are|can be|has been)\s[^;,{{}}]{{3,60}}?\s(?:and|but)(?=\s))?(?:, "
    rf"whose (?:[\w-]+ ){{0,3}}(?:use|intake|administration))?(?:\sis "
    rf"an?\s[^;,{{}}]*(?:\{{T\d+\}}[^;,{{}}]*)?\b(?:that|which))?(?:\s(?:therapy|"
    rf"treatment|use|infusions?|injections?))?\s(?:(?:can|may|might|could|also|has|have|had|been|is|was|are|"
    rf"were|often|sometimes|frequently|commonly|\w+ly)\s)*)"
    rf"(?:caus(?:es?|ed|ing)|le(?:d|ads?) to|induc(?:es?|ed)|associated with|linked (?:to|with)|"
    rf"(?:increase[sd]?|raise[sd]?) the (?:risk|rate|incidence|frequency|likelihood)s? of|"
    rf"provoke[sd]?|trigger(?:s|ed)?|produc(?:es?|ed)|worsen(?:s|ed)?|aggravate[sd]?|exacerbate[sd]?|precipitate[sd]?|"
    rf"br(?:ings?|ought) (?:on|about)|sets? off|spark(?:s|ed)?|g[ia]ves? rise to|result(?:s|ed)? in|(?:carries|"
    rf"carry|bears?|has|"
    rf"have|had) an? (?:boxed |"
    rf"black box )?(?:warning|risk) (?:for|about|of))\s"
    rf"(?:(?!\b(?:in|of|during|after|with|for|from|by)\b)[^{{}};.]){{0,70}}?"
    rf"(?:(?:rates?|risk|incidence|number|cases|likelihood|frequency) of )?(?P<e>{CONDITION_LIST})"
)
KNOWN_CAUSE = re.compile(
    rf"(?P<e>{CONDITION_LIST}),? (?:which|that) (?P<g>{G_LIST})(?P<mid>\s(?:(?:is|are|has|have|been|also|can|"
    rf"may|often|"
    rf"known|thought|to|\w+ly)\s)*)causes?\b"
)
"""``…, which X is known to cause``."""
SEEN_WITH = re.compile(
    rf"(?P<e>{CONDITION_LIST}), (?:which|that|a \w+(?: \w+)?) (?P<mid>(?:(?:is|are|has|had|have|was|were|been|"
    rf"also|often|"
    rf"sometimes|\w+ly) )*)(?:seen|reported|observed|recorded|noted|associated|linked|known) (?:with|in|to|"
    rf"from|after) "
    rf"(?:(?:patients|people|those|women|men) (?:on|taking|given|treated with) )?(?P<g>{G_LIST})"
)
"""``…, which had been seen with X, did not occur``."""
GIVEN_UP = re.compile(
    rf"(?P<g>{G_LIST})(?:,[^;{{}}]{{2,60}},)?(?:\s(?:was|is|has)\s(?:[^;{{}}]|\{{D\d+\}}){{2,110}}?\s(?:but|and))?"
    rf"\s(?:(?:was|were|had been|has been|then|later)\s)+(?:withdrawn|pulled|"
    rf"taken off|removed|dropped|abandoned|shelved|halted|suspended|turned down|refused|rejected|discontinued|"
    rf"given up)\b"
    rf"(?:[^;{{}}]|\{{[D]\d+\}}(?=\s(?:in|by)\b)){{0,70}}?\b(?:because of|owing to|on account of|over|after "
    rf"(?:cases|reports) "
    rf"of|because it (?:caused|had caused|led to)|because|when it "
    rf"caused)\s(?:[^;{{}},]{{0,30}}?)(?P<e>{CONDITION_LIST})"
    rf"(?!\s(?:patients|trials?|stud))"
)
"""``{G} was withdrawn because of {F}``"""
SEEN_BEFORE = re.compile(
    rf"(?P<e>{CONDITION_LIST}),? (?:was|were|has been|have been) (?:also |\w+ly )?(?:seen|reported|observed|noted|"
    rf"recorded|described) (?:with|in (?:patients|people|those) (?:on|taking|given|treated with)) (?P<g>{G_LIST}) "
    rf"in (?:other|earlier|previous|some|several|separate) (?:trials|studies)\b"
)
"""``{F} was seen with {G} in other trials``"""
STOPPED_FOR = re.compile(
    rf"(?P<e>{CONDITION_LIST}) (?:led|leads|leading) to (?:the )?(?:\w+ )?(?:discontinuation|withdrawal|interruption|"
    rf"cessation|"
    rf"stopping|suspension) of (?:the )?(?P<g>{G_LIST})"
)
"""``{F} led to discontinuation of {G}``"""
REPORTS_OF = re.compile(
    rf"(?P<g>{G_LIST})[^;]*?\breports (?:\w+ )?(?:accumulated|appeared|arrived|began|came in|emerged|followed|"
    rf"mounted|surfaced) of "
    rf"(?:[\w-]+ ){{0,2}}(?P<e>{CONDITION_LIST})"
)
"""``after the approval of {G}, reports came in of {D}``"""
ONE_WHO_TOOK = re.compile(
    rf"\bwho (?:had )?(?:took|taken|received|was given|were given|got|was on|were on) "
    rf"(?P<g>{G_LIST})[^;,{{}}]{{0,40}}? "
    rf"(?:had|developed|suffered|experienced) (?:an? |severe |serious |fatal ){{1,2}}(?P<e>{CONDITION_LIST})"
)
"""``one man who took {G} had an {F}``"""
ITS_EFFECTS = re.compile(
    rf"(?P<e>{CONDITION_LIST}) (?:is|are|was|were|remains?) (?:among )?(?P<g>{G_LIST}) (?:\w+ ){{0,2}}"
    rf"(?:side[ -]effects?|adverse (?:events?|effects?|reactions?)|downsides?|drawbacks?|harms?|hazards?|problems|"
    rf"risks?|toxicit(?:y|ies))\b"
)
"""``{F} and {F} are its main drawbacks``"""
LISTED_AS_COMMON = re.compile(rf"\W*{CONDITION_LIST} are (?:very )?common\W*$")
"""An item of a list that says how often the events of the drug are."""
HAD_MORE = re.compile(
    rf"^\W*(?:[\w-]+ ){{0,2}}?{CONDITION_LIST} (?:also )?(?:occurred|developed|(?:was|were) (?:also )?(?:seen|"
    rf"reported|noted|"
    rf"recorded|observed)|affected|struck|hit|befell)\b[^;]*\{{G\d+\}}[^;]*\b(?:placebo|sham|vehicle|control)\b"
    r"|^\W*\{F\d+\} (?:also )?(?:occurred|developed|(?:was|were) (?:also )?(?:seen|reported|noted|recorded))\b"
    r"[^;]*\{G\d+\}[^;]*\b(?:on|with|given|receiving|taking|in) (?:the )?(?:[\w-]+ )?\{G\d+\}"
)
"""An event by its share in the drug's arm and the control's."""
PAIR_OF_SHARES = re.compile(
    rf"(?:^\W*|, (?:and )?|; )(?P<e>{CONDITION_LIST}) "
    r"(?:(?:occurred|(?:was|were) (?:reported|seen|noted|recorded|observed)) )?"
    r"in (?P<one>\d[\d.]*)\s?(?:%|percent|per cent)? and (?P<other>\d[\d.]*)\s?(?:%|percent|per cent)"
    r"(?=,? (?:of patients,? )?respectively\b|[.;,]|$)"
)
"""``{F} was reported in 9.7% and 4.2%, {F} in 18.5% and 12.4%``: in the arms under test and in the control, in turn"""
HAZARDS = re.compile(
    rf"\b(?:both|all|each|either|two) of which (?P<mid>(?:(?:is|are|has|have|been|can|may|\w+ly|known) )*)"
    rf"(?:an? )?(?:known )?(?:hazards?|side effects?|adverse (?:effects|events|reactions)|risks?|complications?|"
    rf"consequences|"
    rf"problems?|seen|reported) (?:of|with|in|for) (?P<g>{G_LIST})"
)
"""``no {D} and no {D}, both of which are known hazards of X``"""
NO_SUBJECT = re.compile(
    r"(?:(?:also|often|sometimes|can|may|might|\w+ly)\s)*(?:cause[sd]?|le(?:d|ads?) to|induce[sd]?)\b"
)
"""How a clause begins that goes on about the drug of the clause before it."""
INDUCED = re.compile(rf"(?P<g>{G_LIST})[- ](?:induced|related|associated)\s(?:[\w-]+\s){{0,2}}?(?P<e>{CONDITION_LIST})")
LABELLED = re.compile(
    rf"{SIDE_EFFECT}\b[^;{{}}]{{0,60}}?\b(?:of|with|to|from|for|on|in|among|given|receiving|"
    rf"taking)\s(?:[^;{{}}]{{0,60}}?\b)?(?P<g>{G_LIST})"
)
INCLUDED = re.compile(
    rf"{SIDE_EFFECT}\b[^;{{}}]{{0,70}}?(?:\b(?:were|was|are|is|included?|includes?|including|such as|"
    rf"comprised?)\b|:)[^;{{}}]{{0,50}}?(?P<e>{CONDITION_LIST})"
)
IS_HIGHER = re.compile(
    r"(?:\d\s?%|\bper ?cent) of (?:them|these|those|(?:(?:the )?(?:patients|people|participants|women|men|adults) )"
    r"(?:on|in|given|taking|receiving) (?:the )?(?:\d[\d.,]*\s?(?:mg|µg|mcg|g|milligrams?)|(?:higher|lower|high|"
    r"low|full) dose))\b[^;]{0,60}"
    r"\b(?:than|and|versus|compared (?:with|to)|against)\s[^;]{0,40}$"
)
"""``in 12.6 percent of them, compared with 1.7 percent``"""
EXCEEDING = re.compile(
    rf"{SIDE_EFFECT}\b[^;{{}}]{{0,260}}?\b(?:exceed\w*|greater|higher|more|"
    rf"twice)\b[^;{{}}]{{0,120}}?\b(?:placebo|control)\b"
    r"[^;{}]{0,30}?\b(?:included?|was|were)\s"
)
"""``adverse events that were at least twice as frequent as in the placebo group were {F} and {F}``"""
EACH_ARM_FIRST = re.compile(
    rf"\b(?:with|on|for|among|in|under)\s(?:the\s)?(?P<g>{G_LIST})(?:\s(?:group|arm))?\s(?:(?:it|they|these)\s)?"
    rf"(?:(?:was|were|had)\s)?(?P<e>{CONDITION_LIST})"
)
"""``the most common with {G} was {F}, and with {G} {F} and {F}``"""
EACH_ARM = re.compile(
    rf"(?P<e>{CONDITION_LIST})(?:(?!\{{[DFG]|\b(?:than|versus|compared)\b|\d\s?%).){{0,50}}?"
    rf"\b(?:with|on|for|among|in|under|by|receiving|given|taking|of)\s(?:the\s)?(?:[\w-]+\s){{0,3}}?(?P<g>{G_LIST})"
)
