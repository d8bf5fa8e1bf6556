"""The on-disk store is a copy for speed: it answers as the files do, and is never taken for that of another build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rdflib import Graph, URIRef

import kg
from graph_sample import SmallTerminology, first_article, sample
from kg.errors import GraphError, UsageError
from kg.graph import assemble, run_query, write_nquads, write_turtle
from kg.graph.stored import has_outdated_store, holding, make_store, store_of, store_when_large

TARGETS = "SELECT ?drug ?target WHERE { ?drug cg:targets ?target } ORDER BY ?drug ?target"
NAMED = "SELECT (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } }"


def write(folder: Path, *, whole: bool = True) -> Path:
    graph = assemble(sample() if whole else [first_article().pair], SmallTerminology())
    folder.mkdir(exist_ok=True)
    write_turtle(graph, folder / "kg.ttl")
    write_nquads(graph, folder / "kg.nq")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "out")


@pytest.mark.parametrize("query", [TARGETS, NAMED, "SELECT (COUNT(*) AS ?triples) WHERE { ?s ?p ?o }"])
def test_the_store_answers_as_the_files_do(query: str, folder: Path) -> None:
    from_files = run_query(kg.open(folder, named_graphs=True), query).rows
    make_store(folder)
    assert run_query(kg.open(folder), query).rows == from_files
    assert from_files[0][0] not in ("", "0")


def test_a_store_is_made_once(folder: Path) -> None:
    first = make_store(folder)
    changed = first.stat().st_mtime_ns
    assert make_store(folder) == first == store_of(folder)
    assert first.stat().st_mtime_ns == changed


def test_a_large_graph_is_stored_by_its_build_and_a_small_one_is_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_when_large(folder)
    assert store_of(folder) is None
    monkeypatch.setattr("kg.graph.stored.LARGE", (folder / "kg.ttl").stat().st_size)
    store_when_large(folder)
    assert store_of(folder) is not None


def test_the_store_of_another_build_is_not_used(folder: Path) -> None:
    old = make_store(folder)
    write(folder, whole=False)
    assert store_of(folder) is None
    assert has_outdated_store(folder)
    assert run_query(kg.open(folder), TARGETS).rows == run_query(kg.load(folder), TARGETS).rows
    new = make_store(folder)
    assert new != old
    assert not old.exists()


def test_a_change_that_keeps_the_size_is_seen(folder: Path) -> None:
    make_store(folder)
    nquads = folder / "kg.nq"
    nquads.write_bytes(nquads.read_bytes().replace(b"Example Press", b"Another Press"))
    assert store_of(folder) is None


def test_files_that_were_copied_keep_their_store(folder: Path, tmp_path: Path) -> None:
    make_store(folder)
    shutil.copytree(folder, tmp_path / "copy", copy_function=shutil.copy)
    assert store_of(tmp_path / "copy") == tmp_path / "copy" / make_store(folder).name


def test_a_store_that_is_in_use_is_not_removed(folder: Path) -> None:
    with holding(make_store(folder)) as used:
        write(folder, whole=False)
        make_store(folder)
        assert used.exists()
    write(folder)
    shutil.rmtree(used)
    make_store(folder)
    assert [path.name for path in folder.glob(".store-*")] == [make_store(folder).name]


def test_what_a_killed_run_has_left_is_removed(folder: Path) -> None:
    (folder / ".store-unfinished-x").mkdir()
    assert store_of(folder) is None
    make_store(folder)
    assert len(list(folder.glob(".store-*"))) == 1


def test_nothing_is_written_to_a_graph_that_is_open(folder: Path) -> None:
    make_store(folder)
    triple = (URIRef("urn:a"), URIRef("urn:b"), URIRef("urn:c"))
    with pytest.raises(RuntimeError):
        kg.open(folder).add(triple)
    assert triple not in kg.open(folder)


def test_a_folder_without_a_graph_is_an_error_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"there is no such graph .* Build it first"):
        make_store(tmp_path)


def test_a_graph_that_does_not_parse_leaves_no_store(folder: Path) -> None:
    (folder / "kg.nq").write_text("no N-Quads\n")
    with pytest.raises(GraphError, match=r"does not parse.*kg\.nq"):
        make_store(folder)
    assert not list(folder.glob(".store-*"))


def test_a_store_that_cannot_be_written_is_an_error_with_its_cure(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Name a folder that you may write to"):
        make_store(folder, tmp_path / "nowhere")


def test_a_damaged_store_says_how_it_is_mended(folder: Path) -> None:
    for path in make_store(folder).glob("CURRENT"):
        path.write_text("damaged")
    with pytest.raises(GraphError, match="kg load FOLDER"):
        kg.open(folder)


def test_what_is_opened_is_a_graph_of_rdflib(folder: Path) -> None:
    graph = kg.open(folder)
    assert isinstance(graph, Graph)
    assert isinstance(graph, kg.ClaimGraph)
    assert len(list(graph.triples((None, None, None)))) == len(graph)


def test_answers_are_pandas_frames_with_values_of_python(folder: Path) -> None:
    pandas = pytest.importorskip("pandas")
    query = """SELECT ?trial ?size ?met ?ratio ?none WHERE {
      ?trial biolink:study_size ?size ; biolink:has_study_results ?r .
      ?r cg:endpointMet ?met ; cg:hazardRatio ?ratio }"""
    frame = kg.open(folder).sparql(query)
    assert isinstance(frame, pandas.DataFrame)
    assert frame.to_dict("records") == [
        {
            "trial": "https://clinicaltrials.gov/study/NCT02990338",
            "size": 307,
            "met": True,
            "ratio": 0.596,
            "none": None,
        }
    ]


def test_without_pandas_an_answer_is_the_result_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.opened.find_spec", lambda _: None)
    graph = kg.open(folder)
    assert graph.sparql(TARGETS) == run_query(graph, TARGETS)


def test_the_network_of_an_open_graph_carries_its_sentences(folder: Path) -> None:
    network = kg.open(folder).to_networkx()
    edges = network.get_edge_data("http://identifiers.org/unii/R30772KCU0", "http://identifiers.org/hgnc/1667")
    assert "Isatuximab binds CD38 on myeloma cells. [isatuximab.txt]" in {edge["evidence"] for edge in edges.values()}


def test_a_notebook_shows_what_is_in_it_and_escapes_it(folder: Path) -> None:
    shown = kg.open(folder)._repr_html_()
    assert "<td>biolink:Drug</td>" in shown
    assert "<td>cg:targets</td>" in shown
    assert shown.count("<table>") == shown.count("</table>") == 2
