"""Further names of human genes and of their products, from NCBI Gene (public domain).

A name is taken when it can be told from a description and no gene or family has it already: these names never make one
that is known ambiguous.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.model import Kind
from kg.terminology.compile.entry import Entry, NameIndex, key
from kg.terminology.compile.wheels import Wheels
from kg.terminology.orthologs import Orthologs
from kg.terminology.records import NameType
from kg.terminology.scanning import ordinary_words

NCBI_GENE_RELEASE = "2016-02-22"
_HUMAN, _MOUSE = "9606", "10090"
"""Numbers of the NCBI Taxonomy."""
_GENE = re.compile(
    r"^\s*(?P<number>\d+) : NtData\(tax_id=(?P<taxon>\d+),.*?, Status='live', Symbol='[^']+', "
    r"Aliases='(?P<aliases>[^']*)', "
    r"description=(?P<q>['\"])(?P<name>.*?)(?P=q), other_designations=(?P<r>['\"])(?P<others>.*?)(?P=r), map_location="
)
_NO_NAME = re.compile(
    r"epididymis|testicular|sperm|\bLi \d|hypothetical|uncharacteri[sz]ed|putative|\bclone\b|\bcDNA\b|similar to|"
    r"isoform|pseudogene|candidate|mutant|variant|fusion|truncated|homolog|ortholog|-like|open reading frame|"
    r"^renal carcinoma|^serologically|tumor antigen|family|[;:,()\[\]{}]|\bkDa?\b|\bp\d+\b|disease|syndrome|"
    r"deficiency|cancer|carcinoma|opathy|dystrophy|deafness|retinitis|ataxia|an?emia|domain|repeat|region|deletion",
    re.IGNORECASE,
)
_CLONE = re.compile(
    r"(?:FLJ|MGC|DKFZ|KIAA|HEL|PRO|UNQ|Nbla|EGNR|URLC|HSPC|CGI|LOC|LINC|OK/|PP|bA|dJ|hmob|RP\d+|CT[ABCD])-?\d.*|"
    r".*Rik|HEL-.*|HSD-?\d+|HRIHFB.*|.*[_/\\].*|S\d{3}-\d+",
    re.IGNORECASE,
)
_TELLING = re.compile(r"\d|[A-Z]{2}|[a-z]-[A-Z]|\b[A-Z]\b")
"""Digits, capitals or a lone letter: what tells the name of one protein from words for a class of them."""
_PROTEIN = re.compile(r"[a-z]{5,}in")
_LONGEST, _SHORTEST, _SHORTEST_ALIAS = 60, 6, 4


def add_names(wheels: Wheels, entries: list[Entry]) -> None:
    """Give the genes among ``entries`` the names that NCBI Gene alone has for them."""
    genes = {x: e for e in entries if e.biolink_class == "Gene" for x in e.xrefs if x.startswith("NCBIGene:")}
    _add(_names(wheels, _HUMAN), genes, entries)


def lend_names(wheels: Wheels, entries: list[Entry], animals: Iterable[Orthologs]) -> None:
    """Give human genes the names that NCBI Gene has for their one counterpart in mice, where nothing else has that
    name (``AT1a``).
    """
    known = {e.curie: e for e in entries if e.biolink_class == "Gene"}
    genes = {row.mouse[0]: known[row.human] for row in animals if len(row.mouse) == 1 and row.human in known}
    _add(_names(wheels, _MOUSE), genes, entries)


def _add(names: Iterable[tuple[str, str]], genes: Mapping[str, Entry], entries: list[Entry]) -> None:
    """Give each gene, known by its number, those of ``names`` that no target of ``entries`` has and no other gene
    wants.
    """
    owners = NameIndex(e for e in entries if e.kind is Kind.TARGET)
    wanted: dict[str, dict[str, tuple[Entry, str]]] = defaultdict(dict)
    for number, name in names:
        gene = genes.get(f"NCBIGene:{number}")
        if gene and not any(True for _ in owners.owners(name)):
            wanted[key(name)].setdefault(gene.curie, (gene, name))
    for holders in wanted.values():
        if len(holders) == 1:
            ((gene, name),) = holders.values()
            gene.name(name, NameType.ALIAS)


def _names(wheels: Wheels, taxon: str) -> Iterator[tuple[str, str]]:
    """The number of a gene of ``taxon`` and one of its names."""
    for line in wheels.read("goatools", f"test_data/genes_NCBI_{taxon}_ProteinCoding.py").decode("utf-8").splitlines():
        gene = _GENE.match(line)
        if gene and gene["taxon"] == taxon:
            aliases = (one for one in gene["aliases"].split(", ") if _is_alias(one))
            names = (one for one in (gene["name"], *gene["others"].split("|")) if _is_name(one))
            yield from ((gene["number"], name.strip()) for name in (*aliases, *names))


def _is_alias(name: str) -> bool:
    if len(name) < _SHORTEST_ALIAS or name.lower() in ordinary_words() or _CLONE.fullmatch(name):
        return False
    return any(map(str.isdigit, name)) and any(map(str.isalpha, name[:2]))


def _is_name(name: str) -> bool:
    """Whether ``name`` is what a text would write for one protein, and not a description."""
    if not _SHORTEST <= len(name) <= _LONGEST or name.lower() in ordinary_words():
        return False
    if _NO_NAME.search(name) or _CLONE.fullmatch(name):
        return False
    return bool(_PROTEIN.fullmatch(name)) or (bool(_TELLING.search(name)) and len(name.split()) <= 6)
