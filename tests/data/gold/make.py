"""Writes the gold annotations of this folder from their compact sources: ``python tests/data/gold/make.py``.

A source ``NAME.yaml`` names the entities of the article ``NAME.txt`` (here or in ``corpus/``), what it claims of them,
its trials and the claims that must not be asserted. Identifiers are looked up in the terminologies; for a trial the
registry number is the one the text gives. ``NAME.json`` then has the form that the scorer of claims reads:

- an entity is ``[kind, label, name looked up, ...]``; without further names the label is looked up, ``-`` means that
  the terminologies hold nothing of that meaning, and ``narrower`` that the identifiers are those of a wider disease;
- a claim is ``subject predicate object`` and perhaps ``neg``, a modality, or ``opt`` (defensible, not demanded);
- an arm is ``x`` (experimental) or ``c`` (comparator) and its drugs. What a trial tests in which disease follows from
  its arms: demanded of experimental drugs, optional for drugs of the comparator alone.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml

from kg.model import Kind
from kg.terminology import Terminology

FOLDER = Path(__file__).resolve().parent
TRIALS = FOLDER.parent / "gold_trials"
CORPUS = FOLDER.parents[2] / "corpus"
PREDICATES = {
    "inh": "cg:inhibits",
    "act": "cg:activates",
    "tgt": "cg:targets",
    "exp": "cg:expressedIn",
    "gene": "biolink:gene_associated_with_condition",
    "test": "biolink:in_clinical_trials_for",
    "treats": "biolink:treats",
    "appr": "cg:approvedFor",
    "contra": "biolink:contraindicated_in",
    "ae": "biolink:has_adverse_event",
    "comb": "cg:combinedWith",
    "int": "biolink:clinical_trial_interventions",
    "cond": "biolink:clinical_trial_conditions",
}
KINDS = {
    "drug": frozenset({Kind.DRUG}),
    "target": frozenset({Kind.TARGET}),
    "disease": frozenset({Kind.DISEASE, Kind.FINDING}),
    "finding": frozenset({Kind.DISEASE, Kind.FINDING}),
}
MODALITIES = ("planned", "believed", "hypothesized")
ROLES = {"x": "experimental", "c": "comparator"}
NUMBERS = ("phase", "study_size", "siteCount", "countryCount")
RESULT = ("role", "met", "effect", "hazardRatio", "ciLower", "ciUpper", "pValue")
SURE = 0.88  # below this score a looked-up concept is only related to the name


def _ids(terms: Terminology, kind: str, names: list[str]) -> list[str]:
    ids: list[str] = []
    for name in names:
        for candidate in terms.lookup(name, KINDS[kind])[:3]:
            if candidate.score >= SURE:
                ids += [i for i in (candidate.concept.curie, *candidate.concept.xrefs) if not i.startswith("cgid")]
    return list(dict.fromkeys(ids))


def _entity(terms: Terminology, row: list[str]) -> dict[str, Any]:
    kind, label, *names = row
    if kind == "trial":
        return {"kind": kind, "label": label, "ids": [*names, f"acronym:{label}"]}
    narrower = "narrower" in names
    names = [n for n in names if n != "narrower"] or [label]
    ids = [] if names == ["-"] else _ids(terms, kind, names)
    if not ids and names != ["-"]:
        print("no identifier:", label, file=sys.stderr)
    return {"kind": kind, "label": label, "ids": ids} | ({"narrower": True} if narrower else {})


def _claim(row: str) -> dict[str, Any]:
    subject, predicate, obj, *marks = row.split()
    modality = next((m for m in marks if m in MODALITIES), "asserted")
    claim = {"s": subject, "p": PREDICATES[predicate], "o": obj, "modality": modality, "negated": "neg" in marks}
    return claim | ({"optional": True} if "opt" in marks else {})


def _trial(key: str, row: dict[str, Any]) -> dict[str, Any]:
    arms = [arm.split() for arm in row.get("arms", [])]
    number = row.get("phase")
    return {
        "trial": key,
        **{name: row.get(name) for name in NUMBERS},
        "phase": f"clinical_trial_phase_{number}" if number else None,
        "conditions": row.get("conditions", []),
        "arms": [{"role": ROLES[role], "drugs": drugs} for role, *drugs in arms],
        "results": [
            {"endpoint": f"cg:{r['endpoint']}", **{name: r.get(name) for name in RESULT}}
            | ({"endpointAcceptable": [f"cg:{e}" for e in r["or"]]} if "or" in r else {})
            for r in row.get("results", [])
        ],
    }


def _implied(trial: dict[str, Any]) -> list[str]:
    """The claims that follow from the arms of a trial."""
    tested = [d for arm in trial["arms"] if arm["role"] == "experimental" for d in arm["drugs"]]
    others = [d for arm in trial["arms"] for d in arm["drugs"] if d not in tested]
    key = trial["trial"]
    return [
        *(f"{key} int {d}" for d in dict.fromkeys([*tested, *others])),
        *(f"{key} cond {c}" for c in trial["conditions"]),
        *(f"{d} test {c}" for d in tested for c in trial["conditions"]),
        *(f"{d} test {c} opt" for d in others for c in trial["conditions"]),
    ]


def annotation(terms: Terminology, name: str, source: dict[str, Any], title: str) -> dict[str, Any]:
    """The gold annotation of one article from its compact source."""
    entities = {key: _entity(terms, row) for key, row in source["entities"].items()}
    for key, parts in source.get("regimens", {}).items():
        entities[key]["regimen"] = parts
    trials = [_trial(key, row) for key, row in source.get("trials", {}).items()]
    rows = [*source["claims"], *(row for trial in trials for row in _implied(trial))]
    claims: dict[tuple[Any, ...], dict[str, Any]] = {}
    for claim in map(_claim, rows):
        if claim["s"] not in entities or claim["o"] not in entities:
            raise SystemExit(f"{name}: an entity of {claim} is not defined")
        claims.setdefault((claim["s"], claim["p"], claim["o"], claim["modality"], claim["negated"]), claim)
    forbidden = [row.split(" : ") for row in source.get("must_not", [])]
    return {
        "id": name,
        "title": title,
        "genre": source["genre"],
        "mentions": [],
        "claims": list(claims.values()),
        "trials": trials,
        "entities": entities,
        "must_not": [_claim(row) | {"why": why} for row, why in forbidden],
    }


def main() -> None:
    """Writes every annotation anew."""
    terms = Terminology.load()
    for path in sorted((*FOLDER.glob("*.yaml"), *TRIALS.glob("*.yaml"))):
        text = next(p for p in (path.with_suffix(".txt"), CORPUS / f"{path.stem}.txt") if p.exists())
        title = next(filter(None, text.read_text(encoding="utf-8").splitlines()))
        data = annotation(terms, path.stem, yaml.safe_load(path.read_text(encoding="utf-8")), title)
        path.with_suffix(".json").write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
