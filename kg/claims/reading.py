"""How the relation rules read a sentence: other names folded away, anaphors put for what they stand for.

A reading's text is the masked sentence without the marks and brackets that only repeat a name (``{G0} ({G1}®; {G2})``
is ``{G0}``), with a numbered token for each anaphor and regimen abbreviation (``the antibody`` is ``{G7}``). A token
stands for one or more participants, each of which knows the mention in the sentence and how it was reached.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.claims.of_the_body import is_never_given, may_be_measured, measured
from kg.claims.view import LETTER, MENTION, SentenceView
from kg.model import Concept, Kind, Mention

TOKEN = re.compile(r"\{([A-Z])(\d+)\}")
_MARKS = re.compile(r"(?<=\})\s?(?:[®™*†‡]|\((?:R|TM)\))")
_BRACKETS = re.compile(r"\s*(?:\(([^()]*)\)|\[([^\[\]]*)\])")
_BEFORE = re.compile(r"\{[A-Z](\d+)\}(?:['’]s)?$")
_KEPT = re.compile(r"\b(?:inhibitor|antagonist|agonist|blocker|antibod|against|targeting|plus|with)", re.IGNORECASE)
_SHORT_OF = re.compile(r"\{([A-Z])(\d+)\} \((\{[A-Z](\d+)\})\)")
_OTHER_NAME = re.compile(
    r"\{[A-Z](?P<head>\d+)\}(?P<aside>,[^{};,]{0,50}\b(?:(?:known|marketed|sold|designated|"
    r"developed)\b[^{};,]{0,40}\b(?:as|under)|called|named)\b"
    r"[^{};,]{0,20}\{[A-Z](?P<name>\d+)\}(?: by [^{};,]{0,30})?,?)"
)
_ATTRIBUTE = re.compile(
    r"\{G\d+\}-(?=(?:lowering|resistant|refractory|sensitive|na[iï]ve|free|dependent|sparing|like|responsive|"
    r"reducing|elevating|exposed|"
    r"experienced|intolerant|ineligible|pretreated|unresponsive|sensiti[sz]ed|vaccinated)\b)|"
    r"\{G\d+\}(?=\s(?:vaccinated|na[iï]ve|pretreated|resistant|refractory)\s(?!to\b))"
)
_SHORTAGE = re.compile(
    r"\{G\d+\}(?=\s(?:deficien\w+|intake|metabolism|intolerance|allergy|overdose|abuse|misuse|dependence)\b)|"
    r"\{G\d+\}\s(?:analog(?:ue)?|mimetic|derivative|prodrug|congener)s?\s(?=\{G)"
)
_FRONTED = re.compile(
    r"^(?P<clause>(?:Because|Since|As|When|While|Although|Though|If|Once|Where|After|Until)\s[^,;]*?"
    r"(?:\b[a-z]+(?:s|ed)\b|\{G\d+\})[^,;]*\{G\d+\}),"
    r"(?=\s\{G\d+\}\s(?:\w+ly\s|often\s|also\s|sometimes\s)?(?:is|was|are|were|has|had|can|may|might|could|will|would|"
    r"does|did|[a-z]+s|[a-z]+ed)\b)"
)
"""A subordinate clause that begins a sentence and ends in a drug, which is no part of the list after it."""
_GRADED = re.compile(r"\b(mild|moderate|moderately|low|medium) to (moderate|severe|severely|high|medium)\b")
_MARKERS = re.compile(
    r",\s(?:by contrast|in contrast|however|too|for example|for instance|on the other hand|in turn|therefore|meanwhile|"
    r"moreover|of course|in fact|likewise|as (?:always|before|ever|usual|well))(?=,)"
    r"(?:,(?=\s(?:is|was|are|were|has|had|[a-z]+s|[a-z]+ed)\b))?"
)
"""Asides that say how a sentence hangs together with the one before, and nothing of its matter."""
_APPOSED = re.compile(
    r"\{T(\d+)\}(?:, (?:the |called |named |or )?|, (?:which is |known as ))\{T(\d+)\}(?=[.;]|,(?! \{T| and| or)|$)"
)
_PART_OF = re.compile(r"\{T(\d+)\}(?: (?:subunit|chain|domain))? of (?:the )?(?:[a-z]+ )?(?=\{T(\d+)\})")
"""``the p19 subunit of {T}``, where the part has no name of its own that is known"""
_BOUND = re.compile(
    r"\b(?:nab|pegylated|liposomal)[- ](?=\{[GR])|\bnon-\{D\d+\}\s?(?=\{D)|"
    r"\{D\d+\}-(?:related|associated) (?=\{D)"
)
"""How a drug is packed (``nab-paclitaxel``), and what a disease is not (``non-cystic fibrosis bronchiectasis``)."""
_FORM = re.compile(
    r"(?<=\})(?:\s\d[\d.]*\s?%)?\s(?:oral |nasal |eye )?(?:capsules?|cream|drops|gel|injections?|ointment|patch(?:es)?|"
    r"solution|spray|suspension|tablets?)(?=\s(?:acts?|are|blocks?|can|had|has|have|inhibits?|is|lowers?|may|reduces?|was|were|works?)\b)"
)
"""``{G} eye drops inhibit {T}``: in what form the drug is given"""
_BLANKS = re.compile(r"\s{2,}")


@dataclass(frozen=True, slots=True)
class Participant:
    """A concept as one end of a claim: its mention in the sentence, and the mentions that an anaphor goes through."""

    concept: Concept
    mention: Mention
    reached: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Insertion:
    """A stretch ``start:end`` of the masked sentence that stands for ``participants`` of one kind."""

    start: int
    end: int
    kind: Kind
    participants: tuple[Participant, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence for the rules. ``groups[n]`` is what token number ``n`` of ``text`` stands for.

    ``plain`` is ``text`` without the asides and class nouns that describe a drug
    (``{G0}, an {T1} inhibitor, is`` is ``{G0} is``).
    """

    source: str
    view: SentenceView
    text: str
    plain: str
    groups: tuple[tuple[Participant, ...], ...]

    def participants(self, piece: str, letters: str) -> tuple[Participant, ...]:
        """What the tokens of ``piece`` (cut from :attr:`text`) stand for, those of the kinds ``letters`` alone."""
        found: dict[str, Participant] = {}
        for match in TOKEN.finditer(piece):
            if match[1] in letters:
                for participant in self.groups[int(match[2])]:
                    found.setdefault(participant.concept.curie, participant)
        return tuple(found.values())


