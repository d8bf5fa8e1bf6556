"""``kg terminology add``, ``list``, ``remove`` and ``check``, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from command import Ended, Run, runner

DATA = Path(__file__).resolve().parent.parent / "data" / "terminologies"
GRAPH = """
@prefix cg: <https://w3id.org/claimgraph/vocab#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix moon: <https://moon.example/id/> .

obo:MONDO_0000002 cg:linkStatus "linked" ; rdfs:label "46,XX sex reversal" .
obo:HP_0000003 cg:linkStatus "linked" ; rdfs:label "Multicystic kidney dysplasia" ; skos:exactMatch obo:HP_0004715 .
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs ``kg`` in this process, in an empty folder that is also the user's data folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return runner(monkeypatch, capsys, tmp_path)


ADD = ("terminology", "add", DATA / "moon.obo", "--kind", "disease")


def test_add_says_what_was_added_and_how_to_use_it(run: Run, tmp_path: Path) -> None:
    ended = run(*ADD, "--licence", "CC0 1.0")
    folder = tmp_path / "data" / "claimgraph" / "terminologies"
    assert ended.status == 0, ended.err
    assert ended.out == f"{folder}: moon, 2 concepts (0 known already), 4 names, 1 deprecated identifiers\n"
    assert f'terminologies = "{folder}"' in ended.err


def test_an_added_name_is_found_when_the_settings_name_the_folder(run: Run, tmp_path: Path) -> None:
    run(*ADD, "--folder", "mine")
    (tmp_path / "one.txt").write_text("A study\n\nPatients had selenic fever.\n", encoding="utf-8")
    assert "moon.example" not in run("annotate", "one.txt").out
    (tmp_path / "kg.toml").write_text('terminologies = "mine"\n', encoding="utf-8")
    (mention,) = json.loads(run("annotate", "one.txt").out)["mentions"]
    assert (mention["text"], mention["iri"]) == ("selenic fever", "https://moon.example/id/1")
    assert mention["xrefs"] == ["UMLS:C9999991"]


def test_a_build_has_the_added_concept_with_its_hierarchy_and_another_hash(run: Run, tmp_path: Path) -> None:
    text = "A study\n\nIsatuximab is approved for the treatment of patients with selenic fever.\n"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    before = json.loads(run("build", "one.txt", "--json").out)
    run(*ADD, "--folder", "mine")
    (tmp_path / "kg.toml").write_text('terminologies = "mine"\n', encoding="utf-8")
    after = json.loads(run("build", "one.txt", "--json").out)
    assert before["hashes"]["terminology"] != after["hashes"]["terminology"]
    assert before["hashes"]["settings"] == after["hashes"]["settings"]
    graph = (tmp_path / "outputs" / "kg.ttl").read_text(encoding="utf-8")
    assert "<https://moon.example/id/1>" in graph
    assert "lunar disease" in graph
    assert run("validate", "outputs") == Ended(0, "", "")


def test_list_shows_the_embedded_and_the_added(run: Run) -> None:
    run(*ADD, "--licence", "CC0 1.0", "--release", "7")
    listed = json.loads(run("terminology", "list", "--json").out)
    assert {"drugs.tsv.xz", "names.idx.gz"} <= {one["file"] for one in listed["embedded"]}
    (added,) = listed["added"]
    assert (added["name"], added["licence"], added["release"], added["precedence"]) == ("moon", "CC0 1.0", "7", 0)
    (row,) = (line for line in run("terminology", "list").out.splitlines() if line.startswith("moon"))
    assert row.split()[:4] == ["moon", "disease", "0", "2"]


def test_remove_takes_it_away(run: Run) -> None:
    run(*ADD)
    assert run("terminology", "remove", "moon").status == 0
    assert json.loads(run("terminology", "list", "--json").out)["added"] == []
    ended = run("terminology", "remove", "moon")
    assert (ended.status, ended.out) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("nowhere.obo", "--kind", "drug"), 2, "there is no such file"),
        ((DATA / "moon.obo", "--kind", "planet"), 2, "no kind of terms: 'planet' (--kind). Known are disease"),
        ((DATA / "moon.obo", "--kind", "drug", "--kind", "disease"), 2, "--kind drug=NCIT:C1909"),
        ((DATA / "moon.obo", "--kind", "drug", "--name", "A B"), 2, "no name of a terminology"),
        ((DATA / "moon.obo", "--kind", "drug", "--prefix", "X=y"), 2, "Write PREFIX=https"),
        ((DATA / "moon.obo",), 4, "--kind"),
        ((DATA / "moon.ssslm.tsv", "--kind", "drug"), 4, "--prefix MOON=https://"),
    ],
)
def test_what_cannot_be_added_is_one_line_with_the_cure(
    run: Run, arguments: tuple[str | Path, ...], status: int, says: str, tmp_path: Path
) -> None:
    ended = run("terminology", "add", *arguments)
    assert (ended.status, ended.out) == (status, "")
    assert says in ended.err
    assert len(ended.err.splitlines()) == 1
    assert not (tmp_path / "data").exists()


def test_check_reports_deprecated_identifiers_with_their_replacements(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kg.ttl").write_text(GRAPH, encoding="utf-8")
    ended = run("terminology", "check", "kg.ttl", "--json")
    assert ended.status == 5
    found = {row["curie"]: row for row in json.loads(ended.out)["deprecated"]}
    assert set(found) == {"MONDO:0000002", "HP:0004715"}
    assert found["MONDO:0000002"]["by"] == ["MONDO:0009299"]
    assert found["MONDO:0000002"]["by_label"]
    assert (found["HP:0004715"]["used_as"], found["HP:0004715"]["by"]) == ("cross reference", ["HP:0000003"])
    table = run("terminology", "check", "kg.ttl").out
    assert "3 identifiers looked at, 2 deprecated" in table


def test_check_knows_what_an_added_terminology_and_the_graph_itself_say(run: Run, tmp_path: Path) -> None:
    run(*ADD, "--folder", "mine")
    said = 'moon:3 cg:linkStatus "linked" . moon:7 cg:linkStatus "linked" ; owl:deprecated true .\n'
    moved = 'moon:8 cg:linkStatus "linked" ; dcterms:isReplacedBy moon:3 .\n'
    head = GRAPH.partition("obo:MONDO")[0]
    (tmp_path / "kg.ttl").write_text(head + said + moved, encoding="utf-8")
    ended = run("terminology", "check", "kg.ttl", "--folder", "mine", "--json")
    found = {row["iri"]: (row["by"], row["source"]) for row in json.loads(ended.out)["deprecated"]}
    moon = "https://moon.example/id/"
    assert found == {
        f"{moon}3": ([f"{moon}2"], "moon.obo"),
        f"{moon}7": ([], "kg.ttl"),
        f"{moon}8": ([f"{moon}2"], "kg.ttl"),
    }


def test_check_of_a_graph_without_deprecated_identifiers_ends_well(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kg.ttl").write_text(GRAPH.partition("obo:MONDO")[0], encoding="utf-8")
    assert run("terminology", "check", "kg.ttl") == Ended(0, "0 identifiers looked at, 0 deprecated\n", "")


def test_check_of_no_graph_is_a_graph_error(run: Run) -> None:
    assert run("terminology", "check", "nowhere").status == 5
