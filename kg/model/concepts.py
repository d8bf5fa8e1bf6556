"""Concepts and the links from names to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a name can stand for. ``FINDING`` is an adverse event, sign or symptom."""

    DRUG = "drug"
    TARGET = "target"
    DISEASE = "disease"
    FINDING = "finding"
    TRIAL = "trial"
    TREATMENT = "treatment"
    """A regimen's name (mFOLFOX6): stands for its :attr:`Concept.members`."""
    PROCESS = "process"
    """A biological process (GO): the object of ``biolink:affects``."""


class LinkStatus(StrEnum):
    LINKED = "linked"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True, order=True)
class Concept:
    """One thing that names stand for.

    ``curie`` is a Bioregistry-style CURIE with the primary scheme of the kind (``UNII:R30772KCU0``, ``HGNC:1667``,
    ``MONDO:0009693``, ``HP:0001873``, ``NCT02990338`` as ``clinicaltrials:NCT02990338``, ``FPLX:VEGF``, ``MESH:D…``).
    A concept without an identifier is minted: ``cgid:<kind>/<slug>``, which becomes an IRI under the configured base.
    ``xrefs``, ``broader`` and ``members`` hold CURIEs and are sorted; ``names`` excludes ``label``.
    ``biolink_class`` is the local name of the Biolink class (``Drug``, ``Gene``, ``GeneFamily``,
    ``MacromolecularComplex``…).
    """

    curie: str
    kind: Kind
    label: str
    biolink_class: str
    names: tuple[str, ...] = ()
    xrefs: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    members: tuple[str, ...] = ()

    @property
    def minted(self) -> bool:
        return self.curie.startswith("cgid:")


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A concept that a name may stand for, with a score from 0 to 1 and how it was matched (``exact``,
    ``normalised``…).
    """

    score: float
    concept: Concept
    matched: str
    how: str


class FilingBasis(StrEnum):
    """Why a mention is filed under a record."""

    NAME = "name"
    """The record has the written name."""
    ANNOTATORS = "annotators"
    """Those who annotated articles by hand file the written name there."""
    RETIRED = "retired"
    """Annotators filed it there before MeSH replaced the record."""
    ABOVE = "above"
    """It is the record of the nearest concept above; the mention is narrower."""
    SPECIES = "species"
    """It is the gene of the animal that the text speaks of; the concept is the human gene."""


_IN_PLACE_OF = {FilingBasis.NAME: "MESH", FilingBasis.ANNOTATORS: "MESH", FilingBasis.SPECIES: "NCBIGene"}
"""The scheme whose identifier of the concept gives way to records of a basis."""


@dataclass(frozen=True, slots=True, order=True)
class Filing:
    """A record of MeSH, or of an animal's gene, under which a mention is filed though it is not that of its concept."""

    curie: str
    basis: FilingBasis


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """What a mention was taken to stand for. ``UNRESOLVED`` links carry a minted concept; ``runners_up`` are best
    first. ``filed`` says of the mention what the cross references of the concept do not: they are the same thing as
    the concept, a record in ``filed`` need not be.
    """

    concept: Concept
    status: LinkStatus
    score: float
    how: str
    runners_up: tuple[Candidate, ...] = ()
    filed: tuple[Filing, ...] = ()

    @property
    def xrefs(self) -> tuple[str, ...]:
        """The cross references of the mention: those of the concept and ``filed``. The records of the written name
        stand in place of the concept's own of MeSH, the genes of an animal in place of that of NCBI Gene.
        """
        left_out = {_IN_PLACE_OF[one.basis] for one in self.filed if one.basis in _IN_PLACE_OF}
        kept = (x for x in self.concept.xrefs if x.partition(":")[0] not in left_out)
        return (*kept, *(one.curie for one in self.filed))
