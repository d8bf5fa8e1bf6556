"""Our linker and two peers over the same names: accuracy on gold mentions, mentions a second, memory, time to build.

    python benchmarks/linkers.py FOLDER [--gilda PYTHON] [--documents N]

FOLDER holds ``bc5cdr.dev.jsonl.xz``, ``ncbi_disease.dev.jsonl.xz`` and ``biored.dev.jsonl.xz``. Every linker gets the
names of the embedded terminologies, kind by kind, and the gold mentions with their kinds; an answer is right when its
concept, or a cross reference of it, has an identifier of the mention in the scheme of the corpus. What the scheme does
not have is filed under the nearest concept above it that it has, for every linker. Each runs in a process of its own,
whose peak memory is printed. Time is processor time.

- ``tfidf`` is scispaCy's candidate generator: TF-IDF over character 3-grams with its settings, the nearest name wins.
  The search is exact (scikit-learn) in place of scispaCy's approximate index, which takes far longer to build.
- ``gilda`` is Gilda with its own normalisation and scoring, its database replaced by these names. PYTHON is an
  interpreter that has ``gilda``; without it Gilda is left out.
- ``names`` is our lookup of the name alone, ``claimgraph`` our linker, which also sees the rest of the document and
  the abbreviations that it defines.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

CORPORA = (
    ("bc5cdr.dev", "drug", "MESH"),
    ("bc5cdr.dev", "disease", "MESH"),
    ("ncbi_disease.dev", "disease", "MESH"),
    ("biored.dev", "target", "NCBIGENE"),
)
GROUPS = {"drug": ("drug", "treatment"), "disease": ("disease", "finding"), "target": ("target",)}
MOST_STEPS = 3
LINKERS = ("tfidf", "gilda", "names", "claimgraph")

Answers = list[str | None]


class Concepts:
    """What each concept is identified by, and what is above it."""

    def __init__(self) -> None:
        self.ids: dict[str, set[str]] = {}
        self.broader: dict[str, list[str]] = {}

    def identifiers(self, answer: str | None, scheme: str) -> set[str]:
        """The identifiers of an answer in ``scheme``, else those of the nearest concepts above it.

        An answer is a CURIE, or several identifiers of the mention joined by ``|`` after it.
        """
        curie, *own = answer.split("|") if answer else ("",)
        direct = {one.upper() for one in (curie, *own) if own and one.upper().startswith(f"{scheme}:")}
        if direct:
            return direct
        level = {curie}
        for _ in range(MOST_STEPS + 1):
            found = {one for c in level for one in self.ids.get(c, ()) if one.startswith(f"{scheme}:")}
            if found:
                return found
            level = {above for c in level for above in self.broader.get(c, ())}
        return set()


def write_names(path: Path) -> Concepts:
    """Write a line a name: group, CURIE, name, sort of name."""
    from kg.resources import ontologies
    from kg.terminology.sources import read_sources

    concepts = Concepts()
    groups = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
    with path.open("w", encoding="utf-8") as out:
        for source in read_sources(ontologies()):
            if not source.file.endswith(".tsv.xz"):
                continue
            for line in lzma.decompress((ontologies() / source.file).read_bytes()).decode("utf-8").splitlines():
                curie, kind, _, names, xrefs, broader, *_ = line.split("\t")
                concepts.ids[curie] = {one.upper() for one in (curie, *xrefs.split("|")) if one}
                concepts.broader[curie] = [one for one in broader.split("|") if one]
                for name in names.split("|") if kind in groups else ():
                    out.write(f"{groups[kind]}\t{curie}\t{name[1:]}\t{name[0]}\n")
    return concepts


def read_names(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def tfidf(names: Path) -> Callable[[list[dict[str, Any]]], Answers]:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    grouped: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for group, curie, name, _ in read_names(names):
        grouped[group].append((curie, name))
    built = {}
    for group, pairs in grouped.items():
        vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), min_df=10, dtype=np.float32)
        matrix = vectors.fit_transform([name for _, name in pairs]).T.tocsr()
        built[group] = vectors, matrix, [curie for curie, _ in pairs]

    def answer(mentions: list[dict[str, Any]]) -> Answers:
        found: Answers = [None] * len(mentions)
        for group, (vectors, matrix, curies) in built.items():
            places = [at for at, mention in enumerate(mentions) if mention["kind"] == group]
            for start in range(0, len(places), 100):
                chunk = places[start : start + 100]
                near = (vectors.transform([mentions[at]["text"] for at in chunk]) @ matrix).tocsr()
                for row, at in enumerate(chunk):
                    scores = near[row]
                    found[at] = curies[scores.indices[scores.data.argmax()]] if scores.nnz else None
        return found

    return answer


def gilda(names: Path) -> Callable[[list[dict[str, Any]]], Answers]:
    from gilda import make_grounder
    from gilda.process import normalize
    from gilda.term import Term

    status = {"l": "name", "y": "name", "a": "former_name"}
    grouped: dict[str, list[Any]] = defaultdict(list)
    for group, curie, name, sort in read_names(names):
        prefix, _, local = curie.partition(":")
        wanted = status.get(sort, "synonym")
        grouped[group].append(Term(normalize(name), name, prefix, local, name, wanted, "claimgraph"))
    grounders = {group: make_grounder(terms) for group, terms in grouped.items()}

    def answer(mentions: list[dict[str, Any]]) -> Answers:
        found: Answers = []
        for mention in mentions:
            matches = grounders[mention["kind"]].ground(mention["text"])
            found.append(f"{matches[0].term.db}:{matches[0].term.id}" if matches else None)
        return found

    return answer


def names_alone(_: Path) -> Callable[[list[dict[str, Any]]], Answers]:
    from kg.model import Kind
    from kg.terminology import Terminology

    terminology = Terminology.load()
    kinds = {group: frozenset(Kind(kind) for kind in members) for group, members in GROUPS.items()}

    def answer(mentions: list[dict[str, Any]]) -> Answers:
        found = (terminology.lookup(mention["text"], kinds[mention["kind"]]) for mention in mentions)
        return [candidates[0].concept.curie if candidates else None for candidates in found]

    return answer


def claimgraph(_: Path) -> Callable[[list[dict[str, Any]]], Answers]:
    from linking import Abbreviations

    from kg.link import link
    from kg.model import Annotated, Block, BlockKind, Document, Kind, LinkStatus, Mention, Span
    from kg.terminology import Terminology

    terminology, abbreviations = Terminology.load(), Abbreviations()
    defined: dict[str, Any] = {}

    def answer(mentions: list[dict[str, Any]]) -> Answers:
        documents: dict[str, list[int]] = defaultdict(list)
        for at, mention in enumerate(mentions):
            documents[mention["document"]].append(at)
        found: Answers = [None] * len(mentions)
        for name, places in documents.items():
            text = mentions[places[0]]["whole"]
            spans = {at: Span(mentions[at]["start"], mentions[at]["end"]) for at in places}
            ordered = sorted(places, key=lambda at: spans[at])
            document = Document(name, text, "", blocks=(Block(Span(0, len(text)), BlockKind.PARAGRAPH),))
            if name not in defined:
                defined[name] = abbreviations.of(document, [spans[at] for at in ordered])
            marked = tuple(Mention(spans[at], spans[at].of(text), Kind(mentions[at]["kind"])) for at in ordered)
            for at, one in zip(
                ordered, link(Annotated(document, (), marked, defined[name]), terminology).mentions, strict=True
            ):
                if one.link and one.link.status is LinkStatus.LINKED:
                    concept = one.link.concept
                    first = concept.broader[0] if concept.minted and concept.broader else concept.curie
                    found[at] = "|".join((first, *one.link.xrefs))
        return found

    return answer


def work(linker: str, names: Path, mentions: Path) -> None:
    """What a linker's own process does: build, answer twice, print figures and answers. The second time is measured."""
    asked = json.loads(mentions.read_text(encoding="utf-8"))
    started = time.process_time()
    build = {"tfidf": tfidf, "gilda": gilda, "names": names_alone, "claimgraph": claimgraph}[linker]
    answer = build(names)
    built = time.process_time() - started
    answers = answer(asked)
    started = time.process_time()
    answer(asked)
    spent = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    json.dump({"build": built, "spent": spent, "peak": peak, "answers": answers}, sys.stdout)


