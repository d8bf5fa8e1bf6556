"""Finding the claim that a decision is about, also in a graph that was built anew, elsewhere, by another version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from urllib.parse import unquote

from kg.graph.curation.content import result_content
from kg.graph.nodes import Nodes
from kg.graph.records import ClaimKey, Decidable, KnowledgeGraph, MergedArm, MergedResult
from kg.model import ArmContent, ClaimTriple, CurationEvent, Literal, Modality, Outcome, ResultContent
from kg.vocab import compact

_CLAIM = "claim/"


class Locator:
    """Finds claims by their IRI under any base, and else by what they say, also through cross references."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        nodes = Nodes(graph.options.base, graph.documents)
        self._base = graph.options.base
        self.claims: dict[ClaimKey, Decidable] = {nodes.key(claim): claim for claim in graph.decidable()}
        self._by_name = {_name(nodes.claim_of(key).value): key for key in self.claims}
        self._outcomes: dict[str, list[tuple[ClaimKey, MergedArm | MergedResult]]] = defaultdict(list)
        for key, claim in self.claims.items():
            if isinstance(claim, MergedArm | MergedResult):
                self._outcomes[claim.subject.curie].append((key, claim))
        self._by_xref: dict[str, list[str]] = defaultdict(list)
        for node in graph.concepts:
            for xref in node.concept.xrefs:
                self._by_xref[xref].append(node.concept.curie)
        self._known = frozenset(node.concept.curie for node in graph.concepts)

    def found(self, event: CurationEvent) -> ClaimKey | None:
        """The key of the claim that the event is about."""
        named = self._by_name.get(_name(event.claim))
        return named or self.saying(event.triple, self.base_of(event))

    def saying(self, triple: ClaimTriple, base: str) -> ClaimKey | None:
        """The key of the claim that says ``triple``, whose minted IRIs are under ``base``."""
        if isinstance(triple.object, ArmContent | ResultContent):
            return self._outcome(triple.subject, triple.object, base)
        keys = self._keys(triple, base, negated=triple.negated, modality=triple.modality)
        return next((key for key in keys if key in self.claims), None)

    def _outcome(self, trial: str, content: Outcome, base: str) -> ClaimKey | None:
        same = (one for curie in self._curies(trial, base) for one in self._outcomes.get(curie, ()))
        return next((key for key, merged in same if self._is(merged, content, base)), None)

    def _is(self, merged: MergedArm | MergedResult, content: Outcome, base: str) -> bool:
        if isinstance(merged, MergedResult):
            return result_content(merged.result) == content
        if not isinstance(content, ArmContent) or merged.arm.role is not content.role:
            return False
        drugs = {drug.curie for drug in merged.arm.drugs}
        named = [drugs.intersection(self._curies(iri, base)) for iri in content.drugs]
        whole = all(named) and drugs == set().union(*named)
        return whole and (bool(drugs) or merged.arm.label == content.label)

    def why_not(self, event: CurationEvent) -> str:
        """Why the event's claim is not there, as far as the graph can tell."""
        triple, base = event.triple, self.base_of(event)
        for negated, modality in product((triple.negated, not triple.negated), Modality):
            if any(key in self.claims for key in self._keys(triple, base, negated=negated, modality=modality)):
                denied = "denied and " if negated else ""
                return f"the articles are now read so that it is {denied}{modality.value}"
        ends = (triple.subject, triple.object) if isinstance(triple.object, str) else (triple.subject,)
        for end in ends:
            if not any(curie in self._known for curie in self._curies(end, base)):
                return f"the articles no longer name {compact(end)}"
        return "no sentence is read so any more"

    def curies(self, iri: str, event: CurationEvent) -> tuple[str, ...]:
        """The CURIEs in the graph that an IRI of ``event`` may stand for; its own CURIE first."""
        return tuple(self._curies(iri, self.base_of(event)))

    def base_of(self, event: CurationEvent) -> str:
        """The base under which the graph that the event was made on minted its nodes."""
        return _base(event.claim) or self._base

    def _keys(self, triple: ClaimTriple, base: str, *, negated: bool, modality: Modality) -> Iterator[ClaimKey]:
        objects: list[tuple[str, str]] = []
        if isinstance(triple.object, Literal):
            objects = [(triple.object.value, triple.object.datatype)]
        elif isinstance(triple.object, str):
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
