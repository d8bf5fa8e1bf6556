"""A gold article with perfect names: what the extractors get when recognition and linking make no mistake."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Annotated, Concept, Document, Kind, Link, LinkStatus, Mention, Sentence, Span

BIOLINK = {
    Kind.DRUG: "Drug",
    Kind.TARGET: "Gene",
    Kind.DISEASE: "Disease",
    Kind.FINDING: "PhenotypicFeature",
    Kind.TRIAL: "ClinicalTrial",
}


@dataclass(frozen=True, slots=True)
class Gold:
    """An annotated article: its name, the parsed annotation and the path of the text."""

    name: str
    data: dict[str, Any]
    path: Path


def articles(folder: Path) -> tuple[Gold, ...]:
    """All annotated articles of ``folder``."""
    return tuple(
        Gold(path.stem, json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt"))
        for path in sorted(folder.glob("*.json"))
    )


def concept(slug: str, entity: dict[str, Any]) -> Concept:
    """The concept of a gold entity: its first identifier, or a minted one."""
    kind = Kind(entity["kind"])
    ids = [i for i in entity["ids"] if not i.startswith("acronym:")]
    curie = f"cgid:{kind.value}/{slug}"
    if ids:
        curie = f"clinicaltrials:{ids[0]}" if ids[0].startswith("NCT") else ids[0]
    xrefs = tuple(sorted(i for i in ids[1:] if ":" in i))
    return Concept(curie, kind, entity["label"], BIOLINK[kind], xrefs=xrefs)


def _names(data: dict[str, Any]) -> list[dict[str, Any]]:
    """The names to look for, longest first: the core names, and optional ones that hold no core name."""
    core = [m for m in data["mentions"] if not m.get("optional")]
    texts = [m["text"].lower() for m in core]
    extra = [m for m in data["mentions"] if m.get("optional") and not any(t in m["text"].lower() for t in texts)]
    return sorted(core + extra, key=lambda m: (-len(m["text"]), m["text"]))


def mentions(document: Document, data: dict[str, Any]) -> tuple[Mention, ...]:
    """The gold names in the prose of ``document``, longest first, without overlaps."""
    prose = [b.span for b in document.blocks if b.kind.is_prose]
    concepts = {slug: concept(slug, entity) for slug, entity in data["entities"].items()}
    found: list[Mention] = []
    for name in _names(data):
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, name["text"].split())) + r"(?!\w)"
        main = concepts[name["entity"]]
        also = {concepts[k].curie: concepts[k] for k in name.get("also", ()) if concepts[k].curie != main.curie}
        for match in re.finditer(pattern, document.text):
            span = Span(*match.span())
            if any(span.overlaps(m.span) for m in found) or not any(p.covers(span) for p in prose):
                continue
            links = [Link(c, LinkStatus.LINKED, 1.0, "gold") for c in (main, *also.values())]
            found.append(Mention(span, match.group(), main.kind, "gold", 1.0, None, links[0], tuple(links[1:])))
    return tuple(sorted(found))


def annotated(gold: Gold, document: Document, split: Callable[[Document], tuple[Sentence, ...]]) -> Annotated:
    """``gold`` as the extractors see it, given the document that was read and the function that splits sentences."""
    return Annotated(document, split(document), mentions(document, gold.data))
