"""What recognition asks of a terminology, and which names it takes from one without the recogniser's word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from kg.model import Candidate, Kind, Span, Token

MENTIONED = frozenset({Kind.DRUG, Kind.TARGET, Kind.DISEASE, Kind.FINDING, Kind.TRIAL})
"""Kinds of mentions. Regimens and processes are no mentions of their own."""


class Match(Protocol):
    """A name found in a text, with what it can stand for, best first."""

    @property
    def span(self) -> Span: ...

    @property
    def candidates(self) -> tuple[Candidate, ...]: ...


class TerminologyLike(Protocol):
    """A terminology as recognition sees it."""

    @property
    def version(self) -> str: ...

    def scan(self, text: str, tokens: Sequence[Token]) -> Sequence[Match]:
        """The names in the part of ``text`` that ``tokens`` cover, in text order, without overlaps."""
        ...

    def lookup(self, name: str, kinds: frozenset[Kind] | None = None) -> Sequence[Candidate]:
        """What ``name`` can stand for, best first."""
        ...


def recognised_kind(match: Match) -> Kind:
    """The kind of the best candidate; a finding is a disease until it is linked."""
    return _merged(_own_scheme(match)[0].concept.kind)


def is_clear(match: Match, text: str) -> bool:
    """Whether the name is written as the terminology has it, but for case, hyphens and plural."""
    best, name = _own_scheme(match)[0], match.span.of(text)
    return best.score >= _SAFE_SCORE and best.how != "word order" and name.count("(") == name.count(")")


def is_safe(match: Match, text: str) -> bool:
    """Whether the form of a dictionary match is evidence enough without the recogniser.

    Safe are the names of drugs and their brands; diseases and findings of two words or of eight letters; symbols of
    genes with capitals and a digit. What this is worth was measured on the development corpora (see the model card).
    """
    candidates = _own_scheme(match)
    best = candidates[0]
    name = match.span.of(text)
    if not is_clear(match, text):
        return False
    if len({_merged(candidate.concept.kind) for candidate in candidates}) > 1:
        return False
    match _merged(best.concept.kind):
        case Kind.DRUG:
            return not best.concept.curie.startswith("MESH:") and _is_drug_name(name, best)
        case Kind.DISEASE:
            return (" " in name or len(name) >= 8) and _is_disease_name(name, best)
        case Kind.TARGET:
            digit = any(map(str.isdigit, name))
            return best.how == "exact" and digit and name.isupper() and name.isalnum() and len(name) >= 4
        case _:
            return False


_SAFE_SCORE = 0.9


def _own_scheme(match: Match) -> tuple[Candidate, ...]:
    """The best candidates, those of MeSH only when there are no others: its kinds follow from its tree, roughly."""
    best = match.candidates[0].score
    near = tuple(candidate for candidate in match.candidates if candidate.score >= best - 0.03)
    return tuple(candidate for candidate in near if not candidate.concept.curie.startswith("MESH:")) or near


def _merged(kind: Kind) -> Kind:
    return Kind.DISEASE if kind is Kind.FINDING else kind


def _is_drug_name(name: str, best: Candidate) -> bool:
    """A name as the terminology labels it, or a brand or code with its capital or digit."""
    if len(name) < 4:
        return False
    if _is_label(name, best):
        return len(name) >= 6
    return " " not in name and (name[0].isupper() or any(map(str.isdigit, name)))


def _is_disease_name(name: str, best: Candidate) -> bool:
    """Any written name of a disease; of a finding only its label: the other names of findings are ordinary words."""
    if best.concept.kind is Kind.FINDING:
        return _is_label(name, best) or best.how == "inflected"
    return best.how in ("exact", "normalised", "inflected")


def _is_label(name: str, best: Candidate) -> bool:
    return best.concept.label.lower() == name.lower()
