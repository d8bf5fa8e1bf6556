"""Which trials a document names, and which of its trial mentions are one trial."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.claims.trials.sections import tells_of_others
from kg.claims.view import SentenceView
from kg.model import Annotated, BlockKind, Concept, Kind, Mention

REGISTRY = re.compile(
    r"(?:NCT\s?\d{8}|ISRCTN\s?\d{8}|EudraCT\b.*|\d{4}-\d{6}-\d{2}|CTRI.*|ChiCTR.*|JapicCTI.*|UMIN.*|jRCT.*|ACTRN.*)"
)
"""A registry number, as opposed to an acronym."""

_APPOSED = re.compile(r"\{C(\d+)\}(?:\s+(?:trial|study))?(?:\s*\[[^\]]*\])?\s*[(\[;,]\s*[^(){}]{0,80}?\{C(\d+)\}")
"""``ACRONYM (NCT…)``, ``ACRONYM (n = 498; NCT…)``."""
_APPOSED_AFTER = re.compile(
    r"\{C(\d+)\}(?:,|\s+(?:is|was)\s+an?\b|:)\s[^.;:{}()]{0,120}?\b(?:trial|study|"
    r"extension)\b[^(){}.;]{0,40}?\s*[(\[][^(){}]{0,40}?\{C(\d+)\}"
)
"""``ACRONYM, an open-label study (NCT…)``."""
_APPOSED_BACK = re.compile(r"\{C(\d+)\}\s*[(\[;,]\s*(?:the\s+|known as\s+|called\s+)?\{C(\d+)\}")
"""``NCT… (ACRONYM)``."""


@dataclass(frozen=True, slots=True)
class Study:
    """A trial that the document names. ``sites`` are pairs (position of the sentence, number of the mention)."""

    key: int
    concept: Concept
    mention: Mention
    aliases: tuple[str, ...]
    sites: tuple[tuple[int, int], ...]


_SCALE_AFTER = re.compile(
    r"\s*(?:(?:total|mean|sub)\s*-?)?(?:scores?|scales?|index|criteria|responses?|responders?|"
    r"questionnaire|points?|rating)\b",
    re.I,
)
_SCALE_BEFORE = re.compile(
    r"\b(?:scores?\s+(?:on|in|of)|measured\s+(?:by|with|on)|assessed\s+(?:by|with)|scale|"
    r"index)\s+(?:the\s+)?$",
    re.I,
)


_NO_NAME = re.compile(
    r"however|moreover|furthermore|therefore|although|meanwhile|(?:the\s+)?(?:projects?|stud(?:y|ies)|trials?|programm?e|cohort|protocol)|(?:[A-Z]{1,2}-)?RCTs?|ISRCTN|NCT|EudraCT|UMIN|ACTRN|ChiCTR",
    re.I,
)
"""What a trial is, or who registers trials."""


def _is_scale(sentence: SentenceView, number: int) -> bool:
    """Whether what looks like an acronym of a trial is that of a rating scale ("scores on the ADAS-Cog")."""
    start = sentence.position(number)
    end = start + len(f"{{C{number}}}")
    return bool(_SCALE_AFTER.match(sentence.masked, end) or _SCALE_BEFORE.search(sentence.masked, 0, start))


def is_registry(mention: Mention) -> bool:
    return REGISTRY.fullmatch(mention.text.strip()) is not None


def concepts_of(mention: Mention) -> tuple[Concept, ...]:
    """All concepts that a mention is linked to, the main one first."""
    links = (mention.link, *mention.also) if mention.link else mention.also
    return tuple(link.concept for link in links)


class _Names:
    """Trial concepts joined into trials: a union-find over CURIEs."""

    def __init__(self, sentences: tuple[SentenceView, ...], others: frozenset[str]) -> None:
        self.parent: dict[str, str] = {}
        self.concepts: dict[str, Concept] = {}
        self.sites: dict[str, list[tuple[int, int]]] = {}
        self.best: dict[str, Mention] = {}
        for position, sentence in enumerate(sentences):
            for number, mention in sentence.of_kind(Kind.TRIAL):
                name = mention.text.strip()
                if _is_scale(sentence, number) or _NO_NAME.fullmatch(name) or name in others:
                    continue
                for concept in concepts_of(mention):
                    self._add(concept, mention, (position, number))

    def _add(self, concept: Concept, mention: Mention, site: tuple[int, int]) -> None:
        curie = concept.curie
        self.parent.setdefault(curie, curie)
        self.concepts.setdefault(curie, concept)
        self.sites.setdefault(curie, []).append(site)
        known = self.best.get(curie)
        if known is None or (is_registry(known) and not is_registry(mention)):
            self.best[curie] = mention

    def root(self, curie: str) -> str:
        while self.parent[curie] != curie:
            curie = self.parent[curie]
        return curie

    def unite(self, one: Concept, other: Concept) -> None:
        """Take two concepts for one trial, unless both are registered under different numbers."""
        first, second = self.root(one.curie), self.root(other.curie)
        registered = {c for c in self.parent if self.root(c) in (first, second) and not self.concepts[c].minted}
        if first != second and len(registered) <= 1:
            self.parent[second] = first

    def has_number(self, curie: str) -> bool:
        group = [c for c in self.parent if self.root(c) == self.root(curie)]
        return any(not self.concepts[c].minted for c in group)


_OF_A_STUDY = re.compile(r"[A-Z]\w+|\b(?:trials?|stud(?:y|ies)|evaluation|investigation|assessment|programm?e)\b")


_MEASURE = re.compile(
    r"\b(?:scales?|questionnaires?|inventor(?:y|ies)|index|scores?|checklists?|impressions?|interviews?|schedules?|surveys?|"
    r"examinations?|ratings?)\b",
    re.I,
)
"""What measures patients and is no trial."""


def other_short_forms(annotated: Annotated) -> frozenset[str]:
    """The short forms that the document explains with small words, none of a study: diseases and measures."""
    text = annotated.document.text
    pairs = ((short.of(text), long.of(text)) for short, long in annotated.abbreviations)
    return frozenset(s for s, long in pairs if _OF_A_STUDY.search(long[1:]) is None or _MEASURE.search(long))


def studies(sentences: tuple[SentenceView, ...], others: frozenset[str] = frozenset()) -> tuple[Study, ...]:
    """The trials named in ``sentences``, in the order of their first mention, but for the names ``others``."""
    names = _Names(sentences, others)
    for sentence in sentences:
        _unite_apposed(names, sentence)
    titles = frozenset(n for n, s in enumerate(sentences) if s.block_kind is BlockKind.TITLE)
    cited = frozenset(n for n, s in enumerate(sentences) if is_of_other_work(s)) - titles
    _unite_lone_numbers(names, titles, cited)
    groups: dict[str, list[str]] = {}
    for curie in names.parent:
        groups.setdefault(names.root(curie), []).append(curie)
    if len(sentences) > FULL_TEXT:
        groups = {root: group for root, group in groups.items() if _is_called_a_trial(names, group, sentences)}
    found = sorted(groups.values(), key=lambda group: min(min(names.sites[c]) for c in group))
    return tuple(_study(key, names, group) for key, group in enumerate(found))


FULL_TEXT = 80
"""Sentences from which a document is a paper with all its sections, and its tables and instruments among them."""
_CALLED_BEFORE = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|programm?e|called|named|known\s+as|dubbed)\b[^.;{}]{0,30}$", re.I
)
_CALLED_AFTER = re.compile(
    r"[\s-]*(?:\([^()]*\)\s*)?(?:[\w-]+\s+){0,2}?(?:trials?|stud(?:y|ies)|programm?e|investigators|extension|cohort)\b",
    re.I,
)


def _is_called_a_trial(names: _Names, group: list[str], sentences: tuple[SentenceView, ...]) -> bool:
    """Whether a full text somewhere calls a name that of a trial, gives it a number or has it in its title."""
    if any(is_registry(names.best[c]) or not names.concepts[c].minted for c in group):
        return True
    for position, number in (site for c in group for site in names.sites[c]):
        sentence = sentences[position]
        start = sentence.position(number)
        if sentence.block_kind is BlockKind.TITLE or _CALLED_BEFORE.search(sentence.masked, 0, start):
            return True
        if _CALLED_AFTER.match(sentence.masked, start + len(f"{{C{number}}}")):
            return True
    return False


def _unite_apposed(names: _Names, sentence: SentenceView) -> None:
    for pattern in (_APPOSED, _APPOSED_AFTER, _APPOSED_BACK):
        for match in pattern.finditer(sentence.masked):
            one, other = (sentence.mentions[int(n)] for n in match.groups())
            if is_registry(one) != is_registry(other) and one.link and other.link:
                names.unite(one.link.concept, other.link.concept)


_OWN = re.compile(r"\b(?:this|present|current|our|we)\b", re.I)


def is_of_other_work(sentence: SentenceView) -> bool:
    """Whether a sentence stands where a paper tells of other work, and does not speak of its own."""
    return tells_of_others(sentence.section) and _OWN.search(sentence.masked) is None


def _unite_lone_numbers(names: _Names, titles: frozenset[int], cited: frozenset[int]) -> None:
    """A number on its own ("this phase 3 trial (NCT…)") is that of the acronym in the title, else of the one before it.

    An acronym that comes after the number may be that of another trial, and of several none is sure. One that stands in
    the sentences ``cited`` alone, where a paper tells of other work, is none of its own.
    """
    numbers = [c for c in names.parent if is_registry(names.best[c]) and names.root(c) == c]
    numbers = [c for c in numbers if all(is_registry(names.best[o]) for o in names.parent if names.root(o) == c)]
    acronyms = sorted({names.root(c) for c in names.parent if not is_registry(names.best[c])})
    if len(numbers) > 1:
        _unite_in_turn(names, numbers, acronyms)
    if len(numbers) != 1:
        return
    place = min(names.sites[numbers[0]])
    sites = {a: [s for c in names.parent if names.root(c) == a for s in names.sites[c]] for a in acronyms}
    titled = [a for a in acronyms if any(position in titles for position, _ in sites[a])]
    before = [a for a in acronyms if min(sites[a]) < place and not all(position in cited for position, _ in sites[a])]
    chosen = titled or before
    if len(chosen) == 1 and not names.has_number(chosen[0]):
        names.unite(names.concepts[numbers[0]], names.concepts[chosen[0]])


def _unite_in_turn(names: _Names, numbers: list[str], acronyms: list[str]) -> None:
    """As many numbers, named together in one sentence, as acronyms without one: each belongs to the next in the "
    "text."""
    places = {n: min(names.sites[n]) for n in numbers}
    sites = {a: min(s for c in names.parent if names.root(c) == a for s in names.sites[c]) for a in acronyms}
    free = sorted((a for a in acronyms if not names.has_number(a)), key=lambda a: sites[a])
    if len({position for position, _ in places.values()}) == 1 and len(free) == len(acronyms) == len(numbers):
        for number, acronym in zip(sorted(numbers, key=lambda n: places[n]), free, strict=True):
            names.unite(names.concepts[number], names.concepts[acronym])


def _study(key: int, names: _Names, group: list[str]) -> Study:
    registered = sorted(c for c in group if not names.concepts[c].minted)
    curie = registered[0] if registered else min(group, key=lambda c: min(names.sites[c]))
    acronyms = [names.best[c] for c in group if not is_registry(names.best[c])]
    best = min(acronyms or [names.best[c] for c in group], key=lambda m: m.span)
    concept = names.concepts[curie]
    acronym = min((m.text for m in acronyms), key=len, default="")
    called = {*concept.names, concept.label, *(m.text for m in acronyms)}
    if acronym and REGISTRY.fullmatch(concept.label):
        concept = replace(concept, label=acronym)
    concept = replace(concept, names=tuple(sorted(called - {concept.label})))
    sites = sorted({site for c in group for site in names.sites[c]})
    return Study(key, concept, best, tuple(sorted(group)), tuple(sites))
