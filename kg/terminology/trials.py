"""The trial table: acronym, other names, registry number, title, conditions, phase, sponsor, where each row can be
checked.
"""

from __future__ import annotations

import csv
from pathlib import Path

from kg.errors import ResourceError
from kg.model import Concept, Kind
from kg.terminology.records import NameType
from kg.terminology.store import Named

TRIALS_FILE = "trials.tsv"
_NEEDED = frozenset({"acronym", "aliases", "nct", "title"})


def read_trials(folder: Path) -> list[Named]:
    """Each name of each trial of the table; nothing when ``folder`` has no table.

    Raises ``ResourceError`` when a column is missing or a row has no registry number.
    """
    path = folder / TRIALS_FILE
    if not path.is_file():
        return []
    found: list[Named] = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        if not set(reader.fieldnames or ()) >= _NEEDED:
            raise ResourceError("the trial table lacks a column", where=str(path), cure="Install claimgraph again.")
        for line, row in enumerate(reader, start=2):
            if not row["nct"].startswith("NCT"):
                where = f"{path.name}, line {line}"
                raise ResourceError("a trial has no registry number", where=where, cure="Correct the row.")
            found += _names(row)
    return found


def read_conditions(folder: Path) -> dict[str, tuple[str, ...]]:
    """The CURIEs of the conditions of each trial of the table, by the trial's CURIE; empty without a table."""
    path = folder / TRIALS_FILE
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {
            f"clinicaltrials:{row['nct']}": tuple(c for c in (row.get("conditions") or "").split("|") if c)
            for row in rows
        }


def _names(row: dict[str, str]) -> list[Named]:
    aliases = [a.strip() for a in row["aliases"].split("|") if a.strip()]
    label = row["acronym"] or row["nct"]
    others = sorted({*aliases, row["nct"], *([row["title"]] if row["title"] else [])} - {label})
    curie = f"clinicaltrials:{row['nct']}"
    concept = Concept(curie, Kind.TRIAL, label, "ClinicalTrial", tuple(others))
    return [(concept, label, NameType.LABEL), *((concept, name, NameType.SYNONYM) for name in others)]
