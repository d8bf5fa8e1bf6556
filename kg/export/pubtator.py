"""PubTator: a title line, an abstract line and one tab-separated line a mention; an empty line ends a document.

The title is the first line of the text and the abstract the rest with its line breaks as blanks, so that an offset
means the same code point in the document and in ``title + " " + abstract``.
"""

from __future__ import annotations

import re

from kg.export.writer import Writer
from kg.model import Annotated, Kind, LinkStatus, Mention

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
    title, _, rest = annotated.document.text.partition("\n")
    lines = [f"{key}|t|{_BREAK.sub(' ', title)}", f"{key}|a|{_BREAK.sub(' ', rest)}"]
    lines += [_mention(key, mention) for mention in annotated.mentions]
    return "\n".join(lines) + "\n\n"


def _mention(key: str, mention: Mention) -> str:
    links = [link for link in (mention.link, *mention.also) if link and link.status is LinkStatus.LINKED]
    identifiers = ",".join(link.concept.curie for link in links) or "-"
    text = _BREAK.sub(" ", mention.text)
    return "\t".join([key, str(mention.span.start), str(mention.span.end), text, TYPES[mention.kind], identifiers])


PUBTATOR = Writer("", _document, "")
