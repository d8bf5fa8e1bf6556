"""What recognition asks of a terminology, and which names it takes from one without the recogniser's word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from kg.model import Candidate, Kind, Span
from kg.nlp.encoding import KINDS, Hint, Strength

STAGE = re.compile(
    r"""(?:(?:severe|mild|moderate|(?:locally\ )?advanced|metastatic|relapsed|refractory|recurrent|early|progressive
    |newly\ diagnosed|unresectable|untreated)(?:\s+|-)(?:(?:and|or|to)(?:\s+|-))?)+""",
    re.IGNORECASE | re.VERBOSE,
)
"""Stage and severity in front of a disease: part of the patient's state more than of the name."""

_ISOTYPE = re.compile(r"(?:human(?:i[sz]ed)?\s+)?Ig(?:G[1-4]|A[12])(?:[\s-]?(?:[κλ]|kappa|lambda))?", re.IGNORECASE)
"""The isotype of an antibody, which says how the antibody is built and not what it binds."""

_LEGAL_FORM = re.compile(
    r",?\s+(?:(?:Bio)?[Pp]harma(?:ceuticals?|ceutical Company)?|(?:Bio|Immuno|Onco|Neuro)?[Tt]herapeutics|"
    r"Bio(?:sciences?|tech|logics|medical)|Genetics|Oncology|Laboratories|Holdings?|"
    r"Inc|Ltd|LLC|PLC|plc|Corp(?:oration)?|GmbH|N\.V|S\.A)\.?$"
)
"""What stands at the end of the name of a company."""
_PROCEDURE = re.compile(
    r"(?:oscop(?:y|ies)|[ce]tom(?:y|ies)|otom(?:y|ies)|plast(?:y|ies)|pex(?:y|ies)|ostom(?:y|ies)|graph(?:y|ies)|"
    r"centes[ei]s|tripsy)$",
    re.IGNORECASE,
)
"""How words for operations and examinations end (``haemorrhoidopexy``): none names a disease, drug or target."""
_LETTER_ALONE = re.compile(r"\W*[^\W\d_]\W*")
_POSSESSIVE = re.compile(r"['\u2019]s?$")


class Match(Protocol):
    """A name found in a text, with what it can stand for, best first."""

    @property
    def span(self) -> Span: ...

    @property
    def candidates(self) -> tuple[Candidate, ...]: ...

    @property
    def curated(self) -> bool:
        """Whether the best candidate has the name from a table made by hand."""
        ...


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
    """The kind of the best candidate; a finding is a disease, a combination a drug until it is linked."""
    return _merged(_own_scheme(match)[0].concept.kind)


def possible_kinds(match: Match) -> frozenset[Kind]:
    """The kinds of all the candidates that are about as good as the best one."""
    return frozenset(_merged(candidate.concept.kind) for candidate in _own_scheme(match))


def is_no_name(words: str, kind: Kind) -> bool:
    """Whether ``words`` cannot name one thing of ``kind``: signs or states alone (``relapsing``), what any drug can
    come as (``tablets``), cells and what is counted of them (``RBC``), an antibody's isotype, a procedure, a scale, or
    a company, agency or society.
    """
    if not any(map(str.isalnum, words)) or is_organisation(words) or _PROCEDURE.search(words):
        return True
    if all(word in _words_of("measures") for word in _words_in(words)):
        return True
    if kind is Kind.TARGET and (_ISOTYPE.fullmatch(words) or _LETTER_ALONE.fullmatch(words)):
        return True
    listed = {Kind.DISEASE: "states", Kind.DRUG: "forms", Kind.TARGET: "cells"}.get(kind)
    return listed is not None and all(word.removesuffix("s") in _words_of(listed) for word in _words_in(words))


def is_organisation(words: str) -> bool:
    """Whether ``words`` name a company, agency or society: a listed one, or one that its last word tells
    (``Alder Biopharmaceuticals``).
    """
    name = _POSSESSIVE.sub("", " ".join(words.split()))
    shorter = _LEGAL_FORM.sub("", name)
    return name in _lines_of("organisations") or shorter in _lines_of("organisations") or shorter != name


def _words_in(words: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in re.split(r"[\s/,()-]+", words.lower()) if word]


