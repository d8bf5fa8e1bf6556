"""Claims of the annotated articles, given perfect names."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import perfect_names
import pytest

from kg.claims.extract import extract
from kg.corpus import read_file
from kg.model import Claim, Concept, Modality
from kg.nlp.sentences import split

pytestmark = pytest.mark.shared


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_claims", shared / "tools" / "score_claims.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _read(gold: perfect_names.Gold) -> tuple[Claim, ...]:
    document = next(iter(read_file(gold.path, gold.path.parent)))
    return extract(perfect_names.annotated(gold, document, split)).claims


def _keys(gold: perfect_names.Gold, claim: Claim) -> Iterator[tuple[str, str, str]]:
    """The ways to spell a claim in the slugs of the annotation (two entities can share an identifier)."""
    slugs: dict[str, list[str]] = {}
    for slug, entity in gold.data["entities"].items():
        slugs.setdefault(perfect_names.concept(slug, entity).curie, []).append(slug)
    if not isinstance(claim.object, Concept):
        return
    for subject in slugs.get(claim.subject.curie, ()):
        for other in slugs.get(claim.object.curie, ()):
            pair = sorted((subject, other)) if claim.predicate == "cg:combinedWith" else [subject, other]
            yield pair[0], claim.predicate, pair[1]


@pytest.mark.parametrize("strict", [False, True], ids=["negation", "modality"])
def test_claims_of_the_gold_articles_are_read(shared: Path, strict: bool) -> None:
    """With perfect names, at least 95 in 100 claims are right and at least 95 in 100 are found."""
    scorer = _scorer(shared)
    right = found = read = demanded_count = 0
    for gold in perfect_names.articles(shared / "gold"):
        demanded, allowed = scorer.gold_claims(gold.data, strict)
        covered, seen = set(), set()
        for claim in _read(gold):
            if claim.predicate not in scorer.CLAIMS:
                continue
            tail = (claim.negated, claim.modality.value) if strict else (claim.negated,)
            options = [(*key, *tail) for key in _keys(gold, claim)]
            covered |= demanded & scorer.entailed(set(options))
            chosen = next((o for o in options if o in demanded), None) or next(
                (o for o in options if o in allowed), None
            )
            seen.add(chosen or ("?", claim.subject.curie, claim.predicate, str(claim.object)))
        scored = {x for x in seen if x in demanded or x not in allowed}
        right, read = right + len(scored & allowed), read + len(scored)
        found, demanded_count = found + len(covered), demanded_count + len(demanded)
    assert right / read >= 0.95
    assert found / demanded_count >= 0.95


def test_no_forbidden_claim_is_asserted(shared: Path) -> None:
    """None of the claims that an article is annotated as not making is read from it."""
    scorer = _scorer(shared)
    asserted = set()
    for gold in perfect_names.articles(shared / "gold"):
        direct = [c for c in _read(gold) if c.modality is Modality.ASSERTED and not c.negated]
        said = scorer.entailed({key for claim in direct for key in _keys(gold, claim)})
        allowed = {(c["s"], c["p"], c["o"]) for c in gold.data["claims"] if not c.get("negated")}
        for forbidden in gold.data["must_not"]:
            key = (forbidden["s"], forbidden["p"], forbidden["o"])
            modalities = {c.get("modality", "asserted") for c in gold.data["claims"] if (c["s"], c["p"], c["o"]) == key}
            if key in said and (key not in allowed or "asserted" not in modalities):
                asserted.add((gold.name, *key))
    assert asserted == set()
