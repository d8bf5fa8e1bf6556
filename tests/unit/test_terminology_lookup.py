"""What names stand for."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.model import Kind, Span
from kg.terminology import Terminology

DATA = Path(__file__).parent.parent / "data"


def rows(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]


@pytest.fixture(scope="module")
def terminology() -> Terminology:
    return Terminology.load()


def scanned(terminology: Terminology, text: str) -> dict[str, str]:
    return {m.span.of(text): m.candidates[0].concept.curie for m in terminology.scan(text, Span(0, len(text)))}


@pytest.mark.parametrize(("name", "kind", "curie"), rows("terminology_names.tsv"))
def test_a_name_leads_to_its_concept(terminology: Terminology, name: str, kind: str, curie: str) -> None:
    found = terminology.lookup(name, frozenset({Kind(kind)}))
    assert found
    assert found[0].concept.curie == curie


@pytest.mark.parametrize(("curie", "label"), rows("terminology_labels.tsv"))
def test_an_identifier_has_its_source_s_label(terminology: Terminology, curie: str, label: str) -> None:
    concept = terminology.concept(curie)
    assert concept is not None
    assert concept.label == label


def test_a_brand_and_a_development_code_are_names_of_the_substance(terminology: Terminology) -> None:
    isatuximab = terminology.concept("UNII:R30772KCU0")
    assert isatuximab is not None
    assert {"Sarclisa", "SAR650984"} <= set(isatuximab.names)


def test_a_salt_is_rolled_up_to_its_substance(terminology: Terminology) -> None:
    assert terminology.lookup("imatinib mesylate")[0].concept == terminology.lookup("imatinib")[0].concept


def test_the_salt_of_an_element_is_a_substance_of_its_own(terminology: Terminology) -> None:
    drug = frozenset({Kind.DRUG})
    assert terminology.lookup("lithium carbonate", drug)[0].concept != terminology.lookup("lithium", drug)[0].concept


def test_the_hierarchy_leads_from_myeloma_to_cancer(terminology: Terminology) -> None:
    assert "MONDO:0004992" in {c.curie for c in terminology.ancestors("MONDO:0009693")}


def test_a_family_has_the_genes_of_its_members(terminology: Terminology) -> None:
    complexes = terminology.lookup("BCR-ABL")
    assert complexes[0].concept.members == ("HGNC:1014", "HGNC:76")


def test_a_cross_reference_leads_back_to_its_concept(terminology: Terminology) -> None:
    assert "UNII:R30772KCU0" in {c.curie for c in terminology.by_xref("MESH:C000599209")}
    assert "MONDO:0009693" in {c.curie for c in terminology.by_xref("MESH:D009101")}


def test_what_is_unknown_is_not_found(terminology: Terminology) -> None:
    assert terminology.lookup("zorblaximab") == ()
    assert terminology.concept("HGNC:0") is None
    assert terminology.by_xref("MESH:none") == ()
    assert terminology.ancestors("HGNC:0") == ()
    assert terminology.lookup("…") == ()


def test_anti_x_names_the_target(terminology: Terminology) -> None:
    assert scanned(terminology, "an anti-CD38 antibody") == {"CD38": "HGNC:1667"}


def test_programmed_cell_death_is_a_process_and_no_gene(terminology: Terminology) -> None:
    found = scanned(terminology, "They promote programmed tumor cell death (apoptosis) and programmed cell death.")
    assert not any(curie.startswith("HGNC") for curie in found.values())
    assert "GO:0012501" in found.values()


@pytest.mark.parametrize(
    "text",
    [
        "ALL patients were SET to REST on ICE, which WAS an IMPACT.",
        "All of them can lead the way as it was set.",
        "This disease is a cancer of the cell.",
        "The drug had a side effect.",
        "Patients received 50 mg or 1 mg versus placebo.",
        "Figure 1 and 2 show (1,2).",
        "Materials were a substance as part of the study; at 1 month, mothers took it BID.",
    ],
)
def test_ordinary_words_are_not_names(terminology: Terminology, text: str) -> None:
    assert scanned(terminology, text) == {}


def test_scanning_takes_the_longest_name(terminology: Terminology) -> None:
    text = "Patients with non–small-cell lung cancer received trastuzumab deruxtecan."
    assert set(scanned(terminology, text)) == {"non–small-cell lung cancer", "trastuzumab deruxtecan"}


def test_scanning_keeps_to_the_span_that_it_is_given(terminology: Terminology) -> None:
    text = "imatinib and dasatinib"
    matches = terminology.scan(text, Span(0, 8))
    assert [m.span.of(text) for m in matches] == ["imatinib"]
    assert terminology.scan(text, Span(8, 8)) == ()


@pytest.mark.parametrize(
    "text", ["the next step 1 was", "an opera I saw", "Opera I saw", "keynote 189 of the day", "Leader of the group"]
)
def test_words_are_no_trials_without_the_capitals_of_the_acronym(terminology: Terminology, text: str) -> None:
    assert not any(curie.startswith("clinicaltrials") for curie in scanned(terminology, text).values())


@pytest.mark.parametrize(
    "name", ["OPERA I", "KEYNOTE-189", "Keynote-189", "CheckMate 067", "Checkmate-067", "CHECKMATE 067"]
)
def test_an_acronym_with_its_number_is_found_in_text(terminology: Terminology, name: str) -> None:
    (found,) = terminology.lookup(name, frozenset({Kind.TRIAL}))
    assert scanned(terminology, f"In {name}, patients") == {name: found.concept.curie}
