"""Under which MeSH record a mention is filed, and what a name spelled otherwise is linked to."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.link import link
from kg.model import Annotated, Document, FilingBasis, Kind, Link, LinkStatus, Mention, Span
from kg.resources import ontologies
from kg.terminology import Terminology
from kg.terminology.compile.entry import Entry
from kg.terminology.compile.filed import filed_names
from kg.terminology.compile.mesh_records import Record
from kg.terminology.filing import ANNOTATED
from kg.terminology.records import NameType

DATA = Path(__file__).parent.parent / "data" / "terminology_spellings.tsv"


@pytest.fixture(scope="module")
def terminology() -> Terminology:
    return Terminology.load()


def linked(terminology: Terminology, text: str, name: str, kind: Kind) -> Link:
    start = text.index(name)
    mention = Mention(Span(start, start + len(name)), name, kind)
    found = link(Annotated(Document("a.txt", text, ""), (), (mention,)), terminology).mentions[0].link
    assert found is not None
    return found


def spellings() -> list[list[str]]:
    with DATA.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]


@pytest.mark.parametrize(("kind", "name", "curie"), spellings())
def test_a_spelling_that_nothing_has_leads_to_the_one_concept_that_it_can_be(
    terminology: Terminology, kind: str, name: str, curie: str
) -> None:
    found = linked(terminology, f"Rats were given {name} twice.", name, Kind(kind))
    assert (found.concept.curie if found.status is LinkStatus.LINKED else "-") == curie


def test_a_salt_is_its_substance_and_filed_under_its_own_record(terminology: Terminology) -> None:
    found = linked(terminology, "They took retinyl acetate.", "retinyl acetate", Kind.DRUG)
    assert found.concept.label == "vitamin a"
    assert "MESH:D014801" in found.concept.xrefs
    assert [(one.curie, one.basis) for one in found.filed] == [("MESH:C009166", FilingBasis.NAME)]
    assert "MESH:C009166" in found.xrefs
    assert "MESH:D014801" not in found.xrefs


def test_a_group_of_substances_is_not_one_of_them(terminology: Terminology) -> None:
    text = "Phenothiazines and phenothiazine."
    assert linked(terminology, text, "Phenothiazines", Kind.DRUG).concept.curie == "MESH:D010640"
    assert linked(terminology, text, "phenothiazine", Kind.DRUG).concept.curie == "UNII:GS9EX7QNU6"


def test_a_condition_is_filed_as_caused_by_drugs_only_where_the_text_speaks_of_what_drugs_do(
    terminology: Terminology,
) -> None:
    of_drugs = linked(terminology, "Haloperidol-induced akathisia.", "akathisia", Kind.FINDING)
    at_large = linked(terminology, "Iron deficiency and akathisia.", "akathisia", Kind.FINDING)
    assert of_drugs.concept == at_large.concept
    assert [one.curie for one in of_drugs.filed] == ["MESH:D017109"]
    assert "MESH:D017109" not in [one.curie for one in at_large.filed]


def test_what_is_narrower_than_any_heading_is_filed_under_the_heading_above(terminology: Terminology) -> None:
    found = linked(terminology, "In relapsed multiple myeloma.", "relapsed multiple myeloma", Kind.DISEASE)
    assert found.concept.minted
    assert [(one.curie, one.basis) for one in found.filed] == [("MESH:D009101", FilingBasis.ABOVE)]


def test_a_name_of_several_headings_is_filed_under_none() -> None:
    entry = Entry("UNII:1", Kind.DRUG, "Drug", "zebrasone")
    entry.name("zebrasone acetate", NameType.SYNONYM)
    entry.name("zebrasol", NameType.SYNONYM)
    records = [
        Record("C1", "zebrasone acetate", ("zebrasol",), ("D02.1",), True),
        Record("C2", "zebrasone ester", ("zebrasol",), ("D02.1",), True),
    ]
    assert [(row.name, row.curies) for row in filed_names(records, [entry])] == [("zebrasone acetate", ("MESH:C1",))]


def test_the_annotators_names_are_names_and_no_sentences() -> None:
    with (ontologies() / ANNOTATED).open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert len(names) > 1000
    assert max(len(name.split()) for name in names) <= 4
