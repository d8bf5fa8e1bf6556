"""ORCID iDs: sixteen digits, the last of which checks the others."""

from __future__ import annotations

import re

_FORM = re.compile(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]")


def is_orcid(text: str) -> bool:
    """Whether ``text`` is a bare ORCID iD with the right check digit (ISO 7064 MOD 11-2)."""
    if not _FORM.fullmatch(text):
        return False
    digits = text.replace("-", "")
    total = 0
    for digit in digits[:15]:
        total = (total + int(digit)) * 2
    return digits[15] == "0123456789X"[(12 - total % 11) % 11]
