"""How a sentence looks to the rules: mentions masked, blanks single, every place known in the document."""

from __future__ import annotations

from kg.claims.view import view_sentence
from kg.model import Block, BlockKind, Kind, Mention, Sentence, Span

TEXT = "Of note,  isatuximab\r\n    targets \t CD38."


def _mention(name: str, kind: Kind) -> Mention:
    start = TEXT.index(name)
    return Mention(Span(start, start + len(name)), name, kind)


WHOLE = Span(0, len(TEXT))
VIEW = view_sentence(
    TEXT,
    Sentence(0, WHOLE, Block(WHOLE, BlockKind.PARAGRAPH)),
    (_mention("isatuximab", Kind.DRUG), _mention("CD38", Kind.TARGET)),
)


def test_a_run_of_blanks_is_one_blank_to_the_rules() -> None:
    assert VIEW.masked == "Of note, {G0} targets {T1}."


def test_what_the_rules_find_has_its_place_in_the_document() -> None:
    start = VIEW.masked.index("targets")
    assert VIEW.span(start, start + len("targets")).of(TEXT) == "targets"
    assert VIEW.span(VIEW.position(0), len(VIEW.masked)).of(TEXT) == TEXT[TEXT.index("isatuximab") :]
