"""Figures and mistakes of annotated documents, by example."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from kg.errors import UsageError
from kg.evaluate import Found, GoldDocument, GoldEnd, GoldMention, GoldRelation, Score, Terms, score
from kg.evaluate.labels import LABELS, RELATIONS, chosen_schemes, with_labels, with_relations
from kg.model import (
    Candidate,
    Claim,
    Concept,
    Document,
    Evidence,
    Kind,
    Link,
    LinkStatus,
    Mention,
    Modality,
    Span,
)
from kg.vocab import PREDICATES

TEXT = "aspirin causes severe gastric ulcer and asthma via PTGS1"
ASPIRIN, ULCER, ASTHMA, GENE = (Span(0, 7), Span(22, 35), Span(40, 46), Span(51, 56))


def concept(kind: Kind, curie: str, *xrefs: str) -> Concept:
    return Concept(curie, kind, curie, "Thing", xrefs=xrefs)


DRUG = concept(Kind.DRUG, "UNII:R16CO5Y76E", "MESH:D001241")
DISEASE = concept(Kind.DISEASE, "MONDO:1", "MESH:D013276")
FINDING = concept(Kind.FINDING, "HP:1", "MESH:D001249")
OTHER = concept(Kind.DISEASE, "MONDO:2", "MESH:D999999")


def marked(span: Span, label: str, *ids: str) -> GoldMention:
    return GoldMention(span, span.of(TEXT), label, frozenset(ids))


def mention(span: Span, of: Concept | None, kind: Kind, *considered: Concept) -> Mention:
    runners_up = tuple(Candidate(0.9, one, "x", "exact") for one in considered)
    if of is None:
        link = Link(concept(kind, "cgid:x/y"), LinkStatus.UNRESOLVED, 0, "unresolved", runners_up)
    else:
        link = Link(of, LinkStatus.LINKED, 1, "exact", runners_up)
    return Mention(span, span.of(TEXT), kind, link=link)


GOLD = (
    marked(ASPIRIN, "Chemical", "MESH:D001241"),
    marked(ULCER, "Disease", "MESH:D013276"),
    marked(ASTHMA, "Disease", "MESH:D001249"),
)
RIGHT = (
    mention(ASPIRIN, DRUG, Kind.DRUG),
    mention(ULCER, DISEASE, Kind.DISEASE),
    mention(ASTHMA, FINDING, Kind.FINDING),
)
CID = GoldRelation("CID", (GoldEnd(frozenset({"MESH:D001241"}), (0,)), GoldEnd(frozenset({"MESH:D013276"}), (1,))))


def gold(*mentions: GoldMention, relations: tuple[GoldRelation, ...] = (), name: str = "1") -> GoldDocument:
    return GoldDocument(Document(name, TEXT, "0" * 64), mentions, relations)


def scored(
    found: Iterable[Found], *, known: frozenset[str] = frozenset({"MESH:D013276", "MESH:D001241"}), **terms: object
) -> Score:
    found = list(found)
    return score(found, Terms(tuple(one.gold for one in found), LABELS, RELATIONS, **terms), known.__contains__)


def figures(result: Score, kind: str) -> tuple[float, float, float]:
    (exact,) = (row.exact for row in result.mentions if row.kind == kind)
    return exact.precision.value, exact.recall.value, exact.f1.value


def whys(result: Score) -> list[tuple[str, str]]:
    return [(mistake.text, mistake.why.value) for mistake in result.mistakes]


def test_what_is_all_right_scores_one_and_has_no_mistakes() -> None:
    result = scored([Found(gold(*GOLD), RIGHT)])
    assert figures(result, "all") == (1, 1, 1)
    assert [row.linked.f1.value for row in result.mentions] == [1, 1, 1]
    assert result.mistakes == ()


def test_a_finding_counts_as_a_disease_unless_the_corpus_tells_them_apart() -> None:
    assert figures(scored([Found(gold(*GOLD), RIGHT)]), "disease") == (1, 1, 1)
    apart = scored([Found(gold(*GOLD[:2], marked(ASTHMA, "finding", "MESH:D001249")), RIGHT)])
    assert figures(apart, "finding") == (1, 1, 1)


def test_micro_figures_are_over_all_mentions() -> None:
    result = scored([Found(gold(*GOLD), RIGHT[:1]), Found(gold(*GOLD, name="2"), RIGHT[1:])])
    assert figures(result, "all") == (1, 0.5, pytest.approx(0.6667))


def test_kinds_that_are_not_marked_are_not_scored() -> None:
    result = scored([Found(gold(*GOLD[:1]), (*RIGHT, mention(GENE, None, Kind.TARGET)))])
    assert [row.kind for row in result.mentions] == ["drug"]
    assert result.mistakes == ()


def test_only_the_kinds_that_were_asked_for_are_scored() -> None:
    result = scored([Found(gold(*GOLD), ())], only=frozenset({Kind.DRUG}))
    assert [row.kind for row in result.mentions] == ["drug"]


@dataclass(frozen=True)
class Wrong:
    """An answer in place of the right one for *gastric ulcer*, and what is said of it."""

    given: tuple[Mention, ...]
    why: str
    known: bool = True


WRONG = {
    "missed": Wrong((), "missed"),
    "boundary": Wrong((mention(Span(15, 35), DISEASE, Kind.DISEASE),), "boundary"),
    "kind": Wrong((mention(ULCER, None, Kind.DRUG),), "kind"),
    "wrong id": Wrong((mention(ULCER, OTHER, Kind.DISEASE),), "wrong id"),
    "ambiguous": Wrong((mention(ULCER, OTHER, Kind.DISEASE, DISEASE),), "ambiguous"),
    "ambiguous, abstained": Wrong((mention(ULCER, None, Kind.DISEASE, DISEASE),), "ambiguous"),
    "unresolved": Wrong((mention(ULCER, None, Kind.DISEASE),), "unresolved"),
    "not in terminology": Wrong((mention(ULCER, None, Kind.DISEASE),), "not in terminology", known=False),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_says_why(case: str) -> None:
    wrong = WRONG[case]
    found = Found(gold(*GOLD), (RIGHT[0], *wrong.given, RIGHT[2]))
    known = frozenset({"MESH:D013276"}) if wrong.known else frozenset[str]()
    assert whys(scored([found], known=known)) == [("gastric ulcer", wrong.why)]


def test_a_name_that_nobody_marked_is_spurious() -> None:
    extra = mention(Span(8, 14), None, Kind.DISEASE)
    assert whys(scored([Found(gold(*GOLD), (*RIGHT, extra))])) == [("causes", "spurious")]


def test_identifiers_are_compared_as_sets_of_the_document() -> None:
    twice = (*GOLD[:2], marked(Span(15, 21), "Disease", "MESH:D013276"))
    (drug, disease, _) = scored([Found(gold(*twice), RIGHT[:2])]).mentions
    assert (disease.scheme, disease.linked.tally.gold, disease.linked.f1.value) == ("MESH", 1, 1)
    assert drug.accuracy.recall.value == 1


def test_identifiers_are_compared_in_the_chosen_scheme() -> None:
    both = gold(marked(ULCER, "Disease", "MESH:D013276", "OMIM:7"))
    chosen = scored([Found(both, RIGHT[1:2])], chosen_schemes={Kind.DISEASE: "OMIM"})
    assert [(row.scheme, row.linked.tally.gold, row.linked.recall.value) for row in chosen.mentions] == [("OMIM", 1, 0)]


def test_a_document_that_was_not_read_counts_as_one_without_mentions() -> None:
    result = scored([Found(gold(*GOLD), missing="it is empty")])
    assert result.missing == (("1", "it is empty"),)
    assert figures(result, "all") == (0, 0, 0)


def claim(subject: Concept, predicate: str, other: Concept, **changed: object) -> Claim:
    evidence = Evidence("1", Span(0, 56), TEXT, RIGHT[0], RIGHT[1], None, (), "rules/x 1", 0.9)
    return Claim(subject, predicate, other, bool(changed.get("negated")), Modality.ASSERTED, evidence)


def claims(result: Score) -> list[tuple[str, int, int, float]]:
    return [(r.predicate, r.claims.tally.gold, r.claims.tally.found, r.claims.f1.value) for r in result.claims]


def test_a_claim_is_right_when_its_ends_have_the_identifiers_of_the_relation() -> None:
    found = Found(
        gold(*GOLD, relations=(CID,)),
        RIGHT,
        (
            claim(DRUG, "biolink:has_adverse_event", DISEASE),
            claim(DRUG, "biolink:has_adverse_event", OTHER),
            claim(DRUG, "biolink:treats", FINDING),
            claim(DRUG, "biolink:has_adverse_event", FINDING, negated=True),
        ),
    )
    result = scored([found])
    assert claims(result) == [("biolink:has_adverse_event", 1, 2, pytest.approx(0.6667))]
    assert [mistake.why.value for mistake in result.mistakes] == ["spurious claim"]


def test_relations_between_mentions_without_identifiers_go_by_what_the_mentions_were_taken_for() -> None:
    target = concept(Kind.TARGET, "HGNC:9604")
    bare = gold(
        marked(ASPIRIN, "CHEMICAL"),
        marked(GENE, "GENE-Y"),
        relations=(GoldRelation("INHIBITOR", (GoldEnd(frozenset(), (0,)), GoldEnd(frozenset(), (1,)))),),
    )
    mentions = (RIGHT[0], mention(GENE, target, Kind.TARGET))
    specific = claim(DRUG, "cg:inhibits", target)
    general = claim(DRUG, "cg:targets", target)
    assert claims(scored([Found(bare, mentions, (specific, general))])) == [("cg:inhibits", 1, 1, 1)]


def test_a_combination_gives_each_pair_in_either_direction() -> None:
    three = [concept(Kind.DRUG, f"UNII:{n}", f"MESH:D00000{n}") for n in range(3)]
    ends = tuple(GoldEnd(frozenset({f"MESH:D00000{n}"}), (n,)) for n in range(3))
    spans = (ASPIRIN, ULCER, ASTHMA)
    drugs = tuple(marked(span, "DRUG", f"MESH:D00000{n}") for n, span in enumerate(spans))
    document = gold(*drugs, relations=(GoldRelation("POS", ends),))
    given = (claim(three[1], "cg:combinedWith", three[0]), claim(three[0], "cg:combinedWith", three[1]))
    assert claims(scored([Found(document, (), given)])) == [("cg:combinedWith", 3, 1, 0.5)]


def test_intervals_hold_the_figure_and_are_the_same_for_the_same_seed() -> None:
    found = [Found(gold(*GOLD, name=str(n)), RIGHT[: n % 4]) for n in range(20)]
    terms = Terms(tuple(one.gold for one in found), LABELS, RELATIONS)
    first, again, other = (score(found, terms, bool, samples=200, seed=seed) for seed in (1, 1, 2))
    recall = first.mentions[-1].exact.recall
    assert recall.low < recall.value < recall.high
    assert first == again
    assert first != other


def test_every_relation_of_the_defaults_is_a_predicate_of_ours() -> None:
    assert {one for predicates in RELATIONS.values() for one in predicates} <= set(PREDICATES)


def test_labels_relations_and_schemes_can_be_given() -> None:
    assert with_labels(["Substance=drug"])["Substance"] is Kind.DRUG
    assert with_relations(["causes=biolink:has_adverse_event"])["causes"] == ("biolink:has_adverse_event",)
    assert chosen_schemes(["target=NCBIGene", "MESH"]) == {Kind.TARGET: "NCBIGene", None: "MESH"}


@pytest.mark.parametrize(
    ("read", "given", "cure"),
    [
        (with_labels, "Substance=drgu", "Did you mean drug?"),
        (with_labels, "Substance", "Write it as LABEL=KIND."),
        (with_relations, "causes=biolink:treat", "Did you mean biolink:treats?"),
        (chosen_schemes, "gene=NCBIGene", "Known are"),
    ],
)
def test_what_is_given_wrongly_is_refused_with_the_cure(read: object, given: str, cure: str) -> None:
    assert callable(read)
    with pytest.raises(UsageError) as error:
        read([given])
    assert cure in error.value.cure
