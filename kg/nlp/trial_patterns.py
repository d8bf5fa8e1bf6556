"""How trials are named in prose: registry numbers, the shape of a name, and the cues beside one.

The patterns are made for text with plain hyphens and quotes (:func:`kg.nlp.encoding.normalised`).
"""

from __future__ import annotations

import re

REGISTERED = re.compile(
    r"""(?<![\w-])(?:
        NCT\s?\d{8} | ISRCTN\s?\d{8} | ACTRN\d{14} | ChiCTR(?:-[A-Z]+-)?\d{8,10} | UMIN\d{9} | JapicCTI-?\d{6}
        | jRCTs?\d{9,10} | DRKS\d{8} | NTR\d{3,4} | NL\d{4,5}(?=\s?\)) | CTRI/\d{4}/\d{2,3}/\d{6} | PACTR\d{15}
        | IRCT\d{11,}N\d+ | KCT\d{7} | TCTR\d{11} | RBR-\w{6} | 20[0-2]\d-\d{6}-\d{2}(?!-?\d)
        | 20[2-4]\d-5\d{5}-\d{2}-\d{2}
    )(?![\w-])""",
    re.VERBOSE,
)
"""Numbers of the WHO's primary registries and of the EU registers, in the form that each gives."""

_TAIL = r"(?:-[A-Z0-9][A-Za-z0-9]*)*"
_WORD = rf"""(?:
    [A-Z]{{3,}}-[A-Z]{{2,}}\ [A-Z]{{5,}}                   # EMPA-REG OUTCOME
    | [A-Z]{{5,}}\ [A-Z]{{2,3}}(?=\ \d{{1,3}}(?![\w.,]\d)) # ELEVATE UC 52
    | [A-Z]{{5,}}\ [A-Z]{{2,6}}-\d{{1,2}}                   # EPCORE NHL-1
    | [a-z]{{3,}}[A-Z]{{3,}}                              # plasmaMATCH
    | [ei]?[A-Z](?=[a-z]*[A-Z0-9])[A-Za-z0-9]++{_TAIL} # ALEX, PROfound, SOLO1, eXalt3, DESTINY-Breast03
    | [A-Z](?:-[A-Z][A-Za-z0-9]+)+                     # J-ALEX
)"""
_NUMBER = r"""(?:
    \ (?:I{1,3}|IV|V)(?![\w-])                         # OPERA II
    | \ Part\ [A-D1-4](?![\w-])                         # RADIANCE Part B
    | \ -?(?:[A-Z]-?)?\d{1,4}[A-Z]{0,2}(?![\w%]|[.,/]\d|-\w)  # CheckMate 067, CheckMate 9ER, STEP 1, but not: in
                                                       # ALEX 303 patients were
    (?!\s+(?:adults|children|days|had(?!\s+been)|individuals|men|months|of|participants|patients|people|per\s?cent|received|subjects|to
        |weeks|were|with|women|years)\b)
)"""
_NAME = rf"(?<![\w/-]){_WORD}{_NUMBER}?(?![\w/]|-\w)"
_TWO_WORDS = (
    r"(?<![\w/-])(?:[A-Z][a-z]{3,}\ [A-Z]{2,}|[A-Z]{3,}\ [A-Z][a-z]{3,}|[A-Z]{2,}[a-z]{2,}\ [A-Z][a-z]{3,})(?![\w/-])"
)
"""Clarity AD, ORAL Surveillance; too common a shape without an apposition"""
_STUDY = r"(?:(?:[Cc]linical\s+)?[Tt]rials?|[Ss]tud(?:y|ies))"
_ONE_STUDY = r"(?:(?:[Cc]linical\s+)?[Tt]rial|[Ss]tudy)"
_PHASE = r"[Pp]hase\s+(?:[1-4]|I{1,3}|IV)[ab]?(?:/(?:[2-4]|I{2,3}|IV)[ab]?)?"
_DESIGN = r"(?:(?!(?:at|between|by|for|from|in|into|of|on|our|that|this|to|under|with)\b)[\w/-]+,?\s+){0,9}?"
_ASIDE = r"(?:\s*\([^()]*\))?"
_CALLED = r"(?:known\s+as|called|named|dubbed|nicknamed|termed)"
_QUOTE = r"[\"']?"

