"""What the linker weighed and did not take, for the concepts of a build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg.review.data import RunnerUp
from kg.review.remembered import remembered

_PAGE = "kg.html"


def runners_up(built: Path, iris: Iterable[str]) -> dict[str, tuple[RunnerUp, ...]]:
    """The runners-up of those of ``iris`` that have any, best first.

    The graph says what a mention was taken for and nothing else; the page of the same build, beside it, remembers the
    rest. ``built`` is the folder of a build or a file in it; without a page nothing is known. Raises ``GraphError``
    when the page is another one.
    """
    page = (built if built.is_dir() else built.parent) / _PAGE
    if not page.is_file():
        return {}
    known = remembered(page.read_text(encoding="utf-8")).runners_up
    return {iri: known[iri] for iri in sorted(set(iris)) if known.get(iri)}
