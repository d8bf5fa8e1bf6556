"""``kg eval``: what goes where, and how it ends."""

from __future__ import annotations

import csv
import json
from functools import partial
from pathlib import Path

import pytest

from command import Run, runner

SENTENCE = "Isatuximab targets CD38 in multiple myeloma."


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs ``kg eval`` in this process, in an empty folder."""
    return partial(runner(monkeypatch, capsys, tmp_path), "eval")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """One sentence with its three names, one of them with a wrong identifier, and a relation."""
    path = tmp_path / "gold.jsonl"
    names = (("Isatuximab", "Drug", "UNII:R30772KCU0"), ("CD38", "Gene", "952"), ("multiple myeloma", "Disease", "D1"))
    entities = [
        {"start": SENTENCE.index(n), "end": SENTENCE.index(n) + len(n), "text": n, "label": label, "ids": [identifier]}
        for n, label, identifier in names
    ]
    entities[2]["ids"] = ["D000000"]
    relations = [{"type": "DRUG-TARGET", "head": 0, "tail": 1, "level": "mention"}]
    record = {"docid": "one", "text": SENTENCE, "entities": entities, "relations": relations}
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
    return path


def test_the_tables_have_a_row_a_kind_and_one_for_all(run: Run, gold: Path) -> None:
    ended = run("--gold", gold)
    assert ended.status == 0, ended.err
    assert "1 documents" in ended.out
    rows = [line.split()[0] for line in ended.out.splitlines() if line.split()]
    for first in ("recognition", "linking", "claims", "drug", "target", "disease", "all", "cg:targets", "wrong"):
        assert first in rows


def test_json_has_the_figures_and_the_mistakes(run: Run, gold: Path) -> None:
    score = json.loads(run("--gold", gold, "--json", "--samples", "20").out)
    figures = {row["kind"]: row for row in score["mentions"]}
    assert figures["all"]["exact"]["f1"]["value"] == 1
    assert figures["target"]["scheme"] == "NCBIGENE"
    assert score["claims"][0]["claims"]["tally"]["gold_right"] == 1
    assert [mistake["why"] for mistake in score["mistakes"]] == ["not in terminology"]


def test_errors_are_written_as_a_table(run: Run, gold: Path, tmp_path: Path) -> None:
    run("--gold", gold, "--errors", "wrong.tsv")
    with (tmp_path / "wrong.tsv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file, delimiter="\t")
    assert row["text"] == "multiple myeloma"
    assert row["why"] == "not in terminology"
    assert (row["wanted"], row["found"][:6]) == ("MESH:D000000", "MONDO:")


def test_with_gold_mentions_recognition_is_not_scored(run: Run, gold: Path) -> None:
    score = json.loads(run("--gold", gold, "--mentions", "gold", "--json").out)
    assert all("exact" not in row for row in score["mentions"])
    assert {row["kind"]: row["accuracy"]["recall"]["value"] for row in score["mentions"]} == {
        "drug": 1,
        "target": 1,
        "disease": 0,
        "all": pytest.approx(0.6667),
    }
    assert score["claims"][0]["claims"]["f1"]["value"] == 1


def test_texts_can_come_from_a_corpus_by_their_name(run: Run, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(SENTENCE + "\n", encoding="utf-8")
    score = json.loads(run("articles", "--gold", gold, "--json").out)
    assert score["missing"] == []
    (tmp_path / "articles" / "one.txt").rename(tmp_path / "articles" / "two.txt")
    ended = run("articles", "--gold", gold, "--json")
    assert json.loads(ended.out)["missing"] == [["one", "it is not in the corpus"]]
    assert "missing one" in ended.err


def test_another_text_than_the_gold_one_is_refused(run: Run, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("Another text.\n", encoding="utf-8")
    ended = run("one.txt", "--gold", gold)
    assert (ended.status, ended.out) == (3, "")
    assert "Leave the corpus away" in ended.err


def test_labels_without_a_kind_are_told(run: Run, gold: Path) -> None:
    gold.write_text(gold.read_text(encoding="utf-8").replace('"Drug"', '"Biological"'), encoding="utf-8")
    assert "they stand for no kind: Biological. See --label" in run("--gold", gold).err
    assert "note:" not in run("--gold", gold, "--label", "Biological=drug").err


def test_a_file_that_is_not_there_is_an_input_error(run: Run) -> None:
    ended = run("--gold", "nowhere.jsonl")
    assert (ended.status, ended.out) == (3, "")
    assert ended.err.startswith("kg: the file does not exist (nowhere.jsonl)")
