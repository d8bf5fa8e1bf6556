#!/usr/bin/env python3
"""Names in annotated articles: how many are found at their exact span, and of those how many have the right identifier.

    python benchmarks/articles.py FOLDER [--model NAME] [--wrong]

FOLDER holds articles as ``NAME.txt`` with ``NAME.json`` beside each: ``{"mentions": [{"text", "kind", "ids",
"optional"}]}``. A link is right when the concept, a cross reference of it, or (for a minted concept) the concept above
it is one of ``ids``. Optional mentions are not asked for. ``--wrong`` lists what was missed and what was linked wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from kg.model import Annotated, Kind, LinkStatus, Mention
from kg.run.annotate import annotate
from kg.settings import Settings


def identifiers(mention: Mention) -> set[str]:
    """The CURIEs by which the concepts of ``mention`` may be known, a registry's number without its prefix."""
    found: set[str] = set()
    for link in (mention.link, *mention.also):
        if link is not None:
            concept = link.concept
            found |= {concept.curie, *concept.xrefs, *(concept.broader if concept.minted else ())}
    return {curie.removeprefix("clinicaltrials:") for curie in found}


def is_acronym(wanted: dict[str, Any]) -> bool:
    """Whether the gold lets a trial go by its acronym alone."""
    return any(one.startswith("acronym:") for one in wanted["ids"])


def score(annotated: Annotated, gold: list[dict[str, Any]], count: Counter[str], wrong: Counter[str]) -> None:
    found = {(m.text, m.kind): m for m in annotated.mentions}
    for wanted in gold:
        kind = wanted["kind"]
        if wanted.get("optional"):
            continue
        count[f"{kind} wanted"] += 1
        mention = found.get((wanted["text"], Kind.DISEASE if kind == "finding" else Kind(kind)))
        if mention is None:
            mention = found.get((wanted["text"], Kind(kind)))
        if mention is None:
            wrong[f"missed\t{kind}\t{wanted['text']}\t{annotated.document.source}"] += 1
            continue
        count[f"{kind} found"] += 1
        unresolved = mention.link is not None and mention.link.status is LinkStatus.UNRESOLVED
        left_open = unresolved and (wanted.get("unresolved_ok") or is_acronym(wanted))
        if identifiers(mention) & set(wanted["ids"]) or left_open:
            count[f"{kind} right"] += 1
        else:
            curie = mention.link.concept.curie if mention.link else ""
            what = "unresolved" if unresolved else "wrong"
            wrong[f"{what}\t{kind}\t{wanted['text']}\t{curie}\t{' '.join(wanted['ids'][:3])}"] += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default=None)
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    count, wrong = Counter[str](), Counter[str]()
    settings = Settings() if given.model is None else Settings(model=given.model)
    for outcome in annotate(given.folder, settings):
        if not isinstance(outcome, Annotated):
            continue
        path = given.folder / Path(outcome.document.source).with_suffix(".json")
        if path.is_file():
            score(outcome, json.loads(path.read_text(encoding="utf-8"))["mentions"], count, wrong)
    print("kind", "wanted", "found", "of them right", sep="\t")
    for kind in ("drug", "target", "disease", "finding", "trial"):
        wanted, found, right = (count[f"{kind} {what}"] for what in ("wanted", "found", "right"))
        shares = (f"{part} ({part / max(1, whole):.3f})" for part, whole in ((found, wanted), (right, found)))
        print(kind, wanted, *shares, sep="\t")
    if given.wrong:
        for line, times in sorted(wrong.items()):
            print(times, line, sep="\t")


if __name__ == "__main__":
    main()
