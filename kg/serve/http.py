"""The headers that every answer has, and an answer of a process as one of HTTP."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.messages import Answer

MOST_BYTES = 2_000_000
"""Of a request's body."""

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Pages load what this server has and nothing else."""

EDITOR_POLICY = PAGE_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
"""The editor of queries sets its own styles."""

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SafeHeaders:
    """Adds what keeps a browser from taking an answer for something else."""

    def __init__(self, app: ASGIApp, *, shared: bool) -> None:
        self._app = app
        self._headers = {name: value for name, value in _ALWAYS.items() if not (shared and name.startswith("Cross"))}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)


def answered(answer: Answer, **headers: str) -> Response:
    """The answer of a process."""
    media_type = answer.media_type
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    return Response(answer.body, answer.status, {"Vary": "Accept", "Content-Type": media_type, **headers})


def page(html: str, status: int = 200, *, policy: str = PAGE_POLICY) -> Response:
    """A page of this server."""
    return HTMLResponse(html, status, {"Content-Security-Policy": policy, "Vary": "Accept"})


async def body_of(request: Request, most: int = MOST_BYTES) -> bytes | None:
    """The body, or None when it is too long to be read."""
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > most:
            return None
    return bytes(received)
