"""The words around two names as features, and the linear models that read them."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from kg.errors import ResourceError
from kg.model import Kind, Span
from kg.nlp.encoding import Chunk
from kg.nlp.pairs import COLUMNS, Placed, placed, reach
from kg.nlp.wording import Asked, Vocabulary, wordings
from kg.nlp.wording_scores import Share, Table, WordingScores, restored, stored

PIECES = {
    piece: number
    for number, piece in enumerate(
        [
            "[CLS]",
            "[SEP]",
            "imatinib",
            "nilotinib",
            "dasatinib",
            "kit",
            "egfr",
            "inhibits",
            "inhibitor",
            "binds",
            "and",
            ",",
            ".",
            "we",
        ]
    )
}
VOCABULARY = Vocabulary.of(PIECES)
KINDS = {"imatinib": Kind.DRUG, "nilotinib": Kind.DRUG, "dasatinib": Kind.DRUG, "kit": Kind.TARGET, "egfr": Kind.TARGET}


def asked(text: str, *pairs: tuple[str, str]) -> Asked:
    """Pairs of the names of a text of known pieces; its sentences end with a dot."""
    words, spans, at = text.split(), [], 0
    for word in words:
        spans.append(Span(at, at + len(word)))
        at += len(word) + 1
    pieces = (PIECES["[CLS]"], *(PIECES[word] for word in words), PIECES["[SEP]"])
    chunk = Chunk(pieces, (0,) * len(pieces), tuple(spans), tuple(range(1, 1 + len(words))))
    names = [(span, KINDS[word]) for word, span in zip(words, spans, strict=True) if word in KINDS]
    where = placed(chunk, names)
    number = {text[span.start : span.end]: row for row, (span, _) in enumerate(names)}
    ends = np.array([[number[one], number[other]] for one, other in pairs])
    borders = [0, *(span.end for word, span in zip(words, spans, strict=True) if word == "."), len(text)]
    sentences = [Span(start, end) for start, end in pairwise(borders) if start < end]
    around = [
        (next(s for s in sentences if s.start <= names[row][0].start < s.end),) * 2 for row in ends.min(axis=1).tolist()
    ]
    return Asked(chunk, where, ends[:, 0], ends[:, 1], reach(chunk, around))


def buckets(of: Asked, row: int = 0) -> set[int]:
    found = wordings(VOCABULARY, [of])
    ends = np.append(found.start, len(found.bucket))
    return set(found.bucket[ends[row] : ends[row + 1]].tolist())


PAIR = ("imatinib", "kit")


def test_a_word_counts_without_its_ending() -> None:
    one, other = (buckets(asked(f"imatinib {verb} kit .", PAIR)) for verb in ("inhibits", "inhibitor"))
    assert one == other
    assert one != buckets(asked("imatinib binds kit .", PAIR))


def test_it_matters_which_name_is_first() -> None:
    assert buckets(asked("imatinib inhibits kit .", PAIR)) != buckets(asked("kit inhibits imatinib .", PAIR))


def test_another_name_counts_as_its_kind() -> None:
    pair = ("nilotinib", "kit")
    one, like, unlike = (
        buckets(asked(f"nilotinib binds {name} and kit .", pair)) for name in ("imatinib", "dasatinib", "egfr")
    )
    assert one == like != unlike


def test_a_pair_is_read_from_its_own_sentences_alone() -> None:
    alone = buckets(asked("imatinib inhibits kit .", PAIR))
    assert buckets(asked("we binds . imatinib inhibits kit . nilotinib binds egfr .", PAIR)) == alone


def test_a_pair_has_the_same_features_alone_and_among_others() -> None:
    text = "imatinib inhibits kit and egfr ."
    several = asked(text, PAIR, ("imatinib", "egfr"))
    other = asked("nilotinib binds egfr .", ("nilotinib", "egfr"))
    alone = [wordings(VOCABULARY, [one]).bucket for one in (several, other)]
    assert np.array_equal(wordings(VOCABULARY, [several, other]).bucket, np.concatenate(alone))
    assert buckets(several, 1) == buckets(asked(text, ("imatinib", "egfr")))


def test_names_that_overlap_have_features() -> None:
    where = Placed(np.array([1, 2]), np.array([3, 3]), np.array([0, 2]), (0, 1))
    chunk = asked("imatinib kit inhibitor .", PAIR)
    nested = Asked(chunk.chunk, where, np.array([0]), np.array([1]), chunk.reach)
    assert buckets(nested) != buckets(chunk)


def table(weight: float) -> Table:
    bucket = sorted(buckets(asked("imatinib inhibits kit .", PAIR)) - buckets(asked("imatinib binds kit .", PAIR)))[:1]
    weights = np.zeros((1, 13), dtype=np.float32)
    weights[0, 0] = weight
    return Table(np.array(bucket), weights, np.full(13, -1, dtype=np.float32), Share(0.5, 2.0, 0.25))


def test_the_odds_of_head_and_words_are_summed_where_the_kinds_are_read() -> None:
    scores = WordingScores(VOCABULARY, {"drugprot": table(3.0)})
    of = asked("imatinib inhibits kit and nilotinib .", PAIR, ("imatinib", "nilotinib"))
    odds = np.ones((2, 26), dtype=np.float32)
    scores.join([odds], [of])
    inside = odds[0, COLUMNS["drugprot"]]
    assert inside[1] == pytest.approx(0.5 * 1 + 2.0 * -1 + 0.25)
    assert inside[0] > inside[1]
    assert (odds[0, COLUMNS["bc5cdr"]] == 1).all()
    assert (odds[1] == 1).all()


def test_a_table_is_stored_in_the_same_bytes_and_comes_back() -> None:
    one = table(3.0)
    content = stored({"drugprot": one})
    assert content == stored({"drugprot": table(3.0)})
    back = restored(content)["drugprot"]
    assert back.buckets.tolist() == one.buckets.tolist()
    assert np.allclose(back.weights, one.weights, atol=3.0 / 127)
    assert (back.bias.tolist(), back.share) == (one.bias.tolist(), one.share)


def test_tables_of_another_version_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    content = stored({"drugprot": table(3.0)})
    monkeypatch.setattr("kg.nlp.wording_scores.BITS", 19)
    with pytest.raises(ResourceError, match="20 bits, not of 19"):
        restored(content)


def test_no_table_is_a_file_too() -> None:
    assert restored(stored({})) == {}
