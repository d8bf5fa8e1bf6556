"""The page's data as the script reads it: JSON with numbers for references, and sentences cut at their marks.

Cutting happens here because offsets count code points, and JavaScript's strings count UTF-16 units. Concepts and claims
are in the order in which people sort them, so that the script compares numbers and not texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from kg.errors import GraphError
from kg.model import ArmContent, LinkStatus, result_fields
from kg.review.appearance import ENDPOINTS, KINDS, implied, predicate_style, symmetric
from kg.review.data import Mark, PageClaim, PageData, PageDocument, PageEvidence, PageFact, PageNode, Role
from kg.review.groups import MOST_DRAWN
from kg.review.network import figure, picture
from kg.review.outcomes import arm_text, result_text
from kg.vocab import IDENTIFIER_PREFIXES, PREDICATES

Json = dict[str, Any]

_DIGITS = "0123456789"
_PRECEDENCE = {Role.SUBJECT: 0, Role.OBJECT: 1, Role.REACHED: 2}


@dataclass(slots=True)
class _Numbers:
    """What the records refer to, by number; texts that stand in several places are written once."""

    nodes: Mapping[str, int]
    labels: Sequence[str]
    documents: Mapping[str, int]
    texts: dict[str, int] = field(default_factory=dict)

    def text(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


def payload(page: PageData) -> Json:
    """Everything the script needs.

    Raises ``GraphError`` when a claim, an arm or an evidence names a concept or document that the page does not have.
    """
    nodes = sorted(page.nodes, key=lambda node: (natural(node.label), node.iri))
    numbers = _Numbers(
        {node.iri: number for number, node in enumerate(nodes)},
        [node.label for node in nodes],
        {document.source: number for number, document in enumerate(page.documents)},
    )
    degree = Counter(end for claim in page.claims if claim.object for end in (claim.subject, claim.object))
    claims = sorted(fold_mirrored(page.claims), key=lambda pair: _by_subject(pair[0], numbers))
    return {
        "meta": {"title": page.meta.title, "version": page.meta.version, "failed": page.meta.failed},
        "kinds": {
            kind.value: {"label": style.label, "plural": style.plural, "shape": style.shape}
            for kind, style in KINDS.items()
        },
        "predicates": _predicates(page.claims),
        "prefixes": dict(IDENTIFIER_PREFIXES),
        "nodes": [_node(node, degree[node.iri]) for node in nodes],
        "documents": [_document(document) for document in page.documents],
        "claims": [_claim(claim, mirrored, numbers) for claim, mirrored in claims],
        "endpoints": {f"cg:{endpoint.value}": label for endpoint, label in ENDPOINTS.items()},
        "texts": list(numbers.texts),
        "picture": picture(nodes, [claim for claim, _ in claims]),
        "mostDrawn": MOST_DRAWN,
    }


def web_address(url: str) -> str:
    """``url`` when it is an http or https address with a host, else an empty string."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts as people do: without regard to capitals, and "arm 9" before "arm 10"."""
    parts = re.split(f"([{_DIGITS}]+)", text.casefold())
    return tuple((0, int(part), "") if part[0] in _DIGITS else (1, 0, part) for part in parts if part)


def segments(sentence: str, marks: Sequence[Mark]) -> list[list[str]]:
    """The sentence as ``[text]`` and ``[text, role]`` pieces that join to the sentence again.

    Where marks overlap, the subject's wins over the object's, and that over one that is merely reached through.
    """
    ranked = sorted(marks, key=lambda mark: _PRECEDENCE[mark.role])
    cuts = {0, len(sentence), *(at for mark in ranked for at in (mark.start, mark.end) if 0 < at < len(sentence))}
    pieces: list[list[str]] = []
    for start, end in pairwise(sorted(cuts)):
        role = next((mark.role for mark in ranked if mark.start <= start and end <= mark.end), None)
        last = pieces[-1] if pieces else None
        if last is not None and last[1:] == ([role.value] if role else []):
            last[0] += sentence[start:end]
        else:
            pieces.append([sentence[start:end], role.value] if role else [sentence[start:end]])
    return pieces


def fold_mirrored(claims: Sequence[PageClaim]) -> list[tuple[PageClaim, tuple[PageClaim, ...]]]:
    """Each claim with its mirror images: a symmetric claim is listed once, whichever end comes first."""
    folded: dict[tuple[object, ...], tuple[PageClaim, list[PageClaim]]] = {}
    for claim in claims:
        ends: tuple[object, ...] = (claim.subject, claim.object)
        if symmetric(claim.predicate) and claim.object is not None:
            ends = tuple(sorted((claim.subject, claim.object)))
        key = (*ends, claim.predicate, claim.value, claim.negated, claim.modality)
        if symmetric(claim.predicate) and key in folded:
            folded[key][1].append(claim)
        else:
            folded[key if symmetric(claim.predicate) else (claim.iri, *key)] = (claim, [])
    return [(claim, tuple(mirrored)) for claim, mirrored in folded.values()]


