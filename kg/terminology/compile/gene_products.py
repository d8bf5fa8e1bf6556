"""MeSH headings of proteins: which of them are the product of one human gene, or a family that we know.

A heading such as *Programmed Cell Death 1 Receptor* is one of a gene when a name of it is a name of that gene alone, or
when a single supplementary record of a human protein is filed under it that shares a name with it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from kg.model import Kind
from kg.terminology.compile.entry import Entry, key
from kg.terminology.compile.mesh_records import Record
from kg.terminology.normalise import closeness
from kg.terminology.records import NameType

_SURE_NAMES = (NameType.LABEL, NameType.SYMBOL, NameType.SYNONYM)
_CLOSE = 0.9
_SHORTEST = 6
"""In letters and digits: shorter names are abbreviations, which mean several things."""
_SHORTEST_SYMBOL = 3
_ENZYMES = ("D08.811",)
"""Entry terms of enzymes name classes of them in all organisms; the heading must be the gene's own name."""
_PLURAL = re.compile(r"[^sui]s$")
_RECEPTORS = re.compile(r"^Receptors?, ")
_HUMAN_PROTEIN = re.compile(r"^(.+?)(?: proteins?)?, human$")
_PLAIN_PROTEIN = re.compile(r"^(?:human )?(.+?)(?: (?:proteins?|antigens?|precursors?|polypeptides?|enzymes?))?$", re.I)


class GeneProducts:
    """The genes and families of ``entries`` by what the names of protein headings would be."""

    def __init__(self, entries: Iterable[Entry], every: Iterable[Record]) -> None:
        self._by_key: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        self._by_symbol: dict[str, Entry] = {}
        for entry in entries:
            if entry.kind is Kind.TARGET:
                gene = entry.biolink_class == "Gene"
                self._by_symbol.update({entry.label: entry} if gene else {})
                for name, kind in entry.names.items():
                    if kind in _SURE_NAMES and (gene or kind is NameType.LABEL):
                        self._by_key[key(_core(name))].append((_core(name), entry))
        self._filed: dict[str, list[Record]] = defaultdict(list)
        for record in every:
            if record.supplementary and len(record.filed_under) == 1 and record.label.endswith(", human"):
                self._filed[record.filed_under[0]].append(record)

    def of(self, record: Record) -> list[Entry]:
        """The gene or family that the heading ``record`` stands for; nothing when there is none or several."""
        symbol = self._by_symbol.get(_core(_RECEPTORS.sub("", record.label)))
        if symbol and len(symbol.label) > _SHORTEST_SYMBOL:
            return [symbol]
        if _PLURAL.search(record.label) and not _RECEPTORS.match(record.label):
            return []
        found = self._named(record.label)
        if not found and not record.under(_ENZYMES):
            found = [e for name in record.names for e in self._named(name)]
        curies = {e.curie: e for e in found}
        if len(curies) > 1:
            return []
        if curies or record.under(_ENZYMES):
            return list(curies.values())
        return self._only_human_protein(record)

    def _named(self, name: str) -> list[Entry]:
        """The entries of which ``name`` is a name, but for words that say no more than that it is a protein."""
        core = _core(name)
        if sum(map(str.isalnum, core)) < _SHORTEST:
            return []
        near = [e for known, e in self._by_key.get(key(core), ()) if closeness(core, known)[0] >= _CLOSE]
        return list({e.curie: e for e in near}.values())

    def _only_human_protein(self, record: Record) -> list[Entry]:
        filed = self._filed.get(record.id, [])
        if len(filed) != 1:
            return []
        human = _HUMAN_PROTEIN.match(filed[0].label)
        gene = self._by_symbol.get(human[1]) if human else None
        ours = {key(_core(n)) for n in (record.label, *record.names)}
        theirs = {key(_core(n.removesuffix(", human"))) for n in filed[0].names}
        return [gene] if gene and ours & theirs else []


def _core(name: str) -> str:
    """``name`` without words that say no more than that it is a protein."""
    found = _PLAIN_PROTEIN.match(name)
    return found[1] if found else name
