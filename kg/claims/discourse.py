"""What ``the antibody``, ``it``, ``both drugs``, ``the combination`` or ``SVd`` stand for, sentence after sentence.

A reader resolves these from what was last spoken of. So does this: the state carries the drugs, targets, diseases and
combinations that the sentences before have named, and each sentence is read with its anaphors put in. What cannot be
told stays as it is, and no rule sees a name there.
"""

from __future__ import annotations

import re

from kg.claims.anaphors import DRUG_NOUN, anaphors, insertion
from kg.claims.antecedents import Heard, State, combined_in
from kg.claims.reading import Insertion, Participant, Reading, participants_of, read, tokens
from kg.claims.short_forms import products, regimens
from kg.claims.topic import main_drug
from kg.claims.view import DocumentView, SentenceView
from kg.model import BlockKind, Kind

_PATIENT = re.compile(r"\b(?:patients|people|women|men|adults|children|participants)\b")


def read_document(view: DocumentView) -> tuple[Reading, ...]:
    """All sentences of ``view`` with their anaphors and regimen abbreviations put in."""
    source = view.annotated.document.source
    known = products(view)
    state = State(main=main_drug(view), products=tuple(known.values()))
    short_forms = known | regimens(view)
    readings = []
    for number, sentence in enumerate(view.sentences):
        if sentence.block_kind is BlockKind.HEADING:
            state.heading = _of_kind(sentence, Kind.DRUG)
        insertions = anaphors(sentence, number, state, _short_forms(sentence, short_forms))
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
            found.append(insertion(sentence, match.span(), drugs))
    for number, mention in enumerate(sentence.mentions):
        drugs = known.get(mention.text, ())
        if (
            drugs
            and mention.kind in (Kind.DRUG, Kind.TREATMENT)
            and all(p.concept.minted for p in participants_of(mention))
        ):
            at = sentence.position(number)
            found.append(insertion(sentence, (at, sentence.masked.index("}", at) + 1), drugs))
    return found


def _of_kind(sentence: SentenceView, kind: Kind) -> tuple[Participant, ...]:
    found = {p.concept.curie: p for _, m in sentence.of_kind(kind) for p in participants_of(m)}
    return tuple(found.values())


def _disjoint(insertions: list[Insertion]) -> tuple[Insertion, ...]:
    chosen: list[Insertion] = []
    for one in sorted(insertions, key=lambda i: (i.start, -i.end)):
        if not chosen or chosen[-1].end <= one.start:
            chosen.append(one)
    return tuple(chosen)


_IS_A = re.compile(
    rf"\{{G(\d+)\}}(?:,| is| was|, which is)\s+(?:an?|the|one)\b[^{{}};]{{0,60}}?\b(?P<noun>{DRUG_NOUN})s?\b"
)
_CALLED = re.compile(
    rf"\{{G(?P<before>\d+)\}}(?: [\d.]+ ?%)? (?P<noun>{DRUG_NOUN})s?\b|"
    rf"\b(?P<title>{DRUG_NOUN}) \{{G(?P<after>\d+)\}}"
)
"""``{G} cream``, ``the antibody {G}``"""
_EVENT = re.compile(
    r"\b(?:(?:was|were|been) (?:\w+ )?(?:seen|reported|observed|noted|recorded|common|frequent)|affected|struck|"
    r"hit|turned up|"
    r"side effects?|adverse|occurred|fear|worry|worries)\b"
)
"""How a sentence tells of events, and not of the disease that the article is about."""
_OPENING = re.compile(r"\{[DF](\d+)\} ")
_FIRST = re.compile(r"\{([A-Z])(\d+)\}")
_JOINT_NAME = re.compile(r"\{G\d+\}(?:[-/]\{G\d+\})+")


