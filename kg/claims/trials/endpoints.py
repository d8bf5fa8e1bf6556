"""Endpoints as articles name them, and the role that they say an endpoint has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.claims.trials.endpoint_phrases import APPOSED, is_taken, phrases, subjects
from kg.claims.trials.endpoint_terms import ROLE, STANDARD, Named, is_harmful, is_of_tumours, is_safety, is_written
from kg.model import Endpoint

_LEAD = re.compile(r"^\s*(?:[A-Z][\w-]*,?\s+(?:(?:and|or|of)\s+)?){1,5}[A-Z][\w-]*:\s+(?=[A-Z])")
"""``Main Outcomes and Measures:``"""


def named(text: str, known: tuple[str, ...] = ()) -> tuple[Named, ...]:
    """The endpoints that ``text`` (names of drugs and trials masked) speaks of, in order, with their roles.

    ``known`` are the labels of endpoints that the document has named before.
    """
    text = _LEAD.sub(lambda lead: " " * len(lead.group()), text).replace(" vs. ", " vs  ")
    found: list[Named] = []
    for pattern, endpoint, adverse in STANDARD:
        for match in pattern.finditer(text):
            other = endpoint is Endpoint.ORR and not is_of_tumours(text, match.start())
            if not is_taken(found, *match.span()) and is_written(match.group()) and not other:
                found.append(Named(*match.span(), endpoint, match.group(), adverse))
    for item in phrases(text, found):
        found.append(item)
    for label in known:
        found.extend(_again(text, label, found))
    if not found and ROLE.search(text) is None:
        found.extend(subjects(text))
    return _with_roles(text, sorted(found, key=lambda n: n.start))


_WORD = re.compile(r"[A-Za-z][\w-]*\d*%?")
_NO_CORE = re.compile(
    r"a|achieving|all|an|and|any|as|at|baseline|between|by|cause|change|confirmed|day|decrease|defined|"
    r"either|event|events|first|for|from|group|improvement|in|increase|least|mean|median|month|months|"
    r"number|occurred|occurrence|of|on|or|participants|patients|people|percent|percentage|proportion|rate|"
    r"reaching|reduction|respect|score|scores|the|time|to|total|week|weeks|who|with|within|year|"
    r"years"
)


def _core(label: str) -> tuple[str, ...]:
    """The words of a label that tell it from others, in order, at most four."""
    words = _WORD.findall(re.split(r",|\s(?:at|by|from|over|through|within|defined|assessed)\s", label)[0])
    return tuple(w for w in words if _NO_CORE.fullmatch(w.lower()) is None)[:4]


_SHORT = 2
"""Letters that an abbreviation of an endpoint has at least, and one more."""


def _again(text: str, label: str, found: list[Named]) -> Iterator[Named]:
    """An endpoint that was named before, named again with the words that matter in their order."""
    short = "".join(word[0] for word in re.findall(r"[A-Za-z][\w-]*", label.split(" at ")[0])).upper()
    if len(short) > _SHORT and (match := re.search(rf"\b{short}\b", text)) and not is_taken(found, *match.span()):
        yield Named(*match.span(), Endpoint.OTHER, label, is_harmful(label))
        return
    core = _core(label)
    if not core or (len(core) == 1 and len(core[0]) < 5 and not core[0].isupper()):
        return
    match = re.search(r"\b" + r"\W+(?:[\w-]+\W+){0,2}?".join(map(re.escape, core)) + r"\b", text, re.IGNORECASE)
    if match and not is_taken(found, *match.span()):
        yield Named(*match.span(), Endpoint.OTHER, label, is_harmful(label))


_COORDINATED = re.compile(r"\s*\(|\s*(?:\([^()]*\))?\s*(?:,|and|or|nor|,\s*and|as\s+well\s+as)\s*(?:the\s+)?", re.I)
_SAME = re.compile(r"\s*[(,]\s*(?:or\s+|the\s+)?", re.I)


def _with_roles(text: str, found: list[Named]) -> tuple[Named, ...]:
    """Give each endpoint the role beside it; a role without a name beside it is an endpoint named elsewhere."""
    result = _without_repeats(text, found)
    for match in ROLE.finditer(text):
        role = (
            "primary" if "primary" in match["role"].lower() or "secondary" not in match["role"].lower() else "secondary"
        )
        group = _bound(text, result, match)
        if not group:
            if not is_taken(result, *match.span()):
                result.append(Named(*match.span(), None, "", role=role))
            continue
        for n in group:
            old = result[n]
            result[n] = Named(old.start, old.end, old.endpoint, old.label, old.adverse, old.role or role)
    return tuple(sorted(result, key=lambda n: n.start))


def _without_repeats(text: str, found: list[Named]) -> list[Named]:
    """``progression-free survival (PFS)`` once."""
    result: list[Named] = []
    for item in found:
        last = result[-1] if result else None
        if (
            last
            and last.endpoint is item.endpoint is not Endpoint.OTHER
            and _SAME.fullmatch(text[last.end : item.start])
        ):
            result[-1] = Named(last.start, item.end, last.endpoint, last.label, last.adverse)
            continue
        result.append(item)
    return result


def _bound(text: str, found: list[Named], role: re.Match[str]) -> list[int]:
    """Which endpoints a mention of a role is about: the ones just before it, else the ones after it."""
    plural = text[role.start("head") : role.end("head")].lower().rstrip().endswith("s")
    before = [n for n, item in enumerate(found) if item.end <= role.start() and item.endpoint is not None]
    if before and APPOSED.fullmatch(text[found[before[-1]].end : role.start()]):
        return _coordinated(text, found, before[-1], -1) if plural else [before[-1]]
    inside = [n for n, item in enumerate(found) if item.start >= role.end() and item.endpoint is not None]
    if inside:
        between = text[role.end() : found[inside[0]].start]
        if len(between) < 90 and not re.search(r"[.;]\s|\b(?:but|although|whereas)\b", between):
            return _coordinated(text, found, inside[0], 1) if plural else [inside[0]]
    return []


def _coordinated(text: str, found: list[Named], start: int, step: int) -> list[int]:
    group = [start]
    while 0 <= group[-1] + step < len(found):
        one, other = sorted((group[-1], group[-1] + step))
        if not _COORDINATED.fullmatch(text[found[one].end : found[other].start].lstrip(")")):
            break
        group.append(group[-1] + step)
    return group


def sides(item: Named, text: str) -> bool:
    """Whether the endpoint stands in a clause on side effects and has no role."""
    start = max(text.rfind(mark, 0, item.start) for mark in ("; ", ". "))
    end = min((at for mark in ("; ", ". ") if (at := text.find(mark, item.end)) >= 0), default=len(text))
    return item.endpoint is Endpoint.OTHER and item.role is None and is_safety(text[max(start, 0) : end])
