"""Firefox, headless and without a network, with one page open in it."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bidi import BidiError, Connection

KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "Tab": "\ue004", "Backspace": "\ue003"}
"""How WebDriver writes the keys that have no character."""

_LISTENS = re.compile(r"WebDriver BiDi listening on ws://127\.0\.0\.1:(\d+)")
_QUIET = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.download.folderList": 2,
    "browser.download.always_ask_before_handling_new_types": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "ui.prefersReducedMotion": 1,
}
"""A browser that asks for nothing of its own, behind a proxy that is not there: only files and this machine answer."""

_WATCH = """() => {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
}"""


@dataclass
class Firefox:
    """One tab. What it asks for, says and throws is in ``connection.events``."""

    connection: Connection
    context: str
    downloads: Path
    patience: float = 60.0

    def open(self, address: str, width: int = 1280, height: int = 800) -> None:
        self.connection.call(
            "browsingContext.setViewport", context=self.context, viewport={"width": width, "height": height}
        )
        self.connection.call("browsingContext.navigate", context=self.context, url=address, wait="complete")
        self.until("document.documentElement.dataset.ready === 'true'")

    def reload(self) -> None:
        self.connection.call("browsingContext.reload", context=self.context, wait="complete")
        self.until("document.documentElement.dataset.ready === 'true'")

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript gives, through JSON."""
        answer = self.connection.call(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self.context},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise BidiError(f"{expression}: {answer['exceptionDetails']['text']}")
        text = answer["result"].get("value")
        return None if text is None else json.loads(text)

    def until(self, expression: str) -> None:
        """Waits until an expression holds.

        Raises ``TimeoutError`` that names it.
        """
        end = time.monotonic() + self.patience
        while not self.value(f"Boolean({expression})"):
            if time.monotonic() > end:
                raise TimeoutError(expression)
            time.sleep(0.05)

    def text(self, selector: str) -> str:
        found: str = self.value(f"document.querySelector({selector!r}).innerText")
        return found

    def texts(self, selector: str) -> list[str]:
        found: list[str] = self.value(f"[...document.querySelectorAll({selector!r})].map((one) => one.innerText)")
        return found

    def press(self, keys: str) -> None:
        """Types a text, or presses one key of :data:`KEYS`."""
        actions = [
            {"type": kind, "value": key}
            for key in ([KEYS[keys]] if keys in KEYS else keys)
            for kind in ("keyDown", "keyUp")
        ]
        self._perform({"type": "key", "id": "keyboard", "actions": actions})

    def middle(self, selector: str) -> tuple[int, int]:
        """Where on the screen the middle of an element is, once it is in sight."""
        self.value(f"document.querySelector({selector!r}).scrollIntoView({{ block: 'nearest' }}) ?? null")
        box = self.value(f"document.querySelector({selector!r}).getBoundingClientRect()")
        return round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)

    def click(self, selector: str) -> None:
        self.drag([self.middle(selector)])

    def drag(self, points: list[tuple[int, int]]) -> None:
        """Presses the button at the first point, moves over the others and lets go: a click when there is only one."""
        moves = [{"type": "pointerMove", "x": x, "y": y, "duration": 40} for x, y in points]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self._perform({"type": "pointer", "id": "mouse", "actions": [moves[0], down, *moves[1:], up]})

    def fill(self, selector: str, text: str) -> None:
        self.click(selector)
        self.press(text)

    def _perform(self, *sources: dict[str, Any]) -> None:
        self.connection.call("input.performActions", context=self.context, actions=list(sources))


@contextmanager
def running(executable: str, folder: Path) -> Iterator[Firefox]:
    """Firefox with a profile and a folder for downloads of its own in ``folder``."""
    profile, downloads = folder / "profile", folder / "downloads"
    profile.mkdir(parents=True)
    downloads.mkdir()
    preferences = _QUIET | {"browser.download.dir": str(downloads)}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
    command = [executable, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    log = folder / "firefox.log"
    with log.open("w", encoding="utf-8") as said, subprocess.Popen(command, stdout=said, stderr=said) as process:
        try:
            with Connection(_port(log, process)) as connection:
                [tab, *_] = connection.call("browsingContext.getTree")["contexts"]
                connection.call("script.addPreloadScript", functionDeclaration=_WATCH)
                connection.call("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
                yield Firefox(connection, tab["context"], downloads)
        finally:
            process.terminate()


def _port(log: Path, process: subprocess.Popen[bytes], patience: float = 120.0) -> int:
    """The port that the browser says it listens on."""
    end = time.monotonic() + patience
    while time.monotonic() < end and process.poll() is None:
        if found := _LISTENS.search(log.read_text(encoding="utf-8", errors="replace")):
            return int(found[1])
        time.sleep(0.1)
    raise TimeoutError(f"Firefox does not listen: {log.read_text(encoding='utf-8', errors='replace')}")
