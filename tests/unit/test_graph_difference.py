"""``kg diff`` and ``kg merge``: what they tell, and with which exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from typer.testing import CliRunner, Result

from graph_sample import (
    CD38,
    ISATUXIMAB,
    MYELOMA,
    VEGFA,
    Article,
    SmallTerminology,
    first_article,
    second_article,
)
from kg.cli.app import app
from kg.graph import GraphOptions, assemble, quads, validate, write_nquads, write_rdf, write_turtle
from kg.graph.difference import Change, difference
from kg.graph.terms import Quad
from kg.graph.unite import unite

BINDS = "Isatuximab binds CD38 here."


def rows(*articles: Article) -> list[Quad]:
    return list(quads(assemble([article.pair for article in articles], SmallTerminology())))


def binding(text: str = BINDS, source: str = "one.txt", score: float = 0.9) -> Article:
    article = Article(source, text)
    article.claim(text, ("Isatuximab", ISATUXIMAB), "cg:targets", ("CD38", CD38), score=score)
    return article


def taken_for_vegf() -> Article:
    article = Article("one.txt", BINDS)
    article.claim(BINDS, ("Isatuximab", ISATUXIMAB), "cg:targets", ("CD38", VEGFA))
    return article


def more() -> Article:
    article = binding()
    article.claim(BINDS, ("CD38", CD38), "cg:expressedIn", ("here", MYELOMA))
    return article


def kinds(changes: tuple[Change, ...]) -> list[str]:
    return [change.kind for change in changes]


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (binding, []),
        (more, ["added"]),
        (taken_for_vegf, ["relinked"]),
        (lambda: binding(score=0.8), ["rescored"]),
        (lambda: binding("Isatuximab has CD38 as its target."), ["reworded"]),
        (lambda: binding("Isatuximab has CD38 as its target.", score=0.8), ["rescored", "reworded"]),
    ],
)
def test_each_kind_of_change_is_told_apart(new: Callable[[], Article], told: list[str]) -> None:
    found = difference(rows(binding()), rows(new()))
    assert kinds(found.changes) == told
    assert bool(found.added or found.removed) is bool(told)
    back = difference(rows(new()), rows(binding()))
    assert kinds(back.changes) == [{"added": "removed"}.get(kind, kind) for kind in told]


def test_a_change_shows_what_was_and_what_is() -> None:
    (change,) = difference(rows(binding()), rows(taken_for_vegf())).changes
    assert change.old == ("isatuximab <UNII:R30772KCU0> cg:targets CD38 <HGNC:1667>",)
    assert change.new == ("isatuximab <UNII:R30772KCU0> cg:targets VEGFA <HGNC:12680>",)


def test_another_article_that_says_the_same_is_a_better_score_and_no_other_wording() -> None:
    both = rows(binding(), binding("It is CD38 that Isatuximab binds.", "two.txt"))
    (change,) = difference(rows(binding()), both).changes
    assert (change.kind, change.old, change.new) == (
        "rescored",
        ("0.9 from 1 sentence",),
        ("0.99 from 2 sentences",),
    )


def test_a_review_is_a_change_of_its_own() -> None:
    graph = assemble([binding().pair], SmallTerminology())
    (claim,) = graph.claims
    reviewed = replace(graph, claims=(replace(claim, curation="rejected"),))
    found = difference(list(quads(graph)), list(quads(reviewed)))
    assert kinds(found.changes) == ["reviewed"]


def test_a_patch_makes_the_new_graph_of_the_old_one() -> None:
    old, new = rows(first_article()), rows(first_article(), second_article())
    for one, other in ((old, new), (new, old)):
        lines = difference(one, other).patch().splitlines()
        assert (lines[0], lines[-1]) == (b"TX .", b"TC .")
        patched = parse(one)
        for line in lines[1:-1]:
            (quad,) = pyoxigraph.parse(line[2:], pyoxigraph.RdfFormat.N_QUADS)
            (patched.add if line.startswith(b"A ") else patched.remove)(quad)
        assert patched == parse(other)


def parse(these: list[Quad]) -> set[pyoxigraph.Quad]:
    return set(pyoxigraph.parse(write_rdf(these, "nquads").content, pyoxigraph.RdfFormat.N_QUADS))


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes the graph of some articles into a folder of this name."""

    def write(name: str, *articles: Article, options: GraphOptions | None = None) -> Path:
        out = tmp_path / name
        out.mkdir()
        graph = assemble([article.pair for article in articles], SmallTerminology(), options)
        write_turtle(graph, out / "kg.ttl")
        write_nquads(graph, out / "kg.nq")
        return out

    return write


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_status_of_kg_diff_is_that_of_diff(folder: Callable[..., Path], tmp_path: Path) -> None:
    old, new = folder("old", binding()), folder("new", more())
    assert run("diff", old, old).exit_code == 0
    assert run("diff", old, new).exit_code == 1
    with pytest.raises(Exception, match="no such graph"):
        CliRunner().invoke(app, ["diff", str(old), str(tmp_path / "none")], catch_exceptions=False)


