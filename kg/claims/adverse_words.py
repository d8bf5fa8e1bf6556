"""The words in which adverse events are told, denied and laid at a drug's door, for the rules of ``adverse.py``."""

from __future__ import annotations

import re

from kg.claims.phrases import G_LIST

SAFETY_HEADING = re.compile(
    r"\b(?:safety|side[ -]effects?|adverse|toler\w+|toxicit\w+|harms?|risks?|watch(?: out)? for|price|warnings?|"
    r"downsides?|problems?|catch|drawbacks?|undesirable|"
    r"unwanted|reactions?|cautions?|precautions?)\b",
    re.IGNORECASE,
)
SAFETY = re.compile(
    r"\b(?:adverse|side[ -]effects?|complaints?|toxicit\w+|tolerab\w+|tolerated|grade [1-5]|grades? \d|serious|"
    r"severe|treatment-(?:related|emergent)|(?:stop|stopped|stopping|quit)(?= (?:treatment|therapy|taking|\{G))|"
    r"reactions?|discontinu\w+|warnings?|unwanted|undesirable|troubles?|(?:were|was) the price|among the "
    r"(?:\w+ )?events|complications?|"
    r"harms?|events? of "
    r"(?:special )?interest|"
    r"known (?:(?!on|about|of|as)\w+ )?(?:effects?|risks?|hazards?) of)\b",
    re.IGNORECASE,
)
OF_TREATMENT = re.compile(
    r"\b(?:adverse|side[ -]effects?|toxicit\w+|tolerab\w+|tolerated|grade [1-5]|grades? \d|"
    r"treatment-(?:related|emergent)|related to (?:the )?(?:treatment|study drug|drug)|discontinu\w+|unwanted|"
    r"withdr[ae]w\w*|stop(?:ped|ping)?|quit|events? of (?:special )?interest|"
    r"the (?:toll|price|cost|downside|drawback|trade-off|penalty|snag)(?= (?:was|is|were|included)\b))\b",
    re.IGNORECASE,
)
"""What is told of a treatment alone. Other words of :data:`SAFETY` are told of diseases too: *severe*, *problems*."""
BEFORE_TREATMENT = re.compile(
    r"\W*(?:[\d.]+\W+)?(?:(?:study|trial) )?(?:backgrounds?|introduction|rationale|objectives?|aims?|"
    r"purpose|hypothes[ei]s|context|methods?|methodology|design|participants|"
    r"patients and methods|setting|eligibility|materials|interventions?|"
    r"statistical|sample size|randomi[sz]ation|procedures?|measures|outcomes? measures?)\b",
    re.IGNORECASE,
)
"""Headings under which nothing has happened yet to anybody who took the drug."""
AIM = re.compile(
    r"\b(?:aim(?:s|ed)?|objectives?|purposes?|goals?|hypothes[ei]\w+|sought|set out|designed|conducted|undertaken|"
    r"performed|planned)\b[^;.]{0,60}?\b(?:to|at|was|is|that)\b"
)
MORE = re.compile(
    r"\b(?:(?:twice|three times|four times|half again) as (?:often|common|frequent|likely)\w*|more "
    r"(?:than \w+ )?(?:common|often|frequent|likely|prevalent)\w*|commoner|commonest|higher|increased|greater|"
    r"elevated|raised|"
    r"excess|most (?:common|often|frequent)\w*|"
    r"mainly|chiefly|mostly|only|predominantly|common|frequent(?:ly)?)\b"
    r"|\b(?:seen|reported|noted|observed|recorded|happened|occurred|(?:cropped|turned|came|showed) up) "
    r"more(?= (?:with|on|in|"
    r"among|under|after)\b)|\bmore (?:patients|people|participants|women|men|children|adults|of those) (?:on|"
    r"taking|given|"
    r"receiving|treated with|assigned|in)\b"
    r"|\bmore (?:\w+ )?(?=\{[DF])|\b(?:affected|struck|hit|troubled|bothered) more\b"
)
LESS = re.compile(
    r"\b(?:less(?: (?:common|often|frequent|likely)\w*)?(?! than \d)|fewer(?! than \d)|lower|"
    r"low (?=incidence|rates?|risk)|rarer|reduced|"
    r"decreased|smaller|(?<!at )least|minimal|little|mildest)\b"
)
SAME = re.compile(
    r"\b(?:similar|comparable|balanced|did not differ|no (?:significant |meaningful )?difference|equally|"
    r"same (?:rate|frequency))\b"
)
NO_LINK = re.compile(
    r"\bno (?:causal |apparent )?(?:link|relation(?:ship)?) (?:to|with) (?:the )?(?:\{G\d+\}|drugs?|medicine|"
    r"study|therapy|treatment|vaccine)",
    re.IGNORECASE,
)
"""What a sentence says of an event that it does not lay at the drug's door."""
BENEFIT = re.compile(
    r"\b(?:reduc(?:e[sd]?|ing|tions? in)|prevent\w*|protect\w*|reliev\w*|eas(?:ed|es|ing)|halv\w+|cut|cuts|"
    r"improv\w+|treat(?:s|ment of|ing)|"
    r"manag(?:e|ed|ing|ement)|history of|contraindicat\w*|excluded|exclusion|eligible|primary (?:end ?point|"
    r"outcome)|composite|hazard ratio|superior\w*|remissions?|response|clearance|"
    r"relief|freedom|absen(?:t|ce)|resol(?:ved|ution)|"
    r"recover\w*|cured?|not (?:thought |considered )?(?:to be )?related|unrelated|"
    r"(?:outcomes?|end-?\s?points?) "
    r"(?:measures? |variables? )?(?:was|were|is|are|will|includ\w+)|(?:was|were) treated with|"
    r"approved|indicated|indication|should not|must not|cannot|not to (?:be )?(?:use|prescrib|giv|tak|treat)\w*|"
    r"avoid\w*|"
    r"first occurrence|avert\w*|efficacy and safety|(?:was|"
    r"were) (?:\w+ )?(?:randomi[sz]ed|assigned|enrolled|recruited))\b",
    re.IGNORECASE,
)
NONE = re.compile(
    r"\b(?:(?:uncertain|unclear|unknown) (?:if|whether)|(?:not likely|unlikely) to (?:cause|lead|increase|raise)|"
    r"[Nn]o (?:adverse |fatal |life-threatening |major |severe |(?:drug|treatment)-related |new |such |"
    r"significant |clinically |confirmed |further |reported |serious |"
    r"apparent )*(?:cases?|increase|excess|events?|signs?|signals?|evidence|reports?|patients?|instances?|"
    r"episodes?|one|\{[DF])|"
    r"[Nn]o (?:[\w-]+ ){0,3}?(?:adverse|side) (?:events?|effects?|reactions?)\b|"
    r"no (?:more|higher|greater|different|worse)|not (?:\w+ly )?(?:been "
    r")?(?:\w+ly )?(?:increased?|more|seen|reported|"
    r"observed|associated|cause[ds]?|an? (?:problem|concern|issue)|"
    r"raised?|recorded|linked)|unlikely to be (?:related|due)|"
    r"(?<!in )none|never|[Nn]either|nobody|without (?:any|an?|causing|increas\w+|evidence|"
    r"new)\b|(?:did|does|do) not|^(?:Nobody|No one|None)\b)"
)
OF_TREATMENT_ALONE = re.compile(
    r"cytokine[ -]release syndrome|(?:infusion|injection)[ -](?:related|site) .*|infusion reactions?|tumou?r "
    r"lysis syndrome|"
    r"hand[ -]foot syndrome|palmar-plantar .*|febrile neutropenia|differentiation syndrome|neurotoxicity(?: "
    r"syndromes?)?|"
    r"immune effector .*|.*cell-associated neurotoxicity.*|capillary leak syndrome|drug eruptions?|"
    r"chemotherapy-induced .*|immune-related .*",
    re.IGNORECASE,
)
"""Events that nothing but treatment brings about, wherever they are told."""
HOW_OFTEN = re.compile(
    r"^\W*(?:(?:(?:[Vv]ery|[Mm]ore|[Mm]ost|[Ll]ess|[Ff]airly|[Qq]uite)\s)?(?:[Cc]ommon|[Uu]ncommon|[Ff]requent|[Ii]nfrequent|[Rr]are|"
    r"[Oo]ften|[Oo]ccasional|[Ss]erious|[Ss]evere|[Mm]ild)(?:ly)?|(?:[Ff]requency\s)?(?:[Nn]ot|[Uu]n)\s?known|[Oo]thers?)"
    r"(?:\s(?:side\seffects|effects|reactions|events|complaints|ones))?:\s"
)
"""What begins a list of events by how often they occur (``Uncommon: {F}, {F}.``)."""
SHARE = r"(?:(?:less|fewer|more) than |under |over |about |[<>]\s?)?\d[\d.]*\s?(?:%|percent|per cent)"
SIDES = r"(?:and|versus|vs\.?|v\.?|compared with|against|as against|or)"
NOBODY_ON_CONTROL = re.compile(
    r"(?<=[%\w)}] )(?:(?:in|by) )?(?:no|none of the|none of those|none|nobody|no one)"
    r"(?: (?:patients?|participants?|people|women|men|children|infants|recipients?|subjects|adults))?"
    r"(?= (?:(?:who|that) )?(?:(?:received|receiving|on|given|taking|took|in|with|assigned to|treated with) )?(?:the )?"
    r"(?:matching )?(?:placebo|sham|vehicle|control)\b)",
    re.IGNORECASE,
)
"""``in 9.6% of patients given {G} and in no patients given placebo``: a share of nought, and no denial."""
OCCUR = re.compile(
    r"\b(?:occurr\w+|occurs?|reported|seen|observed|recorded|noted|affect(?:s|ed|ing)?|develop\w*|experienc\w+|"
    r"had|has|led|stopped|common|frequent\w*|often|"
    r"adjudicated|detected|includ\w+|was|were|is|are|appeared|arose|emerged|happened|suffered|worsened|flared|accounted|rates?|"
    r"incidence|confirmed|documented|heard|struck|hit|troubled|bothered|plagued|turned up|showed up|"
    r"cropped up|complained|came|followed|stood out|ranked)\b|"
    r":\s|\d\s?(?:%|per ?cent\b)"
)
SIDE_EFFECT = (
    r"\b(?:[Ss]ide[ -]effects?|[Aa]dverse (?:drug )?(?:events?|reactions?|effects?)|[Rr]eactions?|"
    r"[Tt]oxicit(?:y|ies)|[Pp]roblems?|[Cc]omplications?|[Rr]isks?|[Hh]arms?|[Cc]omplaints?|[Ss]ymptoms?|"
    r"known effects?|[Tt]roubles?|[Tt]he (?:toll|price|cost|downside|drawback|trade-off|penalty|snag)(?= "
    r"(?:was|is|were|included)\b)|"
    r"(?:were|was) the price\b|[Uu]ndesirable effects?|(?:usual |main )?price of "
    r"(?:an?|the|each) (?:dose|"
    r"treatment|shot|jab|drug)|"
    r"(?:among|of) the (?:most )?(?:\w+ )?events)"
)
ROUTE = (
    r"(?:with|on|of|to|from|by|for|after|under|receiving|received|given|taking|took|take|treated with|"
    r"exposed to|assigned(?: to)?|"
    r"randomi[sz]ed to|using|used|among|in|across|stop|stopped|stopping|discontinue|discontinued|discontinuing)"
)
G_ARM = (
    rf"(?:{ROUTE}\s(?:the\s)?(?:(?!(?:than|placebo|patients|those|not|without|with|"
    rf"versus)\b)[\w.-]+\s){{0,3}}?(?P<g>{G_LIST})|(?P<g2>{G_LIST})(?=(?:\s|-)(?:group|arm|doses?|recipients?|"
    rf"treated|"
    rf"patients?|users?|cohort|treatment group|therapy)))"
)
ARM = re.compile(
    rf"{G_ARM}"
    r"|(?P<none>\b(?:placebo|sham|vehicle|(?:control|comparator|comparison) (?:group|arm|treatment|patients)|"
    r"standard (?:care|therapy|treatment)|usual care|chemotherapy|without(?: it)?\b))"
    r"|(?P<on_trial>\b(?:[Tt]he (?:active|experimental|investigational|intervention|treatment) (?:group|arm|"
    r"drug)|[Tt]reated patients))"
)
LEVEL = re.compile(
    r"\b(?:increases?|rises?|falls?|drops?|levels?|excess|changes?|lack|shortage|deficiency|decreases?) (?:in|"
    r"of) (?:\w+ )?$",
    re.I,
)
"""What makes of the name after it a quantity in the body (``increases in testosterone led to …``)."""
NO_ARM = re.compile(r"\b(?:placebo|versus|than|compared|control|comparator|both|neither|either)\b")
PLAINLY = re.compile(
    r"\b(?:affected|hit|struck|troubled)\s[^;{}]{0,30}?\bof (?:those|the patients|patients|people|the people)\b"
    r"|\b(?:has|have) (?:also |\w+ly )?(?:occurred|been (?:\w+ly )?(?:seen|reported|observed|noted|described|"
    r"recorded))\b"
    r"|\b(?:can|may|might) (?:also )?(?:occur|happen|develop|follow)\b"
    r"|\b(?:was|were) (?:also )?(?:seen|reported|observed|noted|recorded) (?:less|more) (?:commonly|often|"
    r"frequently|rarely)"
    r"(?=[.,;]|$)|\b(?:appeared|arose|developed|emerged|flared|worsened) in (?:some|several|a few|rare|\d)|"
    r"\bwere (?:also )?(?:reported|seen|noted)(?=[.;]|$)"
    r"|\b(?:was|were) (?:\w+ly )?(?:reported|seen|observed|noted|recorded|documented) in (?:about |some |"
    r"roughly |around |up to )?"
    r"\d[\d.]*\s?(?:%|percent|per cent)(?! (?:and|versus|vs|against|as|compared))"
    r"|\b(?:may|can) (?:also )?(?:affect|occur in) (?:up to |more than |fewer than |less than |about )?\d+ in "
    r"(?:every )?\d"
    r"|(?:\b(?:[Hh]alf|[Mm]ost|[Ss]ome|[Mm]any|[Tt]hirds?|[Qq]uarters?|percent|per cent)|%) of "
    r"(?:them|these|those|the patients|patients) (?:\w+ly )?(?:had|developed|experienced|got)\b"
)
"""Events under a heading about safety that are told without an arm."""
THESE = re.compile(
    r"^\W*(?:(?:These|They) (?:included?|are|were|can be|may be)|Among (?:them|these) (?:are|were)|"
    r"Examples (?:are|include))\b"
)
"""``These include {F} and {F}``, after a sentence about side effects"""
OF_OTHERS = re.compile(
    r"\b(?:other|others|similar|related|older|earlier|such|competing) (?:\{?\w+\}? )?(?:drugs?|medicines?|agents?|"
    r"treatments?|"
    r"antibod(?:y|ies)|vaccines?|inhibitors?|members?)\b|\bof (?:this|its|the same) (?:kind|class|type)\b|"
    r"\bthe class\b"
)
"""Events of other drugs of the kind."""
OTHER_ARM = re.compile(
    r"\b(?:on|with|given|taking|receiving)\s(?!(?:treatment|therapy|average|both|placebo|record|drugs?|medication|"
    r"food|meals|time|repeated|continued|higher|lower|long-term|either|doses?|infusions?|injections?|dosing|them|"
    r"exposure|purpose|study|trial|label|others?|these|those|either|age|each|all|some)\b)[a-z]{5,}(?: alone)?\W*$"
)
"""An arm with a name that recognition has passed over (``more often on glargine``)."""
GOES_ON = re.compile(
    r"\b(?:as well|too|also)(?=[.,;]|$|\s)|\b(?:is|are) on record\b|\b(?:has|have) come to light\b|"
    r"\b(?:was|were) (?:\w+ )?(?:seen|reported|recorded|observed|noted) in "
    r"(?:about |some |roughly |around )?\d[\d.]*\s?(?:%|percent|per cent)(?! (?:and|versus|against|as))"
)
"""How a clause goes on about the drug of the clause before it."""
POPULATION = re.compile(
    r"\b(?:patients?|babies|infants|people|adults|those|women|men|children|participants|treatment|"
    r"history|anyone|approved|"
    r"trial|study|indicated|therapy)\s(?:\w+\s){0,2}?(?:with|for|of|in)\s(?:(?!(?:patients|people|adults|"
    r"participants|women|men|"
    r"children),)[\w-]+,?\s|\{[DF]\d+\},?\s(?:and|or)\s){0,5}$"
    r"|\b(?:for|mimicking|like|free of|response to|resembling|suspect(?:ed)? of|"
    r"risk factors? for)\s(?:[\w-]+\s){0,4}$"
)
ATTRIBUTE = re.compile(
    r"\s(?:events|reactions|problems|symptoms|disorders|disturbances),? (?:including|such as|like|among them|"
    r"namely)\b|"
    r"\s(?:(?:out|in)?patients?|symptoms?|relief|control|types?|prevention|management|prophylaxis|treatment|"
    r"therapy|surgery|"
    r"population|trials?|stud(?:y|ies)|cells?|medicines?|"
    r"increases?|decreases?|gains?|changes?|levels?|scores?|values?|measurements?)\b|"
    r"\s(?:(?:who )?(?:have|has|had) been|(?:who )?(?:were|was|are)|who) "
    r"(?:given|treated|receiv\w+|prescribed|offered|taking)\b"
)
ANIMALS = re.compile(
    r"\b[Ii]n (?:rats?|mice|animals?|monkeys?|dogs?|rodents?|rabbits?|vitro)\b|\banimal (?:studies|"
    r"models?)\b"
)
BEEN_SEEN = re.compile(r"\b(?:has|have) (?:\w+ )?been (?:reported|seen|observed|described|noted|recorded)\b")
AGAINST = re.compile(
    r"(?:\d\s?%|\bper ?cent)[^,;]{0,60}\b(?:than|and|versus|vs\.?|v\.?|compared (?:with|to)|"
    r"against)\s[^,;]{0,40}$|\bthan\s(?:\w+\s){0,3}$"
)
"""What stands before the control group where the other group has been told of without a name."""
OUTCOMES = frozenset(
    {
        "death",
        "deaths",
        "mortality",
        "survival",
        "remission",
        "disease progression",
        "hospitalization",
        "drug-related side effects and adverse reactions",
    }
)
"""Labels of what trials count as outcomes of the disease."""
MEASURED = re.compile(
    r"^\W*(?:The )?(?:[Pp]rimary|[Ss]econdary|[Mm]ain|[Oo]ther|[Ss]tudy)\b[^.;%]{0,40}\b(?:outcomes?|"
    r"end-?\s?points?)(?: measures?| variables?)?\s"
    r"(?:are|included?|is|was|were|will)\b(?![^;]*\d\s?%)"
)
"""``Secondary outcome measures were …``: what was to be measured, and not what happened."""
EVENTS_ALTOGETHER = re.compile(
    r"(?:TE|S|TR)?AEs?|ADRs?|(?:serious |treatment-emergent )?adverse (?:events?|reactions?)", re.IGNORECASE
)
"""Names of adverse events at large, which are none of them."""
AIMS = frozenset({"weight loss", "decreased body weight", "abnormality of body weight"})
"""Labels of findings that are the aim of a treatment unless they stand among adverse events."""
NUMBER = re.compile(r"(?:\d+(?:\.\d+)?\s?%?\s?(?:to|-)\s?)?(\d+(?:\.\d+)?)\s?(?:%|percent|per cent)")
"""A share; of a range (``6.9% to 7.7%``) its upper end."""
SET_AGAINST = re.compile(
    r"^\W*(?:[Cc]ompared (?:with|to)|[Uu]nlike|[Ii]n contrast to|[Rr]elative to)\s\{G\d+\},\s(?=\{G)"
)
"""What a drug is set against before it is named (``compared with {G}, {G} more often caused {F}``)."""
LEFT_OUT = re.compile(
    r"\b(?:were|was|are|be) (?:excluded|ineligible)\b|\bexclusion criteria\b|\bhistory of\b", re.IGNORECASE
)
OF_ANOTHER = re.compile(
    rf"{SIDE_EFFECT} of (?!\{{G|(?:the|this|these|that|both|either|all|any|its|such|study|"
    r"trial|protocol|active|treatment|"
    r"therapy|it|them|special|interest|grades?|concern|note)\b)[A-Za-z]|"
    r"^\W*(?:During|After|Following) (?!(?:the|this|that|these|a|each|study|long-term|drug)\b)[a-z]{4,} "
    r"(?:treatment|therapy|surgery)\b"
)
"""``a well-known adverse effect of MRAs``, ``during acupuncture treatment``: of something else than the drug."""
ALSO = re.compile(
    r"\balso (?:\w+ly )?(?:turned up|showed up|occurred|(?:been |were |was )?(?:seen|reported|noted|"
    r"common|recorded|observed|"
    r"described))\b"
    r"|\b(?:came (?:next|second|third|after (?:it|that|them)|behind)|followed(?: (?:it|them))?|were next|"
    r"ranked next|were close behind)(?=[.,;]|$)"
)
BESIDES = re.compile(
    rf",? (?:mostly |mainly |chiefly |above all )?in (?:patients|people|those) who (?:were )?also "
    rf"(?:received|took|taking|on|had|used|given) (?:an? |the )?(?:\w+ )?{G_LIST}"
)
"""What else those had taken who had the event (``mostly in patients who also received {G}``)."""
