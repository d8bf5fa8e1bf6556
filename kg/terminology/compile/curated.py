"""What no source has: the two curated tables, in the columns of ssslm (names) and SSSOM (mappings).

``curated.ssslm.tsv`` has a row a name: the text, the CURIE, the concept's label, the predicate and the kind. A CURIE
that no source has makes a concept (``cgid:…`` when there is no identifier anywhere). ``curated.sssom.tsv`` has a row
a relation: ``skos:broadMatch`` for the hierarchy, ``biolink:has_member`` for families, ``skos:exactMatch`` for cross
references.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import ResourceError
from kg.model import Kind
from kg.terminology.compile.entry import Entry, key
from kg.terminology.records import NameType

NAMES_FILE, RELATIONS_FILE = "curated.ssslm.tsv", "curated.sssom.tsv"

CLASSES = {
    "drug": "Drug",
    "target": "Gene",
    "family": "GeneFamily",
    "complex": "MacromolecularComplex",
    "disease": "Disease",
    "finding": "PhenotypicFeature",
    "treatment": "Treatment",
    "process": "BiologicalProcess",
}


def match(folder: Path, entries: list[Entry]) -> None:
    """Add the curated cross references to ``entries``, so that the sources that are merged later find them.

    Raises ``ResourceError`` with the line when a row speaks of a concept that does not exist.
    """
    known = {e.curie: e for e in entries}
    for line, row in _rows(folder / RELATIONS_FILE):
        if row["predicate_id"] == "skos:exactMatch":
            if row["subject_id"] not in known:
                raise _broken(folder / RELATIONS_FILE, line, f"{row['subject_id']} is not in any source")
            known[row["subject_id"]].xrefs.add(row["object_id"])


def treatments(folder: Path) -> frozenset[str]:
    """The keys of the names that the curated table has for treatments."""
    return frozenset(key(row["text"]) for _, row in _rows(folder / NAMES_FILE) if row["kind"] == "treatment")


def apply(folder: Path, entries: list[Entry]) -> list[Entry]:
    """Add the curated names and relations to ``entries``; return the concepts that only the curated tables have.

    Raises ``ResourceError`` with the line when a row speaks of a concept that does not exist.
    """
    known = {e.curie: e for e in entries}
    made: dict[str, Entry] = {}
    for line, row in _rows(folder / NAMES_FILE):
        entry = known.get(row["curie"])
        if entry is None:
            if not row["curie"].startswith(("cgid:", "MESH:")) or row["predicate"] != "rdfs:label":
                raise _broken(folder / NAMES_FILE, line, f"{row['curie']} is not in any source")
            entry = _make(row)
            known[entry.curie] = made[entry.curie] = entry
        elif row["predicate"] == "rdfs:label" and row["name"] != entry.label:
            raise _broken(folder / NAMES_FILE, line, f"the label of {row['curie']} is {entry.label!r}")
        entry.names.pop(row["text"], None) if row["text"] != entry.label else None
        entry.name(row["text"], NameType.PLAIN)
    _take_brands_back(made.values(), entries)
    for line, row in _rows(folder / RELATIONS_FILE):
        subject = known.get(row["subject_id"])
        if subject is None:
            raise _broken(folder / RELATIONS_FILE, line, f"{row['subject_id']} is not in any source")
        if row["predicate_id"] != "skos:exactMatch" and row["object_id"] not in known:
            raise _broken(folder / RELATIONS_FILE, line, f"{row['object_id']} is not in any source")
        _RELATIONS[row["predicate_id"]](subject).add(row["object_id"])
    return sorted(made.values(), key=lambda e: e.curie)


def _take_brands_back(made: Iterable[Entry], entries: list[Entry]) -> None:
    """The name of a combination is not the name of one of its drugs, though a source lists it with that."""
    names = {name for entry in made if entry.kind is Kind.TREATMENT for name in entry.names}
    for entry in entries:
        for name in names & entry.names.keys() - {entry.label}:
            del entry.names[name]


_RELATIONS = {
    "skos:broadMatch": lambda entry: entry.broader,
    "biolink:has_member": lambda entry: entry.members,
    "biolink:has_drug": lambda entry: entry.members,
    "skos:exactMatch": lambda entry: entry.xrefs,
}


def _make(row: dict[str, str]) -> Entry:
    kind = Kind.TARGET if row["kind"] in ("family", "complex") else Kind(row["kind"])
    return Entry(row["curie"], kind, CLASSES[row["kind"]], row["name"])


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = [(n, text) for n, text in enumerate(file, start=1) if text.strip() and not text.startswith("#")]
    reader = csv.DictReader((text for _, text in lines), delimiter="\t", quoting=csv.QUOTE_NONE)
    for (number, _), row in zip(lines[1:], reader, strict=True):
        yield number, row


def _broken(path: Path, line: int, what: str) -> ResourceError:
    return ResourceError(what, where=f"{path.name}, line {line}", cure="Correct the row.")
