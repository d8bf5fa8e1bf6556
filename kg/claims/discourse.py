"""What ``the antibody``, ``it``, ``both drugs``, ``the combination`` or ``SVd`` stand for, sentence after sentence.

A reader resolves these from what was last spoken of. So does this: the state carries the drugs, targets, diseases and
combinations that the sentences before have named, and each sentence is read with its anaphors put in. What cannot be
told stays as it is, and no rule sees a name there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from kg.claims.phrases import G_LIST
from kg.claims.reading import Insertion, Participant, Reading, is_of_the_body, participants_of, read, tokens
from kg.claims.short_forms import products, regimens
from kg.claims.view import MENTION, DocumentView, SentenceView
from kg.model import BlockKind, Kind, Link, LinkStatus, Mention, Span

ANAPHOR = "anaphor"
"""The origin of the mention records that stand for an anaphor."""

_QUALIFIER = (
    r"(?:(?:study|trial|experimental|investigational|new|newer|oral|daily|weekly|company's|injectable|same|latter)\s+)?"
)
_DRUG_NOUN = (
    r"drug|medicine|medication|antibody|agent|compound|pill|tablet|capsule|small molecule|injection|inhibitor|"
    r"blocker|agonist|antagonist|biologic|conjugate|nanobody|peptide|insulin|shot|jab|spray|inhaler|patch|"
    r"ointment|cream|product|anticoagulant|antiviral|statin"
)
_TARGET_NOUN = r"protein|receptor|enzyme|kinase|antigen|cytokine|hormone|ligand|gene|channel|transporter"
_NO_COMPOUND = (
    r"(?![\w-])(?!\s+(?:of choice|class|classes|group|development|discovery|safety|therapy|treatment of|use|"
    r"interactions?)\b)"
)

_ONE_DRUG = re.compile(rf"\b(?:[Tt]he|[Tt]his|[Tt]hat) {_QUALIFIER}(?P<noun>{_DRUG_NOUN}){_NO_COMPOUND}")
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
_IT_SUBJECT = re.compile(
    r"(?:^|(?<=[;:,] )|(?<=\bown )|(?<=\bbut )|(?<=\band )|(?<=\bwhile )|(?<=\bwhereas )|(?<=\bbecause )|(?<=\bif )|"
    r"(?<=\bwhom )|(?<=\bsince )|(?<=\bwhere )|(?<=[\w)}], )|(?<=\d ))"
    r"(?P<it>[Ii]t)(?= (?:also |now |already |then |later )*"
    r"(?:slows|raises|lowers|reduces|cuts|keeps|helps|increases|improves|restores|shuts|turns|"
    r"switches|mimics|is|was|has|had|works|blocks|inhibits|binds|acts|targets|activates|stimulates|"
    r"should|must|can|may|might|could|"
    r"received|won|gained|remains|prevents|stops|neutrali[sz]es|causes|does|did|attaches|selectively|specifically)\b)"
)
_IT_APPROVED = re.compile(
    r"(?<=[\w}] )(?P<it>it) "
    r"(?=(?:is|was|has been|had been|became|must|should) (?:also |now |not |already |first |then )*"
    r"(?:approved|granted|licen[sc]ed|indicated|authori[sz]ed|contraindicated|given|taken|used|be)\b)"
)
_EXPLETIVE = re.compile(
    r"[Ii]t (?:\w+ )?(?:is|was|has been|remains|may be|is not|would be)(?: \w+ly| still| also| too)? "
    r"(?:believed|thought|hypothesi[sz]ed|suggested|unclear|unknown|known|possible|likely|unlikely|important|not|clear|"
    r"estimated|reported|expected|recommended|hoped|soon|early|uncertain|too|notable|noteworthy|assumed|shown|worth)\b"
    r"(?! (?:to |for |in |as )?\{|(?: to)? (?:patients|approved))"
)
_IT_OBJECT = re.compile(
    r"\b(?:combin(?:e[sd]?|ing)|pair(?:s|ed|ing)?|add(?:s|ed|ing)?|took|takes?|taking|receiv(?:e[sd]?|ing)|given|gave|"
    r"gives|tests?|testing|tested|compar(?:e[sd]?|ing)|studies|studied|studying|evaluat(?:e[sd]?|ing)|approved|"
    r"approve[sd]?|cleared?|refused?|rejected|turned|declined|licen[sc]ed?|authori[sz]ed?|prescribed?|use[ds]?|using|"
    r"tolerated?|"
    r"with|without|on|hypersensitivity to|allergic to) (?P<it>it)\b(?! (?:was|is|has|had|would|will|can|may|could)\b)"
)
_EXPRESSED_IT = re.compile(r"\b(?:over)?express(?:es)? (?P<it>it)\b")
_ONE_TARGET = re.compile(
    rf"(?<!is )(?<!are )(?<!was )\b(?:[Tt]he|[Tt]his) (?:same )?(?P<noun>{_TARGET_NOUN})\b(?! (?:of|for)\b)(?![\w-])"
    r"(?! \{T)"
)
_BOTH_TARGETS = re.compile(
    r"\b(?:(?:[Bb]oth|[Tt]he two|[Tt]hese two) (?:of (?:the|these) )?(?:proteins|receptors|enzymes|kinases|"
    r"cytokines|hormones|channels|antigens|ligands|targets|molecules|interleukins)|(?<=[a-z] )both(?=[.,;]))"
)
_ONE_DISEASE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat) (?:same )?(?:disease|condition|cancer|disorder|indication|illness|malignancy|"
    r"infection)\b"
    r"(?! (?:control|progress|activity|burden|progression|of)\b)(?![\w-])"
)
_COMBINED = re.compile(
    rf"{G_LIST}(?:\s+(?:plus|(?:given |taken |used )?(?:together |in combination |combined )?with|added to|"
    rf"and)\s+(?:\w[\w-]*\s+){{0,3}}{G_LIST})*"
)
_PATIENT = re.compile(r"\b(?:patients|people|women|men|adults|children|participants)\b")
_SUBJECT_LEAD = 1
"""By how many sentences what a sentence was about outlasts what another one only mentioned."""
_WINDOW = 3
"""Sentences that an anaphor looks back before it falls back on the heading's and the title's name."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A participant, the sentence that named it, and whether that sentence is about it."""

    participant: Participant
    sentence: int
    subject: bool


