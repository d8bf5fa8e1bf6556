"""The stages that one document goes through, from text to what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Self

from kg.errors import ClaimgraphError, InputError, ResourceError, UsageError
from kg.link import link
from kg.model import Annotated, Document, Extraction, Failure
from kg.nlp import Pipeline
from kg.settings import Settings
from kg.terminology import Terminology

DOCUMENT_ERRORS = (ClaimgraphError, ValueError, LookupError, ArithmeticError, RecursionError)
"""What odd text can provoke in a stage. Anything else is a fault of the program or the machine and ends the build."""

LONGEST_TEXT = 1_000_000
"""Characters of one article, which is what spaCy takes; a whole book has fewer."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its linked mentions, and what it says."""

    annotated: Annotated
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Stages:
    """The loaded terminology and recognition model with the stages that use them."""

    terminology: Terminology
    pipeline: Pipeline
    calibration: Mapping[str, float] = field(default_factory=dict)
    least_link: float = 0.0

    @classmethod
    def load(cls, settings: Settings) -> Self:
        """Takes a second or two. Raises ``ResourceError`` when the terminology or the model is missing or broken."""
        terminology = Terminology.load(base=settings.base, added=settings.terminologies)
        pipeline = Pipeline.load(terminology, model=settings.model, labels=settings.labels)
        return cls(terminology, pipeline, settings.calibration, settings.least_link)

    def annotate(self, document: Document) -> Annotated | Failure:
        """Recognise and link the mentions of ``document``."""
        try:
            _check_length(document)
            return link(self.pipeline.annotate(document), self.terminology, least=self.least_link)
        except (ResourceError, UsageError):
            raise
        except DOCUMENT_ERRORS as error:
            return failure(document, "annotate", error)

    def read(self, document: Document) -> Reading | Failure:
        """Annotate ``document`` and extract what it says."""
        # The rules and the graph take a second to import, and annotating needs neither.
        from kg.claims.calibration import calibrated, fitted
        from kg.claims.extract import extract
        from kg.graph import check_document

        annotated = self.annotate(document)
        if isinstance(annotated, Failure):
            return annotated
        try:
            extraction = calibrated(extract(annotated), self.calibration, fitted())
            check_document(annotated, extraction)
        except DOCUMENT_ERRORS as error:
            return failure(document, "extract", error)
        return Reading(annotated, extraction)

    def read_all(self, documents: Iterable[Document | Failure]) -> Iterator[Reading | Failure]:
        """One outcome for each of ``documents``, in their order."""
        return (document if isinstance(document, Failure) else self.read(document) for document in documents)

    def annotate_all(self, documents: Iterable[Document | Failure]) -> Iterator[Annotated | Failure]:
        """The same without what the documents say."""
        return (document if isinstance(document, Failure) else self.annotate(document) for document in documents)


def _check_length(document: Document) -> None:
    length = len(document.text)
    if length > LONGEST_TEXT:
        raise InputError(
            f"the text is longer than an article can be ({length:,} characters; at most {LONGEST_TEXT:,})",
            where=document.source,
            cure="Split it, or give it as JSONL with one article a line.",
        )


def failure(document: Document, stage: str, error: Exception) -> Failure:
    """What the report says of an error that a document met."""
    if isinstance(error, ClaimgraphError):
        return Failure(document.source, stage, error.what, error.cure)
    return Failure(
        document.source, stage, f"{type(error).__name__}: {error}", "Report this text to the makers of claimgraph."
    )
