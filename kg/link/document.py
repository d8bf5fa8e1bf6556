"""All the mentions of one document, with what the document itself says about its names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from kg.link.calibration import calibrated
from kg.link.choosing import Chooser, Context, curies, is_bare_abbreviation
from kg.link.composite import parts, shared_heads, written_out
from kg.link.filing import filed, is_about_drugs, of_species
from kg.link.names import Terminology, collapsed, unresolved
from kg.link.species import Fauna, Species
from kg.link.trials import TrialLinker
from kg.model import Annotated, Candidate, Concept, Kind, Link, LinkStatus, Mention

_PAIR = re.compile(r"[A-Za-z]+ and [A-Za-z]+")
"""The label of a concept for two signs at once (``Nausea and vomiting``), each of which has a concept of its own."""
_OF_ANIMAL = re.compile(r"[A-Za-z][a-z]{1,6}\d*[a-z]?\d*")
_ABBREVIATION = re.compile(r"[A-Z]{4,7}")
_SURE_OF_OTHER, _OTHER_KIND = 0.975, 0.9
"""How close a name of another kind must be (an alias of a gene never is), and what it is worth then."""
_RECEPTOR_FOLLOWS = re.compile(
    r"(?:\)|\s*\([^()]{1,20}\))?(?:\s+receptors?\b|(?:,\s[\w-]{2,12})?,?\s(?:and|or)\s(?:the\s)?[\w-]{2,12}\sreceptors\b)"
)
_RECEPTOR_BEFORE = re.compile(
    r"\breceptors?\s(?:for|of)\s(?:the\s)?(?:(?:two\s|gut\s|peptide\s)*(?:hormones?|cytokines?|peptides?|messengers?)\s)?"
    r"(?:[\w-]{2,12}(?:,\s[\w-]{2,12})?\s(?:and|or)\s)?$"
)


def link(annotated: Annotated, terminology: Terminology, *, least: float = 0.0) -> Annotated:
    """``annotated`` with a link on every mention, and the kind of a mention corrected where only a finding has its
    name.

    The score of a link is the share of such links that is right; one below ``least`` is left unresolved.

    Mentions with the same words and kind get the same link, but for the species of a gene. The result depends on
    nothing but the arguments.
    """
    found = uncalibrated(annotated, terminology)
    return replace(found, mentions=tuple(_told(mention, least) for mention in found.mentions))


def uncalibrated(annotated: Annotated, terminology: Terminology) -> Annotated:
    """The same with scores that say how close a name is, by which candidates are compared."""
    linker = _Linker(annotated, terminology)
    return replace(annotated, mentions=tuple(linker.linked(mention) for mention in annotated.mentions))


def _told(mention: Mention, least: float) -> Mention:
    """``mention`` with calibrated scores; it is unresolved when what it was linked to is too uncertain."""
    if mention.link is None:
        return mention
    first = calibrated(mention.link)
    if first.status is LinkStatus.LINKED and first.score < least:
        given_up = Candidate(first.score, first.concept, mention.text, first.how)
        return replace(mention, link=unresolved(mention.kind, mention.text, (given_up, *first.runners_up)), also=())
    return replace(mention, link=first, also=tuple(calibrated(one) for one in mention.also))


@dataclass(frozen=True, slots=True)
class _Name:
    """What decides a link: the words, the kind, and the long form of an abbreviation."""

    text: str
    kind: Kind
    long_form: str


class _Linker:
    def __init__(self, annotated: Annotated, terminology: Terminology) -> None:
        self._text = annotated.document.text
        self._long_forms = _long_forms(annotated)
        self._written_out = written_out(self._text, annotated.mentions)
        self._trials = TrialLinker(annotated, terminology)
        self._terminology = terminology
        self._of_drugs = is_about_drugs(self._text)
        self._chooser = _chooser(terminology)
        names = [self._name(m) for m in annotated.mentions if m.kind is not Kind.TRIAL]
        plain = [n for n in dict.fromkeys(names) if not is_bare_abbreviation(n.long_form or n.text)]
        first = [self._choose(n.long_form or n.text, n.kind, None) for n in plain]
        self._context = Context(curies(first), self._text.lower())
        has_trials = len(names) < len(annotated.mentions)
        self._diseases = _with_ancestors(first, terminology) if has_trials else frozenset()
        self._heads = shared_heads(self._text, annotated.mentions)
        self._chosen: dict[_Name, tuple[Link, ...]] = {}

    @cached_property
    def _fauna(self) -> Fauna:
        return Fauna(self._text)

    def linked(self, mention: Mention) -> Mention:
        """``mention`` with its link."""
        if mention.kind is Kind.TRIAL:
            return replace(mention, link=self._trials.link(mention, self._diseases))
        name = self._name(mention)
        if name not in self._chosen:
            self._chosen[name] = self._filed(name, self._links(name))
        chosen = self._receptor(mention, name) or self._chosen[name]
        if mention.span in self._heads and chosen[0].status is LinkStatus.UNRESOLVED:
            whole = self._choose(f"{name.text} {self._heads[mention.span]}", mention.kind, self._context)
            chosen = (whole,) if whole.status is LinkStatus.LINKED and not whole.concept.minted else chosen
        if mention.kind is Kind.TARGET:
            chosen = self._of_species(mention, name, chosen)
        first, *others = chosen
        others = others or self._drugs_of(first)
        return replace(mention, kind=first.concept.kind, link=first, also=tuple(others))

    def _drugs_of(self, link: Link) -> list[Link]:
        """The drugs for which the name of a regimen or the brand of a combination stands."""
        if link.concept.kind is not Kind.TREATMENT:
            return []
        members = map(self._terminology.concept, link.concept.members)
        return [Link(one, LinkStatus.LINKED, link.score, "member") for one in members if one is not None]

    def _of_species(self, mention: Mention, name: _Name, chosen: tuple[Link, ...]) -> tuple[Link, ...]:
        """``chosen`` with the genes of the animal that the text speaks of, whose symbols have one capital (``Btk``) or
        none where they are the human gene's own (``plaur``).
        """
        species = self._fauna.of(mention.span)
        if species is Species.HUMAN:
            return chosen
        if chosen[0].status is LinkStatus.UNRESOLVED and _OF_ANIMAL.fullmatch(name.text):
            human = self._choose(name.text.upper(), mention.kind, self._context)
            known = human.status is LinkStatus.LINKED
            own = name.text[0].isupper() or human.concept.label == name.text.upper()
            chosen = (human,) if known and own else chosen
        return tuple(of_species(one, species, self._terminology) for one in chosen)

    def _filed(self, name: _Name, links: tuple[Link, ...]) -> tuple[Link, ...]:
        """``links`` with the record of the name, when it names one thing."""
        if len(links) > 1:
            return links
        names = tuple(n for n in (name.long_form, name.text) if n)
        return (filed(links[0], names, self._terminology, of_drugs=self._of_drugs),)

    def _receptor(self, mention: Mention, name: _Name) -> tuple[Link, ...]:
        """The receptor that a ligand's name begins to name: ``glucagon-like peptide-1 (GLP-1) receptor agonist``,
        ``the GIP and GLP-1 receptors``, ``receptors for GIP and GLP-1``.
        """
        before = self._text[max(0, mention.span.start - 60) : mention.span.start]
        if mention.kind is not Kind.TARGET or not (
            _RECEPTOR_FOLLOWS.match(self._text, mention.span.end) or _RECEPTOR_BEFORE.search(before)
        ):
            return ()
        whole = self._choose(f"{name.long_form or name.text} receptor", mention.kind, self._context)
        return (whole,) if whole.status is LinkStatus.LINKED and not whole.concept.minted else ()

    def _name(self, mention: Mention) -> _Name:
        text = collapsed(self._written_out.get(mention.span, mention.text))
        long_form = mention.long_form.of(self._text) if mention.long_form else self._long_forms.get(text, "")
        return _Name(text, mention.kind, collapsed(long_form))

    def _links(self, name: _Name) -> tuple[Link, ...]:
        """The link of a name, and those of the further things that it names."""
        if name.long_form:
            written_out = self._choose(name.long_form, name.kind, self._context)
            direct = self._choose(name.text, name.kind, self._context)
            if written_out.status is LinkStatus.LINKED and not self._is_finer(direct, written_out, name):
                return (replace(written_out, how="abbreviation"),)
            if self._agrees(direct, name):
                return (direct,)
            return self._several(name.long_form, name.kind) or (written_out,)
        whole = self._choose(name.text, name.kind, self._context)
        if whole.status is LinkStatus.LINKED and not whole.concept.minted:
            return (self._several(name.text, name.kind) if _PAIR.fullmatch(whole.concept.label) else ()) or (whole,)
        return self._several(name.text, name.kind) or self._of_another_kind(name) or (whole,)

    def _of_another_kind(self, name: _Name) -> tuple[Link, ...]:
        """An abbreviation of four letters or more that was read as something else than the one disease or gene whose
        it is (``NMOSD`` as a drug); a gene must have it for its symbol.
        """
        if not _ABBREVIATION.fullmatch(name.text):
            return ()
        found = [self._choose(name.text, kind, None) for kind in (Kind.DISEASE, Kind.TARGET) if kind is not name.kind]
        sure = [one for one in found if one.how == "exact" and one.score >= _SURE_OF_OTHER]
        return tuple(replace(one, score=round(one.score * _OTHER_KIND, 4)) for one in sure) if len(sure) == 1 else ()

    def _several(self, text: str, kind: Kind) -> tuple[Link, ...]:
        return parts(text, kind, lambda part: self._choose(part, kind, self._context))

    def _is_finer(self, direct: Link, written_out: Link, name: _Name) -> bool:
        """Whether a symbol says which gene is meant where its long form is found as a class of proteins alone."""
        gene, group = direct.concept, written_out.concept
        if name.kind is not Kind.TARGET or gene.biolink_class != "Gene" or group.biolink_class == "Gene":
            return False
        return direct.status is LinkStatus.LINKED and name.text == gene.label and self._shares_words(gene, name)

    def _agrees(self, direct: Link, name: _Name) -> bool:
        """Whether what the short form stands for elsewhere can be what its long form, which nothing has, says here."""
        if direct.status is not LinkStatus.LINKED or direct.concept.minted:
            return False
        if self._context.supports(direct.concept) or name.kind is Kind.TARGET:
            return True
        return self._shares_words(direct.concept, name)

    @staticmethod
    def _shares_words(concept: Concept, name: _Name) -> bool:
        words = {w for n in (concept.label, *concept.names) for w in re.findall(r"[a-z]{4,}", n.lower())}
        return bool(words & set(re.findall(r"[a-z]{4,}", name.long_form.lower())))

    def _choose(self, text: str, kind: Kind, context: Context | None) -> Link:
        return self._chooser.choose(text, kind, context)


@lru_cache(maxsize=1)
def _chooser(terminology: Terminology) -> Chooser:
    """The one chooser of a terminology, which remembers names from document to document."""
    return Chooser(terminology)


def _with_ancestors(links: Iterable[Link], terminology: Terminology) -> frozenset[str]:
    """The CURIEs of the diseases among ``links`` and of all that is above them."""
    named = [x.concept for x in links if x.status is LinkStatus.LINKED and x.concept.kind is Kind.DISEASE]
    start = {curie for concept in named for curie in (concept.curie, *concept.broader)}
    return frozenset(start | {above.curie for curie in start for above in terminology.ancestors(curie)})


def _long_forms(annotated: Annotated) -> dict[str, str]:
    """The long form of each abbreviation that the document defines; the first definition counts, a plural s may
    follow.
    """
    text = annotated.document.text
    found: dict[str, str] = {}
    for short, long in annotated.abbreviations:
        for form in _numbers(collapsed(short.of(text))):
            found.setdefault(form, collapsed(long.of(text)))
    return found


def _numbers(short: str) -> Iterable[str]:
    yield short
    if re.fullmatch(r"[A-Z][A-Za-z0-9-]*[A-Z0-9]", short):
        yield short + "s"
