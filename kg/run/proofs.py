"""Every claim of a graph proved anew: from its sentence, its two mentions, and the articles that were read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.claims.trials.numbers import COUNT, count
from kg.model import Document
from kg.vocab import PREDICATES, PREFIXES

_CLAIMS = """
SELECT ?claim ?subject ?predicate ?object ?negated ?modality ?count WHERE {
  ?claim a biolink:Association ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  OPTIONAL { ?claim biolink:negated ?negated } OPTIONAL { ?claim cg:modality ?modality }
  OPTIONAL { ?claim biolink:evidence_count ?count } }
"""
_RESTS = "SELECT ?claim ?evidence WHERE { ?claim a biolink:Association ; biolink:has_evidence ?evidence }"
_EVIDENCE = """
SELECT ?evidence ?source ?text ?place ?start ?end ?subject ?object WHERE {
  ?evidence a cg:Evidence .
  OPTIONAL { ?evidence prov:wasDerivedFrom/dcterms:source ?source }
  OPTIONAL { ?evidence biolink:supporting_text ?text }
  OPTIONAL { ?evidence oa:hasTarget ?at . ?at oa:hasSource/dcterms:source ?place ; oa:hasSelector ?selector .
             ?selector oa:start ?start ; oa:end ?end }
  OPTIONAL { ?evidence cg:subjectMention ?subject } OPTIONAL { ?evidence cg:objectMention ?object } }
"""
_REACHED = "SELECT ?evidence ?mention WHERE { ?evidence cg:reachedThrough ?mention }"
_MENTIONS = """
SELECT ?mention ?source ?start ?end ?exact WHERE {
  ?mention a oa:Annotation ; oa:hasTarget ?place .
  ?place oa:hasSource/dcterms:source ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact }
"""
_BODIES = "SELECT ?mention ?body WHERE { ?mention a oa:Annotation ; oa:hasBody ?body }"
_NAMES = "SELECT ?thing ?name WHERE { ?thing rdfs:label|skos:altLabel ?name }"
_DIRECT = "SELECT ?subject ?predicate ?object WHERE {{ ?subject ?predicate ?object VALUES ?predicate {{ {} }} }}"

_SYMMETRIC = "cg:combinedWith"
_OUTCOMES = frozenset({"cg:hasArm", "biolink:has_study_results"})
_PHASE = re.compile(r"[1-4]|\bI{1,3}(?=[ab]?\b)|\bIV\b", re.IGNORECASE)
_MOST_ARMS = 12
"""Numbers of one sentence of which the numbers per arm may be some."""
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True, slots=True)
class Unproved:
    """What does not hold, and the document (or the node) that it concerns."""

    where: str
    says: str


@dataclass(frozen=True, slots=True)
class _Claim:
    iri: str
    subject: str
    predicate: str
    object: str
    negated: bool
    modality: str
    count: str

    def __str__(self) -> str:
        return " ".join(map(_short, (self.subject, self.predicate, self.object)))


@dataclass(frozen=True, slots=True)
class _Evidence:
    source: str
    text: str
    place: str
    start: int
    end: int
    subject: str
    object: str


@dataclass(frozen=True, slots=True)
class _Mention:
    source: str
    start: int
    end: int
    exact: str


def _short(iri: str) -> str:
    return next((f"{p}:{iri[len(n) :]}" for p, n in PREFIXES.items() if n and iri.startswith(n)), iri)


def _number(text: str) -> int:
    return int(text) if text.isdigit() else -1


Ask = Callable[[str], tuple[tuple[str, ...], ...]]
"""Answers a SPARQL query with its rows as plain text."""


class _Graph:
    """The claims of a graph with what they rest on, read once."""

    def __init__(self, rows: Ask) -> None:
        self.claims = [_Claim(c, s, p, o, n in ("true", "1"), m, k) for c, s, p, o, n, m, k in sorted(rows(_CLAIMS))]
        self.rests: dict[str, list[str]] = defaultdict(list)
        for claim, evidence in rows(_RESTS):
            self.rests[claim].append(evidence)
        self.evidence = {
            e: _Evidence(source, text, place, _number(start), _number(end), s, o)
            for e, source, text, place, start, end, s, o in rows(_EVIDENCE)
        }
        self.mentions = {m: _Mention(s, _number(a), _number(z), x) for m, s, a, z, x in rows(_MENTIONS)}
        self.reached: dict[str, set[str]] = defaultdict(set)
        self.bodies: dict[str, set[str]] = defaultdict(set)
        self.names: dict[str, set[str]] = defaultdict(set)
        for evidence, mention in rows(_REACHED):
            self.reached[evidence].add(mention)
        for mention, body in rows(_BODIES):
            self.bodies[mention].add(body)
        for thing, name in rows(_NAMES):
            self.names[thing].add(name.casefold())
        wanted = " ".join((*PREDICATES, *_OUTCOMES))
        self.direct = sorted(rows(_DIRECT.format(wanted)))


def unproved(ask: Ask, articles: Mapping[str, Document]) -> Iterator[Unproved]:
    """All that the claims of the graph behind ``ask`` say and their evidence in ``articles`` does not bear out."""
    known = _Graph(ask)
    for claim in known.claims:
        yield from _claim(known, claim)
    for iri, evidence in sorted(known.evidence.items()):
        yield from _sentence(known, iri, evidence, articles)
    yield from _triples(known)


def _claim(known: _Graph, claim: _Claim) -> Iterator[Unproved]:
    rests = sorted(set(known.rests.get(claim.iri, ())))
    if not rests:
        yield Unproved(_short(claim.iri), f"the claim {claim} has no evidence")
    elif claim.count != str(len(rests)):
        yield Unproved(
            _short(claim.iri), f"the claim {claim} counts {claim.count} pieces of evidence, not {len(rests)}"
        )
    for iri in rests:
        evidence = known.evidence.get(iri)
        if evidence is None:
            yield Unproved(_short(iri), f"the evidence of {claim} is not in the graph")
            continue
        yield from _ends(known, claim, evidence)


def _ends(known: _Graph, claim: _Claim, evidence: _Evidence) -> Iterator[Unproved]:
    """Both ends of the claim are what the evidence's mentions stand for."""
    outcome = _short(claim.predicate) in _OUTCOMES
    if evidence.subject not in known.mentions:
        yield Unproved(evidence.source, f"the evidence of {claim} has no mention of its subject")
    elif not outcome and not _stands_for(known, evidence.subject, claim.subject):
        yield Unproved(evidence.source, f"{_quoted(known, evidence.subject)} is not the subject of {claim}")
    if outcome:
        return
    if evidence.object not in known.mentions:
        yield Unproved(evidence.source, f"the evidence of {claim} has no mention of its object")
    elif "://" not in claim.object:
        if not _writes(known.mentions[evidence.object].exact, claim.object):
            yield Unproved(evidence.source, f"{_quoted(known, evidence.object)} is not the value of {claim}")
    elif not _stands_for(known, evidence.object, claim.object):
        yield Unproved(evidence.source, f"{_quoted(known, evidence.object)} is not the object of {claim}")