def _listen(reading: Reading, number: int, state: State) -> None:
    """Remember what a sentence was about."""
    seen: set[str] = set()
    head = _head(reading.text)
    first = True
    event = _EVENT.search(reading.text) is not None
    opening = _OPENING.match(reading.text)
    state.opening = reading.groups[int(opening[1])] if opening else ()
    for token in sorted(tokens(reading.text, "GTDC"), key=lambda t: (t.start() < head, t.start())):
        subject = first and _OBLIQUE.search(reading.text[: token.start()]) is None
        for participant in reading.groups[int(token[2])]:
            if participant.concept.curie in seen:
                continue
            seen.add(participant.concept.curie)
            state.heard.append(Heard(participant, number, subject, reading.view.sentence.block.span, event))
        first = False
    state.subjects.append((number, _subject_of(reading)))
    for match in _IS_A.finditer(reading.text):
        for participant in reading.groups[int(match[1])]:
            state.nouns.setdefault(participant.concept.curie, set()).add(match["noun"])
    for match in _CALLED.finditer(reading.text):
        for participant in reading.groups[int(match["before"] or match["after"])]:
            state.nouns.setdefault(participant.concept.curie, set()).add(match["noun"] or match["title"])
    combined = combined_in(reading, reading.text)
    if combined:
        state.combinations.append(combined)


_OBLIQUE = re.compile(
    r"\b(?:than|versus|for|on|to(?! (?:prescribe|give|take|use|start)\b)|from|by|after|with|against|unlike|like|"
    r"such as|"
    r"including)\s(?:[\w-]+\s){0,3}$"
)
"""What stands before a name that is not what the sentence is about."""
_FRONTED = re.compile(
    r"(?:In|At|By|With|After|Before|Taken|Given|Used|Added|Unlike|Like|Among|For|On|During|Compared|Because|"
    r"When|If|Although|As|Under|From|To|While|Since|Based|"
    r"Rather|Instead|Without|Until|Even|Based on|Apart|Besides|Alongside|Together|Combined|Despite)\b[^,;]*,\s"
)


_RATHER = re.compile(r"(?:Rather than|Instead of|Unlike)\b[^;]*,\s(?=\{G\d+\}\s[a-z]+s?\b)")


_LABEL = re.compile(r"[^.;:{}]{0,60}(?:\{[DF]\d+\})?[^.;:{}]{0,20}:\s(?=\{G\d)")
"""``A note on {D}: {G} …``"""


def _head(text: str) -> int:
    """Where the main clause begins after a fronted phrase that is not its subject."""
    rather = _RATHER.match(text)
    if rather:
        return rather.end()
    label = _LABEL.match(text)
    if label:
        return label.end()
    fronted = _FRONTED.match(text)
    return fronted.end() if fronted and re.search(r"\{[GT]\d", text[fronted.end() :]) else 0


_BY_CLASS = re.compile(r"[\s-](?:agonist|antagonist|antibody|blocker|inhibitor)\b")
"""What makes of a target the drug that acts on it, named before (``The {T} antagonist lowered …``)."""
_EVENTS_OF = re.compile(r"\b(?:adverse (?:effects|events|reactions)|side effects) (?:of|with|to) (?:the )?\{G")
"""``{F} and {F} are the most common adverse effects of {G}. It …``"""


def _subject_of(reading: Reading) -> tuple[Participant, ...] | None:
    """The drug or target that the sentence begins with (a clause about patients may come before).

    ``None`` where it begins with a trial, so that ``it`` in the next one is no drug.
    """
    if re.match(r"\{C\d+\}", reading.text) and "{G" not in reading.text:
        return None
    for token in _FIRST.finditer(reading.text, _head(reading.text)):
        if token[1] in "GT" and _OBLIQUE.search(reading.text[: token.start()]):
            return ()
        if token[1] == "T" and _BY_CLASS.match(reading.text, token.end()):
            return ()
        if token[1] in "GT":
            joint = _JOINT_NAME.match(reading.text, token.start())
            return reading.participants(joint.group(), "G") if joint else reading.groups[int(token[2])][:1]
        if token[1] == "D" and not _PATIENT.search(reading.text[: token.start()]):
            break
    drugs = reading.participants(reading.text, "G")
    return drugs if len(drugs) == 1 and _EVENTS_OF.search(reading.text) else ()
