"""Relations of annotated corpora as pairs of mentions to learn from.

A corpus states relations between mentions (DrugProt, EU-ADR), between concepts of a document (BC5CDR, BioRED: any of
the pairs of their mentions may be the one that says it) or among several drugs (DrugCombo: each two of them).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.model import Kind, Span
from kg.nlp.encoding import KINDS, Chunk
from kg.nlp.pairs import CLOSED, COLUMNS, LABEL_SETS, Placed, distances, kinds_of_pieces, mean_weights, placed, reach

_DRUG, _DISEASE, _TARGET = Kind.DRUG, Kind.DISEASE, Kind.TARGET


@dataclass(frozen=True, slots=True)
class Asked:
    """Between which kinds a corpus states relations; ``near`` when only inside a sentence."""

    pairs: frozenset[tuple[Kind, Kind]]
    near: bool


ASKED: Mapping[str, Asked] = {
    "drugprot": Asked(frozenset({(_DRUG, _TARGET)}), near=True),
    "euadr": Asked(frozenset({(_DRUG, _TARGET)}), near=True),
    "bc5cdr": Asked(frozenset({(_DRUG, _DISEASE)}), near=False),
    "biored": Asked(
        frozenset((a, b) for a in KINDS for b in KINDS if KINDS.index(a) <= KINDS.index(b)) - {(_DISEASE, _DISEASE)},
        near=False,
    ),
    "drug_combo": Asked(frozenset({(_DRUG, _DRUG)}), near=True),
}


@dataclass(frozen=True, slots=True)
class Related:
    """The mentions of a text and what its corpus says of their pairs.

    ``ends`` are what relations are stated between: for each mention the concepts that it stands for, or the mention
    itself. ``stated`` has the numbers of the labels of a pair of ends, in either order; ``sets`` the ends that are
    stated together where that can be more than two.
    """

    corpus: str
    mentions: tuple[tuple[Span, Kind], ...]
    ends: tuple[tuple[str, ...], ...]
    stated: Mapping[tuple[str, str], frozenset[int]] = field(repr=False)
    sets: tuple[frozenset[str], ...] = ()

    def groups(self, one: int, other: int) -> Iterator[tuple[str, str]]:
        """The pairs of ends that the mentions ``one`` and ``other`` may state."""
        for head in self.ends[one]:
            for tail in self.ends[other]:
                if head != tail:
                    yield (head, tail)

    def labels(self, group: tuple[str, str]) -> frozenset[int]:
        return self.stated.get(group) or self.stated.get(group[::-1]) or frozenset()


def related(corpus: str, record: Mapping[str, Any], labels: Mapping[str, Kind]) -> Related | None:
    """What ``record`` of ``corpus`` states; None for a corpus without relations. ``labels`` are the kinds of its
    labels.
    """
    if corpus not in ASKED:
        return None
    names = {label: number for number, label in enumerate(LABEL_SETS[corpus])}
    mentions, ends = [], []
    for index, entity in enumerate(record["entities"]):
        kind = labels.get(entity["label"])
        if kind in KINDS and not entity.get("frags"):
            mentions.append((Span(entity["start"], entity["end"]), kind))
            ids = tuple(
                dict.fromkeys(part for one in entity.get("ids", ()) for part in one.replace(",", "|").split("|"))
            )
            concept = corpus in ("bc5cdr", "biored")
            ends.append(tuple(one for one in ids if one != "-1") if concept else (str(index),))
    stated: dict[tuple[str, str], set[int]] = {}
    for relation in record.get("relations", ()):
        members = relation["args"] if relation["level"] == "nary" else (relation["head"], relation["tail"])
        for head, tail in combinations(members, 2):
            if relation["type"] in names:
                stated.setdefault((str(head), str(tail)), set()).add(names[relation["type"]])
    sets = tuple(
        frozenset(map(str, relation["args"])) for relation in record.get("relations", ()) if relation["level"] == "nary"
    )
    return Related(corpus, tuple(mentions), tuple(ends), {pair: frozenset(of) for pair, of in stated.items()}, sets)


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a chunk: where its mentions lie, which of them are heads and tails, and the group of each pair.

    A pair that may state several groups is there once for each. ``reach`` (pairs × pieces) is what each may look at.
    """

    where: Placed
    heads: NDArray[np.int64]
    tails: NDArray[np.int64]
    groups: tuple[tuple[str, str], ...]
    reach: NDArray[np.float32]


