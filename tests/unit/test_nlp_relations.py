"""What a sentence says of two of its mentions, and which pairs are asked about."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from kg.model import Annotated, Kind, Mention, PairLabel, Span
from kg.nlp import Pipeline
from kg.nlp.encoding import Chunk
from kg.nlp.pairs import COLUMNS, DISTANCES, INSIDE, LABEL_SETS, distances, kinds_of_pieces, mean_weights, placed
from kg.vocab import PAIR_PREDICATES, PREDICATES
from tests.unit.nlp_fakes import Names, document, span

NAMES = {
    "imatinib": Kind.DRUG,
    "nilotinib": Kind.DRUG,
    "KIT": Kind.TARGET,
    "melanoma": Kind.DISEASE,
    "nausea": Kind.DISEASE,
}
TEXT = "Imatinib inhibits KIT in melanoma. Nilotinib was given with imatinib and caused nausea."


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline.load(Names(NAMES))


def marks(text: str, *names: str) -> tuple[Mention, ...]:
    """The first occurrences of ``names``, in text order."""
    kinds = {name.lower(): kind for name, kind in NAMES.items()}
    return tuple(sorted(Mention(span(text, name), name, kinds[name.lower()], "gold") for name in names))


@pytest.fixture(scope="module")
def annotated(pipeline: Pipeline) -> Annotated:
    return pipeline.annotate(document(TEXT), marks(TEXT, "Imatinib", "KIT", "melanoma", "Nilotinib", "nausea"))


def test_given_mentions_take_the_place_of_recognised_ones(annotated: Annotated) -> None:
    assert [mention.text for mention in annotated.mentions] == ["Imatinib", "KIT", "melanoma", "Nilotinib", "nausea"]


def test_only_pairs_of_one_sentence_are_read(annotated: Annotated) -> None:
    border = TEXT.index("Nilotinib")
    assert annotated.pairs
    assert all((pair.head.start < border) is (pair.tail.start < border) for pair in annotated.pairs)


def test_the_drug_is_the_head_and_of_target_and_disease_the_target(annotated: Annotated) -> None:
    kinds = {mention.span: mention.kind for mention in annotated.mentions}
    ends = {(kinds[pair.head], kinds[pair.tail]) for pair in annotated.pairs}
    assert ends <= {(Kind.DRUG, Kind.TARGET), (Kind.DRUG, Kind.DISEASE), (Kind.TARGET, Kind.DISEASE)}
    assert (Kind.DRUG, Kind.TARGET) in ends


def test_probabilities_are_likely_ones_in_order_and_once_for_each_label(annotated: Annotated) -> None:
    assert all(0.05 <= pair.probability <= 1 for pair in annotated.pairs)
    keys = [(pair.head, pair.tail, pair.label) for pair in annotated.pairs]
    assert keys == sorted(set(keys))


def test_acting_on_a_target_is_at_least_as_likely_as_inhibiting_it(annotated: Annotated) -> None:
    found = {pair.label: pair.probability for pair in annotated.pairs if pair.tail == span(TEXT, "KIT")}
    assert found[PairLabel.ACTS_ON] >= found[PairLabel.INHIBITS] > 0.3


def test_a_pair_is_read_wherever_in_a_long_document_its_sentence_stands(pipeline: Pipeline) -> None:
    text = "Nothing was said about it.\n\n" * 60 + "Imatinib inhibits KIT."
    found = pipeline.annotate(document(text), marks(text, "Imatinib", "KIT")).pairs
    assert {(pair.head, pair.tail) for pair in found} == {(span(text, "Imatinib"), span(text, "KIT"))}
    assert PairLabel.ACTS_ON in {pair.label for pair in found}


def test_one_mention_has_no_pairs(pipeline: Pipeline) -> None:
    assert pipeline.annotate(document("Imatinib helps."), marks("Imatinib helps.", "Imatinib")).pairs == ()


def test_every_label_that_has_a_predicate_has_one_of_the_contract() -> None:
    assert set(PAIR_PREDICATES) <= set(PairLabel)
    assert set(PAIR_PREDICATES.values()) <= set(PREDICATES)


def test_the_outputs_of_the_label_sets_lie_side_by_side() -> None:
    ends = [(columns.start, columns.stop) for columns in COLUMNS.values()]
    assert ends[0][0] == 0
    assert all(left[1] == right[0] for left, right in pairwise(ends))
    assert [stop - start for start, stop in ends] == [len(labels) for labels in LABEL_SETS.values()]


CHUNK = Chunk((101, 7, 8, 9, 10, 102), (0,) * 6, (Span(0, 4), Span(5, 8), Span(8, 9)), (1, 3, 4))


def test_a_mention_has_the_pieces_of_the_words_that_it_touches() -> None:
    where = placed(CHUNK, [(Span(0, 4), Kind.DRUG), (Span(6, 9), Kind.TARGET), (Span(9, 12), Kind.DRUG)])
    assert (where.starts.tolist(), where.ends.tolist(), where.which) == ([1, 3], [3, 5], (0, 1))
    assert kinds_of_pieces(where, 6).tolist() == [0, 1, 1, 3, 3, 0]


def test_distances_grow_away_from_a_mention_on_either_side() -> None:
    steps = distances(np.array([2]), np.array([4]), 60)
    assert steps[0, 2:4].tolist() == [INSIDE, INSIDE]
    assert (np.diff(steps[0]) >= 0).all()
    assert steps.min() >= 0
    assert steps.max() == DISTANCES - 1
    assert mean_weights(steps)[0, 1:5].tolist() == [0, 0.5, 0.5, 0]
