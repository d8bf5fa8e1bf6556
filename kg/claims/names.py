"""What the rules take the names of a document for, where its mentions disagree with each other.

Recognition looks at one sentence, so the same short name can come out as a drug here and an unresolved disease there;
the linked reading wins. An unresolved name that only abbreviates a list of drugs (``… and dexamethasone (SVd)``) is no
name of its own: :mod:`kg.claims.discourse` reads it as the regimen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from kg.claims.unresolved import may_found_a_claim
from kg.claims.view import normalise
from kg.model import Annotated, Kind, Link, LinkStatus, Mention

_IN_BRACKETS = re.compile(r"\s?\(([A-Za-z][\w-]{0,9})\)")


def settled(annotated: Annotated) -> Annotated:
    """``annotated`` with one reading for each short name and without abbreviations of drug lists."""
    linked = _linked(annotated)
    linked |= {name: link for name, link in _brands(annotated) if name not in linked}
    regimens = {*_regimens(annotated), *_products(annotated)}
    mentions = []
    for mention in annotated.mentions:
        name = _name(mention)
        if _is_a_kind(mention) or (name not in linked and _is_no_disease(mention)):
            continue
        if name in regimens and _is_combination(mention):
            continue
        if mention.kind is Kind.TARGET and _INHIBITOR_OF.match(mention.text) and _is_described(annotated, mention):
            continue
        if mention.kind is Kind.DISEASE and _REACTION.search(name):
            mention = replace(mention, kind=Kind.FINDING)
        if _is_unresolved(mention):
            if mention.kind is Kind.DRUG and _is_no_name(annotated, mention):
                continue
            if name in linked:
                mention = replace(mention, kind=linked[name].concept.kind, link=linked[name])
            elif name in regimens or not may_found_a_claim(mention):
                continue
        mentions.append(mention)
    return replace(annotated, mentions=tuple(mentions))


_REACTION = re.compile(r"\breactions?$|^reactions? (?:at|to)\b")
"""What only treatment brings about, and no trial is about, wherever a terminology has filed it."""
_CLASS_NOUN = re.compile(
    r"(?:(?:the|these|both|human|monoclonal|new|oral) )?(?:antibod(?:y|ies)|(?:(?:multi|pan)-?)?kinases?|"
    r"enzymes?|proteins?|"
    r"receptors?|cytokines?|"
    r"chemokines?|hormones?|antigens?|ligands?|genes?|channels?|transporters?|drugs?|medicines?|medications?|"
    r"inhibitors?|"
    r"blockers?|agonists?|antagonists?|molecules?|compounds?|peptides?|tablets?|capsules?|pills?|injections?|"
    r"infusions?|"
    r"therap(?:y|ies)|treatments?|placebo|antisense oligonucleotides?|oligonucleotides?|small interfering rnas?|"
    r"sirnas?|"
    r"nucleic acids?|vaccines?|biologics?|steroids?|antibiotics?|vehicle)"
)
"""Words for a kind of thing, which name no member of it."""
_KINDS = re.compile(
    r"(?:[a-z]{3,} ){1,2}(?:transporters|receptors|enzymes|proteins|channels|kinases|hormones|cytokines)"
)
"""Plain words for several targets (``sugar transporters``)."""
_NO_DISEASE = re.compile(
    r"(?:.*\b)?(?:drugs?|pills?|treatments?|therap(?:y|ies)|medicines?|vaccines?|index|indices|scores?|scales?|trials?|"
    r"stud(?:y|ies)|causes?|outcomes?|survival|brief|safety|efficacy|benefits?|risks?|news|updates?|reports?|"
    r"results?|data|"
    r"end ?points?|regimens?|programmes?|programs?|guidelines?|questionnaires?|inventory|response|relief)",
    re.IGNORECASE,
)
"""Unresolved names of diseases that end in a word for something else (``outcome``, ``cardiovascular causes``)."""
_SHOUTED = re.compile(r"[A-Z]{5,}(?:[- ]?(?:\d+|[IVX]+))?|[A-Z]{4,}-[A-Za-z0-9]+")
_ONE_WORD = re.compile(r"[a-z]{4,}")
_LIKE_A_DISEASE = re.compile(
    r".*(?:itis|[oia]s[ei]s|a?emias?|omas?|path(?:y|ies)|penias?|algias?|uria|plasias?|troph(?:y|ies)|pleg\w+|phobias?|"
    r"mania|noia|rrh?o?ea|rrhages?|o?edemas?|aches?|pains?|fevers?|cancers?|infections?|diseases?|disorders?|"
    r"syndromes?|"
    r"failures?|injur(?:y|ies)|strokes?|isms?|pno?ea|lysis|ectasias?|toxicit\w+|reactions?|ulcers?|warts?|pox|itch\w*|"
    r"rash\w*|spasms?|cramps?|palsy|ness|cysts?|lesions?|bleeding|burns?|worms?|allerg\w+|acne|flu|gout|croup|shock)"
)
_MEETING = re.compile(r"[A-Z][A-Za-z]{2,6} (?:19|20)\d\d")
"""A congress and its year (``ASCO 2024``)."""


_INHIBITOR_OF = re.compile(r"(?:inhibitor|antagonist|blocker|activator|agonist) of ", re.IGNORECASE)
_DESCRIBES = re.compile(
    r"\b(?:an?|the|another|first|oral|potent|selective|irreversible|reversible|covalent) $", re.IGNORECASE
)


def _is_described(annotated: Annotated, mention: Mention) -> bool:
    """Whether what looks like the name of a gene says what a drug is (``an inhibitor of Bruton's tyrosine kinase``)."""
    return _DESCRIBES.search(annotated.document.text, 0, mention.span.start) is not None


def _is_combination(mention: Mention) -> bool:
    """Whether a name is linked to a record of MeSH, which has some for combinations, and to no substance."""
    return mention.kind is Kind.DRUG and mention.link is not None and mention.link.concept.curie.startswith("MESH:C")


def _is_a_kind(mention: Mention) -> bool:
    """Whether a mention is a word for a kind of thing, or a mark without a letter."""
    if re.search(r"[^\W\d_]", mention.text) is None or _MEETING.fullmatch(mention.text):
        return True
    if mention.kind is Kind.TARGET and _is_unresolved(mention) and _KINDS.fullmatch(_name(mention)):
        return True
    return mention.kind in (Kind.DRUG, Kind.TARGET) and _CLASS_NOUN.fullmatch(_name(mention)) is not None


def _is_no_disease(mention: Mention) -> bool:
    """Whether an unresolved name was taken for that of a disease and is none by its form."""
    if mention.kind not in (Kind.DISEASE, Kind.FINDING) or not _is_unresolved(mention):
        return False
    if (
        mention.kind is Kind.DISEASE
        and _ONE_WORD.fullmatch(mention.text)
        and not _LIKE_A_DISEASE.fullmatch(mention.text)
    ):
        return True
    return _NO_DISEASE.fullmatch(mention.text) is not None or _SHOUTED.fullmatch(mention.text) is not None


_SPEAKS = re.compile(
    r"\s(?:intends to|hopes to|has asked|announce[sd]?|said|says|reported|reports|presented|will present|"
    r"plans to|expects to|Inc|AG|"
    r"Ltd|plc|Pharma\w*|"
    r"scientists|researchers)\b"
)
"""What a company does and a drug does not."""
_ADJECTIVE = re.compile(r"[a-z]{3,}(?:ing|ed|al|ive|ous|ic)")


def _is_no_name(annotated: Annotated, mention: Mention) -> bool:
    """Whether an unresolved name is that of a company, or an adjective before a drug (``tapering prednisone``)."""
    if _SPEAKS.match(annotated.document.text, mention.span.end):
        return True
    if _ADJECTIVE.fullmatch(mention.text) is None:
        return False
    after = mention.span.end + 1
    return any(m.span.start == after and m.kind is Kind.DRUG for m in annotated.mentions)


def _name(mention: Mention) -> str:
    return normalise(mention.text).lower()


def _is_unresolved(mention: Mention) -> bool:
    return mention.link is None or mention.link.status is LinkStatus.UNRESOLVED


def _linked(annotated: Annotated) -> dict[str, Link]:
    """The most frequent linked reading of each name."""
    counts: dict[str, Counter[Link]] = {}
    for mention in annotated.mentions:
        if mention.link is not None and not _is_unresolved(mention):
            counts.setdefault(_name(mention), Counter())[mention.link] += 1
    return {
        name: max(links, key=lambda link: (links[link], link.score, link.concept.curie))
        for name, links in counts.items()
    }


_CALLS = (
    r"\s?[®™*]?\s?(?:\(\s?|,?\s(?:contains|is the (?:brand|trade) name (?:of|for)|is a brand of)\s"
    r"(?:the (?:active )?(?:substance|ingredient|drug)\s)?)"
)
_CALLED_SO = re.compile(r"\s?[®™*]?\s?(?:[;,)]|(?=[.\n]))")


def _brands(annotated: Annotated) -> Iterator[tuple[str, Link]]:
    """Unresolved names of products that the text explains by one drug (``Newbrand (olddrug)``), with its link."""
    text = annotated.document.text
    at = {m.span.start: m for m in annotated.mentions if m.kind is Kind.DRUG and not _is_unresolved(m)}
    unknown = {m.text for m in annotated.mentions if m.kind is Kind.DRUG and _is_unresolved(m) and m.text[:1].isupper()}
    for name in sorted(unknown):
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}{_CALLS}", text):
            drug = at.get(match.end())
            if drug is not None and drug.link is not None and not drug.also and _CALLED_SO.match(text, drug.span.end):
                yield normalise(name).lower(), drug.link
                break


