"""Seconds and megabytes that loading the terminologies takes, and tokens a second that scanning does.

    python benchmarks/terminology_load.py [TEXT…]

Prints one line a figure, tab-separated. TEXT are plain files to scan; without them the sample corpus of the checkout is
taken. Memory is the growth of the process's peak resident size.
"""

from __future__ import annotations

import re
import resource
import sys
import time
from pathlib import Path

from kg.model import Span
from kg.resources import ontologies
from kg.terminology import Terminology
from kg.terminology.sources import read_sources

WORD = re.compile(r"\w+|[^\w\s]")


def peak_megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def lines_of(text: str) -> list[Span]:
    return [Span(*line.span()) for line in re.finditer(r"[^\n]+", text)]


def main() -> None:
    before, started, cpu = peak_megabytes(), time.perf_counter(), time.process_time()
    terminology = Terminology.load()
    print("load seconds", f"{time.perf_counter() - started:.2f}", sep="\t")
    print("load seconds of processor", f"{time.process_time() - cpu:.2f}", sep="\t")
    print("load megabytes", f"{peak_megabytes() - before:.0f}", sep="\t")
    size = sum((ontologies() / source.file).stat().st_size for source in read_sources(ontologies()))
    print("files megabytes", f"{size / 1e6:.1f}", sep="\t")
    corpus = Path(__file__).resolve().parent.parent / "corpus"
    paths = [Path(name) for name in sys.argv[1:]] or sorted(p for p in corpus.rglob("*") if p.suffix in (".txt", ".md"))
    texts = [path.read_text(encoding="utf-8") for path in paths]
    cut = [(text, lines_of(text)) for text in texts]
    for turn in ("cold", "warm"):
        cpu = time.process_time()
        matches = sum(len(terminology.scan(text, line)) for text, lines in cut for line in lines)
        spent = time.process_time() - cpu
        total = sum(len(WORD.findall(text)) for text in texts)
        print(f"scan {turn}, tokens a second", f"{total / max(spent, 1e-9):.0f}", f"{matches} matches", sep="\t")


if __name__ == "__main__":
    main()