_NO_TARGET = re.compile(r"\W*\w?\W*|humans?|rats?|mouse|mice|monkeys?|animals?", re.IGNORECASE)
"""A letter of a figure, or whose gene it is."""


def participants_of(mention: Mention) -> tuple[Participant, ...]:
    """The concepts of a linked mention; the drugs of a regimen's name where the linker gives them."""
    if mention.link is None or (mention.kind is Kind.TARGET and _NO_TARGET.fullmatch(mention.text)):
        return ()
    links = (mention.link, *mention.also)
    if mention.kind is Kind.TREATMENT and mention.also:
        links = mention.also
    stands_for = (link.concept for link in links if not _is_class(link.concept))
    return tuple(
        Participant(concept, mention)
        for concept in stands_for
        if concept.kind is not Kind.DRUG or not is_never_given(concept)
    )


_TOO_WIDE = frozenset({"neoplasm", "cancer", "disease", "disorder", "malignant neoplasm", "human disease", "platinum"})
"""Labels of concepts that stand for a whole class wherever they are named (tumours, platinum chemotherapy)."""


def _is_class(concept: Concept) -> bool:
    """Whether ``concept`` is a class, which never stands for a member (MeSH names drug classes in the plural)."""
    if concept.label.lower() in _TOO_WIDE:
        return True
    return concept.kind is Kind.DRUG and concept.curie.startswith("MESH:") and concept.label.endswith("s")


_COORDINATED = re.compile(r",(?P<and> (?:and|but|so|yet) )$")
"""What stands before ``it`` at the head of a clause: no joint of a list of names."""


