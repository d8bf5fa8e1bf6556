"""``kg curate apply``: decisions replayed over a graph that was built, without its articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kg.errors import GraphError, UsageError
from kg.graph import KnowledgeGraph, Nodes, read_graph, summarise, write_nquads, write_turtle
from kg.graph.stored import store_when_large
from kg.review import PageData, render
from kg.review.remembered import Remembered, remembered
from kg.run.curation import CurationReport, read_decisions, replay
from kg.run.outputs import publishing
from kg.run.page import page_data
from kg.run.surroundings import Place, Surroundings
from kg.settings import Settings
from kg.terminology import Terminology


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left in its output folder; ``report`` is the content of its ``report.json``."""

    graph: KnowledgeGraph
    report: dict[str, Any]
    terminology: Terminology


def read_built(folder: Path, added: Path | None = None) -> Built:
    """The graph and the report of an output folder; ``added`` is the folder of the terminologies that were added.

    Raises ``GraphError`` when they are missing, broken or of an older version.
    """
    cure = "Name the output folder of kg build; build it again when it is of an older version."
    path = folder / "report.json"
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        settings = Settings.model_validate(report["settings"])
    except OSError as error:
        raise GraphError(f"the report cannot be read: {error.strerror}", where=str(path), cure=cure) from error
    except (ValueError, KeyError, TypeError) as error:
        raise GraphError("the report does not tell the settings of the build", where=str(path), cure=cure) from error
    terminology = Terminology.load(base=settings.base, added=added)
    return Built(read_graph(folder / "kg.nq", terminology, settings.threshold), report, terminology)


def recurate(folder: Path, logs: Sequence[Path], out: Path, added: Path | None = None) -> CurationReport:
    """Write into ``out`` what the build in ``folder`` would have written with the decisions of ``logs``.

    Raises ``UsageError`` without a log or when ``out`` cannot be written, ``InputError`` for a broken log,
    ``GraphError`` for a folder that holds no build.
    """
    decisions = read_decisions(logs)
    if decisions is None:
        raise UsageError("there is no log of decisions to apply", where="--curation", cure="Name one or more.")
    built = read_built(folder, added)
    page = remembered((folder / "kg.html").read_text(encoding="utf-8"))
    graph, curated = replay(built.graph, decisions, built.terminology)
    if curated is None:
        raise UsageError("there is no decision to apply", where="--curation", cure="Name a log.")
    with publishing(out) as new:
        sizes = {"triples": write_turtle(graph, new / "kg.ttl"), "quads": write_nquads(graph, new / "kg.nq")}
        failed = {failure["source"] for failure in built.report["failures"]}
        html = render(_with_runners_up(page_data(graph, failed=len(failed), around=_around(graph, page)), page))
        (new / "kg.html").write_text(html, encoding="utf-8", newline="\n")
        text = json.dumps(_report(built.report, graph, sizes, curated), ensure_ascii=False, indent=2)
        (new / "report.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    store_when_large(out)
    return curated


def _around(graph: KnowledgeGraph, page: Remembered) -> dict[Place, Surroundings]:
    nodes = Nodes(graph.options.base, graph.documents)
    known = ((e, nodes.evidence(e).value) for e in graph.evidences())
    return {(e.source, e.sentence): Surroundings(*page.around[iri]) for e, iri in known if iri in page.around}


def _with_runners_up(data: PageData, page: Remembered) -> PageData:
    nodes = (replace(node, runners_up=page.runners_up.get(node.iri, ())) for node in data.nodes)
    return replace(data, nodes=tuple(nodes))


def _report(
    old: dict[str, Any], graph: KnowledgeGraph, sizes: dict[str, int], curated: CurationReport
) -> dict[str, Any]:
    """The report of the build with what the decisions change in it."""
    counts = summarise(graph).to_json()
    findings = {name: counts.pop(name) for name in ("contradictions", "unresolved")}
    kept = {name: (old["counts"] | sizes)[name] for name in old["counts"] if name not in counts}
    return {
        "counts": counts | kept,
        "failures": old["failures"],
        "notices": old["notices"],
        **findings,
        "curation": curated.to_json(),
        "versions": old["versions"],
        "hashes": dict(sorted((old["hashes"] | {"curation": curated.digest}).items())),
        "settings": old["settings"],
    }
