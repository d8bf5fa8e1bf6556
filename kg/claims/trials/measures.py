"""The numbers of a result: ratios with their intervals, p-values, and the values of the arms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kg.claims.trials.numbers import COUNT


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio at ``start:end`` with its confidence interval as written; ``hazard`` tells hazard ratios from others."""

    start: int
    end: int
    value: str
    lower: str | None
    upper: str | None
    hazard: bool


@dataclass(frozen=True, slots=True)
class Value:
    """A number with its unit: ``13.93 months``, ``76.4%``."""

    start: int
    end: int
    number: str
    unit: str


_NUMBER = r"-?\d+(?:\.\d+)?"
_RATIO_NAME = (
    r"(?P<name>hazard\s+ratios?|a?HRs?|(?:rate|risk|odds|incidence\s+rate|win|relative)\s+ratios?|"
    r"relative\s+risks?|RRs?|ORs?(?=\s*[\d,=:]))"
)
_INTERVAL = (
    rf"(?:\s*[,;:(\[]*\s*(?:9\d(?:\.\d+)?)\s?(?:%|percent|per\s?cent)?\s*(?:(?:repeated\s+|Bonferroni-adjusted\s+|"
    rf"adjusted\s+)?(?:CIs?|confidence\s+intervals?)|credible\s+intervals?|CrI)\s*"
    rf"(?:[(\[][^()\[\]]*[)\]]\s*)?[,:;=\[(]*\s*(?:of\s+|from\s+)?(?P<low>{_NUMBER})\s*(?:-|to|,|;|and)\s*(?P<high>{_NUMBER}))"
)
_BARE_INTERVAL = r"(?:\s*[\[(,;]+\s*(?P<bare_low>\d+\.\d+)\s*(?:-|to|,)\s*(?P<bare_high>\d+\.\d+)\s*(?=[\]);,]))"
"""``0.66 [0.51-0.86]``: an interval whose name an article gives once for all"""
_RATIO = re.compile(
    rf"\b{_RATIO_NAME}\b(?:(?!\b(?:HRs?|hazard)\b)[^.;0-9()]){{0,70}}?(?:\((?:HR|RR|OR|"
    rf"aHR)\)\s*(?:[^.;0-9()]){{0,40}}?)?[\s,=:(\[]*(?P<value>\d+\.\d+|"
    rf"\d+(?=\s*[;,(\[]\s*9\d))(?:{_INTERVAL}|{_BARE_INTERVAL})?",
    re.I,
)
_MORE = re.compile(
    rf"\s*\)?,?\s*(?:[^.;\d{{}}]|\{{\w+\}}){{0,60}}?\b(?:and|versus)\s+(?P<value>\d\.\d+)\s*\({_INTERVAL}", re.I
)
_CASE_SENSITIVE = ("HR", "HRs", "RR", "RRs", "OR", "ORs", "aHR", "aHRs")
_P = re.compile(
    r"\b[Pp](?:[\s-]?values?)?\s*(?:for\s+[\w-]+\s*)?(?:[<>=≤≥]|was|of)+\s*0?\.\d+(?:\s?(?:×|x)\s?10-?\d+)?"
)
_UNIT = (
    r"%|per\s?cent\b|percent\b|percentage\s+points?|months?|years?|weeks?|days?|hours?|mm\s?Hg|mg/dl|"
    r"mmol/l|mmol/mol|points?|kg\b|ml\b|litres?|letters?|"
    r"meters?|metres?|(?-i:m)\b(?!-)|per\s+(?:\d[\d,]*\s+)?(?:patient|person)-years?|per\s+year|"
    r"(?:exacerbations?|events?|attacks?|relapses?|episodes?)\s+per\s+(?:patient\s+per\s+)?(?:year|"
    r"\d+)"
)
_VALUE = re.compile(rf"(?<![\w.,/-])(?P<n>{_NUMBER})(?:\s{{0,12}}(?P<u>{_UNIT}))?(?![\w]|\.\d|/\d)", re.I)
_TIMES = r"(?:months?|years?|weeks?|days?|hours?)"
_FOLLOW_UP = re.compile(
    rf"\b(?:at|after|by|over|within|through|during|for|until)\s+(?:the\s+)?(?:a\s+|an\s+)?(?:first\s+|"
    rf"about\s+|up\s+to\s+)?"
    rf"(?:\d+|{COUNT})(?:\s?(?:to|-)\s?\d+)?\s*-?\s*{_TIMES}\b"
    rf"|\b(?:over|during|after|at|for)\s+(?:a\s+)?(?:median|mean)(?:\s+follow-?up)?(?:\s+(?:period|"
    rf"duration))?\s+of\s+{_NUMBER}\s*{_TIMES}"
    rf"|\bfollow(?:-|\s)?up\b[^.;,]{{0,30}}?{_NUMBER}\s*{_TIMES}"
    rf"|\b{_NUMBER}\s*{_TIMES}\s+(?:after|before|following|later|post\b|since|apart|from\s+(?:baseline|randomi[sz]ation))"
    rf"|\b{_NUMBER}-(?:month|year|week|day|point|fold|mg|mcg|µg|g|dose)s?\b|\b(?:week|month|day|year|grade|grades|stage|"
    rf"phase|cohort|part)s?\s+{_NUMBER}"
    rf"|\b\d{{2,}}\s+(?:patients|participants|people|adults|children|women|men|subjects|volunteers)\b"
    rf"|\(?\b[nN]\s*=\s*\d+\)?|\b\d+\s+of\s+(?:the\s+)?\d[\d,]*(?:\s+[a-z]+)?|"
    rf"\b\d{{1,3}}(?:,\d{{3}})+\b|\bup\s+to\s+{_NUMBER}"
    rf"|\b{_NUMBER}\s?(?:mg|µg|mcg|μg|g|iu|units?)\b(?!/d)|\b(?:19|20)\d\d\b|\bby\s+(?:about\s+|"
    rf"nearly\s+)?{_NUMBER}\s*{_TIMES}\b|(?<!achieved\s)(?<!attained\s)(?<!experienced\s)(?<!met\s)(?<!reached\s)(?<!reported\s)\b(?:by|than)\s+(?:about\s+|nearly\s+|"
    rf"a\s+relative\s+)?{_NUMBER}\s?(?:%|per\s?cent|percent)(?!\s+of\b)",
    re.I,
)
_NO_VALUE = re.compile(
    rf"(?:\b(?:above|below|at\s+least(?:\s+an?)?)\s+|[<>≥≤]\s?=?\s?){_NUMBER}(?:\s?(?:{_UNIT}))?"
    rf"|(?<![\d.]){_NUMBER}\s?(?:{_UNIT})?\s+or\s+(?:more|greater|higher|better|less|lower)\b"
    rf"|\bfrom\s+(?:a\s+|an?\s+\w+\s+of\s+)?{_NUMBER}\s*(?:{_UNIT})?\s+(?:at\s+baseline\s+)?(?:up\s+|down\s+)?to\s+{_NUMBER}(?:\s*(?:{_UNIT}))?"
    rf"|\(\s*{_NUMBER}\s*(?:{_UNIT})?\s+to\s+{_NUMBER}(?:\s*(?:{_UNIT}))?"
    rf"|\bdifferences?\s*(?:[=:,(]|of|was|is)?\s*{_NUMBER}(?:\s?(?:{_UNIT}))?"
    rf"|\b(?:at|by|after|for)\s+\d+(?:\s*,\s*\d+)*\s*,?\s+(?:and|or|to)\s+\d+\s*-?\s*{_TIMES}\b"
    rf"|\b(?:weeks?|months?|days?|years?)\s+\d+(?:\s*,\s*\d+)*\s*,?\s+(?:and|or|to)\s+\d+\b"
    rf"|\b9\d(?:\.\d)?\s?%\s*(?:IC|CI|CrI|credible|confidence)\b",
    re.I,
)
"""Numbers that are no arm's value: thresholds, changes in one arm, differences, lists of times."""
_SPREAD = re.compile(
    rf"(?:±|\+/-)\s?{_NUMBER}|\(\s?[=±]?\s?{_NUMBER}\s?\)(?=\s?(?:{_UNIT}))|"
    rf"\(\s?(?:SD|SE|SEM|s\.d\.|standard\s+(?:deviation|error))\s?[=:,±]?\s?{_NUMBER}[^()\d]{{0,8}}\)"
)
"""The spread that follows a mean: ``43.7 ± 11.0 %``."""
_CI_ANY = re.compile(
    rf"\(?\b9\d\s?(?:%|percent|per\s?cent)\s*(?:CIs?|confidence\s+intervals?)[^;)]*?{_NUMBER}\s*(?:-|to|,)\s*{_NUMBER}\)?",
    re.I,
)


