"""Under which MeSH record a mention is filed where its concept's own identifiers do not say it.

The concept tells what is meant, and its cross references are the same thing. MeSH files coarser and finer: a salt has a
record apart from its substance, what has no heading goes under the nearest one above, and those who annotate articles
have habits. All of that is said of the mention and never of the concept.
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.link.names import Terminology
from kg.link.species import Species
from kg.model import Concept, Filing, FilingBasis, Kind, Link

_MESH = "MESH:"
_CLINICAL = (Kind.DISEASE, Kind.FINDING)
_KINDS = (Kind.DRUG, *_CLINICAL)
_MOST_STEPS = 3
_OF_DRUGS = re.compile(
    r"\b(?:induced|toxicit(?:y|ies)|side effects?|adverse|overdos(?:e|es|age)|poisoning|intoxication)\b", re.IGNORECASE
)


def is_about_drugs(text: str) -> bool:
    """Whether ``text`` speaks of what drugs do to people."""
    return bool(_OF_DRUGS.search(text))


def filed(link: Link, names: tuple[str, ...], terminology: Terminology, *, of_drugs: bool) -> Link:
    """``link`` with the records under which the first of ``names`` that has one is filed, else those above it."""
    concept = link.concept
    if concept.kind not in _KINDS:
        return link
    own = {concept.curie, *concept.xrefs}
    for name in names:
        found = terminology.filed(name, concept.kind, of_drugs=of_drugs)
        if found:
            return replace(link, filed=tuple(f for f in found if f.curie not in own))
    if concept.kind in _CLINICAL and not any(c.startswith(_MESH) for c in own):
        return replace(link, filed=_above(concept, terminology))
    return link


def of_species(link: Link, species: Species, terminology: Terminology) -> Link:
    """``link`` to a human gene with its counterpart in the ``species`` that the text speaks of."""
    if link.concept.kind is not Kind.TARGET or species is Species.HUMAN:
        return link
    found = terminology.counterparts(link.concept.curie, species)
    return replace(link, filed=tuple(Filing(curie, FilingBasis.SPECIES) for curie in found)) if found else link


def _above(concept: Concept, terminology: Terminology) -> tuple[Filing, ...]:
    """The records of the nearest concepts above ``concept`` that have one."""
    level = [concept]
    for _ in range(_MOST_STEPS):
        parents = [terminology.concept(curie) for one in level for curie in one.broader]
        level = [c for c in parents if c]
        records = {x for c in level for x in (c.curie, *c.xrefs) if x.startswith(_MESH)}
        if records:
            return tuple(Filing(curie, FilingBasis.ABOVE) for curie in sorted(records))
    return ()
