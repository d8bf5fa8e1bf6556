"""OBO, read with fastobo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.terminology.added.namespaces import Namespaces
from kg.terminology.added.optional import needed
from kg.terminology.added.terms import SCOPES, Term
from kg.terminology.records import NameType

_CURE = "Correct the line, or fetch the file again."


def read(path: Path, namespaces: Namespaces) -> Iterator[Term]:
    """The terms of an OBO file. Raises ``ResourceError`` with the line when it is broken."""
    fastobo = needed("fastobo")
    try:
        frames = fastobo.iter(str(path), ordered=True)
        namespaces = namespaces.also(_spaces(frames.header()))
        for frame in frames:
            if type(frame).__name__ == "TermFrame":
                yield _term(frame, namespaces, path.name)
    except SyntaxError as error:
        raise ResourceError(f"not OBO: {error.msg}", where=f"{path.name}, line {error.lineno}", cure=_CURE) from error
    except (OSError, ValueError) as error:
        raise ResourceError(f"the OBO file cannot be read: {error}", where=path.name, cure=_CURE) from error


def _spaces(header: Any) -> dict[str, str]:
    """What the header declares: ``idspace: ACME https://acme.example/id/``."""
    clauses = (clause.raw_value().split() for clause in header if clause.raw_tag() == "idspace")
    return {parts[0]: parts[1] for parts in clauses if len(parts) > 1}


def _term(frame: Any, namespaces: Namespaces, file: str) -> Term:
    curie = namespaces.required(str(frame.id), f"{file}, term {frame.id}")
    label, names, deprecated = "", [], False
    linked: dict[str, set[str]] = {"xref": set(), "is_a": set(), "replaced_by": set()}
    for clause in frame:
        tag = clause.raw_tag()
        if tag == "name":
            label = clause.raw_value()
        elif tag == "synonym":
            names.append((clause.synonym.desc, SCOPES.get(clause.synonym.scope.lower(), NameType.ALIAS)))
        elif tag == "is_obsolete":
            deprecated = clause.raw_value() == "true"
        elif tag in linked:
            found = namespaces.known(clause.raw_value().split(" ")[0])
            linked[tag] |= {found} if found else set()
    xrefs, broader, replaced = (frozenset(linked[tag]) for tag in ("xref", "is_a", "replaced_by"))
    return Term(curie, label, tuple(names), xrefs, broader, deprecated, replaced)
