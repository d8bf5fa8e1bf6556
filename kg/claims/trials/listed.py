"""Endpoints told in turn, each with its own p-value in brackets: ``improved weight (P < 0.01) and sleep (P = 0.2)``."""

from __future__ import annotations

import re

from kg.claims.trials import effects
from kg.claims.trials.endpoint_phrases import is_a_clause, is_name
from kg.claims.trials.endpoint_terms import ROLE, STANDARD, is_harmful, is_safety, is_wanted
from kg.claims.trials.measures import p_number, ratios
from kg.claims.trials.scope import Passage
from kg.claims.trials.verdicts import Statement
from kg.model import Effect, Endpoint

_ITEM = re.compile(
    r"(?:\b(?:and|or)\s+)?(?P<np>[A-Za-z](?:[^.;:,(){}]|(?<=\d)\.(?=\d)){2,120}?)\s*\((?P<in>[^(){}]*?(?P<p>"
    r"[Pp](?:[\s-]?values?)?\s*[<=>≤]\s*0?\.\d+)[^(){}]*)\)"
)
_BRACKET = re.compile(r"\([^(){}]*[Pp](?:[\s-]?values?)?\s*[<=>≤]\s*0?\.\d")
_FEWEST = 2
"""Brackets with a p-value that a list of endpoints has at least."""
_JOINT = re.compile(r"\s*(?:,|;)?\s*(?:and|or|as\s+well\s+as)?\s*(?:in\s+|for\s+)?(?:the\s+)?")
_LEAD = re.compile(
    r"^.*\b(?:(?:for|in|on|regarding|including|of|reduced|decreased|lowered|increased|improved|raised|lower|higher|better|worse|"
    r"greater|fewer|less|more|shorter|longer)\s+(?:both\s+|the\s+|mean\s+|median\s+|total\s+)*)",
    re.I,
)
"""What leads to the first name of the list."""


def told_in_turn(passage: Passage) -> tuple[Statement, ...]:
    """The statements of a sentence that lists at least two endpoints with a p-value each; nothing for another one."""
    text = passage.lean.masked
    if len(_BRACKET.findall(text)) < _FEWEST:
        return ()
    items = list(_ITEM.finditer(text))
    run = items[:1]
    for item in items[1:]:
        if not _JOINT.fullmatch(text[run[-1].end() : item.start()]):
            break
        run.append(item)
    if (
        len(run) < 2
        or is_safety(text)
        or ROLE.search(text)
        or ratios(text)
        or any(p.search(text) for p, *_ in STANDARD)
    ):
        return ()
    first = _LEAD.match(run[0]["np"])
    begins = run[0].start("np") + (first.end() if first else 0)
    lead = text[:begins]
    found = []
    for item in run:
        start = max(item.start("np"), begins)
        label = " ".join(text[start : item.end("np")].split())
        effect = _effect(lead, label, p_number(item["p"]) or 0.0)
        if effect is None or not is_name(label) or is_a_clause(label):
            continue
        span = passage.lean.span(start, item.end("np"))
        where = passage.lean.span(item.start("p"), item.end("p"))
        offset = passage.lean.sentence.span.start
        written = passage.lean.text[where.start - offset : where.end - offset]
        found.append(
            Statement(passage, span, Endpoint.OTHER, label, is_harmful(label), effect=effect, p=written, by_words=True)
        )
    return tuple(found)


def _effect(lead: str, label: str, p: float) -> Effect | None:
    """The direction that the words before the list give to one of its items; none where they may mean either."""
    stated = effects.stated(lead, is_harmful(label))
    if p >= 0.05 or stated is Effect.NO_DIFFERENCE:
        return Effect.NO_DIFFERENCE if p >= 0.05 else None
    if effects.is_good(lead):
        return Effect.IMPROVED
    return stated if stated is not None and (is_harmful(label) or is_wanted(label)) else None
