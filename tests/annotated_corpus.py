"""One small annotated corpus of our own in each of the formats that are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TITLE = "Zantrol and the heart"
ABSTRACT = "Zantrol caused bradycardia in two patients. It inhibits KCNH2."
TEXT = f"{TITLE} {ABSTRACT}"
MARKS = (
    ("Zantrol", 0, "Chemical", "D000001"),
    ("Zantrol", 22, "Chemical", "D000001"),
    ("bradycardia", 37, "Disease", "D001919"),
    ("KCNH2", 78, "Gene", "3757"),
)
CID = ("CID", "D000001", "D001919")


def jsonl() -> str:
    entities = [
        {"start": start, "end": start + len(text), "text": text, "label": label, "ids": [identifier]}
        for text, start, label, identifier in MARKS
    ]
    relations: list[dict[str, Any]] = [
        {"type": CID[0], "head": CID[1], "tail": CID[2], "level": "concept"},
        {"type": "INHIBITOR", "head": 1, "tail": 3, "level": "mention"},
    ]
    return json.dumps({"docid": "11", "text": TEXT, "entities": entities, "relations": relations}) + "\n"


def pubtator() -> str:
    lines = [f"11|t|{TITLE}", f"11|a|{ABSTRACT}"]
    lines += [f"11\t{start}\t{start + len(t)}\t{t}\t{label}\t{identifier}" for t, start, label, identifier in MARKS]
    return "\n".join([*lines, "\t".join(("11", *CID)), "11\tINHIBITOR\tD000001\t3757\tNovel"]) + "\n\n"


def bioc_json() -> str:
    passages: list[dict[str, Any]] = []
    for offset, text, kind in ((0, TITLE, "title"), (len(TITLE) + 1, ABSTRACT, "abstract")):
        annotations = [
            {
                "id": f"T{number}",
                "infons": {"type": label, "identifier": identifier},
                "text": mark,
                "locations": [{"offset": start, "length": len(mark)}],
            }
            for number, (mark, start, label, identifier) in enumerate(MARKS)
            if offset <= start < offset + len(text)
        ]
        passages.append({"offset": offset, "infons": {"type": kind}, "text": text, "annotations": annotations})
    relations = [
        {"infons": {"type": CID[0], "Chemical": CID[1], "Disease": CID[2]}, "nodes": []},
        {"infons": {"type": "INHIBITOR"}, "nodes": [{"refid": "T1", "role": "a"}, {"refid": "T3", "role": "b"}]},
    ]
    return json.dumps({"documents": [{"id": "11", "passages": passages, "relations": relations}]})


def bioc_xml() -> str:
    document = json.loads(bioc_json())["documents"][0]
    parts = ["<?xml version='1.0' encoding='UTF-8'?>\n<collection><source/><date/><key/>\n<document><id>11</id>"]
    for passage in document["passages"]:
        parts.append(f"<passage><infon key='type'>{passage['infons']['type']}</infon>")
        parts.append(f"<offset>{passage['offset']}</offset><text>{passage['text']}</text>")
        for one in passage["annotations"]:
            place = one["locations"][0]
            parts.append(f"<annotation id='{one['id']}'>{_infons(one)}")
            parts.append(f"<location offset='{place['offset']}' length='{place['length']}'/>")
            parts.append(f"<text>{one['text']}</text></annotation>")
        parts.append("</passage>")
    for number, one in enumerate(document["relations"]):
        nodes = "".join(f"<node refid='{node['refid']}' role='{node['role']}'/>" for node in one["nodes"])
        parts.append(f"<relation id='R{number}'>{_infons(one)}{nodes}</relation>")
    return "\n".join([*parts, "</document></collection>"])


def _infons(one: dict[str, Any]) -> str:
    return "".join(f"<infon key='{key}'>{value}</infon>" for key, value in one["infons"].items())


WRITTEN = {
    "jsonl": ("gold.jsonl", jsonl),
    "pubtator": ("gold.pubtator", pubtator),
    "bioc-xml": ("gold.xml", bioc_xml),
    "bioc-json": ("gold.json", bioc_json),
}


def write(form: str, folder: Path) -> Path:
    """The corpus in one of the formats."""
    name, text = WRITTEN[form]
    path = folder / name
    path.write_text(text(), encoding="utf-8")
    return path
