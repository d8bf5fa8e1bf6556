"""What adding a terminology costs: seconds to compile it, to load it and to look names up, and megabytes.

    python benchmarks/terminology_add.py [--terms N]

Writes an ontology of N made-up terms, each with three synonyms, a cross reference and a parent, in each of the formats,
adds it, and loads it beside the embedded terminologies. Every format runs in a process of its own; time is processor
time and memory the process's peak. The row ``embedded`` is the embedded terminologies alone.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FORMATS = ("obo", "json", "ttl", "tsv", "ofn")
BASE = "https://bench.example/id/"
SYLLABLES = ("ba", "do", "fi", "gu", "ke", "lo", "mi", "nu", "pra", "qui", "ro", "sta", "tri", "vel", "xo", "zan")
LOOKUPS = 20_000


def terms(count: int) -> Iterator[tuple[int, list[str], int]]:
    """Number, names and parent of each term; the same for the same count."""
    chosen = random.Random(0)
    for number in range(count):
        words = ["".join(chosen.choices(SYLLABLES, k=chosen.randint(2, 4))) for _ in range(3)]
        names = [
            f"{words[0]} {words[1]} {number}",
            f"{words[1]} {number} syndrome",
            f"{words[2]}-{number}",
            f"B{number}X",
        ]
        yield number, names, number // 8


def line(form: str, number: int, names: list[str], parent: int) -> str:
    label, *others = names
    if form == "obo":
        synonyms = "".join(f'synonym: "{name}" EXACT []\n' for name in others)
        return f"[Term]\nid: BENCH:{number}\nname: {label}\n{synonyms}xref: UMLS:X{number}\nis_a: BENCH:{parent}\n\n"
    if form == "ttl":
        quoted = ", ".join(f'"{name}"' for name in others)
        return f':{number} a s:Concept ; s:prefLabel "{label}" ; s:altLabel {quoted} ; s:broader :{parent} .\n'
    if form == "tsv":
        return "".join(f"{name}\tBENCH:{number}\t{label}\n" for name in names)
    synonyms = "".join(f'AnnotationAssertion(oio:hasExactSynonym :{number} "{name}")\n' for name in others)
    return (
        f"Declaration(Class(:{number}))\nSubClassOf(:{number} :{parent})\n"
        f'AnnotationAssertion(rdfs:label :{number} "{label}")\n{synonyms}'
    )


HEADS = {
    "obo": f"format-version: 1.2\nidspace: BENCH {BASE}\n\n",
    "ttl": f"@prefix : <{BASE}> .\n@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n",
    "tsv": "text\tcurie\tname\n",
    "ofn": (
        f"Prefix(:=<{BASE}>)\nPrefix(rdfs:=<http://www.w3.org/2000/01/rdf-schema#>)\n"
        "Prefix(oio:=<http://www.geneontology.org/formats/oboInOwl#>)\nOntology(<https://bench.example/onto>\n"
    ),
}


def write(form: str, count: int, path: Path) -> None:
    if form == "json":
        nodes = [
            {
                "id": f"{BASE}{number}",
                "lbl": label,
                "type": "CLASS",
                "meta": {"synonyms": [{"pred": "hasExactSynonym", "val": name} for name in others]},
            }
            for number, (label, *others), _ in terms(count)
        ]
        edges = [{"sub": f"{BASE}{n}", "pred": "is_a", "obj": f"{BASE}{parent}"} for n, _, parent in terms(count)]
        path.write_text(json.dumps({"graphs": [{"nodes": nodes, "edges": edges}]}), encoding="utf-8")
        return
    with path.open("w", encoding="utf-8") as out:
        out.write(HEADS[form])
        out.writelines(line(form, *term) for term in terms(count))
        out.write(")\n" if form == "ofn" else "")


def compile_one(path: Path, folder: Path) -> dict[str, float]:
    from kg.model import Kind
    from kg.terminology import Terminology
    from kg.terminology.added.add import add
    from kg.terminology.added.kinds import Kinds
    from kg.terminology.added.namespaces import Namespaces

    embedded = Terminology.load()
    started = time.process_time()
    add(path, folder, embedded, Kinds(Kind.DISEASE), namespaces=Namespaces({"BENCH": BASE}))
    return {"add seconds": time.process_time() - started, "add peak MB": peak()}


def load_one(folder: Path | None, count: int) -> dict[str, float]:
    from kg.terminology import Terminology

    started = time.process_time()
    terminology = Terminology.load(added=folder)
    loaded = time.process_time() - started
    names = [names[1] for _, names, _ in terms(min(count, LOOKUPS))]
    started = time.process_time()
    found = sum(bool(terminology.lookup(name)) for name in names)
    spent = time.process_time() - started
    assert folder is None or found == len(names)
    return {"load seconds": loaded, "load peak MB": peak(), "lookups/s": len(names) / max(spent, 1e-9)}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def apart(*arguments: str) -> dict[str, float]:
    """The figures of a step that runs in a process of its own."""
    command = [sys.executable, __file__, *arguments]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--terms", type=int, default=100_000)
    parser.add_argument("--step", nargs="+", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        step, *paths = arguments.step
        folder = Path(paths[-1]) if paths else None
        figures = compile_one(Path(paths[0]), Path(paths[1])) if step == "add" else load_one(folder, arguments.terms)
        print(json.dumps(figures))
        return
    columns = ("add seconds", "add peak MB", "load seconds", "load peak MB", "lookups/s")
    print("format", "file MB", *columns, "compiled MB", sep="\t")
    count = str(arguments.terms)
    figures = apart("--terms", count, "--step", "load")
    print("embedded", "", *(f"{figures[c]:.1f}" if c in figures else "" for c in columns), "", sep="\t", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        for form in FORMATS:
            path, folder = Path(scratch) / f"bench.{form}", Path(scratch) / form
            write(form, arguments.terms, path)
            figures = apart("--step", "add", str(path), str(folder))
            figures |= apart("--terms", count, "--step", "load", str(folder))
            size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
            row = (f"{figures[column]:.1f}" for column in columns)
            print(form, f"{path.stat().st_size / 1e6:.1f}", *row, f"{size:.1f}", sep="\t", flush=True)


if __name__ == "__main__":
    main()
