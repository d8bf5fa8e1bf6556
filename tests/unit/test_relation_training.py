"""What corpora state of pairs of mentions, and what the pair head learns from it."""

from __future__ import annotations

import random

import numpy as np
import pytest

from kg.model import Kind, Span
from kg.nlp.encoding import LABELS, Chunk
from kg.nlp.pairs import COLUMNS, LABEL_SETS
from kg.train.combinations import whole_sets
from kg.train.examples import Example, with_hidden_names
from kg.train.relations import Related, pair_batch, pairs, related

CHUNK = Chunk((101, 1, 2, 3, 4, 102), (0,) * 6, (Span(0, 1), Span(2, 3), Span(4, 5), Span(6, 7)), (1, 2, 3, 4))
"""``a b. c d``: four words, two sentences."""
SENTENCES = (Span(0, 4), Span(4, 7))


def entity(at: int, label: str, *ids: str) -> dict[str, object]:
    return {"start": at, "end": at + 1, "label": label, "ids": list(ids)}


def stated(corpus: str, entities: list[dict[str, object]], *relations: dict[str, object]) -> Related:
    kinds = {"Chemical": Kind.DRUG, "Disease": Kind.DISEASE, "CHEMICAL": Kind.DRUG, "GENE-Y": Kind.TARGET}
    found = related(corpus, {"entities": entities, "relations": list(relations)}, kinds | {"DRUG": Kind.DRUG})
    assert found is not None
    return found


INHIBITS = {"type": "INHIBITOR", "head": 0, "tail": 1, "level": "mention"}


def test_a_relation_of_mentions_is_asked_inside_a_sentence_alone() -> None:
    of = stated("drugprot", [entity(0, "CHEMICAL"), entity(2, "GENE-Y"), entity(4, "GENE-Y")], INHIBITS)
    found = pairs(CHUNK, of, SENTENCES)
    assert found.groups == (("0", "1"),)
    assert of.labels(("0", "1")) == {LABEL_SETS["drugprot"].index("INHIBITOR")}


def test_the_drug_is_the_head_wherever_it_stands() -> None:
    of = stated("drugprot", [entity(0, "GENE-Y"), entity(2, "CHEMICAL")])
    found = pairs(CHUNK, of, SENTENCES)
    assert (found.heads.tolist(), found.tails.tolist()) == ([1], [0])


def test_mentions_of_the_same_two_concepts_are_one_group() -> None:
    of = stated(
        "bc5cdr",
        [entity(0, "Chemical", "C"), entity(2, "Disease", "D"), entity(6, "Disease", "D|E")],
        {"type": "CID", "head": "C", "tail": "D", "level": "concept"},
    )
    made = pair_batch([(1, of, pairs(CHUNK, of, SENTENCES))], 6)
    assert made is not None
    assert made.group_of.tolist() == [0, 0, 1]
    column = 1 + COLUMNS["bc5cdr"].start
    assert [row.nonzero()[0].tolist() for row in made.right] == [[column], [0]]


def test_a_group_is_counted_for_the_labels_of_its_corpus_alone() -> None:
    of = stated("drugprot", [entity(0, "CHEMICAL"), entity(2, "GENE-Y")], INHIBITS)
    made = pair_batch([(1, of, pairs(CHUNK, of, SENTENCES))], 6)
    assert made is not None
    assert made.columns[0].nonzero()[0].tolist() == list(range(len(LABEL_SETS["drugprot"])))


def test_a_pair_looks_at_the_sentences_of_its_mentions_alone() -> None:
    of = stated("drugprot", [entity(0, "CHEMICAL"), entity(2, "GENE-Y")], INHIBITS)
    assert (pairs(CHUNK, of, SENTENCES).reach[0] == 0).nonzero()[0].tolist() == [1, 2]
    across = stated("bc5cdr", [entity(0, "Chemical", "C"), entity(6, "Disease", "D")])
    assert (pairs(CHUNK, across, SENTENCES).reach[0] == 0).nonzero()[0].tolist() == [1, 2, 3, 4]


def test_a_batch_without_pairs_is_none() -> None:
    of = stated("drugprot", [entity(0, "CHEMICAL")])
    assert pair_batch([(1, of, pairs(CHUNK, of, SENTENCES))], 6) is None


