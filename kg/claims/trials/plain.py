"""A sentence on treatment arms made plain: nothing but names, control treatments and how they are joined.

Doses, schedules, asides and earlier treatment go; placebo becomes ``{Z}`` and a control treatment that is no drug
``{K}``. The words are those of trial reports and of news about them.
"""

from __future__ import annotations

import re

_G = r"\{G\d+\}"
_UNIT = (
    r"(?:mg|milligrams?|micrograms?|grams?|g|µg|μg|mcg|iu|ml|units?|million\s+\w+|mmol|%(?!\s+(?:among|for|in|of|on|with)\b))(?:/(?:m²|m2|kg|"
    r"\w+)|\s+per\s+(?:kilogram|kg|square\s+met\w+|m²|m2)(?:\s+(?:of\s+)?body[\s-]?(?:weight|"
    r"surface(?:\s+area)?))?)*"
)
_TIME = r"(?:days?|weeks?|months?|years?|hours?|cycles?|doses?)"
_OFTEN = (
    rf"(?:once|twice|thrice|(?:two|three|four|five|six)\s+times)?\s*(?:a|per|each|every)\s+(?:other\s+|\w+\s+)?{_TIME}|"
    r"(?:once|twice|three\s+times|four\s+times)?[\s-]*(?:daily|weekly|monthly|nightly|yearly)|"
    r"every\s+\S+\s+to\s+\S+\s+\w+|in\s+cycle\s+\d+"
)
_SCHEDULE = re.compile(
    rf"\s-\s\d[\d.,]*(?:(?:,|\s(?:or|and|to))\s*(?:or\s|and\s)?\d[\d.,]*)*\s?{_UNIT}\s-(?=\s)|"
    rf",?\s*(?:at\s+)?(?:an?\s+)?(?:\b(?!(?:and|or|plus|to|versus|with)\b)\w+\s+)?(?:doses?\s+of\s+|"
    rf"given\s+at\s+)?(?:up\s+to\s+)?\d[\d.,]*(?:\s?(?:-|to|or)\s?\d[\d.,]*)?\s?{_UNIT}(?:\s(?:and|or|to)\s\d[\d.,]*\s?{_UNIT}(?!\s+\{{))*(?![\w])"
    rf"|,?\s*\b(?:{_OFTEN})(?=[\s,;.)]|$)"
    rf"|,?\s*\b(?:for|over)\s+(?:up\s+to\s+|at\s+least\s+|the\s+first\s+|a\s+(?:total|"
    rf"maximum)\s+of\s+)?(?:\w+\s+)?[\w.]+\s+(?:to\s+\w+\s+)?{_TIME}\b"
    rf"|,?\s*\b(?:on|at)\s+{_TIME}\s+\d[\d, and-]*"
    r"|,?\s*\bgiven\s+(?:\w+ly|orally|by\s+\w+(?:\s+\w+)?)\b"
    r"|\s+at\s+(?:two|three|either|both|different|several)\s+doses?\b|\bone\s+of\s+(?:two|three|four)\s+doses\s+of"
    r"|\s+(?:nasal\s+spray|(?:extended|prolonged|modified|immediate)[\s-]release|eye\s+drops|inhaler|"
    r"cream|ointment|gel|patch(?:es)?|suspension|syrup|tablets?|capsules?|pills?|injections?|"
    r"infusions?|inhal\w+|subcutaneously|intravenously|"
    r"orally|by\s+mouth|as\s+needed|on\s+demand|monotherapy|alone|"
    r"on\s+(?:its|their)\s+own|treatment|therapy|group|arm)(?=[\s,;.)]|$)"
    r"|,\s+(?=plus\b|or\b|and\b|versus\b|with\b|followed\b)(?<=\d,\s)",
    re.I,
)
_EARLIER = re.compile(
    r"\b(?:previous(?:ly)?|prior|already|earlier|after|following(?!\s+(?:\w+\s+){0,2}(?:arms|groups|regimens|treatments)\b)|refractory\s+to|resistant\s+to|"
    r"relapsed\s+on|progress\w+\s+on|"
    r"(?:had|have|has)\s+(?:\w+\s+)?received|intoleran\w+\s+(?:of|to)|pre-?treated\s+with|"
    r"switch\w*\s+(?:later\s+)?to|cross(?:ed)?[\s-]?over\s+to|"
    r"controlled\s+(?:by|on|with)|ineligible\s+for|taking|exposed\s+to|excluded|rescue\s+\w*|prohibited)\b"
    rf"(?:\s+(?!(?:received|compared|randomi[sz]ed|assigned|either)\b)[\w-]+){{0,6}}?\s+{_G}(?:(?:\s*,\s*|"
    rf"\s+)(?:(?:and|or|with\s+or\s+without)\s+)?(?:an?\s+)?{_G})*",
    re.I,
)
_TARGET = re.compile(r"\s?\((?:an?\s+|the\s+)?(?:[Aa]nti-)?\{T\d+\}[^(){}]*\)")
_CONTROLLED = re.compile(rf"{_G}-(?:and\s+placebo-)?controlled")
_OR_WITHOUT = re.compile(rf"\bwith\s+({_G})\s+or\s+without(?:\s+(?:it|{_G}))?", re.I)
_ASIDE = re.compile(
    r"(?<=\}),\s+(?:which|who|that|an?|the|both|each|one\s+of|also|formerly|known|taken|given|used|developed)\s+"
    r"(?:(?!\b(?:plus|versus|compared)\b)(?:[^,;{}]|\{[TDF]\d+\})){3,90}(?:,|(?=[;.]|$))"
)
_PLACEBO = re.compile(
    r"(?:(?:an?|the|matching|matched|saline|inactive|oral|dummy|subcutaneous|intravenous|"
    r"corresponding|volume-matched|triple|double)\s+){0,3}\bplacebos?\b(?!-)|"
    r"\b(?:distilled|sterile)\s+water\b|\b(?:(?:an?\s+)?equal\s+volumes?\s+of\s+)?(?:(?:isotonic|normal|physiological|sterile)\s+)?saline(?:\s+solution)?\b(?!-)|\bneither(?:\s+drug)?(?=[.;,]|$)|"
    r"\bsham\b(?!-)(?:\s+[\w-]+)?|"
    r"(?:(?:an?|the)\s+)?\b(?:dummy|look-?alike|inactive|inert|sugar|identical-looking|fake)\s+"
    r"(?:pills?|tablets?|capsules?|injections?|infusions?|shots?|treatments?|medicines?|versions?)\b",
    re.I,
)
_CONTROL = re.compile(
    r"(?:(?:an?|the|standard|usual|best|current|optimi[sz]ed|conventional|stable|intensive|"
    r"platinum-based|guideline-\w+|background|medical|supportive|"
    r"active|single-agent|investigator's|physician's|whole-brain|androgen-deprivation|endocrine|"
    r"a\s+platinum)[\s-]+){0,4}"
    r"\b(?:chemotherapy|radiotherapy|radiation|chemoradiotherapy|standard[\s-]of[\s-]care|"
    r"standard\s+(?:[\w-]+\s+)?(?:therapy|treatment|care|regimen|prophylaxis|medication)|best\s+supportive\s+care|"
    r"usual\s+care|supportive\s+care|observation|no\s+(?:further\s+|active\s+|study\s+)?(?:treatment|"
    r"therapy|vaccin\w+|prophylaxis|intervention|drug)|"
    r"surgery|comparator|platinum(?:\s+(?:drug|agent|chemotherapy))?|"
    r"statins?|background\s+(?:therapy|treatment)|medical\s+therapy|standard\s+(?:doublet|regimen|"
    r"dose)|antidepressants?|insulin\s+therapy|control\s+(?:treatment|therapy|group|arm|regimen|"
    r"vaccine))\b"
    r"(?!\s+(?:inhibitor|naive)|-(?:treated|refractory|resistant|naive|based|experienced|na))",
    re.I,
)
_MODIFIERS = re.compile(
    r"\b(?:(?:low|high|reduced|fixed|standard|full|half|once|twice|weight|dose|extended|long|short|"
    r"tapering|tapered|pulsed?|titrated|flexible|escalating|flat|loading|intermediate|dose-adjusted|"
    r"adjusted|intravenous|oral|"
    r"subcutaneous|inhaled|topical|intramuscular|intravitreal|intranasal|intrathecal|sublingual|transdermal|injectable|injected|"
    r"weekly|daily|monthly|maintenance|adjuvant|neoadjuvant|concurrent|"
    r"investigational|experimental|pegylated|"
    r"liposomal|open-label|generic|active|additional|initial|once-daily|once-weekly|"
    r"twice-daily|rapid-acting|long-acting|background|stable|daily)"
    r"(?:-(?:dose|weekly|daily|release|acting|duration|label|adjusted))?\s+)+(?=\{|the\s+\{)",
    re.I,
)
_WAY = (
    r"(?:(?:low|high|standard|full|reduced|higher|lower)-dose|oral|intravenous|subcutaneous|intramuscular|inhaled|topical|intranasal|"
    r"daily|weekly|monthly|(?:once|twice)-(?:daily|weekly)|short|long)"
)
_EITHER_WAY = re.compile(rf"\b{_WAY}(?:,\s+{_WAY})*,?\s+(?:or|and|versus)\s+{_WAY}\s+(?=\{{G)", re.I)
"""``subcutaneous or intravenous {G}``: arms that differ in nothing but how the drug is given"""
_CONTINUED = re.compile(r"\b(plus|with|to|or|and|on|receive)\s+continued\s+(?=(?:[\w-]+\s+){0,2}\{)", re.I)
"""``plus continued {G}``; in ``all continued {G}`` the word tells of what everyone takes."""
_COURSE = re.compile(
    r"\b(?:an?|one|two|three|single|\d+)\s+(?:[\w-]+\s+){0,2}(?:courses?|doses?|injections?|"
    r"infusions?|cycles?|shots?|pills?|tablets?|capsules?|mixtures?)\s+of\s+(?:the\s+)?(?=\{|placebo)",
    re.I,
)
_CLASS = re.compile(
    r"\b(?:an?\s+|the\s+)?\{T\d+\}[\s-](?:inhibitors?|blockers?|antagonists?|agonists?|antibod(?:y|ies)),?"
    r"\s+(?:either\s+|such\s+as\s+|including\s+|like\s+)?(?=\{G)"
)
_STAGE = re.compile(
    r"\b(?:(?:standard|usual|conventional|intensive|background|initial|systemic|platinum-based|first-line|optimi[sz]ed|"
    r"stable|the|an?)\s+)*(?:induction|consolidation|maintenance|conditioning|re-?induction|backbone|background|"
    r"chemotherapy|chemoradiotherapy|immunotherapy|standard|treatment|therapy|regimen)"
    r"(?:\s+(?:therapy|chemotherapy|treatment|regimen))?\s+(?:with|using|comprising|consisting\s+of)\s+(?=(?:[\w-]+\s+){0,2}?\{G)",
    re.I,
)
"""``on top of standard induction with {G}``: what a course of treatment is of"""
_ON_TOP = re.compile(
    r"\b(on\s+top\s+of|in\s+addition\s+to|added\s+to|on\s+a\s+background\s+of|against\s+a\s+background\s+of|"
    r"together\s+with|along\s+with|alongside|followed\s+by)\s+$"
)
_OF_CHOICE = re.compile(
    r"\b((?:chemotherapy|therapy|treatment|care|drug|agent|regimen|medicine|comparator))\s+(?:of|at)\s+(?:the\s+)?"
    r"(?:treating\s+)?(?:investigator|physician|doctor|clinician)(?:'s|s')?\s+(?:choice|discretion)\b",
    re.I,
)
"""``chemotherapy of the physician's choice`` is ``chemotherapy``."""
_CHOICE = re.compile(r"\b(?:the\s+)?(?:investigator|physician|doctor)(?:'s|s')\s+choice\s+of\s+", re.I)
_WOULD_HAVE = re.compile(
    r"\b(?:what(?:ever)?|(?:the|any)\s+(?:drug|treatment|medicine)s?\s+(?:that\s+)?)\s*(?:their\s+|the\s+)?(?:doctors?|physicians?|"
    r"investigators?|oncologists?|clinicians?)\s+(?:would\s+(?:otherwise\s+|normally\s+)?have\s+)?"
    r"(?:chose|chosen|preferred|picked|prescribed|thought\s+best|judged\s+best|used)\s*[:,-]?\s*(?=(?:either\s+)?(?:[\w-]+\s+){0,2}\{[GT])",
    re.I,
)
"""``half got what doctors would otherwise have chosen: {G} or {G}``"""
_WITH_A_CHOICE = re.compile(
    r"\{K\}\s+(?:with|using|consisting\s+of)\s+(?=(?:either\s+)?\{G\d+\}(?:,\s*\{G\d+\})*,?\s+or\s+\{G\d+\}(?!\s+(?:with|plus|and)\b))"
)
"""``chemotherapy with A, B or C``"""
_LISTED = re.compile(r"\{K\}:\s+(?=(?:either\s+)?\{G(?!.*\b(?:with|plus)\s+\{G))")
"""``chemotherapy: A or B``; a choice between combinations stays what it is called"""
_NAMED_CLASS = re.compile(
    r"(\b(?:or|and|to)\s+)(?:an?|the|one\s+of\s+\w+)\s+(?:(?!(?:or|and|plus|with)\b)(?:[\w-]+|\{T\d+\})\s+){0,9}?[\w-]+:\s+(?=\{G\d+\}(?:,\s*\{G\d+\})*,?\s+or\s)",
    re.I,
)
"""``or to a kinase inhibitor that the doctor had picked: A, B or C``"""
_DET = re.compile(
    r"\b(?:the|an?|its|their|new|drug|antibody|agent|pill|combination\s+of|both|a\s+combination\s+of|"
    r"(?:the\s+)?regimen\s+of)\s+(?=\{[GZK])",
    re.I,
)


