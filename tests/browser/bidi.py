"""A client of WebDriver BiDi, the protocol that Firefox speaks without a driver: JSON over one WebSocket."""

from __future__ import annotations

import json
import os
import secrets
import socket
import struct
from base64 import b64encode
from collections import deque
from dataclasses import dataclass, field
from itertools import count
from types import TracebackType
from typing import Any, Self

Json = dict[str, Any]

_TEXT, _CLOSE, _PING, _PONG = 1, 8, 9, 10
_LAST = 0x80
_MASKED = 0x80


class BidiError(RuntimeError):
    """The browser says that a command failed."""


@dataclass
class Connection:
    """A session of a browser that listens on 127.0.0.1; ``events`` holds what it told without being asked."""

    port: int
    patience: float = 120.0
    events: deque[Json] = field(default_factory=deque)

    def __enter__(self) -> Self:
        self._numbers = count(1)
        self._socket = socket.create_connection(("127.0.0.1", self.port), timeout=self.patience)
        self._received = self._socket.makefile("rb")
        self._shake_hands()
        self.call("session.new", capabilities={})
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._received.close()
        self._socket.close()

    def call(self, method: str, **parameters: Any) -> Json:
        """The result of a command.

        Raises :class:`BidiError` with the browser's words.
        """
        number = next(self._numbers)
        self._send(_TEXT, json.dumps({"id": number, "method": method, "params": parameters}).encode())
        while True:
            message = json.loads(self._message())
            if message.get("id") == number:
                break
            self.events.append(message)
        if message["type"] == "error":
            raise BidiError(f"{method}: {message['message']}")
        result: Json = message["result"]
        return result

    def _shake_hands(self) -> None:
        key = b64encode(secrets.token_bytes(16)).decode()
        lines = (
            "GET /session HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        )
        self._socket.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode())
        status = self._received.readline().decode()
        if " 101 " not in status:
            raise BidiError(f"the browser opens no session: {status.strip()}")
        while self._received.readline().strip():
            pass

    def _send(self, kind: int, data: bytes) -> None:
        """One masked frame, as clients must send them."""
        size = len(data)
        if size < 126:
            head = struct.pack("!BB", _LAST | kind, _MASKED | size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", _LAST | kind, _MASKED | 126, size)
        else:
            head = struct.pack("!BBQ", _LAST | kind, _MASKED | 127, size)
        mask = os.urandom(4)
        self._socket.sendall(head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(data)))

    def _message(self) -> bytes:
        """The next message, of one frame or several."""
        whole = b""
        while True:
            first, size = self._received.read(2)
            size &= 0x7F
            if size >= 126:
                size = int.from_bytes(self._received.read(2 if size == 126 else 8))
            data = self._received.read(size)
            kind = first & 0x0F
            if kind == _PING:
                self._send(_PONG, data)
            elif kind == _CLOSE:
                raise BidiError("the browser closed the session")
            else:
                whole += data
                if first & _LAST:
                    return whole
