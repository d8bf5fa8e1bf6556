"""What axe-core finds on the page: nothing serious, in any view, light or dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened import Open


def test_the_help_opens_by_key_and_gives_the_keyboard_back(open_page: Open) -> None:
    page = open_page(view="#claim=0000").page
    page.locator("#row-0").focus()
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="How to judge a claim")
    assert help_.is_visible()
    page.keyboard.press("a")
    assert page.locator("#tally").inner_text().startswith("0 accepted")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    page.keyboard.press("Escape")
    assert not help_.is_visible()
    assert page.evaluate("document.activeElement.id") == "row-0"


def test_the_keyboard_reaches_everything_from_top_to_bottom(open_page: Open) -> None:
    page = open_page(view="#claim=0000").page
    reached = []
    for _ in range(200):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id"))
        if reached[-1] == "download":
            break
    wanted = [
        "search",
        "view-graph",
        "help-open",
        "theme",
        "zoom-in",
        "legend-kind-drug",
        "order",
        "curator",
        "download",
    ]
    assert [name for name in reached if name in wanted] == wanted


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(
    "view", ["#claim=0009", "#view=table&claim=0026", "#view=trials", "#node=EX:CD38&hops=1&order=worth"]
)
def test_axe_finds_no_serious_violation(open_page: Open, view: str, dark: bool) -> None:
    page = open_page(view=view, dark=dark).page
    page.click("#filters summary")
    if "claim=" in view:
        page.keyboard.press("r")
        page.wait_for_selector(".correction")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    found = Axe().run(page).response["violations"]
    serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert serious == []