def _regimens(annotated: Annotated) -> Iterator[str]:
    """Short names in brackets straight after a drug."""
    text = annotated.document.text
    for mention in annotated.mentions:
        if mention.kind is Kind.DRUG and (short := _IN_BRACKETS.match(text, mention.span.end)):
            yield normalise(short[1]).lower()


_PARTS = re.compile(
    r"\s?[®™*]?\s?(?:\(|(?:,|\sis|\swas)\s(?:an?|the)\s[^.;()]{0,60}?\b(?:combin|pairs|mix|contains|"
    r"unites|joins|blend))"
)


_BRACKET_ENDS = re.compile(r"\)|\n\n")
_CLAUSE_ENDS = re.compile(r"[.;)]\s|\n\n")


def _products(annotated: Annotated) -> Iterator[str]:
    """Unresolved names of products that are spelled out as two drugs (:func:`kg.claims.short_forms.products`)."""
    text = annotated.document.text
    drugs = [m for m in annotated.mentions if m.kind is Kind.DRUG and m.link is not None]
    for mention in drugs:
        unknown = _is_unresolved(mention) or _is_combination(mention)
        opening = _PARTS.match(text, mention.span.end) if unknown else None
        if opening is None:
            continue
        close = (_BRACKET_ENDS if opening.group().endswith("(") else _CLAUSE_ENDS).search(text, opening.end())
        end = close.start() if close else len(text)
        inside = {
            m.link.concept.curie
            for m in drugs
            if m.link is not None and not _is_unresolved(m) and opening.start() <= m.span.start < end
        }
        if len(inside) > 1:
            yield _name(mention)
