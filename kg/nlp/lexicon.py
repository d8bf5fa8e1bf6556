"""What recognition asks of a terminology, and which names it takes from one without the recogniser's word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from kg.model import Candidate, Kind, Span
from kg.nlp.encoding import KINDS, Hint, Strength

STAGE = re.compile(
    r"""(?:(?:severe|mild|moderate|(?:locally\ )?advanced|metastatic|relapsed|refractory|recurrent|early|progressive
    |newly\ diagnosed|unresectable|untreated)(?:\s+|-)(?:(?:and|or|to)(?:\s+|-))?)+""",
    re.IGNORECASE | re.VERBOSE,
)
"""Stage and severity in front of a disease: part of the patient's state more than of the name."""

_STATE = re.compile(
    r"(?:(?:severe|mild|moderate|locally|advanced|metastatic|relaps(?:ed|ing)|remitting|refractory|recurrent|early|late|"
    r"progressive|primary|secondary|newly|diagnosed|unresectable|untreated|acute|chronic|active|and|or|"
    r"resistant|intolerant|responsive|unresponsive|heterozygous|homozygous|familial|hereditary|sporadic|"
    r"safety|efficacy|tolerability|analys[ie]s|interim|to|episodic|adverse|serious|increased?|decreased?|volume|congress|"
    r"cardiovascular|respiratory|depressive|hepatic|renal|cardiac|pulmonary|neurological|gastrointestinal|anticancer|"
    r"disabilit(?:y|ies)|dying|sick|drugs?|brief|headline|liver|kidneys?|heart|lungs?|bones?|brain|blood|"
    r"diseases?|disorders?|conditions?|illness(?:es)?)(?:[\s/-]+|$))+",
    re.IGNORECASE,
)
"""Words for states and for diseases at large: a disease needs one word more."""

_ISOTYPE = re.compile(r"(?:human(?:i[sz]ed)?\s+)?Ig(?:G[1-4]|A[12])(?:[\s-]?(?:[κλ]|kappa|lambda))?", re.IGNORECASE)
"""The isotype of an antibody, which says how the antibody is built and not what it binds."""

_FORM_OF_DRUGS = re.compile(
    r"(?:pill|shot|tablet|capsule|injection|infusion|drug|medicine|medication|blood(?: sugar)?|sugar)s?", re.IGNORECASE
)
"""What any drug can come as, and what it is measured in: no name of one."""


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

    def scan(self, text: str, span: Span) -> Sequence[Match]:
        """The names in ``span`` of ``text``, in text order, without overlaps."""
        ...

    def lookup(self, name: str, kinds: frozenset[Kind] | None = None) -> Sequence[Candidate]:
        """What ``name`` can stand for, best first."""
        ...


def hints_of(matches: Sequence[Match], text: str) -> tuple[Hint, ...]:
    """What ``matches`` tell the recogniser, in their order; trials and processes are not its business."""
    return tuple(
        Hint(match.span, kind, _strength(match, text)) for match in matches if (kind := recognised_kind(match)) in KINDS
    )


def _strength(match: Match, text: str) -> Strength:
    if is_safe(match, text):
        return Strength.SAFE
    return Strength.CLEAR if is_clear(match, text) else Strength.FORM


def recognised_kind(match: Match) -> Kind:
    """The kind of the best candidate; a finding is a disease until it is linked."""
    return _merged(_own_scheme(match)[0].concept.kind)


def is_no_name(words: str, kind: Kind) -> bool:
    """Whether ``words`` cannot name one thing of ``kind``: signs or states alone (``relapsing``), or an antibody's
    isotype.
    """
    if not any(map(str.isalnum, words)):
        return True
    pattern = {Kind.DISEASE: _STATE, Kind.TARGET: _ISOTYPE, Kind.DRUG: _FORM_OF_DRUGS}.get(kind)
    return pattern is not None and pattern.fullmatch(words) is not None


