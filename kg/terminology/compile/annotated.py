"""Names and the MeSH records that people who annotated articles chose for them, derived from training corpora.

    python -m kg.terminology.compile.annotated CORPORA [--wheels FOLDER]

CORPORA holds the training parts of BC5CDR, NCBI Disease and BioRED, one object a line with ``text`` and ``entities``
(``start``, ``end``, ``label``, ``ids``). What is kept is a name and its record, never a sentence: a name in most of
whose documents the annotators agree, that is no abbreviation, and whose record the terminology does not give it
already. Afterwards run ``kg terminology build``.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.model import Kind
from kg.resources import ontologies
from kg.terminology.compile.mesh_records import records
from kg.terminology.compile.wheels import Wheels
from kg.terminology.filing import ANNOTATED, CAUSED, RETIRED, FiledName, write_filed
from kg.terminology.normalise import is_abbreviation, key
from kg.terminology.terminology import Terminology

CORPORA = ("bc5cdr.train.jsonl.xz", "ncbi_disease.train.jsonl.xz", "biored.train.jsonl.xz")

_KINDS = {
    "Chemical": Kind.DRUG,
    "ChemicalEntity": Kind.DRUG,
    "Disease": Kind.DISEASE,
    "DiseaseOrPhenotypicFeature": Kind.DISEASE,
    "SpecificDisease": Kind.DISEASE,
    "DiseaseClass": Kind.DISEASE,
    "Modifier": Kind.DISEASE,
}
_READ_AS = {Kind.DRUG: frozenset({Kind.DRUG}), Kind.DISEASE: frozenset({Kind.DISEASE, Kind.FINDING})}
_RECORD = re.compile(r"[CD]\d{6,9}")
_CAUSED = re.compile(r"\b(?:drug|chemical|substance|alcohol)[- ](?:and drug )?induced\b|, secondary$", re.IGNORECASE)
_SHORTEST, _MOST_WORDS = 4, 4
_AGREED = 0.6
"""The share of a name's documents whose annotators must have chosen the record."""

_Name = tuple[Kind, str]


def annotated_names(corpora: Path, terminology: Terminology, labels: Mapping[str, str]) -> list[FiledName]:
    """The rows, sorted. ``labels`` are the headings of MeSH's records by CURIE; a retired record has none."""
    chosen: dict[_Name, Counter[tuple[str, ...]]] = defaultdict(Counter)
    written: dict[_Name, str] = {}
    for file in CORPORA:
        for document in _documents(corpora / file):
            for name, curies, text in document:
                chosen[name][curies] += 1
                written.setdefault(name, text)
    found = []
    for name, votes in chosen.items():
        curies, documents = max(votes.items(), key=lambda vote: (vote[1], vote[0]))
        if documents >= _AGREED * votes.total() and not _known(written[name], name[0], curies, terminology):
            found.append(FiledName(written[name], name[0], curies, _note(curies, labels)))
    return sorted(found)


def _note(curies: tuple[str, ...], labels: Mapping[str, str]) -> str:
    if any(c not in labels for c in curies):
        return RETIRED
    return CAUSED if any(_CAUSED.search(labels[c]) for c in curies) else ""


def _documents(path: Path) -> Iterator[set[tuple[_Name, tuple[str, ...], str]]]:
    """For each document its names, what each is filed under, and how it is written."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield {named for entity in record["entities"] for named in _named(entity)}


def _named(entity: Mapping[str, Any]) -> Iterator[tuple[_Name, tuple[str, ...], str]]:
    kind, text = _KINDS.get(entity["label"]), " ".join(entity["text"].split())
    bare = [one.strip().removeprefix("MESH:") for raw in entity["ids"] or () for one in re.split(r"[|,;+]", raw)]
    curies = tuple(dict.fromkeys(f"MESH:{one}" for one in bare if _RECORD.fullmatch(one)))
    if kind and curies and len(text) >= _SHORTEST and len(text.split()) <= _MOST_WORDS and not is_abbreviation(text):
        yield (kind, key(text)), curies, text.lower() if text[1:].islower() else text


def _known(name: str, kind: Kind, curies: tuple[str, ...], terminology: Terminology) -> bool:
    """Whether what ``name`` is found to be has the records already."""
    best = terminology.lookup(name, _READ_AS[kind])[:1]
    return bool(best) and set(curies) <= {best[0].concept.curie, *best[0].concept.xrefs}


def main() -> None:
    """Write the table into the folder of the package's terminologies."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--wheels", type=Path, required=True, help="a folder with the pinned wheels")
    arguments = parser.parse_args()
    with Wheels(arguments.wheels) as wheels:
        labels = {record.curie: record.label for record in records(wheels)}
    rows = annotated_names(arguments.corpora, Terminology.load(), labels)
    write_filed(ontologies() / ANNOTATED, rows)
    print(f"{len(rows)} names")


if __name__ == "__main__":
    main()
