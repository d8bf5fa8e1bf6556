"""What is compared: a gold document in our terms, and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kg.evaluate.identifiers import schemes
from kg.evaluate.records import GoldDocument, GoldMention
from kg.model import Claim, Kind, Mention, Span


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a gold document: its linked mentions and its claims.

    ``missing`` says why the document was not read at all.
    """

    gold: GoldDocument
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    missing: str = ""


Key = tuple[int, int, Kind]
"""A mention as recognition is scored: its span and its kind."""


@dataclass(frozen=True)
class Terms:
    """How a corpus is to be read: the kind of each label, the predicates of each relation, and which kinds count.

    ``documents`` tell the rest: which kinds are scored (those that are marked, or the ``only`` ones), and in which
    scheme the identifiers of a kind are compared. Where no finding is marked as one, a finding counts as a disease.
    """

    documents: tuple[GoldDocument, ...]
    labels: Mapping[str, Kind]
    relations: Mapping[str, tuple[str, ...]]
    only: frozenset[Kind] = frozenset()
    chosen_schemes: Mapping[Kind | None, str] | None = None

    @cached_property
    def _marked(self) -> frozenset[Kind]:
        labels = {mention.label for document in self.documents for mention in document.mentions}
        return frozenset(self.labels[label] for label in labels if label in self.labels)

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are scored, in order of their names."""
        return tuple(sorted(self._marked & self.only if self.only else self._marked))

    @cached_property
    def unknown_labels(self) -> tuple[str, ...]:
        """The labels of mentions that stand for no kind, and are not scored."""
        used = {mention.label for document in self.documents for mention in document.mentions}
        return tuple(sorted(used - self.labels.keys()))

    @cached_property
    def schemes(self) -> Mapping[Kind, str]:
        """The scheme of each kind, in capitals."""
        marked = ((k, m) for d in self.documents for m in d.mentions if (k := self.labels.get(m.label)) in self.kinds)
        return schemes(((k, m) for k, m in marked if k), self.chosen_schemes or {})

    @cached_property
    def predicates(self) -> frozenset[str]:
        """The predicates that the relations of the corpus stand for."""
        used = {relation.label for document in self.documents for relation in document.relations}
        return frozenset(predicate for label in used for predicate in self.relations.get(label, ()))

    def kind_of(self, mention: Mention) -> Kind:
        """The kind that a mention counts as."""
        return self.folded(mention.kind)

    def folded(self, kind: Kind) -> Kind:
        """Disease for a finding where the corpus does not tell the two apart."""
        return Kind.DISEASE if kind is Kind.FINDING and Kind.FINDING not in self._marked else kind

    def gold(self, document: GoldDocument) -> dict[Key, GoldMention]:
        """The marked mentions of the scored kinds."""
        keyed = {
            (m.span.start, m.span.end, self.labels[m.label]): m for m in document.mentions if m.label in self.labels
        }
        return {key: mention for key, mention in keyed.items() if key[2] in self.kinds}

    def found(self, found: Found) -> dict[Key, Mention]:
        """The mentions of the scored kinds that were found."""
        keyed = {(m.span.start, m.span.end, self.kind_of(m)): m for m in found.mentions}
        return {key: mention for key, mention in keyed.items() if key[2] in self.kinds}


def overlap(left: Key, right: Key) -> bool:
    """Whether two mentions share a character, whatever their kinds."""
    return Span(*left[:2]).overlaps(Span(*right[:2]))
