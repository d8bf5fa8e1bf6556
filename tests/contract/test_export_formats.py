"""What every format of RDF keeps to: the same triples in both engines, and the same bytes every time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pyoxigraph
import pytest
import rdflib

from graph_sample import SmallTerminology, sample
from kg.cli.exchange import GraphFormat
from kg.errors import GraphError
from kg.export import GRAPH_ANNOTATIONS, NETWORK_FORMATS
from kg.graph import RDF_FORMATS, assemble, quads, read_quads, validate, write_nquads, write_rdf, write_turtle
from kg.graph.terms import Iri, Lit, Quad
from kg.run.export import export

READERS = {
    "turtle": (pyoxigraph.RdfFormat.TURTLE, "turtle"),
    "ntriples": (pyoxigraph.RdfFormat.N_TRIPLES, "nt11"),
    "jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (pyoxigraph.RdfFormat.RDF_XML, "xml"),
    "nquads": (pyoxigraph.RdfFormat.N_QUADS, "nquads"),
    "trig": (pyoxigraph.RdfFormat.TRIG, "trig"),
}
"""The formats that hold every triple, with the name that each engine gives them."""

NQUADS = pyoxigraph.RdfFormat.N_QUADS


def rows() -> list[Quad]:
    return list(quads(assemble(sample(), SmallTerminology())))


def lines(quad_list: list[Quad]) -> set[str]:
    written = write_rdf(quad_list, "nquads").content
    return {str(quad.triple) for quad in pyoxigraph.parse(written, NQUADS)}


def read_by_rdflib(content: bytes, form: str) -> set[str]:
    graph = rdflib.Dataset()
    graph.parse(data=content, format=form)
    merged = rdflib.Graph()
    for subject, predicate, obj, _ in graph.quads():
        merged.add((subject, predicate, obj))
    return {str(quad.triple) for quad in pyoxigraph.parse(merged.serialize(format="nt11"), NQUADS)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("graph")
    graph = assemble(sample(), SmallTerminology())
    write_turtle(graph, out / "kg.ttl")
    write_nquads(graph, out / "kg.nq")
    return out


@pytest.mark.parametrize("form", READERS)
def test_oxigraph_reads_the_same_triples_back(form: str) -> None:
    written = write_rdf(rows(), form)
    assert {str(quad.triple) for quad in pyoxigraph.parse(written.content, READERS[form][0])} == lines(rows())


# rdflib 7.6 warns of its own use of Dataset.default_context and ConjunctiveGraph.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("form", READERS)
def test_rdflib_reads_the_same_triples_back(form: str) -> None:
    assert read_by_rdflib(write_rdf(rows(), form).content, READERS[form][1]) == lines(rows())


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_the_order_of_the_quads_does_not_show(form: str) -> None:
    shuffled = rows()
    Random(3).shuffle(shuffled)
    assert write_rdf(shuffled, form) == write_rdf(rows(), form)


def test_the_hash_seed_does_not_show_in_any_format(root: Path) -> None:
    program = (
        "from hashlib import sha256\n"
        "from graph_sample import SmallTerminology, sample\n"
        "from kg.graph import RDF_FORMATS, assemble, quads, write_rdf\n"
        "rows = list(quads(assemble(sample(), SmallTerminology())))\n"
        "for form in RDF_FORMATS: print(form, sha256(write_rdf(rows, form).content).hexdigest())\n"
    )
    paths = os.pathsep.join([str(root), str(root / "tests")])
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths},
        ).stdout
        for seed in ("1", "4242")
    }
    assert len(printed) == 1


def test_the_command_line_knows_every_format() -> None:
    assert {*RDF_FORMATS, *NETWORK_FORMATS, *GRAPH_ANNOTATIONS} == {form.value for form in GraphFormat}


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_named_graphs_are_kept(form: str) -> None:
    written = write_rdf(rows(), form)
    assert written.losses == ()
    found = set(pyoxigraph.parse(written.content, READERS[form][0]))
    assert found == set(pyoxigraph.parse(write_rdf(rows(), "nquads").content, NQUADS))


def test_what_is_lost_is_told() -> None:
    for form, chosen in RDF_FORMATS.items():
        assert write_rdf(rows(), form).losses[:1] == ((chosen.loses,) if chosen.loses else ())


def test_json_ld_fetches_no_context() -> None:
    written = write_rdf(rows(), "jsonld").content
    assert written.startswith(b'{"@context": {')
    assert written.count(b'"@context"') == 1


def test_xml_stands_in_for_what_it_cannot_hold_and_says_so() -> None:
    subject, graph = Iri("https://example.org/a"), Iri("https://example.org/g")
    odd = Quad(subject, Iri("https://example.org/p"), Lit("a\x0cb\r\nc\td"), graph)
    written = write_rdf([odd], "rdfxml")
    assert "1 texts hold control characters" in written.losses[1]
    (read,) = pyoxigraph.parse(written.content, pyoxigraph.RdfFormat.RDF_XML)
    assert read.object.value == "a\ufffdb\r\nc\td"


def test_turtle_of_rdf_12_says_of_each_claim_which_triple_it_is_about() -> None:
    read = [*pyoxigraph.parse(write_rdf(rows(), "turtle12").content, pyoxigraph.RdfFormat.TURTLE)]
    says = {q.subject.value: q.object for q in read if q.predicate.value.endswith("#reifies")}
    claims = {q.subject.value for q in rows() if q.object.value.endswith("/Association")}
    assert set(says) == claims
    for quad in rows():
        if quad.subject.value in claims and quad.predicate.value.endswith("#subject"):
            assert says[quad.subject.value].subject.value == quad.object.value


def test_a_nanopublication_is_four_graphs_and_asserts_only_what_is_asserted() -> None:
    read = [*pyoxigraph.parse(write_rdf(rows(), "nanopub").content, pyoxigraph.RdfFormat.TRIG)]
    graphs = {quad.graph_name.value for quad in read}
    nodes = {quad.subject.value for quad in read if quad.object.value.endswith("#Nanopublication")}
    assert len(nodes) == sum(quad.object.value.endswith("/Association") for quad in rows())
    assert graphs == {f"{node}#{part}" for node in nodes for part in ("Head", "assertion", "provenance", "pubinfo")}
    direct = {quad[:3] for quad in rows() if quad.predicate.value.endswith("#targets")}
    found = {q.subject.value for q in read if q.predicate.value.endswith("#targets")}
    assert found == {triple[0].value for triple in direct}


def test_an_export_of_a_build_reads_the_file_with_named_graphs_where_the_format_has_them(folder: Path) -> None:
    named = export(folder, "trig").files[0][1]
    assert len([*pyoxigraph.parse(named, pyoxigraph.RdfFormat.TRIG)]) == len(read_quads(folder, named=True))
    plain = export(folder, "ntriples").files[0][1]
    assert plain.count(b"\n") == len(read_quads(folder, named=False))


def test_an_exported_turtle_is_the_kg_ttl_that_the_build_wrote(folder: Path) -> None:
    assert export(folder, "turtle").files[0][1] == (folder / "kg.ttl").read_bytes()


@pytest.mark.parametrize("form", ["turtle", "jsonld", "rdfxml", "trig"])
def test_an_export_conforms_to_the_shapes(folder: Path, tmp_path: Path, form: str) -> None:
    ending = {"turtle": "ttl", "jsonld": "jsonld", "rdfxml": "rdf", "trig": "trig"}[form]
    (tmp_path / f"kg.{ending}").write_bytes(export(folder, form).files[0][1])
    assert validate(tmp_path / f"kg.{ending}") == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<http://e/a> <http://e/p> _:b .", "blank node"),
        ('<http://e/a> <http://e/p> "x"@en .', "language tag"),
        ("<http://e/a> <http://e/p> <<( <http://e/a> <http://e/p> 1 )>> .", "triple term"),
    ],
)
def test_what_no_build_writes_is_an_error_that_says_so(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "kg.ttl").write_text(text, encoding="utf-8")
    with pytest.raises(GraphError, match=what):
        read_quads(tmp_path, named=False)


BAD_IRIS = {"a space": " ", "a line break": "\\u000A", "an angle bracket": "\\u003E", "a quotation mark": "\\u0022"}


@pytest.mark.parametrize("bad", BAD_IRIS.values(), ids=BAD_IRIS.keys())
@pytest.mark.parametrize("form", list(GraphFormat))
def test_no_format_is_written_of_a_graph_with_a_bad_iri_and_the_error_names_the_file(
    form: GraphFormat, bad: str, folder: Path, tmp_path: Path
) -> None:
    gene = "<http://identifiers.org/hgnc/1667>"
    for name in ("kg.ttl", "kg.nq"):
        text = (folder / name).read_text(encoding="utf-8")
        # In Turtle the gene stands under a prefix.
        changed = text.replace(gene, f"<http://identifiers.org/hgnc/16{bad}67>").replace(
            "HGNC:1667", f"<http://identifiers.org/hgnc/16{bad}67>"
        )
        assert changed != text
        (tmp_path / name).write_text(changed, encoding="utf-8")
    with pytest.raises(GraphError, match=r"kg\.(ttl|nq)"):
        export(tmp_path, form.value)
