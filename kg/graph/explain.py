"""What a graph says of a thing, and which sentences say it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.term import Node

from kg.errors import UsageError
from kg.graph.nodes import term
from kg.graph.write import MINTED
from kg.vocab import IDENTIFIER_PREFIXES, PREDICATES, PREFIXES, compact

_OUTCOMES = ("cg:hasArm", "biolink:has_study_results")
_ANYTHING = frozenset({"?", "*", "_"})


def _uri(curie: str) -> URIRef:
    return URIRef(term(curie).value)


_CLAIM = _uri("biolink:Association")
_EVIDENCE, _FROM, _TEXT = _uri("biolink:has_evidence"), _uri("prov:wasDerivedFrom"), _uri("biolink:supporting_text")


@dataclass(frozen=True, slots=True, order=True)
class ExplainedEvidence:
    """A sentence, where it stands (code points of the document) and the two mentions as the text has them."""

    source: str
    start: int
    end: int
    text: str
    subject: str
    object: str
    through: tuple[str, ...]
    title: str
    url: str
    extractor: str
    iri: str


@dataclass(frozen=True, slots=True, order=True)
class ExplainedClaim:
    """A claim in words, with its sentences in the order of documents and text."""

    subject: str
    predicate: str
    object: str
    negated: bool
    modality: str
    confidence: float
    curation: str
    iri: str
    evidences: tuple[ExplainedEvidence, ...]
    background: tuple[str, ...] = ()

    def __str__(self) -> str:
        firm = "" if self.modality == "asserted" else f", {self.modality}"
        denied = "not " if self.negated else ""
        head = f"{self.subject} {denied}{self.predicate} {self.object}  ({self.confidence}{firm}, {self.curation})"
        sentences = (f"  “{e.text}”\n    {e.source} [{e.start}, {e.end})" for e in self.evidences)
        known = (f"  background, no evidence: {fact}" for fact in self.background)
        return "\n".join([head, *sentences, *known])


@dataclass(frozen=True, slots=True, order=True)
class Explanation:
    """What was asked, the IRIs that it stands for, and all claims about them, sorted."""

    asked: str
    iris: tuple[str, ...]
    claims: tuple[ExplainedClaim, ...]

    def __str__(self) -> str:
        return "\n".join(map(str, self.claims)) or f"The graph says nothing of {self.asked}."


def explain(graph: Graph, what: str) -> Explanation:
    """All claims about ``what``: an IRI, a CURIE, a label, or a triple of these, where ``?`` stands for anything.

    A claim's IRI gives that claim; a piece of evidence or a document what rests on it; a predicate all of its claims.
    Raises ``UsageError`` when nothing in the graph is called that; the cure names what comes nearest.
    """
    asked = what.strip()
    if triple := _as_triple(asked):
        subject, predicate, obj = triple
        subjects, objects = _things(graph, subject), _things(graph, obj)
        claims = {
            claim
            for claim in graph.subjects(RDF.predicate, predicate)
            if (claim, RDF.type, _CLAIM) in graph
            and (subjects is None or graph.value(claim, RDF.subject) in subjects)
            and (objects is None or graph.value(claim, RDF.object) in objects)
        }
        named = set() if predicate is None else {predicate}
        things: Iterable[Node] = (subjects or set()) | named | (objects or set())
    else:
        things = _things(graph, asked) or set()
        claims = {claim for thing in things for claim in _claims_about(graph, thing)}
    return Explanation(asked, tuple(sorted(map(str, things))), tuple(sorted(_claim(graph, claim) for claim in claims)))


def _as_triple(asked: str) -> tuple[str, URIRef | None, str] | None:
    """Subject, predicate and object when a word in the middle names a predicate, or any; the labels may hold blanks."""
    words = asked.split()
    for index in range(1, len(words) - 1):
        if (predicate := _predicate(words[index])) is not None or words[index] in _ANYTHING:
            return " ".join(words[:index]), predicate, " ".join(words[index + 1 :])
    return None


def _predicate(word: str) -> URIRef | None:
    for curie in (*PREDICATES, *_OUTCOMES):
        if word in (curie, curie.partition(":")[2], f"<{term(curie).value}>", term(curie).value):
            return _uri(curie)
    return None


def _things(graph: Graph, name: str) -> set[Node] | None:
    """What goes by a name; None for anything."""
    if name in _ANYTHING:
        return None
    known = [_predicate(name), _by_iri(name), _by_curie(graph, name)]
    found: set[Node] = {node for node in known if node is not None and _in_graph(graph, node)}
    found = found or _by_label(graph, name) or _by_value(graph, name)
    if not found:
        raise UsageError(f"nothing in the graph is called {name!r}", cure=_nearest(graph, name))
    return found


def _in_graph(graph: Graph, node: Node) -> bool:
    return any(pattern in graph for pattern in ((node, None, None), (None, None, node), (None, node, None)))


def _by_iri(name: str) -> URIRef | None:
    text = name.removeprefix("<").removesuffix(">")
    return URIRef(text) if "://" in text and not any(c in text for c in ' <>"{}|\\^`') else None


def _by_curie(graph: Graph, name: str) -> URIRef | None:
    prefix, colon, local = name.partition(":")
    if not colon or not local or " " in name:
        return None
    namespace = IDENTIFIER_PREFIXES.get(prefix) or PREFIXES.get(prefix)
    if namespace is None and prefix in (*MINTED, "cgid"):
        # Minted nodes live under the base of the build that made them: its claims show which.
        claim = next(graph.subjects(RDF.type, _CLAIM), None)
        base = str(claim).rpartition("claim/")[0] if claim is not None else ""
        namespace = base if prefix == "cgid" else f"{base}{prefix}/"
    return URIRef(namespace + local) if namespace else None


def _names(graph: Graph) -> Iterator[tuple[str, Node]]:
    for predicate in (RDFS.label, SKOS.altLabel, _uri("dcterms:source"), _uri("dcterms:title")):
        for subject, name in graph.subject_objects(predicate):
            yield str(name), subject


def _by_label(graph: Graph, name: str) -> set[Node]:
    wanted = name.casefold()
    return {node for label, node in _names(graph) if label.casefold() == wanted}


def _by_value(graph: Graph, name: str) -> set[Node]:
    return {value for value in graph.objects(None, RDF.object) if isinstance(value, Literal) and str(value) == name}


def _nearest(graph: Graph, name: str) -> str:
    labels = {label.casefold(): label for label, _ in sorted(_names(graph))}
    near = [labels[match] for match in difflib.get_close_matches(name.casefold(), sorted(labels), n=3)]
    return f"Did you mean {', '.join(near)}?" if near else "Ask for an IRI, a CURIE, a name or a triple."


def _claims_about(graph: Graph, thing: Node) -> Iterator[Node]:
    if (thing, RDF.type, _CLAIM) in graph:
        yield thing
    for predicate in (RDF.subject, RDF.predicate, RDF.object):
        yield from (node for node in graph.subjects(predicate, thing) if (node, RDF.type, _CLAIM) in graph)
    for evidence in (thing, *graph.subjects(_FROM, thing)):
        yield from (node for node in graph.subjects(_EVIDENCE, evidence) if (node, RDF.type, _CLAIM) in graph)


def _claim(graph: Graph, claim: Node) -> ExplainedClaim:
    predicate = graph.value(claim, RDF.predicate)
    evidences = sorted(_evidence(graph, node) for node in graph.objects(claim, _EVIDENCE))
    return ExplainedClaim(
        _called(graph, graph.value(claim, RDF.subject)),
        next((c for c in (*PREDICATES, *_OUTCOMES) if _uri(c) == predicate), str(predicate)),
        _called(graph, graph.value(claim, RDF.object)),
        _said(graph, claim, "biolink:negated") == "true",
        _said(graph, claim, "cg:modality"),
        float(_said(graph, claim, "cg:confidence") or 0),
        _said(graph, claim, "cg:curation"),
        str(claim),
        tuple(evidences),
        tuple(sorted(_background(graph, claim))),
    )


def _background(graph: Graph, claim: Node) -> Iterator[str]:
    """What is known from elsewhere of the claim's subject and the same object, or (of a trial) under its predicate."""
    subject, predicate, obj = (graph.value(claim, part) for part in (RDF.subject, RDF.predicate, RDF.object))
    for fact in graph.subjects(RDF.type, _uri("cg:BackgroundFact")):
        same = graph.value(fact, RDF.object) == obj or graph.value(fact, RDF.predicate) == predicate
        if same and graph.value(fact, RDF.subject) == subject:
            said = compact(str(graph.value(fact, RDF.predicate)))
            known = f"{_called(graph, subject)} {said} {_called(graph, graph.value(fact, RDF.object))}"
            yield f"{known} ({_said(graph, fact, 'cg:factSource')})"


