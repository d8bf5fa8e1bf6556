"""What kg.ttl and kg.nq promise to whoever reads them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pyoxigraph
import pytest
import rdflib

from built import Built
from graph_sample import CD38, MYELOMA, Article, SmallTerminology, first_article, sample, second_article
from kg.errors import GraphError
from kg.graph import GraphOptions, assemble, check_document, load, quads, validate, write_nquads, write_turtle
from kg.graph.terms import Iri
from kg.model import Concept, Kind
from kg.vocab import PREFIXES

BASE = "https://w3id.org/claimgraph/id/"
TURTLE, NQUADS = pyoxigraph.RdfFormat.TURTLE, pyoxigraph.RdfFormat.N_QUADS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both files of the sample."""
    out = tmp_path_factory.mktemp("graph")
    graph = assemble(sample(), SmallTerminology())
    write_turtle(graph, out / "kg.ttl")
    write_nquads(graph, out / "kg.nq")
    return out


def triples(path: Path, form: pyoxigraph.RdfFormat) -> set[str]:
    return {str(quad.triple) for quad in pyoxigraph.parse(path=str(path), format=form)}


def canonical(graph: rdflib.Graph) -> set[str]:
    """The triples of an rdflib graph, as pyoxigraph writes them."""
    return {str(quad.triple) for quad in pyoxigraph.parse(graph.serialize(format="nt11"), NQUADS)}


def term(curie: str) -> rdflib.URIRef:
    prefix, _, local = curie.partition(":")
    return rdflib.URIRef(PREFIXES[prefix] + local)


def test_rdflib_and_oxigraph_read_the_same_triples_from_turtle(folder: Path) -> None:
    assert canonical(rdflib.Graph().parse(folder / "kg.ttl")) == triples(folder / "kg.ttl", TURTLE)


# rdflib 7.6 warns of its own use of Dataset.default_context.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")
def test_rdflib_and_oxigraph_read_the_same_triples_from_nquads(folder: Path) -> None:
    read = rdflib.Dataset().parse(data=(folder / "kg.nq").read_bytes(), format="nquads")
    merged = rdflib.Graph()
    for subject, predicate, obj, _ in read.quads():
        merged.add((subject, predicate, obj))
    assert canonical(merged) == triples(folder / "kg.nq", NQUADS)


def test_turtle_holds_what_nquads_hold_but_for_mentions_outside_evidence(folder: Path) -> None:
    turtle, nquads = triples(folder / "kg.ttl", TURTLE), triples(folder / "kg.nq", NQUADS)
    assert turtle < nquads
    assert all("/mention/" in line or "/place/" in line or "/selector/" in line for line in nquads - turtle)


def test_there_is_no_blank_node(folder: Path) -> None:
    for name, form in (("kg.ttl", TURTLE), ("kg.nq", NQUADS)):
        for quad in pyoxigraph.parse(path=str(folder / name), format=form):
            assert not any(isinstance(part, pyoxigraph.BlankNode) for part in (quad.subject, quad.object))


def test_the_lines_of_nquads_are_sorted_bytewise_and_each_is_there_once(folder: Path) -> None:
    lines = (folder / "kg.nq").read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert lines == sorted(set(lines))


def test_every_quad_is_in_a_named_graph_under_the_base(folder: Path) -> None:
    graphs = {str(quad.graph_name.value) for quad in pyoxigraph.parse(path=str(folder / "kg.nq"), format=NQUADS)}
    names = ("claims", "concepts", "documents", "mentions", "registry", "terminology")
    assert graphs == {f"{BASE}graph/{name}" for name in names}


def test_no_triple_is_in_two_named_graphs() -> None:
    written = [quad[:3] for quad in quads(assemble(sample(), SmallTerminology()))]
    assert len(written) == len(set(written))


def test_what_articles_do_not_say_is_apart_from_what_they_say(folder: Path) -> None:
    outside = {f"{BASE}graph/registry", f"{BASE}graph/terminology"}
    knowledge = {term("skos:broader"), term("skos:exactMatch"), term("cg:hasMember"), term("dcterms:identifier")}
    for quad in pyoxigraph.parse(path=str(folder / "kg.nq"), format=NQUADS):
        if quad.predicate.value in {str(predicate) for predicate in knowledge} and "/citation/" not in str(
            quad.subject
        ):
            assert quad.graph_name.value in outside