_ATTRIBUTES = r"(?:[Pp]hase\s+[\dIVab/]+\s+)?(?:(?:[Cc]linical|[Rr]andomi[sz]ed|pivotal|registration(?:al)?)\s+)*"

BEFORE_STUDY = re.compile(rf"(?P<name>{_NAME})\s+{_ATTRIBUTES}{_ONE_STUDY}\b", re.VERBOSE)
"""ALEX trial, RESONATE-2 phase 3 study"""

BEFORE_STUDIES = re.compile(
    rf"{_NAME}{_ASIDE},?\s+(?:and|or)\s+(?P<name>{_NAME})\s+{_ATTRIBUTES}(?:trials|studies)\b", re.VERBOSE
)
"""the GLOW1 and GLOW2 studies; an abbreviation alone before a plural is a kind of study (MRI studies)"""

OF_PHASE = re.compile(rf"\b{_PHASE}\s+(?P<name>{_NAME})", re.VERBOSE)
"""the pivotal Phase 3 SUNRISE programme"""

_LOUD = rf"""(?<![\w/-])(?:
    [A-Z]{{5,}}(?:-[A-Z0-9][A-Za-z0-9]*)*               # SIROCCO, REDUCE-IT
    | [A-Z]{{2,}}\ [A-Z]{{4,}}                            # BE VIVID
    | [A-Z]{{5,}}\ [A-Z]{{2,3}}(?=\ \d{{1,3}}(?![\w.,]\d)) # ELEVATE UC 52
    | [A-Z]{{4,}}-[A-Z]{{2,}} | [A-Z]{{5,}}-?\d+[A-Z]?     # APEKS-NP, CHARM-2
    | [A-Z]{{3,}}-[A-Z]{{3,}}(?:-[A-Z0-9]+)*              # ACE-IPF
    | [A-Z]{{4}}(?=[ -]\d(?![\w.,]\d|\w))                  # LEAP 1, LEAP-1
    | [a-z]{{3,}}[A-Z]{{3,}}                             # plasmaMATCH
){_NUMBER}?(?![\w/]|-\w)"""
"""A name that is hardly anything else than a trial's where the words around it speak of a study."""
_MORE = rf"(?:(?:,\s+|,?\s+and\s+){_NAME})*"
"""``X, Y and Z``: what is said of all is said of the first."""
_DONE = (
    r"(?:begun|carried\s+out|closed|completed|conducted|designed|done|double-blind|ended|enrolling|halted|identical|launched|"
    r"ongoing|open-label|performed|placebo-controlled|powered|recruiting|run|set\s+up|similar|started|"
    r"stopped|terminated|under\s?way|undertaken)"
)
_DOES = (
    r"(?:also\s+|later\s+|then\s+|now\s+|recently\s+)?(?:asked|assessed|(?:confirmed|demonstrated|established|showed|shows|suggested)\s+that|"
    r"closed\s+early|compared|compares|enrol(?:l)?(?:ed|s)|evaluated|evaluates|examined|examines|explored|finished|found|"
    r"(?:is|are)\s+(?:now\s+|currently\s+|still\s+)?(?:assessing|comparing|evaluating|examining|exploring|investigating|studying|testing)|"
    r"had\s+an?\s+(?:[\w-]+\s+){1,4}design|investigated|lasted\s+(?=\d)|looked\s+(?:at|into)|"
    r"(?:met|missed)\s+(?:all|both|its|the)|failed\s+to\s+meet|pits|pitted|put|randomi[sz]ed|"
    r"ran\s+(?:at|for|from|in)|read\s+out|recruited|recruits|reports|set\s+out|settled|studied|tested|tests|"
    r"took\s+(?:in|place)|was\s+(?:a|an|the)\s+(?:[\w-]+,?\s+){0,6}?(?:trial|study))"
)

