"""The sentence behind each fact of a trial, and how its two ends are reached from it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.claims.trials.naming import Study
from kg.claims.trials.scope import Passage
from kg.claims.view import DocumentView
from kg.model import Evidence, Mention, Span

VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class End:
    """One end of a claim: its mention, and the mentions that lead to it when it is not in the sentence."""

    mention: Mention
    reached: tuple[Mention, ...] = ()


def trial_end(view: DocumentView, study: Study, passage: Passage) -> End:
    """The trial as ``passage`` names it; else as its sentence does; else as the document does, elsewhere."""
    numbers = [number for position, number in study.sites if position == passage.position]
    mentions = [view.sentences[passage.position].mentions[number] for number in numbers]
    inside = [m for m in mentions if passage.masked.sentence.span.covers(m.span)] or mentions
    return End(inside[0]) if inside else End(study.mention, (study.mention,))


def end_in(passage: Passage, mention: Mention, reached: tuple[Mention, ...] = ()) -> End:
    """``mention`` as the end of a claim from ``passage``; one outside the sentence leads to itself."""
    if passage.sentence.span.covers(mention.span):
        return End(mention, reached)
    return End(mention, reached or (mention,))


def evidence(
    view: DocumentView, passage: Passage, subject: End, found: End | Span | None, rule: str, score: float
) -> Evidence:
    """What ``passage`` says: ``found`` is the mention of the object, the place of a literal, or None."""
    document = view.annotated.document
    span = passage.sentence.span
    other = found.mention if isinstance(found, End) else None
    reached = subject.reached + (found.reached if isinstance(found, End) else ())
    place = found if isinstance(found, Span) else other.span if other else None
    return Evidence(
        document.source,
        span,
        span.of(document.text),
        subject.mention,
        other,
        place,
        tuple(dict.fromkeys(reached)),
        f"rules/trial-{rule} {VERSION}",
        score,
    )
