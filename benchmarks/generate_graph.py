"""Makes a graph of the contract's shape, of any size, the same for the same numbers.

    python benchmarks/generate_graph.py FOLDER [--triples 1000000] [--seed 1]

Writes ``kg.ttl`` and ``kg.nq``. Every article says ten things of drugs, targets, diseases, adverse events and trials
that recur in other articles; some is denied, believed or planned, every fourth article reports a trial with its arms
and results. Names and numbers are made up, and so are the identifiers.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.graph import KnowledgeGraph, assemble, write_nquads, write_turtle
from kg.model import (
    Annotated,
    ArmRole,
    Claim,
    ClaimObject,
    Concept,
    Document,
    Effect,
    Endpoint,
    Evidence,
    Extraction,
    Kind,
    Link,
    LinkStatus,
    Literal,
    Mention,
    Modality,
    Span,
    TrialArm,
    TrialResult,
)

TRIPLES_AN_ARTICLE = 690
"""Of ``kg.ttl``, measured over the graphs that this program makes."""

_EXTRACTOR = "rules/made 1.0"
_MODALITIES = (*[Modality.ASSERTED] * 16, Modality.BELIEVED, Modality.BELIEVED, Modality.HYPOTHESIZED, Modality.PLANNED)
_RELATIONS = (
    ("cg:targets", "drug", "target", "acts on"),
    ("cg:inhibits", "drug", "target", "inhibits"),
    ("cg:activates", "drug", "target", "activates"),
    ("cg:expressedIn", "target", "disease", "is expressed in"),
    ("biolink:gene_associated_with_condition", "target", "disease", "drives"),
    ("biolink:in_clinical_trials_for", "drug", "disease", "was tested in"),
    ("biolink:treats", "drug", "disease", "helps in"),
    ("cg:approvedFor", "drug", "disease", "is approved for"),
    ("biolink:contraindicated_in", "drug", "disease", "must not be given in"),
    ("biolink:has_adverse_event", "drug", "finding", "caused"),
    ("biolink:affects", "drug", "process", "disturbs"),
    ("cg:combinedWith", "drug", "drug", "was given with"),
)
_SHAPES = {
    "drug": ("UNII:MADE{}", Kind.DRUG, "Drug", 2000),
    "target": ("HGNC:9{:05}", Kind.TARGET, "Gene", 3000),
    "disease": ("MONDO:9{:06}", Kind.DISEASE, "Disease", 1500),
    "finding": ("HP:9{:06}", Kind.FINDING, "PhenotypicFeature", 400),
    "process": ("GO:9{:06}", Kind.PROCESS, "BiologicalProcess", 200),
    "trial": ("clinicaltrials:NCT9{:07}", Kind.TRIAL, "ClinicalTrial", 4000),
}
_ENDPOINTS = (Endpoint.PFS, Endpoint.OS, Endpoint.ORR, Endpoint.CR)


class MadeTerminology:
    """All concepts of the made graph. Diseases stand in a tree in which each has up to five below it."""

    def __init__(self) -> None:
        self._concepts: dict[str, Concept] = {}
        for kind, (_, _, _, many) in _SHAPES.items():
            for number in range(many):
                concept = self._made(kind, number)
                self._concepts[concept.curie] = concept

    def _made(self, kind: str, number: int) -> Concept:
        curie, says, biolink_class, _ = _SHAPES[kind]
        broader = (curie.format((number - 1) // 5),) if kind == "disease" and number else ()
        names = (f"{kind.capitalize()} {number}", f"{kind}-{number}-alias")
        xrefs = (f"CHEBI:9{number:06}",) if kind == "drug" else ()
        return Concept(curie.format(number), says, f"{kind}-{number}", biolink_class, names, xrefs, broader)

    def concept(self, curie: str) -> Concept | None:
        return self._concepts.get(curie)

    def ancestors(self, curie: str) -> tuple[Concept, ...]:
        above: list[Concept] = []
        concept = self._concepts.get(curie)
        while concept is not None and concept.broader:
            concept = self._concepts[concept.broader[0]]
            above.append(concept)
        return tuple(above)

    def any(self, kind: str, chance: random.Random) -> Concept:
        """One of a kind; the first are named far more often than the last, as in real articles."""
        curie, _, _, many = _SHAPES[kind]
        return self._concepts[curie.format(int(many * chance.random() ** 2))]


class _Article:
    """An article in the making: sentences with their mentions, in order."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: list[str] = []
        self.mentions: list[Mention] = []
        self._start = 0

    def say(self, subject: Concept, words: str, obj: ClaimObject, score: float) -> Evidence:
        """One sentence: subject, words, object."""
        said = obj.label if isinstance(obj, Concept) else obj.value
        text = f"{subject.label.capitalize()} {words} {said}."
        sentence = Span(self._start, self._start + len(text))
        ends = Span(sentence.end - 1 - len(said), sentence.end - 1)
        begins = Span(sentence.start, sentence.start + len(subject.label))
        first = self._mention(begins, text[: len(subject.label)], subject)
        last = self._mention(ends, said, obj) if isinstance(obj, Concept) else None
        self.lines.append(text)
        self._start = sentence.end + 1
        value = None if last else ends
        return Evidence(self.source, sentence, text, first, last, value, (), _EXTRACTOR, score)

    def _mention(self, span: Span, text: str, concept: Concept) -> Mention:
        mention = Mention(span, text, concept.kind, link=Link(concept, LinkStatus.LINKED, 0.95, "exact"))
        self.mentions.append(mention)
        return mention


