"""Nanopublications: each claim by itself, with what it rests on and where that comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.graph.nodes import term
from kg.graph.oxigraph import NO_GRAPH
from kg.graph.terms import Iri, Lit, Quad, minted

NP = "http://www.nanopub.org/nschema#"
_MAKER = Iri("https://w3id.org/claimgraph")
_TYPE, _EVIDENCE, _DERIVED = term("rdf:type"), term("biolink:has_evidence"), term("prov:wasDerivedFrom")
_OF_DOCUMENT = frozenset(term(name) for name in ("rdf:type", "dcterms:source", "dcterms:title", "schema:url"))
_ASSERTED = frozenset(
    term(name) for name in ("rdf:type", "rdf:subject", "rdf:predicate", "rdf:object", "biolink:negated", "cg:modality")
)
_OUTCOMES = frozenset({term("cg:TrialArm"), term("cg:TrialResult")})


def nanopublications(quads: list[Quad], base: str) -> tuple[list[Quad], tuple[str, ...]]:
    """One nanopublication a claim as quads in four named graphs each, and what was left out, one line each.

    The IRI of a nanopublication is a hash of its content, so one that says something else has another.
    """
    of: dict[Iri, list[Quad]] = defaultdict(list)
    for quad in quads:
        of[quad.subject].append(quad)
    triples = {quad[:3] for quad in quads}
    claims = [s for s, about in of.items() if any(q[1:3] == (_TYPE, term("biolink:Association")) for q in about)]
    published = [quad for claim in sorted(claims) for quad in _nanopublication(claim, of, triples, base)]
    kept = {quad.subject for quad in published}
    left = len(of) - len(kept & of.keys())
    losses = (f"{left} of {len(of)} nodes are in no nanopublication",) if left else ()
    return published, losses


def _nanopublication(
    claim: Iri, of: dict[Iri, list[Quad]], triples: set[tuple[Iri, Iri, Iri | Lit]], base: str
) -> Iterator[Quad]:
    assertion, rest = _assertion(claim, of, triples), _provenance(claim, of)
    content = sorted({"\x1f".join((q.subject.value, q.predicate.value, *q.object)) for q in (*assertion, *rest)})
    name = minted(base, "nanopub", *content).value
    head, said, whence, about = (Iri(f"{name}#{part}") for part in ("Head", "assertion", "provenance", "pubinfo"))
    node = Iri(name)
    yield Quad(node, _TYPE, Iri(f"{NP}Nanopublication"), head)
    yield Quad(node, Iri(f"{NP}hasAssertion"), said, head)
    yield Quad(node, Iri(f"{NP}hasProvenance"), whence, head)
    yield Quad(node, Iri(f"{NP}hasPublicationInfo"), about, head)
    yield from (quad._replace(graph=said) for quad in assertion)
    documents = sorted({Iri(quad.object.value) for quad in rest if quad.predicate == _DERIVED})
    yield from (Quad(said, _DERIVED, document, whence) for document in documents)
    yield from (quad._replace(graph=whence) for quad in rest)
    yield Quad(node, term("prov:wasAttributedTo"), _MAKER, about)


def _assertion(claim: Iri, of: dict[Iri, list[Quad]], triples: set[tuple[Iri, Iri, Iri | Lit]]) -> list[Quad]:
    """The claim, what an arm or result that it is about holds, and the triple itself when it is a direct one."""
    about = of[claim]
    value = {quad.predicate: quad.object for quad in about}
    said = [quad for quad in about if quad.predicate in _ASSERTED]
    subject, predicate, obj = (value[term(f"rdf:{name}")] for name in ("subject", "predicate", "object"))
    outcome = of.get(Iri(obj.value), []) if isinstance(obj, Iri) else []
    if any(quad.object in _OUTCOMES for quad in outcome):
        said += [quad for quad in outcome if quad.predicate != _EVIDENCE]
    direct = Quad(Iri(subject.value), Iri(predicate.value), obj, NO_GRAPH)
    affirmed = value.get(term("biolink:negated")) == Lit("false", term("xsd:boolean").value)
    if direct[:3] in triples and affirmed and value.get(term("cg:modality")) == Lit("asserted"):
        said.append(direct)
    return said


def _provenance(claim: Iri, of: dict[Iri, list[Quad]]) -> list[Quad]:
    """How sure the claim is, the sentences that say it, and the documents that these are from."""
    rest = [quad for quad in of[claim] if quad.predicate not in _ASSERTED]
    for evidence in sorted({Iri(quad.object.value) for quad in rest if quad.predicate == _EVIDENCE}):
        rest += of[evidence]
    for document in sorted({Iri(quad.object.value) for quad in rest if quad.predicate == _DERIVED}):
        rest += [quad for quad in of[document] if quad.predicate in _OF_DOCUMENT]
    return rest
