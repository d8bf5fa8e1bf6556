"""Two graphs of different corpora as one, from what is written: commutative, associative and idempotent.

Nodes have the same name wherever they are minted, so all triples are united. What a node can have only once is worked
out anew: a claim's confidence and count from the evidence of both, a concept's label by the order of the alphabet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph.layout import CONCEPT_CLASSES
from kg.graph.merge import confidence
from kg.graph.nodes import term
from kg.graph.records import REJECTED, GraphOptions
from kg.graph.terms import Iri, Lit, Quad, Term
from kg.graph.things import decimal
from kg.vocab import compact

_TYPE, _LABEL = term("rdf:type"), term("rdfs:label")
_SUBJECT, _PREDICATE, _OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
_NEGATED, _MODALITY, _CURATION = term("biolink:negated"), term("cg:modality"), term("cg:curation")
_CONFIDENCE, _COUNT, _LEVEL = term("cg:confidence"), term("biolink:evidence_count"), term("biolink:knowledge_level")
_EVIDENCE, _SCORE = term("biolink:has_evidence"), term("biolink:extraction_confidence_score")
_TEXT, _SOURCE = term("biolink:supporting_text"), term("dcterms:source")
_STATUS, _LINK_SCORE = term("cg:linkStatus"), term("cg:linkScore")
_CLAIM, _ARM = term("biolink:Association"), term("cg:TrialArm")
_CONCEPTS = frozenset(map(term, CONCEPT_CLASSES))
_TRUE = Lit("true", term("xsd:boolean").value)
_GRAPHS = ("claims", "curation", "concepts", "documents", "mentions", "registry", "terminology", "background")


@dataclass(frozen=True, slots=True, order=True)
class Conflict:
    """Something on which the graphs do not agree: what, about which node, and what each side says."""

    kind: str
    about: str
    says: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind}: {self.about}: {' / '.join(self.says)}"


@dataclass(frozen=True, slots=True)
class United:
    """The quads of both graphs, sorted, and the conflicts between them, sorted."""

    quads: tuple[Quad, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What confidence is worked out from."""

    text: str
    score: float


def unite(graphs: Iterable[Iterable[Quad]], options: GraphOptions) -> United:
    """The graph of all the graphs' documents. A merged claim of the options' threshold is a direct triple too."""
    parts = [_Part(graph) for graph in graphs]
    whole = _Part(quad for part in parts for quad in part.quads())
    conflicts = {*_several(whole), *_denials(parts), *_documents(whole)}
    for subject in sorted(whole.about):
        _settle(whole, subject)
    for claim in whole.of_type(_CLAIM):
        _settle_claim(whole, claim, parts, options)
    return United(tuple(sorted(whole.quads())), tuple(sorted(conflicts)))


