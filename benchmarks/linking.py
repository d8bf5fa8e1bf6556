"""How often the linker gives a gold mention its gold identifier.

    python benchmarks/linking.py FOLDER [--wrong N]

FOLDER holds the development corpora (``bc5cdr.dev.jsonl.xz``, ``ncbi_disease.dev.jsonl.xz``,
``biored.dev.jsonl.xz``): one object a line with ``text`` and ``entities`` (``start``, ``end``, ``label``, ``ids``).
The mentions are the gold ones, the abbreviations those that the recogniser finds in the text. A link is right when
its concept or a cross reference of it has one of the identifiers of the mention; what has no MeSH identifier is filed
under the nearest concept above it that has one. The second figure leaves out mentions whose identifiers nothing
embedded has: MeSH records since replaced, genes of rats and of rarer animals. For each tenth of the score it prints how
many of the links to known identifiers are right.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.link import link
from kg.link.species import Fauna, Species
from kg.model import Annotated, Block, BlockKind, Document, Kind, Link, Mention, Span
from kg.nlp.abbreviations import definitions
from kg.nlp.engine import own_engine
from kg.nlp.sentences import split
from kg.resources import ontologies
from kg.terminology import Terminology
from kg.terminology.orthologs import ORTHOLOGS_FILE, read_orthologs

CORPORA = ("bc5cdr.dev.jsonl.xz", "ncbi_disease.dev.jsonl.xz", "biored.dev.jsonl.xz")
KINDS = {
    "Chemical": Kind.DRUG,
    "ChemicalEntity": Kind.DRUG,
    "Disease": Kind.DISEASE,
    "DiseaseOrPhenotypicFeature": Kind.DISEASE,
    "SpecificDisease": Kind.DISEASE,
    "DiseaseClass": Kind.DISEASE,
    "Modifier": Kind.DISEASE,
    "CompositeMention": Kind.DISEASE,
    "Gene": Kind.TARGET,
    "GeneOrGeneProduct": Kind.TARGET,
}
MESH_ID = re.compile(r"[CD]\d{6,9}")


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold mention and its identifiers as CURIEs."""

    mention: Mention
    ids: frozenset[str]


def gold_mentions(record: dict[str, Any]) -> Iterator[Gold]:
    """The contiguous mentions of the kinds that are linked here, with at least one identifier."""
    for entity in record["entities"]:
        kind = KINDS.get(entity["label"])
        ids = frozenset(
            c for raw in entity["ids"] for one in re.split(r"[|,;+]", raw) for c in curies(one.strip(), kind)
        )
        text = record["text"][entity["start"] : entity["end"]]
        if kind and ids and text == entity["text"]:
            yield Gold(Mention(Span(entity["start"], entity["end"]), text, kind, origin="gold"), ids)


def curies(raw: str, kind: Kind | None) -> Iterator[str]:
    """The CURIE of an identifier as the corpora write it."""
    bare = raw.removeprefix("MESH:").removeprefix("NCBIGene:")
    if kind is Kind.TARGET and bare.isdigit():
        yield f"NCBIGene:{bare}"
    elif MESH_ID.fullmatch(bare):
        yield f"MESH:{bare}"


def identifiers(link: Link, terminology: Terminology, species: Species) -> set[str]:
    """The CURIEs that ``link`` may be recognised by; a family counts as any of its genes in the ``species``."""
    found = {link.concept.curie, *link.xrefs, *(x for x in link.concept.xrefs if x.startswith("MESH:"))}
    for curie in link.concept.members:
        member = terminology.concept(curie)
        found |= {*terminology.counterparts(curie, species)} or {*(member.xrefs if member else ())}
    return found


class Known:
    """Which identifiers something embedded has: as a cross reference, or as the gene of an animal."""

    def __init__(self, terminology: Terminology) -> None:
        self._terminology = terminology
        listed = next(s for s in terminology.sources if s.file == ORTHOLOGS_FILE)
        self._of_animals = {gene for row in read_orthologs(ontologies(), listed).values() for gene in row.mouse}

    def any_of(self, ids: frozenset[str]) -> bool:
        return any(one in self._of_animals or self._terminology.by_xref(one) for one in ids)


class Abbreviations:
    """Pairs (short, long) that a text defines, found as the pipeline finds them, around the gold names."""

    def __init__(self) -> None:
        self._engine = own_engine(None)

    def of(self, document: Document, names: list[Span]) -> tuple[tuple[Span, Span], ...]:
        sentences = split(document)
        known = self._engine.parse(document.text, sentences, recognise=True).definitions
        return definitions(document.text, sentences, names, known)


def evaluate(path: Path, terminology: Terminology, abbreviations: Abbreviations, wrong: int) -> None:
    right, total, known, unresolved = Counter[Kind](), Counter[Kind](), Counter[Kind](), Counter[Kind]()
    errors: Counter[tuple[str, ...]] = Counter()
    given, held = Counter[int](), Counter[int]()
    spent, identified = 0.0, Known(terminology)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            gold = sorted(gold_mentions(record), key=lambda g: g.mention.span)
            block = Block(Span(0, len(record["text"])), BlockKind.PARAGRAPH)
            document = Document(record["docid"], record["text"], "", blocks=(block,))
            mentions = tuple(g.mention for g in gold)
            annotated = Annotated(document, (), mentions, abbreviations.of(document, [m.span for m in mentions]))
            started = time.process_time()
            linked = link(annotated, terminology)
            spent += time.process_time() - started
            fauna = Fauna(record["text"])
            for expected, mention in zip(gold, linked.mentions, strict=True):
                kind = expected.mention.kind
                total[kind] += 1
                has = identified.any_of(expected.ids)
                known[kind] += has
                species = fauna.of(mention.span)
                found = {x for one in mention.links for x in identifiers(one, terminology, species)}
                assert mention.link is not None
                tenth = min(9, int(10 * mention.link.score))
                of_scheme = mention.link.status == "linked" and has
                given[tenth] += of_scheme
                held[tenth] += of_scheme and bool(found & expected.ids)
                if found & expected.ids:
                    right[kind] += 1
                    continue
                unresolved[kind] += mention.link.status == "unresolved"
                concept = mention.link.concept
                errors[
                    mention.text,
                    str(kind),
                    concept.curie,
                    concept.label,
                    mention.link.how,
                    " ".join(sorted(expected.ids)),
                ] += 1
    for kind in total:
        share = right[kind] / total[kind]
        of_known = right[kind] / known[kind]
        print(
            path.name,
            kind,
            f"{right[kind]}/{total[kind]}",
            f"{share:.4f}",
            f"{of_known:.4f}",
            unresolved[kind],
            sep="\t",
        )
    print(f"{path.name}\t{sum(total.values()) / spent:.0f} mentions/s")
    for tenth in sorted(given, reverse=True):
        if given[tenth]:
            print(f"score {tenth / 10}-", f"{held[tenth] / given[tenth]:.4f}", given[tenth], sep="\t")
    for error, times in errors.most_common(wrong):
        print(times, *error, sep="\t")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wrong", type=int, default=0, help="show the N commonest wrong links")
    arguments = parser.parse_args()
    terminology, abbreviations = Terminology.load(), Abbreviations()
    print("corpus", "kind", "right", "accuracy", "accuracy where an id is known", "unresolved", sep="\t")
    for name in CORPORA:
        evaluate(arguments.folder / name, terminology, abbreviations, arguments.wrong)


if __name__ == "__main__":
    main()
