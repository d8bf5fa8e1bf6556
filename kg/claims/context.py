"""What the rules may know of the document beyond the sentence: its trials, its topic, where names stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.claims.headings import Heading, headings
from kg.claims.of_the_body import is_of_the_body
from kg.claims.reading import Participant, Reading, participants_of
from kg.claims.safety import safety_runs
from kg.claims.topic import main_disease, main_drug
from kg.claims.trials.design import PEOPLE
from kg.claims.trials.records import TrialFrame, TrialReading
from kg.claims.trials.sections import tells_of_others
from kg.claims.view import DocumentView, SentenceView
from kg.model import ArmRole, BlockKind, Concept, Kind, Mention

_OPENING = 30
"""Characters of a paragraph within which the drug that it is about is named."""


@dataclass(frozen=True, slots=True)
class Context:
    """The document around a sentence.

    ``drugs`` and ``diseases`` are those of the title, in order; where it names no drug, ``drugs`` is the one that the
    article is about. ``topic`` is the disease that the article is about, if there is one. ``safety`` holds
    the indices of the sentences that go on telling adverse events which a sentence before began to tell, ``heads`` the
    heading of each sentence that stands under one; ``randomised`` says that the document reports how people were
    assigned at random.
    """

    trials: TrialReading
    mentions: tuple[Mention, ...]
    drugs: tuple[Concept, ...]
    diseases: tuple[Concept, ...]
    topic: Concept | None
    safety: frozenset[int]
    heads: Mapping[int, Heading]
    randomised: bool

    def about(self, reading: Reading) -> tuple[TrialFrame, ...]:
        """The trials that the sentence is about."""
        return self.trials.about(reading.view.sentence.index)

    def reach(self, concept: Concept, reading: Reading) -> Participant | None:
        """``concept`` as an end of a claim of ``reading``: its mention there, else the last before, else the first."""
        start, end = reading.view.sentence.span.start, reading.view.sentence.span.end
        own = [m for m in self.mentions if _is(m, concept)]
        if not own:
            return None
        for mention in own:
            if start <= mention.span.start < end:
                return Participant(concept, mention)
        before = [m for m in own if m.span.start < start]
        chosen = before[-1] if before else own[0]
        return Participant(concept, chosen, (chosen,))

    def alone(self, reading: Reading) -> tuple[Concept, ...]:
        """The drug that the paragraph has named before the sentence, if it has named no other."""
        start, block = reading.view.sentence.span.start, reading.view.sentence.block.span
        told = [m for m in self.mentions if block.start <= m.span.start < start and m.kind is Kind.DRUG]
        named = {p.concept.curie: p.concept for m in told for p in participants_of(m)}
        found = tuple(c for c in named.values() if not is_of_the_body(c))
        return found if len(found) == 1 else ()

    def speaks_of_another(self, disease: Concept, reading: Reading) -> bool:
        """Whether the paragraph has named diseases before the sentence, and ``disease`` is none of them."""
        start, block = reading.view.sentence.span.start, reading.view.sentence.block.span
        told = [m for m in self.mentions if block.start <= m.span.start < start and m.kind is Kind.DISEASE]
        return bool(told) and not any(_is(m, disease) for m in told)

    def in_passing(self, concept: Concept) -> bool:
        """Whether a document about another drug names ``concept`` but once."""
        others = bool(self.drugs) and concept not in self.drugs
        return others and sum(_is(m, concept) for m in self.mentions) == 1

    def opened_by(self, reading: Reading) -> tuple[Concept, ...]:
        """The same, where the paragraph begins with that drug or the article is about it."""
        found, block = self.alone(reading), reading.view.sentence.block.span
        opening = [m for m in self.mentions if block.start <= m.span.start < block.start + _OPENING]
        return tuple(c for c in found if c in self.drugs or any(_is(m, c) for m in opening))

    def first_of_paragraph(self, reading: Reading) -> tuple[Concept, ...]:
        """The drug that the sentence's paragraph begins with."""
        start, block = reading.view.sentence.span.start, reading.view.sentence.block.span
        first = (m for m in self.mentions if block.start <= m.span.start < min(block.start + _OPENING, start))
        named = next((participants_of(m) for m in first if m.kind is Kind.DRUG), ())
        return tuple(p.concept for p in named[:1])

    def investigational(self, reading: Reading) -> tuple[Concept, ...]:
        """The drugs on trial in what the sentence is about, else the first drug of the title."""
        for frame in self.about(reading):
            drugs = on_trial(frame)
            if drugs:
                return drugs
        return self.drugs[:1]


