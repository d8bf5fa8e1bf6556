"""Which MeSH record a concept is said to be the same as, and which genes MeSH's headings of proteins are."""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.model import Kind
from kg.resources import ontologies
from kg.terminology import Terminology
from kg.terminology.compile.entry import Entry
from kg.terminology.compile.exact_matches import keep_exact
from kg.terminology.compile.gene_products import GeneProducts
from kg.terminology.compile.mesh_records import Record
from kg.terminology.records import NameType

DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def terminology() -> Terminology:
    return Terminology.load()


def rows(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]


def drug(*records: Record) -> Entry:
    entry = Entry("UNII:1", Kind.DRUG, "Drug", "zebrasone")
    entry.name("zebrasol", NameType.SYNONYM)
    entry.name("zebrasone acetate", NameType.SYNONYM)
    entry.rolled_up = {"zebrasone acetate"}
    entry.xrefs = {"CHEBI:1", *(r.curie for r in records)}
    return entry


def record(identifier: str, label: str, *names: str, supplementary: bool = False) -> Record:
    return Record(identifier, label, names, (), supplementary)


SUBSTANCE = record("D1", "Zebrasone")
OF_ANOTHER_NAME = record("C1", "zebrasol", supplementary=True)
WITH_AN_ENTRY_TERM = record("D2", "Zebras", "Zebrasone")
SALT = record("C2", "zebrasone acetate", supplementary=True)
GROUP = record("D3", "Zebrasones")


@pytest.mark.parametrize(
    ("records", "kept"),
    [
        ([SALT, SUBSTANCE], ["MESH:D1"]),
        ([SALT], []),
        ([OF_ANOTHER_NAME, SUBSTANCE], ["MESH:D1"]),
        ([OF_ANOTHER_NAME, WITH_AN_ENTRY_TERM], ["MESH:D2"]),
        ([OF_ANOTHER_NAME, GROUP], ["MESH:C1"]),
    ],
)
def test_a_drug_is_the_record_that_names_the_substance_itself(records: list[Record], kept: list[str]) -> None:
    entry = drug(*records)
    keep_exact([entry], records, {"UNII:1": frozenset()})
    assert sorted(entry.xrefs) == ["CHEBI:1", *kept]


def test_a_disease_is_the_heading_of_its_label_before_what_its_source_maps() -> None:
    entry = Entry("MONDO:1", Kind.DISEASE, "Disease", "zebra fever")
    entry.xrefs = {"MESH:D1", "MESH:D2"}
    keep_exact(
        [entry], [record("D1", "Fever"), record("D2", "Fever, Zebra")], {"MONDO:1": frozenset({"MESH:D1", "MESH:D2"})}
    )
    assert entry.xrefs == {"MESH:D2"}


def compiled() -> Iterator[tuple[str, Kind, list[str]]]:
    for file in ("drugs", "diseases", "findings"):
        for row in lzma.decompress((ontologies() / f"{file}.tsv.xz").read_bytes()).decode("utf-8").splitlines():
            curie, kind, _, _, xrefs, *_ = row.split("\t")
            yield curie, Kind(kind), [x for x in xrefs.split("|") if x.startswith("MESH:")]


def test_no_concept_is_the_same_as_several_mesh_records() -> None:
    with (ontologies() / "curated.sssom.tsv").open(encoding="utf-8") as file:
        by_hand = {line.split("\t")[0] for line in file}
    assert [curie for curie, _, mesh in compiled() if len(mesh) > 1 and curie not in by_hand] == []


def test_no_mesh_record_is_the_same_as_several_drugs() -> None:
    mesh = [one for _, kind, ids in compiled() if kind is Kind.DRUG for one in ids]
    assert len(mesh) == len(set(mesh))


@pytest.mark.parametrize(("curie", "mesh"), rows("terminology_mesh.tsv"))
def test_a_concept_has_the_mesh_identifier_of_the_same_thing(terminology: Terminology, curie: str, mesh: str) -> None:
    concept = terminology.concept(curie)
    assert concept is not None
    assert [x for x in concept.xrefs if x.startswith("MESH:")] == [x for x in mesh.split("|") if x]


def zebra_receptor() -> Entry:
    entry = Entry("HGNC:1", Kind.TARGET, "Gene", "ZBR1")
    entry.name("zebra receptor 1", NameType.SYNONYM)
    return entry


HUMAN = Record("C9", "ZBR1 protein, human", ("striped horse receptor, human",), (), True, ("D9",))


@pytest.mark.parametrize(
    ("heading", "gene"),
    [
        (record("D9", "Receptor, Zebra 1"), "HGNC:1"),
        (record("D9", "Receptors, ZBR1"), "HGNC:1"),
        (record("D9", "Zebra Receptor 1 Protein"), "HGNC:1"),
        (record("D9", "Horse Receptor", "Striped Horse Receptor"), "HGNC:1"),
        (record("D9", "Zebra 1"), ""),
        (record("D9", "Zebra Receptor 2"), ""),
        (record("D9", "Horse Receptor"), ""),
        (record("D9", "Horse Proteins", "Zebra Receptor 1"), ""),
    ],
)
def test_a_protein_heading_is_the_gene_whose_name_it_has(heading: Record, gene: str) -> None:
    found = GeneProducts([zebra_receptor()], [heading, HUMAN]).of(heading)
    assert [e.curie for e in found] == [x for x in (gene,) if x]
