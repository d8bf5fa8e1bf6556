"""Where everything is on the server: routes, and what each does with a request."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.curate import CurationLog
from kg.serve import asking, description, protocol
from kg.serve.curation import curation
from kg.serve.home import overview
from kg.serve.http import EDITOR_POLICY, MOST_BYTES, SafeHeaders, answered, body_of, page
from kg.serve.messages import Limits, Question, refusal
from kg.serve.pages import rendered
from kg.serve.pool import Pool
from kg.serve.remembered import Asked, Remembered
from kg.serve.results import Refused
from kg.serve.things import describing, is_iri, thing
from kg.serve.vocabulary import vocabulary

_STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, slots=True)
class Site:
    """What is served, and to whom.

    ``store`` is the folder of the on-disk store, ``review`` the review page's file, ``base`` the IRI under which the
    graph's own nodes are minted. ``hosts`` are the names by which the server may be called; ``origins`` the web sites
    that may read it from a browser. ``log`` takes the decisions that the review page sends.
    """

    store: Path
    review: Path
    base: str
    hosts: Sequence[str]
    origins: Sequence[str] = ()
    limits: Limits = field(default_factory=Limits)
    processes: int = 4
    log: CurationLog | None = None


def application(site: Site) -> Starlette:
    """The server. Its processes start with it and end with it."""
    return Starlette(
        routes=[
            Route("/", _home),
            Route("/sparql", _sparql, methods=["GET", "POST"]),
            Route("/query", _editor),
            Route("/questions", _questions),
            Route("/questions/{name}", _question),
            Route("/page", _page),
            Route("/id/{path:path}", _minted),
            Route("/review", _review),
            Route("/curation", _curation, methods=["GET", "POST"]),
            Route("/void", _void),
            Route("/.well-known/void", _to_void),
            Route("/vocabulary.json", _vocabulary),
            Mount("/static", StaticFiles(directory=_STATIC)),
        ],
        middleware=_middleware(site),
        exception_handlers={404: _not_found, 405: _not_allowed, Refused: _refused},
        lifespan=_living(site),
    )


def _middleware(site: Site) -> list[Middleware]:
    layers = [
        Middleware(SafeHeaders, shared=bool(site.origins)),
        Middleware(TrustedHostMiddleware, allowed_hosts=list(site.hosts), www_redirect=False),
    ]
    if site.origins:
        methods, headers = ["GET", "POST"], ["Accept", "Content-Type"]
        layers.append(
            Middleware(CORSMiddleware, allow_origins=list(site.origins), allow_methods=methods, allow_headers=headers)
        )
    return layers


def _living(site: Site) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with Pool(site.store, site.limits, site.processes) as pool:
            app.state.pool, app.state.site, app.state.remembered = pool, site, Remembered(pool)
            yield

    return lifespan


def _pool(request: Request) -> Pool:
    pool: Pool = request.app.state.pool
    return pool


def _remembered(request: Request) -> Remembered:
    """For what is asked of the whole graph without a parameter of the request's own."""
    remembered: Remembered = request.app.state.remembered
    return remembered


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


async def _home(request: Request) -> Response:
    if not _wants_page(request):
        return await _void(request)
    return page(rendered("home.html.j2", overview=await overview(_remembered(request))))


async def _sparql(request: Request) -> Response:
    """The SPARQL endpoint; without a query its description, or for a person the editor."""
    parameters = request.query_params.multi_items()
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method != "POST" and not any(name in ("query", "update") for name, _ in parameters):
        if _wants_page(request):
            return RedirectResponse("/query", 303)
        return await _rdf(request, _remembered(request), description.service(_address(request, "/sparql")))
    body = await body_of(request)
    if body is None:
        return answered(refusal(413, f"The request is longer than {MOST_BYTES} bytes."))
    asked = protocol.question(
        protocol.Request(request.method, parameters, media_type, request.headers.get("accept", ""), body)
    )
    return answered(await _pool(request).ask(asked) if isinstance(asked, Question) else asked)


async def _editor(_: Request) -> Response:
    return page(rendered("query.html.j2"), policy=EDITOR_POLICY)


async def _vocabulary(request: Request) -> Response:
    return JSONResponse(await vocabulary(_remembered(request)))


async def _questions(_: Request) -> Response:
    return page(rendered("questions.html.j2", questions=asking.listed()))


async def _question(request: Request) -> Response:
    shown = await asking.asked(_pool(request), request.path_params["name"], dict(request.query_params))
    if shown is None:
        return await _not_found(request, None)
    return page(rendered("question.html.j2", shown=shown))


async def _page(request: Request) -> Response:
    return await _about(request, request.query_params.get("iri", ""))


async def _minted(request: Request) -> Response:
    return await _about(request, _site(request).base + quote(request.path_params["path"], safe="/-._~"))


async def _about(request: Request, iri: str) -> Response:
    """An IRI as a page or as RDF, whichever is wanted."""
    if not is_iri(iri):
        return answered(refusal(400, "Give an absolute IRI: /page?iri=https://…"))
    if not _wants_page(request):
        return await _rdf(request, _pool(request), describing(iri))
    found = await thing(_pool(request), iri)
    if found is None:
        return page(rendered("nothing.html.j2", what=iri), 404)
    return page(rendered("thing.html.j2", thing=found))


async def _review(request: Request) -> Response:
    """The graph's review page as the build wrote it, which has a policy of its own inside."""
    review = _site(request).review
    if not review.is_file():
        return page(rendered("nothing.html.j2", what="a review page"), 404)
    return FileResponse(review, media_type="text/html; charset=utf-8")


async def _curation(request: Request) -> Response:
    return await curation(request, _site(request).log)


async def _void(request: Request) -> Response:
    address = _address(request, "/void")
    queries = description.void(address, _address(request, "/sparql"), _address(request, "/"))
    return await _rdf(request, _remembered(request), description.united(queries))


async def _to_void(_: Request) -> Response:
    return RedirectResponse("/void", 302)


async def _rdf(request: Request, asked: Asked, construct: str) -> Response:
    """What a query constructs, in the form that the client takes, Turtle if it takes anything."""
    accept = request.headers.get("accept", "")
    form = request.query_params.get("format", "")
    wanted = protocol.chosen(protocol.NAMES.get(form, accept), protocol.TRIPLES)
    return answered(await asked.ask(Question(construct, "", wanted or protocol.TURTLE)))


def _wants_page(request: Request) -> bool:
    if "format" in request.query_params:
        return False
    return protocol.prefers_html(request.headers.get("accept", ""), protocol.TRIPLES)


def _address(request: Request, path: str) -> str:
    return str(request.base_url).rstrip("/") + path


async def _not_found(request: Request, _: Exception | None) -> Response:
    if _wants_page(request):
        return page(rendered("nothing.html.j2", what=request.url.path), 404)
    return answered(refusal(404, "There is nothing here. The endpoint is at /sparql."))


async def _not_allowed(_: Request, __: Exception) -> Response:
    return answered(
        refusal(405, "The graph is read with GET, and asked at /sparql with GET or POST."), Allow="GET, POST"
    )


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    if _wants_page(request):
        return page(rendered("refused.html.j2", says=str(error)), error.answer.status)
    return answered(error.answer)