_LABEL_OF_ARM = re.compile(
    r"\s*[(\[](?=[^()\[\]]*(?:\b[nN]\s*=\s*\d|\b[Gg]roups?\b|\b[Aa]rms?\b))(?:[^()\[\]{}]|\{[CDFT]\d+\})*[)\]]"
)
"""``(group A)``, ``(four times the usual dose; n = 144)``"""
_LATTER = re.compile(r",\s+(?:the\s+(?:former|latter|first|second|last)|both)\s[^,;.]{3,80},(?=\s)")
"""``{C} and {C}, the latter with {G}, are testing {G}``: what one of two gives beside is no arm of both"""
_ALL_ON = re.compile(
    r",\s+(?:all|each|most|some)\s+(?:of\s+(?:them|whom)\s+)?(?:were\s+)?(?:already\s+)?(?:on|taking|receiving|treated\s+with|using)\s"
    r"[^,;.]{0,40}?\{G\d+\},(?=\sto\s)"
)
"""``randomised 600 patients, all of them on {G}, to …``: what was taken before and goes on"""
_COUNTED = re.compile(r"\s*[(\[]\s*[nN]\s*=\s*[\d, ]+(?:[^()\[\]{}]*)[)\]]")
"""``(n = 821)``"""
_EXPLAINED = re.compile(
    r"\b(with|plus)\s+(?:(?!and\b|or\b)[\w-]+\s+){0,3}(?:therapy|treatment|regimen)\s*\(((?:[^(){}]*\{G\d+\}){1,4}[^(){}]*)\)",
    re.I,
)
"""``with add-back therapy ({G} 1 mg and {G} 0.5 mg)``: what a name for a treatment stands for"""
_SET_OFF = re.compile(r"(?<=\})\s*;\s*(?=(?:(?:or|and)\s+)?(?:[\w-]+\s+){0,2}\{[GZK])")
"""``A; B; or C``: the items of a list of arms"""
_AFTERWARDS = re.compile(
    r",?\s+(?:and\s+)?(?:followed\s+by|then)\s+(?:maintenance\s+)?(?:\{G\d+\}\s+or\s+\{Z\}|\{Z\}\s+or\s+\{G\d+\})(?:\s+alone)?"
)
"""``followed by {G} or placebo``: what each arm goes on with"""
_DOUBLED = re.compile(r"\b(or|and)(?:\s+(?:or|and))+\b")
"""What is left between two arms that differ in nothing but the dose."""


