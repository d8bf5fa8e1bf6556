"""A page that is open in a browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page


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