def test_every_selector_holds_the_text_at_its_place_to_the_letter(folder: Path) -> None:
    """Offsets count code points, also behind a character outside the basic plane."""
    texts = {article.source: article.text for article in (first_article(), second_article())}
    graph = load(folder / "kg.nq")
    checked = 0
    for place, selector in graph.subject_objects(term("oa:hasSelector")):
        source = graph.value(graph.value(place, term("oa:hasSource")), term("dcterms:source"))
        start, end = (int(str(graph.value(selector, term(f"oa:{name}")))) for name in ("start", "end"))
        assert texts[str(source)][start:end] == str(graph.value(selector, term("oa:exact")))
        checked += 1
    assert checked > 30


def test_every_direct_triple_is_also_a_claim_and_every_claim_has_evidence(folder: Path) -> None:
    assert validate(folder) == ()
    assert validate(folder / "kg.nq") == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("\tcg:targets HGNC:1667 .\n", "\tcg:targets HGNC:1667 , HGNC:12680 .\n", "no asserted claim says"),
        ("\tcg:combinedWith UNII:R30772KCU0 ;\n", "", "what the triple implies is missing"),
        ('cg:modality "believed"', 'cg:modality "certain"', "certain"),
        ('cg:linkStatus "unresolved"', 'cg:linkStatus "lost"', "lost"),
        ('cg:armRole "comparator"', 'cg:armRole "control"', "control"),
        ("oa:start 29", "oa:start 2900", "2900"),
        ('rdfs:label "CD38"', 'rdfs:label "CD38" , "CD-38"', "hgnc/1667"),
        ("prov:wasDerivedFrom", "prov:wasInfluencedBy", "wasDerivedFrom"),
    ],
)
def test_a_graph_that_breaks_the_contract_is_found_out(
    folder: Path, tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = (folder / "kg.ttl").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "broken.ttl"
    broken.write_text(text.replace(old, new), encoding="utf-8")
    assert any(message in str(finding) for finding in validate(broken))


def test_the_order_of_documents_does_not_show() -> None:
    pairs = [*sample(), *(second_article(f"{number}.txt").pair for number in range(5))]
    shuffled = pairs[:]
    Random(7).shuffle(shuffled)
    assert shuffled != pairs
    assert assemble(shuffled, SmallTerminology()) == assemble(pairs, SmallTerminology())


def test_the_bytes_do_not_depend_on_the_hash_seed(tmp_path: Path, root: Path, folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from graph_sample import SmallTerminology, sample\n"
        "from kg.graph import assemble, write_nquads, write_turtle\n"
        "graph = assemble(sample(), SmallTerminology())\n"
        "write_turtle(graph, Path(sys.argv[1]) / 'kg.ttl'); write_nquads(graph, Path(sys.argv[1]) / 'kg.nq')\n"
    )
    for seed in ("1", "4242"):
        out = tmp_path / seed
        out.mkdir()
        paths = os.pathsep.join([str(root), str(root / "tests")])
        surroundings = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        subprocess.run([sys.executable, "-c", program, str(out)], check=True, env=surroundings)
        for name in ("kg.ttl", "kg.nq"):
            assert (out / name).read_bytes() == (folder / name).read_bytes()


def test_another_base_gives_the_same_names_under_it() -> None:
    options = GraphOptions(base="https://example.org/kg/")
    here = {quad.subject.value for quad in quads(assemble(sample(), SmallTerminology()))}
    there = {quad.subject.value for quad in quads(assemble(sample(), SmallTerminology(), options))}
    assert there == {subject.replace(BASE, options.base) for subject in here}


def test_writing_tells_how_much_was_written(tmp_path: Path) -> None:
    graph = assemble(sample(), SmallTerminology())
    assert write_turtle(graph, tmp_path / "kg.ttl") == len(load(tmp_path / "kg.ttl"))
    assert write_nquads(graph, tmp_path / "kg.nq") == (tmp_path / "kg.nq").read_bytes().count(b"\n")


def test_nothing_is_written_when_a_literal_must_not_be(tmp_path: Path) -> None:
    article = first_article()
    article.metadata["title"] = "half a \ud83e pair"
    with pytest.raises(GraphError, match=r"isatuximab\.txt"):
        write_turtle(assemble([article.pair], SmallTerminology()), tmp_path / "kg.ttl")
    assert not (tmp_path / "kg.ttl").exists()


def test_text_that_would_break_a_careless_writer_comes_back_to_the_letter(tmp_path: Path) -> None:
    text = 'CD38, "quoted\\" and\r\nbroken\twith \x0b \x0c \u2028 ” .\n and 🧪 <b> \\u0041 .'
    article = Article("odd.txt", text, metadata={"title": '"\\ .\n', "authors": ("O'Neil\\", "<b>")})
    article.claim(text, ("CD38", CD38), "cg:expressedIn", ('"quoted\\" and\r\nbroken', MYELOMA))
    write_turtle(assemble([article.pair], SmallTerminology()), tmp_path / "kg.ttl")
    graph = rdflib.Graph().parse(tmp_path / "kg.ttl")
    assert [str(quoted) for quoted in graph.objects(None, term("biolink:supporting_text"))] == [text]
    assert text in {str(quoted) for quoted in graph.objects(None, term("oa:exact"))}
    assert [str(title) for title in graph.objects(None, term("dcterms:title"))] == [article.metadata["title"]]
    assert {str(author) for author in graph.objects(None, term("dcterms:creator"))} == {"O'Neil\\", "<b>"}


def test_an_address_that_is_none_is_kept_as_it_is_written(folder: Path) -> None:
    urls = {type(url).__name__: str(url) for url in load(folder).objects(None, term("schema:url"))}
    assert urls == {"URIRef": "https://example.org/isatuximab", "Literal": "see the website"}


def test_the_namespaces_of_the_contract_are_bound(folder: Path) -> None:
    assert {prefix: str(ns) for prefix, ns in load(folder).namespaces()}.items() >= dict(PREFIXES).items()


def test_a_file_that_is_no_graph_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "kg.txt").touch()
    with pytest.raises(GraphError, match=r"not a graph file: kg\.txt"):
        load(tmp_path / "kg.txt")


