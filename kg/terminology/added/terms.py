"""What every format of terminologies is read into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.model import Kind
from kg.terminology.records import NameType


@dataclass(frozen=True, slots=True)
class Term:
    """A term as its file has it. ``curie``, ``xrefs``, ``broader`` and ``replaced_by`` are in the form of
    :mod:`kg.terminology.added.namespaces`; ``label`` is empty when the file does not give one.
    """

    curie: str
    label: str = ""
    names: tuple[tuple[str, NameType], ...] = ()
    xrefs: frozenset[str] = frozenset()
    broader: frozenset[str] = frozenset()
    deprecated: bool = False
    replaced_by: frozenset[str] = frozenset()
    kind: Kind | None = None


SCOPES = {
    "exact": NameType.SYNONYM,
    "narrow": NameType.ALIAS,
    "broad": NameType.ALIAS,
    "related": NameType.ALIAS,
}
"""What a synonym of each scope counts as. One that is not exact may well belong to something else."""


def scope(predicate: str) -> NameType | None:
    """What a synonym with this predicate (``hasExactSynonym``, ``skos:altLabel``) counts as; None for another one."""
    local = predicate.replace("#", ":").replace("/", ":").rpartition(":")[2].lower()
    if local in ("altlabel", "alternativelabel"):
        return NameType.SYNONYM
    found = next((name for name in SCOPES if local in (f"has{name}synonym", name)), None)
    return SCOPES[found] if found else None


def merged(terms: Iterable[Term]) -> list[Term]:
    """One term a CURIE, in order of CURIE: formats with a row a name or a mapping give a term in pieces."""
    whole: dict[str, Term] = {}
    for term in terms:
        known = whole.get(term.curie)
        whole[term.curie] = term if known is None else _together(known, term)
    return [whole[curie] for curie in sorted(whole)]


def _together(one: Term, other: Term) -> Term:
    return replace(
        one,
        label=one.label or other.label,
        names=one.names + other.names,
        xrefs=one.xrefs | other.xrefs,
        broader=one.broader | other.broader,
        deprecated=one.deprecated or other.deprecated,
        replaced_by=one.replaced_by | other.replaced_by,
        kind=one.kind or other.kind,
    )