def article(number: int, terminology: MadeTerminology, chance: random.Random) -> tuple[Annotated, Extraction]:
    """An article of ten sentences or so, as the stages before the graph would hand it over."""
    made = _Article(f"{number:06}.txt")
    claims = [_claim(made, terminology, chance) for _ in range(10)]
    arms: list[TrialArm] = []
    results: list[TrialResult] = []
    if number % 4 == 0:
        _report_trial(made, terminology, chance, claims, arms, results)
    text = "\n".join(made.lines)
    document = Document(
        made.source, text, f"{number:064x}", title=f"Article {number}", date=f"{2000 + number % 25}", publisher="Made"
    )
    extraction = Extraction(made.source, tuple(claims), tuple(arms), tuple(results))
    return Annotated(document, (), tuple(sorted(set(made.mentions)))), extraction


def _claim(made: _Article, terminology: MadeTerminology, chance: random.Random) -> Claim:
    predicate, of, to, words = chance.choice(_RELATIONS)
    subject, obj = terminology.any(of, chance), terminology.any(to, chance)
    while obj == subject:
        obj = terminology.any(to, chance)
    negated = chance.random() < 0.06
    evidence = made.say(subject, f"never {words}" if negated else words, obj, round(chance.uniform(0.4, 0.95), 2))
    return Claim(subject, predicate, obj, negated, chance.choice(_MODALITIES), evidence)


def _report_trial(
    made: _Article,
    terminology: MadeTerminology,
    chance: random.Random,
    claims: list[Claim],
    arms: list[TrialArm],
    results: list[TrialResult],
) -> None:
    trial = terminology.any("trial", chance)

    def claim(words: str, predicate: str, obj: ClaimObject) -> Evidence:
        evidence = made.say(trial, words, obj, 0.9)
        claims.append(Claim(trial, predicate, obj, False, Modality.ASSERTED, evidence))
        return evidence

    claim("took place in", "biolink:clinical_trial_conditions", terminology.any("disease", chance))
    claim("enrolled", "biolink:study_size", Literal(str(chance.randrange(40, 2000)), "xsd:integer"))
    phase = Literal(f"clinical_trial_phase_{chance.randrange(1, 4)}")
    claim("was of", "biolink:clinical_trial_phase", phase)
    drugs = tuple(dict.fromkeys(terminology.any("drug", chance) for _ in range(2)))
    given = tuple(claim("gave", "biolink:clinical_trial_interventions", drug) for drug in drugs)
    arms.append(TrialArm(trial, ArmRole.EXPERIMENTAL, drugs, given, "both drugs"))
    arms.append(TrialArm(trial, ArmRole.COMPARATOR, drugs[:1], given[:1], "one drug"))
    met = chance.random() < 0.6
    ratio = round(chance.uniform(0.4, 1.1), 2)
    results.append(
        TrialResult(
            trial,
            chance.choice(_ENDPOINTS),
            "",
            (made.say(trial, "ended with a hazard ratio of", Literal(str(ratio)), 0.9),),
            role="primary",
            met=met,
            effect=Effect.IMPROVED if met else Effect.NO_DIFFERENCE,
            hazard_ratio=str(ratio),
        )
    )


def made_graph(triples: int, seed: int = 1) -> KnowledgeGraph:
    """A graph of about ``triples`` triples in its ``kg.ttl``."""
    terminology, chance = MadeTerminology(), random.Random(seed)
    articles = max(1, triples // TRIPLES_AN_ARTICLE)
    return assemble(_articles(articles, terminology, chance), terminology)


def _articles(many: int, terminology: MadeTerminology, chance: random.Random) -> Iterator[tuple[Annotated, Extraction]]:
    for number in range(many):
        yield article(number, terminology, chance)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    graph = made_graph(options.triples, options.seed)
    options.folder.mkdir(parents=True, exist_ok=True)
    writers: tuple[tuple[str, Callable[[KnowledgeGraph, Path], int]], ...] = (
        ("kg.ttl", write_turtle),
        ("kg.nq", write_nquads),
    )
    for name, write in writers:
        print(f"{name}: {write(graph, options.folder / name)} {'triples' if name == 'kg.ttl' else 'quads'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