@dataclass(slots=True)
class _State:
    heard: list[Heard] = field(default_factory=list)
    combinations: list[tuple[Participant, ...]] = field(default_factory=list)
    subjects: list[tuple[int, tuple[Participant, ...]]] = field(default_factory=list)
    title: tuple[Participant, ...] = ()
    heading: tuple[Participant, ...] = ()
    diseases: tuple[Participant, ...] = ()
    nouns: dict[str, set[str]] = field(default_factory=dict)


def read_document(view: DocumentView) -> tuple[Reading, ...]:
    """All sentences of ``view`` with their anaphors and regimen abbreviations put in."""
    source = view.annotated.document.source
    state = _State()
    short_forms = products(view) | regimens(view)
    readings = []
    for number, sentence in enumerate(view.sentences):
        if sentence.block_kind is BlockKind.HEADING:
            state.heading = _of_kind(sentence, Kind.DRUG)
        insertions = _anaphors(sentence, number, state) + _short_forms(sentence, short_forms)
        reading = read(source, sentence, _disjoint(insertions))
        if sentence.block_kind is BlockKind.TITLE and not state.title:
            state.title, state.diseases = _of_kind(sentence, Kind.DRUG), _of_kind(sentence, Kind.DISEASE)
        _listen(reading, number, state)
        readings.append(reading)
    return tuple(readings)


def _short_forms(sentence: SentenceView, known: dict[str, tuple[Participant, ...]]) -> list[Insertion]:
    found = []
    for short, drugs in known.items():
        for match in re.finditer(rf"(?<![\w(-]){re.escape(short)}(?![\w)-])", sentence.masked):
            found.append(_insertion(sentence, match.span(), drugs))
    return found


def _of_kind(sentence: SentenceView, kind: Kind) -> tuple[Participant, ...]:
    found = {p.concept.curie: p for _, m in sentence.of_kind(kind) for p in participants_of(m)}
    return tuple(found.values())