def _by_subject(claim: PageClaim, numbers: _Numbers) -> tuple[Any, ...]:
    label = predicate_style(claim.predicate).label
    target = -1 if claim.object is None else _number(numbers.nodes, claim.object)
    return (_number(numbers.nodes, claim.subject), label, target, natural(_value(claim, numbers)), claim.iri)


def _predicates(claims: Sequence[PageClaim]) -> Json:
    """Those of the vocabulary, for a claim may be corrected to any of them, and what else the claims use."""
    others = {claim.predicate for claim in claims} - set(PREDICATES)
    return {curie: _predicate(curie) for curie in (*PREDICATES, *sorted(others))}


def _predicate(curie: str) -> Json:
    style = predicate_style(curie)
    known = PREDICATES.get(curie)
    return {
        "label": style.label,
        "family": style.family,
        "colour": style.colour,
        "arrow": "" if symmetric(curie) else style.arrow,
        "implies": implied(curie),
        "opposite": style.opposite,
        "symmetric": symmetric(curie),
        "says": known.says if known else "",
        "datatype": (known.literal if known else None) or "",
        "declared": known is not None,
    }


def _document(document: PageDocument) -> Json:
    return {
        "source": document.source,
        "title": document.title or document.source,
        "url": web_address(document.url),
        "date": document.date,
        "publisher": document.publisher,
    }


def _node(node: PageNode, degree: int) -> Json:
    drawn = figure(node, degree)
    return {
        "iri": node.iri,
        "url": web_address(node.iri) if node.curie else "",
        "label": node.label,
        "text": drawn.label,
        "size": drawn.size,
        "kind": node.kind.value,
        "curie": node.curie,
        "unresolved": node.status is LinkStatus.UNRESOLVED,
        "names": list(node.names),
        "runnersUp": [
            {"iri": other.iri, "label": other.label, "curie": other.curie, "score": round(other.score, 3)}
            for other in node.runners_up
        ],
    }


def _claim(claim: PageClaim, mirrored: Iterable[PageClaim], numbers: _Numbers) -> Json:
    return {
        "iri": claim.iri,
        "s": _number(numbers.nodes, claim.subject),
        "p": claim.predicate,
        "o": None if claim.object is None else _number(numbers.nodes, claim.object),
        "literal": claim.value,
        "value": _value(claim, numbers),
        "negated": claim.negated,
        "modality": claim.modality.value,
        "confidence": round(claim.confidence, 4),
        "curation": claim.curation,
        "evidence": _evidence(claim.evidence, numbers),
        "known": [_fact(fact) for fact in claim.known],
        "mirrored": [other.iri for other in mirrored],
        **_outcome(claim, numbers),
    }


def _fact(fact: PageFact) -> Json:
    says = f"{predicate_style(fact.predicate).label} {_in_words(fact.value)}"
    return {"says": says, "source": fact.source, "agrees": fact.agrees}


def _in_words(literal: str) -> str:
    """Biolink's ``clinical_trial_phase_2_to_3`` reads ``2/3``."""
    return literal.removeprefix("clinical_trial_phase_").replace("_to_", "/")


def _value(claim: PageClaim, numbers: _Numbers) -> str:
    """What stands where a claim has no concept."""
    if isinstance(claim.outcome, ArmContent):
        return arm_text(claim.outcome, [numbers.labels[_number(numbers.nodes, drug)] for drug in claim.outcome.drugs])
    if claim.outcome is not None:
        return result_text(claim.outcome)
    return _in_words(claim.value)


def _outcome(claim: PageClaim, numbers: _Numbers) -> Json:
    """``arm`` or ``result`` with the names that events have for their parts, but drugs by their numbers."""
    outcome = claim.outcome
    if outcome is None:
        return {}
    if isinstance(outcome, ArmContent):
        drugs = [_number(numbers.nodes, drug) for drug in outcome.drugs]
        return {"arm": {"role": outcome.role.value, "drugs": drugs, "label": outcome.label}}
    return {"result": result_fields(outcome)}


def _evidence(evidence: Sequence[PageEvidence], numbers: _Numbers) -> list[Json]:
    return [
        {
            "iri": one.iri,
            "parts": segments(one.sentence, one.marks),
            "document": _number(numbers.documents, one.document),
            "extractor": one.extractor,
            "section": numbers.text(one.section),
            "before": [numbers.text(sentence) for sentence in one.before],
            "after": [numbers.text(sentence) for sentence in one.after],
            "through": list(one.through),
            "start": one.start,
        }
        for one in evidence
    ]


def _number(numbers: Mapping[str, int], key: str) -> int:
    if key not in numbers:
        raise GraphError("the review page refers to something that it does not hold", where=key)
    return numbers[key]
