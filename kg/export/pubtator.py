"""PubTator: a title line, an abstract line and one tab-separated line a mention; an empty line ends a document.

Offsets count code points of ``title + " " + abstract``, as PubTator wants it. That is the document's text from its
title on, with line breaks as blanks: what stands above the title (a Markdown file's front matter) is left out.
"""

from __future__ import annotations

import re

from kg.export.writer import Writer
from kg.model import Annotated, BlockKind, Kind, LinkStatus, Mention, Span

TYPES = {
    Kind.DRUG: "Chemical",
    Kind.TARGET: "Gene",
    Kind.DISEASE: "Disease",
    Kind.FINDING: "Disease",
    Kind.TRIAL: "ClinicalTrial",
    Kind.TREATMENT: "Treatment",
    Kind.PROCESS: "BiologicalProcess",
}
"""PubTator's types; the last three are not among its own."""

_BREAK = re.compile(r"[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")


def _document(annotated: Annotated, base: str) -> str:  # noqa: ARG001 - PubTator has CURIEs and no IRIs
    key = re.sub(r"[\s|]", "_", annotated.document.source)
    text, title = annotated.document.text, _title(annotated)
    lines = [f"{key}|t|{_flat(title.of(text))}", f"{key}|a|{_flat(text[title.end + 1 :])}"]
    lines += [_mention(key, mention, title.start) for mention in annotated.mentions]
    return "\n".join(lines) + "\n\n"


def _title(annotated: Annotated) -> Span:
    """The title, or the first line where there is none or a mention stands above it."""
    text = annotated.document.text
    title = next((block.span for block in annotated.document.blocks if block.kind is BlockKind.TITLE), None)
    first = annotated.mentions[0].span.start if annotated.mentions else len(text)
    if title is None or first < title.start or text[title.end : title.end + 1].strip():
        return Span(0, len(text.partition("\n")[0]))
    return title


def _mention(key: str, mention: Mention, shift: int) -> str:
    links = [link for link in mention.links if link.status is LinkStatus.LINKED]
    identifiers = ",".join(link.concept.curie for link in links) or "-"
    start, end = mention.span.start - shift, mention.span.end - shift
    return "\t".join([key, str(start), str(end), _flat(mention.text), TYPES[mention.kind], identifiers])


def _flat(text: str) -> str:
    """``text`` on one line, one for one."""
    return _BREAK.sub(" ", text)


PUBTATOR = Writer("", _document, "")
