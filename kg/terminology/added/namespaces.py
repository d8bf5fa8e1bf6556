"""Identifiers of files from outside in our form: a CURIE of a known prefix, or else an IRI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.errors import ResourceError, UsageError
from kg.vocab import IDENTIFIER_PREFIXES, compact

_ALIASES = {
    "MSH": "MESH",
    "SNOMEDCT_US": "SNOMEDCT",
    "UMLS_CUI": "UMLS",
    "NCI": "NCIT",
    "ORDO": "orphanet",
    "UNIPROT": "UniProtKB",
    "NCBIGENE": "NCBIGene",
    "ENTREZ": "NCBIGene",
    "CHEMBL": "CHEMBL.COMPOUND",
    "MIM": "OMIM",
    "PUBCHEM": "PUBCHEM.COMPOUND",
}
_KNOWN = {prefix.upper(): prefix for prefix in IDENTIFIER_PREFIXES} | _ALIASES
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_CURIE = re.compile(r"([A-Za-z][\w.-]*):([^\s<>\"{}|\\^`]+)")
_IDENTIFIERS_ORG = re.compile(r"https?://(?:www\.)?identifiers\.org/([A-Za-z.]+)[:/](.+)")


@dataclass(frozen=True, slots=True)
class Namespaces:
    """The prefixes that a file may use: ours, and ``declared`` ones with the IRIs that they stand for.

    ``only`` are the prefixes of the terms that are wanted; all of them when it is empty.
    """

    declared: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[str] = frozenset()

    @classmethod
    def given(cls, prefixes: Iterable[str]) -> Namespaces:
        """``ACME=https://acme.example/id/`` declares a prefix, ``NCIT`` alone keeps the terms of that prefix.

        Raises ``UsageError`` for an IRI that is none.
        """
        declared: dict[str, str] = {}
        only: set[str] = set()
        for one in prefixes:
            prefix, equals, iri = one.partition("=")
            if equals and not (prefix and _IRI.fullmatch(iri)):
                raise UsageError(f"no prefix with an IRI: {one!r}", where="--prefix", cure="Write PREFIX=https://….")
            declared |= {prefix: iri} if equals else {}
            only |= set() if equals else {prefix.upper()}
        return cls(declared, frozenset(only))

    def also(self, declared: Mapping[str, str]) -> Namespaces:
        """With what a file declares itself; what was given wins."""
        usable = {prefix: iri for prefix, iri in declared.items() if _IRI.fullmatch(iri)}
        return Namespaces(usable | dict(self.declared), self.only)

    def known(self, identifier: str) -> str | None:
        """``identifier`` in our form; None when its prefix stands for nothing or it is no identifier."""
        written = identifier.strip()
        if _IRI.fullmatch(written):
            return self._of_iri(written)
        match = _CURIE.fullmatch(written)
        if match is None:
            return None
        prefix, local = match.groups()
        if prefix in self.declared:
            return self._of_iri(self.declared[prefix] + local)
        ours = _KNOWN.get(prefix.upper())
        return f"{ours}:{local}" if ours else None

    def required(self, identifier: str, where: str) -> str:
        """``identifier`` in our form. Raises ``ResourceError`` when that is not possible."""
        found = self.known(identifier)
        if found is None:
            prefix = identifier.partition(":")[0]
            raise ResourceError(
                f"the identifier {identifier!r} stands for no IRI",
                where=where,
                cure=f"Declare its prefix: --prefix {prefix or 'PREFIX'}=https://….",
            )
        return found

    def wanted(self, curie: str) -> bool:
        """Whether a term of this CURIE is to be taken."""
        return not self.only or any(
            curie.upper().startswith(f"{prefix}:") or self._is_in(curie, prefix) for prefix in self.only
        )

    def _is_in(self, curie: str, prefix: str) -> bool:
        return any(curie.startswith(iri) for name, iri in self.declared.items() if name.upper() == prefix)

    def _of_iri(self, iri: str) -> str:
        elsewhere = _IDENTIFIERS_ORG.fullmatch(iri)
        ours = _KNOWN.get(elsewhere[1].upper()) if elsewhere else None
        if elsewhere and ours:
            return f"{ours}:{elsewhere[2]}"
        short = compact(iri)
        prefix = short.partition(":")[0]
        return short if short != iri and prefix in IDENTIFIER_PREFIXES else iri
