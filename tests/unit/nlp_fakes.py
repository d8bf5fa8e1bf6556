"""A terminology of a few names, and documents, for tests of recognition."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Block, BlockKind, Candidate, Concept, Document, Kind, Sentence, Span
from kg.nlp.encoding import normalised
from kg.nlp.mentions import Found
from kg.nlp.recogniser import Recognised
from kg.nlp.sentences import split

CLASSES = {Kind.DRUG: "Drug", Kind.TARGET: "Gene", Kind.DISEASE: "Disease", Kind.FINDING: "PhenotypicFeature"}


@dataclass(frozen=True, slots=True)
class Match:
    span: Span
    candidates: tuple[Candidate, ...]
    curated: bool = False


@dataclass(frozen=True)
class Names:
    """A terminology that knows the names it is given, in any case."""

    names: Mapping[str, Kind]
    version: str = "test"

    def lookup(self, name: str, kinds: frozenset[Kind] | None = None) -> tuple[Candidate, ...]:
        kind = {known.lower(): kind for known, kind in self.names.items()}.get(normalised(name).lower())
        if kind is None or (kinds is not None and kind not in kinds):
            return ()
        label = next(known for known in self.names if known.lower() == normalised(name).lower())
        concept = Concept(f"X:{label}", kind, label, CLASSES.get(kind, "ClinicalTrial"))
        return (Candidate(1.0, concept, label, "exact"),)

    def scan(self, text: str, span: Span) -> tuple[Match, ...]:
        start, end = span.start, span.end
        known = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        if not known:
            return ()
        found = re.finditer(rf"(?<!\w)(?:{known})(?!\w)", normalised(text)[start:end], re.IGNORECASE)
        spans = [Span(start + match.start(), start + match.end()) for match in found]
        return tuple(Match(span, self.lookup(span.of(text))) for span in spans)


def document(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    return Document("test.txt", text, "0" * 64, blocks=(Block(Span(0, len(text)), kind),))


def sentences(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> tuple[Sentence, ...]:
    return split(document(text, kind))


def span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def found(text: str, names: Mapping[str, Kind] | None = None, recognised: Mapping[str, Kind] | None = None) -> Found:
    """``recognised`` are the first occurrences of what the recogniser is to have found, with certainty."""
    inside = sentences(text)
    return Found(
        text,
        inside,
        tuple(sorted(Recognised(span(text, part), kind, 0.99) for part, kind in (recognised or {}).items())),
        Names(names or {}).scan(text, Span(0, len(text))),
        (),
    )
