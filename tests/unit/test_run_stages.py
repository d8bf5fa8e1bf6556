"""What a document that breaks a stage becomes, and what it does not stop."""

from __future__ import annotations

import pytest

from kg.errors import InputError, ResourceError
from kg.model import Annotated, Document, Failure
from kg.run.stages import LONGEST_TEXT, Reading, Stages
from kg.terminology import Terminology


class Breaking:
    """A pipeline that breaks on the documents that say so."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def annotate(self, document: Document) -> Annotated:
        if document.text == "break":
            raise self.error
        return Annotated(document, (), ())


@pytest.fixture(scope="module")
def terminology() -> Terminology:
    return Terminology.load()


def outcomes(terminology: Terminology, error: Exception) -> list[Reading | Failure]:
    documents = [Document("a.txt", "fine", ""), Document("b.txt", "break", ""), Document("c.txt", "fine", "")]
    stages = Stages(terminology, Breaking(error))  # type: ignore[arg-type]
    return list(stages.read_all([Failure("0.txt", "read", "is empty"), *documents]))


@pytest.mark.parametrize("error", [ValueError("odd"), KeyError("odd"), RecursionError("odd"), ZeroDivisionError("odd")])
def test_odd_text_is_a_failure_of_its_document_alone(terminology: Terminology, error: Exception) -> None:
    first, one, broken, other = outcomes(terminology, error)
    assert first == Failure("0.txt", "read", "is empty")
    assert isinstance(one, Reading)
    assert isinstance(broken, Failure)
    assert (broken.source, broken.stage) == ("b.txt", "annotate")
    assert type(error).__name__ in broken.message
    assert isinstance(other, Reading)


def test_an_error_of_the_project_keeps_its_words_and_its_cure(terminology: Terminology) -> None:
    broken = outcomes(terminology, InputError("is no article", cure="Give another."))[2]
    assert broken == Failure("b.txt", "annotate", "is no article", "Give another.")


@pytest.mark.parametrize("error", [ResourceError("no model"), TypeError("a fault"), MemoryError()])
def test_a_fault_of_the_program_or_the_machine_ends_the_build(terminology: Terminology, error: Exception) -> None:
    with pytest.raises(type(error)):
        outcomes(terminology, error)


def test_a_text_that_is_no_article_any_more_is_refused_with_its_cure(terminology: Terminology) -> None:
    stages = Stages(terminology, Breaking(ValueError("never asked")))  # type: ignore[arg-type]
    refused = stages.annotate(Document("book.txt", "a" * (LONGEST_TEXT + 1), ""))
    assert isinstance(refused, Failure)
    assert "1,000,001 characters" in refused.message
    assert "JSONL" in refused.cure
