"""Recognition: documents in, documents with their sentences, mentions and abbreviations out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from kg.model import Annotated, Document, Kind, Mention, Sentence
from kg.nlp.engine import Engine, Parsed, installed_engine, own_engine, versions
from kg.nlp.lexicon import Match, TerminologyLike, hints_of
from kg.nlp.mentions import Found, mentions_of
from kg.nlp.recogniser import CARD, Recogniser
from kg.nlp.relations import PairReader
from kg.nlp.sentences import split
from kg.resources import models
from kg.settings import OWN_MODEL


class Pipeline:
    """A terminology and a recogniser, ready for documents.

    ``version`` names all that a mention can depend on but the terminology; ``model_hash`` is the sha256 of those of the
    recogniser's weights, or the name and version of an installed spaCy pipeline.
    """

    def __init__(
        self,
        terminology: TerminologyLike,
        engine: Engine,
        pairs: PairReader | None = None,
        *,
        version: str,
        model_hash: str,
    ) -> None:
        self._terminology = terminology
        self._engine = engine
        self._pairs = pairs
        self.version = version
        self.model_hash = model_hash

    @classmethod
    def load(
        cls, terminology: TerminologyLike, *, model: str = OWN_MODEL, labels: Mapping[str, Kind] | None = None
    ) -> Pipeline:
        """Load a recogniser: ours (``claimgraph``), one trained with ``kg train`` (its folder), or an
        installed spaCy or scispaCy pipeline (its name or folder) with ``labels`` from its labels to kinds.

        Raises ``ResourceError`` when it is missing, broken or of another hash, ``UsageError`` when none of its labels
        has a kind. Nothing is ever downloaded.
        """
        folder = models() / OWN_MODEL if model == OWN_MODEL else Path(model)
        if model == OWN_MODEL or (folder / CARD).is_file():
            recogniser = Recogniser.load(folder)
            engine, name, model_hash = own_engine(recogniser), recogniser.name, recogniser.sha256
            pairs: PairReader | None = recogniser.pairs
        else:
            engine, name = installed_engine(model, labels or {})
            model_hash, pairs = name, None
        return cls(terminology, engine, pairs, version=f"{name}; {versions()}", model_hash=model_hash)

    def annotate(self, document: Document, marked: Sequence[Mention] | None = None) -> Annotated:
        """The sentences of ``document`` with their tokens, its unlinked mentions, the abbreviations that it defines and
        what its sentences say of pairs of mentions.

        There are no mentions in bylines, metadata and references. With ``marked`` these are the mentions instead.
        """
        text = document.text
        sentences = split(document)
        parsed: list[Parsed] = []
        tokenised: list[Sentence] = []
        matches: list[Match] = []
        for block, group in groupby(sentences, key=lambda sentence: sentence.block):
            whole = tuple(group)
            prose = block.kind.is_prose
            known = [m for s in whole for m in self._terminology.scan(text, s.span)] if prose else []
            one = self._engine.parse(text, whole, hints_of(known, text), recognise=prose)
            tokenised += (replace(s, tokens=t) for s, t in zip(whole, one.tokens, strict=True))
            if prose:
                parsed.append(one)
                matches += known
        found = Found(
            text,
            tuple(sentence for sentence in tokenised if sentence.block.kind.is_prose),
            tuple(name for one in parsed for name in one.recognised),
            tuple(matches),
            tuple(pair for one in parsed for pair in one.definitions),
        )
        mentions, abbreviations = mentions_of(found)
        if marked is not None:
            mentions = tuple(marked)
        read = tuple(read for one in parsed for read in one.read)
        pairs = self._pairs.read(read, found.sentences, mentions) if self._pairs is not None else ()
        return Annotated(document, tuple(tokenised), mentions, abbreviations, tuple(pairs))
