"""The command line: what goes where, and how it ends."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import kg
from built import Built
from command import Ended, Run, runner
from kg.review.remembered import remembered


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs ``kg`` in this process, in an empty folder."""
    return runner(monkeypatch, capsys, tmp_path)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "articles" / "one.txt"
    path.parent.mkdir()
    path.write_text("A study\n\nIsatuximab targets CD38 in multiple myeloma.\n", encoding="utf-8")
    return path


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version") == Ended(0, f"claimgraph {kg.__version__}\n", "")


def test_help_names_every_command(run: Run) -> None:
    shown = run("--help").out
    commands = "build annotate query explain validate verify doctor eval train terminology"
    for command in commands.split():
        assert f"\n  {command} " in shown


def test_a_command_that_does_not_exist_is_a_usage_error(run: Run) -> None:
    ended = run("biuld")
    assert ended.status == 2
    assert ended.out == ""
    assert "No such command 'biuld'" in ended.err


@pytest.mark.parametrize("command", [("build", "nowhere"), ("annotate", "nowhere")])
def test_a_corpus_that_is_not_there_is_an_input_error_in_one_line(run: Run, command: tuple[str, ...]) -> None:
    ended = run(*command)
    assert ended.status == 3
    assert ended.out == ""
    assert ended.err.splitlines()[-1].startswith("kg: there is no such ")
    assert "nowhere" in ended.err
    assert "Traceback" not in ended.err


def test_a_setting_out_of_range_is_a_usage_error_with_its_flag(run: Run, article: Path) -> None:
    ended = run("build", article, "--threshold", "7")
    assert ended.status == 2
    assert "(--threshold)" in ended.err


def test_build_writes_the_outputs_and_says_where(run: Run, article: Path, tmp_path: Path) -> None:
    ended = run("build", article.parent, "--out", "graph")
    assert ended.status == 0
    assert ended.out.startswith("graph: 1 documents")
    assert "reading 1 documents" in ended.err
    for name in ("kg.ttl", "kg.nq", "kg.html", "report.json"):
        assert (tmp_path / "graph" / name).stat().st_size > 0


def test_build_with_json_writes_the_report_to_stdout(run: Run, article: Path, tmp_path: Path) -> None:
    ended = run("build", article.parent, "--out", "graph", "--json")
    assert json.loads(ended.out) == json.loads((tmp_path / "graph" / "report.json").read_text(encoding="utf-8"))


def test_what_cannot_be_read_is_reported_and_skipped_and_the_exit_status_says_so(run: Run, article: Path) -> None:
    (article.parent / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (article.parent / "empty.txt").write_bytes(b"")
    (article.parent / "broken.xml").write_text("<PubmedArticleSet><PubmedArticle>", encoding="utf-8")
    ended = run("build", article.parent, "--out", "graph", "--json")
    assert ended.status == 6
    report = json.loads(ended.out)
    assert {failure["source"] for failure in report["failures"]} == {"binary.txt", "empty.txt", "broken.xml"}
    assert report["counts"]["documents"] == 1
    assert report["counts"]["failed"] == 3
    for name in ("binary.txt", "empty.txt", "broken.xml"):
        assert f"skipped {name}" in ended.err


def test_when_nothing_can_be_read_nothing_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "empty.txt").write_bytes(b"")
    ended = run("build", "articles", "--out", "graph")
    assert ended.status == 3
    assert "no document could be read" in ended.err
    assert not (tmp_path / "graph" / "kg.ttl").exists()


def test_annotate_writes_one_json_object_a_document(run: Run, article: Path) -> None:
    ended = run("annotate", article)
    assert ended.status == 0
    record = json.loads(ended.out)
    assert {"isatuximab", "cd38"} <= {mention["text"].lower() for mention in record["mentions"]}


def test_annotate_writes_to_a_file(run: Run, article: Path, tmp_path: Path) -> None:
    ended = run("annotate", article, "--format", "pubtator", "--out", "one.pubtator")
    assert ended.out == ""
    assert "|t|A study" in (tmp_path / "one.pubtator").read_text(encoding="utf-8")


DRUGS = "SELECT DISTINCT ?label WHERE { ?drug a biolink:Drug ; cg:linkStatus ?s ; rdfs:label ?label } ORDER BY ?label"


def test_query_answers_as_table_csv_and_json(run: Run, built: Built) -> None:
    table = run("query", built.out, DRUGS).out
    rows = list(csv.reader(io.StringIO(run("query", built.out, DRUGS, "--format", "csv").out)))
    objects = json.loads(run("query", built.out, DRUGS, "--format", "json").out)
    assert rows[0] == ["label"]
    assert [row[0] for row in rows[1:]] == [record["label"] for record in objects]
    assert len(objects) > 5
    for record in objects:
        assert record["label"] in table


