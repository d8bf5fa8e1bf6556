"""Background facts: what UNII's names of antibodies tell, and what files of a user do, which are rows of a trial
registry or tables of curated facts.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.graph import BackgroundFact
from kg.model import Kind
from kg.terminology import Terminology
from kg.vocab import IDENTIFIER_PREFIXES, PREDICATES

REGISTRY = "ClinicalTrials.gov"
COLUMNS = ("subject", "predicate", "object", "source")
_NUMBER = re.compile(r"NCT\d{8}")
_CONDITION_KINDS = frozenset({Kind.DISEASE, Kind.FINDING})
_SURE = 0.88
"""From this score on a condition's name stands for the concept that was found for it."""
_PHASES = {
    "EARLY_PHASE1": "1",
    "PHASE1": "1",
    "PHASE1|PHASE2": "1_to_2",
    "PHASE2": "2",
    "PHASE2|PHASE3": "2_to_3",
    "PHASE3": "3",
    "PHASE4": "4",
}
_CURE = "Give the CSV or JSON download of ClinicalTrials.gov."


@dataclass(frozen=True, slots=True)
class Trial:
    """One record of the registry, as far as it is compared: ``phase`` as Biolink has it, "" where there is none."""

    number: str
    phase: str
    enrolled: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Background:
    """Facts, and a SHA-256 over the contents of the user's files; "" without any."""

    facts: tuple[BackgroundFact, ...]
    digest: str


def read_background(registry: Sequence[Path], curated: Sequence[Path], terminology: Terminology) -> Background:
    """The facts of all the files, and those that come with the terminologies.

    Raises ``InputError`` for a file that cannot be read or is not of its form, with the line where there is one.
    """
    whole = hashlib.sha256()
    facts = {BackgroundFact(one.drug, "cg:targets", one.target, "", one.source) for one in terminology.antibodies}
    for path in registry:
        content = _content(path, whole)
        facts.update(fact for trial in trials(content, path) for fact in _facts(trial, terminology))
    for path in curated:
        facts.update(_curated(_content(path, whole), path))
    return Background(tuple(sorted(facts)), whole.hexdigest() if registry or curated else "")


def _content(path: Path, whole: Any) -> str:
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path), cure="Name a file.") from error
    except UnicodeDecodeError as error:
        raise InputError("the file is not in UTF-8", where=str(path), cure="Save it as UTF-8.") from error
    whole.update(content)
    return text


def trials(content: str, path: Path) -> Iterator[Trial]:
    """The records of a download of ClinicalTrials.gov: CSV, or JSON as its API gives it.

    Raises ``InputError`` when it is neither.
    """
    if content.lstrip()[:1] in ("[", "{"):
        yield from _from_json(content, path)
        return
    rows = csv.DictReader(content.splitlines(keepends=True))
    if "NCT Number" not in (rows.fieldnames or ()):
        raise InputError("there is no column NCT Number", where=str(path), cure=_CURE)
    for row in rows:
        conditions = (row.get("Conditions") or "").split("|")
        yield _trial(row["NCT Number"], row.get("Phases") or "", row.get("Enrollment") or "", conditions, path)


def _from_json(content: str, path: Path) -> Iterator[Trial]:
    try:
        data = json.loads(content)
        records = data.get("studies", [data]) if isinstance(data, dict) else data
        for record in records:
            protocol = record["protocolSection"]
            design: Mapping[str, Any] = protocol.get("designModule", {})
            yield _trial(
                protocol["identificationModule"]["nctId"],
                "|".join(design.get("phases", ())),
                str(design.get("enrollmentInfo", {}).get("count", "")),
                protocol.get("conditionsModule", {}).get("conditions", ()),
                path,
            )
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"not as the registry writes it: {error!r}", where=str(path), cure=_CURE) from error


def _trial(number: str, phases: str, enrolled: str, conditions: Iterable[str], path: Path) -> Trial:
    number = number.strip()
    if not _NUMBER.fullmatch(number):
        raise InputError(f"{number!r} is no registry number", where=str(path), cure=_CURE)
    phase = _PHASES.get(phases.strip().upper().replace(" ", "").replace(",", "|").replace("/", "|"), "")
    count = enrolled.strip().replace(",", "")
    named = tuple(one.strip() for one in conditions if one.strip())
    return Trial(number, f"clinical_trial_phase_{phase}" if phase else "", count if count.isdigit() else "", named)


def _facts(trial: Trial, terminology: Terminology) -> Iterator[BackgroundFact]:
    subject, source = f"clinicaltrials:{trial.number}", f"{REGISTRY} {trial.number}"
    if trial.phase:
        yield BackgroundFact(subject, "biolink:clinical_trial_phase", trial.phase, "xsd:string", source, True)
    if trial.enrolled:
        yield BackgroundFact(subject, "biolink:study_size", trial.enrolled, "xsd:integer", source, True)
    for name in trial.conditions:
        for found in terminology.lookup(name, _CONDITION_KINDS)[:1]:
            if found.score >= _SURE:
                curie = found.concept.curie
                yield BackgroundFact(subject, "biolink:clinical_trial_conditions", curie, "", source, True)


def _curated(content: str, path: Path) -> Iterator[BackgroundFact]:
    lines = [line for line in content.splitlines() if not line.startswith("#")]
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    if not set(COLUMNS) <= set(rows.fieldnames or ()):
        cure = f"Begin with a line of column names: {', '.join(COLUMNS)}, with tabs between."
        raise InputError("a column is missing", where=str(path), cure=cure)
    for row in rows:
        subject, predicate, obj, source = (str(row[name] or "").strip() for name in COLUMNS)
        where = f"{path}: {subject} {predicate} {obj}"
        known = PREDICATES.get(predicate)
        if known is None or known.literal is not None:
            raise InputError("not a predicate between concepts", where=where, cure="See docs/reference/predicates.md.")
        for curie in (subject, obj):
            if curie.partition(":")[0] not in IDENTIFIER_PREFIXES:
                raise InputError(f"{curie!r} is no CURIE that is known", where=where, cure="Write UNII:…, HGNC:…")
        if not source:
            raise InputError("a fact without a source", where=where, cure="Say in the last column who says it.")
        yield BackgroundFact(subject, predicate, obj, "", source)
