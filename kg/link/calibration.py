"""From how well a name fits to how often such a link is right.

The chooser compares candidates by how close their names are. What a reader of the graph needs is another number: of
the links like this one, the share that is right. ``words/calibration.tsv`` has it for each kind and way of matching, by
steps of closeness; ``benchmarks/calibrate_links.py`` fits it to the gold mentions of training corpora.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from kg.model import Kind, Link, LinkStatus

TABLE = Path(__file__).parent / "words" / "calibration.tsv"
COLUMNS = ("kind", "how", "rival", "closeness", "right", "links")
ANY = "*"
_NEAR = 0.1
_KINDS = {Kind.FINDING: Kind.DISEASE, Kind.TREATMENT: Kind.DRUG}
"""Kinds that corpora do not tell apart."""

Steps = tuple[tuple[float, ...], tuple[float, ...]]
"""Where each step begins, ascending, and the share that is right from there on."""


def group(link: Link) -> tuple[str, str, str]:
    """What a link is counted with: its kind, how it was matched, and whether another concept came near."""
    kind = _KINDS.get(link.concept.kind, link.concept.kind)
    near = any(link.score - other.score < _NEAR for other in link.runners_up)
    return kind.value, link.how, "rival" if near else "alone"


def calibrated(link: Link) -> Link:
    """``link`` with the share of such links that is right for its score; as it is where no corpus tells."""
    if link.status is not LinkStatus.LINKED:
        return link
    kind, how, rival = group(link)
    for key in ((kind, how, rival), (kind, how, ANY), (kind, ANY, ANY)):
        steps = _table().get(key)
        if steps:
            starts, shares = steps
            return replace(link, score=shares[max(bisect_right(starts, link.score) - 1, 0)])
    return link


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str, str], Steps]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    found: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for kind, how, rival, closeness, right, _ in rows:
        found.setdefault((kind, how, rival), []).append((float(closeness), float(right)))
    return {key: (tuple(s for s, _ in steps), tuple(r for _, r in steps)) for key, steps in found.items()}
