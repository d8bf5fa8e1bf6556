"""Each trap of the graph contract in several phrasings: what must not be asserted, and what must be read even so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import marked_text
import pytest
import yaml

from kg.claims.extract import extract
from kg.model import Annotated, Effect, Extraction, Kind, LinkStatus, Mention
from kg.run.stages import Reading, Stages
from kg.settings import Settings

TRAPS = yaml.safe_load((Path(__file__).resolve().parent.parent / "data" / "traps.yaml").read_text(encoding="utf-8"))
IMPLIED = {"inhibits": "targets", "activates": "targets", "approvedFor": "treats"}


def _cases(kind: str) -> list[Any]:
    return [
        pytest.param(phrasing, id=f"{trap['trap']}-{number}".replace(" ", "_"))
        for trap in TRAPS
        for number, phrasing in enumerate(trap["phrasings"], 1)
        if kind in phrasing
    ]


def _asserted(extraction: Extraction) -> set[str]:
    """The claims that become direct triples, and what they imply, in words."""
    said = {marked_text.spelled(claim) for claim in extraction.claims if claim.predicate in marked_text.PREDICATES}
    return said | {claim.replace(one, other) for claim in said for one, other in IMPLIED.items()}


def _facts(extraction: Extraction) -> set[str]:
    facts = {claim.predicate.partition(":")[2] for claim in extraction.claims}
    facts |= {"met" for result in extraction.results if result.met}
    return facts | {"improved" for result in extraction.results if result.effect is Effect.IMPROVED}


def test_every_trap_has_four_phrasings_or_more() -> None:
    assert {trap["trap"]: len(trap["phrasings"]) for trap in TRAPS if len(trap["phrasings"]) < 4} == {}


@pytest.mark.parametrize("case", _cases("says"))
def test_the_rules_do_not_fall_into_the_trap(case: dict[str, Any]) -> None:
    extraction = extract(marked_text.annotate(case["says"]))
    asserted = _asserted(extraction)
    assert asserted & {marked_text.written(claim) for claim in case.get("not", ())} == set()
    assert {marked_text.written(claim) for claim in case.get("holds", ())} - asserted == set()
    assert _facts(extraction) & set(case.get("no", ())) == set()


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages.load(Settings())


def _read(stages: Stages, folder: Path, text: str) -> Reading:
    from kg.corpus import read_corpus

    (folder / "trap.md").write_text(text, encoding="utf-8")
    (document,) = read_corpus(folder)
    outcome = stages.read(document)
    assert isinstance(outcome, Reading)
    return outcome


def _in_prose(annotated: Annotated) -> list[Mention]:
    prose = [block.span for block in annotated.document.blocks if block.kind.is_prose]
    return [mention for mention in annotated.mentions if any(span.covers(mention.span) for span in prose)]


def _linked(mention: Mention) -> set[str]:
    return {link.concept.curie for link in mention.links if link.status is LinkStatus.LINKED}


@pytest.mark.parametrize("case", _cases("text"))
def test_the_product_does_not_fall_into_the_trap(case: dict[str, Any], stages: Stages, tmp_path: Path) -> None:
    reading = _read(stages, tmp_path, case["text"])
    mentions = _in_prose(reading.annotated)
    drugs = {mention.text for mention in mentions if mention.kind is Kind.DRUG}
    kinds = {mention.text: mention.kind.value for mention in mentions}
    labels = {link.concept.label.lower() for mention in mentions for link in mention.links}
    assert drugs & set(case.get("no_drug", ())) == set()
    assert {text: kinds.get(text) for text in case.get("kinds", {})} == case.get("kinds", {})
    assert {curie for mention in mentions for curie in _linked(mention)} & set(case.get("not_curie", ())) == set()
    assert labels & set(case.get("not_label", ())) == set()
    one = [_linked(mention) for mention in mentions if mention.text in case.get("one_drug", ())]
    assert len(one) == len(case.get("one_drug", ()))
    assert len({frozenset(curies) for curies in one}) <= 1
    said = {claim.subject.label for claim in reading.extraction.claims}
    assert said & set(case.get("not_said", ())) == set()