def read(source: str, view: SentenceView, insertions: tuple[Insertion, ...] = ()) -> Reading:
    """The reading of ``view``, a sentence of the document ``source``, with ``insertions`` put in.

    Their offsets are those of ``view.masked``; they are in order and do not overlap.
    """
    groups = [participants_of(m) for m in view.mentions]
    measurable = frozenset(n for n, group in enumerate(groups) if any(may_be_measured(p.concept) for p in group))
    for number in measured(view.masked, measurable):
        groups[number] = ()
    pieces: list[str] = []
    at = 0
    for insertion in insertions:
        letter = LETTER[insertion.kind]
        before = view.masked[at : insertion.start]
        if view.masked[insertion.start : insertion.end].lower() == "it":
            before = _COORDINATED.sub(";\\g<and>", before)
        pieces += [before, f"{{{letter}{len(groups)}}}"]
        groups.append(insertion.participants)
        at = insertion.end
    pieces.append(view.masked[at:])
    text = _MARKERS.sub("", _GRADED.sub(r"\1-to-\2", _BOUND.sub("", "".join(pieces)).replace("{R", "{G")))
    text = _FRONTED.sub(r"\g<clause>;", text)
    folded = _FORM.sub("", _fold(_SHORTAGE.sub("", _ATTRIBUTE.sub("", _MARKS.sub("", text))), groups))
    return Reading(source, view, folded, _undescribed(folded), tuple(groups))


_CLASS_NOUN = re.compile(
    r"(?:\b(?:[Aa]nti-))?\{T\d+\}(?:[/-]\{T\d+\})*(?:[- ][\w-]+){0,4}?[- ](?:inhibitor|blocker|antagonist|"
    r"agonist|antibody|antibodie|activator|modulator|"
    r"conjugate|degrader)s? (?=\{G\d)"
)
_DESCRIBED = re.compile(r"(?<=\})\s?\((?:(?:an?|the)\s|[Aa]nti-)[^()]*\)")
_ASIDE = re.compile(
    r"(?<=\}),\s(?:an?|the|its|their|his|her|our|which|that|one|both|also|given|taken|known|marketed|developed|another|unlike|like|"
    r"used|alone|itself|made|aimed|directed|sold|designed|injected|"
    r"(?:[\w-]+\s){0,3}?(?:antibodies|inhibitors|blockers|agonists|antagonists|activators|drugs|medicines|agents|pills|"
    r"tablets|vaccines|biologics|conjugates))\b[^;]*?,"
    r"(?=\s(?:\w+ly\s|often\s|sometimes\s|never\s|always\s|also\s|now\s|still\s|then\s|already\s)?(?:and \{G\d+|"
    r"in|for|is|are|was|were|has|have|had|"
    r"remains?|can|may|"
    r"might|could|should|must|will|would|does|did|do|"
    r"received|won|gained|led|leads|cut|reduced|lowered|improved|caus\w+|works?|acts?|results?|arises?|stems?|originates?|occurs?|develops?|blocks?|inhibits?|binds?|"
    r"targets?|stops?|prevents?|slow\w*|showed|met|"
    r"prolonged|extended|increased|raised|[a-z]{4,}ed|became|began|came|failed|fell|gave|got|held|kept|lost|made|rose|took)\b)"
)
_SHARED = re.compile(
    r"(?:^|(?<=; ))(?P<subject>\{G\d+\}(?:(?:,|\sor|\sand|\splus)\s\{G\d+\})*)\s"
    r"(?!and\b|or\b|but\b)[^;]{3,160}?,?\s(?:and|but)\s"
    r"(?=(?:also\s|now\s|already\s|since\s|later\s|then\s|not\s)?(?P<verb>is|are|was|were|has|have|had|can|may|might|"
    r"should|must|will|does|do|did)\s(?!it\b|they\b)[^;]+)"
)
"""``{G} may worsen {F} and is contraindicated in {D}``: what is coordinated with a verb has its subject"""


def _undescribed(text: str) -> str:
    return _ASIDE.sub("", _CLASS_NOUN.sub("", _DESCRIBED.sub("", text)))


