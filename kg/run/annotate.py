"""From articles to their mentions, document by document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.corpus import read_corpus
from kg.model import Annotated, Failure
from kg.run.stages import Stages
from kg.settings import Settings


def annotate(corpus: Path, settings: Settings | None = None) -> Iterator[Annotated | Failure]:
    """The linked mentions of each document of ``corpus``, one outcome a document, in the order of their sources.

    Raises ``InputError`` when there is no such corpus, ``ResourceError`` when the model or the terminology is broken.
    """
    documents = read_corpus(corpus)
    stages = Stages.load(settings or Settings())
    for document in documents:
        yield document if isinstance(document, Failure) else stages.annotate(document)