def test_query_reads_a_file(run: Run, built: Built, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(DRUGS, encoding="utf-8")
    assert run("query", built.out, "--file", "q.rq").out == run("query", built.out, DRUGS).out


def test_query_wants_exactly_one_query(run: Run, built: Built) -> None:
    assert run("query", built.out).status == 2
    assert run("query", built.out, DRUGS, "--file", "q.rq").status == 2


def test_a_query_that_does_not_parse_is_a_usage_error(run: Run, built: Built) -> None:
    ended = run("query", built.out, "SELECT WHERE")
    assert ended.status == 2
    assert "Correct the SPARQL" in ended.err


def test_a_graph_that_is_not_there_is_a_graph_error(run: Run) -> None:
    assert run("query", "nowhere", DRUGS).status == 5


def test_explain_shows_the_sentences(run: Run, article: Path) -> None:
    run("build", article.parent, "--out", "graph")
    ended = run("explain", "isatuximab", "--graph", "graph")
    assert ended.status == 0
    assert "“Isatuximab targets CD38 in multiple myeloma.”" in ended.out
    asked = run("explain", "isatuximab cg:targets CD38", "--graph", "graph", "--json")
    assert json.loads(asked.out)["claims"][0]["evidences"][0]["source"] == "one.txt"


def test_explain_of_something_unknown_names_what_is_near(run: Run, built: Built) -> None:
    ended = run("explain", "no such thing at all", "--graph", built.out)
    assert ended.status == 2


def test_a_built_graph_conforms_to_the_shapes(run: Run, article: Path) -> None:
    run("build", article.parent, "--out", "graph")
    assert run("validate", "graph") == Ended(0, "", "")


def test_every_place_of_the_sample_graph_is_verified(run: Run, built: Built) -> None:
    ended = run("verify", built.out, "--corpus", built.corpus, "--json")
    assert ended.status == 0
    assert json.loads(ended.out)["documents"] == built.report.graph.documents


def test_an_article_that_has_changed_is_a_mismatch(run: Run, article: Path) -> None:
    run("build", article.parent, "--out", "graph")
    article.write_text(article.read_text(encoding="utf-8").replace("CD38", "CD19"), encoding="utf-8")
    ended = run("verify", "graph", "--corpus", article.parent)
    assert ended.status == 5
    assert "one.txt: has changed since the graph was built" in ended.out
    assert "one.txt: does not say 'CD38' at" in ended.out


def test_doctor_finds_this_installation_sound(run: Run) -> None:
    ended = run("doctor", "--json")
    checks = json.loads(ended.out)
    assert ended.status == 0, ended.err
    assert all(check["ok"] for check in checks)
    assert {"python", "spacy", "scispacy", "model sha256", "terminology sha256", "output folder"} <= {
        check["name"] for check in checks
    }


def test_doctor_says_what_is_wrong_and_the_cure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ended = run("doctor", "--out", "file/outputs")
    assert ended.status == 4
    assert "FAILED  output folder" in ended.out
    assert "Name another folder" in ended.err


def test_a_reader_that_leaves_early_hears_no_complaint(built: Built) -> None:
    command = f"{sys.executable} -m kg.cli query {built.out} 'SELECT ?s ?p ?o {{ ?s ?p ?o }}' --format csv | head -1"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert (ended.stdout, ended.stderr) == ("s,p,o\n", "")


def test_an_interruption_ends_with_130_and_without_a_traceback(article: Path, tmp_path: Path) -> None:
    for number in range(400):
        article.with_name(f"{number}.txt").write_bytes(article.read_bytes())
    command = [sys.executable, "-m", "kg.cli", "build", str(article.parent), "--out", str(tmp_path / "graph")]
    # Tests that run in the background were told to ignore interruptions, and what they start would be too.
    hearing = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=hearing) as process:
        assert process.stderr is not None
        # The first stage is over and hundreds of documents are still to be read: the command is at work.
        loaded = process.stderr.readline()
        process.send_signal(signal.SIGINT)
        messages = process.stderr.read()
    assert loaded.startswith("loading")
    assert process.returncode == 130
    assert "Traceback" not in messages


def test_explain_tells_what_else_was_weighed(run: Run, article: Path) -> None:
    article.write_text("Imatinib inhibits BCR-ABL1. Imatinib was tested in patients with chronic myeloid leukemia.\n")
    run("build", article.parent, "--out", "graph")
    page = Path("graph/kg.html")
    known = remembered(page.read_text(encoding="utf-8")).runners_up
    iri, others = next((iri, others) for iri, others in known.items() if others)
    ended = run("explain", iri, "--graph", "graph")
    assert f"also weighed: {others[0].label} ({others[0].curie}" in ended.out
    asked = json.loads(run("explain", iri, "--graph", "graph", "--json").out)
    assert asked["runners_up"][iri][0]["curie"] == others[0].curie
    page.unlink()
    assert "also weighed" not in run("explain", iri, "--graph", "graph").out
