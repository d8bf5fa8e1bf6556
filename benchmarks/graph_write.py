"""How fast a graph is written and read, against rdflib alone.

    python benchmarks/graph_write.py [--triples 300000] [--runs 3]

Makes a graph of the contract's shape from a fixed seed, and prints the median CPU seconds of each step and the ratio to
rdflib's own serializer and parser over the same triples.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from rdflib import Graph

from kg.graph import KnowledgeGraph, assemble, load, quads, run_query, write_nquads, write_turtle
from kg.model import (
    Annotated,
    Claim,
    Concept,
    Document,
    Evidence,
    Extraction,
    Kind,
    Link,
    LinkStatus,
    Mention,
    Modality,
    Span,
)

TRIPLES_A_DOCUMENT = 554
"""Measured over the graphs that this program makes."""

COUNT_BY_PREDICATE = """
SELECT ?predicate (COUNT(*) AS ?claims) WHERE { ?claim a biolink:Association ; rdf:predicate ?predicate }
GROUP BY ?predicate ORDER BY ?predicate
"""


class NoTerminology:
    """Knows nothing, so that only the graph's own work is measured."""

    concepts: Mapping[str, Concept] = MappingProxyType({})

    def concept(self, curie: str) -> Concept | None:
        return self.concepts.get(curie)

    def ancestors(self, curie: str) -> tuple[Concept, ...]:
        return tuple(filter(None, [self.concepts.get(curie)]))


def article(number: int, chance: random.Random) -> tuple[Annotated, Extraction]:
    """An article of ten sentences, each with one claim, over drugs and targets that recur in other articles."""
    lines, claims, mentions, start = [], [], [], 0
    source = f"{number}.txt"
    for line in range(10):
        drug = Concept(f"UNII:D{chance.randrange(2000)}", Kind.DRUG, "drug", "Drug")
        gene = Concept(f"HGNC:{chance.randrange(5000)}", Kind.TARGET, "gene", "Gene")
        text = f"Drug-{number} acts on gene-{line}."
        ends = [
            Mention(Span(at, at + len(word)), word, end.kind, link=Link(end, LinkStatus.LINKED, 0.9, "exact"))
            for word, end in ((f"Drug-{number}", drug), (f"gene-{line}", gene))
            for at in [start + text.index(word)]
        ]
        span = Span(start, start + len(text))
        evidence = Evidence(source, span, text, ends[0], ends[1], None, (), "rules/made 1.0", 0.9)
        claims.append(Claim(drug, "cg:targets", gene, False, Modality.ASSERTED, evidence))
        mentions += ends
        lines.append(text)
        start += len(text) + 1
    document = Document(source, "\n".join(lines), f"{number:064x}", title=f"Article {number}")
    return Annotated(document, (), tuple(mentions)), Extraction(source, tuple(claims))


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median of the times that ``work`` takes."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def measure(graph: KnowledgeGraph, folder: Path, runs: int) -> None:
    turtle, nquads = folder / "kg.ttl", folder / "kg.nq"
    ours = seconds(lambda: write_turtle(graph, turtle), runs)
    lines = seconds(lambda: write_nquads(graph, nquads), runs)
    made = seconds(lambda: sum(1 for _ in quads(graph)), runs)
    opened = seconds(lambda: load(turtle), runs)
    store = load(turtle)
    asked = seconds(lambda: run_query(store, COUNT_BY_PREDICATE), runs)
    start = time.process_time()
    plain = Graph().parse(turtle)
    parsed = time.process_time() - start
    theirs = seconds(lambda: plain.serialize(folder / "rdflib.ttl", format="turtle"), 1)
    print(f"{len(plain)} triples, {len(graph.claims)} claims, {len(graph.documents)} documents")
    print(f"make the quads            {made:7.2f} s")
    print(f"write kg.ttl              {ours:7.2f} s   with making and sorting them")
    print(f"write kg.nq               {lines:7.2f} s   with making and sorting them")
    print(f"rdflib serializes Turtle  {theirs:7.2f} s   without making them: {theirs / ours:.1f} times ours")
    print(f"load kg.ttl               {opened:7.2f} s")
    print(f"rdflib parses kg.ttl      {parsed:7.2f} s   {parsed / opened:.1f} times ours")
    print(f"count claims by predicate {asked:7.2f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, default=300_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    chance = random.Random(1)
    pairs = [article(number, chance) for number in range(max(1, options.triples // TRIPLES_A_DOCUMENT))]
    start = time.process_time()
    graph = assemble(pairs, NoTerminology())
    print(f"assemble                  {time.process_time() - start:7.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        measure(graph, Path(folder), options.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
