"""Finding the claim that a decision is about, also in a graph that was built anew, elsewhere, by another version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from urllib.parse import unquote

from kg.graph.nodes import Nodes
from kg.graph.records import ClaimKey, KnowledgeGraph, MergedClaim
from kg.model import ClaimTriple, CurationEvent, Literal, Modality
from kg.vocab import compact

_CLAIM = "claim/"


class Locator:
    """Finds claims by their IRI under any base, and else by what they say, also through cross references."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        nodes = Nodes(graph.options.base, graph.documents)
        self._base = graph.options.base
        self._claims = {claim.key: claim for claim in graph.claims}
        self._by_name = {_name(nodes.claim(claim).value): claim.key for claim in graph.claims}
        self._by_xref: dict[str, list[str]] = defaultdict(list)
        for node in graph.concepts:
            for xref in node.concept.xrefs:
                self._by_xref[xref].append(node.concept.curie)
        self._known = frozenset(node.concept.curie for node in graph.concepts)

    def claim(self, event: CurationEvent) -> MergedClaim | None:
        """The claim that the event is about."""
        named = self._by_name.get(_name(event.claim))
        if named is not None:
            return self._claims[named]
        return self.saying(event.triple, _base(event.claim) or self._base)

    def saying(self, triple: ClaimTriple, base: str) -> MergedClaim | None:
        """The claim that says ``triple``, whose minted IRIs are under ``base``."""
        keys = self._keys(triple, base, negated=triple.negated, modality=triple.modality)
        return next((self._claims[key] for key in keys if key in self._claims), None)

    def why_not(self, event: CurationEvent) -> str:
        """Why the event's claim is not there, as far as the graph can tell."""
        triple, base = event.triple, _base(event.claim) or self._base
        for negated, modality in product((triple.negated, not triple.negated), Modality):
            if any(key in self._claims for key in self._keys(triple, base, negated=negated, modality=modality)):
                denied = "denied and " if negated else ""
                return f"the articles are now read so that it is {denied}{modality.value}"
        ends = (triple.subject,) if isinstance(triple.object, Literal) else (triple.subject, triple.object)
        for end in ends:
            if not any(curie in self._known for curie in self._curies(end, base)):
                return f"the articles no longer name {compact(end)}"
        return "no sentence is read so any more"

    def curies(self, iri: str, event: CurationEvent) -> tuple[str, ...]:
        """The CURIEs in the graph that an IRI of ``event`` may stand for; its own CURIE first."""
        return tuple(self._curies(iri, _base(event.claim) or self._base))

    def base_of(self, event: CurationEvent) -> str:
        """The base under which the graph that the event was made on minted its nodes."""
        return _base(event.claim) or self._base

    def _keys(self, triple: ClaimTriple, base: str, *, negated: bool, modality: Modality) -> Iterator[ClaimKey]:
        objects: list[tuple[str, str]]
        if isinstance(triple.object, Literal):
            objects = [(triple.object.value, triple.object.datatype)]
        else:
            objects = [(curie, "") for curie in self._curies(triple.object, base)]
        for subject, obj in product(self._curies(triple.subject, base), objects):
            yield (subject, triple.predicate, *obj, str(negated), modality.value)

    def _curies(self, iri: str, base: str) -> Iterator[str]:
        curie = f"cgid:{unquote(iri[len(base) :])}" if iri.startswith(base) else compact(iri)
        yield curie
        yield from self._by_xref.get(curie, ())


def _name(iri: str) -> str:
    return iri.rpartition("/")[2]


def _base(claim: str) -> str:
    """What stands before ``claim/…`` in a claim's IRI."""
    before, found, _ = claim.rpartition(_CLAIM)
    return before if found else ""
