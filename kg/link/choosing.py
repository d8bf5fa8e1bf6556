"""One name of one kind to one concept, or to none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.link.modifiers import endings, is_severity, narrow, normalised, qualify
from kg.link.names import Terminology, collapsed, mint, unresolved
from kg.link.queries import keeps_role, variants
from kg.link.spelling import respelled
from kg.model import Candidate, Concept, Kind, Link, LinkStatus

_SURE = 0.8
_SURE_SPELLING, _MISSPELLED = 0.85, 0.85
_SPELLED = (Kind.DRUG, Kind.DISEASE, Kind.FINDING)
_RUNNERS_UP = 3
_REMEMBERED = 50_000
_TOSS_UP = 0.02

_READ_AS = {
    Kind.DRUG: (Kind.DRUG, Kind.TREATMENT),
    Kind.TARGET: (Kind.TARGET,),
    Kind.DISEASE: (Kind.DISEASE, Kind.FINDING),
    Kind.FINDING: (Kind.FINDING, Kind.DISEASE),
    Kind.TRIAL: (Kind.TRIAL,),
    Kind.TREATMENT: (Kind.TREATMENT, Kind.DRUG),
    Kind.PROCESS: (Kind.PROCESS,),
}
"""The kinds of concept that a mention of a kind can stand for, the likeliest first."""

_LENT = 0.955
"""A synonym that another scheme lends counts for no more than this."""

_OTHER_KIND = 0.9
"""What a concept of the second kind is worth against one of the first."""


_TAKEN_FOR = {Kind.DRUG: Kind.TARGET, Kind.TARGET: Kind.DRUG}
_SURE_OF_OTHER = 0.96
_SMALL_SYMBOL = re.compile(r"(?=[A-Za-z]*\d|[a-z]*[A-Z][A-Za-z]*[A-Z])[A-Za-z][A-Za-z\d]{2,7}")
"""One word of three to eight letters and digits with a digit or two capitals: no ordinary word is."""
_SMALL = 0.9
_WORD = re.compile(r"[a-z]{5}")
"""What an abbreviation has not: many a one is a substance and a gene."""


@dataclass(frozen=True, slots=True)
class Context:
    """What else the document names: the concepts of its unambiguous mentions, and its text in lower case."""

    concepts: frozenset[str] = frozenset()
    text: str = ""

    def supports(self, concept: Concept) -> bool:
        """Whether the document names ``concept`` in another way."""
        if concept.curie in self.concepts:
            return True
        long_names = (n.lower() for n in (concept.label, *concept.names) if len(n) > 6)
        return any(name in self.text for name in long_names)


class _Unknown:
    """A document of which nothing is known; ``asked`` tells whether it would have made a difference."""

    def __init__(self) -> None:
        self.asked = False

    def supports(self, concept: Concept) -> bool:  # noqa: ARG002 - it supports none
        self.asked = True
        return False


class Chooser:
    """Links names with the help of a terminology; remembers those that no document makes a difference to."""

    def __init__(self, terminology: Terminology) -> None:
        self._terminology = terminology
        self._alone = lru_cache(maxsize=_REMEMBERED)(self._chosen_alone)

    def choose(self, name: str, kind: Kind, context: Context | None) -> Link:
        """What ``name``, mentioned as ``kind``, stands for in ``context``, or by itself."""
        alone, settled = self._alone(name, kind)
        return alone if settled or context is None else self._chosen(name, kind, context)

    def _chosen_alone(self, name: str, kind: Kind) -> tuple[Link, bool]:
        """What ``name`` stands for by itself, and whether that holds in any document."""
        unknown = _Unknown()
        link = self._chosen(name, kind, unknown)
        return link, not unknown.asked

    def _chosen(self, name: str, kind: Kind, context: Context | _Unknown) -> Link:
        name = normalised(collapsed(name)) if kind in (Kind.DISEASE, Kind.FINDING) else collapsed(name)
        found = self._ranked(name, kind)
        direct = self._decided(name, found, context)
        if direct:
            return direct
        for form, cost in variants(name, kind):
            weaker = [_scaled(c, cost) for c in self._ranked(form, kind) if keeps_role(name, form, c.concept)]
            chosen = self._decided(form, weaker, context)
            if chosen:
                return chosen
            found = found or weaker
        symbol = self._symbol(name) if kind is Kind.TARGET else None
        if symbol:
            return symbol
        misspelled = self._respelled(name, kind)
        if misspelled:
            return misspelled
        if kind in (Kind.DISEASE, Kind.FINDING):
            narrower = self._narrower(name, kind, context)
            if narrower:
                return narrower
        return self._of_other_kind(name, kind) or unresolved(kind, name, tuple(found[:_RUNNERS_UP]))

    def _symbol(self, name: str) -> Link | None:
        """The gene whose symbol is written with small letters: ``ApoE``, ``PrlR``; one without a capital (``b2m``)
        must be the gene's own symbol.
        """
        if not _SMALL_SYMBOL.fullmatch(name):
            return None
        written = name.upper()
        found = [c for c in self._ranked(written, Kind.TARGET) if c.matched == written]
        if len(found) > 1:
            found = [c for c in found if c.concept.label == written]
        if len(found) != 1 or (name.islower() and found[0].concept.label != written):
            return None
        return Link(found[0].concept, LinkStatus.LINKED, round(found[0].score * _SMALL, 4), "case")

    def _of_other_kind(self, name: str, kind: Kind) -> Link | None:
        """A word that is read as a drug and is the name of a protein alone, or the reverse: ``neprilysin``.

        MeSH has classes of proteins among its chemicals (``cytokine``): for a drug only a substance is taken.
        """
        other = _TAKEN_FOR.get(kind)
        if other is None or not _WORD.search(name):
            return None
        found = [c for c in self._terminology.lookup(name, frozenset({other})) if c.score >= _SURE_OF_OTHER]
        if len(found) != 1 or (other is Kind.DRUG and found[0].concept.curie.startswith("MESH:")):
            return None
        return Link(found[0].concept, LinkStatus.LINKED, round(found[0].score * _OTHER_KIND, 4), found[0].how)

    def _respelled(self, name: str, kind: Kind) -> Link | None:
        """The one concept that other spellings of ``name`` lead to; none for names of genes, which are codes."""
        if kind not in _SPELLED:
            return None
        forms = (self._ranked(form, kind)[:1] for form in respelled(name))
        found = {c.concept.curie: c for best in forms for c in best if c.score >= _SURE_SPELLING}
        if len(found) != 1:
            return None
        ((_, best),) = found.items()
        return Link(best.concept, LinkStatus.LINKED, round(best.score * _MISSPELLED, 4), "spelling")

    def _ranked(self, name: str, kind: Kind) -> list[Candidate]:
        """Candidates of the kinds that fit, best first; a concept of a less likely kind counts for less."""
        kinds = _READ_AS[kind]
        found = self._terminology.lookup(name, frozenset(kinds))
        titled = _titled(found, kinds[0])
        weighed = [c if c.concept.kind is kinds[0] or c is titled else _scaled(c, _OTHER_KIND) for c in found]
        return sorted(weighed, key=lambda c: -round(c.score, 2))

    def _decided(self, name: str, found: list[Candidate], context: Context | _Unknown) -> Link | None:
        """The best candidate when it is good enough, alone at the top, and no bare abbreviation."""
        sure = [c for c in found if c.score >= _SURE * _OTHER_KIND]
        if not sure:
            return None
        best = sure[0]
        rivals = [c for c in sure if _scheme(c) == _scheme(best) and best.score - c.score < _TOSS_UP]
        if len(rivals) > 1:
            supported = [c for c in rivals if context.supports(c.concept)]
            if len(supported) == 1:
                best = supported[0]
            elif is_bare_abbreviation(name) or best.concept.kind is Kind.TARGET:
                return None
        elif _is_bare(name, best.concept.kind) and not self._stands_alone(name, best, context):
            return None
        rest = tuple(c for c in found if c.concept.curie != best.concept.curie)[:_RUNNERS_UP]
        return Link(best.concept, LinkStatus.LINKED, best.score, best.how, rest)

    def _stands_alone(self, name: str, best: Candidate, context: Context | _Unknown) -> bool:
        """Whether an abbreviation that the document does not define can be trusted."""
        if best.concept.kind is Kind.TARGET and name == best.concept.label:
            return True
        if sum(c.isalpha() for c in name) >= 3 and best.score >= 0.9:
            return True
        return context.supports(best.concept)

    def _narrower(self, name: str, kind: Kind, context: Context | _Unknown) -> Link | None:
        """A disease with words in front: the event itself without its severity, else a node below the disease."""
        for front, ending in endings(name):
            if not narrow(front):
                continue
            core = self._core(ending, kind, context)
            if core is None:
                continue
            if core.concept.kind is Kind.FINDING and is_severity(front):
                return Link(core.concept, core.status, round(core.score * 0.97, 4), "severity", core.runners_up)
            score = round(core.score * (0.97 if qualify(front) else 0.85), 4)
            return self._below(name, (front, ending), kind, core, score)
        return None

    def _core(self, ending: str, kind: Kind, context: Context | _Unknown) -> Link | None:
        decided = self._decided(ending, self._ranked(ending, kind), context)
        if decided or len(ending.split()) > 4:
            return decided
        for form, cost in variants(ending, kind):
            decided = self._decided(form, [_scaled(c, cost) for c in self._ranked(form, kind)], context)
            if decided:
                return decided
        return None

    def _below(self, name: str, cut: tuple[str, str], kind: Kind, core: Link, score: float) -> Link:
        """A node for ``name`` below the concept of its core, or what the terminology calls the whole with the core's
        label.
        """
        (front, ending), concept = cut, core.concept
        written_out = f"{front} {concept.label}"
        whole = [c for c in self._ranked(written_out, concept.kind) if c.score >= _SURE]
        if whole:
            return Link(whole[0].concept, LinkStatus.LINKED, round(min(score, whole[0].score), 4), "label", ())
        known = next((c.matched for c in self._ranked(ending, kind) if c.concept == concept), ending)
        known = ending if known.lower() == ending.lower() else known
        spoken = concept.label if is_bare_abbreviation(ending) or ending.isupper() else known
        label = _sentence_case(f"{front} {spoken}", concept)
        names = (name,) if name != label else ()
        minted = mint(concept.kind, label, broader=(concept.curie,), names=names)
        as_core = Candidate(core.score, concept, ending, core.how)
        return Link(minted, LinkStatus.LINKED, score, "narrower", (as_core, *core.runners_up))


def _titled(found: tuple[Candidate, ...], kind: Kind) -> Candidate | None:
    """The candidate of another kind that has the name for its title, when those of ``kind`` have it for a weak synonym
    alone or are another thing (``dyskinesia`` is a finding, and MeSH's word for one disease of the mouth).
    """
    titled = next((c for c in found if c.concept.kind is not kind and c.score >= 0.96 and _is_title(c)), None)
    own = [c for c in found if c.concept.kind is kind and c.score >= _SURE]
    if titled is None or not own or own[0].matched == own[0].concept.label or own[0].score > _LENT:
        return None
    return titled


def _is_title(candidate: Candidate) -> bool:
    """Whether the name that was matched is the label, or its plural."""
    matched, label = candidate.matched.lower(), candidate.concept.label.lower()
    return candidate.matched == candidate.concept.label or matched == f"{label}s"


def _sentence_case(name: str, concept: Concept) -> str:
    """``name`` without the capitals of a title or a beginning; a name that ``concept`` has for a disease keeps its
    own.
    """
    words = name.split()
    title = all(not w[0].islower() for w in words)
    kept = set(concept.label.split()) if concept.kind is Kind.DISEASE else set()
    lowered = (title or index == 0 for index in range(len(words)))
    return " ".join(
        w.lower() if low and w.istitle() and w not in kept else w for w, low in zip(words, lowered, strict=True)
    )


def _scheme(candidate: Candidate) -> str:
    """Concepts of one scheme are rivals; one of another with the same name is most likely the same thing."""
    return candidate.concept.curie.partition(":")[0]


def _headings(concept: Concept) -> set[str]:
    return {x for x in concept.xrefs if x.startswith("MESH:")}


def is_bare_abbreviation(name: str) -> bool:
    """Whether ``name`` is a short abbreviation: at most three capitals, perhaps with a plural s."""
    return bool(re.fullmatch(r"[A-Z]{1,3}s?", name))


_LETTER_AND_NUMBER = re.compile(r"[A-Z]\d{1,2}")


def _is_bare(name: str, kind: Kind) -> bool:
    """Whether ``name`` says too little by itself: a short abbreviation, or of a target a letter with a number.

    ``D2``, ``H1`` and ``V2`` are subtypes of the receptors that the text is about, and old names of other genes.
    """
    return is_bare_abbreviation(name) or (kind is Kind.TARGET and _LETTER_AND_NUMBER.fullmatch(name) is not None)


def _scaled(candidate: Candidate, factor: float) -> Candidate:
    return Candidate(round(candidate.score * factor, 4), candidate.concept, candidate.matched, candidate.how)


def curies(links: Iterable[Link]) -> frozenset[str]:
    """The concepts that the linked among ``links`` stand for."""
    return frozenset(x.concept.curie for x in links if x.status is LinkStatus.LINKED)
