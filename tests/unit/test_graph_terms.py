"""What may be written, and what a minted node is called."""

from __future__ import annotations

import pytest

from kg.errors import GraphError, UsageError
from kg.graph import GraphOptions
from kg.graph.terms import Iri, Lit, concept_iri, iri, literal, minted, verbatim
from kg.graph.things import date_literal, decimal

XSD = "http://www.w3.org/2001/XMLSchema#"

NOT_IRIS = [
    pytest.param("https://example.org/a b", id="a space"),
    pytest.param("https://example.org/a\nb", id="a line feed"),
    pytest.param("https://example.org/a>b", id="a closing bracket"),
    pytest.param('https://example.org/"', id="a quote"),
    pytest.param("https://example.org/\\u0020", id="a backslash"),
    pytest.param("https://example.org/\x7f", id="a control character"),
    pytest.param("https://example.org/\ud83e", id="half a surrogate pair"),
    pytest.param("isatuximab.txt", id="no scheme"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize("text", NOT_IRIS)
def test_an_iri_that_turtle_could_not_hold_is_refused_with_its_origin(text: str) -> None:
    with pytest.raises(GraphError, match=r"drugs\.tsv"):
        iri(text, origin="drugs.tsv")


@pytest.mark.parametrize("text", ["https://example.org/ü", "urn:x:y", "https://example.org/a%20b#c?d=e&f='(g)'"])
def test_other_iris_are_taken_as_they_are(text: str) -> None:
    assert iri(text, origin="here") == Iri(text)


def test_a_name_with_a_control_character_is_refused_and_a_quotation_is_kept_to_the_letter() -> None:
    with pytest.raises(GraphError, match="label of X"):
        literal("a\x0cb", origin="label of X")
    assert verbatim("a\x0cb", origin="X") == Lit("a\x0cb", XSD + "string")


def test_line_feeds_and_quotes_are_fine_in_text() -> None:
    assert literal('"a"\n\t🧪', origin="X").value == '"a"\n\t🧪'


@pytest.mark.parametrize("check", [literal, verbatim])
def test_half_a_surrogate_pair_is_never_written(check: object) -> None:
    with pytest.raises(GraphError, match="surrogate"):
        check("a\udc00", origin="X")  # type: ignore[operator]


def test_an_unknown_prefix_is_an_error_that_names_the_curie_and_its_origin() -> None:
    with pytest.raises(GraphError, match=r"'WRONG:1'.*xrefs of HGNC:1"):
        concept_iri("WRONG:1", "https://example.org/", origin="xrefs of HGNC:1")


def test_only_slugs_are_percent_encoded() -> None:
    assert concept_iri("cgid:drug/β blocker>", "https://e.org/", origin="").value == (
        "https://e.org/drug/%CE%B2%20blocker%3E"
    )
    with pytest.raises(GraphError, match=r"MESH:D 1"):
        concept_iri("MESH:D 1", "https://e.org/", origin="MESH:D 1")


def test_a_slug_with_half_a_surrogate_pair_is_an_error_and_no_crash() -> None:
    with pytest.raises(GraphError, match="surrogate"):
        concept_iri("cgid:drug/\ud800", "https://e.org/", origin="a slug")


def test_a_minted_iri_is_a_hash_of_its_parts_that_stays_what_it_is() -> None:
    """Changing this value breaks every graph that anyone has linked to."""
    assert minted("https://e.org/", "claim", "a", "b").value == "https://e.org/claim/f04cdced9736a69da6103f08"


def test_parts_are_kept_apart() -> None:
    assert minted("https://e.org/", "claim", "ab", "c") != minted("https://e.org/", "claim", "a", "bc")


@pytest.mark.parametrize(
    ("text", "datatype"),
    [
        ("2019", "gYear"),
        ("2019-02", "gYearMonth"),
        ("2019-02-28", "date"),
        ("2019-02-30", "string"),
        ("2019-13", "string"),
        ("spring 2019", "string"),
    ],
)
def test_a_date_has_the_datatype_of_what_is_known(text: str, datatype: str) -> None:
    assert date_literal(text, origin="X") == Lit(text, XSD + datatype)


@pytest.mark.parametrize(("value", "written"), [(0.93, "0.93"), (1.0, "1.0"), (0.0, "0.0"), (0.12344, "0.1234")])
def test_confidence_is_a_plain_decimal(value: float, written: str) -> None:
    assert decimal(value) == Lit(written, XSD + "decimal")


@pytest.mark.parametrize("base", ["https://example.org/id", "id/", ""])
def test_a_base_that_names_could_not_be_appended_to_is_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base"):
        GraphOptions(base=base)


def test_a_threshold_is_a_share() -> None:
    with pytest.raises(UsageError, match="confidence_threshold"):
        GraphOptions(confidence_threshold=70)
