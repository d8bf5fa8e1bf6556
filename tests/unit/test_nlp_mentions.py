"""How what the recogniser, the terminology and the document say becomes one list of mentions."""

from __future__ import annotations

from pathlib import Path

import pytest
from nlp_fakes import Match, found, sentences, span

from kg.model import Candidate, Concept, Kind, Mention, Span
from kg.nlp.abbreviations import definitions
from kg.nlp.lexicon import is_brand, is_no_name, is_safe
from kg.nlp.mentions import mentions_of
from kg.nlp.negation import denied

DATA = Path(__file__).parent.parent / "data" / "nlp"
DRUG, TARGET, DISEASE, FINDING = Kind.DRUG, Kind.TARGET, Kind.DISEASE, Kind.FINDING


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def named(
    text: str, names: dict[str, Kind] | None = None, recognised: dict[str, Kind] | None = None
) -> list[tuple[str, Kind]]:
    mentions, _ = mentions_of(found(text, names, recognised))
    assert all(mention.span.of(text) == mention.text for mention in mentions)
    return [(mention.text, mention.kind) for mention in mentions]


def test_a_name_that_is_recognised_once_is_found_everywhere() -> None:
    text = "Zanubrutinib was given. The effect of zanubrutinib and of Zanubrutinib lasted."
    found_names = ["Zanubrutinib", "zanubrutinib", "Zanubrutinib"]
    assert [name for name, _ in named(text, recognised={"Zanubrutinib": DRUG})] == found_names


def test_the_terminology_completes_a_name_that_was_recognised_in_part() -> None:
    text = "Inhibitors of poly(ADP‑ribose) polymerase were given."
    names = {"poly(ADP-ribose) polymerase": TARGET}
    assert named(text, names, {"poly(": TARGET, "polymerase": TARGET}) == [("poly(ADP‑ribose) polymerase", TARGET)]


def test_the_terminology_joins_what_was_recognised_of_one_name_in_pieces() -> None:
    text = "It was tried in neovascular age-related macular degeneration."
    names = {"age-related macular degeneration": DISEASE}
    parts = {"neovascular age": DISEASE, "macular degeneration": DISEASE}
    assert named(text, names, parts) == [("neovascular age-related macular degeneration", DISEASE)]


def test_a_company_is_no_drug_where_its_first_word_stands_alone() -> None:
    text = "Cidarel and Lumirex were shown. Cidarel Therapeutics makes the drug."
    assert named(text, recognised={"Cidarel": DRUG, "Lumirex": DRUG}) == [("Lumirex", DRUG)]


def test_a_recognised_list_of_known_names_is_taken_apart() -> None:
    text = "They received venetoclax–rituximab."
    names = {"venetoclax": DRUG, "rituximab": DRUG}
    assert named(text, names, {"venetoclax–rituximab": DRUG}) == [("venetoclax", DRUG), ("rituximab", DRUG)]


def test_a_longer_recognised_name_wins_over_a_name_inside_it() -> None:
    text = "Serotonin transporter was measured."
    assert named(text, {"serotonin": DRUG}, {"Serotonin transporter": TARGET}) == [("Serotonin transporter", TARGET)]


def test_a_drug_that_only_the_terminology_knows_is_a_mention() -> None:
    assert named("Patients took luspatercept.", {"luspatercept": DRUG}) == [("luspatercept", DRUG)]


@pytest.mark.parametrize(
    ("text", "known"), [("Lifex (carfilzomib) was given.", 1), ("They took Lifex®.", 1), ("Lifex was hard.", 0)]
)
def test_a_brand_needs_a_bracket_or_a_trademark_sign_beside_it(text: str, known: int) -> None:
    name = Span(text.index("Lifex"), text.index("Lifex") + 5)
    concept = Concept("X:1", DRUG, "carfilzomib", "Drug", names=("Lifex",))
    match = Match(name, (Candidate(0.96, concept, "Lifex", "exact"),))
    assert is_safe(match, text) is bool(known)


def test_a_finding_of_one_word_needs_the_recogniser() -> None:
    names = {"sensation": FINDING, "QT prolongation": FINDING}
    assert named("Sensation and QT prolongation were seen.", names) == [("QT prolongation", DISEASE)]


def test_a_bracket_without_its_partner_is_left_out() -> None:
    text = "Some cancers (chronic leukaemia) are common."
    assert named(text, recognised={"(chronic leukaemia": DISEASE}) == [("chronic leukaemia", DISEASE)]


def test_a_short_form_has_the_kind_and_the_place_of_its_long_form() -> None:
    text = "Trastuzumab deruxtecan (T‑DXd) was given. T‑DXd works."
    mentions, pairs = mentions_of(found(text, recognised={"Trastuzumab deruxtecan": DRUG}))
    assert [(mention.text, mention.kind) for mention in mentions] == [
        ("Trastuzumab deruxtecan", DRUG),
        ("T‑DXd", DRUG),
        ("T‑DXd", DRUG),
    ]
    assert {mention.long_form for mention in mentions[1:]} == {span(text, "Trastuzumab deruxtecan")}
    assert [(short.of(text), long.of(text)) for short, long in pairs] == [("T‑DXd", "Trastuzumab deruxtecan")]