def pairs(chunk: Chunk, of: Related, sentences: Sequence[Span]) -> Pairs:
    """The pairs of ``chunk`` that the corpus of ``of`` was asked about; ``sentences`` are those of the text."""
    where, asked = placed(chunk, of.mentions), ASKED[of.corpus]
    starts = [sentence.start for sentence in sentences]
    at = {i: int(np.searchsorted(starts, of.mentions[i][0].start, side="right")) for i in where.which}
    heads, tails, groups, around = [], [], [], []
    order = sorted(range(len(where.which)), key=lambda i: (where.starts[i], where.ends[i]))
    for left, right in combinations(order, 2):
        one, other = where.which[left], where.which[right]
        if (of.mentions[one][1], of.mentions[other][1]) not in asked.pairs:
            one, other, left, right = other, one, right, left
            if (of.mentions[one][1], of.mentions[other][1]) not in asked.pairs:
                continue
        if asked.near and at[one] != at[other]:
            continue
        for group in of.groups(one, other):
            heads.append(left)
            tails.append(right)
            groups.append(group)
            around.append((sentences[min(at[one], at[other]) - 1], sentences[max(at[one], at[other]) - 1]))
    ends = (np.array(heads, dtype=np.int64), np.array(tails, dtype=np.int64))
    return Pairs(where, *ends, tuple(groups), reach(chunk, around))


@dataclass(frozen=True, slots=True)
class PairBatch:
    """The pairs of several chunks as the head takes them, padded, and their groups.

    A group is what a corpus states or not: ``group_of`` is the number of it for each pair that is ``real``, ``columns``
    (groups × outputs) are true for the labels that its corpus has, ``right`` (groups × 1 + outputs) true for none, or
    for the stated labels.
    """

    open: NDArray[np.float32]
    kinds: NDArray[np.int64]
    means: NDArray[np.float32]
    distances: NDArray[np.int64]
    heads: NDArray[np.float32]
    tails: NDArray[np.float32]
    real: NDArray[np.bool_]
    group_of: NDArray[np.int64]
    columns: NDArray[np.bool_]
    right: NDArray[np.bool_]
    groups: tuple[tuple[object, tuple[str, str]], ...]


def pair_batch(rows: Sequence[tuple[object, Related, Pairs]], width: int) -> PairBatch | None:
    """``rows`` are (document, what its corpus states, the pairs of one of its chunks), in the order of the chunks of a
    batch of ``width`` pieces; None without pairs.
    """
    most = max((len(found.heads) for _, _, found in rows), default=0)
    if not most:
        return None
    mentions = max(len(found.where.starts) for _, _, found in rows)
    open_ = np.full((len(rows), most, width), CLOSED, dtype=np.float32)
    kinds = np.zeros((len(rows), width), dtype=np.int64)
    means = np.zeros((len(rows), mentions, width), dtype=np.float32)
    steps = np.zeros((len(rows), mentions, width), dtype=np.int64)
    heads, tails = (np.zeros((len(rows), most, mentions), dtype=np.float32) for _ in range(2))
    real = np.zeros((len(rows), most), dtype=np.bool_)
    numbers: dict[tuple[object, tuple[str, str]], int] = {}
    group_of: list[int] = []
    columns, right = [], []
    for row, (document, of, found) in enumerate(rows):
        where, count = found.where, len(found.heads)
        kinds[row] = kinds_of_pieces(where, width)
        steps[row, : len(where.starts)] = distances(where.starts, where.ends, width)
        means[row, : len(where.starts)] = mean_weights(steps[row, : len(where.starts)])
        heads[row, np.arange(count), found.heads] = 1
        tails[row, np.arange(count), found.tails] = 1
        real[row, :count] = True
        open_[row, :count, : found.reach.shape[1]] = found.reach
        for group in found.groups:
            key = (document, min(group, group[::-1]))
            if key not in numbers:
                numbers[key] = len(numbers)
                columns.append(_columns(of))
                right.append(_right(of, group))
            group_of.append(numbers[key])
    return PairBatch(
        open_,
        kinds,
        means,
        steps,
        heads,
        tails,
        real,
        np.array(group_of),
        np.array(columns),
        np.array(right),
        tuple(numbers),
    )


_OUTPUTS = sum(map(len, LABEL_SETS.values()))


def _columns(of: Related) -> NDArray[np.bool_]:
    has = np.zeros(_OUTPUTS, dtype=np.bool_)
    has[COLUMNS[of.corpus]] = True
    return has


def _right(of: Related, group: tuple[str, str]) -> NDArray[np.bool_]:
    stated = np.zeros(1 + _OUTPUTS, dtype=np.bool_)
    stated[[1 + COLUMNS[of.corpus].start + label for label in of.labels(group)] or [0]] = True
    return stated
