"""What a page knows that its graph does not: the sentences around the evidence, and what else the linker weighed."""

from __future__ import annotations

import base64
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.errors import GraphError
from kg.review.data import RunnerUp
from kg.review.payload import Json

_PAYLOAD = re.compile(r'<script type="text/plain" id="payload">([A-Za-z0-9+/=\s]*)</script>')


@dataclass(frozen=True, slots=True)
class Remembered:
    """By the IRI of an evidence: (section, sentences before, sentences after). By the IRI of a node: its runners-up."""

    around: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    runners_up: dict[str, tuple[RunnerUp, ...]] = field(default_factory=dict)


def remembered(html: str) -> Remembered:
    """What the page of :func:`kg.review.render` remembers.

    Raises ``GraphError`` when it is another page.
    """
    found = _PAYLOAD.search(html)
    try:
        if found is None:
            raise ValueError("it has no payload")
        content = json.loads(zlib.decompress(base64.b64decode(found[1])))
        texts = content["texts"]
        around = {
            one["iri"]: (
                texts[one["section"]],
                tuple(texts[number] for number in one["before"]),
                tuple(texts[number] for number in one["after"]),
            )
            for one in _evidence(content)
        }
        runners_up = {node["iri"]: tuple(RunnerUp(**other) for other in node["runnersUp"]) for node in content["nodes"]}
    except (ValueError, KeyError, TypeError, IndexError, zlib.error) as error:
        raise GraphError(f"this is no page of claimgraph: {error}", where="kg.html", cure="Build it again.") from error
    return Remembered(around, runners_up)


def _evidence(content: Json) -> Iterator[Json]:
    for claim in content["claims"]:
        yield from claim["evidence"]