SPOKEN_OF = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # In SIROCCO, 1,205 patients; In LEADER (liraglutide; 9340 patients); In SUNSHINE and SUNRISE, patients
        rf"\bIn\s+(?:the\s+)?(?P<name>{_LOUD}){_MORE}(?:,\s+(?=[a-z\d])|\s+\()",
        # A third study, ZONDA, is testing; a study in colitis, TRUE NORTH, is ongoing
        rf"""\b{_STUDY}\b[^.;()]{{0,70}}?,\s+(?P<name>{_LOUD}),\s+
        (?:an?|and|are|had|has|in|is|now|still|the|was|which|will|[a-z]{{3,}}ed)\b""",
        # Larger trials in adults, SHASTA-3 and SHASTA-4, are under way; in another study, LIXIPARK.
        rf"\b(?:trials|studies)\b[^.;()]{{0,70}}?,\s+(?P<name>{_LOUD})(?:,\s+{_NAME})*,?\s+and\s+{_NAME}(?=[.,;]|\s)",
        rf"\b{_STUDY},\s+(?P<name>{_LOUD})(?=[.;)])",
        rf"(?P<name>{_LOUD}){_MORE}(?:,\s+[^.;,()]{{3,60}},)?\s+(?:is|was|are|were|(?:has|have|had)\s+been)\s+(?:\w+ly\s+)?{_DONE}\b",
        rf"(?P<name>{_LOUD}){_ASIDE}{_MORE},?\s+(?:in\s+which\b|{_DOES}\b)",
        rf"(?P<name>{_LOUD}|[A-Z]{{4,}}-[A-Z][a-z]{{3,}}),\s+(?:conducted|funded|led|run|sponsored)\s+(?:by|in)\b",
        rf"\b(?:[Ee]xtension\s+of|[Pp]articipants\s+in|[Pp]atients\s+in|[Rr]esults\s+(?:from|of))\s+(?:the\s+)?(?P<name>{_LOUD})",
        rf"(?P<name>{_LOUD})\s+(?:extension|investigators|participants)\b",
        # RATIFY (n=717) established it
        rf"(?P<name>{_LOUD})\s+\((?:[^()]{{0,40}}[;,]\s*)?[nN]\s?=\s?\d",
    )
)
"""Words of a study around a name: enough in a document that speaks of trials"""

NAMED_ALONE = tuple(
    re.compile(pattern, re.VERBOSE)
    for pattern in (
        # was put to the test in ENVISION.
        rf"\bin\s+(?:both\s+|each\s+of\s+)?(?P<name>{_LOUD}){_MORE}(?=[.;:)]|,\s|\s\([a-z\d]|\s(?:and|but)\s(?:was|were|had|did)\b)",
        # harm as well (ACE-IPF).
        rf"(?<=[a-z,])\s\((?P<name>{_LOUD}){_MORE}\)(?=[.,;])",
        # SUNSHINE (n = 541)
        rf"(?P<name>{_LOUD})\s+[(\[][nN]\s*=\s*\d",
    )
)
"""Places of a name that can be spoken as a word (:data:`SPEAKABLE`), where other short forms stand as well"""

SPEAKABLE = re.compile(
    r"(?![A-Z]*[B-DF-HJ-NP-TV-XZ]{4})[A-Z]*[AEIOUY][A-Z]*[ -][1-9](?!\d)|"
    r"(?=(?:[A-Z]*?[AEIOUY]){2})(?![A-Z]*[B-DF-HJ-NP-TV-XZ]{4})[A-Z]+(?![A-Za-z])"
)
"""ENVISION, ACE-IPF, SWIFT-1; but not NSCLC, RANKL"""
MEASURE_BEFORE = re.compile(
    r"\b(?:[Aa]ssessment|[Cc]hecklist|[Ii]nde(?:x|ces)|[Ii]nterview|[Ii]nventory|[Qq]uestionnaire|[Rr]atings?|[Ss]cales?|"
    r"[Ss]chedule|[Ss]cores?|[Ss]urvey|[Ss]ystem|[Tt]est)\s*\($"
)
"""``Osteoarthritis Hand Index (``: what stands in the brackets measures patients"""

IN_TITLE = re.compile(
    rf"\((?P<name>{_LOUD})\)|\((?P<named>[A-Z]{{2,}}\ [A-Z][a-z]+|{_NAME})\):\s[^.]*\b{_ONE_STUDY}\b", re.VERBOSE
)
"""Drug A versus drug B in a disease (ACRONYM): …"""