def _insertion(sentence: SentenceView, span: tuple[int, int], antecedents: tuple[Participant, ...]) -> Insertion:
    place = sentence.span(*span)
    kind = antecedents[0].concept.kind
    return Insertion(*span, kind, tuple(_reached(a, place, sentence) for a in antecedents))


def _reached(antecedent: Participant, place: Span, sentence: SentenceView) -> Participant:
    start = sentence.sentence.span.start
    words = sentence.text[place.start - start : place.end - start]
    link = Link(antecedent.concept, LinkStatus.LINKED, 1.0, ANAPHOR)
    if antecedent.mention.link is not None and antecedent.mention.link.concept == antecedent.concept:
        link = replace(antecedent.mention.link, how=ANAPHOR)
    mention = Mention(place, words, antecedent.concept.kind, ANAPHOR, antecedent.mention.score, None, link)
    return Participant(antecedent.concept, mention, antecedent.reached or (antecedent.mention,))


def _disjoint(insertions: list[Insertion]) -> tuple[Insertion, ...]:
    chosen: list[Insertion] = []
    for insertion in sorted(insertions, key=lambda i: (i.start, -i.end)):
        if not chosen or chosen[-1].end <= insertion.start:
            chosen.append(insertion)
    return tuple(chosen)


def _anaphors(sentence: SentenceView, number: int, state: _State) -> list[Insertion]:
    text = sentence.masked
    found: list[Insertion] = []

    def put(match: re.Match[str], antecedents: tuple[Participant, ...], group: str | int = 0) -> None:
        if antecedents:
            found.append(_insertion(sentence, match.span(group), antecedents))

    if sentence.block_kind in (BlockKind.TITLE, BlockKind.HEADING):
        return found
    for match in _ONE_DRUG.finditer(text):
        if re.match(r",\s\{G\d+\},", text[match.end() :]):
            continue
        put(match, _one_drug(sentence, number, state, match.start(), match["noun"]))
    for match in _BOTH_DRUGS.finditer(text):
        put(match, _several_drugs(sentence, number, state, match))
    for match in _COMBINATION.finditer(text):
        put(match, _combination(sentence, state, match))
    for match in sorted([*_IT_SUBJECT.finditer(text), *_IT_APPROVED.finditer(text)], key=lambda m: m.start("it")):
        if not _EXPLETIVE.match(text, match.start("it")):
            spoken = [i for i in found if i.start < match.start("it") and i.kind in (Kind.DRUG, Kind.TARGET)]
            put(match, _subject(sentence, number, state, match.start("it"), spoken), "it")
    for match in _IT_OBJECT.finditer(text):
        put(match, _one_drug(sentence, number, state, match.start("it"), "it"), "it")
    for match in _EXPRESSED_IT.finditer(text):
        put(match, _last(sentence, number, state, match.start("it"), Kind.TARGET, first=True), "it")
    for match in _ONE_TARGET.finditer(text):
        put(match, _last(sentence, number, state, match.start(), Kind.TARGET))
    for match in _BOTH_TARGETS.finditer(text):
        put(match, _two_targets(sentence, number, state, match.start()))
    for match in _ONE_DISEASE.finditer(text):
        put(match, _last(sentence, number, state, match.start(), Kind.DISEASE, reach=8) or state.diseases[:1])
    return found


def _before(sentence: SentenceView, at: int, kind: Kind) -> list[Participant]:
    """What the sentence itself has named before ``at``."""
    found: list[Participant] = []
    for index, mention in sentence.of_kind(kind):
        if sentence.position(index) < at:
            found += participants_of(mention)
    return found


def _one_drug(sentence: SentenceView, number: int, state: _State, at: int, noun: str) -> tuple[Participant, ...]:
    """The drug that a singular anaphor means: one that fits the noun, what the last sentences are about first."""
    here = list(dict.fromkeys(_before(sentence, at, Kind.DRUG)))
    candidates = [here[0]] if len({p.concept.curie for p in here}) == 1 else []
    recent = [h for h in state.heard if h.participant.concept.kind is Kind.DRUG and number - h.sentence <= _WINDOW]
    recent.sort(key=lambda h: (-h.sentence - (_SUBJECT_LEAD if h.subject else 0), not h.subject))
    candidates += [h.participant for h in recent]
    candidates += [*state.heading, *state.title]
    candidates = [c for c in candidates if not is_of_the_body(c.concept)]
    if noun == "it":
        return tuple(candidates[:1])
    fitting = [c for c in candidates if noun in state.nouns.get(c.concept.curie, ())]
    fitting += [c for c in candidates if _fits(c, noun, state)]
    return tuple(fitting[:1])


