"""The pages as HTML. Whatever an article or a name says is escaped by the templates."""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from kg.vocab import compact


def rendered(template: str, **content: object) -> str:
    """A page of ``kg/serve/templates``."""
    return _environment().get_template(template).render(**content)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.serve"),
        autoescape=select_autoescape(("html", "j2"), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["page"] = page_of
    environment.filters["compact"] = compact
    return environment


def page_of(iri: str) -> str:
    """The address of the page of an IRI on this server."""
    return f"/page?iri={quote(iri, safe='')}"
