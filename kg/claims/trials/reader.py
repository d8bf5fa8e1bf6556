"""From the sentences of a document to its trials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.claims import discourse, reading, short_forms
from kg.claims.of_the_body import is_of_the_body
from kg.claims.reading import Participant, Reading
from kg.claims.safety import safety_runs
from kg.claims.topic import main_disease
from kg.claims.trials import statements
from kg.claims.trials.arms import Arm, Scheme, Topic, alone, settled, with_placebo
from kg.claims.trials.conditions import Condition, conditions
from kg.claims.trials.design import Fact, Property, best, facts
from kg.claims.trials.naming import Study, is_registry, other_short_forms, studies
from kg.claims.trials.plain import plain
from kg.claims.trials.records import TrialFrame, TrialReading
from kg.claims.trials.regimens import Joint, items, run_from
from kg.claims.trials.results import arm_cues, results
from kg.claims.trials.schemes import is_compared_to, schemes
from kg.claims.trials.scope import Passage, Reach, passages, unnamed
from kg.claims.trials.sections import tells_of_others
from kg.claims.view import DocumentView
from kg.model import BlockKind, Claim, LinkStatus, TrialResult

_ACTIVE_CONTROL = re.compile(r"(\{G\d+\})-(?:and\s+placebo-)?controlled")
_LONG = 20
"""Words from which a sentence is no heading."""
_ANIMALS = re.compile(
    r"\b(?:mice|mouse|rats?|monkeys?|macaques?|guinea pigs?|dogs?|canine|cats?|feline|pigs?|piglets?|swine|rabbits?|"
    r"sheep|lambs?|goats?|horses?|equine|cows?|calves|cattle|bovine|llamas?|alpacas?|hens?|broilers?|zebrafish|"
    r"animals?|cell lines?|in vitro)\b",
    re.I,
)
"""Whom a study without a name was done in, if not in people."""
_IN_ANIMALS = re.compile(
    r"\b(?:in|of)\s(?:an?\s)?(?:[\w-]+\s){0,3}?(?:mice|mouse|murine|rats?|swine|pigs?|piglets?|porcine|rabbits?|dogs?|canine|cats?|"
    r"feline|monkeys?|macaques?|sheep|ovine|lambs?|goats?|horses?|equine|cows?|calves|cattle|bovine|zebrafish)\b",
    re.I,
)
"""A title that says in whom."""
_PLAINLY_HAD = 0.7
"""The score from which a disease is that of the people in a study without a name."""
_PLAINLY = 0.85
"""The score from which a sentence sets out the arms of a trial beyond doubt."""


@dataclass(frozen=True, slots=True)
class _Design:
    """What the passages give of the design of one trial."""

    study: Study
    facts: tuple[Fact | None, ...]
    conditions: tuple[Condition, ...]
    arms: tuple[Arm, ...]
    score: float


def read(view: DocumentView, readings: tuple[Reading, ...] | None = None) -> TrialReading:
    """The trials that ``view`` names, with a claim for every fact of their design.

    ``readings`` are those of :func:`kg.claims.discourse.read_document`, made here when they are not given.
    """
    named = studies(view.sentences, other_short_forms(view.annotated))
    readings = discourse.read_document(view) if readings is None else readings
    if not named:
        return TrialReading((), tuple(_unnamed(view, readings)))
    if any(_IN_ANIMALS.search(s.masked) for s in view.sentences if s.block_kind is BlockKind.TITLE):
        return TrialReading((), ())
    cut = passages(view, named)
    given = facts(cut)
    designs = _designs(view, named, cut, readings, given)
    short = {name: frozenset(p.concept.curie for p in drugs) for name, drugs in short_forms.regimens(view).items()}
    cues = {d.study.key: arm_cues(d.arms, short) for d in designs}
    told = results(view, named, cut, cues, safety_runs(view.sentences))
    frames = tuple(_frame(view, design, cut, told[design.study.key]) for design in designs)
    return TrialReading(frames, tuple(claim for design in designs for claim in _claims(view, design, given)))


def _designs(
    view: DocumentView,
    named: tuple[Study, ...],
    cut: tuple[Passage, ...],
    readings: tuple[Reading, ...],
    given: tuple[Fact, ...],
) -> tuple[_Design, ...]:
    diseases = conditions(cut, tuple(study.key for study in named), safety_runs(view.sentences), main_disease(view))
    offered = _schemes(view, cut, readings)
    titled = _titled(view, readings)
    found = []
    for study in named:
        arms, score = settled(offered.get(study.key, ()), titled) or _alone(study, cut, readings)
        arms = with_placebo(
            arms, (p for p in cut if study.key in p.studies and not p.other and not p.follows_other_work)
        )
        chosen = tuple(best(given, study.key, wanted) for wanted in Property)
        found.append(_Design(study, chosen, diseases[study.key], arms, score))
    return tuple(found)


def _schemes(
    view: DocumentView, cut: tuple[Passage, ...], readings: tuple[Reading, ...]
) -> dict[int, tuple[Scheme, ...]]:
    """What each trial's passages say of its arms; a whole sentence is read with its anaphors, a part without."""
    parts = Counter(passage.position for passage in cut)
    topic = Topic(_titled(view, readings), _controls(readings))
    source = view.annotated.document.source
    found: dict[int, list[Scheme]] = {}
    for passage in cut:
        if passage.studies and not passage.other and not passage.follows_other_work:
            whole = parts[passage.position] == 1
            text = readings[passage.position] if whole else reading.read(source, passage.lean)
            offered = schemes(passage, text, topic)
            for study in passage.studies:
                found.setdefault(study, []).extend(offered)
    return {study: tuple(every) for study, every in found.items()}


