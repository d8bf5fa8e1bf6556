"""Annotated corpora as texts with spans of the recogniser's kinds.

A file is JSON lines, plain or xz-compressed: ``{"docid", "text", "entities": [{"start", "end", "label"}]}``, named
``<corpus>.<part>.jsonl[.xz]``. What a corpus labels, and how completely, is written down in :data:`GUIDES`.
"""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from kg.model import Kind, Span
from kg.train.relations import Related, related


@dataclass(frozen=True, slots=True)
class Guide:
    """What a corpus labels.

    ``labels`` gives the kind of a label. A kind in ``complete`` is labelled wherever it occurs, so that an unlabelled
    word is a negative for it; for any other kind an unlabelled word is left open. A word of a label in ``unclear`` is
    left open for every kind. ``share`` is the part of the corpus that an epoch sees. ``spaced`` texts have blanks
    around punctuation.
    """

    labels: Mapping[str, Kind]
    complete: frozenset[Kind]
    unclear: frozenset[str] = frozenset()
    share: float = 1.0
    spaced: bool = False


_DRUG, _DISEASE, _TARGET = Kind.DRUG, Kind.DISEASE, Kind.TARGET
_PK = Guide({"G_DRUG": _DRUG, "G_CYP": _TARGET}, frozenset({_DRUG}), share=0.2)

GUIDES: Mapping[str, Guide] = {
    "bc5cdr": Guide({"Chemical": _DRUG, "Disease": _DISEASE}, frozenset({_DRUG, _DISEASE})),
    "biored": Guide(
        {"ChemicalEntity": _DRUG, "DiseaseOrPhenotypicFeature": _DISEASE, "GeneOrGeneProduct": _TARGET},
        frozenset({_DRUG, _DISEASE, _TARGET}),
    ),
    "ncbi_disease": Guide(
        dict.fromkeys(("SpecificDisease", "Modifier", "DiseaseClass", "CompositeMention"), _DISEASE),
        frozenset({_DISEASE}),
    ),
    "drugprot": Guide({"CHEMICAL": _DRUG, "GENE-Y": _TARGET, "GENE-N": _TARGET}, frozenset({_DRUG, _TARGET})),
    "drug_combo": Guide({"DRUG": _DRUG}, frozenset({_DRUG}), share=0.5, spaced=True),
    "mtl_BioNLP13CG": Guide(
        {"Gene_or_gene_product": _TARGET, "Simple_chemical": _DRUG, "Cancer": _DISEASE},
        frozenset({_DRUG, _TARGET}),
        unclear=frozenset({"Amino_acid", "Pathological_formation"}),
        share=0.5,
        spaced=True,
    ),
    "pk_invitro": _PK,
    "pk_invivo": _PK,
    "euadr": Guide({"CHEMICAL": _DRUG, "GENE-Y": _TARGET}, frozenset({_DRUG, _TARGET})),
    "neurotrialner": Guide(
        {"DRUG": _DRUG}, frozenset({_DRUG}), unclear=frozenset({"CONDITION", "CONTROL", "OTHER"}), share=0.25
    ),
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its labelled spans, in text order and without overlaps. ``kind`` None marks a span that is left
    open.
    """

    text: str
    spans: tuple[tuple[Span, Kind | None], ...]
    guide: Guide = field(repr=False)
    related: Related | None = field(default=None, repr=False)


K = TypeVar("K", Kind, Kind | None)

_BEFORE = re.compile(r" (?=[,.;:)\]%])|(?<=[(\[]) | (?=[-/])|(?<=[-/]) ")


def joined(text: str, spans: tuple[tuple[Span, K], ...]) -> tuple[str, tuple[tuple[Span, K], ...]]:
    """``text`` without the blanks that a tokeniser put around punctuation, and the spans moved with it."""
    dropped = [match.start() for match in _BEFORE.finditer(text)]
    kept = sorted(set(range(len(text))) - set(dropped))
    moved = {old: new for new, old in enumerate(kept)}
    result = []
    for span, kind in spans:
        inside = [moved[position] for position in range(span.start, span.end) if position in moved]
        if inside:
            result.append((Span(inside[0], inside[-1] + 1), kind))
    return "".join(text[position] for position in kept), tuple(result)


def _without_overlaps(spans: list[tuple[Span, Kind | None]]) -> tuple[tuple[Span, Kind | None], ...]:
    """Of spans that overlap the longest is kept: the name of a transporter over that of its substrate."""
    kept: list[tuple[Span, Kind | None]] = []
    for span, kind in sorted(spans, key=lambda item: (-len(item[0]), item[0])):
        if not any(span.overlaps(other) for other, _ in kept):
            kept.append((span, kind))
    return tuple(sorted(kept, key=lambda item: item[0]))


def read(path: Path) -> Iterator[Labelled]:
    """The texts of one corpus file; nothing for a corpus without a guide."""
    guide = GUIDES.get(path.name.split(".")[0])
    if guide is None:
        return
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            spans = [
                (Span(entity["start"], entity["end"]), guide.labels.get(entity["label"]))
                for entity in record["entities"]
                if entity["label"] in guide.labels or entity["label"] in guide.unclear
            ]
            text, unique = record["text"], _without_overlaps(spans)
            said = related(path.name.split(".")[0], record, guide.labels)
            if guide.spaced:
                spaced = text
                text, unique = joined(spaced, unique)
                said = said and replace(said, mentions=joined(spaced, said.mentions)[1])
            yield Labelled(text, unique, guide, said)
