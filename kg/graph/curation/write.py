"""Decisions as PROV-O: each is an activity of its curator that used a claim, and marked or made others."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph.nodes import Nodes, term
from kg.graph.records import AppliedDecision
from kg.graph.terms import Iri, Lit, Quad, verbatim

ORCID = "https://orcid.org/"

_A = term("rdf:type")


def decision_quads(applied: AppliedDecision, nodes: Nodes) -> Iterator[Quad]:
    """One decision in ``graph/curation``, with what every claim that it reached owes to it."""
    event, graph = applied.event, nodes.graph("curation")
    node, claim = nodes.decision(event), nodes.claim_of(applied.claim)
    origin = f"decision {event.id}"
    yield Quad(node, _A, term("prov:Activity"), graph)
    yield Quad(node, _A, term("cg:CurationDecision"), graph)
    yield Quad(node, term("prov:used"), claim, graph)
    yield Quad(node, term("cg:decision"), Lit(event.decision.value), graph)
    yield Quad(node, term("prov:endedAtTime"), Lit(event.time, term("xsd:dateTime").value), graph)
    for name, text in (
        ("cg:errorTag", event.tag.value if event.tag else ""),
        ("rdfs:comment", event.note),
        ("cg:recordedWith", event.tool),
    ):
        if text:
            yield Quad(node, term(name), verbatim(text, origin=origin), graph)
    if event.curator:
        yield from _curator_quads(node, event.curator, graph)
    for key in sorted({*applied.accepted, *applied.rejected}):
        yield Quad(nodes.claim_of(key), term("prov:wasInfluencedBy"), node, graph)
    for key in applied.rejected:
        yield Quad(nodes.claim_of(key), term("prov:wasInvalidatedBy"), node, graph)
    for key in applied.corrected:
        yield Quad(nodes.claim_of(key), term("prov:wasGeneratedBy"), node, graph)
        yield Quad(nodes.claim_of(key), term("prov:wasRevisionOf"), claim, graph)


def _curator_quads(node: Iri, orcid: str, graph: Iri) -> Iterator[Quad]:
    curator = Iri(ORCID + orcid)
    yield Quad(node, term("prov:wasAssociatedWith"), curator, graph)
    yield Quad(curator, _A, term("prov:Person"), graph)
    yield Quad(curator, term("rdfs:label"), Lit(orcid), graph)
