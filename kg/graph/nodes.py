"""The IRIs of one graph's nodes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from kg.errors import GraphError
from kg.graph.merge import arm_key, mention_bodies, result_key
from kg.graph.records import (
    BackgroundFact,
    ClaimKey,
    Decidable,
    MergedArm,
    MergedClaim,
    MergedResult,
    SourceDocument,
)
from kg.graph.terms import Iri, concept_iri, iri, minted
from kg.model import CurationEvent, Evidence, Mention, Modality, Span, TrialArm, TrialResult
from kg.vocab import PREFIXES

NAMED_GRAPHS = ("background", "claims", "concepts", "curation", "documents", "mentions", "registry", "terminology")


@cache
def term(curie: str) -> Iri:
    """A term of the vocabularies that a build writes, such as ``rdf:type``."""
    prefix, _, local = curie.partition(":")
    return Iri(PREFIXES[prefix] + local)


class Nodes:
    """Names the nodes of a graph: concepts by their CURIE, all else by a hash of what it is.

    Hashes are over CURIEs and document digests, so that another base gives the same digits.
    """

    def __init__(self, base: str, documents: Iterable[SourceDocument]) -> None:
        self.base = base
        self._documents = {document.source: (document.source, document.sha256) for document in documents}
        self._concepts: dict[str, Iri] = {}
        self._graphs = {name: iri(f"{base}graph/{name}", origin="the settings") for name in NAMED_GRAPHS}

    def graph(self, name: str) -> Iri:
        """The named graph of one of :data:`NAMED_GRAPHS`."""
        return self._graphs[name]

    def concept(self, curie: str, *, origin: str = "a concept") -> Iri:
        known = self._concepts.get(curie)
        if known is None:
            known = self._concepts[curie] = concept_iri(curie, self.base, origin=f"{origin} {curie!a}")
        return known

    def _document(self, source: str) -> tuple[str, str]:
        try:
            return self._documents[source]
        except KeyError:
            raise GraphError("evidence from a document that is not in the graph", where=source) from None

    def document(self, source: str) -> Iri:
        return minted(self.base, "document", *self._document(source))

    def background(self, fact: BackgroundFact) -> Iri:
        return minted(self.base, "background", fact.subject, fact.predicate, fact.object, fact.datatype, fact.source)

    def citation(self, source: str, index: int, text: str) -> Iri:
        return minted(self.base, "citation", *self._document(source), str(index), text)

    def _span(self, source: str, span: Span) -> tuple[str, ...]:
        return (*self._document(source), str(span.start), str(span.end))

    def place(self, source: str, span: Span) -> Iri:
        return minted(self.base, "place", *self._span(source, span))

    def selector(self, source: str, span: Span) -> Iri:
        return minted(self.base, "selector", *self._span(source, span))

    def mention(self, source: str, span: Span, bodies: tuple[str, ...]) -> Iri:
        return minted(self.base, "mention", *self._span(source, span), *bodies)

    def ends(self, evidence: Evidence) -> tuple[Iri, Iri | None, tuple[Iri, ...]]:
        """The mentions of subject and object, and those through which an end is reached."""

        def named(mention: Mention) -> Iri:
            return self.mention(evidence.source, mention.span, mention_bodies(mention))

        obj = None
        if evidence.object_mention is not None:
            obj = named(evidence.object_mention)
        elif evidence.object_span is not None:
            obj = self.mention(evidence.source, evidence.object_span, ())
        reached = sorted({named(mention) for mention in evidence.reached_through})
        return named(evidence.subject_mention), obj, tuple(reached)

    def evidence(self, evidence: Evidence) -> Iri:
        subject, obj, reached = self.ends(evidence)
        mentions = [self._local(mention) for mention in (subject, obj, *reached)]
        made_by = (evidence.extractor, f"{evidence.score:.4f}")
        return minted(self.base, "evidence", *self._span(evidence.source, evidence.sentence), *made_by, *mentions)

    def _local(self, node: Iri | None) -> str:
        return "" if node is None else node.value[len(self.base) :]

    def claim(self, claim: Decidable) -> Iri:
        return self.claim_of(self.key(claim))

    def key(self, claim: Decidable) -> ClaimKey:
        """The key of a claim; that a trial has an arm or a result is a claim about a node that is minted itself."""
        if isinstance(claim, MergedClaim):
            return claim.key
        outcome = self._local(self.outcome(claim))
        return (claim.subject.curie, claim.predicate, outcome, "", str(False), Modality.ASSERTED.value)

    def claim_of(self, key: ClaimKey) -> Iri:
        return minted(self.base, "claim", *key)

    def decision(self, event: CurationEvent) -> Iri:
        """A curator's decision goes by the id of its event, which is a hash of its content already."""
        return Iri(f"{self.base}decision/{event.id}")

    def outcome(self, merged: MergedArm | MergedResult) -> Iri:
        return self.arm(merged.arm) if isinstance(merged, MergedArm) else self.result(merged.result)

    def arm(self, arm: TrialArm) -> Iri:
        return minted(self.base, "arm", *arm_key(arm))

    def result(self, result: TrialResult) -> Iri:
        return minted(self.base, "result", *result_key(result))
