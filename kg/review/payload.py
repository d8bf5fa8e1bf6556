"""The page's data as the script reads it: JSON with numbers for references, and sentences cut at their marks.

Cutting happens here because offsets count code points, and JavaScript's strings count UTF-16 units.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from kg.errors import GraphError
from kg.model import LinkStatus
from kg.review.appearance import KINDS, implied, predicate_style, symmetric
from kg.review.data import Mark, PageArm, PageClaim, PageData, PageEvidence, PageNode, PageResult, Role
from kg.review.network import MOST_DRAWN, picture
from kg.vocab import PREDICATES

Json = dict[str, Any]

_PRECEDENCE = {Role.SUBJECT: 0, Role.OBJECT: 1, Role.REACHED: 2}


def payload(page: PageData) -> Json:
    """Everything the script needs.

    Raises ``GraphError`` when a claim, an arm or an evidence names a concept or document that the page does not have.
    """
    nodes = {node.iri: number for number, node in enumerate(page.nodes)}
    documents = {document.source: number for number, document in enumerate(page.documents)}
    claims = fold_mirrored(page.claims)
    drawn = most_connected(page.nodes, [claim for claim, _ in claims])
    return {
        "meta": {"title": page.meta.title, "version": page.meta.version, "failed": page.meta.failed},
        "kinds": {
            kind.value: {"label": style.label, "plural": style.plural, "shape": style.shape}
            for kind, style in KINDS.items()
        },
        "predicates": _predicates(page.claims),
        "nodes": [_node(node) for node in page.nodes],
        "documents": [
            {
                "source": document.source,
                "title": document.title or document.source,
                "url": web_address(document.url),
                "date": document.date,
                "publisher": document.publisher,
            }
            for document in page.documents
        ],
        "claims": [_claim(claim, iris, nodes, documents) for claim, iris in claims],
        "trials": [
            {
                "node": _number(nodes, trial.iri),
                "arms": [_arm(arm, nodes, documents) for arm in trial.arms],
                "results": [_result(result, documents) for result in trial.results],
            }
            for trial in page.trials
        ],
        "picture": picture(page.nodes, [claim for claim, _ in claims], drawn),
        "mostDrawn": MOST_DRAWN,
    }


def web_address(url: str) -> str:
    """``url`` when it is an http or https address with a host, else an empty string."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def segments(sentence: str, marks: Sequence[Mark]) -> list[list[str]]:
    """The sentence as ``[text]`` and ``[text, role]`` pieces that join to the sentence again.

    Where marks overlap, the subject's wins over the object's, and that over one that is merely reached through.
    """
    roles: list[Role | None] = [None] * len(sentence)
    for mark in sorted(marks, key=lambda mark: -_PRECEDENCE[mark.role]):
        start, end = max(mark.start, 0), min(mark.end, len(sentence))
        roles[start:end] = [mark.role] * max(end - start, 0)
    pieces: list[list[str]] = []
    start = 0
    for position in range(1, len(sentence) + 1):
        if position == len(sentence) or roles[position] is not roles[start]:
            role = roles[start]
            pieces.append([sentence[start:position], role.value] if role else [sentence[start:position]])
            start = position
    return pieces


def fold_mirrored(claims: Sequence[PageClaim]) -> list[tuple[PageClaim, tuple[str, ...]]]:
    """Each claim with the IRIs that it stands for: a symmetric claim and its mirror image are listed once."""
    folded: dict[tuple[object, ...], tuple[PageClaim, list[str]]] = {}
    for claim in claims:
        ends: tuple[object, ...] = (claim.subject, claim.object)
        if symmetric(claim.predicate) and claim.object is not None:
            ends = tuple(sorted((claim.subject, claim.object)))
        key = (*ends, claim.predicate, claim.value, claim.negated, claim.modality)
        if symmetric(claim.predicate) and key in folded:
            folded[key][1].append(claim.iri)
        else:
            folded[key if symmetric(claim.predicate) else (claim.iri, *key)] = (claim, [claim.iri])
    return [(claim, tuple(iris)) for claim, iris in folded.values()]


