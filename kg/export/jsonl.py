"""JSON lines: one object a document, with offsets in code points of its text."""

from __future__ import annotations

import json
from bisect import bisect_right

from kg.export.writer import Writer
from kg.model import Annotated, Link, Mention, Span
from kg.vocab import expand


def _document(annotated: Annotated, base: str) -> str:
    sentences = [sentence.span for sentence in annotated.sentences]
    record = {
        "source": annotated.document.source,
        "text": annotated.document.text,
        "mentions": [_mention(mention, sentences, base) for mention in annotated.mentions],
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _mention(mention: Mention, sentences: list[Span], base: str) -> dict[str, object]:
    sentence = _around(mention.span, sentences)
    record: dict[str, object] = {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "kind": mention.kind.value,
        **_link(mention.link, base),
        "negated": mention.negated,
        "sentence": [sentence.start, sentence.end],
    }
    if mention.also:
        record["also"] = [_link(link, base) for link in mention.also]
    return record


def _link(link: Link | None, base: str) -> dict[str, object]:
    if link is None:
        return {"curie": None, "iri": None, "xrefs": [], "status": "unresolved", "score": 0.0}
    return {
        "curie": link.concept.curie,
        "iri": expand(link.concept.curie, base),
        "xrefs": list(link.xrefs),
        "status": link.status.value,
        "score": round(link.score, 4),
        **({"filed": {one.curie: one.basis.value for one in link.filed}} if link.filed else {}),
    }


def _around(span: Span, sentences: list[Span]) -> Span:
    """The sentence that ``span`` starts in, or ``span`` itself outside every sentence."""
    at = bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1
    return sentences[at] if at >= 0 and span.start < sentences[at].end else span


JSONL = Writer("", _document, "")
