"""What became of the claims between two graphs: added, removed, relinked, re-scored, re-worded, reviewed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.graph.nodes import term
from kg.graph.terms import Iri, Quad, Term
from kg.graph.write import nquads_lines
from kg.vocab import compact

KINDS = ("added", "removed", "relinked", "rescored", "reworded", "reviewed")
"""The kinds of change, in the order in which they are told."""

_TYPE, _CLAIM, _EVIDENCE = term("rdf:type"), term("biolink:Association"), term("biolink:has_evidence")


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """What became of one claim. ``old`` and ``new`` are what changed of it: a triple, a confidence, sentences, a state.

    ``claim`` is its IRI; of a relinked one that in the new graph.
    """

    kind: str
    says: str
    claim: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def __str__(self) -> str:
        lines = [f"{self.kind}: {self.says}"]
        lines += [f"  - {one}" for one in self.old] + [f"  + {one}" for one in self.new]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes of claims by kind and claim, and the lines of canonical N-Quads that are no longer or newly there."""

    changes: tuple[Change, ...]
    removed: tuple[bytes, ...]
    added: tuple[bytes, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind."""
        return {kind: sum(change.kind == kind for change in self.changes) for kind in KINDS}

    def patch(self) -> bytes:
        """The difference as an RDF patch, one transaction."""
        lines = [b"D " + line for line in self.removed] + [b"A " + line for line in self.added]
        return b"".join((b"TX .\n", *lines, b"TC .\n"))


def difference(old: list[Quad], new: list[Quad]) -> Difference:
    """What must be told to make of the graph ``old`` the graph ``new``."""
    before, after = set(nquads_lines(old)), set(nquads_lines(new))
    changes = sorted(_changes(_claims(old), _claims(new)), key=lambda c: (KINDS.index(c.kind), c))
    return Difference(tuple(changes), tuple(sorted(before - after)), tuple(sorted(after - before)))


@dataclass(frozen=True, slots=True, order=True)
class _Claim:
    """A claim as it is compared; ``places`` are its sentences with the words that name the two ends."""

    iri: str
    says: str
    manner: tuple[str, ...]
    confidence: str
    curation: str
    sentences: frozenset[tuple[str, str]]
    places: frozenset[tuple[str, ...]]


def _claims(quads: Iterable[Quad]) -> dict[str, _Claim]:
    about: dict[str, dict[Iri, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        about[quad.subject.value][quad.predicate].append(quad.object)
    return {iri: _claim(iri, about) for iri in list(about) if _CLAIM in about[iri].get(_TYPE, ())}


def _first(about: Mapping[str, Mapping[Iri, list[Term]]], subject: str, name: str) -> str:
    values = about[subject].get(term(name)) if subject in about else None
    return min(values).value if values else ""


def _claim(iri: str, about: Mapping[str, Mapping[Iri, list[Term]]]) -> _Claim:
    def first(subject: str, name: str) -> str:
        return _first(about, subject, name)

    def words(mention: str) -> str:
        return first(first(first(mention, "oa:hasTarget"), "oa:hasSelector"), "oa:exact")

    def source(evidence: str) -> str:
        return first(first(evidence, "prov:wasDerivedFrom"), "dcterms:source")

    evidences = [one.value for one in about[iri].get(_EVIDENCE, ())]
    subject, predicate, obj = (first(iri, f"rdf:{name}") for name in ("subject", "predicate", "object"))
    denied = "NOT " if first(iri, "biolink:negated") == "true" else ""
    modality = first(iri, "cg:modality")
    firmness = "" if modality == "asserted" else f" ({modality})"
    ends = [
        f"{label} <{compact(end)}>" if (label := first(end, "rdfs:label")) else compact(end) for end in (subject, obj)
    ]
    return _Claim(
        iri,
        f"{ends[0]} {denied}{compact(predicate)} {ends[1]}{firmness}",
        (predicate, denied, modality),
        first(iri, "cg:confidence"),
        first(iri, "cg:curation"),
        frozenset((source(one), first(one, "biolink:supporting_text")) for one in evidences),
        frozenset(
            (
                source(one),
                first(one, "biolink:supporting_text"),
                words(first(one, "cg:subjectMention")),
                words(first(one, "cg:objectMention")),
            )
            for one in evidences
        ),
    )


def _changes(old: dict[str, _Claim], new: dict[str, _Claim]) -> Iterator[Change]:
    gone, came = old.keys() - new.keys(), new.keys() - old.keys()
    pairs = _relinked(sorted(old[iri] for iri in gone), sorted(new[iri] for iri in came))
    for before, after in pairs:
        yield Change("relinked", after.says, after.iri, (before.says,), (after.says,))
    paired = {claim.iri for pair in pairs for claim in pair}
    for iri in gone - paired:
        yield Change("removed", old[iri].says, iri, tuple(_quoted(old[iri].sentences)), ())
    for iri in came - paired:
        yield Change("added", new[iri].says, iri, (), tuple(_quoted(new[iri].sentences)))
    for iri in old.keys() & new.keys():
        yield from _altered(old[iri], new[iri])


def _relinked(gone: list[_Claim], came: list[_Claim]) -> list[tuple[_Claim, _Claim]]:
    """Claims of which the same words in the same sentence were taken for something else."""
    waiting: dict[tuple[str, ...], list[_Claim]] = defaultdict(list)
    for claim in came:
        for place in claim.places:
            waiting[(*claim.manner, *place)].append(claim)
    taken: set[str] = set()
    pairs = []
    for before in gone:
        for place in sorted(before.places):
            found = [one for one in waiting[(*before.manner, *place)] if one.iri not in taken]
            if found:
                after = min(found)
                taken.add(after.iri)
                pairs.append((before, after))
                break
    return pairs


def _altered(before: _Claim, after: _Claim) -> Iterator[Change]:
    lost, gained = before.sentences - after.sentences, after.sentences - before.sentences
    if lost and gained:
        yield Change("reworded", after.says, after.iri, tuple(_quoted(lost)), tuple(_quoted(gained)))
    if before.confidence != after.confidence or bool(lost) != bool(gained):
        yield Change("rescored", after.says, after.iri, (_score(before),), (_score(after),))
    if before.curation != after.curation:
        yield Change("reviewed", after.says, after.iri, (before.curation,), (after.curation,))


def _score(claim: _Claim) -> str:
    number = len(claim.sentences)
    return f"{claim.confidence} from {number} sentence{'' if number == 1 else 's'}"


def _quoted(sentences: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{source}: {' '.join(text.split())}" for source, text in sorted(sentences)]
