"""What the page of an IRI shows: its names and kind, the claims in and out, their sentences, and every other triple."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from kg.serve.pool import Pool
from kg.serve.results import Cell, ask
from kg.vocab import PREFIXES, compact

MOST = 200
"""Claims, or triples, that a page shows."""

_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f]+")

_ABOUT = f"""
SELECT DISTINCT ?p ?o ?label WHERE {{ ?thing ?p ?o . OPTIONAL {{ ?o rdfs:label ?label }} }}
ORDER BY ?p ?label ?o LIMIT {MOST}"""
_POINTING = f"""
SELECT DISTINCT ?s ?p ?label WHERE {{
  ?s ?p ?thing . FILTER(?p NOT IN (rdf:subject, rdf:object, rdf:predicate, rdf:type, biolink:has_evidence))
  OPTIONAL {{ ?s rdfs:label ?label }}
}} ORDER BY ?p ?label ?s LIMIT {MOST}"""
_CLAIMS = f"""
SELECT DISTINCT ?claim ?role ?subject ?subjectLabel ?predicate ?object ?objectLabel ?negated ?modality ?confidence
WHERE {{
  {{ SELECT DISTINCT ?claim ?role WHERE {{
    {{ ?claim rdf:subject ?thing BIND("out" AS ?role) }} UNION {{ ?claim rdf:object ?thing BIND("in" AS ?role) }}
    UNION {{ ?claim rdf:predicate ?thing BIND("by" AS ?role) }}
    UNION {{ ?claim biolink:has_evidence ?thing BIND("by" AS ?role) }}
    UNION {{ ?claim biolink:has_evidence/prov:wasDerivedFrom ?thing BIND("by" AS ?role) }}
    UNION {{ ?thing a biolink:Association BIND(?thing AS ?claim) BIND("is" AS ?role) }}
  }} LIMIT {MOST} }}
  ?claim a biolink:Association ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    biolink:negated ?negated ; cg:modality ?modality ; cg:confidence ?confidence .
  OPTIONAL {{ ?subject rdfs:label ?subjectLabel }} OPTIONAL {{ ?object rdfs:label ?objectLabel }}
}} ORDER BY DESC(?confidence) ?claim"""
_SENTENCES = """
SELECT DISTINCT ?claim ?evidence ?sentence ?document ?source WHERE {
  VALUES ?claim { CLAIMS }
  ?claim biolink:has_evidence ?evidence . ?evidence biolink:supporting_text ?sentence ; prov:wasDerivedFrom ?document .
  ?document dcterms:source ?source
} ORDER BY ?claim ?source ?evidence"""


@dataclass(frozen=True, slots=True)
class Named:
    """Something that a page links to: an IRI with its label, or a value without an IRI."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that says it, and the article."""

    text: str
    evidence: str
    document: Named


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in words. ``role`` tells how the page's thing is in it: ``out``, ``in``, ``by``, ``is``."""

    iri: str
    role: str
    subject: Named
    predicate: Named
    object: Named
    negated: bool
    modality: str
    confidence: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    """All that the page of an IRI shows. ``facts`` and ``pointing`` are pairs of a predicate and what it leads to."""

    iri: str
    label: str
    kinds: tuple[Named, ...]
    names: tuple[str, ...]
    claims: tuple[ClaimRow, ...]
    facts: tuple[tuple[Named, Named], ...]
    pointing: tuple[tuple[Named, Named], ...]

    @property
    def curie(self) -> str:
        return compact(self.iri)

    def having(self, role: str) -> list[ClaimRow]:
        """The claims in which it has this role."""
        return [claim for claim in self.claims if claim.role == role]


def is_iri(text: str) -> bool:
    """Whether it may be asked about."""
    return _IRI.fullmatch(text) is not None


def describing(iri: str) -> str:
    """The query whose answer is the RDF of an IRI: what it says and what is said of it."""
    return _about("CONSTRUCT { ?thing ?p ?o . ?s ?q ?thing } WHERE { { ?thing ?p ?o } UNION { ?s ?q ?thing } }", iri)


def _about(query: str, iri: str) -> str:
    return query.replace("?thing", f"<{iri}>")


async def thing(pool: Pool, iri: str) -> Thing | None:
    """What the graph says of an IRI, or None when it says nothing. Raises ``Refused`` when a limit is met."""
    about = await ask(pool, _about(_ABOUT, iri))
    pointing = await ask(pool, _about(_POINTING, iri))
    claims = await _claims(pool, iri)
    facts: list[tuple[Named, Named]] = []
    kinds, names, label = [], [], ""
    for p, o, of in about.rows:
        match compact(p.text):
            case "rdf:type":
                kinds.append(_named(o, of))
            case "rdfs:label":
                label = o.text
            case "skos:altLabel":
                names.append(o.text)
            case _:
                facts.append((_named(p), _named(o, of)))
    found = [(_named(p), _named(s, of)) for s, p, of in pointing.rows]
    if not (about.rows or found or claims):
        return None
    return Thing(iri, label, tuple(kinds), tuple(names), claims, tuple(facts), tuple(found))


async def _claims(pool: Pool, iri: str) -> tuple[ClaimRow, ...]:
    rows = (await ask(pool, _about(_CLAIMS, iri))).rows
    said = await _sentences(pool, sorted({row[0].text for row in rows}))
    return tuple(
        ClaimRow(
            claim.text,
            role.text,
            _named(subject, subject_label),
            _named(predicate),
            _named(obj, object_label),
            negated.text == "true",
            modality.text,
            confidence.text,
            tuple(said[claim.text]),
        )
        for claim, role, subject, subject_label, predicate, obj, object_label, negated, modality, confidence in rows
    )


async def _sentences(pool: Pool, claims: list[str]) -> dict[str, list[Sentence]]:
    said: dict[str, list[Sentence]] = defaultdict(list)
    if claims:
        rows = await ask(pool, _SENTENCES.replace("CLAIMS", " ".join(f"<{claim}>" for claim in claims)))
        for claim, evidence, sentence, document, source in rows.rows:
            said[claim.text].append(Sentence(sentence.text, evidence.text, _named(document, source)))
    return said


def _named(cell: Cell, label: Cell | None = None) -> Named:
    if not cell.is_iri:
        return Named(cell.text)
    text = label.text if label is not None and label.text else compact(cell.text)
    return Named(text.removeprefix(PREFIXES["rdf"]), cell.text)
