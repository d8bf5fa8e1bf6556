"""Which target an antibody is against, where one of its names in UNII says so.

UNII has descriptions among its names: *human igg1 anti-axl monoclonal antibody bgb149*, *mab humanized (igg1) anti
p01574 (ifnb_human)*. A target counts when exactly one concept has its name, or the accession of UniProt is its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.terminology.antibodies import AntibodyTarget
from kg.terminology.compile.entry import Entry, NameIndex

_ACCESSION = re.compile(r"\banti[- ]([a-z]\d[a-z0-9]{3}\d) \(\w+_human\)", re.IGNORECASE)
_END = (
    r"(?=,| (?:fully|chimeric|humani[sz]ed|monoclonal|antibody|mabs?|igg\d?|receptor antibody|adnectin|probody|"
    r"single[- ]domain|nanobody|x anti)\b|\)|$)"
)
_TARGET = r"((?:[\w.-]+ ){0,4}?[\w.-]+?)"
_AGAINST = (
    re.compile(rf"\banti[- ]+(?:human )?{_TARGET}{_END}", re.IGNORECASE),
    re.compile(rf"\b(?:antibody|mab) to {_TARGET}{_END}", re.IGNORECASE),
    re.compile(rf"\banti[- ]{_TARGET}(?: protein)? monoclonal antibody\b", re.IGNORECASE),
)
_OF_SEVERAL = re.compile(r"(?:/| & | and | x )")
_SHORTEST = 3
_NO_PROTEINS = frozenset({"SSEA-1"})
"""A sugar on the surface of cells. HGNC has it as an alias of the enzyme that makes it."""


def antibody_targets(drugs: Iterable[Entry], targets: Iterable[Entry]) -> list[AntibodyTarget]:
    """What the names of the drugs of UNII say, sorted: a row for each drug and target, with the first name that says
    it.
    """
    known = list(targets)
    named = NameIndex(known)
    accessions = {x: e for e in known for x in e.xrefs if x.startswith("UniProtKB:")}
    found: dict[tuple[str, str], AntibodyTarget] = {}
    for drug in drugs:
        if not drug.curie.startswith("UNII:"):
            continue
        for name in sorted(drug.names):
            for target in _targets(name, named, accessions):
                row = AntibodyTarget(drug.curie, target.curie, f"{drug.curie.replace(':', ' ')}: {name}")
                found.setdefault((drug.curie, target.curie), row)
    return sorted(found.values())


def _targets(name: str, named: NameIndex, accessions: dict[str, Entry]) -> Iterator[Entry]:
    for match in _ACCESSION.finditer(name):
        accession = accessions.get(f"UniProtKB:{match[1].upper()}")
        if accession is not None:
            yield accession
    if _ACCESSION.search(name):
        return
    for part in _OF_SEVERAL.split(name) if name.lower().count("anti") > 1 else (name,):
        for pattern in _AGAINST:
            for match in pattern.finditer(part):
                target = _named(match[1], named)
                if target is not None:
                    yield target


def _named(name: str, named: NameIndex) -> Entry | None:
    if len(name) < _SHORTEST or name.upper() in _NO_PROTEINS:
        return None
    target = named.only(name)
    # A key forgets single letters, as it does articles: VEGF-A has the key of VEGF.
    return target if target and any(_letters(one) == _letters(name) for one in target.names) else None


def _letters(name: str) -> list[str]:
    return sorted(letter for letter in name.casefold() if letter.isalnum())
