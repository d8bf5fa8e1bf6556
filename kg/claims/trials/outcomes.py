"""What one passage says of each endpoint that it names: figures, direction, role, and whether it was met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.claims.trials import effects
from kg.claims.trials.clauses import ArmCues, Clause, arm_after, by_arm, cut, is_comparator, pair, ratio_of
from kg.claims.trials.endpoint_phrases import is_a_clause, is_name
from kg.claims.trials.endpoint_terms import Named, is_event, is_safety, is_wanted
from kg.claims.trials.endpoints import named, sides
from kg.claims.trials.measures import Ratio, Value, p_value, p_values, ratios, values
from kg.claims.trials.scope import Passage
from kg.model import Effect, Endpoint, Kind, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """What a passage says of one endpoint; ``endpoint`` is None for "the primary endpoint" that is named elsewhere."""

    passage: Passage
    span: Span
    endpoint: Endpoint | None
    label: str
    adverse: bool
    role: str | None = None
    met: bool | None = None
    effect: Effect | None = None
    ratio: Ratio | None = None
    p: str | None = None
    experimental: str | None = None
    comparator: str | None = None
    unit: str | None = None
    population: str = ""
    comparison: str = ""
    by_words: bool = False
    noninferior: bool = False

    @property
    def says_something(self) -> bool:
        return self.effect is not None or self.met is not None or self.has_figures

    def defined(self) -> Statement:
        """What the statement says of the endpoint itself, without how it came out."""
        return Statement(self.passage, self.span, self.endpoint, self.label, self.adverse, self.role)

    @property
    def has_figures(self) -> bool:
        return self.ratio is not None or self.p is not None or self.experimental is not None


_POOLED = re.compile(r"\b(?:pooled|pooling|meta-analy\w+|combined analys[ie]s)\b", re.I)
"""Figures of several trials together are those of none of them."""
_ENDPOINT_WORD = re.compile(r"\b(?:primary|end[\s-]?points?|outcomes?)\b", re.I)
_MOST = 0.6
"""The share of an endpoint's words from which a finding's name is all that it is."""
_TIME = re.compile(r"(?:At|By|After|Over|During)\s[^,]{3,40},\s+")
_BOTH_FELL = re.compile(r"\b(?:worsened|deteriorated|declined)\s+by\s+\d", re.I)
"""A change for the worse in both arms, of which the smaller is the better."""
_EFFICACY = re.compile(r"\befficacy\b", re.I)
_NOT_REACHED = re.compile(r"\bnot\s+(?:yet\s+)?(?:been\s+)?reached\b", re.I)
_MEDIAN_OPEN = re.compile(r"\bmedian\b[^.;]{0,60}?\bnot\s+(?:yet\s+)?(?:been\s+)?reached\b", re.I)
_MET = re.compile(
    r"\b(?:met|achieved|reached|hit)\b[^.;]{0,50}?\b(?:primary|end[\s-]?points?|outcomes?|objectives?)\b|"
    r"\b(?:end[\s-]?points?|outcomes?|objectives?)\b[^.;]{0,60}?\b(?:was|were|has\s+been|had\s+been|"
    r"is)\s+(?:\w+\s+)?(?:met|achieved|reached)\b",
    re.I,
)
_UNMET = re.compile(
    r"\b(?:did\s+not|didn't|failed\s+to|not)\s+(?:\w+\s+)?(?:meet|met|reach|achieve|cross|attain)\b|"
    r"\bmiss(?:ed|es)\b|\b(?:was|were)\s+(?:not|missed)\s*(?:met|reached|achieved)?\b[^.;]{0,10}$|"
    r"\bnot\s+(?:met|achieved)\b",
    re.I,
)
_BOUNDARY = re.compile(
    r"\b(?:not|n't|fail\w*\s+to)\b[^.;]{0,20}?\b(?:cross|reach|attain|achieve|"
    r"meet)\w*\b[^.;]{0,60}?\b(?:boundary|significance|threshold|margin)\b",
    re.I,
)
_POPULATION = re.compile(
    r"\bin\s+(?:an?\s+(?:\w+\s+){1,3}?of\s+)?(?P<which>the|this|that|these)?\s*(?P<pop>(?:(?!\b(?:and|"
    r"with|than)\b)[\w/+<>=%-]+\s+){0,4}?(?:population|cohort|subgroup|subset)s?\b(?:\s+(?:without|"
    r"with|of)\s+(?:an?\s+)?[\w-]+(?:\s+[\w-]+){0,3}?(?=\s+(?:no|the|was|were|had|did|a)\b|[,;:(])|"
    r"\s+[A-Z0-9]\b)?)",
    re.I,
)
_SUBGROUP = re.compile(
    r"\b(?:subgroups?|subsets?)\b|\bin\s+patients\s+(?:with|whose|who|aged)\b[^.;]{0,60}?\(\d|"
    r"\bamong\s+(?:the\s+)?(?:patients|people|those)\s+(?:with|who|on)\b|"
    r"^(?:Patients|People|Participants|Those)\s+(?:with(?:out)?|who|whose)\b(?!\s+(?:\w+\s+){0,2}?(?:received|took|"
    r"taking|given|treated|assigned|randomi[sz]ed|on)\b)",
    re.I,
)
_CARRIES = re.compile(
    r"(?:^|,\s+)(?:but\s+|and\s+)?(?:(?:an?|the|this|that|these|its)\s+)?(?:[\w-]+\s+){0,3}?(?:differences?|benefit|effects?|"
    r"hazard\s+ratios?|HR|results?|risk\s+reduction|risk|superiority|non-?inferiority|(?:rate|odds|risk|win)\s+ratios?)\b|"
    r"^(?:The\s+)?(?:adjusted\s+|least-squares\s+|estimated\s+|corresponding\s+)*(?:mean|median|"
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
    if _POOLED.search(text):
        return ()
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


def _is_finding(passage: Passage, item: Named) -> bool:
    """Whether what looks like an endpoint is an adverse event, sign or symptom without a role."""
    span = passage.lean.span(item.start, max(item.end, item.start + 1))
    findings = (m for m in passage.masked.mentions if m.kind is Kind.FINDING)
    if item.endpoint is not Endpoint.OTHER or item.role is not None:
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
    if told and previous.role:
        met = told["not"] is None
        effect = Effect.IMPROVED if met else Effect.NO_DIFFERENCE
        return (replace(previous, passage=passage, met=met, effect=effect, by_words=True, ratio=None),)
    some = values(text) or ratios(text) or p_value(text)
    several = ratios(text) or len(values(text)) > 1 or p_value(text)
    if not (continues and some) and not (_CARRIES.search(text) and several):
        return ()
    item = Named(0, len(text.rstrip()), previous.endpoint, previous.label, previous.adverse)
    clause = Clause(passage, text, text, 0, cues)
    found = tuple(_of_clause(clause, [item], previous))
    if continues:
        words = previous.effect if previous.by_words else None
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
    population = _population(text, previous)
    if population is None:
        return
    p = p_value(text) if len(distinct) == 1 else None
    for item in distinct.values():
        same = [n for n in group if n.endpoint is item.endpoint]
        role = next((n.role for n in same if n.role), None)
        base = replace(
            _statement(clause.passage, item),
            role=role,
            met=_met(text, role),
            noninferior=effects.is_noninferior(text),
            population=population,
            adverse=any(n.adverse for n in same),
            p=clause.written(*p) if p else None,
        )
        yield from _with_figures(clause, base, single=len(distinct) == 1)


def _statement(passage: Passage, item: Named) -> Statement:
    span = passage.lean.span(item.start, max(item.end, item.start + 1))
    return Statement(passage, span, item.endpoint, item.label, item.adverse, item.role)


def _population(clause: str, previous: Statement | None) -> str | None:
    """The population that a clause speaks of: empty for all patients, None for a subgroup."""
    match = _POPULATION.search(clause)
    if match is None:
        return None if _SUBGROUP.search(clause) else ""
    if re.search(r"\b(?:subgroup|subset)s?\b", match["pop"], re.I):
        return None
    if (match["which"] or "").lower() in ("this", "that") and previous is not None:
        return previous.population
    return re.sub(r"\s+", " ", match["pop"]).strip()


def _met(clause: str, role: str | None) -> bool | None:
    clause = _MEDIAN_OPEN.sub(" ", clause)
    if _BOUNDARY.search(clause) or (_UNMET.search(clause) and _ENDPOINT_WORD.search(clause)):
        return False
    return True if role and (_MET.search(clause) or (role == "primary" and effects.is_noninferior(clause))) else None


def _with_figures(clause: Clause, base: Statement, *, single: bool) -> Iterator[Statement]:
    """One statement for two arms; one for each arm under test when the clause gives more than two values or ratios."""
    found = ratios(clause.text) if single else ()
    figures = values(clause.bare) if single else ()
    rows = by_arm(clause, figures)
    cues = clause.cues
    if len(cues.tested) > 1 and (len(rows) > 2 or len(found) > 1):
        for order, arm in enumerate(cues.tested):
            own = (rows[arm], rows[cues.comparator]) if arm in rows and cues.comparator in rows else None
            yield _directed(clause, replace(base, comparison=str(arm)), ratio_of(clause, found, arm, order), own)
        return
    if len(cues.tested) == 1 and len(found) > 1 and _DOSES.search(clause.text):
        yield from _by_dose(clause, base, found)
        return
    if len(figures) == 1 and (_NOT_REACHED.search(clause.text) or cues.comparator is None):
        value = figures[0]
        if is_comparator(clause, figures, 0):
            base = replace(base, unit=value.unit, comparator=value.number)
        else:
            base = replace(base, unit=value.unit, experimental=value.number)
    both = None if _EFFICACY.search(base.label) else pair(clause, figures)
    yield _directed(clause, base, found[0] if found else None, both)


_DOSES = re.compile(r"\b(?:low|high|lower|higher)[\s-]dose\b|\b(?:both|each|two|three)\s+doses\b|\d\s?mg\b", re.I)


def _by_dose(clause: Clause, base: Statement, found: tuple[Ratio, ...]) -> Iterator[Statement]:
    """One statement for each ratio of a drug that is compared at several doses, with its p-value where each has one."""
    places = p_values(clause.text)
    for order, ratio in enumerate(found):
        p = places[order] if len(places) == len(found) else None
        own = replace(base, comparison=f"dose {order + 1}", p=clause.written(*p) if p else base.p)
        told = _directed(clause, replace(own, met=None), ratio, None)
        by_interval = effects.by_ratio(ratio, None, _is_helpful(base, ratio)) if ratio.lower is not None else None
        yield replace(told, effect=by_interval or told.effect)


def _directed(clause: Clause, base: Statement, ratio: Ratio | None, both: tuple[Value, Value] | None) -> Statement:
    """``base`` with its figures and the direction that words, else the ratio, else the values give."""
    p = _number(base.p)
    other = base.endpoint is Endpoint.OTHER
    helpful = ratio is not None and _is_helpful(base, ratio)
    effect = effects.stated(clause.bare, base.adverse)
    neither = not base.adverse and not is_wanted(base.label)
    unsure = both is not None or p is not None or neither
    if effect is Effect.WORSENED and other and not effects.is_harm(clause.bare) and unsure:
        effect = None
    if both is not None and (base.met is not False or base.role is None) and _BOTH_FELL.search(clause.bare):
        less = float(both[0].number) < float(both[1].number)
        effect = Effect.IMPROVED if less and p is not None and p < 0.05 else None
    by_words = effect is not None
    by_ratio = effects.by_ratio(ratio, p, helpful) if ratio else None
    if effect is Effect.WORSENED and by_ratio is Effect.IMPROVED:
        effect = by_ratio
    elif base.met and effect is Effect.WORSENED:
        effect = Effect.IMPROVED
    elif effect is None and base.met is not None:
        effect = Effect.IMPROVED if base.met else Effect.NO_DIFFERENCE
    elif effect is None and not effects.suppressed(clause.bare):
        effect = by_ratio
        if effect is None and both is not None:
            effect = effects.by_values(both[0].number, both[1].number, p, base.adverse and other)
            if other and effect is Effect.WORSENED:
                effect = None
        if effect is None and other and p is not None:
            effect = Effect.IMPROVED if p < 0.05 else Effect.NO_DIFFERENCE
        if effect is None and _EFFICACY.search(base.label) and values(clause.bare):
            effect = Effect.IMPROVED
    if both is not None:
        base = replace(base, experimental=both[0].number, comparator=both[1].number, unit=both[0].unit)
    return replace(base, ratio=ratio, effect=effect, by_words=by_words)


def _is_helpful(base: Statement, ratio: Ratio) -> bool:
    """Whether a ratio above 1 is good: of responses, and of times to something good."""
    if base.endpoint in (Endpoint.ORR, Endpoint.CR, Endpoint.MRD):
        return not ratio.hazard
    return (
        base.endpoint is Endpoint.OTHER
        and is_wanted(base.label)
        and (not ratio.hazard or base.label.startswith("time"))
    )


def _number(p: str | None) -> float | None:
    match = re.search(r"0?\.\d+", p) if p else None
    return float(match.group()) if match else None


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
