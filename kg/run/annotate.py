"""From articles to their mentions, document by document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg.corpus import read_corpus
from kg.model import Annotated, Failure
from kg.run.spread import annotate_spread
from kg.run.stages import Stages
from kg.settings import Settings


def annotate(corpus: Path | str, settings: Settings | None = None) -> Iterator[Annotated | Failure]:
    """The linked mentions of each document of ``corpus``, one outcome a document, in the order of their sources.

    Raises ``InputError`` when there is no such corpus, ``ResourceError`` when the model or the terminology is broken.
    """
    settings = settings or Settings()
    documents = read_corpus(Path(corpus))
    if settings.spread:
        return annotate_spread(documents, settings)
    return Stages.load(settings).annotate_all(documents)
