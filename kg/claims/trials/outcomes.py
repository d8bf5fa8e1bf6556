"""What one passage says of each endpoint that it names: figures, direction, role, and whether it was met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.claims.trials import effects
from kg.claims.trials.clauses import ArmCues, Clause, arm_after, cut
from kg.claims.trials.endpoint_phrases import is_a_clause, is_name
from kg.claims.trials.endpoint_terms import Named, is_event, is_safety
from kg.claims.trials.endpoints import named, sides
from kg.claims.trials.listed import told_in_turn
from kg.claims.trials.measures import p_value, ratios, values
from kg.claims.trials.scope import Passage
from kg.claims.trials.verdicts import Statement, is_met, population_of, with_figures
from kg.model import Effect, Endpoint, Kind

_POOLED = re.compile(r"\b(?:pooled|pooling|meta-analy\w+|combined analys[ie]s)\b", re.I)
"""Figures of several trials together are those of none of them."""
_OUTSIDE = re.compile(
    r"\b(?:general|reference|normal|background)\s+population\b|\bhealthy\s+(?:controls?|subjects|individuals|peers)\b|"
    r"\bhistorical\s+(?:controls?|cohorts?)\b",
    re.I,
)
"""People whom no arm of the trial holds."""
_IN_ALL = re.compile(
    r"\bregardless\s+of\s+(?:group|treatment|allocation|randomi[sz]ation)\b|"
    r"\bboth\s+(?:groups|arms)\s+(?:had|showed|improved|experienced|increased|decreased)\b[^.;]{0,80}\bover\s+time\b",
    re.I,
)
"""What came about in all arms alike."""
_WITHIN = re.compile(
    r"\b(?:compared\s+(?:with|to)|versus|vs\.?|than\s+at)\s+(?:the\s+)?(?:baseline|pre-?treatment|before\s+treatment)\b|"
    r"\bbefore\s+and\s+after\b|\bwithin[\s-]group\b",
    re.I,
)
"""What compares an arm with itself."""

_INTERACTION = re.compile(
    r"\b(?:interactions?|effect\s+modif\w+|(?:main\s+)?effects?\s+(?:of\s+)?(?:session|time))\b", re.I
)
"""What asks whether an effect depends on something else."""

_MOST = 0.6
"""The share of an endpoint's words from which a finding's name is all that it is."""

_TIME = re.compile(r"(?:At|By|After|Over|During)\s[^,]{3,40},\s+")

_CARRIES = re.compile(
    r"(?:^|,\s+)(?:but\s+|and\s+)?(?:(?:an?|the|this|that|these|its)\s+)?(?:[\w-]+\s+){0,3}?(?:differences?|benefit|effects?|"
    r"hazard\s+ratios?|HR|results?|risk\s+reduction|risk|superiority|non-?inferiority|(?:rate|odds|risk|win)\s+ratios?)\b|"
    r"^In\s+\{C\d+\},\s+(?:it|these|they|this|the\s+(?:figures|rates|shares))\s+(?:was|were)\b|"
    r"^(?:In\s+(?:the\s+)?\{C\d+\}(?:\s+(?:trial|study))?,?\s+)?(?:The\s+)?(?:adjusted\s+|least-squares\s+|estimated\s+|corresponding\s+)*(?:mean|median|"
    r"change|rates?|scores?|values?|proportions?|figures?|percentages?)\b",
    re.I,
)


def read(
    passage: Passage, cues: ArmCues, previous: Statement | None, known: tuple[str, ...] = ()
) -> tuple[Statement, ...]:
    """The statements of a passage; ``previous`` is the last one about the same trial, or of the same sentence.

    ``known`` are the labels of the endpoints to which the document gives a role.
    """
    text = passage.lean.masked
    if (
        _POOLED.search(text)
        or _OUTSIDE.search(text)
        or _IN_ALL.search(text)
        or _INTERACTION.search(text)
        or (cues.comparator is not None and _WITHIN.search(text))
    ):
        return ()
    if listed := told_in_turn(passage):
        return listed
    found = tuple(n for n in named(text, known) if not sides(n, text) and not _is_finding(passage, n))
    if previous is not None and previous.endpoint and (role := _told_role(text, found)):
        return (replace(previous, passage=passage, role=role, ratio=None, p=None, by_words=False),)
    if not found:
        carried = _carried(passage, cues, previous) if previous is not None and previous.endpoint else ()
        return carried or _unnamed(passage, cues)
    result: list[Statement] = []
    for group, start, end in cut(text, found):
        clause = Clause(passage, text[start:end], _blanked(text, group)[start:end], start, cues)
        result.extend(_of_clause(clause, group, previous))
    if _WITHIN.search(text):
        result = [replace(s, experimental=None, comparator=None, unit=None) for s in result]
    return _with_sentence_role(tuple(result))


_THAT_WAS = re.compile(r"(?:That|This|It|Which)\s+(?:was|is)\s+(?:also\s+)?(?:the|its|one\s+of)\b[^.;]{0,40}$", re.I)


def _told_role(text: str, found: tuple[Named, ...]) -> str | None:
    """The role that a sentence gives to the endpoint of the one before it ("That was the primary endpoint.")."""
    only = found[0] if len(found) == 1 else None
    if only is None or only.endpoint is not None or _THAT_WAS.match(text[: only.start]) is None:
        return None
    return only.role


def _unnamed(passage: Passage, cues: ArmCues) -> tuple[Statement, ...]:
    """Shares of both arms to whom something without an endpoint's name happened ("the cancer spread in 12%…")."""
    text = passage.lean.masked
    figures = values(text)
    if (
        len(figures) != 2
        or figures[0].unit != "percent"
        or any(m.kind is Kind.FINDING for m in passage.masked.mentions)
    ):
        return ()
    clause = Clause(passage, text, text, 0, cues)
    first, second = (arm_after(clause, figures, n) for n in (0, 1))
    if is_safety(text) or second is None or first == cues.comparator or second != cues.comparator:
        return ()
    start = _TIME.match(text)
    label = re.sub(
        r"(?:\s+(?:was|were)(?:\s+(?:seen|observed|reported|found))?)?(?:\s+(?:in|by|for|among))?[\s,]*$",
        "",
        text[start.end() if start else 0 : figures[0].start],
    )
    where = (start.end() if start else 0, figures[0].start)
    if len(label.split()) < 2 or not is_name(label) or is_a_clause(label):
        tail = re.search(
            r"\b(?:had|were|was|achieved|reached|experienced|developed|remained)\b", text[figures[1].end :]
        )
        if tail is None:
            return ()
        where = (figures[1].end + tail.start(), len(text.rstrip(" .")))
        label = text[where[0] : where[1]]
    if "{" in label:
        return ()
    item = Named(*where, Endpoint.OTHER, re.sub(r"\s+", " ", label).strip(), is_event(label))
    return tuple(
        _of_clause(
            replace(clause, bare=text[: where[0]] + " " * (where[1] - where[0]) + text[where[1] :]), [item], None
        )
    )


