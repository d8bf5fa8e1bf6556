"""What is read about the trials of one document."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Claim, Concept, Mention, TrialArm, TrialResult


@dataclass(frozen=True, slots=True)
class TrialFrame:
    """One trial of one document.

    ``mention`` is the one that names it best (the first of an acronym, else of a registry number); ``aliases`` are the
    CURIEs of all concepts that its mentions are linked to. ``sentences`` are the :attr:`kg.model.Sentence.index` of the
    sentences that are about it, in text order. ``phase`` is a value of Biolink's ResearchPhaseEnum.
    """

    trial: Concept
    mention: Mention
    aliases: tuple[str, ...]
    sentences: tuple[int, ...]
    conditions: tuple[Concept, ...] = ()
    phase: str | None = None
    size: int | None = None
    sites: int | None = None
    countries: int | None = None
    arms: tuple[TrialArm, ...] = ()
    results: tuple[TrialResult, ...] = ()


@dataclass(frozen=True, slots=True)
class TrialReading:
    """The trials of one document, and every claim that their design makes."""

    frames: tuple[TrialFrame, ...]
    claims: tuple[Claim, ...]

    @property
    def arms(self) -> tuple[TrialArm, ...]:
        return tuple(arm for frame in self.frames for arm in frame.arms)

    @property
    def results(self) -> tuple[TrialResult, ...]:
        return tuple(result for frame in self.frames for result in frame.results)

    def about(self, sentence: int) -> tuple[TrialFrame, ...]:
        """The trials that the sentence with this index is about."""
        return tuple(frame for frame in self.frames if sentence in frame.sentences)
