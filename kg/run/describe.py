"""What a run was: ``void.ttl`` and ``ro-crate-metadata.json`` beside its outputs."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from kg.errors import GraphError, UsageError
from kg.graph import base_of, read_quads
from kg.graph.nodes import term
from kg.graph.terms import Quad
from kg.graph.void import void_bytes
from kg.resources import ontologies
from kg.terminology.sources import read_sources

CRATE, DESCRIPTION = "ro-crate-metadata.json", "void.ttl"
EPOCH = "SOURCE_DATE_EPOCH"
"""The variable by which reproducible builds are told the time."""

_MEDIA = {
    "kg.ttl": ("The graph", "text/turtle"),
    "kg.nq": ("The graph with its named graphs", "application/n-quads"),
    "kg.html": ("The review page", "text/html"),
    "report.json": ("The report of the run", "application/json"),
    DESCRIPTION: ("What the graph holds, counted", "text/turtle"),
}
_Entity = dict[str, Any]


def describe(out: Path, day: str | None = None) -> tuple[Path, Path]:
    """Write both files into the output folder of a build and return them.

    The day is ``day``, else that of ``SOURCE_DATE_EPOCH``, else that on which the outputs were written; all else
    follows from the outputs. Raises ``GraphError`` when there is no build, ``UsageError`` for a day that is none.
    """
    report_file = out / "report.json"
    if not report_file.is_file():
        raise GraphError(
            "there is no report of a build", where=str(out), cure="Build it: kg build CORPUS --out FOLDER."
        )
    report = json.loads(report_file.read_text(encoding="utf-8"))
    quads = read_quads(out, named=True)
    sources = sorted({(source.source, source.version, source.licence) for source in read_sources(ontologies())})
    try:
        (out / DESCRIPTION).write_bytes(void_bytes(quads, base_of(quads), sources))
        entities = list(_entities(out, report, quads, day or _day(report_file)))
        crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": entities}
        (out / CRATE).write_text(json.dumps(crate, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(out), cure="Make it writable.") from error
    return out / DESCRIPTION, out / CRATE


def checked_day(text: str) -> str:
    """``text`` when it is a day in ISO 8601. Raises ``UsageError`` otherwise."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"not a day: {text!r}", cure="Write it as 2026-02-28.") from None


def _day(report: Path) -> str:
    told = os.environ.get(EPOCH, "")
    seconds = int(told) if told.isascii() and told.isdigit() else report.stat().st_mtime
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _entities(out: Path, report: _Entity, quads: list[Quad], day: str) -> Iterator[_Entity]:
    """The crate: the outputs, the articles, what made the one of the other, and with which settings."""
    inputs, outputs = list(_inputs(quads)), [name for name in _MEDIA if (out / name).is_file()]
    settings = list(_settings(report))
    yield {
        "@id": CRATE,
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    yield {
        "@id": "./",
        "@type": "Dataset",
        "name": "A graph of claims",
        "description": "Claims that articles make, each with the sentences that say it, and what they were read from.",
        "datePublished": day,
        "license": "The articles' and the terminologies' own: see dcterms:rights in void.ttl",
        "hasPart": [{"@id": name} for name in outputs],
        "mentions": [{"@id": "#run"}],
    }
    for name in outputs:
        about, media = _MEDIA[name]
        yield {
            "@id": name,
            "@type": "File",
            "name": about,
            "encodingFormat": media,
            "contentSize": str((out / name).stat().st_size),
            "sha256": hashlib.sha256((out / name).read_bytes()).hexdigest(),
            "prov:wasGeneratedBy": {"@id": "#run"},
        }
    ids = [{"@id": entity["@id"]} for entity in inputs]
    made = [{"@id": name} for name in outputs]
    yield {
        "@id": "#run",
        "@type": ["CreateAction", "prov:Activity"],
        "name": "kg build",
        "instrument": {"@id": "#claimgraph"},
        "object": [*ids, *({"@id": entity["@id"]} for entity in settings)],
        "result": made,
        "prov:used": ids,
        "prov:wasAssociatedWith": {"@id": "#claimgraph"},
    }
    yield from _software(report)
    yield from settings
    yield from inputs


def _inputs(quads: list[Quad]) -> Iterator[_Entity]:
    about: dict[str, _Entity] = {}
    for subject, predicate, obj, _ in quads:
        if predicate == term("cg:sha256"):
            about.setdefault(subject.value, {})["sha256"] = obj.value
    for subject, predicate, obj, _ in sorted(quads):
        if subject.value in about and predicate == term("dcterms:source"):
            about[subject.value]["name"] = obj.value
    for document, found in sorted(about.items(), key=lambda pair: pair[1]["name"]):
        yield {"@id": document, "@type": ["CreativeWork", "prov:Entity"], **dict(sorted(found.items()))}


def _settings(report: _Entity) -> Iterator[_Entity]:
    for name, value in sorted(report.get("settings", {}).items()):
        text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
        yield {"@id": f"#setting-{name}", "@type": "PropertyValue", "name": name, "value": text}


def _software(report: _Entity) -> Iterator[_Entity]:
    versions, hashes = report["versions"], report["hashes"]
    yield {
        "@id": "#claimgraph",
        "@type": ["SoftwareApplication", "prov:SoftwareAgent"],
        "name": "claimgraph",
        "softwareVersion": versions["claimgraph"],
        "softwareRequirements": [{"@id": f"#{name}"} for name in sorted(versions) if name != "claimgraph"],
        "identifier": [{"@id": f"#hash-{name}"} for name in sorted(hashes)],
    }
    for name, version in sorted(versions.items()):
        if name != "claimgraph":
            yield {"@id": f"#{name}", "@type": "SoftwareApplication", "name": name, "softwareVersion": version}
    for name, value in sorted(hashes.items()):
        yield {"@id": f"#hash-{name}", "@type": "PropertyValue", "name": f"sha256 of the {name}", "value": value}
