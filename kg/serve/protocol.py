"""The SPARQL 1.1 Protocol: which question a request asks, and in which form it takes the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl

from kg.serve.messages import Answer, Question, refusal

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
HTML = "text/html"

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"

ROWS: Mapping[str, str] = MappingProxyType(
    {
        JSON: JSON,
        "application/json": JSON,
        "application/sparql-results+xml": "application/sparql-results+xml",
        "application/xml": "application/sparql-results+xml",
        "text/xml": "application/sparql-results+xml",
        "text/csv": "text/csv",
        "text/tab-separated-values": "text/tab-separated-values",
    }
)
"""The media types of tables and truth values, by every name under which they are asked for; the first is preferred."""

TRIPLES: Mapping[str, str] = MappingProxyType(
    {
        TURTLE: TURTLE,
        "application/turtle": TURTLE,
        "application/x-turtle": TURTLE,
        "application/n-triples": "application/n-triples",
        "text/plain": "application/n-triples",
        "application/ld+json": "application/ld+json",
        "application/json": "application/ld+json",
        "application/rdf+xml": "application/rdf+xml",
        "application/xml": "application/rdf+xml",
        "text/xml": "application/rdf+xml",
    }
)
"""The same of graphs."""

NAMES: Mapping[str, str] = MappingProxyType(
    {
        "json": "application/json",
        "xml": "application/xml",
        "csv": "text/csv",
        "tsv": "text/tab-separated-values",
        "turtle": TURTLE,
        "ttl": TURTLE,
        "ntriples": "application/n-triples",
        "nt": "application/n-triples",
        "jsonld": "application/ld+json",
        "rdfxml": "application/rdf+xml",
    }
)
"""What ``format=`` may say, for clients that cannot set a header."""

_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_ONCE = ("query", "format")
_DATASET = ("default-graph-uri", "named-graph-uri")


@dataclass(frozen=True, slots=True)
class Request:
    """As much of a request as the protocol looks at. ``parameters`` are those of the address, in order."""

    method: str
    parameters: Sequence[tuple[str, str]]
    media_type: str
    accept: str
    body: bytes


def question(request: Request) -> Question | Answer:
    """The question that is asked, or the refusal that a request which asks none is met with."""
    try:
        parameters = [*request.parameters, *_body(request)]
    except UnicodeDecodeError:
        return refusal(400, "The query is not UTF-8.")
    except KeyError:
        return refusal(415, f"A query comes as {FORM} or {QUERY}, not as {request.media_type or 'nothing'}.")
    names = [name for name, _ in parameters]
    if "update" in names or request.media_type == UPDATE:
        return refusal(403, "This graph is read only: no update is taken. Build it again to change it.")
    for name in _ONCE:
        if names.count(name) > 1:
            return refusal(400, f"There is more than one parameter {name!r}.")
    if "query" not in names:
        return refusal(400, "There is no query: give the parameter 'query'.")
    given = dict(parameters)
    accept = request.accept
    if "format" in given:
        if given["format"] not in NAMES:
            return refusal(400, f"There is no format {given['format']!r}. Known are {', '.join(NAMES)}.")
        accept = NAMES[given["format"]]
    graphs = {wanted: tuple(value for name, value in parameters if name == wanted and value) for wanted in _DATASET}
    return Question(
        given["query"], chosen(accept, ROWS), chosen(accept, TRIPLES), graphs[_DATASET[0]], graphs[_DATASET[1]]
    )


def _body(request: Request) -> list[tuple[str, str]]:
    """The parameters in the body. Raises ``KeyError`` for a media type that holds none."""
    if request.method != "POST":
        return []
    if request.media_type == FORM:
        return parse_qsl(request.body.decode(), keep_blank_values=True)
    if request.media_type == QUERY:
        return [("query", request.body.decode())]
    if request.media_type == UPDATE:
        return []
    raise KeyError(request.media_type)


def chosen(accept: str, offered: Mapping[str, str]) -> str:
    """What of ``offered`` the header likes best; the first when it takes anything, "" when it takes none of them."""
    ranges = list(_ranges(accept))
    if not ranges:
        return next(iter(offered.values()))
    named = dict(ranges)
    best, liked = "", 0.0
    for media_type in dict.fromkeys(offered.values()):
        asked_for = [named[name] for name, stands_for in offered.items() if stands_for == media_type and name in named]
        quality = max(asked_for) if asked_for else _quality(media_type, named)
        if quality > liked:
            best, liked = media_type, quality
    return best


def prefers_html(accept: str, offered: Iterable[str]) -> bool:
    """Whether a page is wanted rather than any of the other types, which are wanted by who names them."""
    ranges = list(_ranges(accept))
    page = max((quality for name, quality in ranges if name in (HTML, "application/xhtml+xml")), default=0.0)
    return page > 0 and all(page >= quality for name, quality in ranges if name in offered)


def _ranges(accept: str) -> Iterable[tuple[str, float]]:
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if "/" not in name:
            continue
        given = [value for key, _, value in (parameter.partition("=") for parameter in parameters) if key == "q"]
        quality = given[0] if given else "1"
        yield name, float(quality) if _QUALITY.fullmatch(quality) else 0.0


def _quality(name: str, ranges: Mapping[str, float]) -> float:
    """By the most particular range that the type falls into (RFC 9110, 12.5.1)."""
    fitting = (ranges[wanted] for wanted in (name, f"{name.partition('/')[0]}/*", "*/*") if wanted in ranges)
    return next(fitting, 0.0)
