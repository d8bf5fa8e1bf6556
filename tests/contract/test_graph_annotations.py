"""The annotations of a built graph, written without its articles, are those that the articles would give."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from graph_sample import SmallTerminology, sample
from kg.errors import GraphError
from kg.export import FORMATS, GRAPH_ANNOTATIONS
from kg.graph import assemble, write_nquads, write_turtle
from kg.model import Annotated
from kg.run.export import export
from kg.vocab import DEFAULT_BASE


@pytest.fixture(scope="module")
def articles() -> dict[str, Annotated]:
    return {annotated.document.source: annotated for annotated, _ in sample()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graph")
    graph = assemble(sample(), SmallTerminology())
    write_turtle(graph, out / "kg.ttl")
    write_nquads(graph, out / "kg.nq")
    return out


def exported(folder: Path, form: str) -> str:
    return export(folder, form).files[0][1].decode()


def mention_lines(pubtator: str) -> set[tuple[str, ...]]:
    return {tuple(line.split("\t")) for line in pubtator.splitlines() if "\t" in line}


def test_pubtator_has_the_mentions_of_the_articles_at_their_places(
    folder: Path, articles: dict[str, Annotated]
) -> None:
    theirs = "".join(FORMATS["pubtator"].document(articles[source], DEFAULT_BASE) for source in sorted(articles))
    ours = mention_lines(exported(folder, "pubtator"))
    assert ours == mention_lines(theirs)
    assert len(ours) > 10


def test_an_offset_of_pubtator_is_one_of_title_and_abstract(folder: Path) -> None:
    for part in exported(folder, "pubtator").split("\n\n")[:-1]:
        title, abstract, *mentions = part.split("\n")
        text = title.partition("|t|")[2] + " " + abstract.partition("|a|")[2]
        for _, start, end, name, *_ in (line.split("\t") for line in mentions):
            assert text[int(start) : int(end)] == name


def test_a_passage_of_bioc_is_what_stands_there_in_the_article(folder: Path, articles: dict[str, Annotated]) -> None:
    passages = 0
    for document in etree.fromstring(exported(folder, "bioc").encode()).iter("document"):
        text = articles[document.findtext("id", "")].document.text
        for passage in document.iter("passage"):
            offset, said = int(passage.findtext("offset", "")), passage.findtext("text", "")
            assert text[offset : offset + len(said)] == said
            passages += 1
        for annotation in document.iter("annotation"):
            (location,) = annotation.iter("location")
            start, length = int(location.get("offset", "")), int(location.get("length", ""))
            assert text[start : start + length] == annotation.findtext("text")
    assert passages > 5


def links(bioc: str) -> set[tuple[str | None, ...]]:
    """Of each linked mention: document, offset, identifier, status."""
    found = set()
    for one in etree.fromstring(bioc.encode()).iter("annotation"):
        said = {infon.get("key"): infon.text for infon in one.iter("infon")}
        (location,) = one.iter("location")
        if "identifier" in said:
            where = (one.findtext("../../id"), location.get("offset"))
            found.add((*where, said["identifier"], said["status"]))
    return found


def test_bioc_links_as_the_articles_do_and_says_nothing_of_negation(
    folder: Path, articles: dict[str, Annotated]
) -> None:
    ours, theirs = exported(folder, "bioc"), FORMATS["bioc"]
    documents = "".join(theirs.document(one, DEFAULT_BASE) for one in articles.values())
    assert links(ours) == links(f"<collection>{documents}</collection>")
    assert 'key="negated"' not in ours


@pytest.mark.parametrize("form", GRAPH_ANNOTATIONS)
def test_what_is_no_graph_of_a_build_is_refused(form: str, tmp_path: Path) -> None:
    path = tmp_path / "other.nq"
    path.write_text(
        "<http://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<http://www.w3.org/ns/oa#Annotation> <http://example.org/graph/mentions> .\n"
    )
    with pytest.raises(GraphError, match="has no oa:hasTarget"):
        export(path, form)
