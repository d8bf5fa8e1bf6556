"""Text as XML can hold it."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """``text`` with what XML cannot hold replaced one for one, so that offsets stay."""
    return _NOT_XML.sub("\ufffd", text)