@lru_cache(maxsize=4)
def _words_of(name: str) -> frozenset[str]:
    """The words of a file in ``data``, without a plural s."""
    return frozenset(word.removesuffix("s") for line in _lines_of(name) for word in line.split())


@lru_cache(maxsize=8)
def _lines_of(name: str) -> frozenset[str]:
    lines = (Path(__file__).parent / "data" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


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
        reaction = Kind.DISEASE in kinds and _REACTION.fullmatch(name) is not None
        return reaction or (match.curated and kinds == {Kind.DRUG} and _CODE.fullmatch(name) is not None)
    match best.concept.kind:
        case Kind.DRUG | Kind.TREATMENT:
            return _is_drug_name(match.span, text, best)
        case Kind.DISEASE:
            return " " in name or len(name) >= 8 or (match.curated and _MIXED.fullmatch(name) is not None)
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


def is_brand(match: Match, text: str) -> bool:
    """Whether a dictionary match is the brand of a drug, written as brands are: one word of five letters or more with
    a capital, which is nothing else. The terminology passes over brands that are ordinary words.
    """
    candidates = _own_scheme(match)
    best, name = candidates[0], match.span.of(text)
    kinds = {_merged(candidate.concept.kind) for candidate in candidates}
    if kinds != {Kind.DRUG} or not is_clear(match, text):
        return False
    if best.concept.curie.startswith("MESH:") and not match.curated:
        return False
    written = best.matched[:1].isupper() and best.matched[1:2].islower()
    return written and _BRAND.fullmatch(name) is not None and not is_organisation(name)


_SAFE_SCORE = 0.9
_REACTION = re.compile(r"[\w-]+(?:\s\w+)* reactions?|reactions? (?:at|to|of) [\w\s-]+", re.IGNORECASE)
"""Names of reactions (``injection-site reactions``), which no ordinary words are."""
_MIXED = re.compile(r"(?=.*[A-Z].*[A-Z])(?=.*[a-z\d])[A-Za-z\d]{3,6}")
"""An abbreviation that mixes cases or has a digit (``gMG``, ``HFpEF``, ``T2D``)."""
_CODE = re.compile(r"[A-Za-z]{2,5}[- ]?\d{3,}")
"""The code of a substance under development (``mRNA-1345``)."""
_BRAND = re.compile(r"[A-Z][a-z]{4,}(?: [A-Z][A-Za-z]+| \d+)*|[A-Z]{6,}")
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
_AFFIXES = re.compile(r"^(?:ado|fam|ziv)-|-[a-z]{4}$")
"""What regulators add to the names of biologics to tell products apart."""
_SPECIES = re.compile(r"[A-Z][a-z]+ [a-z]+")
_BRAND_BESIDE = re.compile(r"\s?[®™(]|\)")


def _own_scheme(match: Match) -> tuple[Candidate, ...]:
    """The best candidates, those of MeSH only when there are no others: its kinds follow from its tree, roughly."""
    best = match.candidates[0].score
    near = tuple(candidate for candidate in match.candidates if candidate.score >= best - 0.03)
    return tuple(candidate for candidate in near if not candidate.concept.curie.startswith("MESH:")) or near


_READ_AS = {Kind.FINDING: Kind.DISEASE, Kind.TREATMENT: Kind.DRUG}
"""Kinds that recognition does not tell apart."""


def _merged(kind: Kind) -> Kind:
    return _READ_AS.get(kind, kind)


def _is_organism(span: Span, text: str) -> bool:
    """Whether a registered substance is written as a species is (``Escherichia coli``), inside a sentence."""
    before = text[: span.start].rstrip()
    return bool(_SPECIES.fullmatch(span.of(text))) and before[-1:] not in ("", ".", ":", "!", "?")


def _is_drug_name(span: Span, text: str, best: Candidate) -> bool:
    name = span.of(text)
    if best.concept.label.lower() in (name.lower(), _AFFIXES.sub("", name.lower())):
        return len(name) >= 6 and name.lower() not in _RESIDUES and not _is_organism(span, text)
    if " " in name or len(name) < 5:
        return False
    if any(map(str.isdigit, name)):
        return name[0].isupper() and any(map(str.isupper, name[1:]))
    beside = text[max(0, span.start - 1) : span.start] == "(" or _BRAND_BESIDE.match(text, span.end)
    return name[0].isupper() and bool(beside)
