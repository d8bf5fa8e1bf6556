"""What each sentence stands under: the heading of its section, or some words that head its own paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from kg.claims.view import SentenceView
from kg.model import BlockKind

_RUN_IN = re.compile(r"[A-Z][\w'-]*(?: [\w'/&-]+){0,4}[.:]")
"""A sentence of some words and no name that heads what follows it (``Indication.``, ``Use with other medicines.``)."""
_NUMBERED = re.compile(r"^\W*(?:\d+(?:\.\d+)*|[A-Z])[.)]\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of a heading, and all sentences that stand under it (masked)."""

    title: str
    body: str


def headings(sentences: Sequence[SentenceView]) -> Mapping[int, Heading]:
    """The heading of each sentence that has one, by the sentence's index."""
    title_of: dict[int, tuple[str, object]] = {}
    bodies: dict[tuple[str, object], list[str]] = {}
    run_in, block = "", None
    for sentence in sentences:
        if sentence.block_kind in (BlockKind.TITLE, BlockKind.HEADING):
            continue
        if sentence.sentence.block != block:
            run_in, block = "", sentence.sentence.block
        if _RUN_IN.fullmatch(sentence.masked):
            run_in = sentence.masked[:-1]
            continue
        place: object = block if run_in else sentence.section
        key = (run_in or _NUMBERED.sub("", sentence.section).strip().rstrip(":."), place)
        if key[0]:
            title_of[sentence.sentence.index] = key
            bodies.setdefault(key, []).append(sentence.masked)
    found = {index: Heading(key[0], " ".join(bodies[key])) for index, key in title_of.items()}
    return MappingProxyType(found)
