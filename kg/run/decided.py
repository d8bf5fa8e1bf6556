"""Decisions in forms that other programs read: gold articles, and SSSOM of the names that curators confirmed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kg.corpus import read_corpus
from kg.curate import standing
from kg.errors import InputError, UsageError
from kg.graph import KnowledgeGraph, MergedClaim, apply_decisions
from kg.graph.records import ACCEPTED, REJECTED, AppliedDecision, ClaimKey
from kg.model import Concept, CurationEvent, Decision, Document, ErrorTag, Evidence, Mention
from kg.run.curation import read_decisions
from kg.run.recurate import read_built
from kg.vocab import IDENTIFIER_PREFIXES, PREFIXES

_Json = dict[str, Any]

_SSSOM = (
    "subject_label",
    "subject_type",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "mapping_date",
    "mapping_tool",
    "comment",
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A curated graph with the claims by key; ``undecided`` are the sources with claims that nobody decided on."""

    graph: KnowledgeGraph
    claims: Mapping[ClaimKey, MergedClaim]
    undecided: frozenset[str]


def decided(folder: Path, logs: list[Path]) -> Decided:
    """A build with the decisions applied.

    Raises ``GraphError`` for a folder that holds no build, ``InputError`` for a broken log.
    """
    built, content = read_built(folder), read_decisions(logs)
    events = standing(content.events) if content else ()
    graph, _ = apply_decisions(built.graph, events, built.terminology)
    open_claims = [claim for claim in graph.claims if claim.curation not in (ACCEPTED, REJECTED)]
    undecided = frozenset(evidence.source for claim in open_claims for evidence in claim.evidences)
    return Decided(graph, {claim.key: claim for claim in graph.claims}, undecided)


def sssom(folder: Path, logs: list[Path]) -> str:
    """The names in accepted claims with their concepts, and those in claims that were rejected for a wrong concept.

    One row a name, concept, curator and polarity; ``predicate_modifier`` is ``Not`` where the concept was wrong.
    Raises like :func:`decided`.
    """
    known = decided(folder, logs)
    rows = sorted({row for applied in known.graph.decisions for row in _mappings(applied, known)})
    used = {row[4].partition(":")[0] for row in rows}
    head = [
        f"#mapping_set_id: {known.graph.options.base}mappings/curated",
        "#mapping_set_title: Names in the articles and the concepts that curators say they stand for",
        "#license: https://w3id.org/sssom/license/unspecified",
        "#curie_map:",
        *(f'#  {prefix}: "{iri}"' for prefix, iri in sorted(_prefixes(used).items())),
    ]
    text = io.StringIO()
    table = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    table.writerows((_SSSOM, *rows))
    return "\n".join(head) + "\n" + text.getvalue()


def _prefixes(used: Iterable[str]) -> dict[str, str]:
    known = IDENTIFIER_PREFIXES
    own = {"skos": PREFIXES["skos"], "semapv": "https://w3id.org/semapv/vocab/", "orcid": "https://orcid.org/"}
    return own | {prefix: known[prefix] for prefix in used if prefix in known}


def _mappings(applied: AppliedDecision, known: Decided) -> Iterator[tuple[str, ...]]:
    event, claim = applied.event, known.claims[applied.claim]
    if applied.claim in applied.accepted and event.decision is Decision.ACCEPT:
        for mention, concept in _ends(claim):
            yield from _mapping(mention, concept, event)
    elif event.tag is ErrorTag.GROUNDING and event.correction is not None:
        corrected = [known.claims[key] for key in applied.corrected]
        right = {(mention.text, concept.curie) for one in corrected for mention, concept in _ends(one)}
        for one in corrected:
            for mention, concept in _ends(one):
                yield from _mapping(mention, concept, event)
        for mention, concept in _ends(claim) if corrected else ():
            if (mention.text, concept.curie) not in right:
                yield from _mapping(mention, concept, event, modifier="Not")


def _ends(claim: MergedClaim) -> Iterator[tuple[Mention, Concept]]:
    """The names of both ends: for an end that the sentence only points to (*it*), the name that leads to it."""
    for evidence in claim.evidences:
        ends = ((evidence.subject_mention, claim.subject), (evidence.object_mention, claim.object))
        for mention, concept in ends:
            if mention is None or not isinstance(concept, Concept):
                continue
            leading = [one for one in evidence.reached_through if _names(one, concept)]
            yield from ((one, concept) for one in leading or [mention] if _names(one, concept))


def _names(mention: Mention, concept: Concept) -> bool:
    return [link.concept.curie for link in mention.links] == [concept.curie]


def _mapping(mention: Mention, concept: Concept, event: CurationEvent, modifier: str = "") -> Iterator[tuple[str, ...]]:
    if concept.minted:
        return
    author = f"orcid:{event.curator}" if event.curator else ""
    name = ("\u0020".join(mention.text.split()), "rdfs literal", "skos:exactMatch", modifier)
    made = ("semapv:ManualMappingCuration", author, event.time[:10], event.tool, " ".join(event.note.split()))
    yield (*name, concept.curie, concept.label, *made)


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

    def add(self, claim: MergedClaim, evidence: Evidence, why: str) -> None:
        obj = self.entity(claim.object) if isinstance(claim.object, Concept) else claim.object.value
        stated: _Json = {"s": self.entity(claim.subject), "p": claim.predicate, "o": obj}
        stated |= {"modality": claim.modality.value, "negated": claim.negated}
        if claim.curation == REJECTED:
            self.must_not.append(stated | {"why": why})
            return
        self.claims.append(stated | {"evidence": evidence.text})
        for mention, concept in _ends(replace(claim, evidences=(evidence,))):
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
            "trials": [],
            "entities": dict(sorted(self.entities.items())),
            "must_not": self.must_not,
            "ignore_mentions": [],
        }

    def line(self, text: str) -> str:
        """The article as a document of ``kg eval --format jsonl``."""
        entities = [self.places[key] for key in sorted(self.places)]
        content = {"docid": self.source, "text": text, "entities": entities, "relations": self.relations}
        return json.dumps(content, ensure_ascii=False)


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
