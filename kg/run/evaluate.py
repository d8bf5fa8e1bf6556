"""Annotated documents read as articles are, and scored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.claims.extract import extract
from kg.corpus import read_corpus
from kg.errors import InputError
from kg.evaluate import Found, GoldDocument, Score, Terms, score
from kg.evaluate.score import SAMPLES
from kg.link import link
from kg.model import Annotated, Document, Failure, Mention
from kg.run.progress import SILENT, Progress
from kg.run.spread import annotate_spread, read_spread
from kg.run.stages import DOCUMENT_ERRORS, Reading, Stages, failure
from kg.settings import Settings
from kg.terminology import Terminology
from kg.vocab import IDENTIFIER_PREFIXES


def evaluate(
    terms: Terms,
    settings: Settings | None = None,
    *,
    corpus: Path | None = None,
    gold_mentions: bool = False,
    samples: int = SAMPLES,
    seed: int = 0,
    progress: Progress = SILENT,
) -> Score:
    """Read the documents of ``terms`` and score what is found in them.

    The texts are those of the gold documents, or those of ``corpus`` where that is given: then the layout of the
    articles is known, and a gold document that is not in it is missing. With ``gold_mentions`` the marked mentions are
    taken for those that were found, so that linking and claims are scored alone. Raises ``InputError`` when a text of
    the corpus is not that of the gold document, ``ResourceError`` for a broken model or terminology.
    """
    settings = settings or Settings()
    progress.stage("loading the model and the terminology")
    if settings.spread and not gold_mentions:
        terminology = Terminology.load(base=settings.base, added=settings.terminologies)
        outcomes = _spread(terms, settings)
    else:
        stages = Stages.load(settings)
        terminology = stages.terminology
        outcomes = _marked(stages, terms) if gold_mentions else _read(stages, terms)
    progress.stage("reading")
    documents = list(_texts(terms.documents, corpus))
    found = _told(_found(documents, outcomes), progress)
    result = score(found, terms, _knows(terminology), samples=samples, seed=seed)
    progress.stage("done")
    return result


_Outcomes = Callable[[Iterable[tuple[GoldDocument, Document]]], Iterator[Reading | Annotated | Failure]]


def _read(stages: Stages, terms: Terms) -> _Outcomes:
    read = stages.read if terms.predicates else stages.annotate
    return lambda pairs: (read(document) for _, document in pairs)


def _spread(terms: Terms, settings: Settings) -> _Outcomes:
    read = read_spread if terms.predicates else annotate_spread
    return lambda pairs: read((document for _, document in pairs), settings)


def _marked(stages: Stages, terms: Terms) -> _Outcomes:
    return lambda pairs: (_with_marks(stages, terms, gold, document) for gold, document in pairs)


def _with_marks(stages: Stages, terms: Terms, gold: GoldDocument, document: Document) -> Reading | Annotated | Failure:
    """``document`` with the marked mentions in place of those that recognition finds."""
    keyed = sorted(terms.gold(gold).items())
    marks = tuple(Mention(m.span, m.span.of(document.text), kind, origin="gold") for (*_, kind), m in keyed)
    try:
        annotated = stages.pipeline.annotate(document, marks)
        linked = link(annotated, stages.terminology, least=stages.least_link)
        apart = replace(linked, mentions=_apart(linked.mentions))
        claims = extract(apart) if terms.predicates else None
    except DOCUMENT_ERRORS as error:
        return failure(document, "annotate", error)
    kinds = (kind for (*_, kind), _ in keyed)
    linked = replace(
        linked, mentions=tuple(replace(m, kind=kind) for m, kind in zip(linked.mentions, kinds, strict=True))
    )
    return linked if claims is None else Reading(linked, claims)


def _apart(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The longest of those that overlap, as claims are read from."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (-len(m.span), m.span)):
        if not any(mention.span.overlaps(other.span) for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.span))


def _found(documents: list[tuple[GoldDocument, Document | str]], outcomes: _Outcomes) -> Iterator[Found]:
    """What was found in each document, and then the documents that could not be read."""
    there = [(gold, text) for gold, text in documents if isinstance(text, Document)]
    for (gold, _), outcome in zip(there, outcomes(there), strict=True):
        if isinstance(outcome, Failure):
            yield Found(gold, missing=outcome.message)
        elif isinstance(outcome, Reading):
            yield Found(gold, outcome.annotated.mentions, outcome.extraction.claims)
        else:
            yield Found(gold, outcome.mentions)
    yield from (Found(gold, missing=why) for gold, why in documents if isinstance(why, str))


def _told(found: Iterable[Found], progress: Progress) -> Iterator[Found]:
    for one in found:
        progress.document(one.gold.id)
        yield one


def _texts(documents: tuple[GoldDocument, ...], corpus: Path | None) -> Iterator[tuple[GoldDocument, Document | str]]:
    """Each gold document with the text that is read, or with the reason why there is none."""
    if corpus is None:
        yield from ((gold, gold.document) for gold in documents)
        return
    texts = {name: text for text in read_corpus(corpus) for name in _names(text.source)}
    for gold in documents:
        text = texts.get(gold.id)
        if isinstance(text, Document) and text.text.rstrip() != gold.document.text.rstrip():
            raise InputError(
                f"the text of {gold.id} is not that of the gold file",
                where=text.source,
                cure="Leave the corpus away: the gold file has the texts.",
            )
        if text is None or isinstance(text, Failure):
            yield gold, "it is not in the corpus" if text is None else text.message
        else:
            yield gold, text


def _names(source: str) -> set[str]:
    """The ids by which a gold file may call a document: all, or the last part, with or without the extension."""
    last = re.split(r"[#/]", source)[-1]
    return {source, last, last.rpartition(".")[0] or last}


def _knows(terminology: Terminology) -> Callable[[str], bool]:
    written = {prefix.upper(): prefix for prefix in IDENTIFIER_PREFIXES}

    def knows(curie: str) -> bool:
        prefix, _, local = curie.partition(":")
        return bool(terminology.by_xref(f"{written.get(prefix, prefix)}:{local}"))

    return knows
