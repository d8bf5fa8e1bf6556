"""One reading for each short name of a document."""

from __future__ import annotations

from kg.claims.names import settled
from kg.model import (
    Annotated,
    Block,
    BlockKind,
    Concept,
    Document,
    Kind,
    Link,
    LinkStatus,
    Mention,
    Sentence,
    Span,
)

DRUG = Concept("UNII:AAAAAAAAAA", Kind.DRUG, "novumab deruxtecan", "Drug")
OTHER = Concept("UNII:BBBBBBBBBB", Kind.DRUG, "dexamethasone", "Drug")


def _annotated(text: str, *names: tuple[str, Kind, Concept | None]) -> Annotated:
    mentions, at = [], 0
    for words, kind, concept in names:
        start = text.index(words, at)
        at = start + len(words)
        link = Link(concept, LinkStatus.LINKED, 1.0, "exact") if concept else None
        if link is None:
            minted = Concept(f"cgid:{kind.value}/{words.lower()}", kind, words, "Disease")
            link = Link(minted, LinkStatus.UNRESOLVED, 0.0, "none")
        mentions.append(Mention(Span(start, at), words, kind, link=link))
    block = Block(Span(0, len(text)), BlockKind.PARAGRAPH)
    document = Document("x.txt", text, "0" * 64, blocks=(block,))
    return Annotated(document, (Sentence(0, block.span, block),), tuple(mentions))


def test_a_name_linked_elsewhere_in_the_document_is_that_everywhere() -> None:
    annotated = _annotated("N-DXd works. N-DXd was given.", ("N-DXd", Kind.DRUG, DRUG), ("N-DXd", Kind.DISEASE, None))
    assert [m.kind for m in settled(annotated).mentions] == [Kind.DRUG, Kind.DRUG]
    assert [m.link.concept for m in settled(annotated).mentions if m.link] == [DRUG, DRUG]


def test_an_abbreviation_of_a_list_of_drugs_is_no_disease() -> None:
    annotated = _annotated(
        "They took novumab and dexamethasone (NVd). NVd was better.",
        ("novumab", Kind.DRUG, DRUG),
        ("dexamethasone", Kind.DRUG, OTHER),
        ("NVd", Kind.DISEASE, None),
        ("NVd", Kind.DISEASE, None),
    )
    assert [m.text for m in settled(annotated).mentions] == ["novumab", "dexamethasone"]


def test_an_unresolved_name_of_its_own_stays() -> None:
    annotated = _annotated("Novumab for fictitious fever.", ("fictitious fever", Kind.DISEASE, None))
    assert settled(annotated) == annotated


def test_a_product_that_the_text_explains_by_one_drug_is_that_drug() -> None:
    text = "Newbrand (novumab deruxtecan) is an antibody. Newbrand is given weekly."
    annotated = _annotated(
        text, ("Newbrand", Kind.DRUG, None), ("novumab deruxtecan", Kind.DRUG, DRUG), ("Newbrand", Kind.DRUG, None)
    )
    assert [m.link and m.link.concept for m in settled(annotated).mentions] == [DRUG, DRUG, DRUG]


def test_a_name_before_a_bracket_with_two_drugs_is_neither_of_them() -> None:
    text = "Newbrand (novumab deruxtecan and dexamethasone) is a tablet."
    names = (("novumab deruxtecan", Kind.DRUG, DRUG), ("dexamethasone", Kind.DRUG, OTHER))
    annotated = _annotated(text, ("Newbrand", Kind.DRUG, None), *names)
    assert [m.text for m in settled(annotated).mentions] == ["novumab deruxtecan", "dexamethasone"]