class _Part:
    """The quads of a graph by subject and predicate; each value with the named graph that it is in."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.about: dict[Iri, dict[Iri, dict[Term, Iri]]] = defaultdict(lambda: defaultdict(dict))
        for subject, predicate, obj, graph in quads:
            values = self.about[subject][predicate]
            known = values.get(obj)
            values[obj] = graph if known is None else min(known, graph, key=_standing)

    def quads(self) -> Iterator[Quad]:
        for subject, predicates in self.about.items():
            for predicate, values in predicates.items():
                yield from (Quad(subject, predicate, obj, graph) for obj, graph in values.items())

    def values(self, subject: Iri, predicate: Iri) -> dict[Term, Iri]:
        return self.about[subject].get(predicate, {}) if subject in self.about else {}

    def first(self, subject: Iri, predicate: Iri) -> Term | None:
        return min(self.values(subject, predicate), default=None)

    def of_type(self, kind: Iri) -> list[Iri]:
        return sorted(subject for subject in self.about if kind in self.values(subject, _TYPE))

    def only(self, subject: Iri, predicate: Iri, value: Term) -> None:
        """Let ``value`` be the one value, in the named graph of those that it replaces."""
        values = self.values(subject, predicate)
        if values and set(values) != {value}:
            graph = values.get(value, min(values.values(), key=_standing))
            values.clear()
            values[value] = graph


def _standing(graph: Iri) -> tuple[int, str]:
    """What articles say stands before what terminologies add: a triple is in one named graph."""
    name = graph.value.rpartition("/")[2]
    return (_GRAPHS.index(name) if name in _GRAPHS else len(_GRAPHS), graph.value)


def _settle(whole: _Part, subject: Iri) -> None:
    """One label, class, link status and link score a node."""
    labels = whole.values(subject, _LABEL)
    if len(labels) > 1:
        shortest = _ARM in whole.values(subject, _TYPE)
        whole.only(subject, _LABEL, min(labels, key=lambda label: (len(label.value) if shortest else 0, label)))
    if len(kinds := whole.values(subject, _TYPE)) > 1 and set(kinds) <= _CONCEPTS:
        whole.only(subject, _TYPE, min(kinds))
    if len(statuses := whole.values(subject, _STATUS)) > 1:
        whole.only(subject, _STATUS, min(statuses))
    if len(scores := whole.values(subject, _LINK_SCORE)) > 1:
        whole.only(subject, _LINK_SCORE, max(scores, key=lambda score: (float(score.value), score)))


def _settle_claim(whole: _Part, claim: Iri, parts: list[_Part], options: GraphOptions) -> None:
    evidence = whole.values(claim, _EVIDENCE)
    whole.only(claim, _LEVEL, min(whole.values(claim, _LEVEL)))
    whole.only(claim, _CURATION, min(whole.values(claim, _CURATION)))
    if any(claim in part.about and set(part.values(claim, _EVIDENCE)) != set(evidence) for part in parts):
        sure = confidence(_sentences(whole, evidence), options.confidence_cap)
        whole.only(claim, _CONFIDENCE, decimal(sure))
        whole.only(claim, _COUNT, Lit(str(len(evidence)), term("xsd:integer").value))
    whole.only(claim, _CONFIDENCE, max(whole.values(claim, _CONFIDENCE), key=lambda one: (float(one.value), one)))
    _settle_direct(whole, claim, options.confidence_threshold)


def _sentences(whole: _Part, evidence: Iterable[Term]) -> Iterator[_Sentence]:
    for one in evidence:
        text, score = whole.first(Iri(one.value), _TEXT), whole.first(Iri(one.value), _SCORE)
        if text is not None and score is not None:
            yield _Sentence(text.value, float(score.value))


def _settle_direct(whole: _Part, claim: Iri, threshold: float) -> None:
    """Write the direct triple of an asserted claim that is sure enough, and take away that of a rejected one."""
    if not _is_asserted(whole, claim):
        return
    subject, predicate, obj = _said(whole, claim)
    if whole.first(claim, _CURATION) == Lit(REJECTED):
        whole.about[subject].get(predicate, {}).pop(obj, None)
    elif float(min(whole.values(claim, _CONFIDENCE)).value) >= threshold:
        whole.about[subject][predicate].setdefault(obj, whole.values(claim, _OBJECT)[obj])


def _said(part: _Part, claim: Iri) -> tuple[Iri, Iri, Term]:
    subject, predicate, obj = (min(part.values(claim, name)) for name in (_SUBJECT, _PREDICATE, _OBJECT))
    return Iri(subject.value), Iri(predicate.value), obj


def _is_asserted(part: _Part, claim: Iri) -> bool:
    return part.first(claim, _MODALITY) == Lit("asserted") and part.first(claim, _NEGATED) != _TRUE


def _several(whole: _Part) -> Iterator[Conflict]:
    """Nodes with two labels or classes, and claims that were accepted and rejected."""
    for subject, about in whole.about.items():
        kinds = about.get(_TYPE, {})
        if len(kinds) > 1 and set(kinds) <= _CONCEPTS:
            yield _conflict("two classes", subject, kinds)
        if len(about.get(_LABEL, {})) > 1 and _ARM not in kinds:
            yield _conflict("two labels", subject, about[_LABEL])
        decided = [value for value in about.get(_CURATION, {}) if value != Lit("unreviewed")]
        if len(decided) > 1:
            yield _conflict("accepted and rejected", subject, decided)


def _documents(whole: _Part) -> Iterator[Conflict]:
    """Two documents of one name: both stay, as their bytes differ."""
    named: dict[str, list[Iri]] = defaultdict(list)
    for subject, about in whole.about.items():
        for source in about.get(_SOURCE, {}):
            named[source.value].append(subject)
    for name, documents in named.items():
        if len(documents) > 1:
            yield Conflict("two documents of one name", name, tuple(sorted(d.value for d in documents)))


def _denials(parts: list[_Part]) -> Iterator[Conflict]:
    """What one graph asserts and another denies: both stay."""
    asserted: set[tuple[Iri, Iri, Term]] = set()
    denied: set[tuple[Iri, Iri, Term]] = set()
    for part in parts:
        for claim in part.of_type(_CLAIM):
            if part.first(claim, _MODALITY) == Lit("asserted"):
                (asserted if _is_asserted(part, claim) else denied).add(_said(part, claim))
    for subject, predicate, obj in asserted & denied:
        yield Conflict("affirmed and denied", compact(subject.value), (compact(predicate.value), compact(obj.value)))


def _conflict(kind: str, subject: Iri, values: Iterable[Term]) -> Conflict:
    return Conflict(kind, compact(subject.value), tuple(compact(value.value) for value in sorted(values)))