def ratios(text: str) -> tuple[Ratio, ...]:
    """The ratios of ``text`` with their intervals; "0.52 (…) with A and 0.63 (…) with B" gives two."""
    found: list[Ratio] = []
    for match in _RATIO.finditer(text):
        name = match["name"]
        if len(name) <= 4 and name not in _CASE_SENSITIVE:
            continue
        hazard = name.lower().startswith(("hazard", "hr", "ahr"))
        low, high = match["low"] or match["bare_low"], match["high"] or match["bare_high"]
        found.append(Ratio(match.start("value"), match.end(), match["value"], low, high, hazard))
        more = _MORE.match(text, match.end())
        while more:
            found.append(Ratio(more.start("value"), more.end(), more["value"], more["low"], more["high"], hazard))
            more = _MORE.match(text, more.end())
    return tuple(found)


def p_value(text: str, after: int = 0) -> tuple[int, int] | None:
    """Where the first p-value behind ``after`` stands, else the first of all."""
    match = _P.search(text, after) or _P.search(text)
    return match.span() if match else None


def p_number(written: str | None) -> float | None:
    """The number of a p-value as written; ``< 0.05`` is just below it, and ``> 0.05`` just above."""
    match = re.search(r"(?P<sign>[<>≤≥])?[\s=]*0?[.\u00b7](?P<d>\d+)", written or "")
    if match is None:
        return None
    off = {"<": -1e-9, ">": 1e-9}.get(match["sign"] or "", 0.0)
    return float(f"0.{match['d']}") + off


