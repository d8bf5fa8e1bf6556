"""Abbreviations that an article gives to a list of drugs: ``bortezomib and dexamethasone (SVd)``."""

from __future__ import annotations

import re

from kg.claims.reading import Participant, participants_of, tokens
from kg.claims.view import DocumentView, SentenceView
from kg.model import Mention

_SHORT_FORM = re.compile(r"\((?P<short>[A-Z][A-Za-z0-9]{0,7}(?:-[A-Za-z0-9]{1,6})?)\)")


_PRODUCT = re.compile(
    r"(?<![\w{])(?P<name>[A-Z][a-z]{3,}\w*|[A-Z]{5,})\s?[®™*]?\s?(?:"
    r"\((?P<list>[^()]*\{G\d+\}[^()]*\{G\d+\}[^()]*)\)"
    r"|(?:,|\sis|\swas|, which is)\s(?:an?|the)\s[^{};]{0,60}?\b(?:combin\w+|compos\w+|consist\w*|pairs|mix\w*|"
    r"contains|"
    r"unites|joins|brings|blend)\b"
    r"[^{};]{0,30}?(?P<parts>\{G\d+\}\s(?:and|with|plus|to)\s(?:[\w-]+\s){0,3}?\{G\d+\}))"
)
"""A product beside the drugs that it holds: ``Xyzal (a tablets; b tablets)``, ``Xyzal is a pill with a and b``."""
_IN_A_PRODUCT = re.compile(
    r"(?:\{G\d+\}|\b(?:tablets?|capsules?|injection|and|plus|with|co-packaged|fixed-dose|combination|"
    r"of|a|sodium|chloride|"
    r"hydrochloride|oral|for|use|mg|solution|pellets)\b|[\s,;/+&\d.-])*"
)


_BRAND = re.compile(r"\{G(?P<drug>\d+)\}\s?\((?P<name>[A-Z][a-z]{3,}\w*)\s?[®™]?\)")
"""``avacopan (Tavneos)``"""
_SOMEBODY = re.compile(
    r"AbbVie|Amgen|Astellas|AstraZeneca|Bayer|Biogen|Boehringer|Celgene|Daiichi|Eisai|Genentech|"
    r"Genmab|Gilead|Incyte|Ipsen|"
    r"Janssen|Lilly|Lundbeck|Merck|Moderna|Novartis|Novo|Otsuka|Pfizer|Regeneron|Roche|Sandoz|Sanofi|"
    r"Seagen|Servier|Takeda|"
    r"Teva|Vertex|Table|Figure|Group|Cohort|Study|Trial|Phase|United|Germany|France|Japan|China|Europe|Note|Both|Each"
)
_OF_SOMEBODY = r"\b(?:by|from|at|said|says)\s{0}\b|\b{0}(?:'s)?\s(?:said|says|announced|Inc|AG|plans|scientists)\b"


_NAMED = re.compile(r"\{G(?P<first>\d+)\}\s?[®™*]?\s?\(\{G(?P<second>\d+)\}[®™]?\s?(?:[;,)]|\w+\))")
"""``Ohtuvayre (ensifentrine)``, both recognised as names"""
_BRAND_FIRST = re.compile(
    r"(?<![\w{-])(?P<name>[A-Z][a-z]{3,}\w*)\s?[®™]?\s\((?P<generic>\{G(?P<drug>\d+)\}[^(){}]{0,30})\)"
)
_SOLD_AS = re.compile(
    r"\{G(?P<drug>\d+)\}(?:,|\s\w+)?[^;{}.]{0,40}\b(?:sold|marketed|branded|known)(?:\s\w+)?\s(?:as|under the "
    r"(?:brand )?name(?: of)?)\s"
    r"(?P<name>[A-Z][a-z]{3,}\w*)(?=[,.;]|\s(?:in|by|and|is|was)\b)"
)


