"""Does a graph still say of its articles what stands in them, to the letter, and is every claim borne out by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.corpus import read_corpus
from kg.graph import load, run_query
from kg.model import Document
from kg.run.proofs import unproved

_DOCUMENTS = "SELECT ?source ?sha256 WHERE { ?document cg:sha256 ?sha256 ; dcterms:source ?source }"
_PLACES = """
SELECT ?source ?start ?end ?exact WHERE {
  ?place oa:hasSource/dcterms:source ?source ; oa:hasSelector ?selector .
  ?selector oa:start ?start ; oa:end ?end ; oa:exact ?exact }
"""


@dataclass(frozen=True, slots=True, order=True)
class Mismatch:
    """Something in the graph that the corpus does not bear out."""

    source: str
    says: str

    def __str__(self) -> str:
        return f"{self.source}: {self.says}"


@dataclass(frozen=True, slots=True)
class Verification:
    """How much was compared, and all that did not agree, sorted."""

    documents: int
    places: int
    mismatches: tuple[Mismatch, ...]


def verify(graph: Path, corpus: Path) -> Verification:
    """Compare every document's hash and every quoted place of ``graph`` with ``corpus``, and prove every claim anew.

    A claim holds when it has the evidence that it counts, each a sentence that stands at its place in its document and
    holds mentions of both ends (or says through what they are reached), and the mentions stand for the claim's ends. A
    direct triple holds when a claim asserts it.

    Raises ``GraphError`` for a graph that cannot be read, ``InputError`` when there is no such corpus.
    """
    articles = {item.source: item for item in read_corpus(corpus) if isinstance(item, Document)}
    loaded = load(graph)
    documents = run_query(loaded, _DOCUMENTS).rows
    places = run_query(loaded, _PLACES).rows
    proofs = (
        Mismatch(missing.where, missing.says)
        for missing in unproved(lambda query: run_query(loaded, query).rows, articles)
    )
    found = {*_documents(documents, articles), *_places(places, articles), *proofs}
    return Verification(len(documents), len(places), tuple(sorted(found)))


def _documents(rows: tuple[tuple[str, ...], ...], articles: dict[str, Document]) -> Iterator[Mismatch]:
    for source, sha256 in rows:
        article = articles.get(source)
        if article is None:
            yield Mismatch(source, "is not in the corpus")
        elif article.sha256 != sha256:
            yield Mismatch(source, "has changed since the graph was built")


def _places(rows: tuple[tuple[str, ...], ...], articles: dict[str, Document]) -> Iterator[Mismatch]:
    for source, start, end, exact in rows:
        article = articles.get(source)
        if article is not None and article.text[int(start) : int(end)] != exact:
            yield Mismatch(source, f"does not say {exact!r} at {start}–{end}")