def _fold(text: str, groups: list[tuple[Participant, ...]]) -> str:
    """``text`` without the brackets that hold no concept of their own."""
    text = _APPOSED.sub(lambda m: _named_after(m, groups), text)
    text = _SHORT_OF.sub(lambda m: _better_known(m, groups), text)
    text = _PART_OF.sub(lambda m: _whole_of(m, groups), text)
    while True:
        for bracket in _BRACKETS.finditer(text):
            if _is_aside(text, bracket, groups):
                text = text[: bracket.start()] + text[bracket.end() :]
                break
        else:
            break
    for match in reversed(list(_OTHER_NAME.finditer(text))):
        if _curies(groups, match["head"]) >= _curies(groups, match["name"]):
            text = text[: match.start("aside")] + text[match.end("aside") :]
    return _BLANKS.sub(" ", text).strip()


def _named_after(match: re.Match[str], groups: list[tuple[Participant, ...]]) -> str:
    """The name of a target for a description that could not be resolved (``a transporter, {T}``)."""
    described, name = groups[int(match[1])], groups[int(match[2])]
    unresolved = described and all(p.concept.minted for p in described)
    return f"{{T{match[2]}}}" if unresolved and name and not any(p.concept.minted for p in name) else match.group()


def _whole_of(match: re.Match[str], groups: list[tuple[Participant, ...]]) -> str:
    """Nothing for the part of a target that could not be resolved where the target is named after it."""
    part, whole = groups[int(match[1])], groups[int(match[2])]
    unresolved = part and all(p.concept.minted for p in part)
    return "" if unresolved and whole and not any(p.concept.minted for p in whole) else match.group()


def _better_known(match: re.Match[str], groups: list[tuple[Participant, ...]]) -> str:
    """The abbreviation in brackets for a long form that could not be resolved, where it could."""
    head, short = groups[int(match[2])], groups[int(match[4])]
    resolved = short and not any(p.concept.minted for p in short)
    unresolved = head and all(p.concept.minted for p in head)
    return match[3] if match[1] == match[3][1] and resolved and unresolved else match.group()


def _curies(groups: list[tuple[Participant, ...]], number: str) -> set[str]:
    return {p.concept.curie for p in groups[int(number)]}


_FORMER_NAME = re.compile(
    r"(?:(?:formerly|previously|originally|once|also|first|better)(?: (?:known|called|named|coded|developed))?(?: as)?|"
    r"(?:known|coded|code-named|developed) as|aka|code[ -]?name:?)\s[\w-]*\{[A-Z]\d+\}[\w-]*",
    re.IGNORECASE,
)
"""``(formerly ARO-{T})``: the code of a drug that a target's name is a part of"""


def _is_aside(text: str, bracket: re.Match[str], groups: list[tuple[Participant, ...]]) -> bool:
    inside = bracket[1] if bracket[1] is not None else bracket[2]
    numbers = [m[2] for m in TOKEN.finditer(inside)]
    if not numbers or _FORMER_NAME.match(inside):
        return True
    before = _BEFORE.search(text, 0, bracket.start())
    if before is None or _KEPT.search(inside):
        return False
    return all(_curies(groups, n) <= _curies(groups, before[1]) or _is_form_of(groups, n, before[1]) for n in numbers)


def _is_form_of(groups: list[tuple[Participant, ...]], inner: str, head: str) -> bool:
    """Whether a name in brackets is that of a salt of the drug before it, or of a product that holds it."""
    one, other = groups[int(inner)], groups[int(head)]
    if len(one) != 1 or len(other) != 1 or {one[0].concept.kind, other[0].concept.kind} != {Kind.DRUG}:
        return False
    words = re.findall(r"\w+", one[0].concept.label.lower())
    return len(words) > 1 and other[0].concept.label.lower() in words


def matches(reading: Reading, patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[str, re.Match[str]]]:
    """The matches in the sentence as it stands, in the sentence without its asides, and in each coordinated predicate
    with the subject that it shares, each with the text matched.
    """
    whole = (reading.text, reading.plain)
    shared = (f"{m['subject']} {reading.plain[m.end() :].partition(';')[0]}" for m in _SHARED.finditer(reading.plain))
    texts = tuple(dict.fromkeys((*whole, *shared)))
    for pattern in patterns:
        for text in texts:
            for match in pattern.finditer(text):
                yield text, match


def tokens(text: str, letters: str) -> Iterator[re.Match[str]]:
    """The tokens of some kinds in ``text``."""
    return (m for m in MENTION.finditer(text) if m[1] in letters)
