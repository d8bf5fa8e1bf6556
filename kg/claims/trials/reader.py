"""From the sentences of a document to its trials."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kg.claims import discourse, reading
from kg.claims.reading import Participant, Reading
from kg.claims.trials import statements
from kg.claims.trials.arms import Arm, Scheme, Topic, alone, schemes, settled
from kg.claims.trials.conditions import Condition, conditions
from kg.claims.trials.design import Fact, Property, best, facts
from kg.claims.trials.naming import Study, studies
from kg.claims.trials.records import TrialFrame, TrialReading
from kg.claims.trials.results import arm_cues, results
from kg.claims.trials.scope import Passage, passages
from kg.claims.view import DocumentView
from kg.model import BlockKind, Claim


_ACTIVE_CONTROL = re.compile(r"(\{G\d+\})-(?:and\s+placebo-)?controlled")


@dataclass(frozen=True, slots=True)
class _Found:
    """All that the passages give, before it is dealt out to the trials."""

    view: DocumentView
    passages: tuple[Passage, ...]
    facts: tuple[Fact, ...]
    conditions: dict[int, tuple[Condition, ...]]
    schemes: dict[int, tuple[Scheme, ...]]
    investigational: Participant | None
    short_forms: dict[str, frozenset[str]]


def read(view: DocumentView, readings: tuple[Reading, ...] | None = None) -> TrialReading:
    """The trials that ``view`` names, with a claim for every fact of their design.

    ``readings`` are those of :func:`kg.claims.discourse.read_document`, made here when they are not given.
    """
    named = studies(view.sentences)
    if not named:
        return TrialReading((), ())
    readings = discourse.read_document(view) if readings is None else readings
    cut = passages(view, named)
    topic = _investigational(readings)
    short = {name: frozenset(p.concept.curie for p in drugs) for name, drugs in discourse.regimens(view).items()}
    arms = _schemes(view, cut, readings)
    found = _Found(view, cut, facts(cut), conditions(cut, named), arms, topic, short)
    frames: list[TrialFrame] = []
    claims: list[Claim] = []
    for study in named:
        frame, said = _frame(found, study)
        frames.append(frame)
        claims.extend(said)
    return TrialReading(tuple(frames), tuple(claims))


def _investigational(readings: tuple[Reading, ...]) -> Participant | None:
    """The drug that the document names first."""
    for sentence in readings:
        drugs = sentence.participants(sentence.text, "G")
        if drugs:
            return drugs[0]
    return None


def _titled(view: DocumentView, readings: tuple[Reading, ...]) -> str | None:
    """The CURIE of the drug that the title puts first."""
    for sentence, text in zip(view.sentences, readings, strict=True):
        drugs = text.participants(text.text, "G")
        if drugs and sentence.block_kind in (BlockKind.TITLE, BlockKind.HEADING):
            return drugs[0].concept.curie
        if sentence.block_kind is BlockKind.PARAGRAPH and len(sentence.sentence.tokens or sentence.text.split()) > 20:
            return None
    return None


def _controls(readings: tuple[Reading, ...]) -> frozenset[str]:
    """The CURIEs of active controls ("an X-controlled trial")."""
    tokens = [(text, match[1]) for text in readings for match in _ACTIVE_CONTROL.finditer(text.text)]
    return frozenset(p.concept.curie for text, token in tokens for p in text.participants(token, "G"))


def _schemes(
    view: DocumentView, cut: tuple[Passage, ...], readings: tuple[Reading, ...]
) -> dict[int, tuple[Scheme, ...]]:
    """What each trial's passages say of its arms. A part of a sentence is read on its own, a whole one with its anaphors."""
    parts = Counter(passage.position for passage in cut)
    topic = Topic(_titled(view, readings), _controls(readings))
    source = view.annotated.document.source
    found: dict[int, list[Scheme]] = {}
    for passage in cut:
        if passage.studies and not passage.other:
            whole = parts[passage.position] == 1
            text = readings[passage.position] if whole else reading.read(source, passage.lean)
            for scheme in schemes(passage, text, topic):
                for study in passage.studies:
                    found.setdefault(study, []).append(scheme)
    return {study: tuple(every) for study, every in found.items()}


def _frame(found: _Found, study: Study) -> tuple[TrialFrame, tuple[Claim, ...]]:
    own = found.conditions[study.key]
    phase, size, sites, countries = chosen = tuple(best(found.facts, study.key, wanted) for wanted in Property)
    arms, score = settled(found.schemes.get(study.key, ())) or _alone(found, study)
    about = tuple(p for p in found.passages if study.key in p.studies and not p.other)
    frame = TrialFrame(
        study.concept,
        study.mention,
        study.aliases,
        tuple(sorted({p.sentence.index for p in about})),
        tuple(c.concept for c in own),
        phase.value if phase else None,
        int(size.value) if size else None,
        int(sites.value) if sites else None,
        int(countries.value) if countries else None,
        statements.trial_arms(found.view, study, arms, score),
        results(found.view, study, about, arm_cues(arms, found.short_forms)),
    )
    return frame, tuple(_claims(found, study, chosen, arms, score))


def _claims(
    found: _Found, study: Study, chosen: tuple[Fact | None, ...], arms: tuple[Arm, ...], score: float
) -> Iterator[Claim]:
    own = found.conditions[study.key]
    yield from statements.of_facts(found.view, study, found.facts, chosen)
    yield from statements.of_conditions(found.view, study, own)
    yield from statements.of_arms(found.view, study, arms, score)
    yield from statements.of_tested(found.view, arms, own, score)


def _alone(found: _Found, study: Study) -> tuple[tuple[Arm, ...], float]:
    """A trial whose sentences name no drug is one of the drug that the document is about."""
    where = [p for p in found.passages if study.key in p.studies and study.sites[0][0] == p.position]
    if not where or found.investigational is None:
        return (), 0.0
    return (alone(where[0], found.investigational),), 0.4
