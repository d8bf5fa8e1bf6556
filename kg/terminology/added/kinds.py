"""Which kind the terms of a file are of: one for all, or one for what is below a root."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import UsageError
from kg.model import Kind
from kg.terminology.added.namespaces import Namespaces
from kg.terminology.added.terms import Term

ALLOWED = (Kind.DISEASE, Kind.DRUG, Kind.TARGET, Kind.FINDING)
"""The kinds of which terms can be added."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """``every`` is the kind of terms that are below none of ``roots`` (CURIE and kind); None leaves them out."""

    every: Kind | None
    roots: tuple[tuple[str, Kind], ...] = ()

    @classmethod
    def given(cls, kinds: Iterable[str], namespaces: Namespaces) -> Kinds:
        """``disease`` is the kind of all terms, ``drug=NCIT:C1909`` that of a term and of all below it.

        Raises ``UsageError`` for another kind, and when there are two kinds for all terms.
        """
        every: list[Kind] = []
        roots: list[tuple[str, Kind]] = []
        for one in kinds:
            name, equals, root = one.partition("=")
            if name not in ALLOWED:
                raise UsageError(f"no kind of terms: {name!r}", where="--kind", cure=f"Known are {', '.join(ALLOWED)}.")
            if equals:
                roots.append((namespaces.required(root, "--kind"), Kind(name)))
            else:
                every.append(Kind(name))
        if len(every) > 1:
            raise UsageError(
                "all terms have one kind", where="--kind", cure="Say what is below which term: --kind drug=NCIT:C1909."
            )
        return cls(every[0] if every else None, tuple(roots))

    def names(self) -> tuple[Kind, ...]:
        """All the kinds, sorted."""
        return tuple(sorted({*([self.every] if self.every else []), *(kind for _, kind in self.roots)}))

    def of(self, terms: Mapping[str, Term]) -> dict[str, Kind]:
        """The kind of each term that has one: what its row says, else that of the first root at or above it."""
        below = {root: _below(root, terms) for root, _ in self.roots}
        found: dict[str, Kind] = {}
        for curie, term in terms.items():
            kind = term.kind or next((k for root, k in self.roots if curie in below[root]), self.every)
            if kind is not None:
                found[curie] = kind
        return found


def _below(root: str, terms: Mapping[str, Term]) -> set[str]:
    children: dict[str, list[str]] = {}
    for curie, term in terms.items():
        for above in term.broader:
            children.setdefault(above, []).append(curie)
    found, waiting = {root}, [root]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