def _titled(view: DocumentView, readings: tuple[Reading, ...]) -> str | None:
    """The CURIE of the drug that the title, or a heading before the text, puts first."""
    for sentence, text in zip(view.sentences, readings, strict=True):
        first = re.search(r"\{G\d+\}", text.text)
        if first and sentence.block_kind in (BlockKind.TITLE, BlockKind.HEADING):
            drugs = text.participants(first.group(), "G")
            return None if is_compared_to(text.text[: first.start()]) or not drugs else drugs[0].concept.curie
        if sentence.block_kind is BlockKind.PARAGRAPH and len(sentence.text.split()) > _LONG:
            return None
    return None


def _controls(readings: tuple[Reading, ...]) -> frozenset[str]:
    """The CURIEs of active controls ("an X-controlled trial")."""
    tokens = [(text, match[1]) for text in readings for match in _ACTIVE_CONTROL.finditer(text.text)]
    return frozenset(p.concept.curie for text, token in tokens for p in text.participants(token, "G"))


def _alone(study: Study, cut: tuple[Passage, ...], readings: tuple[Reading, ...]) -> tuple[tuple[Arm, ...], float]:
    """A trial whose sentences name no drug is one of the drug that the document names first, if that is known.

    A trial that is named only where a paper tells of other work is not one of the paper's drug.
    Where a number alone names the trial (``Registration: NCT…``) nothing around it says what was given: only the title
    does.
    """
    where = next((p for p in cut if study.key in p.studies and study.sites[0][0] == p.position), None)
    bare = is_registry(study.mention)
    near = () if bare or where is None else _spoken_of(where, readings)
    if where is not None and near:
        return (alone(where, near),), 0.6
    named = [p for p in cut if study.key in p.studies and p.reach is Reach.NAMED]
    if named and all(tells_of_others(p.masked.section) for p in named):
        return (), 0.0
    titled = (t for t in readings if not bare or t.view.block_kind is BlockKind.TITLE)
    drugs = next((d for text in titled if (d := _given(text))), ())
    drugs = tuple(p for p in drugs if p.mention.link is not None and p.mention.link.status is LinkStatus.LINKED)
    if where is None or not drugs:
        return (), 0.0
    return (alone(where, drugs),), 0.55


