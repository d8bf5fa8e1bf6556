"""The concepts of a graph: those that the texts name, and those that stand around them in the terminologies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.graph.records import ConceptNode, Terminology
from kg.model import Concept, LinkStatus

_RANK = {None: 0, LinkStatus.UNRESOLVED: 1, LinkStatus.LINKED: 2}


def concept_nodes(named: Iterable[tuple[Concept, LinkStatus]], terminology: Terminology) -> tuple[ConceptNode, ...]:
    """The named concepts as the terminologies know them, with all that is above them and their members, by CURIE."""
    nodes = merge_nodes(
        ConceptNode(terminology.concept(concept.curie) or concept, status) for concept, status in _distinct(named)
    )
    around = _around((node.concept for node in nodes), terminology)
    return merge_nodes((*nodes, *(ConceptNode(concept, None) for concept in around)))


def link_status(concept: Concept, terminology: Terminology) -> LinkStatus:
    """Linked when it has an identifier or a terminology of the project's own minted it, else unresolved."""
    known = not concept.minted or terminology.concept(concept.curie) is not None
    return LinkStatus.LINKED if known else LinkStatus.UNRESOLVED


def merge_nodes(nodes: Iterable[ConceptNode]) -> tuple[ConceptNode, ...]:
    """One node a CURIE, sorted by CURIE."""
    merged: dict[str, ConceptNode] = {}
    for node in nodes:
        curie = node.concept.curie
        merged[curie] = _both(merged[curie], node) if curie in merged else node
    return tuple(merged[curie] for curie in sorted(merged))


def _both(one: ConceptNode, other: ConceptNode) -> ConceptNode:
    status = max(one.status, other.status, key=_RANK.__getitem__)
    if one.concept == other.concept:
        return ConceptNode(one.concept, status)
    first, second = sorted((one.concept, other.concept))
    label = min(first.label, second.label)
    names = {first.label, second.label, *first.names, *second.names} - {label}
    concept = replace(
        first,
        kind=min(first.kind, second.kind),
        label=label,
        biolink_class=min(first.biolink_class, second.biolink_class),
        names=tuple(sorted(names)),
        xrefs=tuple(sorted({*first.xrefs, *second.xrefs})),
        broader=tuple(sorted({*first.broader, *second.broader})),
        members=tuple(sorted({*first.members, *second.members})),
    )
    return ConceptNode(concept, status)


def _distinct(named: Iterable[tuple[Concept, LinkStatus]]) -> Iterator[tuple[Concept, LinkStatus]]:
    seen: set[tuple[int, LinkStatus]] = set()
    kept: list[Concept] = []
    for concept, status in named:
        # Linkers hand out the same record again and again: by identity is far cheaper than by content.
        if (id(concept), status) not in seen:
            seen.add((id(concept), status))
            kept.append(concept)
            yield concept, status


def _around(concepts: Iterable[Concept], terminology: Terminology) -> Iterator[Concept]:
    """Ancestors and members of the concepts, and the members' members, without those that no terminology knows."""
    waiting, seen = list(concepts), set[str]()
    while waiting:
        concept = waiting.pop()
        if concept.curie in seen:
            continue
        seen.add(concept.curie)
        for above in _above(concept, terminology):
            if above.curie not in seen:
                yield above
        for curie in concept.members:
            if curie not in seen and (member := terminology.concept(curie)) is not None:
                yield member
                waiting.append(member)


def _above(concept: Concept, terminology: Terminology) -> Iterator[Concept]:
    yield from terminology.ancestors(concept.curie)
    if concept.minted:
        # What the linker mints is no part of a terminology, but the terms that it puts it under are.
        for curie in concept.broader:
            if (parent := terminology.concept(curie)) is not None:
                yield parent
                yield from terminology.ancestors(curie)