def test_kg_diff_writes_text_json_and_a_patch(folder: Callable[..., Path]) -> None:
    old, new = folder("old", binding()), folder("new", more())
    assert run("diff", old, new).stdout.startswith("added: CD38 <HGNC:1667> cg:expressedIn")
    told = json.loads(run("diff", old, new, "--format", "json").stdout)
    assert told["counts"]["added"] == len(told["changes"]) == 1
    assert run("diff", old, new, "--format", "patch").stdout.startswith("TX .\n")


def test_kg_merge_writes_what_one_build_would_have_written(folder: Callable[..., Path], tmp_path: Path) -> None:
    one, other = folder("one", first_article()), folder("other", second_article())
    whole, out = folder("whole", first_article(), second_article()), tmp_path / "union"
    assert run("merge", one, other, "--out", out).exit_code == 0
    for name in ("kg.ttl", "kg.nq"):
        assert (out / name).read_bytes() == (whole / name).read_bytes()
    assert validate(out) == ()


def test_kg_merge_tells_on_what_the_graphs_do_not_agree(folder: Callable[..., Path], tmp_path: Path) -> None:
    denies = Article("one.txt", "Isatuximab does not bind CD38.")
    denies.claim(denies.text, ("Isatuximab", ISATUXIMAB), "cg:targets", ("CD38", CD38), negated=True)
    one, other, out = folder("one", binding()), folder("other", denies), tmp_path / "union"
    told = json.loads(run("merge", one, other, "--out", out, "--json").stdout)["conflicts"]
    assert [conflict["kind"] for conflict in told] == ["affirmed and denied", "two documents of one name"]
    assert validate(out) == ()


def test_what_was_rejected_in_one_graph_is_no_direct_triple_of_the_union() -> None:
    graph = assemble([binding().pair], SmallTerminology())
    (claim,) = graph.claims
    rejected = list(quads(replace(graph, claims=(replace(claim, curation="rejected"),))))
    united = unite((rejected, list(quads(graph))), GraphOptions())
    assert set(united.quads) == set(rejected)


@pytest.mark.parametrize("wrong", ["turtle", "base", "folder"])
def test_graphs_that_cannot_be_merged_are_an_error_with_its_cure(
    folder: Callable[..., Path], tmp_path: Path, wrong: str
) -> None:
    one, out = folder("one", binding()), tmp_path / "union"
    other = folder("other", more(), options=GraphOptions("https://example.org/kg/") if wrong == "base" else None)
    if wrong == "folder":
        out.mkdir()
        (out / "report.json").touch()
    graphs = [one, other / "kg.ttl" if wrong == "turtle" else other]
    messages = {"turtle": "named graphs", "base": "different bases", "folder": "a build is in this folder"}
    with pytest.raises(Exception, match=messages[wrong]):
        CliRunner().invoke(app, ["merge", *map(str, graphs), "--out", str(out)], catch_exceptions=False)
    assert not (out / "kg.nq").exists()
