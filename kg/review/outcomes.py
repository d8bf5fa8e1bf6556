"""Arms and results of trials in words, and as the script reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kg.model import Endpoint
from kg.review.appearance import ENDPOINTS
from kg.review.data import PageArm, PageResult

Json = dict[str, Any]

_TEXTS = {
    "label": "label",
    "role": "role",
    "hazardRatio": "hazard_ratio",
    "ciLower": "ci_lower",
    "ciUpper": "ci_upper",
    "pValue": "p_value",
    "experimentalValue": "experimental_value",
    "comparatorValue": "comparator_value",
    "unit": "unit",
}
"""The texts of a result by the names that they have in a curation event."""


def arm_text(arm: PageArm, drugs: Sequence[str]) -> str:
    """``experimental: isatuximab + pomalidomide``; an arm without drugs goes by its label."""
    return f"{arm.role.value}: {' + '.join(drugs) or arm.label or 'no drug named'}"


def result_text(result: PageResult) -> str:
    """``progression-free survival: improved, hazard ratio 0.60``."""
    arms = f"{result.experimental_value or '–'} vs {result.comparator_value or '–'} {result.unit}".strip()
    said = (
        result.effect.value.replace("_", " ") if result.effect else "",
        "" if result.met is None else "met" if result.met else "not met",
        f"hazard ratio {result.hazard_ratio}" if result.hazard_ratio else "",
        arms if result.experimental_value or result.comparator_value else "",
    )
    name = ENDPOINTS[result.endpoint]
    if result.label and (result.endpoint is Endpoint.OTHER or not any(said)):
        name = result.label
    words = ", ".join(part for part in said if part)
    return f"{name}: {words}" if words else name


def result_json(result: PageResult) -> Json:
    """What is known of a result, as a curation event has it."""
    known: Json = {name: getattr(result, field) for name, field in _TEXTS.items() if getattr(result, field)}
    known["endpoint"] = f"cg:{result.endpoint.value}"
    if result.met is not None:
        known["met"] = result.met
    if result.effect is not None:
        known["effect"] = result.effect.value
    return known