_BY_RATIO = re.compile(r"\b(?:hazard\s+ratio|HR)\b(?=[^.;]*\d\.\d)")
_OUTCOME = re.compile(
    r"\b(?:deaths?|dying|failure|hospitali[sz]\w+|infarctions?|kidney|mortality|renal|strokes?)\b", re.I
)
"""Outcomes of a disease, which are no events under treatment where a hazard ratio tells of them."""


_ACTED_ON = re.compile(
    r"\b(?:eas(?:e|ed)|improv(?:e|ed)|lessen(?:ed)?|reduc(?:e|ed)|reliev(?:e|ed)|shorten(?:ed)?)\s+(?:the\s+)?$", re.I
)
"""What a treatment does to a sign or symptom that it is given for."""


_CAME_ABOUT = re.compile(
    r"\b(?:occurred|developed|(?:was|were)\s+(?:noted|observed|recorded|reported|seen))\s+in\s+\d", re.I
)


def _is_finding(passage: Passage, item: Named) -> bool:
    """Whether what looks like an endpoint is an adverse event, sign or symptom without a role."""
    span = passage.lean.span(item.start, max(item.end, item.start + 1))
    findings = [m for m in passage.masked.mentions if m.kind is Kind.FINDING]
    if any(not m.span.overlaps(span) for m in findings) and _CAME_ABOUT.search(passage.lean.masked):
        findings += [m for m in passage.masked.mentions if m.kind is Kind.DISEASE]  # one more event of the list
    if item.endpoint is not Endpoint.OTHER or item.role is not None:
        return False
    text = passage.lean.masked
    if (_OUTCOME.search(item.label) and _BY_RATIO.search(text)) or _ACTED_ON.search(text, 0, item.start):
        return False
    return any(m.span.overlaps(span) and len(m.span) >= _MOST * len(span) for m in findings)


