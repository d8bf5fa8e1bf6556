"""Writes ``ontologies/biolink.tsv``: the names of the Biolink Model's classes, slots and enumerated values.

pip download --no-deps biolink-model==4.4.6
python tests/data/biolink/make.py biolink_model-4.4.6-py3-none-any.whl
"""

from __future__ import annotations

import hashlib
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

MODEL = "biolink_model/schema/biolink_model.yaml"
ENUMERATIONS = ("AgentTypeEnum", "KnowledgeLevelEnum", "ResearchPhaseEnum")
OUT = Path(__file__).resolve().parents[3] / "ontologies" / "biolink.tsv"


def class_name(name: str) -> str:
    """``gene family`` as its IRI has it: ``GeneFamily``."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[ _]", name))


def slot_name(name: str) -> str:
    """``has evidence`` as its IRI has it: ``has_evidence``."""
    return name.replace(" ", "_")


def rows(model: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(what it is, its name, the name of what it is a kind of)."""
    for name, about in sorted(model["classes"].items()):
        yield "class", class_name(name), class_name((about or {}).get("is_a", ""))
    for name, about in sorted(model["slots"].items()):
        yield "slot", slot_name(name), slot_name((about or {}).get("is_a", ""))
    for enumeration in ENUMERATIONS:
        for value in sorted(model["enums"][enumeration]["permissible_values"]):
            yield "value", value, enumeration


def main(wheel: str) -> None:
    data = zipfile.ZipFile(wheel).read(MODEL)
    model = yaml.safe_load(data)
    head = (
        f"# Biolink Model {model['version']}, {MODEL} in the wheel of biolink-model from PyPI",
        f"# licence {model['license']} (CC0 1.0)",
        f"# sha256 {hashlib.sha256(data).hexdigest()}",
        "what\tname\tis_a",
    )
    lines = (*head, *("\t".join(row) for row in rows(model)))
    OUT.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
