"""A page that is open in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from kg.curate import read_log
from kg.model import CurationEvent


@dataclass
class Opened:
    """A page that is open, with all that it asked for, said and threw."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)

    @property
    def foreign_requests(self) -> list[str]:
        """Requests for anything but the file itself."""
        return [url for url in self.requests if url.partition("#")[0] != self.address]

    def text(self, selector: str) -> str:
        return self.page.locator(selector).inner_text()


Open = Callable[..., Opened]


def wait_for(page: Page, selector: str, text: str) -> None:
    """Wait until the text of ``selector`` begins with ``text``."""
    page.wait_for_function("([s, t]) => document.querySelector(s).innerText.startsWith(t)", arg=[selector, text])


def downloaded(opened: Opened, folder: Path) -> tuple[CurationEvent, ...]:
    """The events in the file that the page gives, as kg.curate reads it."""
    with opened.page.expect_download() as waiting:
        opened.page.click("#download")
    waiting.value.save_as(folder / "decisions.jsonl")
    content = read_log(folder / "decisions.jsonl")
    assert content.notices == ()
    return content.events
