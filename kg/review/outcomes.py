"""Arms and results of trials in words."""

from __future__ import annotations

from collections.abc import Sequence

from kg.model import ArmContent, Endpoint, ResultContent
from kg.review.appearance import ENDPOINTS


def arm_text(arm: ArmContent, drugs: Sequence[str]) -> str:
    """``experimental: isatuximab + pomalidomide``; an arm without drugs goes by its label."""
    return f"{arm.role.value}: {' + '.join(drugs) or arm.label or 'no drug named'}"


def result_text(result: ResultContent) -> str:
    """``progression-free survival: improved, hazard ratio 0.60``."""
    arms = f"{result.experimental_value or '–'} vs {result.comparator_value or '–'} {result.unit or ''}".strip()
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