def gold_mentions(folder: Path, documents: int | None) -> list[dict[str, Any]]:
    from kg.evaluate import read_gold
    from kg.evaluate.identifiers import of_scheme
    from kg.evaluate.labels import LABELS

    found = []
    for corpus, kind, scheme in CORPORA:
        for gold in read_gold(folder / f"{corpus}.jsonl.xz")[:documents]:
            for mention in gold.mentions:
                ids = of_scheme(mention.ids, scheme)
                if LABELS.get(mention.label) == kind and ids:
                    found.append(
                        {
                            "corpus": f"{corpus} {kind}",
                            "document": f"{corpus} {gold.id} {kind}",
                            "kind": kind,
                            "scheme": scheme,
                            "text": mention.text,
                            "start": mention.span.start,
                            "end": mention.span.end,
                            "whole": gold.document.text,
                            "ids": sorted(ids),
                        }
                    )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gilda", help="an interpreter that has gilda")
    parser.add_argument("--documents", type=int, help="documents of each corpus; all when not given")
    parser.add_argument("--linkers", default=",".join(LINKERS), help="those that are compared, joined by commas")
    parser.add_argument("--work", nargs=2, metavar=("LINKER", "NAMES"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.work:
        work(arguments.work[0], Path(arguments.work[1]), arguments.folder)
        return
    mentions = gold_mentions(arguments.folder, arguments.documents)
    totals = Counter(mention["corpus"] for mention in mentions)
    print("linker", *totals, "mentions/s", "peak MB", "build s", sep="\t")
    with tempfile.TemporaryDirectory() as scratch:
        names, asked = Path(scratch) / "names.tsv", Path(scratch) / "mentions.json"
        concepts = write_names(names)
        asked.write_text(json.dumps(mentions), encoding="utf-8")
        for linker in arguments.linkers.split(","):
            python = arguments.gilda if linker == "gilda" else sys.executable
            if python is None:
                continue
            command = [python, __file__, str(asked), "--work", linker, str(names)]
            result = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            right: Counter[str] = Counter()
            for mention, answer in zip(mentions, result["answers"], strict=True):
                right[mention["corpus"]] += bool(concepts.identifiers(answer, mention["scheme"]) & set(mention["ids"]))
            shares = [f"{right[corpus] / total:.3f}" for corpus, total in totals.items()]
            speed = len(mentions) / max(result["spent"], 1e-9)
            print(
                linker, *shares, f"{speed:.0f}", f"{result['peak']:.0f}", f"{result['build']:.1f}", sep="\t", flush=True
            )


if __name__ == "__main__":
    main()
