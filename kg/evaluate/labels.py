"""What the labels of the corpora of the field stand for here."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from kg.errors import UsageError
from kg.model import Kind
from kg.vocab import PREDICATES

_Named = TypeVar("_Named")

_DRUG, _DISEASE, _TARGET = Kind.DRUG, Kind.DISEASE, Kind.TARGET

LABELS: Mapping[str, Kind] = MappingProxyType(
    {
        **{kind.value: kind for kind in Kind},
        **dict.fromkeys(("Chemical", "ChemicalEntity", "CHEMICAL", "Simple_chemical", "Drug", "DRUG"), _DRUG),
        **dict.fromkeys(("brand", "drug_n", "G_DRUG"), _DRUG),
        **dict.fromkeys(("Disease", "DISEASE", "DiseaseOrPhenotypicFeature", "CONDITION", "Cancer"), _DISEASE),
        **dict.fromkeys(("SpecificDisease", "Modifier", "DiseaseClass", "CompositeMention"), _DISEASE),
        **dict.fromkeys(("Gene", "GENE", "GENE-Y", "GENE-N", "GeneOrGeneProduct", "Gene_or_gene_product"), _TARGET),
        **dict.fromkeys(("Protein", "protein", "DNA", "RNA", "G_CYP"), _TARGET),
        "ClinicalTrial": Kind.TRIAL,
        "Treatment": Kind.TREATMENT,
        "BiologicalProcess": Kind.PROCESS,
    }
)
"""The kind of each label of BC5CDR, BioRED, NCBI Disease, DrugProt, JNLPBA, BioNLP-CG, NeuroTrialNER, PubTator and
our own exports.
"""

RELATIONS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        **{predicate: (predicate,) for predicate in PREDICATES},
        "CID": ("biolink:has_adverse_event",),
        "INHIBITOR": ("cg:inhibits",),
        "ANTAGONIST": ("cg:inhibits",),
        "AGONIST-INHIBITOR": ("cg:inhibits",),
        "ACTIVATOR": ("cg:activates",),
        "AGONIST": ("cg:activates",),
        "AGONIST-ACTIVATOR": ("cg:activates",),
        "DIRECT-REGULATOR": ("cg:targets",),
        "DRUG-TARGET": ("cg:targets",),
        "POS": ("cg:combinedWith",),
        "COMB": ("cg:combinedWith",),
        "NEG": ("cg:combinedWith",),
        "Cotreatment": ("cg:combinedWith",),
        "Bind": ("cg:targets",),
        "Positive_Correlation": (
            "biolink:has_adverse_event",
            "biolink:gene_associated_with_condition",
            "cg:activates",
        ),
        "Negative_Correlation": ("biolink:treats", "cg:inhibits"),
        "Association": ("biolink:gene_associated_with_condition",),
    }
)
"""The predicates that a relation of BC5CDR, DrugProt, EU-ADR, drug-combo and BioRED can stand for: the one that joins
the kinds of its two ends. A predicate of ours stands for itself.
"""


def with_labels(given: Iterable[str]) -> dict[str, Kind]:
    """:data:`LABELS` with what ``LABEL=KIND`` says instead. Raises ``UsageError`` for another form or kind."""
    kinds = {kind.value: kind for kind in Kind}
    return dict(LABELS) | {label: _known(kind, kinds, "kind") for label, kind in _pairs(given, "LABEL=KIND")}


def with_relations(given: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """:data:`RELATIONS` with what ``LABEL=PREDICATE`` says instead; several predicates are joined by commas.

    Raises ``UsageError`` for another form or predicate.
    """
    known = {predicate: predicate for predicate in PREDICATES}
    return dict(RELATIONS) | {
        label: tuple(_known(one.strip(), known, "predicate") for one in predicates.split(","))
        for label, predicates in _pairs(given, "LABEL=PREDICATE")
    }


def known_kinds(given: Iterable[str]) -> frozenset[Kind]:
    """The kinds of these names. Raises ``UsageError`` for another name."""
    kinds = {kind.value: kind for kind in Kind}
    return frozenset(_known(name, kinds, "kind") for name in given)


def chosen_schemes(given: Iterable[str]) -> dict[Kind | None, str]:
    """What ``KIND=PREFIX`` or a bare ``PREFIX`` says. Raises ``UsageError`` for another kind."""
    kinds = {kind.value: kind for kind in Kind}
    found: dict[Kind | None, str] = {}
    for one in given:
        kind, equals, prefix = one.rpartition("=")
        found[_known(kind, kinds, "kind") if equals else None] = prefix
    return found


def _pairs(given: Iterable[str], form: str) -> Iterable[tuple[str, str]]:
    for one in given:
        left, equals, right = one.rpartition("=")
        if not (left and equals and right):
            raise UsageError(f"{one!r} is not {form}", cure=f"Write it as {form}.")
        yield left, right


def _known(name: str, known: Mapping[str, _Named], what: str) -> _Named:
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    cure = f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."
    raise UsageError(f"there is no {what} {name!r}", cure=cure)
