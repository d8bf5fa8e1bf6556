"""Decisions joined with the claims of a graph: what they teach, what they confirm, and what is worth deciding next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log2
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from kg.curate import standing
from kg.curate.learning import Judged, Precision, doubt_factor, precisions
from kg.errors import UsageError
from kg.graph import KnowledgeGraph, MergedClaim, Nodes, judged_claims, seen_by, stated
from kg.graph.records import ClaimKey, Decidable, object_key
from kg.model import Concept, CurationEvent, Decision, ErrorTag
from kg.run.curation import read_decisions
from kg.run.recurate import read_built
from kg.vocab import PREDICATES

_OF_NAMES = frozenset({ErrorTag.GROUNDING, ErrorTag.ENTITY_BOUNDARIES})
"""What says that a name was misread, and nothing of the rule that joined the names."""

_TABLE = "calibration"


@dataclass(frozen=True, slots=True)
class Lesson:
    """What the decisions on one graph teach. ``factors`` are those a build should use: see ``calibration`` in the
    settings.
    """

    predicates: tuple[Precision, ...]
    extractors: tuple[Precision, ...]
    names: tuple[Precision, ...]
    factors: dict[str, float]


def learn(folder: Path, logs: list[Path]) -> Lesson:
    """Precision of predicates, extractors and names from the accepted and rejected claims of a build.

    Raises ``GraphError`` for a folder that holds no build, ``InputError`` for a broken log.
    """
    built = read_built(folder)
    pairs = [
        (event, claim)
        for event, claim in joined(built.graph, logs)
        if event.decision in (Decision.ACCEPT, Decision.REJECT)
    ]
    extractors = precisions(_extractors(built.graph, pairs))
    used = built.report["settings"].get(_TABLE, {})
    factors = {one.name: round(doubt_factor(one) * used.get(one.name, 1.0), 3) for one in extractors}
    return Lesson(
        precisions(Judged(claim.predicate, _is_right(event), claim.confidence) for event, claim in pairs),
        extractors,
        precisions(_names(pairs)),
        dict(sorted((used | factors).items())),
    )


def joined(graph: KnowledgeGraph, logs: list[Path]) -> tuple[tuple[CurationEvent, Decidable], ...]:
    """The decisions that stand, each with its claim as the articles make it; those whose claim is gone are left out."""
    content = read_decisions(logs)
    return judged_claims(graph, standing(content.events if content else ()))


def _is_right(event: CurationEvent) -> bool:
    return event.decision is Decision.ACCEPT


def _extractors(graph: KnowledgeGraph, pairs: Iterable[tuple[CurationEvent, Decidable]]) -> Iterator[Judged]:
    """Each sentence that a curator saw, once for each decision; all sentences where each is read anew since.

    What is only implied was read by no rule.
    """
    nodes = Nodes(graph.options.base, graph.documents)
    for event, claim in pairs:
        if claim.implied or event.tag in _OF_NAMES:
            continue
        same = [one for one in claim.evidences if seen_by(event, one, nodes)]
        for evidence in same or claim.evidences:
            yield Judged(evidence.extractor.partition(" ")[0], _is_right(event), evidence.score)


def _names(pairs: Iterable[tuple[CurationEvent, Decidable]]) -> Iterator[Judged]:
    """The ends of claims by kind: right in an accepted claim, and one of them wrong where a grounding was rejected."""
    for event, claim in pairs:
        if not isinstance(claim, MergedClaim):
            continue
        ends = [end for end in (claim.subject, claim.object) if isinstance(end, Concept)]
        if event.decision is Decision.ACCEPT:
            yield from (Judged(end.kind.value, True) for end in ends)
        elif event.tag in _OF_NAMES and event.correction is not None:
            for end, corrected in ((claim.subject, event.correction.subject), (claim.object, event.correction.object)):
                if isinstance(end, Concept):
                    yield Judged(end.kind.value, corrected is None)


def update_settings(file: Path, factors: dict[str, float]) -> None:
    """Write the factors into the table ``calibration`` of a settings file, and leave the rest of it as it is.

    Raises ``UsageError`` when the file is no TOML or cannot be written.
    """
    try:
        content = tomlkit.parse(file.read_text(encoding="utf-8")) if file.exists() else tomlkit.document()
        table = tomlkit.table()
        for name, factor in factors.items():
            table[name] = factor
        content[_TABLE] = table
        file.write_text(tomlkit.dumps(content), encoding="utf-8")
    except (TOMLKitError, UnicodeDecodeError) as error:
        raise UsageError(f"the settings file is no TOML: {error}", where=str(file), cure="Mend that line.") from error
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(file), cure="Name another file.") from error


@dataclass(frozen=True, slots=True)
class Waiting:
    """A claim that nobody has decided on, and why it is worth a curator's minute. ``worth`` orders the queue."""

    worth: float
    claim: str
    says: str
    confidence: float
    why: tuple[str, ...]
    dependents: int
    sentence: str