def test_a_short_form_of_what_is_no_name_is_no_mention() -> None:
    text = "Progression-free survival (PFS) was longer. PFS is an endpoint."
    assert named(text, recognised={"PFS": DISEASE}) == []


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "metastatic castration‑resistant prostate cancer (mCRPC) is",
            "mCRPC",
            "metastatic castration‑resistant prostate cancer",
        ),
        ("Bruton’s tyrosine kinase (BTK) is", "BTK", "Bruton’s tyrosine kinase"),
        ("small lymphocytic lymphoma (SLL; n=20) is", "SLL", "small lymphocytic lymphoma"),
        ("treated with 5-fluorouracil (5-FU) and", None, None),
        ("patients (ALL) were", None, None),
        ("the drug worked (P=0.01) in", None, None),
    ],
)
def test_definitions_are_found_by_their_letters(text: str, short: str | None, long: str | None) -> None:
    pairs = [(one.of(text), other.of(text)) for one, other in definitions(text, sentences(text), [], [])]
    assert pairs == ([(short, long)] if short else [])


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("There was no evidence of pneumonitis.", "pneumonitis", True),
        ("Patients without diabetes were enrolled.", "diabetes", True),
        ("Patients with or without diabetes were enrolled.", "diabetes", False),
        ("No significant difference in anaemia was seen.", "anaemia", False),
        ("No rash was seen, but fever was common.", "fever", False),
        ("Neutropenia was not observed.", "Neutropenia", True),
        ("It did not improve survival in glioblastoma.", "glioblastoma", False),
    ],
)
def test_denials_reach_as_far_as_their_clause(text: str, name: str, expected: bool) -> None:
    mention = Mention(span(text, name), name, DISEASE)
    assert (mention in denied(text, sentences(text), [mention])) is expected


def test_a_drug_is_never_denied() -> None:
    text = "Patients without aspirin did well."
    mention = Mention(span(text, "aspirin"), "aspirin", DRUG)
    assert not denied(text, sentences(text), [mention])


@pytest.mark.parametrize(
    "leader", [" ." * 40, "," * 60, " " * 300, " and" * 60], ids=["dots", "commas", "blanks", "ands"]
)
def test_a_name_with_a_leader_in_it_is_read_at_once(leader: str) -> None:
    """A row of a table of contents must not hold up a build: an ambiguous pattern takes years over it."""
    name = f"lung{leader} cancer"
    assert named(f"They had {name}.", recognised={name: DISEASE}) == [(name, DISEASE)]


def test_a_name_ends_before_what_trails_it() -> None:
    for trailing in (" and", ", ", ", a protein of the cell", " , and or"):
        assert named(f"It hit BCL-2{trailing} there.", recognised={f"BCL-2{trailing}": TARGET}) == [("BCL-2", TARGET)]


@pytest.mark.parametrize(("words", "kind", "nothing"), rows("no_names.tsv"))
def test_states_forms_isotypes_and_organisations_are_no_names(words: str, kind: str, nothing: str) -> None:
    assert is_no_name(words, Kind(kind)) is (nothing == "none")


@pytest.mark.parametrize(
    ("text", "concept", "brand"),
    [
        ("They took Lifex daily.", DRUG, True),
        ("LIFEXAN® (carfilzomib) was given.", DRUG, True),
        ("They took lifex daily.", DRUG, False),
        ("The LIFEX study began.", DRUG, False),
        ("Lifex was measured.", TARGET, False),
    ],
    ids=["in running text", "capitals", "a word", "an acronym", "a gene"],
)
def test_a_brand_is_a_word_with_a_capital_that_a_drug_alone_has(text: str, concept: Kind, brand: bool) -> None:
    name = next(word for word in text.replace("®", " ").split() if word.lower().startswith("lifex"))
    known = Concept("X:1", concept, "carfilzomib", "Drug", names=(name.capitalize(),))
    match = Match(span(text, name), (Candidate(0.96, known, name.capitalize(), "exact"),))
    assert is_brand(match, text) is brand


def test_a_brand_wins_over_the_kind_that_was_recognised() -> None:
    names = {"Lifexan": Kind.DRUG}
    assert named("Lifexan was given.", names, {"Lifexan": DISEASE}) == [("Lifexan", DRUG)]


def test_whose_drug_it_is_is_no_part_of_its_name() -> None:
    text = "Stripe's Lifexan was given."
    assert named(text, {"Lifexan": DRUG}, {"Stripe's Lifexan": DRUG}) == [("Lifexan", DRUG)]


def test_a_name_that_goes_on_in_the_terminology_is_one_name() -> None:
    text = "They had chronic heart failure with reduced fraction."
    names, recognised = {"heart failure with reduced fraction": DISEASE}, {"chronic heart failure": DISEASE}
    assert named(text, names, recognised) == [("chronic heart failure with reduced fraction", DISEASE)]
