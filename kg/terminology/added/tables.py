"""The two tab-separated formats: ssslm, a row a name, and SSSOM, a row a mapping."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from kg.errors import ResourceError
from kg.terminology.added.kinds import ALLOWED
from kg.terminology.added.namespaces import Namespaces
from kg.terminology.added.terms import Term, merged, scope
from kg.terminology.records import NameType

_LABELS = frozenset({"label", "preflabel"})
_REPLACED_BY = frozenset({"IAO:0100001", "DCTERMS:ISREPLACEDBY", "OBO:IAO_0100001"})
_TO_BROADER = frozenset({"SKOS:BROADMATCH", "RDFS:SUBCLASSOF", "SKOS:BROADER"})
_TO_NARROWER = frozenset({"SKOS:NARROWMATCH", "SKOS:NARROWER"})
_EXACT = frozenset({"SKOS:EXACTMATCH", "OWL:SAMEAS", "OWL:EQUIVALENTCLASS", "OBOINOWL:HASDBXREF"})

Row = Mapping[str, str]


def read_ssslm(path: Path, namespaces: Namespaces) -> Iterator[Term]:
    """The terms of an ssslm table: ``text``, ``curie``, and where known ``name`` (the label), ``predicate``,
    ``language`` and ``kind``.

    Raises ``ResourceError`` with the line for a row that is not in the form.
    """
    rows, namespaces = _rows(path, ("text", "curie"), namespaces)
    yield from merged(_named(row, namespaces, where) for row, where in rows)


def read_sssom(path: Path, namespaces: Namespaces) -> Iterator[Term]:
    """The terms of an SSSOM table: ``subject_id``, ``predicate_id``, ``object_id``, and where known the labels.

    Exact matches are cross references, broad matches the hierarchy. A literal mapping (``subject_type`` is
    ``rdfs literal``) is a name of its object. Raises ``ResourceError`` with the line for a row that is not in the form.
    """
    rows, namespaces = _rows(path, ("predicate_id", "object_id"), namespaces)
    yield from merged(term for row, where in rows for term in _mapped(row, namespaces, where))


def _named(row: Row, namespaces: Namespaces, where: str) -> Term:
    text, label = row["text"].strip(), row.get("name", "").strip()
    if not text:
        raise ResourceError("the row has no text", where=where, cure="Give the name as `text`.")
    kind = row.get("kind", "").strip()
    if kind and kind not in ALLOWED:
        raise ResourceError(f"no kind of terms: {kind!r}", where=where, cure=f"Known are {', '.join(ALLOWED)}.")
    predicate = row.get("predicate", "").strip()
    is_label = predicate.rpartition(":")[2].lower() in _LABELS or text == label
    foreign = not (row.get("language", "").strip() or "en").lower().startswith("en")
    names = () if is_label or foreign else ((text, scope(predicate) or NameType.SYNONYM),)
    return Term(
        namespaces.required(row["curie"], where),
        text if is_label else label,
        names,
        kind=next((one for one in ALLOWED if one == kind), None),
    )


def _mapped(row: Row, namespaces: Namespaces, where: str) -> Iterator[Term]:
    if row.get("predicate_modifier", "").strip().lower() == "not":
        return
    other = namespaces.required(row["object_id"], where)
    predicate = row["predicate_id"].strip().upper()
    label, other_label = row.get("subject_label", "").strip(), row.get("object_label", "").strip()
    if row.get("subject_type", "").strip().lower() == "rdfs literal":
        if predicate.rpartition(":")[2].lower() in _LABELS:
            yield Term(other, label)
        elif label:
            yield Term(other, other_label, ((label, scope(predicate) or NameType.SYNONYM),))
        return
    subject = namespaces.required(row.get("subject_id", ""), where)
    if predicate in _EXACT:
        yield Term(subject, label, xrefs=frozenset({other}))
    elif predicate in _TO_BROADER:
        yield Term(subject, label, broader=frozenset({other}))
        yield from [Term(other, other_label)] if other_label else []
    elif predicate in _TO_NARROWER:
        yield Term(other, other_label, broader=frozenset({subject}))
        yield from [Term(subject, label)] if label else []
    elif predicate in _REPLACED_BY:
        yield Term(subject, label, deprecated=True, replaced_by=frozenset({other}))


def _rows(path: Path, columns: tuple[str, ...], namespaces: Namespaces) -> tuple[list[tuple[Row, str]], Namespaces]:
    """The rows with their places, and the prefixes with those that lines of ``#`` at the top declare."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise ResourceError(
            "the table is not UTF-8", where=f"{path.name}, line {line}", cure="Save the file as UTF-8."
        ) from error
    head = next((at for at, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    namespaces = namespaces.also(_declared([line[1:] for line in lines[:head] if line.startswith("#")], path))
    names = lines[head].split("\t") if head < len(lines) else []
    lacking = [column for column in columns if column not in names]
    if lacking:
        raise ResourceError(
            f"the table has no column {lacking[0]!r}",
            where=f"{path.name}, line {head + 1}",
            cure="Columns stand between tabs, with their names in the first line.",
        )
    found: list[tuple[Row, str]] = []
    for number, text in enumerate(lines[head + 1 :], start=head + 2):
        where = f"{path.name}, line {number}"
        if text.strip() and not text.startswith("#"):
            found.append((_cells(text, names, where), where))
    return found, namespaces


def _cells(line: str, names: list[str], where: str) -> Row:
    cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
    if len(cells) > len(names):
        raise ResourceError(
            f"the row has {len(cells)} cells and the table {len(names)} columns", where=where, cure="Correct the row."
        )
    return dict(zip(names, cells + [""] * (len(names) - len(cells)), strict=True))


def _declared(comments: list[str], path: Path) -> dict[str, str]:
    """The ``curie_map`` of an SSSOM file, which stands as YAML in its first lines."""
    try:
        metadata = yaml.safe_load("\n".join(comments)) if comments else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ResourceError(
            "the metadata at the top is not YAML", where=f"{path.name}, line {line}", cure="Correct the line."
        ) from error
    declared = metadata.get("curie_map") if isinstance(metadata, dict) else None
    return {str(k): str(v) for k, v in declared.items()} if isinstance(declared, dict) else {}