_COMPARES = re.compile(
    r"\b(?:both|combin\w+|compar\w+|pits?|pitted|together|two(?!\s+(?:days?|doses?|months?|weeks?|years?)\b)|versus)\b",
    re.I,
)
"""What makes a trial one of more than the drug last spoken of."""
_BEGINS_WITH_DRUG = re.compile(
    r"(?:(?:Among|At|By|For|In|With)\s[^,;]{2,60},\s+|[^.;:{}]{0,40}(?:\{[DF]\d+\})?:\s+)?\{G"
)
"""A sentence about a drug, after a phrase in front or a label (``In {D}, {G} remains …``)."""
_BEFORE = 2
"""Sentences before a trial in which its paragraph may have told of what drug it goes on to speak."""


def _spoken_of(where: Passage, readings: tuple[Reading, ...]) -> tuple[Participant, ...]:
    """The drug with which a sentence of the paragraph begins, just before the one that names a trial."""
    if _COMPARES.search(where.masked.masked):
        return ()
    within = where.masked.sentence.span.start > where.sentence.span.start
    if within and readings[where.position].text.startswith("{G"):
        return tuple(
            p for p in _given(readings[where.position]) if p.mention.link and p.mention.link.status is LinkStatus.LINKED
        )
    for number in range(where.position - 1, max(where.position - 1 - _BEFORE, -1), -1):
        text = readings[number]
        if text.view.sentence.block != where.sentence.block:
            break
        if _BEGINS_WITH_DRUG.match(text.text):
            return tuple(p for p in _given(text) if p.mention.link and p.mention.link.status is LinkStatus.LINKED)
    return ()


_TOGETHER = re.compile(r"\b(?:co-?administ\w+|combin\w+|fixed-dose|together)\b[^{}]*$", re.I)


def _given(text: Reading) -> tuple[Participant, ...]:
    """The first drug of a sentence with those that it is given with; nothing where it was given before the trial or is
    what another one is compared with, or where ``A and B`` may be two arms as well as one.
    """
    words = plain(text.text)
    first = re.search(r"\{G\d+\}", words)
    if first is None or is_compared_to(words[: first.start()]):
        return ()
    given = items(words)
    run = run_from(given, next(n for n, item in enumerate(given) if item.start == first.start()))
    joint = run[1].joint if len(run) > 1 else Joint.GAP
    if joint is Joint.AND and not _TOGETHER.search(words[: first.start()]):
        return ()
    said = "".join(item.token for item in run) if joint in (Joint.AND, Joint.WITH) else first.group()
    return tuple(p for p in text.participants(said, "G") if not is_of_the_body(p.concept))


def _frame(view: DocumentView, design: _Design, cut: tuple[Passage, ...], told: tuple[TrialResult, ...]) -> TrialFrame:
    study = design.study
    phase, size, sites, countries = design.facts
    return TrialFrame(
        study.concept,
        study.mention,
        study.aliases,
        tuple(sorted({p.sentence.index for p in cut if study.key in p.studies and not p.other})),
        tuple(c.concept for c in design.conditions),
        phase.value if phase else None,
        int(size.value) if size else None,
        int(sites.value) if sites else None,
        int(countries.value) if countries else None,
        statements.trial_arms(view, study, design.arms, design.score),
        told,
    )


def _claims(view: DocumentView, design: _Design, given: tuple[Fact, ...]) -> Iterator[Claim]:
    yield from statements.of_facts(view, design.study, given, design.facts)
    yield from statements.of_conditions(view, design.study, design.conditions)
    yield from statements.of_arms(view, design.study, design.arms, design.score)
    yield from statements.of_regimens(view, design.arms, design.score)
    yield from statements.of_tested(view, design.arms, design.conditions, design.score)


def _unnamed(view: DocumentView, readings: tuple[Reading, ...]) -> Iterator[Claim]:
    """What a report on a trial without a name says of its drugs; there is no trial in the graph to hang the rest on."""
    cut = unnamed(view)
    arms, score = settled(_schemes(view, cut, readings).get(0, ())) or ((), 0.0)
    if score >= _PLAINLY and not any(_ANIMALS.search(s.masked) for s in view.sentences):
        yield from statements.of_regimens(view, arms, score)
        had = tuple(c for c in conditions(cut, (0,))[0] if c.score >= _PLAINLY_HAD)
        yield from statements.of_tested(view, arms, had, score)