_ANY_DRUG = frozenset(
    {"drug", "medicine", "medication", "agent", "compound", "injection", "biologic", "shot", "jab", "product"}
)


def _fits(candidate: Participant, noun: str, state: _State) -> bool:
    label = candidate.concept.label.lower()
    if noun == "antibody":
        return label.endswith("mab") or "antibody" in state.nouns.get(candidate.concept.curie, ())
    if noun in _ANY_DRUG:
        return True
    called = state.nouns.get(candidate.concept.curie, set())
    if noun in ("pill", "tablet", "capsule", "small molecule"):
        return not label.endswith(("mab", "cept"))
    return noun in called


def _several_drugs(sentence: SentenceView, number: int, state: _State, match: re.Match[str]) -> tuple[Participant, ...]:
    """The drugs that ``both drugs`` or ``all three`` means: those of the last sentence with several, if so many."""
    wanted = next((n for word, n in _NUMBER_OF_DRUGS.items() if word in match.group().lower()), 2)
    here = {p.concept.curie: p for p in _before(sentence, match.start(), Kind.DRUG)}
    if len(here) == wanted:
        return tuple(here.values())
    by_sentence: dict[int, dict[str, Participant]] = {}
    for heard in state.heard:
        if heard.participant.concept.kind is Kind.DRUG:
            by_sentence.setdefault(heard.sentence, {})[heard.participant.concept.curie] = heard.participant
    for earlier in sorted(by_sentence, reverse=True):
        if number - earlier <= _WINDOW + 5 and len(by_sentence[earlier]) >= 2:
            return tuple(by_sentence[earlier].values()) if len(by_sentence[earlier]) == wanted else ()
    return state.title if len(state.title) == wanted else ()


_NUMBER_OF_DRUGS = {"two": 2, "doublet": 2, "duo": 2, "pair": 2, "three": 3, "triplet": 3, "four": 4}


def _combination(sentence: SentenceView, state: _State, match: re.Match[str]) -> tuple[Participant, ...]:
    """The last combination spoken of; one with as many drugs as the anaphor says, where it says."""
    wanted = next((n for word, n in _NUMBER_OF_DRUGS.items() if word in match.group().lower()), None)
    here = _combined_in(read("", sentence), sentence.masked[: match.start()])
    known = [*reversed(state.combinations)]
    if here:
        known.insert(0, here)
    return next((c for c in known if wanted is None or len(c) == wanted), ())


_TOGETHER_WITH = re.compile(r"(?:Together|Combined|Along|In combination|Given|Taken|Used|Like|Unlike)\b[^,;]*$")


def _subject(
    sentence: SentenceView, number: int, state: _State, at: int, spoken: list[Insertion]
) -> tuple[Participant, ...]:
    """What ``it`` at the head of a clause means: what the clause before is about."""
    clause = re.search(r"(?:^|[;:] )([^;:]*)$", sentence.masked[:at].rstrip(" ;:"))
    if clause and _TOGETHER_WITH.match(clause[1]):
        clause = None
    before = [sentence.mentions[int(m[2])] for m in MENTION.finditer(clause[1] if clause else "")]
    named = [m for m in before if m.kind in (Kind.DRUG, Kind.TARGET)]
    if named:
        return participants_of(named[0])[:1]
    if spoken:
        return spoken[0].participants[:1]
    for earlier, participants in reversed(state.subjects):
        if number - earlier > 2:
            break
        if participants:
            return participants
    return ()


def _last(
    sentence: SentenceView,
    number: int,
    state: _State,
    at: int,
    kind: Kind,
    *,
    first: bool = False,
    reach: int = _WINDOW,
) -> tuple[Participant, ...]:
    here = _before(sentence, at, kind)
    if here:
        return (here[0] if first else here[-1],)
    for heard in reversed(state.heard):
        if number - heard.sentence > reach:
            break
        if heard.participant.concept.kind is kind:
            return (heard.participant,)
    return ()


