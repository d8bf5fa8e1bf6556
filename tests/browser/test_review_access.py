"""What axe-core finds on the page: nothing serious, in any view, light or dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened import Open


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
