"""Names to concepts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path

from kg.model import Candidate, Concept, Filing, Kind, Span
from kg.resources import ontologies
from kg.terminology.antibodies import AntibodyTarget, read_antibodies
from kg.terminology.filing import Filed
from kg.terminology.layers import LayeredStore, added_layers
from kg.terminology.normalise import closeness, key, key_of, stems
from kg.terminology.orthologs import ORTHOLOGS_FILE, Orthologs, read_orthologs
from kg.terminology.records import Match, NameType, Source
from kg.terminology.scanning import scan, word_of
from kg.terminology.sources import read_sources
from kg.terminology.store import Named, Store
from kg.terminology.trials import TRIALS_FILE, read_conditions, read_trials
from kg.vocab import DEFAULT_BASE

_BIOLOGIC_SUFFIX = re.compile(r"(?<=[a-z])-[a-z]{4}$")
_SALT = re.compile(
    r"[ -](?:(?:mono|di|tri|hemi|sesqui)?(?:hydrochloride|hydrobromide|sodium|potassium|hydrate|phosphate|chloride)|"
    r"hcl|acetate|"
    r"sulph?ate|mal[ae]ate|mes[iy]late|tos[iy]late|bes[iy]late|tartrate|citrate|succinate|fumarate|nitrate|"
    r"bromide|lactate|salts?|calcium|magnesium|dimaleate|bitartrate|maleate|anhydrous)$",
    re.IGNORECASE,
)
_CACHED = 100_000


class Terminology:
    """The embedded terminologies and those that a user has added, found by hash.

    ``version`` is a hash over the content of all files; ``sources`` tells what they are.
    """

    def __init__(self, folder: Path, sources: tuple[Source, ...], base: str, added: Path | None = None) -> None:
        layers, added_sources = added_layers(added) if added else ((), ())
        self.base = base
        self.sources = sources + added_sources
        self.version = _version(folder, self.sources)
        embedded = Store(folder, sources)
        self._store = LayeredStore(embedded, layers) if layers else embedded
        self._added = _Added(read_trials(folder))
        self._conditions = read_conditions(folder)
        self._filings = Filed(folder, sources)
        self._orthologs = _orthologs(folder, sources)
        self.antibodies: tuple[AntibodyTarget, ...] = read_antibodies(folder, sources)
        """What names of antibodies in UNII tell of their targets."""
        self._lookup = lru_cache(maxsize=_CACHED)(self._all_candidates)
        self._typed = lru_cache(maxsize=_CACHED)(self._named)
        self.word = lru_cache(maxsize=_CACHED)(partial(word_of, self))
        """What is known of a run of letters and digits, for scanning."""

    @classmethod
    def load(cls, folder: Path | None = None, *, base: str = DEFAULT_BASE, added: Path | None = None) -> Terminology:
        """The terminologies of ``folder``, or those that come with the package, with those that were ``added`` to a
        folder by ``kg terminology add``.

        Raises ``ResourceError`` when a file is missing, broken, or not the one that ``SOURCES`` lists.
        """
        folder = folder or ontologies()
        return cls(folder, read_sources(folder), base, added)

    def lookup(self, name: str, kinds: frozenset[Kind] | None = None) -> tuple[Candidate, ...]:
        """What ``name`` can stand for, best first: the name itself, then a form of it, then it without salt or
        suffix.
        """
        found = self._lookup(name)
        return found if kinds is None else tuple(c for c in found if c.concept.kind in kinds)

    def concept(self, curie: str) -> Concept | None:
        """The concept with this CURIE."""
        return self._added.concept(curie) or self._store.concept(curie)

    def by_xref(self, curie: str) -> tuple[Concept, ...]:
        """The concepts that have ``curie`` as a cross reference or are identified by it, sorted."""
        own = self.concept(curie)
        return tuple(sorted({*self._store.by_xref(curie), *([own] if own else [])}))

    def ancestors(self, curie: str) -> tuple[Concept, ...]:
        """All the concepts above ``curie`` in its hierarchy, sorted by CURIE."""
        found: dict[str, Concept] = {}
        start = self.concept(curie)
        waiting = list(start.broader) if start else []
        while waiting:
            above = waiting.pop()
            concept = None if above in found else self.concept(above)
            if concept:
                found[above] = concept
                waiting.extend(concept.broader)
        return tuple(found[c] for c in sorted(found))

    def conditions(self, curie: str) -> tuple[str, ...]:
        """The CURIEs of the diseases that the trial ``curie`` is about, as the trial table has them."""
        return self._conditions.get(curie, ())

    def filed(self, name: str, kind: Kind, *, of_drugs: bool) -> tuple[Filing, ...]:
        """The MeSH records of ``name`` itself, where its concept is another; ``of_drugs``: in a text about what drugs
        do.
        """
        return self._filings.of(name, kind, of_drugs=of_drugs)

    def counterparts(self, curie: str, species: str) -> tuple[str, ...]:
        """The CURIEs of the genes of a ``species`` (``mouse``, ``rat``) that correspond to the human gene ``curie``."""
        row = self._orthologs.get(curie)
        return () if row is None else row.of(species)

    def scan(self, text: str, span: Span) -> tuple[Match, ...]:
        """The longest, leftmost names in ``span`` of ``text``, without overlaps, in text order.

        A name may be a part of a word when a dash or slash bounds it (CD38 in anti-CD38). Ordinary words that are
        also names (SET, WAS, lead) are left out, and so are abbreviations written in another case.
        """
        return tuple(scan(self, text, span.start, span.end))

    def limit(self, stemmed: str) -> int:
        """How many atoms the longest name with this atom has; 0 when no name has it."""
        return max(self._store.limit(stemmed), self._added.limits.get(stemmed, 0))

    def holds(self, name_key: str) -> bool:
        """Whether some name may have this key."""
        return self._store.holds(name_key) or name_key in self._added.by_key

    def typed(self, name: str) -> tuple[tuple[Candidate, NameType], ...]:
        """What ``name`` itself can stand for, best first, each with the kind of name that it matched."""
        return self._typed(name)

    def _named(self, name: str) -> tuple[tuple[Candidate, NameType], ...]:
        best: dict[str, tuple[Candidate, NameType]] = {}
        for concept, candidate, kind in self._filed(key(name)):
            close, how = closeness(name, candidate)
            score = round(close * kind.prior, 4)
            known = best.get(concept.curie)
            if score and (known is None or score > known[0].score):
                best[concept.curie] = Candidate(score, concept, candidate, how), kind
        return tuple(sorted(best.values(), key=lambda pair: _order(pair[0])))

    def _filed(self, name_key: str) -> Iterable[Named]:
        yield from self._added.by_key.get(name_key, ())
        yield from self._store.filed(name_key)

    def _all_candidates(self, name: str) -> tuple[Candidate, ...]:
        found = [candidate for candidate, _ in self.typed(name)]
        if not any(c.score > 0.8 for c in found):
            shorter = _without_suffix(name)
            known = {c.concept.curie for c in found}
            for candidate in self._all_candidates(shorter) if shorter else ():
                if candidate.concept.kind is Kind.DRUG and candidate.concept.curie not in known:
                    found.append(
                        Candidate(round(candidate.score * 0.95, 4), candidate.concept, candidate.matched, "salt")
                    )
            found.sort(key=_order)
        return tuple(found)


class _Added:
    """Names that stand in plain tables and are filed at load."""

    def __init__(self, names: Iterable[Named]) -> None:
        self.by_key: dict[str, list[Named]] = {}
        self.limits: dict[str, int] = {}
        self._by_curie: dict[str, Concept] = {}
        for concept, name, kind in names:
            stemmed = stems(name)
            self.by_key.setdefault(key_of(stemmed), []).append((concept, name, kind))
            self._by_curie[concept.curie] = concept
            for one in stemmed:
                self.limits[one] = max(self.limits.get(one, 0), len(stemmed))

    def concept(self, curie: str) -> Concept | None:
        return self._by_curie.get(curie)


def _orthologs(folder: Path, sources: tuple[Source, ...]) -> dict[str, Orthologs]:
    listed = [source for source in sources if source.file == ORTHOLOGS_FILE]
    return read_orthologs(folder, listed[0]) if listed else {}


_SCHEMES = ("clinicaltrials:", "UNII:", "HGNC:", "MONDO:", "cgid:", "HP:", "FPLX:", "GO:", "MESH:")


def _order(candidate: Candidate) -> tuple[float, int, float, str]:
    """Best first. Names that are about equally close go by how much the scheme is ours: HP's before MONDO's would be
    a toss-up.
    """
    curie = candidate.concept.curie
    rank = next((i for i, scheme in enumerate(_SCHEMES) if curie.startswith(scheme)), len(_SCHEMES))
    return -round(candidate.score * 20) / 20, rank, -candidate.score, curie


def _without_suffix(name: str) -> str:
    """``name`` without its last salt word or four-letter biologic suffix; empty when it has neither."""
    for pattern in (_BIOLOGIC_SUFFIX, _SALT):
        shorter = pattern.sub("", name)
        if shorter != name:
            return shorter
    return ""


def _version(folder: Path, sources: tuple[Source, ...]) -> str:
    digest = hashlib.sha256("".join(s.file + s.sha256 for s in sources).encode("ascii"))
    trials = folder / TRIALS_FILE
    digest.update(trials.read_bytes() if trials.is_file() else b"")
    return digest.hexdigest()[:16]
