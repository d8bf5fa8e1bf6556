"""Adverse events and the drug that the text gives them to: ``biolink:has_adverse_event``.

``More common with X than with Y`` belongs to X, ``in the placebo group`` to nobody, an event of a regimen's arm to the
drugs that the other arm does not get. What a drug prevents, treats or is forbidden in is no adverse event of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.context import Context, blamed
from kg.claims.modality import modality_of
from kg.claims.phrases import CONDITION, CONDITION_LIST, G_LIST, clauses
from kg.claims.reading import TOKEN, Participant, Reading, is_of_the_body, participants_of
from kg.claims.rules import claim
from kg.claims.trials.records import TrialFrame
from kg.model import ArmRole, BlockKind, Claim, Concept, Kind, Modality

EVENT = "biolink:has_adverse_event"

_SAFETY_HEADING = re.compile(
    r"\b(?:safety|side[ -]effects?|adverse|toler\w+|toxicit\w+|harms?|risks?|watch(?: out)? for|price|warnings?|"
    r"downsides?|problems?|"
    r"unwanted|reactions?|cautions?|precautions?)\b",
    re.IGNORECASE,
)
_SAFETY = re.compile(
    r"\b(?:adverse|side[ -]effects?|complaints?|toxicit\w+|tolerab\w+|tolerated|grade [1-5]|grades? \d|serious|"
    r"severe|treatment-(?:related|emergent)|(?:stop|stopped|stopping|quit)(?= (?:treatment|therapy|taking|\{G))|"
    r"reactions?|discontinu\w+|warnings?|unwanted|complications?|harms?|events? of (?:special )?interest|"
    r"known (?:(?!on|about|of|as)\w+ )?(?:effects?|risks?|hazards?) of)\b",
    re.IGNORECASE,
)
_OF_TREATMENT = re.compile(
    r"\b(?:adverse|side[ -]effects?|toxicit\w+|tolerab\w+|tolerated|grade [1-5]|grades? \d|"
    r"treatment-(?:related|emergent)|related to (?:the )?(?:treatment|study drug|drug)|discontinu\w+|unwanted|"
    r"withdr[ae]w\w*|stop(?:ped|ping)?|quit|events? of (?:special )?interest)\b",
    re.IGNORECASE,
)
"""What is told of a treatment alone. Other words of :data:`_SAFETY` are told of diseases too: *severe*, *problems*."""
_BEFORE_TREATMENT = re.compile(
    r"\W*(?:[\d.]+\W+)?(?:(?:study|trial) )?(?:backgrounds?|introduction|rationale|objectives?|aims?|"
    r"purpose|hypothes[ei]s|context|methods?|methodology|design|participants|"
    r"patients and methods|setting|eligibility|materials|interventions?|"
    r"statistical|sample size|randomi[sz]ation|procedures?|measures|outcomes? measures?)\b",
    re.IGNORECASE,
)
"""Headings under which nothing has happened yet to anybody who took the drug."""
_AIM = re.compile(
    r"\b(?:aim(?:s|ed)?|objectives?|purposes?|goals?|hypothes[ei]\w+|sought|set out|designed|conducted|undertaken|"
    r"performed|planned)\b[^;.]{0,60}?\b(?:to|at|was|is|that)\b"
)
_MORE = re.compile(
    r"\b(?:(?:twice|three times|four times|half again) as (?:often|common|frequent|likely)\w*|more "
    r"(?:than \w+ )?(?:common|often|frequent|likely|prevalent)\w*|commoner|higher|increased|greater|"
    r"elevated|raised|"
    r"excess|most (?:common|often|frequent)\w*|"
    r"mainly|chiefly|mostly|only|predominantly|common|frequent(?:ly)?)\b"
    r"|\bmore (?:\w+ )?(?=\{[DF])|\b(?:affected|struck|hit|troubled|bothered) more\b"
)
_LESS = re.compile(
    r"\b(?:less(?: (?:common|often|frequent|likely)\w*)?(?! than \d)|fewer(?! than \d)|lower|rarer|reduced|"
    r"decreased|smaller|least|minimal|little|mildest)\b"
)
_SAME = re.compile(
    r"\b(?:similar|comparable|balanced|did not differ|no (?:significant |meaningful )?difference|equally|"
    r"same (?:rate|frequency))\b"
)
_BENEFIT = re.compile(
    r"\b(?:reduc(?:e[sd]?|ing|tions? in)|prevent\w*|protect\w*|reliev\w*|eas(?:ed|es|ing)|halv\w+|cut|cuts|"
    r"improv\w+|treat(?:s|ment of|ing)|"
    r"manag(?:e|ed|ing|ement)|history of|contraindicat\w*|excluded|exclusion|eligible|primary (?:end ?point|"
    r"outcome)|composite|hazard ratio|superior\w*|remissions?|response|clearance|relief|resol(?:ved|ution)|"
    r"recover\w*|cured?|not (?:thought |considered )?(?:to be )?related|unrelated|"
    r"outcomes? (?:measures? |variables? )?(?:was|were|is|are|will|includ\w+)|(?:was|were) treated with|"
    r"approved|indicated|indication|should not|must not|cannot|not to (?:be )?(?:use|prescrib|giv|tak)\w*|avoid\w*|"
    r"first occurrence|avert\w*|efficacy and safety|(?:was|"
    r"were) (?:\w+ )?(?:randomi[sz]ed|assigned|enrolled|recruited))\b",
    re.IGNORECASE,
)
_NONE = re.compile(
    r"\b(?:no (?:new |such |significant |clinically |confirmed |further |reported |serious |"
    r"apparent )*(?:cases?|increase|excess|events?|signs?|signals?|evidence|reports?|patients?|instances?|"
    r"episodes?|one|\{[DF])|no (?:more|higher|greater|different|worse)|not (?:\w+ly )?(?:been "
    r")?(?:\w+ly )?(?:increased?|more|seen|reported|"
    r"observed|associated|cause[ds]?|"
    r"raised?|recorded|linked)|unlikely to be (?:related|due)|"
    r"(?<!in )none|never|neither|nobody|without (?:any|an?|causing|increas\w+|evidence|"
    r"new)\b|(?:did|does|do) not|^(?:Nobody|No one|None)\b)"
)
_OCCUR = re.compile(
    r"\b(?:occurr\w+|occurs?|reported|seen|observed|recorded|noted|affect(?:s|ed|ing)|develop\w*|experienc\w+|"
    r"had|has|led|stopped|common|frequent\w*|often|"
    r"adjudicated|detected|includ\w+|was|were|is|are|appeared|arose|emerged|happened|suffered|accounted|rates?|"
    r"incidence|confirmed|documented|heard|struck|hit|troubled|bothered|plagued|turned up|showed up|"
    r"cropped up|complained|came|followed|stood out|ranked)\b|"
    r":\s|\d\s?(?:%|per ?cent\b)"
)
_SIDE_EFFECT = (
    r"\b(?:[Ss]ide[ -]effects?|[Aa]dverse (?:drug )?(?:events?|reactions?|effects?)|[Rr]eactions?|"
    r"[Tt]oxicit(?:y|ies)|[Pp]roblems?|[Cc]omplications?|[Rr]isks?|[Hh]arms?|[Cc]omplaints?|[Ss]ymptoms?|"
    r"known effects?|(?:among|of) the (?:most )?(?:\w+ )?events)"
)
_ROUTE = (
    r"(?:with|on|of|to|from|by|for|after|under|receiving|received|given|taking|took|take|treated with|"
    r"exposed to|assigned(?: to)?|"
    r"randomi[sz]ed to|using|used|among|in|across|stop|stopped|stopping|discontinue|discontinued|discontinuing)"
)
_G_ARM = (
    rf"(?:{_ROUTE}\s(?:the\s)?(?:(?!(?:than|placebo|patients|those|not|without|with|"
    rf"versus)\b)[\w.-]+\s){{0,3}}?(?P<g>{G_LIST})|(?P<g2>{G_LIST})(?=(?:\s|-)(?:group|arm|doses?|recipients?|treated|"
    rf"patients?|users?|cohort|treatment group|therapy)))"
)
_ARM = re.compile(
    rf"{_G_ARM}"
    r"|(?P<none>\b(?:placebo|sham|vehicle|(?:control|comparator|comparison) (?:group|arm|treatment|patients)|"
    r"standard (?:care|therapy|treatment)|usual care|chemotherapy|without(?: it)?\b))"
    r"|(?P<on_trial>\b(?:[Tt]he (?:active|experimental|investigational|intervention|treatment) (?:group|arm|"
    r"drug)|[Tt]reated patients))"
)
_LIST_FIRST = re.compile(G_LIST)
_SUMMING_UP = re.compile(r"(?:both|these|all (?:three|of (?:these|them))|which) (?:are|were)\b[^;]*\bof\b")
"""A clause that names the drug of the events which the clause before told."""
_CAUSES = re.compile(
    rf"(?P<g>{G_LIST})(?P<mid>(?:\s(?:taken|given|used|injected|applied|administered|swallowed|inhaled|infused)\b"
    rf"[^,;{{}}]{{0,30}}?)?(?:, whose (?:[\w-]+ ){{0,3}}(?:use|intake|administration))?(?:\sis "
    rf"an?\s[^;,{{}}]*(?:\{{T\d+\}}[^;,{{}}]*)?\b(?:that|which))?(?:\s(?:therapy|"
    rf"treatment|use|infusions?|injections?))?\s(?:(?:can|may|might|could|also|has|have|had|been|is|was|are|"
    rf"were|often|sometimes|frequently|commonly|\w+ly)\s)*)"
    rf"(?:caus(?:es?|ed|ing)|le(?:d|ads?) to|induc(?:es?|ed)|associated with|linked (?:to|with)|"
    rf"(?:increase[sd]?|raise[sd]?) the (?:risk|rate|incidence|frequency|likelihood)s? of|"
    rf"provoke[sd]?|trigger(?:s|ed)?|produc(?:es?|ed)|(?:carries|carry|bears?|has|have|had) an? (?:boxed |"
    rf"black box )?(?:warning|risk) (?:for|about|of))\s"
    rf"(?:(?!\b(?:in|of|during|after|with|for|from|by)\b)[^{{}};.]){{0,70}}?"
    rf"(?:(?:rates?|risk|incidence|number|cases|likelihood|frequency) of )?(?P<e>{CONDITION_LIST})"
)
_LEVEL = re.compile(
    r"\b(?:increases?|rises?|falls?|drops?|levels?|excess|changes?|lack|shortage|deficiency|decreases?) (?:in|"
    r"of) (?:\w+ )?$",
    re.I,
)
"""What makes of the name after it a quantity in the body (``increases in testosterone led to …``)."""
_KNOWN_CAUSE = re.compile(
    rf"(?P<e>{CONDITION_LIST}),? (?:which|that) (?P<g>{G_LIST})(?P<mid>\s(?:(?:is|are|has|have|been|also|can|may|often|"
    rf"known|thought|to|\w+ly)\s)*)causes?\b"
)
"""``…, which X is known to cause``."""
_SEEN_WITH = re.compile(
    rf"(?P<e>{CONDITION_LIST}), (?:which|that|a \w+(?: \w+)?) (?P<mid>(?:(?:is|are|has|had|have|was|were|been|"
    rf"also|often|"
    rf"sometimes|\w+ly) )*)(?:seen|reported|observed|recorded|noted|associated|linked|known) (?:with|in|to|from|after) "
    rf"(?:(?:patients|people|those|women|men) (?:on|taking|given|treated with) )?(?P<g>{G_LIST})"
)
"""``…, which had been seen with X, did not occur``."""
_HAZARDS = re.compile(
    rf"\b(?:both|all|each|either|two) of which (?P<mid>(?:(?:is|are|has|have|been|can|may|\w+ly|known) )*)"
    rf"(?:an? )?(?:known )?(?:hazards?|side effects?|adverse (?:effects|events|reactions)|risks?|complications?|"
    rf"consequences|"
    rf"problems?|seen|reported) (?:of|with|in|for) (?P<g>{G_LIST})"
)
"""``no {D} and no {D}, both of which are known hazards of X``"""
_NO_SUBJECT = re.compile(
    r"(?:(?:also|often|sometimes|can|may|might|\w+ly)\s)*(?:cause[sd]?|le(?:d|ads?) to|induce[sd]?)\b"
)
"""How a clause begins that goes on about the drug of the clause before it."""
_INDUCED = re.compile(
    rf"(?P<g>{G_LIST})[- ](?:induced|related|associated)\s(?:[\w-]+\s){{0,2}}?(?P<e>{CONDITION_LIST})"
)
_LABELLED = re.compile(
    rf"{_SIDE_EFFECT}\b[^;{{}}]{{0,60}}?\b(?:of|with|to|from|for|on|in|among|given|receiving|"
    rf"taking)\s(?:[^;{{}}]{{0,60}}?\b)?(?P<g>{G_LIST})"
)
_INCLUDED = re.compile(
    rf"{_SIDE_EFFECT}\b[^;{{}}]{{0,70}}?(?:\b(?:were|was|are|is|included?|includes?|including|such as|"
    rf"comprised?)\b|:)[^;{{}}]{{0,50}}?(?P<e>{CONDITION_LIST})"
)
_POPULATION = re.compile(
    r"\b(?:patients?|babies|infants|people|adults|those|women|men|children|participants|treatment|"
    r"history|anyone|approved|"
    r"trial|study|indicated|therapy)\s(?:\w+\s){0,2}?(?:with|for|of|in)\s(?:[\w-]+,?\s|"
    r"\{[DF]\d+\},?\s(?:and|or)\s){0,5}$"
    r"|\b(?:for|mimicking|like|free of|response to|resembling|suspect(?:ed)? of|risk factors? for)\s(?:[\w-]+\s){0,4}$"
)
_ATTRIBUTE = re.compile(
    r"\s(?:patients?|prophylaxis|treatment|therapy|surgery|population|trials?|stud(?:y|ies)|cells?|medicines?|"
    r"increases?|decreases?|gains?|changes?|levels?|scores?|values?|measurements?)\b|"
    r"\s(?:(?:who )?(?:have|has|had) been|(?:who )?(?:were|was|are)|who) "
    r"(?:given|treated|receiv\w+|prescribed|offered|taking)\b"
)
_ANIMALS = re.compile(
    r"\b[Ii]n (?:rats?|mice|animals?|monkeys?|dogs?|rodents?|rabbits?|vitro)\b|\banimal (?:studies|"
    r"models?)\b"
)
_BEEN_SEEN = re.compile(r"\b(?:has|have) (?:\w+ )?been (?:reported|seen|observed|described|noted|recorded)\b")
_AGAINST = re.compile(
    r"(?:\d\s?%|\bper ?cent)[^,;]{0,60}\b(?:than|and|versus|vs\.?|v\.?|compared (?:with|to)|"
    r"against)\s[^,;]{0,40}$|\bthan\s(?:\w+\s){0,3}$"
)
"""What stands before the control group where the other group has been told of without a name."""
_IS_HIGHER = re.compile(
    r"(?:\d\s?%|\bper ?cent) of (?:them|these|those)\b[^;]{0,30}"
    r"\b(?:than|and|versus|compared (?:with|to)|against)\s[^;]{0,40}$"
)
"""``in 12.6 percent of them, compared with 1.7 percent``"""
_EXCEEDING = re.compile(
    rf"{_SIDE_EFFECT}\b[^;{{}}]{{0,260}}?\b(?:exceed\w*|greater|higher|more|twice)\b[^;{{}}]{{0,120}}?\b(?:placebo|control)\b"
    r"[^;{}]{0,30}?\b(?:included?|was|were)\s"
)
"""``adverse events that were at least twice as frequent as in the placebo group were {F} and {F}``"""
_OUTCOMES = frozenset(
    {"death", "deaths", "mortality", "survival", "remission", "disease progression", "hospitalization"}
)
"""Labels of what trials count as outcomes of the disease."""
_AIMS = frozenset({"weight loss", "decreased body weight", "abnormality of body weight"})
"""Labels of findings that are the aim of a treatment unless they stand among adverse events."""
_NUMBER = re.compile(r"(\d+(?:\.\d+)?)\s?(?:%|percent|per cent)")


def extract(reading: Reading, context: Context) -> Iterator[Claim]:
    """The adverse events that one sentence gives to a drug."""
    text = reading.plain
    if not re.search(CONDITION, text) or reading.view.block_kind in (BlockKind.TITLE, BlockKind.HEADING):
        return
    safe = is_safety(reading, context)
    told = _is_of_treatment(reading, context)
    for match in (m for p in (_KNOWN_CAUSE, _SEEN_WITH) for m in p.finditer(reading.text)):
        events = _events(reading, context, match["e"], safe=True)
        yield from _emit(reading, reading.participants(match["g"], "G"), events, modality_of(match["mid"]))
    for match in _HAZARDS.finditer(reading.text):
        events = _events(reading, context, reading.text[: match.start()], safe=True)
        yield from _emit(reading, reading.participants(match["g"], "G"), events, modality_of(match["mid"]))
    for start, end in clauses(text):
        if _ANIMALS.search(text, start, end):
            continue
        begin = 0 if _SUMMING_UP.match(text, start) else start
        shared = _LIST_FIRST.match(text) if start and _NO_SUBJECT.match(text, start) else None
        clause = (f"{shared.group()} " if shared else "") + text[begin:end]
        yield from _clause(reading, context, clause, safe=safe, told=told)


def is_safety(reading: Reading, context: Context) -> bool:
    """Whether the sentence stands where adverse events are told: by its heading, its words or what comes before."""
    if _SAFETY_HEADING.search(reading.view.section) or _SAFETY.search(reading.text):
        return True
    return reading.view.sentence.index in context.safety


def _is_of_treatment(reading: Reading, context: Context) -> bool:
    """Whether events without an arm must be those of the drug on trial: not before it was given, nor by *severe*
    alone.
    """
    if _BEFORE_TREATMENT.match(reading.view.section):
        return False
    by_place = _SAFETY_HEADING.search(reading.view.section) or reading.view.sentence.index in context.safety
    return bool(by_place or _OF_TREATMENT.search(reading.text))


_SET_AGAINST = re.compile(
    r"^\W*(?:[Cc]ompared (?:with|to)|[Uu]nlike|[Ii]n contrast to|[Rr]elative to)\s\{G\d+\},\s(?=\{G)"
)
"""What a drug is set against before it is named (``compared with {G}, {G} more often caused {F}``)."""


def _clause(reading: Reading, context: Context, text: str, *, safe: bool, told: bool) -> Iterator[Claim]:
    text = _SET_AGAINST.sub("", text)
    caused = [m for m in _CAUSES.finditer(text) if not _LEVEL.search(text, 0, m.start())]
    for match in caused:
        said = text[max(text.rfind(",", 0, match.start()), 0) : match.end("e")]
        if not (_NONE.search(said) or _BENEFIT.search(said) or _LESS.search(text, match.end("mid"), match.end("e"))):
            drugs = blamed(reading.participants(match["g"], "G"), _frames(context, reading))
            yield from _emit(
                reading, drugs, _events(reading, context, match["e"], safe=True), modality_of(match["mid"])
            )
    for match in _INDUCED.finditer(text):
        if not _NONE.search(text[: match.start()]):
            drugs = reading.participants(match["g"], "G")
            yield from _emit(reading, drugs, _events(reading, context, match["e"], safe=True), modality_of(text))
    events = _events(reading, context, text, safe=safe or _MORE.search(text) is not None)
    if not events or caused:
        return
    gapped = _gapped(text)
    if gapped and not _NONE.search(text) and not _BENEFIT.search(text) and (safe or _MORE.search(text)):
        for drugs_said, events_said in gapped:
            drugs = blamed(reading.participants(drugs_said, "G"), _frames(context, reading))
            yield from _emit(reading, drugs, _events(reading, context, events_said, safe=True), Modality.ASSERTED)
        return
    labelled = _LABELLED.search(text)
    if labelled and not _NONE.search(text):
        drugs = blamed(reading.participants(labelled["g"], "G"), _frames(context, reading))
        yield from _emit(reading, drugs, events, Modality.ASSERTED)
        return
    if _BENEFIT.search(text) or _SAME.search(text) or _NONE.search(text) or not _OCCUR.search(text):
        return
    if _AIM.search(text):
        return
    named = _on_trial(reading, context) if _EXCEEDING.search(text) else _responsible(reading, context, text)
    if named is None and not (told and _told_of_the_drug(text, reading)):
        return
    drugs = _on_trial(reading, context) if named is None else named
    if named is not None and not safe and not _MORE.search(text) and not _BEEN_SEEN.search(text):
        return
    if not safe:
        events = tuple(e for e in events if e.concept.label.lower() not in _AIMS)
    yield from _emit(reading, drugs, events, Modality.ASSERTED)


_EACH_ARM = re.compile(
    rf"(?P<e>{CONDITION_LIST})(?:(?!\{{[DFG]|\b(?:than|versus|compared)\b|\d\s?%).){{0,50}}?"
    rf"\b(?:with|on|for|among|in|under|by|receiving|given|taking|of)\s(?:the\s)?(?:[\w-]+\s){{0,3}}?(?P<g>{G_LIST})"
)


_EACH_ARM_FIRST = re.compile(
    rf"\b(?:with|on|for|among|in|under)\s(?:the\s)?(?P<g>{G_LIST})(?:\s(?:group|arm))?\s(?:(?:it|they|these)\s)?"
    rf"(?:(?:was|were|had)\s)?(?P<e>{CONDITION_LIST})"
)
"""``the most common with {G} was {F}, and with {G} {F} and {F}``"""


def _gapped(text: str) -> tuple[tuple[str, str], ...]:
    """Each arm with its own events (``{F} and {F} were frequent with {G}, and {F} with {G}``); empty for one arm."""
    for pattern in (_EACH_ARM_FIRST, _EACH_ARM):
        found = [(m["g"], m["e"]) for m in pattern.finditer(text)]
        if len({g for g, _ in found}) > 1:
            return tuple(found)
    return ()


_ALSO = re.compile(
    r"\balso (?:\w+ly )?(?:turned up|showed up|occurred|(?:been |were |was )?(?:seen|reported|noted|"
    r"common|recorded|observed|"
    r"described))\b"
    r"|\b(?:came (?:next|second|third)|followed|were next|ranked next|were close behind)(?=[.,;]|$)"
)


def _told_of_the_drug(text: str, reading: Reading) -> bool:
    """Whether a clause without an arm names events as those of the treatment."""
    if _INCLUDED.search(text) or re.search(
        rf"{_SIDE_EFFECT}\b|\brelated to treatment\b|\btreatment-related\b|\b(?:stop(?:ped)?|discontinu\w+|"
        rf"withdr[ae]w\w*|quit)\b",
        text,
    ):
        return True
    if _MORE.search(text) and not _LESS.search(text):
        return True
    if _ALSO.search(text) and not _LESS.search(text):
        return True
    return (
        reading.view.block_kind is BlockKind.LIST_ITEM and re.match(rf"(?:[\w' -]+ )?{CONDITION}\W", text) is not None
    )


def _frames(context: Context, reading: Reading) -> tuple[TrialFrame, ...]:
    return context.about(reading) + context.trials.frames


def _on_trial(reading: Reading, context: Context) -> tuple[Participant, ...]:
    """The drug that the paragraph has spoken of alone so far, if it is on trial, else those on trial."""
    concepts = _alone(reading, context) or context.investigational(reading)
    reached = (context.reach(c, reading) for c in concepts)
    return tuple(p for p in reached if p is not None)


def _alone(reading: Reading, context: Context) -> tuple[Concept, ...]:
    """The one drug under test that the paragraph has named before the sentence, if it has named no other."""
    start = reading.view.sentence.span.start
    told = [m for m in context.mentions if reading.view.sentence.block.span.start <= m.span.start < start]
    named = {p.concept for m in told if m.kind is Kind.DRUG for p in participants_of(m)}
    named = {c for c in named if not is_of_the_body(c)}
    tested = {d for f in context.trials.frames for arm in f.arms if arm.role is ArmRole.EXPERIMENTAL for d in arm.drugs}
    return tuple(named) if len(named) == 1 and named <= tested else ()


def _emit(
    reading: Reading, drugs: tuple[Participant, ...], events: tuple[Participant, ...], modality: Modality
) -> Iterator[Claim]:
    for drug in drugs:
        for event in events:
            yield claim(reading, "adverse-event", drug, EVENT, event, modality=modality)


def _responsible(reading: Reading, context: Context, text: str) -> tuple[Participant, ...] | None:
    """The drugs of the arm that a clause gives its events to, none for placebo; ``None`` if it names no arm."""
    arms = [a for a in _ARM.finditer(text) if not _LEVEL.search(text, 0, max(a.start("g"), a.start("g2"), 0))]
    named = [a for a in arms if not a["none"]]
    if arms and not named and arms[0]["none"] and _IS_HIGHER.search(text[: arms[0].start()]):
        numbers = [float(n) for n in _NUMBER.findall(text)[:2]]
        return _on_trial(reading, context) if len(numbers) == 2 and numbers[0] > numbers[1] else ()
    if not arms or (not named and not _MORE.search(text) and not _LESS.search(text)):
        return None if not arms else ()
    chosen = arms[0]
    if len(arms) > 1:
        less = _LESS.search(text)
        fewer = less is not None and less.start() < chosen.start()
        numbers = [float(n) for n in _NUMBER.findall(text)[:2]]
        told = less if fewer else _MORE.search(text, 0, chosen.start())
        if told and re.fullmatch(r"[^,;]{0,20}\bthan (?:\w+ ){0,3}", text[told.end() : chosen.start()]):
            fewer = not fewer  # "less common than with placebo in people on X"
        if fewer or (not _MORE.search(text) and len(numbers) == 2 and numbers[0] < numbers[1]):
            chosen = arms[1]
    elif _LESS.search(text):
        return ()
    if chosen["none"]:
        unnamed = not named and not _LESS.search(text) and _AGAINST.search(text[: chosen.start()])
        return _on_trial(reading, context) if unnamed else ()
    if chosen["on_trial"]:
        return _on_trial(reading, context)
    return blamed(reading.participants(chosen["g"] or chosen["g2"], "G"), _frames(context, reading))


def _events(reading: Reading, context: Context, text: str, *, safe: bool) -> tuple[Participant, ...]:
    """The findings of ``text`` that can be adverse events: not the condition under treatment, not a mere attribute."""
    conditions = {c.curie for frame in _frames(context, reading) for c in frame.conditions}
    conditions |= {c.curie for c in context.diseases}
    found: dict[str, Participant] = {}
    for token in TOKEN.finditer(text):
        if token[1] not in "DF" or re.match(r"-(?!related|like)\w", text[token.end() :]):
            continue
        if _POPULATION.search(text[: token.start()]) or _ATTRIBUTE.match(text, token.end()):
            continue
        for participant in reading.groups[int(token[2])]:
            concept = participant.concept
            if concept.curie in conditions or (concept.kind is Kind.DISEASE and not safe):
                continue
            if concept.label.lower() in _OUTCOMES:
                continue
            found.setdefault(concept.curie, participant)
    return tuple(found.values())