def p_values(text: str) -> tuple[tuple[int, int], ...]:
    """Where all p-values stand."""
    return tuple(match.span() for match in _P.finditer(text))


_BY_AND_BY = re.compile(rf"\bby\s+{_NUMBER}\s?%\s+(?:compared\s+with|over|relative\s+to|versus|vs\.?)\s[^;]*")
_REDUCED_BY = re.compile(rf"{_NUMBER}\s?%(?=\s+(?:compared\s+with|over|relative\s+to|versus|vs\.?)\s)")
"""``by 45% versus A (…), 18% versus B``: how much an event was reduced, and no arm's share."""


def values(text: str) -> tuple[Value, ...]:
    """The values of ``text`` that may be those of arms: no ratios, intervals, p-values, times or doses."""
    text = _BY_AND_BY.sub(lambda m: _REDUCED_BY.sub(lambda r: " " * len(r.group()), m.group()), text)
    text = blank = _SPREAD.sub(lambda m: " " * len(m.group()), text)
    for pattern in (_RATIO, _MORE_ALONE, _CI_ANY, _P, _NO_VALUE, _FOLLOW_UP):
        blank = pattern.sub(lambda m: " " * len(m.group()), blank)
    found = [Value(*m.span(), m["n"], _unit(m["u"])) for m in _VALUE.finditer(blank)]
    return _sharing_units(text, tuple(found))


_MORE_ALONE = re.compile(rf"\d\.\d+\s*\({_INTERVAL}\)?", re.I)


def _unit(written: str | None) -> str:
    unit = re.sub(r"\s+", " ", (written or "").lower())
    if unit in ("%", "per cent", "percent"):
        return "percent"
    return (
        unit
        if " per " in f" {unit} " or unit.endswith("s") or unit not in ("month", "year", "week", "day", "point", "hour")
        else unit + "s"
    )


_SHARED = re.compile(
    r"(?:[^;.()\d{}]|\{\w+\}){0,60}?(?:,|\band\b|\bv\.?|\bvs\.?|\bversus\b|\bcompared\s+(?:with|to)|"
    r"\bto\b|\bor\b|\bagainst\b|/)(?:[^;.()\d{}]|\{\w+\}){0,40}",
    re.I,
)


def _sharing_units(text: str, found: tuple[Value, ...]) -> tuple[Value, ...]:
    """``8.8 and 4.9 months``: a number without a unit has that of the one after it, joined to it."""
    shared: list[Value] = []
    for value in reversed(found):
        unit = value.unit
        if not unit and shared and _SHARED.fullmatch(text[value.end : shared[-1].start]):
            unit = shared[-1].unit
        shared.append(Value(value.start, value.end, value.number, unit))
    return _with_units(text, tuple(reversed(shared)))


_BARE = re.compile(
    r"\s*(?:\bv\.?|\bvs\.?|\bversus\b|\band\b|\b(?:among|for|in|on|with)\b(?:[^.;()\d{}]|\{\w+\}){1,60}?\b(?:and|versus|v|"
    r"vs|compared\s+with)\b[^.;()\d{}]{0,20})\s*",
    re.I,
)


def _with_units(text: str, found: tuple[Value, ...]) -> tuple[Value, ...]:
    """The values that have a unit; numbers without one only where two of them are plainly set against each other."""
    kept = tuple(v for v in found if v.unit)
    if kept:
        return kept
    for one, other in pairwise(found):
        if "." in one.number and "." in other.number and _BARE.fullmatch(text[one.end : other.start]):
            return (one, other)
    return ()
