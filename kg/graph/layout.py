"""In which order a graph is written, and under which headings, so that a difference between two files can be read.

Subjects stand grouped by kind. Concepts follow their labels, claims what they say, and everything that lies in a text
follows the text; so a new sentence adds lines in one place, and no hash decides what stands beside what.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from kg.graph.nodes import term
from kg.graph.terms import Iri, Quad, Term
from kg.vocab import compact

HEADINGS = (
    "Drugs",
    "Targets",
    "Diseases",
    "Findings",
    "Processes",
    "Treatments",
    "Trials",
    "Arms of trials",
    "Results of trials",
    "Claims",
    "Decisions of curators",
    "Background: known from elsewhere, no evidence",
    "Evidence: the sentences",
    "Where it stands: mentions, places, selectors",
    "Documents",
    "Citations",
    "Others",
)
"""The parts of a file, in order; a part without subjects has no heading."""

CONCEPT_CLASSES = MappingProxyType(
    {
        "biolink:Drug": "Drugs",
        "biolink:Gene": "Targets",
        "biolink:GeneFamily": "Targets",
        "biolink:MacromolecularComplex": "Targets",
        "biolink:Disease": "Diseases",
        "biolink:PhenotypicFeature": "Findings",
        "biolink:BiologicalProcess": "Processes",
        "biolink:Treatment": "Treatments",
        "biolink:ClinicalTrial": "Trials",
    }
)
"""The classes of concepts and the heading of each."""

_PLACED = "Where it stands: mentions, places, selectors"
_CLASSES = MappingProxyType(
    {
        **CONCEPT_CLASSES,
        "cg:TrialArm": "Arms of trials",
        "cg:TrialResult": "Results of trials",
        "biolink:Association": "Claims",
        "cg:CurationDecision": "Decisions of curators",
        "prov:Activity": "Decisions of curators",
        "prov:Person": "Decisions of curators",
        "cg:BackgroundFact": "Background: known from elsewhere, no evidence",
        "cg:Evidence": "Evidence: the sentences",
        "oa:Annotation": _PLACED,
        "oa:SpecificResource": _PLACED,
        "oa:TextPositionSelector": _PLACED,
        "oa:TextQuoteSelector": _PLACED,
        "schema:ScholarlyArticle": "Documents",
        "schema:NewsArticle": "Documents",
        "biolink:Publication": "Documents",
        "dcterms:BibliographicResource": "Citations",
    }
)
_PART_OF = MappingProxyType({term(curie).value: HEADINGS.index(heading) for curie, heading in _CLASSES.items()})
_CLAIMS = HEADINGS.index("Claims")
_BACKGROUND = HEADINGS.index("Background: known from elsewhere, no evidence")
_EVIDENCE, _PLACES, _DOCUMENTS, _CITATIONS, _OTHERS = range(HEADINGS.index("Evidence: the sentences"), len(HEADINGS))

_TYPE, _LABEL = term("rdf:type"), term("rdfs:label")
_SUBJECT, _PREDICATE, _OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
_NEGATED, _MODALITY = term("biolink:negated"), term("cg:modality")
_TARGET, _SOURCE, _SELECTOR = term("oa:hasTarget"), term("oa:hasSource"), term("oa:hasSelector")
_START, _END = term("oa:start"), term("oa:end")
_PATH, _CITED = term("dcterms:source"), term("dcterms:bibliographicCitation")
_FIRST = MappingProxyType(
    {predicate.value: rank for rank, predicate in enumerate((_TYPE, _LABEL, _SUBJECT, _PREDICATE, _OBJECT))}
)
_LINE_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")

_Place = tuple[str, int, int]
_NOWHERE: _Place = ("", 0, 0)


@dataclass(frozen=True, slots=True)
class Block:
    """A subject with its triples in order; ``heading`` when a part begins, ``comment`` for the line above it."""

    heading: str
    comment: str
    quads: tuple[Quad, ...]


def blocks(triples: Iterable[Quad]) -> Iterator[Block]:
    """The triples as the blocks of a file, in order. Which triples there are decides the order and nothing else."""
    described = _Described(triples)
    ordered = sorted((described.place_in_file(subject), subject) for subject in described.of)
    ranks = _Ranks()

    def rank(quad: Quad) -> tuple[tuple[int, str], bool, Term]:
        obj = quad.object
        return (ranks[quad.predicate.value], obj.__class__ is Iri, obj)

    last = -1
    for (part, *_), subject in ordered:
        heading = HEADINGS[part] if part != last else ""
        last = part
        yield Block(heading, described.comment(part, subject), tuple(sorted(described.of[subject], key=rank)))


class _Ranks(dict[str, tuple[int, str]]):
    """The place of a predicate among those of a subject: the first ones in their order, the others by their IRI."""

    def __missing__(self, predicate: str) -> tuple[int, str]:
        rank = self[predicate] = (_FIRST.get(predicate, len(_FIRST)), predicate)
        return rank


class _Described:
    """The triples by their subject, and what is needed to put the subjects in order."""

    def __init__(self, triples: Iterable[Quad]) -> None:
        self.of: dict[str, list[Quad]] = defaultdict(list)
        self._values: dict[Iri, dict[str, Term]] = {_predicate: {} for _predicate in _NEEDED}
        for quad in triples:
            self.of[quad.subject.value].append(quad)
            known = self._values.get(quad.predicate)
            if known is not None:
                subject = quad.subject.value
                known[subject] = min(known.get(subject, quad.object), quad.object)
        self._places = {place: self._spot(place, selector.value) for place, selector in self._values[_SELECTOR].items()}
        self._spots = {self._values[_SELECTOR][place].value: spot for place, spot in self._places.items()}

    def _text(self, predicate: Iri, subject: str) -> str:
        value = self._values[predicate].get(subject)
        return "" if value is None else value.value

    def _number(self, predicate: Iri, subject: str) -> int:
        text = self._text(predicate, subject)
        return int(text) if text.isascii() and text.isdigit() else 0

    def _spot(self, place: str, selector: str) -> _Place:
        path = self._text(_PATH, self._text(_SOURCE, place))
        return (path, self._number(_START, selector), self._number(_END, selector))

    def _where(self, subject: str) -> _Place:
        """Where an evidence or mention, a place or a selector lies in the texts."""
        target = self._text(_TARGET, subject)
        return self._places.get(target or subject) or self._spots.get(subject, _NOWHERE)

    def place_in_file(self, subject: str) -> tuple[int, str, str, str, int, int]:
        """The part of the file and the order in it."""
        kind = self._values[_TYPE].get(subject)
        part = _OTHERS if kind is None else _PART_OF.get(kind.value, _OTHERS)
        if part in (_CLAIMS, _BACKGROUND):
            says = self._said(subject)
            return (part, says[0].casefold(), says[1], says[2], 0, 0)
        if part in (_EVIDENCE, _PLACES):
            path, start, end = self._where(subject)
            return (part, path, "", "", start, end)
        if part in (_DOCUMENTS, _CITATIONS):
            return (part, self._text(_PATH if part == _DOCUMENTS else _CITED, subject), "", "", 0, 0)
        label = self._text(_LABEL, subject)
        return (part, label.casefold(), label, "", 0, 0)

    def _said(self, claim: str) -> tuple[str, str, str]:
        subject, predicate, obj = (self._text(name, claim) for name in (_SUBJECT, _PREDICATE, _OBJECT))
        return (
            self._text(_LABEL, subject) or compact(subject),
            compact(predicate),
            self._text(_LABEL, obj) or compact(obj),
        )

    def comment(self, part: int, subject: str) -> str:
        """What a claim says, in a line: its words are not those of the article."""
        if part not in (_CLAIMS, _BACKGROUND):
            return ""
        said, predicate, obj = self._said(subject)
        denied = "NOT " if self._text(_NEGATED, subject) == "true" else ""
        modality = self._text(_MODALITY, subject)
        firmness = f" ({modality})" if modality not in ("", "asserted") else ""
        return _LINE_BREAKS.sub(" ", f"{said} {denied}{predicate} {obj}{firmness}")


_NEEDED = frozenset(
    {
        _TYPE,
        _LABEL,
        _SUBJECT,
        _PREDICATE,
        _OBJECT,
        _NEGATED,
        _MODALITY,
        _TARGET,
        _SOURCE,
        _SELECTOR,
        _START,
        _END,
        _PATH,
        _CITED,
    }
)


def union(quads: Iterable[Quad]) -> list[Quad]:
    """Each triple of the quads once, whatever named graphs it is in."""
    return list({quad[:3]: quad for quad in quads}.values())