SPEAKS_OF_TRIALS = re.compile(r"\b(?:[Tt]rials?|[Rr]andomi[sz]\w+|[Rr]andomly|[Pp]hase\s+(?:[1-4]|I{1,3}|IV))\b")

EXPANDED = re.compile(
    rf"""(?P<long>(?:\b[A-Z][\w'/-]*,?\s+(?:(?:a|an|and|as|by|for|from|in|of|on|or|the|to|versus|vs\.?|"
    rf"with)\s+){{0,3}}){{3,16}})
    \((?P<name>{_NAME})(?:\s+{_ONE_STUDY})?\)(?P<study>\s+{_ATTRIBUTES}{_ONE_STUDY}\b)?""",
    re.VERBOSE,
)
"""the Norapril Outcomes Trial In Renal Disease (NOTIRE); the … (NOTIRE) trial"""
EXPANDED_STUDY = re.compile(r"\b(?:Trials?|Study|Studies|Evaluation|Investigation)\b")
EXPANDED_OTHER = re.compile(
    r"\b(?:Association|Board|Center|Centre|Collaboration|Collaborative|Committee|Consortium|Group|Institute|"
    r"Network|Office|"
    r"Protocol|Register|Registry|Report|Scale|Score|Society|System|Unit)\b"
)
"""Words of the names of bodies and instruments."""

LISTED = re.compile(rf"\b{_STUDY}[,:]?\s+\(?(?P<name>{_NAME})(?=\s*\(|,?\s+and\b|,)", re.VERBOSE)
"""two trials, CASTOR (…) and POLLUX"""

JOINED = re.compile(rf"(?P<name>{_NAME}){_ASIDE}(?:,?\s+(?:and|or)\s+|,\s+)(?P<other>{_NAME})", re.VERBOSE)
"""AVAglio (…) and RTOG 0825"""

_PEOPLE = (
    r"(?:adolescents|adults|children|infants|individuals|men|participants|patients|people|subjects|volunteers|women)"
)
_TITLE_CASE = r"(?<![\w/-])[A-Z][a-z]{2,}\ [A-Z][a-z]{1,}\ \d{1,2}(?![\w/]|-\w)"
"""Measure Up 1: after the word trials alone"""