def queue(folder: Path, logs: list[Path]) -> tuple[Waiting, ...]:
    """The claims that wait for a decision, those most worth one first.

    Contradicted claims come first, then uncertain and hedged ones, each raised by how many other claims stand on the
    same two concepts. A decision that leaves a claim open (unsure) puts it before all others.
    """
    graph = read_built(folder).graph
    nodes = Nodes(graph.options.base, graph.documents)
    decided = [(event, nodes.key(claim)) for event, claim in joined(graph, logs)]
    closed = {_either_way(key) for event, key in decided if event.decision is not Decision.UNSURE}
    unsure = {_either_way(key) for event, key in decided if event.decision is Decision.UNSURE}
    against = _contradicted(graph)
    degree = Counter(curie for claim in graph.claims for curie in _ends(claim))
    waiting: dict[ClaimKey, Waiting] = {}
    for claim in graph.decidable():
        key = _either_way(nodes.key(claim))
        if key in closed or key in waiting:
            continue
        dependents = sum(degree[curie] - 1 for curie in _ends(claim) if degree[curie])
        reasons = {
            "somebody was unsure": 3.0 * (key in unsure),
            "contradicted": 2.0 * (nodes.key(claim) in against),
            "uncertain": 1.0 - abs(2 * claim.confidence - 1) if claim.confidence < 0.9 else 0.0,
            "hedged": 0.3 * (isinstance(claim, MergedClaim) and claim.modality.value != "asserted"),
        }
        worth = sum(reasons.values()) + log2(1 + dependents) / 10
        why = tuple(name for name, value in reasons.items() if value) or ("much depends on it",)
        sentence = claim.evidences[0].text
        iri = nodes.claim(claim).value
        waiting[key] = Waiting(round(worth, 3), iri, stated(claim), claim.confidence, why, dependents, sentence)
    return tuple(sorted(waiting.values(), key=lambda one: (-one.worth, one.says, one.claim)))


def _either_way(key: ClaimKey) -> ClaimKey:
    """A symmetric claim and its mirror image are one question."""
    subject, name, obj, datatype, negated, modality = key
    known = PREDICATES.get(name)
    if known is None or not known.symmetric:
        return key
    first, second = sorted((subject, obj))
    return (first, name, second, datatype, negated, modality)


def _ends(claim: Decidable) -> Iterator[str]:
    yield claim.subject.curie
    if isinstance(claim, MergedClaim) and isinstance(claim.object, Concept):
        yield claim.object.curie


def _contradicted(graph: KnowledgeGraph) -> set[tuple[str, ...]]:
    """The claims that another one denies."""
    sides: dict[tuple[str, ...], list[MergedClaim]] = defaultdict(list)
    for claim in graph.claims:
        sides[(claim.subject.curie, claim.predicate, *object_key(claim.object))].append(claim)
    return {claim.key for both in sides.values() if len({c.negated for c in both}) == 2 for claim in both}