def _stands_for(known: _Graph, mention: str, thing: str) -> bool:
    """Whether a mention is linked to a thing, or is one of its names (a trial's acronym and its number)."""
    return thing in known.bodies[mention] or known.mentions[mention].exact.casefold() in known.names[thing]


def _writes(exact: str, value: str) -> bool:
    """Whether the words of a mention write a value: the number, the sum of the numbers of arms, or the phase."""
    if value.startswith("clinical_trial_phase_"):
        steps = [_ROMAN.get(step.lower(), step) for step in _PHASE.findall(exact)]
        return "_to_".join(steps) == value.removeprefix("clinical_trial_phase_")
    if not value.isdigit():
        return value in exact
    numbers = [n for match in re.finditer(COUNT, exact, re.IGNORECASE) if (n := count(match.group())) is not None]
    sums = {sum(some) for size in (1, 2, 3, 4) for some in combinations(numbers[:_MOST_ARMS], size)}
    return int(value) in sums or count(exact) == int(value)


def _quoted(known: _Graph, mention: str) -> str:
    return repr(known.mentions[mention].exact)


def _sentence(known: _Graph, iri: str, evidence: _Evidence, articles: Mapping[str, Document]) -> Iterator[Unproved]:
    """The sentence is the one at its place in its document, and holds both mentions or says how they are reached."""
    where = evidence.source or _short(iri)
    if evidence.source != evidence.place:
        yield Unproved(where, f"{_short(iri)} is derived from another document than the one of its place")
    article = articles.get(evidence.source)
    if article is not None and article.text[evidence.start : evidence.end] != evidence.text:
        yield Unproved(where, f"does not say {evidence.text!r} at {evidence.start}–{evidence.end}")
    for mention in filter(None, (evidence.subject, evidence.object)):
        place = known.mentions.get(mention)
        if place is None:
            yield Unproved(where, f"{_short(mention)} of {_short(iri)} is not in the graph")
            continue
        inside = place.source == evidence.source and evidence.start <= place.start and place.end <= evidence.end
        if not inside and not known.reached[iri]:
            yield Unproved(where, f"{place.exact!r} is not in the sentence {evidence.text!r}, and nothing leads to it")


def _triples(known: _Graph) -> Iterator[Unproved]:
    """Every direct triple is asserted by a claim."""
    asserted = {(c.subject, c.predicate, c.object) for c in known.claims if c.modality == "asserted" and not c.negated}
    for subject, predicate, obj in known.direct:
        turned = _short(predicate) == _SYMMETRIC and (obj, predicate, subject) in asserted
        if (subject, predicate, obj) not in asserted and not turned:
            triple = " ".join(map(_short, (subject, predicate, obj)))
            yield Unproved(_short(subject), f"no claim asserts {triple}")
