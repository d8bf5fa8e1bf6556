"""Names of antibodies in UNII tell what they are directed against; one that names no protein tells nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.model import Kind
from kg.resources import ontologies
from kg.terminology import Terminology
from kg.terminology.antibodies import ANTIBODIES_FILE, AntibodyTarget, pack, read_antibodies
from kg.terminology.compile.antibodies import antibody_targets
from kg.terminology.compile.entry import Entry
from kg.terminology.records import NameType, Source
from kg.terminology.sources import sha256

GENES = [
    Entry("HGNC:1", Kind.TARGET, "Gene", "CD40", {"CD40": NameType.SYMBOL}, {"UniProtKB:P11111"}),
    Entry("HGNC:2", Kind.TARGET, "Gene", "MSTN", {"myostatin": NameType.SYNONYM}),
    Entry("HGNC:3", Kind.TARGET, "Gene", "ANG2", {"ANG2": NameType.SYMBOL}),
    Entry("HGNC:4", Kind.TARGET, "Gene", "VEGF", {"VEGF": NameType.SYMBOL}),
    Entry("HGNC:5", Kind.TARGET, "Gene", "CSF1R", {"CSF-1 receptor": NameType.SYNONYM}),
    Entry("HGNC:6", Kind.TARGET, "Gene", "FUT4", {"SSEA-1": NameType.ALIAS}),
]


@pytest.mark.parametrize(
    ("name", "targets"),
    [
        ("human igg1 anti-CD40 monoclonal antibody abc-1", ["HGNC:1"]),
        ("abc-1 (fully human anti-myostatin adnectin)", ["HGNC:2"]),
        ("human monoclonal antibody to CD40", ["HGNC:1"]),
        ("ABC-1 (ANTI-CSF1-R)", ["HGNC:5"]),
        ("mab human (igg4) anti p11111 (tnr5_human) (abc1)", ["HGNC:1"]),
        ("bispecific anti-CD40 x anti-ANG2 antibody", ["HGNC:1", "HGNC:3"]),
        ("mab murine (igg1) anti p11111 (tnr5_mouse)", []),
        ("human anti-ang-2/anti-vegf-a antibody", ["HGNC:3"]),
        ("TC-99M ANTI-SSEA-1", []),
        ("British Anti-Lewisite", []),
        ("a CD40 agonist", []),
    ],
)
def test_the_name_of_an_antibody_tells_its_targets(name: str, targets: list[str]) -> None:
    drug = Entry("UNII:A", Kind.DRUG, "Drug", "abcmab", {name: NameType.SYNONYM})
    found = antibody_targets([drug], GENES)
    assert [row.target for row in found] == targets
    assert all(row.source == f"UNII A: {name}" for row in found)


def test_only_names_of_unii_are_read() -> None:
    drug = Entry("CHEBI:1", Kind.DRUG, "Drug", "abcmab", {"anti-CD40 antibody": NameType.SYNONYM})
    assert antibody_targets([drug], GENES) == []


def test_the_embedded_table_names_concepts_that_are_known() -> None:
    terminology = Terminology.load()
    assert len(terminology.antibodies) > 50
    for row in terminology.antibodies:
        drug, target = terminology.concept(row.drug), terminology.concept(row.target)
        assert drug is not None
        assert target is not None
        assert (drug.kind, target.kind) == (Kind.DRUG, Kind.TARGET)
        assert row.source.rpartition(": ")[2].casefold() in {name.casefold() for name in drug.names}


def test_a_table_that_is_broken_is_refused(tmp_path: Path) -> None:
    (tmp_path / ANTIBODIES_FILE).write_bytes(b"subject\tobject\nUNII:A\tHGNC:1\n")
    listed = Source(ANTIBODIES_FILE, "", "", "", sha256((tmp_path / ANTIBODIES_FILE).read_bytes()), "")
    with pytest.raises(ResourceError, match="table of antibodies is broken"):
        read_antibodies(tmp_path, [listed])
    assert read_antibodies(tmp_path, []) == ()


def test_the_table_is_read_as_it_is_written(tmp_path: Path) -> None:
    rows = (AntibodyTarget("UNII:A", "HGNC:1", 'UNII A: a "name"'),)
    (tmp_path / ANTIBODIES_FILE).write_bytes(pack(rows))
    listed = Source(ANTIBODIES_FILE, "", "", "", sha256(pack(rows)), "")
    assert read_antibodies(tmp_path, [listed]) == rows
    assert (ontologies() / ANTIBODIES_FILE).read_bytes() == pack(Terminology.load().antibodies)
