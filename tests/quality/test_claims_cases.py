"""What the claim rules read in sentences and short articles written for this project, most outside oncology."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import marked_text
import pytest
import yaml

from kg.claims.extract import extract

CASES = Path(__file__).resolve().parent.parent / "data" / "claims"
OPTIONAL = " maybe"


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}-{number}")
        for path in sorted(CASES.glob("*.yaml"))
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
    ]


@pytest.mark.parametrize("case", _cases())
def test_a_text_gives_the_claims_that_it_says_and_no_others(case: dict[str, Any]) -> None:
    """Every claim listed is read, and every claim read is listed (``maybe``: either is right)."""
    text = f"{case.get('before', '')} {case['says']}".strip()
    annotated = marked_text.annotate(text, title=case.get("title", ""), section=case.get("section", ""))
    claims = [c for c in extract(annotated).claims if c.predicate in marked_text.PREDICATES]
    read = {marked_text.spelled(claim) for claim in claims}
    wanted = {marked_text.written(c) for c in case["claims"] if not c.endswith(OPTIONAL)}
    allowed = {marked_text.written(c.removesuffix(OPTIONAL)) for c in case["claims"]}
    assert wanted - read == set(), "said and not read"
    assert read - allowed == set(), "read and not said"