def _evidence(graph: Graph, evidence: Node) -> ExplainedEvidence:
    document = graph.value(evidence, _FROM) or evidence
    through = sorted(_quoted(graph, mention) for mention in graph.objects(evidence, _uri("cg:reachedThrough")))
    start, end = _place(graph, evidence)
    return ExplainedEvidence(
        _said(graph, document, "dcterms:source"),
        start,
        end,
        str(graph.value(evidence, _TEXT) or ""),
        _quoted(graph, graph.value(evidence, _uri("cg:subjectMention"))),
        _quoted(graph, graph.value(evidence, _uri("cg:objectMention"))),
        tuple(through),
        _said(graph, document, "dcterms:title"),
        _said(graph, document, "schema:url"),
        _said(graph, evidence, "cg:extractor"),
        str(evidence),
    )


def _selector(graph: Graph, node: Node | None) -> Node | None:
    place = None if node is None else graph.value(node, _uri("oa:hasTarget"))
    return None if place is None else graph.value(place, _uri("oa:hasSelector"))


def _place(graph: Graph, node: Node) -> tuple[int, int]:
    selector = _selector(graph, node)
    if selector is None:
        return (0, 0)
    return int(_said(graph, selector, "oa:start") or 0), int(_said(graph, selector, "oa:end") or 0)


def _quoted(graph: Graph, mention: Node | None) -> str:
    selector = _selector(graph, mention)
    return "" if selector is None else _said(graph, selector, "oa:exact")


def _said(graph: Graph, node: Node, curie: str) -> str:
    value = graph.value(node, _uri(curie))
    return "" if value is None else str(value)


def _called(graph: Graph, node: Node | None) -> str:
    if node is None or isinstance(node, Literal):
        return "" if node is None else str(node)
    label = graph.value(node, RDFS.label) or graph.value(node, _uri("cg:endpoint"))
    return str(node if label is None else label).removeprefix(PREFIXES["cg"])