def most_connected(nodes: Sequence[PageNode], claims: Sequence[PageClaim]) -> list[int]:
    """Numbers of the concepts to draw at first, in order: all when they are few, else those with the most claims."""
    degree = Counter(end for claim in claims if claim.object for end in (claim.subject, claim.object))
    joined = [number for number, node in enumerate(nodes) if degree[node.iri]]
    if len(joined) <= MOST_DRAWN:
        return joined
    return sorted(sorted(joined, key=lambda number: (-degree[nodes[number].iri], number))[:MOST_DRAWN])


def _predicates(claims: Sequence[PageClaim]) -> Json:
    used = {claim.predicate for claim in claims}
    ordered = [curie for curie in PREDICATES if curie in used] + sorted(used - set(PREDICATES))
    return {curie: _predicate(curie) for curie in ordered}


def _predicate(curie: str) -> Json:
    style = predicate_style(curie)
    return {
        "label": style.label,
        "family": style.family,
        "colour": style.colour,
        "arrow": "" if symmetric(curie) else style.arrow,
        "implies": implied(curie),
        "symmetric": symmetric(curie),
        "says": PREDICATES[curie].says if curie in PREDICATES else "",
    }


def _node(node: PageNode) -> Json:
    return {
        "iri": node.iri,
        "url": web_address(node.iri) if node.curie else "",
        "label": node.label,
        "kind": node.kind.value,
        "curie": node.curie,
        "unresolved": node.status is LinkStatus.UNRESOLVED,
        "names": list(node.names),
        "runnersUp": [[other.label, other.curie, round(other.score, 3)] for other in node.runners_up],
    }


def _claim(claim: PageClaim, iris: tuple[str, ...], nodes: Mapping[str, int], documents: Mapping[str, int]) -> Json:
    return {
        "iris": list(iris),
        "s": _number(nodes, claim.subject),
        "p": claim.predicate,
        "o": None if claim.object is None else _number(nodes, claim.object),
        "value": _literal(claim.value),
        "negated": claim.negated,
        "modality": claim.modality.value,
        "confidence": round(claim.confidence, 4),
        "curation": claim.curation,
        "evidence": _evidence(claim.evidence, documents),
    }


def _literal(value: str) -> str:
    """The value for people: Biolink's ``clinical_trial_phase_3`` reads ``3``."""
    return value.removeprefix("clinical_trial_phase_").replace("_to_", "/")


def _evidence(evidence: Sequence[PageEvidence], documents: Mapping[str, int]) -> list[Json]:
    return [
        {
            "iri": one.iri,
            "parts": segments(one.sentence, one.marks),
            "document": _number(documents, one.document),
            "extractor": one.extractor,
            "before": one.before,
            "after": one.after,
            "through": list(one.through),
        }
        for one in evidence
    ]


def _arm(arm: PageArm, nodes: Mapping[str, int], documents: Mapping[str, int]) -> Json:
    return {
        "role": arm.role.value,
        "label": arm.label,
        "drugs": [_number(nodes, drug) for drug in arm.drugs],
        "evidence": _evidence(arm.evidence, documents),
    }


def _result(result: PageResult, documents: Mapping[str, int]) -> Json:
    return {
        "endpoint": result.endpoint,
        "role": result.role,
        "met": result.met,
        "effect": result.effect.value if result.effect else "",
        "hazardRatio": result.hazard_ratio,
        "interval": [result.ci_lower, result.ci_upper] if result.ci_lower or result.ci_upper else [],
        "pValue": result.p_value,
        "experimental": result.experimental_value,
        "comparator": result.comparator_value,
        "unit": result.unit,
        "evidence": _evidence(result.evidence, documents),
    }


def _number(numbers: Mapping[str, int], key: str) -> int:
    if key not in numbers:
        raise GraphError("the review page refers to something that it does not hold", where=key)
    return numbers[key]
