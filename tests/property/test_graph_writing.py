"""Whatever a graph holds, it is written so that it comes back, or it is an error that names where it comes from."""

from __future__ import annotations

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import GraphError
from kg.graph import RDF_FORMATS, write_rdf
from kg.graph.terms import XSD, Iri, Lit, Quad

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(
    ['" .\n<a> <b> <c> .', "\\", "\r\n", "\u2028", "a\x0bb", "]]>", "<b>&amp;", "'''", "\ufeff", " ", "#"]
)
BAD = st.sampled_from([" ", "\n", "\t", ">", "<", '"', "{", "}", "|", "^", "`", "\\", "\x00", "\x7f", "\ud800"])
GRAPH = Iri("https://example.org/graph")
SUBJECT = Iri("https://w3id.org/claimgraph/id/claim/" + "0" * 24)
PREDICATE = Iri("https://w3id.org/claimgraph/vocab#extractor")
READERS = {
    "turtle": (pyoxigraph.RdfFormat.TURTLE, "turtle"),
    "ntriples": (pyoxigraph.RdfFormat.N_TRIPLES, "nt11"),
    "jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld"),
    "trig": (pyoxigraph.RdfFormat.TRIG, "trig"),
    "rdfxml": (pyoxigraph.RdfFormat.RDF_XML, "xml"),
}
XML_LACKS = {chr(code) for code in range(32)} - {"\t", "\n", "\r"} | {"\ufffe", "\uffff"}


def read_back(content: bytes, form: str) -> tuple[set[str], set[str]]:
    engine, name = READERS[form]
    ours = {quad.object.value for quad in pyoxigraph.parse(content, engine)}
    data = rdflib.Dataset()
    data.parse(data=content, format=name)
    return ours, {str(obj) for _, _, obj, _ in data.quads()}


# rdflib 7.6 warns of its own use of both.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning", "ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("form", READERS)
@given(texts=st.sets(TEXT, min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_every_text_comes_back_to_the_letter_in_both_engines(form: str, texts: set[str]) -> None:
    if form == "rdfxml" and any(XML_LACKS & set(text) for text in texts):
        return
    written = write_rdf([Quad(SUBJECT, PREDICATE, Lit(text), GRAPH) for text in texts], form)
    ours, theirs = read_back(written.content, form)
    assert ours == texts
    assert theirs == texts


@pytest.mark.parametrize("form", RDF_FORMATS)
@pytest.mark.parametrize("part", ["subject", "predicate", "object", "datatype"])
@given(bad=BAD, before=st.text("ab/#", max_size=3), after=st.text("ab/#", max_size=3))
@settings(max_examples=15, deadline=None)
def test_an_iri_that_none_may_be_is_an_error_with_its_origin_in_every_format(
    form: str, part: str, bad: str, before: str, after: str
) -> None:
    wrong = f"https://example.org/{before}{bad}{after}"
    quad = {
        "subject": Quad(Iri(wrong), PREDICATE, Lit("x"), GRAPH),
        "predicate": Quad(SUBJECT, Iri(wrong), Lit("x"), GRAPH),
        "object": Quad(SUBJECT, PREDICATE, Iri(wrong), GRAPH),
        "datatype": Quad(SUBJECT, PREDICATE, Lit("x", wrong), GRAPH),
    }[part]
    association = Iri("https://w3id.org/biolink/vocab/Association")
    rows = [quad, Quad(quad.subject, Iri(rdflib.RDF.type.toPython()), association, GRAPH)]
    if form == "nanopub":
        rows += [
            Quad(quad.subject, Iri(rdflib.RDF.subject.toPython()), SUBJECT, GRAPH),
            Quad(quad.subject, Iri(rdflib.RDF.predicate.toPython()), PREDICATE, GRAPH),
            Quad(quad.subject, Iri(rdflib.RDF.object.toPython()), SUBJECT, GRAPH),
        ]
    with pytest.raises(GraphError, match="must not stand in an IRI"):
        write_rdf(rows, form)


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("ten", "integer"), ("1,5", "decimal"), ("yes", "boolean"), ("2019-13", "gYearMonth"), ("half \ud83e", "string")],
)
@pytest.mark.parametrize("form", sorted(RDF_FORMATS.keys() - {"nanopub"}))
def test_a_literal_that_is_no_value_of_its_datatype_is_never_written(form: str, text: str, datatype: str) -> None:
    with pytest.raises(GraphError, match="claim/"):
        write_rdf([Quad(SUBJECT, PREDICATE, Lit(text, XSD + datatype), GRAPH)], form)