def is_clear(match: Match, text: str) -> bool:
    """Whether the name is written as the terminology has it, but for case, hyphens and plural."""
    best, name = _own_scheme(match)[0], match.span.of(text)
    if best.how == "word order" or ("," in name and "," not in best.matched):
        return False
    return best.score >= _SAFE_SCORE and name.count("(") == name.count(")")


def is_safe(match: Match, text: str) -> bool:
    """Whether the form of a dictionary match is evidence enough without the recogniser.

    Safe are the chosen names of drugs, their codes, and their brands where a bracket or trademark sign is
    beside them; diseases of two words or of eight letters, and findings of two words; symbols of genes with capitals
    and a digit, and families of targets by their name. Those that MeSH alone has are not, reactions apart: too many are
    ordinary words (``body weight``). What this is worth was measured (see the model card).
    """
    candidates = _own_scheme(match)
    best, name = candidates[0], match.span.of(text)
    kinds = {_merged(candidate.concept.kind) for candidate in candidates}
    if not is_clear(match, text) or len(kinds) > 1:
        return False
    if best.concept.curie.startswith("MESH:"):
        return Kind.DISEASE in kinds and _REACTION.fullmatch(name) is not None
    match best.concept.kind:
        case Kind.DRUG:
            return _is_drug_name(match.span, text, best)
        case Kind.DISEASE:
            return " " in name or len(name) >= 8
        case Kind.FINDING:
            return len(name.replace("-", " ").split()) > 1
        case Kind.TARGET:
            if best.concept.biolink_class != "Gene":
                return len(name) >= 8
            return (
                best.how == "exact"
                and any(map(str.isdigit, name))
                and name.isupper()
                and name.isalnum()
                and len(name) > 3
            )
        case _:
            return False


_SAFE_SCORE = 0.9
_REACTION = re.compile(r"[\w-]+(?:\s\w+)* reactions?|reactions? (?:at|to|of) [\w\s-]+", re.IGNORECASE)
"""Names of reactions (``injection-site reactions``), which no ordinary words are."""
_RESIDUES = frozenset(
    {
        *(
            "alanine",
            "arginine",
            "asparagine",
            "aspartate",
            "cysteine",
            "glutamate",
            "glutamine",
            "glycine",
            "histidine",
        ),
        *("isoleucine", "leucine", "lysine", "methionine", "phenylalanine", "proline", "serine", "threonine"),
        *("tryptophan", "tyrosine", "valine"),
    }
)
"""Amino acids: in the description of a variant they are no substances."""
_SPECIES = re.compile(r"[A-Z][a-z]+ [a-z]+")
_BRAND_BESIDE = re.compile(r"\s?[®™(]|\)")


def _own_scheme(match: Match) -> tuple[Candidate, ...]:
    """The best candidates, those of MeSH only when there are no others: its kinds follow from its tree, roughly."""
    best = match.candidates[0].score
    near = tuple(candidate for candidate in match.candidates if candidate.score >= best - 0.03)
    return tuple(candidate for candidate in near if not candidate.concept.curie.startswith("MESH:")) or near


def _merged(kind: Kind) -> Kind:
    return Kind.DISEASE if kind is Kind.FINDING else kind


def _is_organism(span: Span, text: str) -> bool:
    """Whether a registered substance is written as a species is (``Escherichia coli``), inside a sentence."""
    before = text[: span.start].rstrip()
    return bool(_SPECIES.fullmatch(span.of(text))) and before[-1:] not in ("", ".", ":", "!", "?")


def _is_drug_name(span: Span, text: str, best: Candidate) -> bool:
    name = span.of(text)
    if best.concept.label.lower() == name.lower():
        return len(name) >= 6 and name.lower() not in _RESIDUES and not _is_organism(span, text)
    if " " in name or len(name) < 5:
        return False
    if any(map(str.isdigit, name)):
        return name[0].isupper() and any(map(str.isupper, name[1:]))
    beside = text[max(0, span.start - 1) : span.start] == "(" or _BRAND_BESIDE.match(text, span.end)
    return name[0].isupper() and bool(beside)
