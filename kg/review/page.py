"""The one HTML file: template, stylesheet, script and data, under a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from kg.review.appearance import KINDS
from kg.review.data import PageData
from kg.review.network import vis_network
from kg.review.payload import Json, payload
from kg.review.script import joined, static_text


def render(page: PageData) -> str:
    """The page as HTML, the same for the same data. It makes no request when it is opened, searched or clicked.

    Raises ``GraphError`` when the records refer to what the page does not hold, ``ResourceError`` when pyvis is broken.
    """
    style = _colours() + static_text("page.css")
    scripts = (vis_network(), joined())
    template = _environment().get_template("page.html.j2")
    return template.render(
        title=page.meta.title,
        version=page.meta.version,
        policy=_policy(style, scripts),
        style=_raw(style, "</style"),
        scripts=[_raw(script, "</script") for script in scripts],
        payload=_packed(payload(page)),
    )


def _packed(data: Json) -> str:
    """The data as JSON, compressed: a tenth of the size, and no text of an article stands in the HTML at all."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), level=6)).decode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("kg.review"),
        autoescape=select_autoescape(("html", "j2"), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _policy(style: str, scripts: tuple[str, ...]) -> str:
    """Nothing is loaded, what runs is known by its hash, and a page that is served may speak to its own server."""
    run = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {run}; style-src {_hash(style)}; "
        "img-src 'none'; connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _raw(own: str, end_tag: str) -> Markup:
    """Text of the project's own, never of an article, that stands as it is, for its hash depends on it."""
    if end_tag in own.lower():
        raise ValueError(f"a script or stylesheet of the page holds {end_tag!r}")
    return Markup(own)


def _colours() -> str:
    """The kinds' colours as custom properties, so that legend and picture cannot differ."""
    rules = "".join(
        f"--{kind.value}:{style.colour};--{kind.value}-line:{style.border};" for kind, style in KINDS.items()
    )
    return f":root{{{rules}}}\n"