def test_every_two_drugs_of_a_combination_are_given_together() -> None:
    of = stated(
        "drug_combo",
        [entity(at, "DRUG") for at in (0, 2, 3)],
        {"type": "POS", "args": [0, 1, 2], "level": "nary"},
    )
    assert set(of.stated) == {("0", "1"), ("0", "2"), ("1", "2")}
    assert of.sets == (frozenset({"0", "1", "2"}),)


@pytest.mark.parametrize(
    ("together", "sets"),
    [
        ([], []),
        (["ab"], ["ab"]),
        (["ab", "bc", "ac"], ["abc"]),
        (["ab", "bc"], ["abc"]),
        (["ab", "cd", "bc"], ["abcd"]),
        (["ab", "cd"], ["ab", "cd"]),
    ],
)
def test_a_combination_is_all_drugs_that_pairs_join(together: list[str], sets: list[str]) -> None:
    assert sorted(whole_sets({frozenset(pair) for pair in together}), key=sorted) == [frozenset(one) for one in sets]


def test_the_head_scores_a_pair_alike_alone_and_in_a_batch() -> None:
    torch = pytest.importorskip("torch")
    from kg.train.head import PairHead, pair_scores

    torch.manual_seed(0)
    head = PairHead(width=8, inner=20).eval()
    of = stated("drugprot", [entity(0, "CHEMICAL"), entity(2, "GENE-Y")], INHIBITS)
    several = stated("drugprot", [entity(0, "CHEMICAL"), entity(2, "GENE-Y"), entity(3, "GENE-Y")])
    states = torch.from_numpy(np.random.default_rng(0).normal(size=(2, 9, 8)).astype(np.float32))
    one, two = pairs(CHUNK, of, SENTENCES), pairs(CHUNK, several, SENTENCES)
    alone = pair_batch([(1, of, one)], 6)
    both = pair_batch([(1, of, one), (2, several, two)], 9)
    assert alone is not None
    assert both is not None
    with torch.inference_mode():
        apart = pair_scores(head, states[:1, :6], alone)
        padded = pair_scores(head, states, both)
    assert torch.allclose(apart[0], padded[0], atol=1e-5)


def test_a_share_of_the_weights_that_a_training_began_with_stays() -> None:
    torch = pytest.importorskip("torch")
    from kg.train.head import PairHead
    from kg.train.recipe import mix

    trained, begun = PairHead(width=8, inner=20), PairHead(width=8, inner=20)
    before = [weight.detach().clone() for weight in trained.parameters()]
    mix(trained, begun, 0.25)
    for now, was, first in zip(trained.parameters(), before, begun.parameters(), strict=True):
        assert torch.allclose(now, 0.75 * was + 0.25 * first)


def test_names_of_pairs_can_be_hidden_with_their_labels_left_open() -> None:
    of = stated("drugprot", [entity(0, "CHEMICAL"), entity(2, "GENE-Y")], INHIBITS)
    allowed = np.zeros((4, len(LABELS)), dtype=np.bool_)
    example = Example(CHUNK, allowed, of, pairs(CHUNK, of, SENTENCES))
    hidden = with_hidden_names(example, 103, rate=1.0, source=random.Random(0))
    assert hidden.chunk.pieces == (101, 103, 103, 3, 4, 102)
    assert hidden.allowed.all(axis=1).tolist() == [True, True, False, False]
    assert not example.allowed.any()
    assert with_hidden_names(example, 103, rate=0.0, source=random.Random(0)).chunk == CHUNK


def test_a_channel_is_left_out_of_a_whole_text_and_in_training_alone() -> None:
    torch = pytest.importorskip("torch")
    from kg.train.head import ChannelDropout

    torch.manual_seed(0)
    layer, states = ChannelDropout(0.5), torch.ones(2, 5, 40)
    left = layer(states)
    assert set(left.unique().tolist()) == {0.0, 2.0}
    assert torch.equal(left, left[:, :1].expand(-1, 5, -1))
    assert torch.equal(layer.eval()(states), states)


def test_a_concept_pair_is_stated_when_any_of_its_mentions_states_it() -> None:
    torch = pytest.importorskip("torch")
    from kg.train.head import group_scores

    of = stated("bc5cdr", [entity(0, "Chemical", "C"), entity(2, "Disease", "D"), entity(6, "Disease", "D")])
    made = pair_batch([(1, of, pairs(CHUNK, of, SENTENCES))], 6)
    assert made is not None
    odds = torch.tensor([[0.5], [-3.0]])
    assert group_scores(odds, made).tolist()[0][0] == pytest.approx(float(np.logaddexp(0.5, -3.0)))