def _renamed(view: DocumentView) -> dict[str, tuple[Participant, ...]]:
    """Unresolved names of drugs in brackets beside the name of a known one, in either order."""
    found: dict[str, tuple[Participant, ...]] = {}
    for sentence in view.sentences:
        for match in _NAMED.finditer(sentence.masked):
            one, other = (sentence.mentions[int(match[g])] for g in ("first", "second"))
            for unknown, known in ((one, other), (other, one)):
                if _is_minted(unknown) and not _is_minted(known):
                    found.setdefault(unknown.text, participants_of(known))
        for match in (m for p in (_BRAND_FIRST, _SOLD_AS) for m in p.finditer(sentence.masked)):
            known = sentence.mentions[int(match["drug"])]
            if not _SOMEBODY.fullmatch(match["name"]) and not _is_minted(known):
                found.setdefault(match["name"], participants_of(known))
    return {name: drugs for name, drugs in found.items() if drugs}


def _is_minted(mention: Mention) -> bool:
    return mention.link is not None and mention.link.concept.minted


def _brands(view: DocumentView) -> dict[str, tuple[Participant, ...]]:
    """Names in brackets after a drug that are no names of companies or figures."""
    found: dict[str, tuple[Participant, ...]] = {}
    text = view.annotated.document.text
    for sentence in view.sentences:
        for match in _BRAND.finditer(sentence.masked):
            name = match["name"]
            if _SOMEBODY.fullmatch(name) or re.search(_OF_SOMEBODY.format(name), text):
                continue
            found.setdefault(name, participants_of(sentence.mentions[int(match["drug"])]))
    return {name: drugs for name, drugs in found.items() if drugs}


def products(view: DocumentView) -> dict[str, tuple[Participant, ...]]:
    """Names of products that the document gives to a drug, or spells out as two or more drugs."""
    found = _brands(view) | _renamed(view)
    for sentence in view.sentences:
        for match in _PRODUCT.finditer(sentence.masked):
            piece = match["list"] or match["parts"]
            if match["list"] and _IN_A_PRODUCT.fullmatch(piece) is None:
                continue
            drugs = {
                p.concept.curie: p for t in tokens(piece, "G") for p in participants_of(sentence.mentions[int(t[2])])
            }
            if len(drugs) > 1:
                found.setdefault(match["name"], tuple(drugs.values()))
    return found


def regimens(view: DocumentView) -> dict[str, tuple[Participant, ...]]:
    """Abbreviations that the document gives to a list of drugs (``… bortezomib and dexamethasone (SVd)``)."""
    found: dict[str, tuple[Participant, ...]] = {}
    for sentence in view.sentences:
        for match in _SHORT_FORM.finditer(sentence.masked):
            drugs = _spelled_by(match["short"], sentence, match.start())
            if drugs:
                found.setdefault(match["short"], drugs)
    return found


def _spelled_by(short: str, sentence: SentenceView, end: int) -> tuple[Participant, ...]:
    """The last drugs before ``end`` whose names begin with the letters of ``short``; none unless at least two do."""
    drugs = [m for t in tokens(sentence.masked[:end], "G") for m in [sentence.mentions[int(t[2])]]]
    distinct: dict[str, Mention] = {}
    for mention in reversed(drugs):
        if mention.link is not None:
            distinct.setdefault(mention.link.concept.curie, mention)
        if len(distinct) > 4:
            break
    letters = [c.lower() for c in short if c.isupper() or c in "dpr"]
    chosen = []
    for mention in distinct.values():
        initials = {w[0].lower() for m in drugs if _same(m, mention) for w in re.split(r"[\s-]+", m.text) if w}
        initials |= {m.link.concept.label[0].lower() for m in (mention,) if m.link is not None}
        if initials & set(letters):
            chosen.append(mention)
    if len(chosen) < 2 or len(chosen) > len(short):
        return ()
    chosen.sort(key=lambda m: m.span)
    return tuple(p for m in chosen for p in participants_of(m))


def _same(one: Mention, other: Mention) -> bool:
    return one.link is not None and other.link is not None and one.link.concept.curie == other.link.concept.curie
