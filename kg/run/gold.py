"""Decided articles as gold: what they claim, what must not be claimed of them, and what their trials have."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.corpus import read_corpus
from kg.errors import InputError, UsageError
from kg.graph import MergedArm, MergedClaim, MergedResult
from kg.graph.records import ACCEPTED, REJECTED, Decidable
from kg.model import Concept, CurationEvent, Document, Evidence, Kind, Mention, Modality, TrialResult
from kg.run.decided import Decided, decided, named_ends

_Json = dict[str, Any]

_CONDITION = "biolink:clinical_trial_conditions"
_FACTS = {
    "biolink:clinical_trial_phase": "phase",
    "biolink:study_size": "study_size",
    "cg:siteCount": "siteCount",
    "cg:countryCount": "countryCount",
}
_VALUES = {
    "hazardRatio": "hazard_ratio",
    "ciLower": "ci_lower",
    "ciUpper": "ci_upper",
    "pValue": "p_value",
    "experimentalValue": "experimental_value",
    "comparatorValue": "comparator_value",
    "unit": "unit",
}
_WORDS = frozenset({"pValue", "unit"})


@dataclass(slots=True)
class _Gold:
    """The annotations of one article, in the form that the scorer of claims reads."""

    source: str
    title: str
    entities: dict[str, _Json] = field(default_factory=dict)
    mentions: dict[tuple[str, str], _Json] = field(default_factory=dict)
    claims: list[_Json] = field(default_factory=list)
    must_not: list[_Json] = field(default_factory=list)
    places: dict[tuple[int, int, str], _Json] = field(default_factory=dict)
    relations: list[_Json] = field(default_factory=list)
    trials: dict[str, _Json] = field(default_factory=dict)

    def entity(self, concept: Concept) -> str:
        name = re.sub(r"[^a-z0-9]+", "-", concept.curie.lower()).strip("-")
        ids = [curie for curie in (concept.curie, *concept.xrefs) if not curie.startswith("cgid:")]
        self.entities[name] = {"kind": concept.kind.value, "label": concept.label, "ids": ids}
        return name

    def mention(self, mention: Mention, concept: Concept) -> None:
        name = self.entity(concept)
        entry = {"text": mention.text, "kind": concept.kind.value, "ids": self.entities[name]["ids"], "entity": name}
        self.mentions[mention.text, name] = entry
        start, end = mention.span.start, mention.span.end
        place = {"start": start, "end": end, "text": mention.text, "label": concept.kind.value, "ids": entry["ids"]}
        self.places[start, end, name] = place

    def trial(self, concept: Concept) -> _Json:
        """What is known of a trial, by the names of the graph's properties where it has one number or word each."""
        name = self.entity(concept)
        return self.trials.setdefault(name, {"trial": name, "conditions": [], "arms": [], "results": []})

    def outcome(self, merged: MergedArm | MergedResult, evidence: Evidence) -> None:
        """An accepted arm or result; the form has no place for one that must not be read."""
        if merged.curation != ACCEPTED:
            return
        trial = self.trial(merged.subject)
        if isinstance(merged, MergedArm):
            arm = {"role": merged.arm.role.value, "drugs": [self.entity(drug) for drug in merged.arm.drugs]}
            trial["arms"] += [arm] if arm not in trial["arms"] else []
        else:
            trial["results"].append(_result(merged.result) | {"evidence": evidence.text})

    def fact(self, claim: MergedClaim) -> None:
        """An accepted claim about a trial is a fact of it too."""
        if claim.subject.kind is not Kind.TRIAL or claim.negated or claim.modality is not Modality.ASSERTED:
            return
        if claim.predicate == _CONDITION and isinstance(claim.object, Concept):
            conditions = self.trial(claim.subject)["conditions"]
            name = self.entity(claim.object)
            conditions += [name] if name not in conditions else []
        elif claim.predicate in _FACTS and not isinstance(claim.object, Concept):
            self.trial(claim.subject)[_FACTS[claim.predicate]] = _number(claim.object.value)

    def add(self, claim: Decidable, evidence: Evidence, why: str) -> None:
        if not isinstance(claim, MergedClaim):
            self.outcome(claim, evidence)
            return
        obj = self.entity(claim.object) if isinstance(claim.object, Concept) else claim.object.value
        stated: _Json = {"s": self.entity(claim.subject), "p": claim.predicate, "o": obj}
        stated |= {"modality": claim.modality.value, "negated": claim.negated}
        if claim.curation == REJECTED:
            self.must_not.append(stated | {"why": why})
            return
        self.claims.append(stated | {"evidence": evidence.text})
        self.fact(claim)
        for mention, concept in named_ends(replace(claim, evidences=(evidence,))):
            self.mention(mention, concept)
        if isinstance(claim.object, Concept) and claim.modality == "asserted" and not claim.negated:
            ends = [{"head": claim.subject.curie, "tail": claim.object.curie}]
            self.relations += [{"type": claim.predicate, **end} for end in ends if end not in self.relations]

    def article(self) -> _Json:
        return {
            "id": Path(self.source).stem,
            "title": self.title,
            "genre": "curated",
            "mentions": [self.mentions[key] for key in sorted(self.mentions)],
            "claims": self.claims,
            "trials": [self.trials[name] for name in sorted(self.trials)],
            "entities": dict(sorted(self.entities.items())),
            "must_not": self.must_not,
            "ignore_mentions": [],
        }

    def line(self, text: str) -> str:
        """The article as a document of ``kg eval --format jsonl``."""
        entities = [self.places[key] for key in sorted(self.places)]
        content = {"docid": self.source, "text": text, "entities": entities, "relations": self.relations}
        return json.dumps(content, ensure_ascii=False)


