"""How the extractors look at a document: sentence by sentence, with the mentions masked.

A masked sentence has each mention replaced by ``{<letter><index>}`` (``{G0} , a monoclonal antibody that binds
{T1}``), so that a rule is written once for every drug and every target. Dashes, quotes and white space are normalised,
a run of blanks is one blank, and letters are kept as written; every masked offset maps back to the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from kg.claims.prose import is_read
from kg.model import Annotated, BlockKind, Kind, Mention, Sentence, Span

LETTER = {
    Kind.DRUG: "G",
    Kind.TARGET: "T",
    Kind.DISEASE: "D",
    Kind.FINDING: "F",
    Kind.TRIAL: "C",
    Kind.TREATMENT: "R",
    Kind.PROCESS: "P",
}
"""The letter of each kind in a masked sentence."""

MENTION = re.compile(r"\{([A-Z])(\d+)\}")
_RUN_OF_BLANKS = re.compile(r"\s{2}")

_SAME_LENGTH = str.maketrans(
    {
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u00b7": ".",
        "\n": " ",
        "\t": " ",
    }
)


def normalise(text: str) -> str:
    """``text`` with plain dashes, quotes, decimal points and blanks; the length does not change."""
    return text.translate(_SAME_LENGTH)


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence. ``offsets[i]`` is the document offset of ``masked[i]``; ``mentions`` are those inside, in text
    order.
    """

    sentence: Sentence
    text: str
    mentions: tuple[Mention, ...]
    masked: str
    offsets: tuple[int, ...]

    @property
    def block_kind(self) -> BlockKind:
        return self.sentence.block.kind

    @property
    def section(self) -> str:
        return self.sentence.block.section

    def mention(self, token: str) -> Mention:
        """The mention behind ``{G0}`` (braces optional)."""
        return self.mentions[int(token.strip("{}")[1:])]

    def position(self, index: int) -> int:
        """Where mention number ``index`` stands in ``masked``."""
        return bisect_left(self.offsets, self.mentions[index].span.start)

    def span(self, start: int, end: int) -> Span:
        """The document span of ``masked[start:end]``, mentions counted whole."""
        stop = self.offsets[end - 1]
        for mention in self.mentions:
            if mention.span.start == stop:
                return Span(self.offsets[start], mention.span.end)
        return Span(self.offsets[start], stop + 1)

    def of_kind(self, *kinds: Kind) -> tuple[tuple[int, Mention], ...]:
        """The mentions of some kinds with their numbers."""
        return tuple((i, m) for i, m in enumerate(self.mentions) if m.kind in kinds)


@dataclass(frozen=True, slots=True)
class DocumentView:
    """The prose of a document: title, headings, paragraphs and list items, without byline and references."""

    annotated: Annotated
    sentences: tuple[SentenceView, ...]


def view_sentence(text: str, sentence: Sentence, mentions: tuple[Mention, ...]) -> SentenceView:
    """Mask ``mentions`` (those of the sentence, in order, no overlaps) in ``sentence`` of the document ``text``."""
    pieces: list[str] = []
    offsets: list[int] = []
    at = sentence.span.start

    def copy(until: int) -> None:
        plain, kept = _one_blank(normalise(text[at:until]))
        pieces.append(plain)
        offsets.extend(at + position for position in kept)

    for number, mention in enumerate(mentions):
        copy(mention.span.start)
        token = f"{{{LETTER[mention.kind]}{number}}}"
        pieces.append(token)
        offsets.extend([mention.span.start] * len(token))
        at = mention.span.end
    copy(sentence.span.end)
    return SentenceView(sentence, sentence.span.of(text), mentions, "".join(pieces), tuple(offsets))


def _one_blank(plain: str) -> tuple[str, Sequence[int]]:
    """``plain`` with one blank for each run, and which of its characters are kept.

    Rules with ``\\s*`` in several places would take hours over a run of some hundred blanks (a table set in columns).
    """
    if _RUN_OF_BLANKS.search(plain) is None:
        return plain, range(len(plain))
    kept = [at for at, one in enumerate(plain) if not (one.isspace() and plain[at - 1 : at].isspace())]
    return "".join(" " if plain[at].isspace() else plain[at] for at in kept), kept


def view_document(annotated: Annotated) -> DocumentView:
    """The prose sentences of ``annotated`` that are read (:mod:`kg.claims.prose`), masked."""
    mentions = annotated.mentions
    starts = [m.span.start for m in mentions]
    views = []
    for sentence in annotated.sentences:
        said = sentence.span.of(annotated.document.text)
        if not sentence.block.kind.is_prose or not is_read(sentence.block.section, said):
            continue
        first = bisect_left(starts, sentence.span.start)
        last = bisect_left(starts, sentence.span.end)
        inside = tuple(m for m in mentions[first:last] if sentence.span.covers(m.span))
        views.append(view_sentence(annotated.document.text, sentence, inside))
    return DocumentView(annotated, tuple(views))
