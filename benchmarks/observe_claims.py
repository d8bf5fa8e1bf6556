#!/usr/bin/env python3
"""Every claim that is read in annotated articles, with whether it is right: one line a claim, for `calibrate.py`.

    python benchmarks/observe_claims.py FOLDER... [--texts DIR] [--origin WORDS] [--only NAME...] > observations.tsv

A FOLDER holds annotations ``NAME.json``; the text is ``NAME.txt`` beside it or in DIR. Each article is read and
assembled alone. A claim is right when the annotation has it with the same negation and modality, wrong when it has not;
one that the annotation allows and does not demand counts as neither, and is left out. Ends agree as they do for the
scorer of the articles: by identifier, cross reference, the wider disease of a narrower one, or by label where there is
no identifier. No words of an article are written.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.claims.calibration import names
from kg.claims.extract import extract
from kg.corpus import read_corpus
from kg.graph import KnowledgeGraph, assemble
from kg.model import Annotated, Concept, Document, Evidence
from kg.run.stages import Stages
from kg.settings import Settings

COLUMNS = ("origin", "article", "predicate", "hedged", "right", "readings")
IMPLIES = {"cg:inhibits": "cg:targets", "cg:activates": "cg:targets", "cg:approvedFor": "biolink:treats"}
NUMBERS = {
    "biolink:clinical_trial_phase": "phase",
    "biolink:study_size": "study_size",
    "cg:siteCount": "siteCount",
    "cg:countryCount": "countryCount",
}
Key = tuple[str, str, str, bool, str]


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", name.lower())


def stands_for(concept: Concept, entity: dict[str, Any]) -> bool:
    """Whether a concept of the build is the annotated entity."""
    identifiers = {one.upper() for one in entity["ids"] if not one.startswith("acronym:")}
    known = {one.upper().removeprefix("CLINICALTRIALS:") for one in (concept.curie, *concept.xrefs)}
    wider = {one.upper() for one in concept.broader} if entity.get("narrower") else set()
    if identifiers & (known | wider):
        return True
    names = {_plain(one[8:]) for one in entity["ids"] if one.startswith("acronym:")}
    if not identifiers or entity["kind"] == "trial":
        names.add(_plain(entity["label"]))
    return bool(names & {_plain(name) for name in (concept.label, *concept.names)})


def _pair(subject: str, predicate: str, other: str) -> tuple[str, str]:
    first, second = sorted((subject, other)) if predicate == "cg:combinedWith" else (subject, other)
    return first, second


class Gold:
    """What one annotation demands and allows."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.entities: dict[str, Any] = data["entities"]
        self.trials: dict[str, Any] = {one["trial"]: one for one in data.get("trials", ())}
        self.demanded: set[Key] = set()
        self.allowed: set[Key] = set()
        for claim in data["claims"]:
            subject, other = _pair(claim["s"], claim["p"], str(claim["o"]))
            firm = (bool(claim.get("negated")), claim.get("modality", "asserted"))
            self.allowed.add((subject, claim["p"], other, *firm))
            if not claim.get("optional") and not claim.get("implied"):
                self.demanded.add((subject, claim["p"], other, *firm))
            if claim["p"] in IMPLIES:
                self.allowed.add((subject, IMPLIES[claim["p"]], other, *firm))

    def known_as(self, concept: Concept) -> list[str]:
        return [name for name, entity in self.entities.items() if stands_for(concept, entity)]

    def judged(self, claim: Any) -> bool | None:
        """Whether a merged claim is right; None when the annotation leaves it open."""
        subjects = self.known_as(claim.subject)
        if claim.predicate in NUMBERS:
            return self._number(subjects, claim)
        if not isinstance(claim.object, Concept):
            return None
        about_trial = claim.predicate.startswith("biolink:clinical_trial")
        if about_trial and not any(name in self.trials for name in subjects):
            return None
        keys = {
            (*_pair(subject, claim.predicate, other), claim.negated, claim.modality.value)
            for subject, other in itertools.product(subjects, self.known_as(claim.object))
        }
        full = {(one, claim.predicate, other, negated, modality) for one, other, negated, modality in keys}
        if full & self.demanded:
            return True
        if full & self.allowed:
            return None
        if claim.predicate == "biolink:clinical_trial_conditions":
            told = {(one, other) for one, _, other, _, _ in full}
            return any(other in self.trials[one].get("conditions", ()) for one, other in told if one in self.trials)
        return False

    def _number(self, subjects: list[str], claim: Any) -> bool | None:
        field = NUMBERS[claim.predicate]
        for trial in (self.trials[name] for name in subjects if name in self.trials):
            wanted = [trial.get(field), *trial.get(f"{field}Acceptable", ())]
            return claim.object.value in [str(one) for one in wanted if one is not None]
        return None


def reading_of(claim: Any, evidence: Evidence) -> str:
    """``rule,score,names`` of one piece of evidence; the score is the rule's own, before any calibration."""
    rule = evidence.extractor.partition(" ")[0]
    return f"{rule},{evidence.score},{names(claim.subject, claim.object, evidence)}"


def observations(graph: KnowledgeGraph, gold: Gold) -> Iterator[tuple[str, ...]]:
    """The columns of each claim after the article's, from the predicate on."""
    for claim in graph.claims:
        mirrored = claim.predicate == "cg:combinedWith" and claim.subject.curie > getattr(claim.object, "curie", "")
        right = gold.judged(claim)
        if mirrored or claim.implied or right is None:
            continue
        hedged = "denied" if claim.negated else claim.modality.value
        distinct = {one.text: one for one in sorted(claim.evidences, key=lambda one: one.score)}
        readings = sorted(reading_of(claim, one) for one in distinct.values())
        yield claim.predicate, hedged, str(int(right)), " ".join(readings)


def documents(folder: Path, texts: Path | None, only: frozenset[str]) -> Iterator[tuple[Document, Gold]]:
    """The articles of a folder that have an annotation, each with it."""
    found = {path.stem: path for path in sorted(folder.glob("*.json"))}
    for place in dict.fromkeys((folder, texts or folder)):
        for document in read_corpus(place):
            if not isinstance(document, Document):
                continue
            name = Path(document.source).stem
            if name in found and (not only or name in only):
                yield document, Gold(json.loads(found.pop(name).read_text(encoding="utf-8")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="+")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--origin", default="now")
    parser.add_argument("--only", nargs="*", default=[])
    given = parser.parse_args()
    stages = Stages.load(Settings())
    print(*COLUMNS, sep="\t")
    for folder in given.folder:
        for document, gold in documents(folder, given.texts, frozenset(given.only)):
            annotated = stages.annotate(document)
            if not isinstance(annotated, Annotated):
                print(f"{document.source} could not be read", file=sys.stderr)
                continue
            graph = assemble([(annotated, extract(annotated))], stages.terminology)
            for row in observations(graph, gold):
                print(given.origin, Path(document.source).stem, *row, sep="\t")


if __name__ == "__main__":
    main()