def _is(mention: Mention, concept: Concept) -> bool:
    links = (mention.link, *mention.also)
    return any(link is not None and link.concept.curie == concept.curie for link in links)


def on_trial(frame: TrialFrame) -> tuple[Concept, ...]:
    """The drugs that tell the experimental arms of a trial from its comparators."""
    experimental = _drugs(frame, ArmRole.EXPERIMENTAL)
    comparator = {c.curie for c in _drugs(frame, ArmRole.COMPARATOR)}
    own = tuple(c for c in experimental if c.curie not in comparator)
    return own or experimental


def _drugs(frame: TrialFrame, role: ArmRole) -> tuple[Concept, ...]:
    found = {c.curie: c for arm in frame.arms if arm.role is role for c in arm.drugs}
    return tuple(found.values())


def blamed(drugs: tuple[Participant, ...], frames: tuple[TrialFrame, ...]) -> tuple[Participant, ...]:
    """The drugs of a regimen that an event of its arm belongs to: those that the other arms do not get.

    Where each drug of the regimen has an arm of its own (both alone against both together), all are on trial.
    """
    if len(drugs) < 2:
        return drugs
    names = {p.concept.curie for p in drugs}
    for frame in frames:
        arms = [{c.curie for c in arm.drugs} for arm in frame.arms]
        if names not in arms:
            continue
        others = [arm for arm in arms if arm != names and arm]
        if all({name} in others for name in names):
            return drugs
        shared = set().union(*others) if others else set()
        own = tuple(p for p in drugs if p.concept.curie not in shared)
        if own:
            return own
    return drugs


def context_of(view: DocumentView, trials: TrialReading) -> Context:
    """The context of the document ``view``."""
    mentions = tuple(m for s in view.sentences for m in s.mentions)
    titles = [s for s in view.sentences if s.block_kind is BlockKind.TITLE]
    drugs, diseases = _named(titles or list(view.sentences[:1]), Kind.DRUG), _named(titles, Kind.DISEASE)
    drug, disease = main_drug(view), main_disease(view)
    if drug is not None and (not drugs or (all(c.minted for c in drugs) and not drug.concept.minted)):
        drugs = (drug.concept,)
    topic = disease.concept if disease else _only_condition(trials)
    randomised = any(_RANDOMISED.search(s.masked) for s in view.sentences if not tells_of_others(s.section))
    heads = headings(view.sentences)
    return Context(trials, mentions, drugs, diseases, topic, safety_runs(view.sentences), heads, randomised)


_RANDOMISED = re.compile(
    rf"\b{PEOPLE}\b[^.;]{{0,120}}?\b(?:were|was)\s+(?:\w+\s+){{0,2}}(?:randomi[sz]ed|randomly\s+(?:allocated|assigned|divided))\b|"
    r"\b(?:double-blind|placebo-controlled|randomi[sz]ed)\b[^.;]{0,60}\b(?:trial|study)\b[^.;]{0,40}?\bwas\s+(?:carried\s+out|"
    r"conducted|done|performed|undertaken)\b",
    re.IGNORECASE,
)


def _only_condition(trials: TrialReading) -> Concept | None:
    """The one disease that all trials of the document are in."""
    conditions = {c.curie: c for frame in trials.frames for c in frame.conditions}
    return next(iter(conditions.values())) if len(conditions) == 1 else None


def _named(sentences: Sequence[SentenceView], kind: Kind) -> tuple[Concept, ...]:
    named = (p.concept for s in sentences for _, m in s.of_kind(kind) for p in participants_of(m))
    return tuple({c.curie: c for c in named if not is_of_the_body(c)}.values())
