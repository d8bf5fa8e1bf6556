"""Takes the pictures of ``docs/images`` anew: ``python docs/pictures.py`` after ``kg build corpus --out outputs``.

Needs Chromium, and Playwright of the test tools.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kg.review import render

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))

from story import large

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LARGEST = 200_000
"""Bytes of a picture."""
PATIENCE = 300_000


@dataclass(frozen=True, slots=True)
class Picture:
    """What is done on a page before its picture is taken: keys are pressed, elements (``click:``) are clicked."""

    name: str
    view: str
    steps: Sequence[str] = ()
    width: int = 1080
    height: int = 640
    dark: bool = False


SAMPLE = (
    Picture("kg-page", "#order=worth", ("j",)),
    Picture("judge-open", "#order=worth", ("j", "j")),
    Picture("kg-page-decision", "#order=worth", ("j", "r", "click:.correction summary")),
    Picture("judge-trial", "#view=trials", ("j", "a", "click:.trial .said summary")),
    Picture("judge-phone", "#order=worth", ("j",), width=390, height=760, dark=True),
)
LARGE = Picture("kg-page-large", "", width=960, height=560)


def take(browser: Browser, page: Path, picture: Picture) -> None:
    """Writes the picture of a page that lies on disk; one that is too large is an error."""
    context = browser.new_context(
        viewport={"width": picture.width, "height": picture.height},
        offline=True,
        reduced_motion="reduce",
        color_scheme="dark" if picture.dark else "light",
    )
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    tab.goto(page.as_uri() + picture.view)
    tab.wait_for_selector("html[data-ready]")
    for step in picture.steps:
        if step.startswith("click:"):
            tab.locator(step.removeprefix("click:")).first.click()
        else:
            tab.keyboard.press(step)
    tab.mouse.move(0, 0)
    tab.wait_for_timeout(1000)
    file = HERE / "images" / f"{picture.name}.png"
    tab.screenshot(path=file)
    context.close()
    size = file.stat().st_size
    print(f"{file.relative_to(ROOT)}: {size // 1000} kB")
    if size > LARGEST:
        raise SystemExit(f"{file.name} is larger than {LARGEST // 1000} kB: make its window smaller.")


def main() -> None:
    sample = ROOT / "outputs" / "kg.html"
    if not sample.is_file():
        raise SystemExit("There is no outputs/kg.html. Build it first: kg build corpus --out outputs.")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for picture in SAMPLE:
            take(browser, sample, picture)
        page = Path(folder) / "kg.html"
        page.write_text(render(large(20_000)), encoding="utf-8")
        take(browser, page, LARGE)
        browser.close()


if __name__ == "__main__":
    main()
