"""What the score of a link says, and what is left unresolved for it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.link import link
from kg.link.calibration import TABLE, calibrated
from kg.link.document import uncalibrated
from kg.model import Annotated, Document, Kind, LinkStatus, Mention, Span
from kg.terminology import Terminology


@pytest.fixture(scope="module")
def terminology() -> Terminology:
    return Terminology.load()


def naming(name: str, kind: Kind) -> Annotated:
    return Annotated(Document("a.txt", f"On {name}.", ""), (), (Mention(Span(3, 3 + len(name)), name, kind),))


def rows() -> list[list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


def test_closer_names_are_right_at_least_as_often() -> None:
    for (*before, start, share, _), (*after, next_start, next_share, _) in pairwise(rows()):
        if before == after:
            assert float(start) < float(next_start)
            assert float(share) <= float(next_share)


def test_the_score_is_a_share_of_the_table_and_the_concept_stays(terminology: Terminology) -> None:
    document = naming("aspirin", Kind.DRUG)
    (before,), (after,) = uncalibrated(document, terminology).mentions, link(document, terminology).mentions
    assert before.link is not None
    assert after.link is not None
    assert after.link.concept == before.link.concept
    assert after.link == calibrated(before.link)
    assert f"{after.link.score:.3f}" in {row[4] for row in rows()}


def test_what_no_corpus_tells_keeps_its_closeness(terminology: Terminology) -> None:
    (mention,) = link(naming("NCT02990338", Kind.TRIAL), terminology).mentions
    assert mention.link is not None
    assert mention.link.score == 1.0


def test_below_the_least_score_a_mention_is_unresolved_and_keeps_what_was_given_up(terminology: Terminology) -> None:
    document = naming("refractory chronic lymphocytic leukemia", Kind.DISEASE)
    (taken,) = link(document, terminology).mentions
    (left,) = link(document, terminology, least=0.9).mentions
    assert taken.link is not None
    assert left.link is not None
    assert (taken.link.status, left.link.status) == (LinkStatus.LINKED, LinkStatus.UNRESOLVED)
    assert left.link.runners_up[0].concept == taken.link.concept
