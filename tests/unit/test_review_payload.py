"""The page's data, before any browser sees it."""

from __future__ import annotations

import pytest

from kg.errors import GraphError
from kg.model import ArmContent, ArmRole, Effect, Endpoint, Kind, Modality, ResultContent
from kg.review import Mark, PageClaim, PageData, PageDocument, PageEvidence, PageNode, Role
from kg.review.appearance import KINDS, PREDICATE_STYLES, predicate_style
from kg.review.groups import MOST_DRAWN, MOST_GROUPS, communities, kinds
from kg.review.network import wrap
from kg.review.payload import fold_mirrored, natural, payload, segments, web_address
from kg.vocab import PREDICATES

SUB, OBJ, VIA = Role.SUBJECT, Role.OBJECT, Role.REACHED


def node(name: str, kind: Kind = Kind.DRUG) -> PageNode:
    return PageNode(f"https://example.org/{name}", name, kind, f"EX:{name}")


def claim(key: str, subject: str, predicate: str, target: str | None, value: str = "") -> PageClaim:
    iri = "https://example.org/"
    return PageClaim(iri + key, iri + subject, predicate, iri + target if target else None, value)


@pytest.mark.parametrize(
    ("sentence", "marks", "pieces"),
    [
        ("A binds B.", (Mark(0, 1, SUB), Mark(8, 9, OBJ)), [["A", "subject"], [" binds "], ["B", "object"], ["."]]),
        ("no mark", (), [["no mark"]]),
        ("", (), []),
        ("anti-CD38", (Mark(0, 9, OBJ), Mark(5, 9, SUB)), [["anti-", "object"], ["CD38", "subject"]]),
        ("it binds", (Mark(0, 2, VIA), Mark(0, 2, SUB)), [["it", "subject"], [" binds"]]),
        ("short", (Mark(3, 99, OBJ), Mark(-4, 1, SUB)), [["s", "subject"], ["ho"], ["rt", "object"]]),
        # Offsets count code points: a letter beyond the basic plane is one.
        ("𝛃-blocker X", (Mark(0, 9, SUB), Mark(10, 11, OBJ)), [["𝛃-blocker", "subject"], [" "], ["X", "object"]]),
    ],
)
def test_a_sentence_is_cut_at_its_marks(sentence: str, marks: tuple[Mark, ...], pieces: list[list[str]]) -> None:
    assert segments(sentence, marks) == pieces
    assert "".join(piece[0] for piece in pieces) == sentence


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://example.org/a?b#c", True),
        ("HTTP://example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org/x", False),
        ("https:///nowhere", False),
        ("http://[broken", False),
        ("article.txt", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(address: str, kept: bool) -> None:
    assert web_address(address) == (address if kept else "")


def test_a_symmetric_claim_and_its_mirror_image_are_listed_once() -> None:
    claims = (
        claim("1", "a", "cg:combinedWith", "b"),
        claim("2", "b", "cg:combinedWith", "a"),
        claim("3", "a", "cg:targets", "b"),
        claim("4", "b", "cg:targets", "a"),
    )
    assert [[one.iri[-1] for one in (own, *mirrored)] for own, mirrored in fold_mirrored(claims)] == [
        ["1", "2"],
        ["3"],
        ["4"],
    ]


def test_concepts_and_claims_come_as_people_sort_their_names() -> None:
    names = ("arm 10", "Zeta", "arm 9", "alpha")
    claims = tuple(claim(name, name, "cg:siteCount", None, "3") for name in names)
    data = payload(PageData(tuple(node(name) for name in names), claims, ()))
    assert [one["label"] for one in data["nodes"]] == ["alpha", "arm 9", "arm 10", "Zeta"]
    assert [one["s"] for one in data["claims"]] == [0, 1, 2, 3]


@pytest.mark.parametrize("text", ["", "²", "9²", "٣", "a1b"])
def test_any_text_has_a_place_in_the_order(text: str) -> None:
    assert natural(text) <= natural(text + "z")


def test_a_sentence_that_is_context_of_several_is_written_once() -> None:
    around = PageEvidence("https://example.org/e", "A.", "d.txt", before=("Before.",), after=("After.", "Before."))
    one = PageClaim("x", "https://example.org/a", "cg:siteCount", None, "3", evidence=(around, around))
    data = payload(PageData((node("a"),), (one,), (PageDocument("d.txt"),)))
    assert sorted(data["texts"]) == ["", "After.", "Before."]
    shown = data["claims"][0]["evidence"][1]
    assert [data["texts"][number] for number in shown["after"]] == ["After.", "Before."]


def test_a_mirror_image_goes_by_its_name_beside_the_claim() -> None:
    sides = (claim("a", "a", "cg:combinedWith", "b"), claim("b", "b", "cg:combinedWith", "a"))
    assert payload(PageData((node("a"), node("b")), sides, ()))["claims"][0]["mirrored"] == ["https://example.org/b"]


@pytest.mark.parametrize(
    ("outcome", "reads", "name", "written"),
    [
        (
            ArmContent(ArmRole.COMPARATOR, ("https://example.org/a", "https://example.org/b"), "both"),
            "comparator: a + b",
            "arm",
            {"role": "comparator", "drugs": [0, 1], "label": "both"},
        ),
        (
            ArmContent(ArmRole.COMPARATOR, (), "placebo"),
            "comparator: placebo",
            "arm",
            {"role": "comparator", "drugs": [], "label": "placebo"},
        ),
        (
            ResultContent(Endpoint.OS, met=False, effect=Effect.NO_DIFFERENCE, hazard_ratio="1.02"),
            "overall survival: no difference, not met, hazard ratio 1.02",
            "result",
            {"endpoint": "cg:OverallSurvival", "met": False, "effect": "no_difference", "hazardRatio": "1.02"},
        ),
        (
            ResultContent(Endpoint.OTHER, "pain", experimental_value="3"),
            "pain: 3 vs –",
            "result",
            {"endpoint": "cg:OtherEndpoint", "label": "pain", "experimentalValue": "3"},
        ),
    ],
)
def test_an_arm_or_a_result_is_a_claim_of_its_trial(
    outcome: ArmContent | ResultContent, reads: str, name: str, written: dict[str, object]
) -> None:
    one = PageClaim("x", "https://example.org/a", "cg:hasArm", None, outcome=outcome)
    [shown] = payload(PageData((node("a"), node("b")), (one,), ()))["claims"]
    assert (shown["o"], shown["value"], shown[name]) == (None, reads, written)


def test_a_literal_is_a_value_and_never_a_concept() -> None:
    page = PageData(
        (node("trial", Kind.TRIAL),),
        (claim("1", "trial", "biolink:clinical_trial_phase", None, "clinical_trial_phase_2_to_3"),),
        (),
    )
    data = payload(page)
    assert (data["claims"][0]["o"], data["claims"][0]["value"]) == (None, "2/3")
    assert data["picture"]["nodes"] == []


def cliques(count: int, size: int) -> list[tuple[int, int]]:
    """Groups in which all are joined, each with one edge to the next."""
    inside = [(g * size + a, g * size + b) for g in range(count) for a in range(size) for b in range(a)]
    return [*inside, *((g * size, (g + 1) * size) for g in range(count - 1))]


def test_what_holds_together_is_a_community() -> None:
    nodes = [node(f"n{i}") for i in range(60)]
    found = communities(nodes, cliques(6, 10))
    assert sorted(sorted(group.members) for group in found.groups) == [list(range(g, g + 10)) for g in range(0, 60, 10)]
    assert set(found.places) == set(range(60))
    assert len({(group.x, group.y) for group in found.groups}) == 6


def test_the_same_graph_has_the_same_communities_in_the_same_places() -> None:
    nodes = [node(f"n{i}") for i in range(60)]
    assert communities(nodes, cliques(6, 10)) == communities(nodes, cliques(6, 10))


def test_many_small_communities_are_one_group() -> None:
    count = MOST_GROUPS + 20
    pairs = [(2 * i, 2 * i + 1) for i in range(count)]
    groups = communities([node(f"n{i}") for i in range(2 * count)], pairs).groups
    assert [group.key for group in groups] == [f"c{i}" for i in range(MOST_GROUPS)] + ["rest"]
    assert sorted(member for group in groups for member in group.members) == list(range(2 * count))


def test_kinds_are_groups_too() -> None:
    nodes = [node("a"), node("b", Kind.TARGET), node("c", Kind.TARGET), node("alone")]
    groups = kinds(nodes, [(0, 1), (0, 2), (2, 0)])
    assert [(group.key, group.label, group.members) for group in groups] == [
        ("drug", "Drugs", (0,)),
        ("target", "Targets", (2, 1)),
    ]


def test_a_graph_that_cannot_be_drawn_whole_comes_in_groups() -> None:
    def shown(count: int) -> dict[str, object]:
        nodes = tuple(node(f"n{i}") for i in range(count))
        claims = tuple(claim(f"c{i}", f"n{i}", "cg:targets", f"n{i // 2}") for i in range(1, count))
        return payload(PageData(nodes, claims, ()))["picture"]

    assert "groupings" not in shown(MOST_DRAWN)
    assert shown(MOST_DRAWN + 1)["nodes"] == []
    assert set(shown(MOST_DRAWN + 1)["groupings"]) == {"community", "kind"}


def test_a_claim_about_an_unknown_concept_is_an_error() -> None:
    with pytest.raises(GraphError, match="does not hold"):
        payload(PageData((node("a"),), (claim("1", "a", "cg:targets", "missing"),), ()))


def test_evidence_from_an_unknown_document_is_an_error() -> None:
    evidence = PageEvidence("https://example.org/e", "A.", "missing.txt")
    broken = PageClaim("x", "https://example.org/a", "cg:siteCount", None, "3", evidence=(evidence,))
    with pytest.raises(GraphError, match=r"missing\.txt"):
        payload(PageData((node("a"),), (broken,), (PageDocument("there.txt"),)))


def test_a_document_without_a_title_goes_by_its_path() -> None:
    assert payload(PageData((), (), (PageDocument("a/b.txt"),)))["documents"][0]["title"] == "a/b.txt"


def test_hedged_claims_keep_their_modality() -> None:
    planned = PageClaim("x", "https://example.org/a", "cg:siteCount", None, "3", modality=Modality.PLANNED)
    assert payload(PageData((node("a"),), (planned,), ()))["claims"][0]["modality"] == "planned"


def test_every_kind_has_a_look_of_its_own() -> None:
    assert set(KINDS) == set(Kind)
    assert len({style.shape for style in KINDS.values()}) == len(KINDS)
    assert len({style.colour for style in KINDS.values()}) == len(KINDS)


def test_every_predicate_of_the_vocabulary_has_a_label() -> None:
    assert set(PREDICATE_STYLES) == {*PREDICATES, "cg:hasArm", "biolink:has_study_results"}
    assert predicate_style("cg:somethingNew").label == "somethingNew"


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("CD38", "CD38"),
        ("relapsed/refractory multiple myeloma", "relapsed/refractory\nmultiple myeloma"),
        ("an overlong name of something nobody can draw", "an overlong name\nof something\nnobody can draw"),
        ("one two three four five six seven eight nine ten", "one two three four\nfive six seven\neight nine ten"),
        ("label words " * 6, "label words label\nwords label words\nlabel words label …"),
        ("", "?"),
    ],
)  # fmt: skip
def test_long_labels_are_wrapped(label: str, lines: str) -> None:
    assert wrap(label) == lines