def labelled_parts(text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of ``text`` that end with the label or the size of an arm each, if there are several."""
    ends = [match.end() for match in _LABEL_OF_ARM.finditer(text)]
    return tuple(zip((0, *ends), ends, strict=False)) if len(ends) > 1 else ()


def plain(text: str) -> str:
    """``text`` without doses, schedules, asides and earlier treatment, control treatments as ``{Z}`` and ``{K}``."""
    text = _CONTROLLED.sub("active-controlled", _TARGET.sub("", _WOULD_HAVE.sub("", _OF_CHOICE.sub(r"\1", text))))
    text = _EXPLAINED.sub(r"\1 \2", text)
    text = _STAGE.sub(lambda m: "" if _ON_TOP.search(text, 0, m.start()) else m.group(), text)
    text = _EARLIER.sub(" earlier treatment ", _EITHER_WAY.sub("", _LATTER.sub("", _ALL_ON.sub("", text))))
    text = _OR_WITHOUT.sub(r"with or without \1", text)
    text = _PLACEBO.sub("{Z}", text)
    text = _AFTERWARDS.sub("", text)
    text = _LISTED.sub("", _CONTROL.sub("{K}", _CHOICE.sub("", _CLASS.sub("", text))))
    text = _LABEL_OF_ARM.sub("", _COUNTED.sub("", _COURSE.sub(" ", text)))
    text = _SCHEDULE.sub(" ", text)
    text = _ASIDE.sub(" ", text)
    text = _SCHEDULE.sub(" ", text)
    text = _NAMED_CLASS.sub(r"\1", _SET_OFF.sub(", ", text))
    text = _WITH_A_CHOICE.sub("", _MODIFIERS.sub("", text))
    text = _DET.sub("", _MODIFIERS.sub("", _DET.sub("", _CONTINUED.sub(r"\1 ", text))))
    return _DOUBLED.sub(r"\1", re.sub(r"\s+", " ", text).replace(" ,", ",")).strip()
