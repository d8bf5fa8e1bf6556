"""What the mentions of a document are linked to."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.link import link
from kg.model import Annotated, Document, Kind, Link, LinkStatus, Mention, Span
from kg.terminology import Terminology

COMPOSITES = Path(__file__).parent.parent / "data" / "links" / "composites.tsv"


@pytest.fixture(scope="module")
def terminology() -> Terminology:
    return Terminology.load()


@dataclass(frozen=True)
class Marked:
    """A text with its mentions marked: ``[kind:words]``, and ``{short=long}`` for what an abbreviation stands for."""

    text: str
    mentions: tuple[Mention, ...]


def marked(text: str) -> Marked:
    plain, mentions = "", []
    for part in re.split(r"(\[\w+:[^\]]+\])", text):
        found = re.fullmatch(r"\[(\w+):([^\]]+)\]", part)
        if found:
            span = Span(len(plain), len(plain) + len(found[2]))
            mentions.append(Mention(span, found[2], Kind(found[1])))
        plain += found[2] if found else part
    return Marked(plain, tuple(mentions))


def linked(terminology: Terminology, text: str, *definitions: tuple[str, str]) -> tuple[Mention, ...]:
    cut = marked(text)
    pairs = tuple(
        (Span(cut.text.index(f"({short})") + 1, cut.text.index(f"({short})") + 1 + len(short)), span_of(cut.text, long))
        for short, long in definitions
    )
    document = Document("a.txt", cut.text, "")
    return link(Annotated(document, (), cut.mentions, pairs), terminology).mentions


def span_of(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def only(mentions: tuple[Mention, ...]) -> Link:
    (mention,) = mentions
    assert mention.link is not None
    return mention.link


def curies(mentions: tuple[Mention, ...]) -> list[str]:
    return [m.link.concept.curie for m in mentions if m.link]


def test_a_brand_and_its_generic_are_one_drug(terminology: Terminology) -> None:
    found = curies(linked(terminology, "[drug:Pomalyst] ([drug:pomalidomide]) and [drug:POMALIDOMIDE]"))
    assert found == ["UNII:D2UX06XLB5"] * 3


def test_the_name_of_a_combination_stands_for_its_drugs(terminology: Terminology) -> None:
    (mention,) = linked(terminology, "[drug:Paxlovid] was given.")
    assert mention.kind is Kind.TREATMENT
    assert [one.concept.label for one in mention.links] == ["Paxlovid", "nirmatrelvir", "ritonavir"]


def test_the_seed_s_names_are_linked(terminology: Terminology) -> None:
    text = (
        "[trial:ICARIA-MM]: [drug:Isatuximab], anti-[target:CD38], [drug:dexamethasone] "
        "in [disease:relapsed/refractory multiple myeloma]"
    )
    assert curies(linked(terminology, text)) == [
        "clinicaltrials:NCT02990338",
        "UNII:R30772KCU0",
        "HGNC:1667",
        "UNII:7S5I7G3JQL",
        "cgid:disease/relapsed-or-refractory-multiple-myeloma",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "relapsed/refractory multiple myeloma",
        "relapsed or refractory multiple myeloma",
        "relapsed and refractory multiple myeloma",
        "Relapsed or Refractory Multiple Myeloma",
        "RRMM",
    ],
)
def test_ways_to_write_relapsed_or_refractory_are_one_node(terminology: Terminology, words: str) -> None:
    found = only(linked(terminology, f"[disease:{words}]"))
    assert found.concept.curie == "cgid:disease/relapsed-or-refractory-multiple-myeloma"
    assert found.concept.broader == ("MONDO:0009693",)


@pytest.mark.parametrize(
    ("words", "curie", "broader"),
    [
        ("metastatic nonsquamous NSCLC", "", "MONDO:0005233"),
        ("newly diagnosed glioblastoma", "cgid:disease/newly-diagnosed-glioblastoma", "MONDO:0018177"),
        ("previously untreated CLL", "", "MONDO:0004948"),
        ("EGFR‑mutated NSCLC", "", "MONDO:0005233"),
        ("locally advanced or metastatic urothelial carcinoma", "", "MONDO:0040679"),
        ("refractory rheumatoid arthritis", "cgid:disease/refractory-rheumatoid-arthritis", "MONDO:0008383"),
        ("moderate-to-severe plaque psoriasis", "", ""),
    ],
)
def test_a_stage_or_line_makes_a_node_below_the_disease(
    terminology: Terminology, words: str, curie: str, broader: str
) -> None:
    found = only(linked(terminology, f"[disease:{words}]"))
    assert found.status is LinkStatus.LINKED
    assert found.concept.minted
    assert curie in ("", found.concept.curie)
    assert broader in ("", *found.concept.broader)


def test_an_exact_term_goes_before_a_node_of_our_own(terminology: Terminology) -> None:
    found = only(linked(terminology, "[disease:castration‑resistant prostate cancer]"))
    assert found.concept.curie == "MONDO:0850353"


@pytest.mark.parametrize("words", ["severe neutropenia", "Grade 3 neutropenia", "treatment-related neutropenia"])
def test_severity_is_no_other_event(terminology: Terminology, words: str) -> None:
    assert only(linked(terminology, f"[finding:{words}]")).concept.curie == "HP:0001875"


def test_non_x_is_not_below_x(terminology: Terminology) -> None:
    found = only(linked(terminology, "[disease:non-zebra asthma]"))
    assert found.concept.broader == ()


def test_a_disease_mention_that_only_names_a_finding_becomes_one(terminology: Terminology) -> None:
    (mention,) = linked(terminology, "[disease:nausea]")
    assert mention.kind is Kind.FINDING
    assert mention.link is not None
    assert mention.link.concept.curie == "HP:0002018"


def test_an_abbreviation_stands_for_its_long_form(terminology: Terminology) -> None:
    text = "chronic obstructive pulmonary disease (PD) was common; [disease:PD] worsened"
    (mention,) = linked(terminology, text, ("PD", "chronic obstructive pulmonary disease"))
    assert mention.link is not None
    assert mention.link.concept.curie == "MONDO:0005002"
    assert mention.link.how == "abbreviation"


def test_an_abbreviation_of_what_nothing_has_is_not_the_dictionary_s(terminology: Terminology) -> None:
    text = "quality of zebra life (MS) was fine; [disease:MS] rose"
    (mention,) = linked(terminology, text, ("MS", "quality of zebra life"))
    assert mention.link is not None
    assert mention.link.status is LinkStatus.UNRESOLVED


def test_two_letters_need_support_in_the_document(terminology: Terminology) -> None:
    alone = only(linked(terminology, "[disease:MS] was seen"))
    assert alone.status is LinkStatus.UNRESOLVED
    supported = linked(terminology, "[disease:multiple sclerosis]. Patients with [disease:MS]")
    assert curies(supported) == ["MONDO:0005301"] * 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("CDK4/6", ["HGNC:1773", "HGNC:1777"]),
        ("cyclin-dependent kinases 4 and 6", ["HGNC:1773", "HGNC:1777"]),
        ("JAK1/2", ["HGNC:6190", "HGNC:6192"]),
        ("MMP-2/-9", ["HGNC:7166", "HGNC:7176"]),
    ],
)
def test_numbered_targets_are_each_of_them(terminology: Terminology, words: str, expected: list[str]) -> None:
    (mention,) = linked(terminology, f"[target:{words}]")
    assert [x.concept.curie for x in (mention.link, *mention.also) if x] == expected


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("[drug:NMOSD]", "neuromyelitis optica"),
        ("[target:CIDP]", "chronic inflammatory demyelinating polyradiculoneuropathy"),
        ("[drug:ZQXW]", ""),
    ],
)
def test_an_abbreviation_read_as_another_kind_is_the_one_disease_that_has_it(
    terminology: Terminology, words: str, label: str
) -> None:
    found = only(linked(terminology, f"Adults with {words} improved."))
    assert found.concept.label == label if label else found.concept.minted


@pytest.mark.parametrize(
    "words", ["association for supportive care in cancer", "people living with HIV infection", "and insomnia"]
)
def test_what_only_ends_in_a_disease_is_no_kind_of_it(terminology: Terminology, words: str) -> None:
    assert only(linked(terminology, f"It was [disease:{words}].")).status is LinkStatus.UNRESOLVED


def test_numbers_after_a_target_are_its_sisters(terminology: Terminology) -> None:
    found = linked(terminology, "It inhibits [target:VEGFR-1], [target:-2] and [target:-3].")
    assert [x.concept.label for m in found for x in m.links] == ["FLT1", "KDR", "FLT4"]


def target_names() -> list[list[str]]:
    path = Path(__file__).parent.parent / "data" / "terminology_targets.tsv"
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("words", "curie", "label"), target_names())
def test_the_ways_to_write_a_target_lead_to_its_gene(
    terminology: Terminology, words: str, curie: str, label: str
) -> None:
    found = only(linked(terminology, f"[target:{words}]"))
    assert (found.concept.curie, found.concept.label) == (curie, label)


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("zebra OX40 ligand", "HGNC:11918"),
        ("interleukin-36 alpha receptor", "HGNC:15562"),
        ("programmed cell death", "HGNC:8760"),
        ("programmed tumor cell death", "HGNC:8760"),
        ("HIV reverse transcriptase", "HGNC:11730"),
    ],
)
def test_a_target_of_another_role_is_not_taken_for_it(terminology: Terminology, words: str, wrong: str) -> None:
    assert only(linked(terminology, f"[target:{words}]")).concept.curie != wrong


@pytest.mark.parametrize(
    ("words", "curie"),
    [
        ("nuclear export protein exportin 1", "HGNC:12825"),
        ("immune checkpoint receptor PD-1", "HGNC:8760"),
        ("surface antigen CD38", "HGNC:1667"),
        ("receptor nobody", ""),
        ("bradykinin receptor B1", "HGNC:1029"),
        ("zebra receptor 1", ""),
        ("zebra receptor B1", ""),
    ],
)
def test_words_for_what_a_protein_does_may_stand_before_its_name(
    terminology: Terminology, words: str, curie: str
) -> None:
    found = only(linked(terminology, f"[target:{words}]"))
    assert (found.concept.curie == curie) if curie else found.status is LinkStatus.UNRESOLVED


def test_a_ligand_s_name_before_the_word_receptor_is_the_receptor(terminology: Terminology) -> None:
    text = "[target:glucagon-like peptide-1] ([target:GLP-1]) receptor agonists mimic the hormone."
    assert curies(linked(terminology, text)) == ["HGNC:4324", "HGNC:4324"]
    assert curies(linked(terminology, "[target:GLP-1] is a hormone of the gut.")) == ["HGNC:4191"]


def test_diseases_of_a_list_share_its_last_word(terminology: Terminology) -> None:
    text = "[disease:fallopian tube], ovarian or [disease:primary peritoneal cancer]; [disease:fallopian tube] alone"
    first, second, third = linked(terminology, text)
    assert [m.link.status for m in (first, second, third) if m.link] == [
        LinkStatus.LINKED,
        LinkStatus.LINKED,
        LinkStatus.UNRESOLVED,
    ]
    assert first.link is not None
    assert "fallopian tube" in first.link.concept.label


def composites() -> list[list[str]]:
    with COMPOSITES.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(("kind", "words", "labels"), composites())
def test_a_mention_of_several_things_names_each(terminology: Terminology, kind: str, words: str, labels: str) -> None:
    (mention,) = linked(terminology, f"We studied [{kind}:{words}] here.")
    found = [one.concept.label for one in mention.links]
    assert (found if len(found) > 1 else ["-"]) == labels.split("|")


def test_a_composite_mention_names_each_disease(terminology: Terminology) -> None:
    (mention,) = linked(terminology, "[disease:breast and ovarian cancer]")
    assert [x.concept.curie for x in (mention.link, *mention.also) if x] == ["MONDO:0007254", "MONDO:0008170"]


@pytest.mark.parametrize("words", ["abacavir/lamivudine", "abacavir-lamivudine", "abacavir plus lamivudine"])
def test_a_combination_names_each_drug(terminology: Terminology, words: str) -> None:
    (mention,) = linked(terminology, f"[drug:{words}]")
    assert [x.concept.label for x in (mention.link, *mention.also) if x] == ["abacavir", "lamivudine"]


def test_what_nobody_knows_stays_unresolved_under_its_own_name(terminology: Terminology) -> None:
    found = only(linked(terminology, "[drug:zorblaximab]"))
    assert found.status is LinkStatus.UNRESOLVED
    assert (found.concept.curie, found.concept.label) == ("cgid:drug/zorblaximab", "zorblaximab")


@pytest.mark.parametrize("words", ["CheckMate 067", "CheckMate-067", "NCT01844505", "the CheckMate 067 trial"])
def test_a_trial_number_in_the_document_is_the_acronym_s(terminology: Terminology, words: str) -> None:
    text = f"[trial:CheckMate 067] ([trial:NCT01844505]) ran; [trial:{words}] ended; [trial:ABC-1] began"
    assert curies(linked(terminology, text))[:3] == ["clinicaltrials:NCT01844505"] * 3


def test_a_trial_without_number_is_minted(terminology: Terminology) -> None:
    found = linked(terminology, "[trial:ZORBLAX-9] and [trial:NCT09999998] and [trial:NCT09999999]")
    assert curies(found) == [
        "cgid:trial/zorblax-9",
        "clinicaltrials:NCT09999998",
        "clinicaltrials:NCT09999999",
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("[trial:LEADER] enrolled 9340 people", LinkStatus.UNRESOLVED),
        ("the [trial:LEADER] trial enrolled 9340 people", LinkStatus.LINKED),
        ("[trial:LEADER] enrolled people with [disease:type 2 diabetes]", LinkStatus.LINKED),
        ("[trial:Leader] enrolled people with [disease:type 2 diabetes]", LinkStatus.UNRESOLVED),
        ("[trial:LEADER] enrolled people with [disease:breast cancer]", LinkStatus.UNRESOLVED),
        ("[trial:ALEX] enrolled people with [disease:advanced ALK-positive NSCLC]", LinkStatus.LINKED),
        ("[trial:POLLUX] enrolled people with [disease:relapsed or refractory multiple myeloma]", LinkStatus.LINKED),
    ],
)
def test_an_acronym_that_is_a_word_needs_the_trial_s_surroundings(
    terminology: Terminology, text: str, status: LinkStatus
) -> None:
    (mention, *_) = linked(terminology, text)
    assert mention.link is not None
    assert mention.link.status is status


def test_linking_again_changes_nothing(terminology: Terminology) -> None:
    text = "[drug:aspirin] for [disease:heart attack] and [disease:severe MS]"
    assert linked(terminology, text) == linked(terminology, text)


def test_runners_up_are_kept(terminology: Terminology) -> None:
    assert only(linked(terminology, "[disease:thrombocytopenia]")).runners_up
