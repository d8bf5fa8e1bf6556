"""What the articles of an explanation, or a text of one's own, were nearly read to say, and why they were not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from kg.claims.considered import Rejected, considered, spelled
from kg.corpus import read_corpus
from kg.errors import InputError
from kg.graph import Explanation
from kg.model import Annotated, Block, BlockKind, Claim, Document, Failure, Span
from kg.run.stages import Stages
from kg.settings import Settings
from kg.vocab import PREDICATES, expand

_CLAIMS = frozenset(expand(curie) for curie in PREDICATES)


@dataclass(frozen=True, slots=True)
class ReadText:
    """What a text of one's own says, and what was considered and rejected."""

    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]

    def to_json(self) -> dict[str, object]:
        """The claims in words with their rule and score, and the rejected statements field by field."""
        said = [
            {"says": spelled(one), "extractor": one.evidence.extractor, "score": one.evidence.score}
            for one in self.claims
        ]
        return {"claims": said, "rejected": [asdict(one) for one in self.rejected]}

    def __str__(self) -> str:
        said = [f"{spelled(one)}  ({one.evidence.score}, {one.evidence.extractor})" for one in self.claims]
        return "\n".join([*(said or ["Nothing is read in it."]), told(self.rejected)])


def told(rejected: Iterable[Rejected]) -> str:
    """The rejected statements as text, each sentence once."""
    lines = []
    for (source, start, end, text), group in groupby(rejected, lambda one: (one.source, *_place(one), one.text)):
        lines += [f"  “{text}”", f"    {source} [{start}, {end})", *(f"    ✗ {one}" for one in group)]
    return "\n".join(["Considered and rejected:", *lines]) if lines else "Nothing was considered and rejected."


def _place(one: Rejected) -> tuple[int, int]:
    return one.sentence.start, one.sentence.end


def consider_text(text: str, settings: Settings | None = None) -> ReadText:
    """Read ``text`` as an article of one paragraph.

    Raises ``InputError`` when it is empty, ``ResourceError`` for a broken model or terminology.
    """
    if not text.strip():
        raise InputError("there is no text", where="--text", cure='Give one: --text "Olaparib may inhibit PARP."')
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document("text", text, digest, blocks=(Block(Span(0, len(text)), BlockKind.PARAGRAPH, ""),))
    outcome = Stages.load(settings or Settings()).read(document)
    if isinstance(outcome, Failure):
        raise InputError(outcome.message, where="--text", cure=outcome.cure)
    return ReadText(outcome.extraction.claims, considered(outcome.annotated))


def consider(explanation: Explanation, corpus: Path, settings: Settings | None = None) -> tuple[Rejected, ...]:
    """What was rejected about what ``explanation`` explains, in the order of documents and text.

    Concepts that were asked for: the sentences of the whole corpus, read anew, in which a rejected statement has all
    of them as ends (and the predicate, where one was asked for). Anything else, such as a claim or a document: the
    sentences that are its evidence. Raises ``InputError`` when there is no such corpus.
    """
    settings = settings or Settings()
    places = {(e.source, e.start) for claim in explanation.claims for e in claim.evidences}
    sources = {source for source, _ in places}
    stages = Stages.load(settings)
    documents = (one for one in read_corpus(corpus) if isinstance(one, Document))
    about = _About(explanation, settings.base)
    if about.concepts is None:
        documents = (one for one in documents if one.source in sources)
    found = _rejected(stages, documents)
    return tuple(one for one in found if about.holds(one, places))


def _rejected(stages: Stages, documents: Iterable[Document]) -> Iterator[Rejected]:
    for document in documents:
        outcome = stages.annotate(document)
        if isinstance(outcome, Annotated):
            yield from considered(outcome)


class _About:
    """What an explanation was asked about: concepts and perhaps a predicate, or else sentences."""

    def __init__(self, explanation: Explanation, base: str) -> None:
        asked = set(explanation.iris)
        self.base = base
        self.predicates = asked & _CLAIMS
        others = asked - self.predicates
        self.concepts = others if others and all(_is_concept(iri, base) for iri in others) else None

    def holds(self, one: Rejected, places: set[tuple[str, int]]) -> bool:
        if self.concepts is None:
            return (one.source, one.sentence.start) in places
        if self.predicates and (not one.predicate or expand(one.predicate) not in self.predicates):
            return False
        ends = {expand(curie, self.base) for curie in (one.subject_curie, one.object_curie) if curie}
        return self.concepts <= ends


_RECORDS = ("claim/", "evidence/", "document/", "mention/", "place/", "selector/", "arm/", "result/")


def _is_concept(iri: str, base: str) -> bool:
    return "://" in iri and not iri.startswith(tuple(base + kind for kind in _RECORDS))