def _result(result: TrialResult) -> _Json:
    values = {"role": result.role, "met": result.met, "effect": result.effect.value if result.effect else None}
    known = {name: getattr(result, field) for name, field in _VALUES.items() if getattr(result, field) is not None}
    numbers = {name: value if name in _WORDS else _number(value) for name, value in known.items()}
    return {"endpoint": f"cg:{result.endpoint.value}", **values, **numbers}


def _number(text: str) -> int | float | str:
    """A number where the text is one, as people who annotate write it; else the words."""
    try:
        return int(text)
    except ValueError:
        pass
    return float(text) if re.fullmatch(r"-?[0-9]*\.[0-9]+", text) else text


def export_gold(folder: Path, logs: list[Path], out: Path, corpus: Path | None = None) -> tuple[int, frozenset[str]]:
    """Write the decided claims of each article into ``out`` as gold articles.

    With ``corpus`` the texts come with them, and ``gold.jsonl`` for ``kg eval`` holds the articles of which every
    claim is decided. Returns how many articles were written, and which of them are not decided to the end. Raises like
    :func:`decided`, and ``UsageError`` when ``out`` cannot be written.
    """
    known = decided(folder, logs)
    articles = _articles(known)
    texts = {d.source: d for d in read_corpus(corpus) if isinstance(d, Document)} if corpus else {}
    if corpus and (missing := sorted(articles.keys() - texts.keys())):
        raise InputError("an article is not in the corpus", where=missing[0], cure="Name the corpus of the build.")
    try:
        out.mkdir(parents=True, exist_ok=True)
        for source, gold in articles.items():
            name = re.sub(r"[^\w.-]+", "_", source)
            content = json.dumps(gold.article(), ensure_ascii=False, indent=1) + "\n"
            (out / f"{name}.json").write_text(content, encoding="utf-8")
            if source in texts:
                (out / f"{name}.txt").write_text(texts[source].text, encoding="utf-8", newline="")
        if texts:
            whole = [gold.line(texts[s].text) for s, gold in articles.items() if s not in known.undecided]
            (out / "gold.jsonl").write_text("".join(f"{line}\n" for line in whole), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(out), cure="Name a folder.") from error
    return len(articles), known.undecided & articles.keys()


def _articles(known: Decided) -> dict[str, _Gold]:
    titles = {document.source: document.title for document in known.graph.documents}
    why = {key: _reason(applied.event) for applied in known.graph.decisions for key in applied.rejected}
    articles: dict[str, _Gold] = {}
    for key, claim in known.claims.items():
        if claim.curation not in (ACCEPTED, REJECTED):
            continue
        for evidence in claim.evidences:
            gold = articles.setdefault(evidence.source, _Gold(evidence.source, titles[evidence.source]))
            gold.add(claim, evidence, why.get(key, ""))
    return {source: articles[source] for source in sorted(articles)}


def _reason(event: CurationEvent) -> str:
    return event.note or (event.tag.value.replace("_", " ") if event.tag else "rejected by a curator")