SAID = (
    # In TOPAZ-1, 685 patients …
    re.compile(
        rf"\bIn\s+(?P<name>{_NAME}),\s+(?:a\s+total\s+of\s+)?\d[\d,]*\s+(?:[\w-]+\s+){{0,4}}?{_PEOPLE}\b", re.VERBOSE
    ),
    # In HARBOUR, in which the drug was injected
    re.compile(rf"\bIn\s+(?P<name>{_LOUD}),\s+in\s+which\b", re.VERBOSE),
    # studied in ASCEND-ND with 3872 patients
    re.compile(rf"\bin\s+(?P<name>{_NAME})\s+with\s+\d[\d,]*\s+(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\b", re.VERBOSE),
    # in the two PRO2TECT trials
    re.compile(
        rf"\b(?:[Tt]wo|[Tt]hree|[Ff]our|[Bb]oth)\s+(?P<name>{_NAME})\s+{_ATTRIBUTES}(?:trials|studies)\b", re.VERBOSE
    ),
    # a noninferiority trial (CARES) in gout
    re.compile(rf"\b{_ONE_STUDY}\s+\((?P<name>{_NAME})\)", re.VERBOSE),
    # rivaroxaban in ROCKET AF (14,264 patients)
    re.compile(
        rf"(?P<name>{_TWO_WORDS}|[A-Z]{{4,}}\ [A-Z]{{2,}}|{_LOUD}|{_NAME})\s+\(\d[\d,]*\s+{_PEOPLE}\)", re.VERBOSE
    ),
    # Acronym: ENGAGE AF-TIMI 48
    re.compile(
        r"\b(?:Acronym|Short\s+title|(?:Study|Trial)\s+(?:acronym|name))\s*:\s*"
        r"(?P<name>[A-Z][A-Za-z]+(?:[ -][A-Z][A-Za-z]*){0,3}(?:[ -]\d{1,3})?)"
        r"(?![\w/])"
    ),
    # Solidarity, the health agency's megatrial
    re.compile(
        r"(?P<name>[A-Z][a-z]{4,}),\s+(?:an?|the)\s+(?:(?!of\b|at\b|for\b|in\b)[\w'-]+\s+){1,6}(?:mega)?trial\b"
    ),
    # two replicate trials, Measure Up 1 and Measure Up 2
    re.compile(rf"\b(?:trials|studies)[,:]?\s+\(?(?P<name>{_TITLE_CASE})", re.VERBOSE),
    re.compile(rf"\b(?:trials|studies)[,:]?\s+\(?{_TITLE_CASE},?\s+and\s+(?P<name>{_TITLE_CASE})", re.VERBOSE),
    # A European trial, FAST, in 6128 patients
    re.compile(rf"\b{_ONE_STUDY},\s+(?P<name>{_NAME}),\s+(?:had|has|in|is|was|which|will)\b", re.VERBOSE),
    # two phase 3 trials, CASTOR (…) and POLLUX (…)
    re.compile(
        rf"""\b(?:two|three|four|five|six|2|3|4|5|6)\s+{_DESIGN}(?:trials|studies)[,:]?\s+\(?(?P<name>{_NAME})
        (?=\s*\(|,?\s+and\b|,)""",
        re.VERBOSE,
    ),
    # a study known as ICARIA-MM; the trial (called ALEX)
    re.compile(
        rf"""\b{_STUDY}(?:\s+(?:is|was|are))?,?\s+\(?(?:also\s+|which\s+is\s+|that\s+is\s+)?{_CALLED}\s+
        (?:the\s+)?{_QUOTE}(?P<name>{_NAME})""",
        re.VERBOSE,
    ),
    # a study known as Horizon
    re.compile(
        rf"\b{_STUDY},?\s+{_CALLED}\s+(?:the\s+)?{_QUOTE}(?P<name>[A-Z]\w+(?:-\w+)*{_NUMBER}?)",
        re.VERBOSE,
    ),
    # SOLAR-1 (…), a randomised, double-blind, phase 3 trial; ALEX was a phase 3 study
    re.compile(
        rf"(?P<name>{_NAME}){_ASIDE}(?:,|,?\s+is|,?\s+was)\s+(?:an?|another|the)\s+{_DESIGN}{_ONE_STUDY}\b",
        re.VERBOSE,
    ),
    # ALBA-1 and ALBA-2, two identical phase 3 trials
    re.compile(
        rf"(?P<name>{_NAME}){_ASIDE},\s+(?:both|two|three|four)\s+{_DESIGN}(?:[Tt]rials|[Ss]tudies)\b", re.VERBOSE
    ),
    # Clarity AD, a phase 3 trial
    re.compile(rf"(?P<name>{_TWO_WORDS}){_ASIDE},\s+an?\s+{_DESIGN}{_ONE_STUDY}\b", re.VERBOSE),
    # ARAMIS, in which 1509 men took part
    re.compile(
        rf"""(?P<name>{_NAME}){_ASIDE},\s+in\s+which\s+(?:[a-z]+\s+){{0,2}}\d[\d,]*\s+(?:[\w-]+\s+){{0,5}}?
        (?:adults|children|men|participants|patients|people|women)\b""",
        re.VERBOSE,
    ),
    # Called CLEAR Outcomes, the trial …; in a trial dubbed …
    re.compile(
        rf"""\b(?:{_CALLED}|[CDKN](?:alled|ubbed|nown\s+as|amed))\s+(?:the\s+)?
        {_QUOTE}(?P<name>{_TWO_WORDS}|{_NAME}){_QUOTE},\s+
        (?:the|this|a|an)\s+{_DESIGN}{_ONE_STUDY}\b""",
        re.VERBOSE,
    ),
    # EPIC-SR, which enrolled 1,288 adults; TITAN randomised 306 patients; PRIMA (n = 733)
    re.compile(
        rf"""(?P<name>{_TWO_WORDS}|{_NAME}){_ASIDE},?\s+(?:which\s+|that\s+)?(?:also\s+)?
        (?:allocated|allotted|assigned|compared|enlisted|enrol(?:l)?ed|evaluated|included|involved|randomi[sz]ed|recruited
        |studied|tested|took\s+in|treated)\s+
        (?:(?:a\s+total\s+of|about|nearly|some|more\s+than|over|roughly|approximately)\s+)?\d[\d,]*\s+(?:[\w-]+,?\s+){{0,6}}?
        (?:adolescents|adults|children|infants|individuals|men|participants|patients|people|subjects|women)\b""",
        re.VERBOSE,
    ),
    re.compile(rf"(?P<name>{_NAME})\s+\(phase\s", re.VERBOSE),
    # ORION met its primary endpoint; results of ORION
    re.compile(
        rf"(?P<name>{_NAME}){_ASIDE}\s+(?:has\s+)?(?:met|missed|achieved|failed\s+to\s+meet)\s+(?:its|the|both|all)\b",
        re.VERBOSE,
    ),
    # data from ORION show; a study of 122 babies, called ORION
    re.compile(
        rf"""\b(?:[Dd]ata|[Rr]esults|[Ff]indings|[Aa]nalys[ei]s|[Ff]igures)\s+(?:from|of)\s+(?:the\s+)?
        (?P<name>{_NAME}){_ASIDE}\s+
        (?:also\s+|now\s+)?(?:are|confirm\w*|demonstrat\w+|indicat\w+|reveal\w*|show\w*|suggest\w*|support\w*|were|will)\b""",
        re.VERBOSE,
    ),
    re.compile(
        rf"\b{_STUDY}\s+(?:in|involving|of|behind|among|"
        rf"with)\s+[^.;,()]{{3,60}}(?:,|\s+(?:is|was))?\s+{_CALLED}\s+{_QUOTE}(?P<name>{_NAME})",
        re.VERBOSE,
    ),
    # AVAglio and RTOG 0825 were randomised trials; TRuE-V1 and TRuE-V2, identical in design, were phase 3 trials
    re.compile(
        rf"(?P<name>{_NAME}){_ASIDE}(?:,\s+[a-z][^.;,()]{{3,60}},)?\s+(?:are|were)\s+{_DESIGN}{_STUDY}\b", re.VERBOSE
    ),
    # SOLO1 (NCT01844986); MURANO (ClinicalTrials.gov number, NCT02005471)
    re.compile(
        rf"""(?P<name>{_TWO_WORDS}|{_NAME})(?:\s+{_STUDY})?\s*[(\[,;]\s*
        (?:(?:ClinicalTrials\.gov|EudraCT|[Rr]egistered|[Ii]dentifier|[Nn]umber|[Nn]o\.?|registration|[:,\#])\s*)*
        (?=NCT\s?\d{{8}}|ISRCTN|20\d\d-\d{{6}})""",
        re.VERBOSE,
    ),
)

