"""The phrases that name processes, held against the Gene Ontology terms of the terminology."""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files

from kg.terminology import Terminology


def test_a_phrase_and_the_terminology_call_a_process_the_same() -> None:
    """A term that only the phrases have (``natriuresis``) has one label there."""
    labels: dict[str, set[str]] = defaultdict(set)
    for line in files("kg.claims").joinpath("processes.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "phrase\t")):
            _, curie, label = line.split("\t")
            labels[curie].add(label)
    terminology = Terminology.load()
    for curie in labels:
        if (concept := terminology.concept(curie)) is not None:
            labels[curie].add(concept.label)
    assert len(labels) > 60
    assert {curie: found for curie, found in labels.items() if len(found) > 1} == {}
