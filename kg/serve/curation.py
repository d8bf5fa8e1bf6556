"""Where review pages send decisions: ``/curation`` of a server that was started with a log.

An answer of success means that the events are on the disk. Only pages of this server may send or read here: a request
that a browser makes for another site is refused, whatever the site, by its ``Origin`` and by ``Sec-Fetch-Site``.
"""

from __future__ import annotations

import json

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.curate import CurationLog, parse_event, write_event
from kg.errors import ClaimgraphError, InputError
from kg.model import CurationEvent
from kg.serve.http import answered, body_of
from kg.serve.messages import refusal

LINES = "application/jsonl"
_LINES = frozenset({LINES, "application/x-ndjson"})
_JSON = "application/json"

MOST_BYTES = 20_000_000
"""Of one request: some thirty thousand events, which a page may have kept for long."""

_NO_STORE = {"Cache-Control": "no-store"}


async def curation(request: Request, log: CurationLog | None) -> Response:
    """The log to a GET, and the events of a POST into the log."""
    if log is None:
        return answered(refusal(404, "This server keeps no decisions. Start it with kg serve --curate FILE."))
    if not _is_ours(request):
        return answered(refusal(403, "Decisions are sent and read by pages of this server alone. Open /review here."))
    try:
        return await (_received(request, log) if request.method == "POST" else _written(log))
    except InputError as error:
        return answered(refusal(400, str(error)))
    except _LogError as error:
        return answered(refusal(500, str(error)))


class _LogError(Exception):
    """The log itself cannot be read or written."""


def _is_ours(request: Request) -> bool:
    """Whether the request comes from a page of this server, or from no page at all."""
    origin = request.headers.get("origin")
    if origin is not None and origin != str(request.base_url).rstrip("/"):
        return False
    return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")


async def _written(log: CurationLog) -> Response:
    events = await _of_log(log)
    return Response("".join(f"{write_event(event)}\n" for event in events), media_type=LINES, headers=_NO_STORE)


async def _of_log(log: CurationLog) -> tuple[CurationEvent, ...]:
    try:
        return await run_in_threadpool(log.events)
    except ClaimgraphError as error:
        raise _LogError(str(error)) from error


async def _received(request: Request, log: CurationLog) -> Response:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in _LINES | {_JSON}:
        return answered(refusal(415, f"Send events as {LINES}, one a line, or one or a list of them as {_JSON}."))
    body = await body_of(request, MOST_BYTES)
    if body is None:
        return answered(refusal(413, "The request is too long. Send fewer events at a time."))
    events, refused = _events(body, as_lines=media_type in _LINES)
    try:
        new = await run_in_threadpool(log.append, events)
    except ClaimgraphError as error:
        raise _LogError(str(error)) from error
    content = {"kept": [event.id for event in events], "new": list(new), "refused": refused}
    return JSONResponse(content, 201 if new else 200, headers=_NO_STORE)


def _events(body: bytes, *, as_lines: bool) -> tuple[list[CurationEvent], list[dict[str, object]]]:
    """The events of a request, and what is wrong with those that are none, by their numbers from 1.

    Raises ``InputError`` when there is no event at all.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("the request is not UTF-8", where="the body", cure="Send JSON.") from None
    lines = text.removesuffix("\n").split("\n") if as_lines else _as_lines(text)
    events: list[CurationEvent] = []
    refused: list[dict[str, object]] = []
    for number, line in enumerate(lines, start=1):
        try:
            events.append(parse_event(line, where=f"event {number}"))
        except InputError as error:
            if number == len(lines) and not events:
                raise
            refused.append({"event": number, "why": error.what})
    return events, refused


def _as_lines(text: str) -> list[str]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("the request is no JSON", where="the body", cure="docs/curation.md has the form.") from None
    items = content if isinstance(content, list) else [content]
    return [json.dumps(item, ensure_ascii=False) for item in items]