NUMBERED = re.compile(r"(?P<stem>[A-Z][A-Za-z]*[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)?[- ]?[A-Z]?)(?:\d{1,4}|I{1,3}|IV|V)")
"""ORION-10: a name that differs by its number from those of its sister trials"""

WORDED = re.compile(r"(?P<stem>(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Z][A-Za-z]{4,}\ )[A-Z][a-z]{2,}")
"""CAHtalyst Adult: a name and a word for whom the trial took in"""

RELATED = re.compile(r"(?P<stem>(?=[A-Za-z]*[A-Z][A-Za-z]*[A-Z])[A-Z][A-Za-z]{4,}-)[A-Z][A-Za-z]*\d{0,2}")
"""QuANTUM-First: a name that shares all but its last part with those of its sister trials"""

FAMILY = re.compile(
    r"(?<![\w/-])(?:[A-Z]{7,}-\d{1,4}|[A-Z]{9,}\d{1,2}|[A-Z][a-z]{2,}[A-Z][a-z]{3,}-\d{3}|"
    r"[A-Z]{4,}-[A-Z][a-z]+\d\d)(?![\w/]|-\w)"
)
"""KEYNOTE-189, DESTINY-Breast03: too long for the symbol of a gene or the code of a drug"""

AFTER_COLON = re.compile(rf":\s+(?:the\s+)?(?P<name>{_NAME})\s*$", re.VERBOSE)
"""The last word of a title: … in lung cancer: KEYNOTE-189"""
