"""The pipeline with the recogniser that comes with the package."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from nlp_fakes import Names, document

from kg.errors import ResourceError, UsageError
from kg.model import Annotated, Block, BlockKind, Kind, Span
from kg.nlp import Pipeline
from kg.resources import models

TEXT = (
    "Zanubrutinib in chronic lymphocytic leukaemia (CLL): the SEQUOIA‑9 trial\n\n"
    "Zanubrutinib inhibits Bruton’s tyrosine kinase (BTK). In SEQUOIA‑9 (NCT01234567) patients with CLL received "
    "zanubrutinib or bendamustine. Neutropenia was common.\n\n"
    "1. Someone A. Ibrutinib in CLL. J Test. 2020;1:1."
)
NAMES = {"bendamustine": Kind.DRUG, "zanubrutinib": Kind.DRUG}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Names(NAMES))


@pytest.fixture(scope="module")
def annotated(pipeline: Pipeline) -> Annotated:
    body, reference = TEXT.index("\n\nZan") + 2, TEXT.index("1. Someone")
    blocks = (
        Block(Span(0, body - 2), BlockKind.TITLE),
        Block(Span(body, reference - 2), BlockKind.PARAGRAPH),
        Block(Span(reference, len(TEXT)), BlockKind.REFERENCE),
    )
    return pipeline.annotate(replace(document(TEXT), blocks=blocks))


def test_every_mention_is_the_text_at_its_span(annotated: Annotated) -> None:
    assert annotated.mentions
    assert all(mention.span.of(TEXT) == mention.text for mention in annotated.mentions)


def test_mentions_come_in_text_order_without_overlaps(annotated: Annotated) -> None:
    spans = [mention.span for mention in annotated.mentions]
    assert spans == sorted(spans)
    assert not any(one.overlaps(other) for one, other in pairwise(spans))


def test_drugs_targets_diseases_and_trials_are_told_apart(annotated: Annotated) -> None:
    kinds = {(mention.text, mention.kind) for mention in annotated.mentions}
    assert {
        ("zanubrutinib", Kind.DRUG),
        ("bendamustine", Kind.DRUG),
        ("BTK", Kind.TARGET),
        ("CLL", Kind.DISEASE),
        ("SEQUOIA‑9", Kind.TRIAL),
        ("NCT01234567", Kind.TRIAL),
        ("Neutropenia", Kind.DISEASE),
    } <= kinds


def test_a_reference_has_sentences_and_tokens_but_no_mentions(annotated: Annotated) -> None:
    reference = TEXT.index("1. Someone")
    assert not [mention for mention in annotated.mentions if mention.span.start >= reference]
    assert annotated.sentences[-1].tokens


def test_tokens_lie_in_their_sentence_and_cover_its_words(annotated: Annotated) -> None:
    for sentence in annotated.sentences:
        assert all(sentence.span.covers(token.span) for token in sentence.tokens)
        assert all(token.span.of(TEXT) == token.text for token in sentence.tokens)
        covered = "".join(token.text for token in sentence.tokens)
        assert covered == "".join(sentence.span.of(TEXT).split())


def test_an_abbreviation_knows_its_long_form(annotated: Annotated) -> None:
    forms = {
        mention.long_form.of(TEXT) for mention in annotated.mentions if mention.text == "CLL" and mention.long_form
    }
    assert forms == {"chronic lymphocytic leukaemia"}


def test_a_document_reads_alike_alone_and_among_others(pipeline: Pipeline) -> None:
    documents = [document("Aspirin relieves pain."), document(TEXT), document("HER2 drives breast cancer.")]
    together = [pipeline.annotate(one) for one in documents]
    assert [pipeline.annotate(one) for one in reversed(documents)] == together[::-1]


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "12.5", "…", "\u200b\u00ad", "😀 EGFR 😀", "A" * 5000, "(" * 300, "é" * 10]
)
def test_no_text_is_too_odd(pipeline: Pipeline, text: str) -> None:
    assert all(mention.span.of(text) == mention.text for mention in pipeline.annotate(document(text)).mentions)


@pytest.mark.parametrize("damaged", ["model.onnx", "pairs.onnx", "wording.npz", "tokenizer.json"])
def test_a_model_of_another_hash_is_refused(tmp_path: Path, damaged: str) -> None:
    folder = Path(shutil.copytree(models() / "claimgraph", tmp_path / "model"))
    with (folder / damaged).open("ab") as file:
        file.write(b" ")
    with pytest.raises(ResourceError, match="sha256"):
        Pipeline.load(Names({}), model=str(folder))


def test_a_model_with_other_labels_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models() / "claimgraph", tmp_path / "model"))
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    (folder / "model.json").write_text(json.dumps(card | {"labels": ["O"]}), encoding="utf-8")
    with pytest.raises(ResourceError, match="labels"):
        Pipeline.load(Names({}), model=str(folder))


@pytest.mark.parametrize("lost", ["model.onnx", "pairs.onnx", "wording.npz"])
def test_a_model_that_lost_a_file_is_refused(tmp_path: Path, lost: str) -> None:
    folder = Path(shutil.copytree(models() / "claimgraph", tmp_path / "model"))
    (folder / lost).unlink()
    with pytest.raises(ResourceError, match="incomplete"):
        Pipeline.load(Names({}), model=str(folder))


def test_a_pipeline_that_is_not_installed_is_never_downloaded() -> None:
    with pytest.raises(ResourceError, match="en_ner_nowhere_md") as caught:
        Pipeline.load(Names({}), model="en_ner_nowhere_md")
    assert "Install it" in caught.value.cure


def test_any_spacy_pipeline_can_recognise_instead(tmp_path: Path) -> None:
    import spacy

    language = spacy.blank("en")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "CHEM", "pattern": "glivecol"}])  # type: ignore[attr-defined]
    language.to_disk(tmp_path / "other")
    pipeline = Pipeline.load(Names({}), model=str(tmp_path / "other"), labels={"CHEM": Kind.DRUG})
    mentions = pipeline.annotate(document("They took glivecol in NCT01234567.")).mentions
    assert [(mention.text, mention.kind) for mention in mentions] == [
        ("glivecol", Kind.DRUG),
        ("NCT01234567", Kind.TRIAL),
    ]
    with pytest.raises(UsageError, match="CHEM"):
        Pipeline.load(Names({}), model=str(tmp_path / "other"), labels={"OTHER": Kind.DRUG})


def test_the_version_names_model_and_libraries(pipeline: Pipeline) -> None:
    assert pipeline.version.startswith("claimgraph-minilm ")
    assert "scispacy" in pipeline.version
    assert len(pipeline.model_hash) == 64
