"""Which MeSH record a concept is: one that is the same thing, and no kind or group of it; a salt only for want of
another descriptor.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import IntEnum

from kg.model import Kind
from kg.terminology.compile.entry import Entry, key
from kg.terminology.compile.mesh_records import Record, kind_of
from kg.terminology.records import NameType

_MESH = "MESH:"
_MALIGNANT = re.compile(r"\bcancer$")
_CLINICAL = (Kind.DISEASE, Kind.FINDING)
_OWN_NAMES = (NameType.LABEL, NameType.SYNONYM)


class _Sameness(IntEnum):
    """Why a record is taken for a concept, the best reason first."""

    HEADING_IS_LABEL = 0
    SOURCE_SAYS_SO = 1
    LABEL_IS_ENTRY_TERM = 2
    HEADING_IS_SYNONYM = 3
    ENTRY_TERM_IS_SYNONYM = 4
    MAPPED = 5
    SALT = 6
    """It shares names with a salt, hydrate or ester alone, which is not the same thing."""


def share_headings(entries: list[Entry], every: Iterable[Record]) -> None:
    """Give diseases and findings the heading under which MeSH files their labels.

    MeSH has no headings for cancers of an organ apart from those for its neoplasms: breast cancer goes under Breast
    Neoplasms.
    """
    filed: dict[str, set[str]] = defaultdict(set)
    for record in every:
        if not record.supplementary and kind_of(record) in _CLINICAL:
            for name in (record.label, *record.names):
                filed[key(name)].add(record.curie)
    for entry in entries:
        if entry.kind in _CLINICAL:
            for name in (entry.label, _MALIGNANT.sub("neoplasm", entry.label)):
                headings = filed.get(key(name), set())
                entry.xrefs |= headings if len(headings) == 1 else set()
            if not any(x.startswith(_MESH) for x in entry.xrefs):
                found = {c for n, t in entry.names.items() if t is NameType.SYNONYM for c in filed.get(key(n), ())}
                entry.xrefs |= found if len(found) == 1 else set()


def keep_exact(entries: list[Entry], every: Iterable[Record], given: Mapping[str, frozenset[str]]) -> None:
    """Leave each drug, disease and finding at most one MeSH identifier: that of the record that is the same thing.

    ``given`` are the cross references of each entry that its own source or the curated table has. A record of a
    chemical is one drug's at most; a heading may be that of a disease and of a finding.
    """
    named = [e for e in entries if e.kind in (Kind.DRUG, *_CLINICAL)]
    wanted = {x for e in named for x in e.xrefs if x.startswith(_MESH)}
    by_curie = {r.curie: r for r in every if r.curie in wanted}
    ranked = {e.curie: _ranked(e, by_curie, given[e.curie]) for e in named}
    owner: dict[str, tuple[_Sameness, str]] = {}
    for entry in named:
        for same, _, curie in ranked[entry.curie] if entry.kind is Kind.DRUG else ():
            owner[curie] = min(owner.get(curie, (same, entry.curie)), (same, entry.curie))
    for entry in named:
        kept = [c for _, _, c in ranked[entry.curie] if owner.get(c, (0, entry.curie))[1] == entry.curie]
        entry.xrefs = {x for x in entry.xrefs if not x.startswith(_MESH)} | set(kept[:1])


def _ranked(entry: Entry, by_curie: Mapping[str, Record], given: frozenset[str]) -> list[tuple[_Sameness, bool, str]]:
    """The records that ``entry`` may be, best first: why, whether supplementary, and the CURIE."""
    own = {key(n) for n, t in entry.names.items() if t in _OWN_NAMES and n not in entry.rolled_up}
    salts = {key(n) for n in entry.rolled_up}
    found = []
    for curie in entry.xrefs:
        if curie in by_curie:
            same = _sameness(entry, own, salts, by_curie[curie])
            same = min(same, _Sameness.SOURCE_SAYS_SO) if curie in given else same
            found.append((same, by_curie[curie].supplementary, curie))
        elif curie.startswith(_MESH):
            found.append((_Sameness.MAPPED, True, curie))
    substance = sorted(x for x in found if x[0] is not _Sameness.SALT)
    of_salts = [x for x in found if not x[1]]
    # Where the source's only descriptor of a substance has the name of its salt, that descriptor is the substance's.
    return substance or (of_salts if len(of_salts) == 1 else [])


def _sameness(entry: Entry, own: set[str], salts: set[str], record: Record) -> _Sameness:
    heading, label, terms = key(record.label), key(entry.label), {key(n) for n in record.names}
    if entry.kind is Kind.DRUG and record.label.endswith("s") and not entry.label.endswith("s"):
        heading = record.label  # Alcohols are the class of which alcohol is one.
    reasons = (
        (heading == label, _Sameness.HEADING_IS_LABEL),
        (label in terms, _Sameness.LABEL_IS_ENTRY_TERM),
        (heading in own, _Sameness.HEADING_IS_SYNONYM),
        (bool(own & terms), _Sameness.ENTRY_TERM_IS_SYNONYM),
        (bool(salts & {heading, *terms}), _Sameness.SALT),
    )
    return next((same for holds, same in reasons if holds), _Sameness.MAPPED)
