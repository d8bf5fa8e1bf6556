"""Uniting written graphs gives the graph that a build of all the articles would have written."""

from __future__ import annotations

from hypothesis import given, settings

from graph_sample import SmallTerminology, sample
from kg.graph import GraphOptions, assemble, quads
from kg.graph.terms import Quad
from kg.graph.unite import unite
from kg.graph.write import evidenced
from property_articles import Article, articles, build

OPTIONS = GraphOptions()


def rows(*these: Article) -> list[Quad]:
    return list(quads(build(*these)))


def united(*graphs: list[Quad]) -> list[Quad]:
    return list(unite(graphs, OPTIONS).quads)


@given(one=articles("1.txt"), other=articles("2.txt"), third=articles("3.txt"))
@settings(max_examples=60, deadline=None)
def test_the_union_is_what_one_build_would_have_written_in_any_order_and_grouping(
    one: Article, other: Article, third: Article
) -> None:
    a, b, c = rows(one), rows(other), rows(third)
    whole = sorted(rows(one, other, third))
    assert united(a, b, c) == whole
    assert united(c, a, b) == whole
    assert united(united(a, b), c) == whole
    assert united(united(b, c), a) == whole


@given(one=articles("1.txt"), other=articles("2.txt"))
@settings(max_examples=40, deadline=None)
def test_uniting_twice_changes_nothing_and_conflicts_do_not_depend_on_the_order(one: Article, other: Article) -> None:
    a, b = rows(one), rows(other)
    both = united(a, b)
    assert united(a) == united(a, a) == sorted(a)
    assert united(both, a) == united(both, both) == both
    assert unite((a, b), OPTIONS).conflicts == unite((b, a), OPTIONS).conflicts


def test_what_is_in_turtle_follows_from_the_quads() -> None:
    graph = assemble(sample(), SmallTerminology())
    assert set(evidenced(quads(graph))) == set(quads(graph, all_mentions=False))