def _blanked(text: str, group: list[Named]) -> str:
    for item in group:
        if item.endpoint is Endpoint.OTHER:
            text = text[: item.start] + " " * (item.end - item.start) + text[item.end :]
    return text


def _carried(passage: Passage, cues: ArmCues, previous: Statement) -> tuple[Statement, ...]:
    """Figures without an endpoint are those of the one spoken of before: "The difference…", "…and in TRIAL-2 (…)"."""
    text = passage.lean.masked
    continues = previous.passage.position == passage.position
    if any(m.kind is Kind.FINDING for m in passage.masked.mentions) or is_safety(text):
        return ()
    told = _IT_WAS_MET.match(text)
    if told and previous.role and not values(text):
        met = told["not"] is None
        effect = Effect.IMPROVED if met else Effect.NO_DIFFERENCE
        return (replace(previous, passage=passage, met=met, effect=effect, by_words=True, ratio=None),)
    some = values(text) or ratios(text) or p_value(text)
    several = ratios(text) or len(values(text)) > 1 or p_value(text)
    if not (continues and some) and not ((_CARRIES.search(text) or told) and several):
        return ()
    item = Named(0, len(text.rstrip()), previous.endpoint, previous.label, previous.adverse)
    clause = Clause(passage, text, text, 0, cues)
    found = tuple(_of_clause(clause, [item], previous))
    if continues:
        words = previous.effect if previous.by_words and not previous.noninferior else None
        found = tuple(
            replace(s, role=s.role or previous.role, effect=words or s.effect, by_words=s.by_words or words is not None)
            for s in found
        )
    return found


_IT_WAS_MET = re.compile(r"(?:It|This|That)\s+was\s+(?P<not>not\s+)?(?:clearly\s+|also\s+)?(?:met|reached|achieved)\b")

_DEFINES = re.compile(
    r"\b(?:end[\s-]?points?|outcomes?|objectives?|measures?)\s+(?:was|were|is|are|included?|comprised)\s+"
    r"(?!(?:\w+\s+)?(?:met|reached|achieved|not|similar|significantly|better|worse|improved|missed)\b)",
    re.I,
)
"""What an endpoint is, and not how it came out."""


def _of_clause(clause: Clause, group: list[Named], previous: Statement | None) -> Iterator[Statement]:
    text = clause.text
    distinct = {(n.endpoint, n.label if n.endpoint is Endpoint.OTHER else ""): n for n in reversed(group)}
    if effects.is_open(text) and not ratios(text):
        yield from (_statement(clause.passage, item) for item in distinct.values() if item.role)
        return
    if _DEFINES.search(text) and not ratios(text) and not p_value(text) and len(values(text)) < 2:
        yield from (_statement(clause.passage, item) for item in distinct.values() if item.role)
        return
    population = population_of(text, previous)
    if population is None:
        return
    told_from = max(group[0].end - clause.start, 0)
    if told_from >= len(text.rstrip()):  # the whole clause goes on about an endpoint named before
        told_from = 0
    p = p_value(text, told_from) if len(distinct) == 1 else None
    for item in distinct.values():
        same = [n for n in group if n.endpoint is item.endpoint]
        role = next((n.role for n in same if n.role), None)
        base = replace(
            _statement(clause.passage, item),
            role=role,
            met=is_met(text, role),
            noninferior=effects.is_noninferior(text),
            population=population,
            adverse=any(n.adverse for n in same),
            p=clause.written(*p) if p else None,
        )
        yield from with_figures(clause, base, single=len(distinct) == 1)


def _statement(passage: Passage, item: Named) -> Statement:
    span = passage.lean.span(item.start, max(item.end, item.start + 1))
    return Statement(passage, span, item.endpoint, item.label, item.adverse, item.role)


def _with_sentence_role(found: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """A role without a name beside it ("…, so the primary endpoint was missed") is that of the endpoint before it."""
    result: list[Statement] = []
    for statement in found:
        last = result[-1] if result else None
        if statement.endpoint is None and last is not None and last.endpoint is not None and last.role is None:
            met = statement.met if statement.met is not None else last.met
            result[-1] = replace(last, role=statement.role, met=met)
            continue
        result.append(statement)
    return tuple(result)