@pytest.mark.parametrize("name", ["missing.ttl", "missing", "."])
def test_a_graph_that_is_not_there_is_an_error_with_the_command_that_makes_one(tmp_path: Path, name: str) -> None:
    with pytest.raises(GraphError, match=r"no such graph.*kg build"):
        load(tmp_path / name)


def test_a_broken_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "kg.ttl").write_text("<a <b .", encoding="utf-8")
    with pytest.raises(GraphError, match=r"kg\.ttl"):
        load(tmp_path)


def test_quads_are_plain_records() -> None:
    first = next(iter(quads(assemble(sample(), SmallTerminology()))))
    assert isinstance(first.subject, Iri)
    assert isinstance(first.graph, Iri)


def test_an_odd_character_in_a_title_or_a_name_stops_no_build(tmp_path: Path) -> None:
    """Mis-decoded articles are full of C1 controls; what they say is quoted as it is."""
    article = Article(
        "odd.txt", "X\x96R binds CD38.", metadata={"title": "A\x96B", "publisher": "C\x0c", "date": "\x01"}
    )
    unknown = Concept("cgid:drug/x-r", Kind.DRUG, "X\x96R", "Drug")
    article.claim(article.text, ("X\x96R", unknown), "cg:targets", ("CD38", CD38))
    write_turtle(assemble([article.pair], SmallTerminology()), tmp_path / "kg.ttl")
    graph = load(tmp_path)
    assert {"A\x96B"} == {str(title) for title in graph.objects(None, term("dcterms:title"))}
    assert "X\x96R" in {str(label) for label in graph.objects(None, term("rdfs:label"))}


def test_a_document_that_cannot_be_written_is_found_out_by_itself() -> None:
    for text in ("half a \ud83e pair", "\udc00"):
        annotated, extraction = Article("odd.txt", text).pair
        with pytest.raises(GraphError, match=r"surrogate.*odd\.txt"):
            check_document(annotated, extraction)


def test_the_graph_of_the_sample_corpus_fits_the_shapes(built: Built) -> None:
    assert validate(built.out) == ()
    assert validate(built.out / "kg.nq") == ()
