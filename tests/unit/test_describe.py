"""``kg describe``: counts and licences, and the crate of a run."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest
import rdflib

from graph_sample import SmallTerminology, sample
from kg.errors import GraphError, UsageError
from kg.graph import assemble, read_quads, write_nquads, write_turtle
from kg.run.describe import CRATE, DESCRIPTION, checked_day, describe

VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
DATASET = rdflib.URIRef("https://w3id.org/claimgraph/id/dataset")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder as a build leaves it, on 3 February 2026."""
    graph = assemble(sample(), SmallTerminology())
    write_turtle(graph, tmp_path / "kg.ttl")
    write_nquads(graph, tmp_path / "kg.nq")
    report = {
        "versions": {"claimgraph": "0.1.0", "rdflib": "7.6.0"},
        "hashes": {"code": "0" * 64},
        "settings": {"base": "https://w3id.org/claimgraph/id/", "threshold": 0.5},
    }
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    os.utime(tmp_path / "report.json", (1770120000, 1770120000))
    return tmp_path


def entities(out: Path) -> dict[str, dict[str, Any]]:
    return {entity["@id"]: entity for entity in json.loads((out / CRATE).read_text(encoding="utf-8"))["@graph"]}


def test_void_counts_what_is_in_the_graph(out: Path) -> None:
    describe(out)
    graph, quads = rdflib.Graph().parse(out / DESCRIPTION), read_quads(out, named=True)
    assert int(str(graph.value(DATASET, VOID.triples))) == len({quad[:3] for quad in quads})
    counted = {str(part): int(str(number)) for part, number in graph.subject_objects(VOID.triples)}
    for name in {quad.graph.value for quad in quads}:
        assert counted[name] == sum(quad.graph.value == name for quad in quads)
    classes = {
        str(graph.value(part, VOID["class"])): int(str(graph.value(part, VOID.entities)))
        for part in graph.objects(DATASET, VOID.classPartition)
    }
    gene = "https://w3id.org/biolink/vocab/Gene"
    assert classes[gene] == sum(quad.object.value == gene for quad in quads)


def test_void_names_the_licences_of_articles_and_terminologies(out: Path) -> None:
    describe(out)
    graph = rdflib.Graph().parse(out / DESCRIPTION)
    rights = {str(text) for text in graph.objects(None, rdflib.DCTERMS.rights)}
    assert "articles: CC0-1.0" in rights
    assert any("CC BY 4.0" in text for text in rights)


def test_the_crate_leads_from_the_outputs_to_the_articles_and_what_made_them(out: Path) -> None:
    describe(out)
    found = entities(out)
    run = found["#run"]
    articles = [found[one["@id"]] for one in run["prov:used"]]
    assert {article["name"] for article in articles} == {"isatuximab.txt", "notes/second.md"}
    assert all(len(article["sha256"]) == 64 for article in articles)
    for one in run["result"]:
        assert found[one["@id"]]["sha256"] == hashlib.sha256((out / one["@id"]).read_bytes()).hexdigest()
    assert found["#claimgraph"]["softwareVersion"] == "0.1.0"
    assert found["#setting-threshold"]["value"] == "0.5"


def test_every_reference_in_the_crate_is_to_something_in_it(out: Path) -> None:
    describe(out)
    found = entities(out)

    def references(value: object) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(references, value))
        return {value["@id"]} if isinstance(value, dict) and set(value) == {"@id"} else set()

    used = set().union(*(references(value) for entity in found.values() for value in entity.values()))
    assert {one for one in used if not one.startswith("https://w3id.org/ro/")} <= set(found)


def test_the_crate_has_what_ro_crate_1_1_asks_for(out: Path) -> None:
    describe(out)
    found = entities(out)
    assert found[CRATE]["about"] == {"@id": "./"}
    assert found[CRATE]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert {"name", "description", "datePublished", "license", "hasPart"} <= set(found["./"])


def test_the_day_is_that_of_the_outputs_unless_it_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    describe(out)
    assert entities(out)["./"]["datePublished"] == "2026-02-03"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    describe(out)
    assert entities(out)["./"]["datePublished"] == "1970-01-01"
    describe(out, "2026-05-01")
    assert entities(out)["./"]["datePublished"] == "2026-05-01"


def test_describing_twice_gives_the_same_bytes_and_touches_no_output(out: Path) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    first = [path.read_bytes() for path in describe(out, "2026-05-01")]
    assert [path.read_bytes() for path in describe(out, "2026-05-01")] == first
    assert {name: (out / name).read_bytes() for name in before} == before


def test_a_folder_without_a_build_and_a_day_that_is_none_are_errors(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="no report"):
        describe(tmp_path)
    with pytest.raises(UsageError, match="not a day"):
        checked_day("yesterday")
