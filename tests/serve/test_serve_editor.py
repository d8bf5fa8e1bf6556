"""The editor of queries in a browser: it asks this server and no other, completes names and offers the questions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PATIENCE = 120_000
"""Milliseconds that a busy machine may take for one step."""
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.blockedURI));
"""
COMPLETE = """() => {
  const shown = [...document.querySelectorAll(".CodeMirror")].find((element) => element.offsetParent).CodeMirror;
  shown.setValue("SELECT * WHERE { ?d cg:inhi");
  shown.focus();
  shown.setCursor(0, 27);
  shown.autocomplete(false);
}"""


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """The editor, open."""
    opened = chromium.new_page()
    opened.set_default_timeout(PATIENCE)
    opened.add_init_script(WATCH)
    opened.goto(f"{address}/query")
    opened.locator("#saved option").nth(20).wait_for(state="attached")
    yield opened
    opened.close()


def test_a_saved_question_is_asked_of_this_server_and_of_no_other(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.select_option("#saved", "approvals")
    page.locator(".yasqe_queryButton:visible").click()
    page.locator(".yasr td:visible", has_text="isatuximab").first.wait_for()
    assert f"{address}/sparql" in asked
    assert all(url.startswith((address, "data:")) for url in asked)
    assert page.evaluate("window.violations") == []


def test_predicates_of_the_graph_are_completed(page: Page) -> None:
    page.evaluate(COMPLETE)
    page.locator(".CodeMirror-hint", has_text="cg:inhibits").first.wait_for()


def test_an_iri_of_an_answer_leads_to_its_page(page: Page, address: str) -> None:
    page.select_option("#saved", "drugs-for-disease")
    page.locator(".yasqe_queryButton:visible").click()
    with page.context.expect_page() as opened:
        page.locator(".yasr a.iri:visible").first.click()
    opened.value.wait_for_load_state()
    assert opened.value.url.startswith(f"{address}/page?iri=http")
