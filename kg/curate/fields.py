"""Parts of a curation event as JSON has them: each read strictly, with words for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from typing import Any, TypeVar

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f]+")
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

Json = dict[str, Any]
_Word = TypeVar("_Word", bound=StrEnum)


class BadError(ValueError):
    """What is wrong with a line, before it is known which line it is."""


def check_fields(content: Json, known: Collection[str], what: str, *, all_of: bool = True) -> None:
    if unknown := sorted(content.keys() - known):
        raise BadError(f"{what} has the unknown field {unknown[0]!r}; known are {', '.join(sorted(known))}")
    if all_of and (missing := sorted(known - content.keys())):
        raise BadError(f"{what} lacks the field {missing[0]!r}")


def json_object(value: Any, name: str) -> Json:
    if not isinstance(value, dict):
        raise BadError(f"{name!r} is no object")
    return value


def string(content: Json, name: str) -> str:
    value = content[name]
    if not isinstance(value, str):
        raise BadError(f"{name!r} is no string")
    return value


def text(content: Json, name: str) -> str:
    value = string(content, name)
    if bad := _NOT_IN_TEXT.search(value):
        raise BadError(f"{name!r} holds the character {bad[0]!a}")
    return value


def matching(content: Json, name: str, shape: re.Pattern[str], means: str) -> str:
    value = text(content, name)
    if not shape.fullmatch(value):
        raise BadError(f"{name!r} is {short(value)}, not {means}")
    return value


def matching_list(content: Json, name: str, shape: re.Pattern[str], means: str) -> tuple[str, ...]:
    values = content[name]
    if not isinstance(values, list):
        raise BadError(f"{name!r} is no list")
    found = tuple(matching({name: value}, name, shape, f"a list of {means}") for value in values)
    if len(set(found)) < len(found):
        raise BadError(f"{name!r} names something twice")
    return found


def boolean(content: Json, name: str) -> bool:
    value = content[name]
    if not isinstance(value, bool):
        raise BadError(f"{name!r} is neither true nor false")
    return value


def word(kind: type[_Word], value: Any, name: str) -> _Word:
    known = [word.value for word in kind]
    if not isinstance(value, str) or value not in known:
        raise BadError(f"{name!r} is {short(value)}, not one of {', '.join(known)}")
    return kind(value)


def short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "…"
