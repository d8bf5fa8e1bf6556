"""Of which species a gene is, and what its mention is filed under then."""

from __future__ import annotations

import pytest

from kg.link import link
from kg.link.species import Fauna, Species
from kg.model import Annotated, Document, FilingBasis, Kind, Link, Mention, Span
from kg.terminology import Terminology


@pytest.fixture(scope="module")
def terminology() -> Terminology:
    return Terminology.load()


def linked(terminology: Terminology, text: str, name: str) -> Link:
    start = text.index(name)
    mention = Mention(Span(start, start + len(name)), name, Kind.TARGET)
    found = link(Annotated(Document("a.txt", text, ""), (), (mention,)), terminology).mentions[0].link
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name", "species"),
    [
        ("Patients had mutations of BRAF.", "BRAF", Species.HUMAN),
        ("BRAF was expressed.", "BRAF", Species.HUMAN),
        ("Mice lacking Btk were bred. Btk is a kinase.", "Btk", Species.MOUSE),
        ("Male Wistar rats were used. Renal NOX4 rose.", "NOX4", Species.RAT),
        ("In mice and in patients, human KIT was expressed.", "KIT", Species.HUMAN),
        ("We gave patients the drug after tests in mice. Mouse Kit was mutated.", "Kit", Species.MOUSE),
        ("In rats and mice, murine Kit was expressed.", "Kit", Species.MOUSE),
        ("Sox2, Gata6 and Elf5 rose with Fgf4.", "Elf5", Species.MOUSE),
        ("Sox2 and Gata6 rose.", "Sox2", Species.HUMAN),
        ("Sox2, Gata6, Elf5 and Fgf4 rose in patients.", "Sox2", Species.HUMAN),
    ],
)
def test_the_words_of_a_text_say_whose_gene_it_is(text: str, name: str, species: Species) -> None:
    start = text.rindex(name)
    assert Fauna(text).of(Span(start, start + len(name))) is species


def test_a_gene_of_mice_is_the_human_concept_filed_under_the_mouse_s_number(terminology: Terminology) -> None:
    found = linked(terminology, "In the lungs of mice, Dll4 was expressed.", "Dll4")
    assert found.concept.curie == "HGNC:2910"
    assert [(one.curie, one.basis) for one in found.filed] == [("NCBIGene:54485", FilingBasis.SPECIES)]
    assert [x for x in found.xrefs if x.startswith("NCBIGene:")] == ["NCBIGene:54485"]


def test_a_gene_of_people_has_the_human_number_alone(terminology: Terminology) -> None:
    found = linked(terminology, "In patients, DLL4 was expressed.", "DLL4")
    assert (found.concept.curie, found.filed) == ("HGNC:2910", ())
    assert "NCBIGene:54567" in found.xrefs


def test_a_gene_of_rats_is_filed_under_its_number_in_the_rat_genome_database(terminology: Terminology) -> None:
    found = linked(terminology, "In rats, prolactin rose.", "prolactin")
    assert found.concept.curie == "HGNC:9445"
    assert [one.curie.partition(":")[0] for one in found.filed] == ["RGD"]


def test_a_symbol_with_one_capital_is_a_gene_s_in_a_text_about_mice_alone(terminology: Terminology) -> None:
    assert linked(terminology, "Mice that lack Btk were bred.", "Btk").concept.label == "BTK"
    assert linked(terminology, "A mouse without Trp53 was bred.", "Trp53").concept.label == "TP53"
    assert linked(terminology, "Samples with Sag were kept.", "Sag").concept.minted
