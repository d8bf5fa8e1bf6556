"""What a clause says of its endpoint: whether it was met, in whom, its figures and which way they go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.claims.trials import effects
from kg.claims.trials.clauses import Clause, by_arm, is_comparator, pair, ratio_of
from kg.claims.trials.endpoint_terms import is_wanted
from kg.claims.trials.measures import Ratio, Value, p_number, p_values, ratios, values
from kg.claims.trials.scope import Passage
from kg.model import Effect, Endpoint, Span


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


_ENDPOINT_WORD = re.compile(r"\b(?:primary|end[\s-]?points?|outcomes?)\b", re.I)

_BOTH_FELL = re.compile(r"\b(?:worsened|deteriorated|declined)\s+by\s+\d", re.I)
"""A change for the worse in both arms, of which the smaller is the better."""

_EFFICACY = re.compile(r"\befficacy\b", re.I)

_NOT_REACHED = re.compile(r"\bnot\s+(?:yet\s+)?(?:been\s+)?reached\b", re.I)

_MEDIAN_OPEN = re.compile(r"\bmedian\b[^.;]{0,60}?\bnot\s+(?:yet\s+)?(?:been\s+)?reached\b", re.I)

_MET = re.compile(
    r"\b(?:met|achieved|reached|hit)\b[^.;]{0,50}?\b(?:primary|end[\s-]?points?|outcomes?|objectives?)\b|"
    r"\b(?:end[\s-]?points?|outcomes?|objectives?)\b[^.;]{0,60}?\b(?:was|were|has\s+been|had\s+been|"
    r"is)\s+(?:\w+\s+)?(?:met|achieved|reached)\b(?!\s+(?:by|in)\s+(?:\d|\w+\s+of\b))",
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
    r"^(?:Younger|Older|Elderly|Female|Male|Women|Men|Girls|Boys|Smokers|Non-?smokers)\s+(?:[\w-]+\s+){0,2}?(?:was|were|had|reported|showed)\b|"
    r"^(?:Patients|People|Participants|Those)\s+(?:with(?:out)?|who|whose)\b(?!\s+(?:\w+\s+){0,2}?(?:received|took|"
    r"taking|given|treated|assigned|randomi[sz]ed|on)\b)",
    re.I,
)


def population_of(clause: str, previous: Statement | None) -> str | None:
    """The population that a clause speaks of: empty for all patients, None for a subgroup."""
    match = _POPULATION.search(clause)
    if match is None:
        return None if _SUBGROUP.search(clause) else ""
    if re.search(r"\b(?:subgroup|subset)s?\b", match["pop"], re.I):
        return None
    if (match["which"] or "").lower() in ("this", "that") and previous is not None:
        return previous.population
    return re.sub(r"\s+", " ", match["pop"]).strip()


def is_met(clause: str, role: str | None) -> bool | None:
    clause = _MEDIAN_OPEN.sub(" ", clause)
    if _BOUNDARY.search(clause) or (_UNMET.search(clause) and _ENDPOINT_WORD.search(clause)):
        return False
    return True if role and (_MET.search(clause) or (role == "primary" and effects.is_noninferior(clause))) else None


def with_figures(clause: Clause, base: Statement, *, single: bool) -> Iterator[Statement]:
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
    if both is not None and _is_only_when(base, both[0]):
        both = None
    yield _directed(clause, base, found[0] if found else None, both)


_TIMES = re.compile(r"(?:month|year|week|day|hour)s?")
_LASTS = re.compile(
    r"\b(?:age|clearance|days?|delay|duration|free|hours?|interval|latency|length|months?|onset|period|recovery|remission|"
    r"response|stay|survival|time|until|weeks?|years?)\b",
    re.I,
)


def _is_only_when(base: Statement, value: Value) -> bool:
    """Whether a time tells when something was measured that is no time itself."""
    return (
        base.endpoint is Endpoint.OTHER
        and _TIMES.fullmatch(value.unit) is not None
        and _LASTS.search(base.label) is None
    )


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


_EITHER_WAY = re.compile(r"\bdifferences?\b[^.;]{0,30}\b(?:among|between|across)\b|\bdiffered\b|\binteraction\b", re.I)
"""What tells that arms differ, and not which is the better."""
_CHANCE = 0.1
"""Above this p-value nothing that it belongs to was met; one-sided and adjusted levels lie below."""


def _directed(clause: Clause, base: Statement, ratio: Ratio | None, both: tuple[Value, Value] | None) -> Statement:
    """``base`` with its figures and the direction that words, else the ratio, else the values give."""
    p = p_number(base.p)
    if base.met and not base.noninferior and p is not None and p > _CHANCE:
        base = replace(base, met=None)
    other = base.endpoint is Endpoint.OTHER
    helpful = ratio is not None and _is_helpful(base, ratio)
    effect = effects.stated(clause.bare, base.adverse)
    silent = effect is None
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
        if effect is None and both is not None and base.endpoint is not None:
            effect = effects.by_values(both[0].number, both[1].number, p, base.adverse and other)
            if other and effect is Effect.WORSENED:
                effect = None
        if effect is None and other and p is not None:
            better = silent and not neither and _EITHER_WAY.search(clause.text) is None
            effect = Effect.NO_DIFFERENCE if p >= 0.05 else (Effect.IMPROVED if better else None)
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
