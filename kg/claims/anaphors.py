"""The words that stand for a name of before (``the antibody``, ``it``, ``both drugs``, ``the combination``), put in."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.claims import antecedents
from kg.claims.antecedents import State
from kg.claims.reading import Insertion, Participant
from kg.claims.view import SentenceView
from kg.model import BlockKind, Kind, Link, LinkStatus, Mention, Span

ANAPHOR = "anaphor"
"""The origin of the mention records that stand for an anaphor."""

_OTHER = (
    r"other|others|older|old|usual|standard|first|second|third|comparator|reference|control|rival|competing|existing|"
    r"former|earlier|previous|established|two|three|four|both|next|whole|only|same-class|active|wrong|right|best|"
    r"most|more|number|generic|blood|of|and|in|to|for|by|on|with|as|a|an|the|this|that|its|their|our|his|her|is|"
    r"was|are|were|if|so|who|which|taking|using"
)
_QUALIFIER = rf"(?:(?:same|latter|company's)\s+)?(?:(?!(?:{_OTHER})\b)[a-z][a-z'-]*\s+){{0,3}}?"
"""Adjectives of an anaphor (``the fully human antibody``), none of which says that another drug is meant."""
DRUG_NOUN = (
    r"drug|medicine|medication|antibody|agent|compound|pill|tablet|capsule|small molecule|injection|inhibitor|"
    r"blocker|agonist|antagonist|biologic|conjugate|nanobody|peptide|insulin|shot|jab|spray|inhaler|patch|"
    r"ointment|cream|gel|infusion|product|anticoagulant|antiviral|antibiotic|vaccine|statin"
)
_TARGET_NOUN = r"protein|receptor|enzyme|kinase|antigen|cytokine|hormone|ligand|gene|channel|transporter"
_NO_COMPOUND = (
    r"(?![\w-])(?!\s+(?:of choice|class|classes|group|development|discovery|safety|therapy|treatment of|use|"
    r"interactions?|sites?|site-\w+|reactions?|label|agency|regulators?|companies|company|makers?|maker|industry|"
    r"trials?|responses?)\b|\s+(?:of|containing)\s+\{G)"
)

_ONE_DRUG = re.compile(
    rf"\b(?:[Tt]he|[Tt]his|[Tt]hat) {_QUALIFIER}(?P<noun>{DRUG_NOUN}){_NO_COMPOUND}|"
    rf"^The (?P<form>tablet|capsule|pill|injection|infusion|shot)s(?= (?:must|should|are|can|may|were)\b)"
)
_ONE_PART = re.compile(
    r"\b(?:[Oo]ne|[Tt]he other|[Tt]he (?:first|second)|[Ii]ts other|Its [a-z-]+|The antibody) (?P<noun>arm|end|"
    r"half|side|part|tip|hand|"
    r"portion|domain|prong|"
    r"claw|hook)(?= (?:\w+ly |then |also |instead )?(?:[a-z]+s|engages|latches)\b[^.;{}]{0,60}\{T)"
)
"""``One end has …; the other end latches on to {T}``: a part of the drug that is spoken of"""
_BOTH_DRUGS = re.compile(
    rf"\b(?:(?:[Bb]oth|[Tt]he two|[Tt]hese two|[Aa]ll three|[Tt]hese three|[Aa]ll four|[Tt]hese)(?: of (?:the|"
    rf"these))? {_QUALIFIER}"
    rf"(?:drugs|medicines|agents|antibodies|compounds|pills|tablets|inhibitors|treatments|therapies))\b"
    r"(?! (?:groups|arms))"
    r"|^(?:Both|All three|All four|The two|The three)(?= (?:also |directly |selectively )?(?:are|were|have|"
    r"inhibit|block|bind|target|act|activate|"
    r"stimulate|neutrali[sz]e)\b)"
)
_COMBINATION = re.compile(
    r"\b(?:[Tt]he|[Tt]his) (?:same |new )?(?:(?:two|three|four)-drug )?(?:combination|triplet|doublet|duo|pair|"
    r"three drugs|two-drug regimen|three-drug regimen|four-drug regimen|combined treatment|"
    r"combination (?:therapy|treatment|regimen))\b"
    r"(?! (?:of|with|between)\b)"
)
_BOTH_COMBINED = re.compile(
    r"\b[Tt]he combination of (?:both|the two|the three|these two|these three)"
    r"(?= (?:was|is|has|had|did|were|showed|proved)\b|[.,;])"
)
_IT_SUBJECT = re.compile(
    r"(?:^|(?<=[;:,] )|(?<=\bown )|(?<=\bbut )|(?<=\band )|(?<=\bwhile )|(?<=\bwhereas )|(?<=\bbecause )|(?<=\bif )|"
    r"(?<=\bwhom )|(?<=\bwhich )|(?<=\bwhen )|(?<=\bso )|(?<=\balthough )|(?<=\bthough )|(?<=\buntil )|(?<=\bonce )|"
    r"(?<=\bbefore )|(?<=\bafter )|(?<=\bsince )|(?<=\bwhere )|(?<=\bis that )|(?<=[\w)}], )|(?<=\d ))"
    r"(?P<it>[Ii]t)(?= (?:(?:also|too|now|already|then|later|still|first|never|not only|\w+ly) )*"
    r"(?:is|was|has|had|should|must|can|may|might|could|would|will|does|did|got|earned|received|won|gained|"
    r"missed|met|failed|became|remained|joined|entered|reached|"
    r"(?!(?:seems|appears|turns|follows|matters|looks|rains|depends|pays|enrols|enrolls|includes|"
    r"involves|compares|"
    r"shows|suggests|marks|comes|means|says|plans|expects|applies|aims|hopes|intends|recommends|"
    r"considers)\b)[a-z]{3,}s)\b)"
)
_IT_AFTER_A_CLAUSE = re.compile(
    r"(?:^|; )(?:(?:Once|When|After|As soon as|If|Where) [^,;{}]{3,60}?|[Aa]s an? [^,;]{3,60}?\{T\d+\}|(?:At|"
    r"On|With) (?:one|its|each) [^,;{}]{2,40}?) "
    r"(?P<it>it)(?= (?:\w+ly |also |then )?(?:[a-z]{3,}s|has)\b)"
)
"""``Once inside the cell it silences …``, ``as a blocker of {T} it slows …``"""
_AS_A = re.compile(r"(?:; )?[Aa]s an? ")
_SUCH = re.compile(
    r"\b(?:one|another|an?other|the first|the latest) (?P<such>such) (?=(?:[a-z]+ )?(?:inhibitor|blocker|antagonist|"
    r"agonist|antibody|activator|degrader)\b)"
)
"""``{G}, one such inhibitor``: of the target last spoken of"""
_IT_APPROVED = re.compile(
    r"(?<=[\w}] )(?P<it>it) "
    r"(?=(?:is|was|has been|had been|became|must|should) (?:also |now |not |already |first |then )*"
    r"(?:approved|granted|licen[sc]ed|indicated|authori[sz]ed|contraindicated|given|taken|used|be)\b)"
)
_EXPLETIVE = re.compile(
    r"[Ii]t became (?:apparent|clear|evident|known|obvious|possible|standard)\b|"
    r"[Ii]t (?:\w+ )?(?:is|was|has been|remains|may be|is not|would be)(?: \w+ly| still| also| too)? "
    r"(?:believed|thought|hypothesi[sz]ed|suggested|unclear|unknown|known|possible|likely|unlikely|important|not|clear|"
    r"estimated|reported|expected|recommended|hoped|soon|early|uncertain|too|notable|noteworthy|assumed|shown|worth)\b"
    r"(?! (?:to |for |in |as )?\{|(?: to)? (?:patients|approved))"
)
_IT_EVENT = re.compile(
    r"^(?P<it>It) (?=(?:struck|hit|affected|befell|troubled|occurred in|was (?:\w+ )?(?:seen|reported|noted|"
    r"recorded|observed) in)\b)"
)
"""``{F} is what doctors fear. It struck half of the patients``"""
_IT_OBJECT = re.compile(
    r"\b(?:combin(?:e[sd]?|ing)|pair(?:s|ed|ing)?|add(?:s|ed|ing)?|took|takes?|taking|receiv(?:e[sd]?|ing)|given|gave|"
    r"gives|tests?|testing|tested|compar(?:e[sd]?|ing)|studies|studied|studying|evaluat(?:e[sd]?|ing)|approved|"
    r"sold|sell|market(?:ed)?|approve[sd]?|cleared?|refused?|rejected|turned|declined|licen[sc]ed?|authori[sz]ed?|prescribed?|use[ds]?|using|"
    r"tolerated?|"
    r"with|without|on|hypersensitivity to|allergic to|reaction to|away from|clear of|avoid) (?P<it>it)\b(?! "
    r"(?:was|is|has|had|would|will|can|may|could)\b)"
)
_THEM_APPROVED = re.compile(r"\b(?:approved|authori[sz]ed|cleared|licen[sc]ed) (?P<it>them)\b(?! as a)")
"""``{G} eye drops …; the FDA approved them``"""
_OF_THE_TARGET = re.compile(r"\{G\d+\}[^.;]*\{T\d+\}[^.;{}]*\b(?:and|then|thus|thereby|which) (?:\w+ly )?[a-z]+s $")
"""``{G} grabs {T} and takes`` it: what a drug does to its target"""
_ITS_EFFECTS = re.compile(
    r"\b(?P<it>[Ii]ts) (?=(?:\w+ ){0,2}(?:side[ -]effects?|adverse (?:events?|effects?|reactions?)|downsides?|"
    r"drawbacks?|"
    r"toxicit(?:y|ies))\b)"
)
"""``{F} and {F} are its main drawbacks``"""
_EXPRESSED_IT = re.compile(r"\b(?:over)?express(?:es)? (?P<it>it)\b")
_ONE_TARGET = re.compile(
    rf"(?<!is )(?<!are )(?<!was )\b(?:[Tt]he|[Tt]his|[Tt]hat) (?:same )?"
    rf"(?P<noun>{_TARGET_NOUN})\b(?! (?:of|for)\b)"
    r"(?![\w-])(?! \{T)"
    rf"|\b(?:[Tt]he|[Tt]hese|[Tt]hose) same (?P<nouns>{_TARGET_NOUN})s\b(?! (?:of|for)\b)"
)
_BOTH_TARGETS = re.compile(
    r"\b(?:(?:[Bb]oth|[Tt]he two|[Tt]hese two|[Tt]he same two) (?:of (?:the|these) )?(?:proteins|receptors|"
    r"enzymes|kinases|"
    r"cytokines|hormones|channels|antigens|ligands|targets|molecules|interleukins)|(?<=[a-z] )both(?=[.,;]))"
)
_ONE_DISEASE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat) (?:same )?(?P<noun>disease|condition|cancer|disorder|indication|illness|malignancy|"
    r"infection|syndrome)\b"
    r"(?! (?:control|progress|activity|burden|progression|of)\b)(?![\w-])"
)


def anaphors(sentence: SentenceView, number: int, state: State, forms: list[Insertion]) -> list[Insertion]:
    """``forms``, and what the anaphors of sentence ``number`` stand for, given what was left in ``state``."""
    text = sentence.masked
    found = list(forms)

    def put(match: re.Match[str], meant: tuple[Participant, ...], group: str | int = 0) -> None:
        if meant:
            found.append(insertion(sentence, match.span(group), meant))

    if sentence.block_kind in (BlockKind.TITLE, BlockKind.HEADING):
        return found
    for match in _ONE_DRUG.finditer(text):
        if re.match(r",\s\{G\d+\},", text[match.end() :]):
            continue
        put(match, antecedents.one_drug(sentence, number, state, match.start(), match["noun"] or match["form"]))
    for match in _ONE_PART.finditer(text):
        put(match, antecedents.one_drug(sentence, number, state, match.start(), "drug"))
    for match in _BOTH_DRUGS.finditer(text):
        put(match, antecedents.several_drugs(sentence, number, state, match))
    for match in _BOTH_COMBINED.finditer(text):
        put(match, antecedents.several_drugs(sentence, number, state, match))
    for match in _COMBINATION.finditer(text):
        put(match, antecedents.combination(sentence, state, match))
    subjects = (_IT_SUBJECT, _IT_APPROVED, _IT_AFTER_A_CLAUSE)
    for match in sorted((m for p in subjects for m in p.finditer(text)), key=lambda m: m.start("it")):
        if not _EXPLETIVE.match(text, match.start("it")):
            spoken = [i for i in found if i.start < match.start("it") and i.kind in (Kind.DRUG, Kind.TARGET)]
            if _AS_A.match(match.group()):
                put(match, antecedents.one_drug(sentence, number, state, match.start("it"), "it"), "it")
                continue
            put(match, antecedents.subject(sentence, number, state, match.start("it"), spoken), "it")
    for match in _IT_EVENT.finditer(text) if state.opening else ():
        put(match, state.opening, "it")
    for match in (m for p in (_IT_OBJECT, _THEM_APPROVED) for m in p.finditer(text)):
        if _OF_THE_TARGET.search(text, 0, match.start("it")):
            continue
        spoken = [i for i in found if i.start < match.start("it") and i.kind is Kind.DRUG]
        put(match, antecedents.one_drug(sentence, number, state, match.start("it"), "it", spoken), "it")
    for match in _ITS_EFFECTS.finditer(text):
        put(match, antecedents.one_drug(sentence, number, state, match.start("it"), "it"), "it")
    for match in _EXPRESSED_IT.finditer(text):
        put(match, antecedents.last(sentence, number, state, match.start("it"), Kind.TARGET, first=True), "it")
    for match in _ONE_TARGET.finditer(text):
        noun = match["noun"] or match["nouns"]
        put(match, antecedents.last(sentence, number, state, match.start(), Kind.TARGET, noun=noun))
    for match in _SUCH.finditer(text):
        put(match, antecedents.last(sentence, number, state, match.start(), Kind.TARGET, reach=1), "such")
    for match in _BOTH_TARGETS.finditer(text):
        put(match, antecedents.two_targets(sentence, number, state, match.start()))
    for match in _ONE_DISEASE.finditer(text):
        put(match, antecedents.disease(sentence, number, state, match.start(), match["noun"]) or state.diseases[:1])
    return found


def insertion(sentence: SentenceView, span: tuple[int, int], meant: tuple[Participant, ...]) -> Insertion:
    """The stretch ``span`` of the masked sentence as standing for ``meant``, which the article named before."""
    place = sentence.span(*span)
    kind = meant[0].concept.kind
    return Insertion(*span, kind, tuple(_reached(a, place, sentence) for a in meant))


def _reached(antecedent: Participant, place: Span, sentence: SentenceView) -> Participant:
    start = sentence.sentence.span.start
    words = sentence.text[place.start - start : place.end - start]
    link = Link(antecedent.concept, LinkStatus.LINKED, 1.0, ANAPHOR)
    if antecedent.mention.link is not None and antecedent.mention.link.concept == antecedent.concept:
        link = replace(antecedent.mention.link, how=ANAPHOR)
    mention = Mention(place, words, antecedent.concept.kind, ANAPHOR, antecedent.mention.score, None, link)
    return Participant(antecedent.concept, mention, antecedent.reached or (antecedent.mention,))
