"""A build with its decisions, and the names that curators confirmed as SSSOM."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.curate import standing
from kg.graph import KnowledgeGraph, MergedClaim, Nodes, apply_decisions
from kg.graph.records import ACCEPTED, REJECTED, AppliedDecision, ClaimKey, Decidable
from kg.model import Concept, CurationEvent, Decision, ErrorTag, Mention
from kg.run.curation import read_decisions
from kg.run.recurate import read_built
from kg.vocab import IDENTIFIER_PREFIXES, PREFIXES

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
    """A curated graph with its claims, arms and results by key.

    ``undecided`` are the sources with any that nobody decided on.
    """

    graph: KnowledgeGraph
    claims: Mapping[ClaimKey, Decidable]
    undecided: frozenset[str]


def decided(folder: Path, logs: list[Path]) -> Decided:
    """A build with the decisions applied.

    Raises ``GraphError`` for a folder that holds no build, ``InputError`` for a broken log.
    """
    built, content = read_built(folder), read_decisions(logs)
    events = standing(content.events) if content else ()
    graph, _ = apply_decisions(built.graph, events, built.terminology)
    nodes = Nodes(graph.options.base, graph.documents)
    claims = {nodes.key(claim): claim for claim in graph.decidable()}
    waiting = [claim for claim in claims.values() if claim.curation not in (ACCEPTED, REJECTED)]
    undecided = frozenset(evidence.source for claim in waiting for evidence in claim.evidences)
    return Decided(graph, claims, undecided)


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
        for mention, concept in named_ends(claim):
            yield from _mapping(mention, concept, event)
    elif event.tag is ErrorTag.GROUNDING and event.correction is not None:
        corrected = [known.claims[key] for key in applied.corrected]
        right = {(mention.text, concept.curie) for one in corrected for mention, concept in named_ends(one)}
        for one in corrected:
            for mention, concept in named_ends(one):
                yield from _mapping(mention, concept, event)
        for mention, concept in named_ends(claim) if corrected else ():
            if (mention.text, concept.curie) not in right:
                yield from _mapping(mention, concept, event, modifier="Not")


def named_ends(claim: Decidable) -> Iterator[tuple[Mention, Concept]]:
    """The names of both ends of a claim: for an end that the sentence only points to (*it*), the name that leads to it.

    Arms and results have none: their sentences need not name their trial and drugs one by one.
    """
    if not isinstance(claim, MergedClaim):
        return
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
