"""The annotations of the articles as a graph holds them: mentions at their places, and the text that is quoted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.errors import GraphError
from kg.graph.formats import base_of
from kg.graph.reading.facts import Facts
from kg.graph.reading.things import Mentions, concept_nodes_of, documents_of, mentions_of, place_of
from kg.graph.terms import Quad
from kg.model import Annotated, Block, BlockKind, Concept, Document, Mention, Span

UNKNOWN = "\n"
"""What stands for each code point that the graph does not quote."""


class _NoTerminology:
    """A disease that is named as a finding is a disease here: the class alone tells."""

    def concept(self, curie: str) -> Concept | None:  # noqa: ARG002 - it knows none
        return None

    def ancestors(self, curie: str) -> tuple[Concept, ...]:  # noqa: ARG002 - nor what is above one
        return ()


def annotated_of(quads: Iterable[Quad], where: str) -> Iterator[Annotated]:
    """Each document with its linked and unresolved mentions, in the order of their sources.

    Every mention stands at its place in the article. The text has the sentences of the evidence and the words of the
    mentions, each a block of its own, and :data:`UNKNOWN` between them. Raises ``GraphError`` that names ``where`` when
    it is no graph of a build.
    """
    rows = list(quads)
    facts = Facts(rows, where)
    facts.base = facts.base or base_of(rows)
    try:
        documents = documents_of(facts)
        mentions = Mentions(mentions_of(facts, documents, frozenset()), concept_nodes_of(facts, _NoTerminology()))
        named: dict[str, set[Mention]] = defaultdict(set)
        for iri, placed in mentions.placed.items():
            if placed.bodies:
                named[placed.source].add(mentions.linked(iri))
        quoted: dict[str, dict[Span, str]] = defaultdict(dict)
        for place in facts.of_type("oa:SpecificResource"):
            source, span, text = place_of(facts, place, documents)
            quoted[source][span] = text
    except (KeyError, ValueError, StopIteration) as error:
        cure = "Build the graph again."
        raise GraphError(f"not as a build writes it: {error!r}", where=where, cure=cure) from error
    for source, sha256 in sorted((document.source, document.sha256) for document in documents.values()):
        text, blocks = _as_far_as_known(quoted[source])
        in_order = sorted(named[source], key=lambda mention: mention.span)
        yield Annotated(Document(source, text, sha256, blocks=blocks), (), tuple(in_order))


def _as_far_as_known(quoted: dict[Span, str]) -> tuple[str, tuple[Block, ...]]:
    characters = [UNKNOWN] * max((span.end for span in quoted), default=0)
    stretches: list[Span] = []
    for span in sorted(quoted):
        characters[span.start : span.end] = quoted[span]
        if stretches and span.start < stretches[-1].end:
            stretches[-1] = Span(stretches[-1].start, max(stretches[-1].end, span.end))
        else:
            stretches.append(span)
    return "".join(characters), tuple(Block(span, BlockKind.PARAGRAPH) for span in stretches)