def _two_targets(sentence: SentenceView, number: int, state: _State, at: int) -> tuple[Participant, ...]:
    """The two targets last spoken of: those before in the sentence, else those of the last sentence with two."""
    here = {p.concept.curie: p for p in _before(sentence, at, Kind.TARGET)}
    if len(here) > 1:
        return tuple(here.values())[-2:]
    by_sentence: dict[int, dict[str, Participant]] = {}
    for heard in state.heard:
        if heard.participant.concept.kind is Kind.TARGET and number - heard.sentence <= _WINDOW:
            by_sentence.setdefault(heard.sentence, {})[heard.participant.concept.curie] = heard.participant
    last = max((n for n, known in by_sentence.items() if len(known) > 1), default=None)
    return tuple(by_sentence[last].values())[-2:] if last is not None else ()


def _combined_in(reading: Reading, text: str) -> tuple[Participant, ...]:
    """The first drugs of ``text`` that are named as one treatment (what it is compared with comes after)."""
    for match in _COMBINED.finditer(text):
        drugs = reading.participants(match.group(), "G")
        if len(drugs) > 1 and not re.search(r"\bor\b|\balone\b", match.group()):
            return drugs
    return ()


_IS_A = re.compile(
    rf"\{{G(\d+)\}}(?:,| is| was|, which is)\s+(?:an?|the|one)\b[^{{}};]{{0,60}}?\b(?P<noun>{_DRUG_NOUN})s?\b"
)
_FIRST = re.compile(r"\{([A-Z])(\d+)\}")
_JOINT_NAME = re.compile(r"\{G\d+\}(?:[-/]\{G\d+\})+")


def _listen(reading: Reading, number: int, state: _State) -> None:
    """Remember what a sentence was about."""
    seen: set[str] = set()
    head = _head(reading.text)
    first = True
    for token in sorted(tokens(reading.text, "GTDC"), key=lambda t: (t.start() < head, t.start())):
        subject = first and _OBLIQUE.search(reading.text[: token.start()]) is None
        for participant in reading.groups[int(token[2])]:
            if participant.concept.curie in seen:
                continue
            seen.add(participant.concept.curie)
            state.heard.append(Heard(participant, number, subject))
        first = False
    state.subjects.append((number, _subject_of(reading)))
    for match in _IS_A.finditer(reading.text):
        for participant in reading.groups[int(match[1])]:
            state.nouns.setdefault(participant.concept.curie, set()).add(match["noun"])
    combined = _combined_in(reading, reading.text)
    if combined:
        state.combinations.append(combined)


_OBLIQUE = re.compile(r"\b(?:than|versus|for|on|to|from|by|after|with|against)\s(?:[\w-]+\s){0,3}$")
"""What stands before a name that is not what the sentence is about."""
_FRONTED = re.compile(
    r"(?:In|At|By|With|After|Before|Taken|Given|Used|Added|Unlike|Like|Among|For|On|During|Compared|Because|"
    r"When|If|Although|As|Under|From|To|While|Since|Based|"
    r"Based on|Apart|Besides|Alongside|Together|Combined|Despite)\b[^,;]*,\s"
)


def _head(text: str) -> int:
    """Where the main clause begins after a fronted phrase that is not its subject."""
    fronted = _FRONTED.match(text)
    return fronted.end() if fronted and re.search(r"\{[GT]\d", text[fronted.end() :]) else 0


def _subject_of(reading: Reading) -> tuple[Participant, ...]:
    """The drug or target that the sentence begins with (a clause about patients or a trial may come before)."""
    for token in _FIRST.finditer(reading.text, _head(reading.text)):
        if token[1] in "GT" and _OBLIQUE.search(reading.text[: token.start()]):
            return ()
        if token[1] in "GT":
            joint = _JOINT_NAME.match(reading.text, token.start())
            return reading.participants(joint.group(), "G") if joint else reading.groups[int(token[2])][:1]
        if token[1] == "D" and not _PATIENT.search(reading.text[: token.start()]):
            return ()
    return ()
