"""Chromium, driven by Playwright, on pages that lie on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from opened import Open, Opened
from playwright.sync_api import Browser
from story import story

from kg.review import PageData, render

_PATIENCE = 120_000
"""Milliseconds that a busy machine may take for one step."""
_WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def open_page(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Writes a page to disk and opens it, offline."""
    contexts = []

    def opener(
        data: PageData | None = None, *, view: str = "", width: int = 1280, dark: bool = False, motion: bool = False
    ) -> Opened:
        file = tmp_path / "kg.html"
        file.write_text(render(data or story()), encoding="utf-8")
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            offline=True,
            color_scheme="dark" if dark else "light",
            reduced_motion="no-preference" if motion else "reduce",
        )
        context.add_init_script(_WATCH)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(_PATIENCE)
        opened = Opened(page, file.as_uri())
        page.on("request", lambda request: opened.requests.append(request.url))
        page.on("pageerror", lambda error: opened.errors.append(str(error)))
        page.on("console", lambda said: opened.errors.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: (opened.dialogs.append(dialog.message), dialog.dismiss()))
        page.goto(file.as_uri() + view)
        page.wait_for_selector("html[data-ready]")
        return opened

    yield opener
    for context in contexts:
        context.close()
