"""Which sentence, or part of one, is about which trial."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from kg.claims.of_the_body import is_never_given
from kg.claims.trials.naming import FULL_TEXT, Study, is_of_other_work
from kg.claims.trials.sections import tells_of_others
from kg.claims.view import DocumentView, SentenceView, view_sentence
from kg.model import BlockKind, Kind, Mention, Sentence, Span


class Reach(StrEnum):
    """How a passage is known to be about its trials."""

    NAMED = "named"
    REFERRED = "referred"
    CARRIED = "carried"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or the part of one, that is about the same trials.

    ``masked`` has every mention masked, ``lean`` only drugs (no laboratory values), regimens and trials, so that
    endpoints can be read whatever was recognised in them. ``studies`` are keys of :class:`Study`, in the order of the
    text.
    """

    position: int
    sentence: Sentence
    masked: SentenceView
    lean: SentenceView
    studies: tuple[int, ...]
    reach: Reach
    other: bool = False
    """Whether the passage is about a trial that it does not name ("ongoing trials combine it with…")."""

    @property
    def follows_other_work(self) -> bool:
        """Whether it only follows a passage about its trials, where a paper tells of other work."""
        return self.reach is Reach.CARRIED and tells_of_others(self.masked.section)


_NOUN = (
    r"(?:trials?|stud(?:y|ies))\b(?!\s+(?:drug|treatment|medication|therap|investigator|author|site|"
    r"cent|population|group|visit|period|arm))"
)
_DEFINITE = re.compile(rf"\b(?:the|this|that|these|our|its)\s+(?:(?!of\b|in\b)[\w-]+,?\s+){{0,6}}?{_NOUN}", re.I)
_OF_OLD = re.compile(
    rf"^(?:Background:\s+)?An?\s+(?:(?!of\b|in\b|the\b)[\w/-]+,?\s+){{0,5}}?{_NOUN}(?![^.;]{{0,200}}?\bwas\s+(?:carried\s+out|conducted|"
    r"designed|done|initiated|performed|planned|undertaken)\b)",
    re.I,
)
"""``A phase 1 trial of {G} gave …`` in what tells of the background."""
_OF_THIS_PAPER = re.compile(rf"\b(?:(?:the\s+)?(?:present|current)|our)\s+(?:[\w-]+\s+){{0,3}}?{_NOUN}", re.I)
"""``in the present study``, whatever other trial the sentence before spoke of"""
_SEVERAL = re.compile(
    rf"\b(?:both|each|the two|neither|either)\s+(?:of the\s+)?(?:[\w-]+,?\s+){{0,3}}?{_NOUN}|"
    rf"\bin (?:both|each)\b(?=[.,;])|\bof (?:both|each)\b(?= (?:was|were|is|are)\b)",
    re.I,
)
_INDEFINITE = re.compile(
    r"\b(?P<kind>an?|one|another|further|other|more|ongoing|future|additional|several|many|some|new|"
    r"planned|separate|earlier|previous|prior|"
    rf"later|subsequent|early|preclinical|laboratory|animal|two|three|recent)\s+(?:(?!of\b|in\b|"
    rf"the\b)[\w/-]+,?\s+){{0,5}}?{_NOUN}",
    re.I,
)
_OWN = ("a", "an", "one", "new", "two", "three", "recent")
"""What begins the mention of a trial that the text goes on to speak of."""
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "a pair of": 2}
_COUNTED = re.compile(
    rf"\b(?P<n>{'|'.join(_NUMBERS)})\s+(?P<kind>(?:(?!of\b|in\b|the\b)[\w/-]+,?\s+){{0,6}}?)(?:trials|studies)\b", re.I
)
"""``Two phase 3 trials stand behind the decision.``"""
_NOT_TO_COME = re.compile(
    r"\b(?:additional|earlier|further|future|later|more|ongoing|other|planned|previous|prior|subsequent)\b", re.I
)
_ELSE = re.compile(r"\ban?\s+(?:subsequent|previous|prior|earlier|later|similar|separate|different)\s", re.I)
"""``A subsequent phase 2 trial`` is none that the text speaks of elsewhere."""
_AND = re.compile(
    r"\s*\)?\s*(?:\([^()]*\)|\[[^\]]*\])?\s*(?:,|and|,\s*and|/|&|or)?\s*(?:\([^()]*\))?\s*(?:the\s+)?", re.I
)
_IN_TURN = re.compile(r"\brespectively\b|\bfor both\b|\bin each\b")
"""What says that figures are those of all trials of the sentence before."""
_ONE_OF_ITS_OWN = re.compile(r",\s+(?:an?|the|which\s+(?:is|was)\s+an?)\s+(?:[\w-]+,?\s+){0,6}(?:trial|study)\b", re.I)
"""What is said of the last of several trials alone: ``{C} and {C}, a one-year trial in 1,346 patients``."""
_OURS = re.compile(r"\bwe\s+(?:conducted|did|designed|performed|report|undertook)\s+$", re.I)
_METHODS = re.compile(r"\b(?:methods?|(?:study|trial) design|design and (?:methods?|setting))\b", re.I)
"""Sections of a report in which it names the trial that it reports on."""
_CUT = re.compile(
    r"[;:]\s+|,\s+(?:and|but|whereas|while)\s+(?=(?:\w+\s+){0,2}\{G\d+\}(?:,(?:[^,;{}]|\{T\d+\}){3,60},)?\s+(?:\w+ed|did|had|has|is|was)\s)|"
    r",?\s+(?:and|but|whereas|while|although|though)\s+(?=in\s)|,\s+(?=in\s)|[.]\s+",
    re.I,
)


def passages(view: DocumentView, studies: tuple[Study, ...]) -> tuple[Passage, ...]:
    """Every sentence of ``view``, cut where it turns from one trial to another, with what it is about."""
    named = _named(studies)
    main = _main(view, studies, named)
    lead_ends = _lead(view, named)
    recent: list[int] = list(main)
    focus, section = main, ""
    together: tuple[int, ...] = ()
    found: list[Passage] = []
    for position, sentence in enumerate(view.sentences):
        if _turns_to_another(view, position, main):
            focus = main
        if sentence.section != section:
            section = sentence.section
            if not _follows_its_heading(view, position):
                focus = main
        if position in named:
            cut = list(_regions(sentence, named[position]))
            found.extend(_passage(view, position, span, keys, Reach.NAMED) for span, keys in cut)
            focus = cut[0][1] if len(cut[0][1]) == len({k for _, keys in cut for k in keys}) else cut[-1][1]
            together = tuple(dict.fromkeys(k for _, keys in cut for k in keys))
            recent = _moved(recent, tuple(k for _, keys in cut for k in keys))
            continue
        if announced := _announced(view, position, studies):
            found.append(_passage(view, position, sentence.sentence.span, announced, Reach.REFERRED))
            focus = announced
            continue
        keys, reach, other = _unnamed(
            sentence.masked,
            focus,
            main,
            recent,
            before=position <= lead_ends and not _is_of_old(sentence),
            early=_is_early(view, position) and not _is_of_old(sentence),
        )
        if reach is Reach.CARRIED and len(together) > 1 and _IN_TURN.search(sentence.masked):
            keys = together
        if reach is Reach.REFERRED and not other:
            focus = keys
        found.append(_passage(view, position, sentence.sentence.span, keys, reach, other))
    return tuple(found)


_OPENING_DRUG = re.compile(r"\W*\{[GR](\d+)\}\s(?:is|was|has|had|can|does|may|acts|works|also)\b")


def _turns_to_another(view: DocumentView, position: int, main: tuple[int, ...]) -> bool:
    """Whether a paragraph of a text about several drugs begins, with one that the paragraph before did not name."""
    sentence = view.sentences[position]
    if main or not position or view.sentences[position - 1].sentence.block == sentence.sentence.block:
        return False
    opening = _OPENING_DRUG.match(sentence.masked)
    if opening is None:
        return False
    last = view.sentences[position - 1].sentence.block
    before = {m.text.lower() for s in view.sentences[:position] if s.sentence.block == last for m in s.mentions}
    return sentence.mentions[int(opening[1])].text.lower() not in before


def _announced(view: DocumentView, position: int, studies: tuple[Study, ...]) -> tuple[int, ...]:
    """The trials that a sentence counts before the text names them."""
    counted = _COUNTED.search(view.sentences[position].masked)
    if counted is None:
        return ()
    number = _NUMBERS[re.sub(r"\s+", " ", counted["n"].lower())]
    coming = [study for study in studies if study.sites[0][0] > position]
    block = view.sentences[position].sentence.block
    near = [study for study in coming if view.sentences[study.sites[0][0]].sentence.block == block]
    if 1 < len(near) < number:
        return tuple(study.key for study in near)
    at_once = bool(coming) and coming[0].sites[0][0] == position + 1
    if len(coming) < number or (_NOT_TO_COME.search(counted["kind"]) and not at_once):
        return ()
    return tuple(study.key for study in coming[:number])


def unnamed(view: DocumentView) -> tuple[Passage, ...]:
    """The sentences of a document that names no trial, as being about one of their own (key 0)."""
    found = []
    for position, sentence in enumerate(view.sentences):
        other = _INDEFINITE.search(sentence.masked)
        single = other is None or other["kind"].lower() in _OWN
        keys = (0,) if single else ()
        found.append(_passage(view, position, sentence.sentence.span, keys, Reach.REFERRED, not single))
    return tuple(found)


def _follows_its_heading(view: DocumentView, position: int) -> bool:
    """Whether the sentence before is the heading of this one's section; what that names, the section is about."""
    section = view.sentences[position].section
    return position > 0 and bool(section) and view.sentences[position - 1].text.strip() in section


def _named(studies: tuple[Study, ...]) -> dict[int, tuple[tuple[int, int], ...]]:
    """For each sentence that names a trial the pairs (number of the mention, key of the trial)."""
    named: dict[int, list[tuple[int, int]]] = {}
    for study in studies:
        for position, number in study.sites:
            named.setdefault(position, []).append((number, study.key))
    return {position: tuple(sorted(pairs)) for position, pairs in named.items()}


def _main(
    view: DocumentView, studies: tuple[Study, ...], named: dict[int, tuple[tuple[int, int], ...]]
) -> tuple[int, ...]:
    """The trials that the whole document is about: its only one, those of its title or methods, or the first if it
    comes back.
    """
    if len(view.sentences) > FULL_TEXT:
        studies = tuple(s for s in studies if any(not is_of_other_work(view.sentences[p]) for p, _ in s.sites))
        named = _named(studies)
    if len(studies) <= 1 or not named:
        return tuple(study.key for study in studies if not _is_to_come(view, study))
    titled = [p for p in sorted(named) if view.sentences[p].block_kind is BlockKind.TITLE]
    own = [p for p in sorted(named) if not tells_of_others(view.sentences[p].section)]
    first = (titled or own or sorted(named))[0]
    keys = next(_regions(view.sentences[first], named[first]))[1]
    if titled or _is_lead(view, first) or _METHODS.search(view.sentences[first].section):
        return keys
    block = view.sentences[first].sentence.block
    again = {key for p, pairs in named.items() if view.sentences[p].sentence.block != block for _, key in pairs}
    return keys if set(keys) <= again else ()


_NEW_TRIAL = re.compile(
    r"\b(?:an?|another|one|further|new|next|second)\s(?:[\w/-]+,?\s+){0,5}?(?:trial|study)(?:\s*,\s*|\s+)(?:(?:called|named|dubbed|"
    r"known\s+as)\s+)?\{C|\{C\d+\}(?:\s*\([^()]*\))?,\s+(?:an?|another|the\s+next)\s+(?:[\w/-]+,?\s+){0,5}?(?:trial|study)\b|"
    r"\bthe\s+(?:upcoming|planned|forthcoming|next|ongoing)\s(?:[\w/-]+,?\s+){0,4}?\{C",
    re.I,
)
_TO_COME = re.compile(
    r"\b(?:being\s+(?:set\s+up|planned|prepared|designed|organi[sz]ed|launched)|(?:is|are)\s+(?:now\s+|still\s+|currently\s+|also\s+)?"
    r"(?:planned|recruiting|enrolling|underway|under\s+way|ongoing|to\s+(?:start|begin|open|find|test|show|tell))|"
    r"will\s+(?:\w+\s+)?(?:test|compare|evaluate|examine|enrol|enroll|assess|start|begin|find|look|tell|show)|"
    r"about\s+to\s+(?:start|begin|open)|upcoming|forthcoming|due\s+to\s+(?:start|begin|open))\b",
    re.I,
)


def _is_to_come(view: DocumentView, study: Study) -> bool:
    """Whether the text tells of a trial only after another without a name, and as of one whose results nobody has."""
    first = study.sites[0][0]
    others = (_INDEFINITE.search(s.masked) for s in view.sentences[:first])
    if len({position for position, _ in study.sites}) > 1 or not any(others):
        return False
    masked = view.sentences[first].masked
    return _NEW_TRIAL.search(masked) is not None and _TO_COME.search(masked) is not None


def _is_of_old(sentence: SentenceView) -> bool:
    """Whether a sentence of the background begins with a trial that is not called the paper's own."""
    return tells_of_others(sentence.section) and _OF_OLD.match(sentence.masked) is not None


def _is_lead(view: DocumentView, position: int) -> bool:
    """Whether the sentence at ``position`` stands in the first two paragraphs, before any further heading."""
    before = [s for s in view.sentences[: position + 1] if s.block_kind is BlockKind.PARAGRAPH]
    blocks = dict.fromkeys(s.sentence.block for s in before)
    return len(blocks) <= 2 and len({block.section for block in blocks}) <= 1


def _is_early(view: DocumentView, position: int) -> bool:
    """Whether the sentence at ``position`` stands in the first three paragraphs."""
    before = [s for s in view.sentences[: position + 1] if s.block_kind is BlockKind.PARAGRAPH]
    return len(dict.fromkeys(s.sentence.block for s in before)) <= 3


def _lead(view: DocumentView, named: dict[int, tuple[tuple[int, int], ...]]) -> int:
    """The position up to which an unnamed trial is the document's own: its first naming in a paragraph."""
    body = [p for p in sorted(named) if view.sentences[p].block_kind in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)]
    return body[0] if body else len(view.sentences)


def _regions(sentence: SentenceView, pairs: tuple[tuple[int, int], ...]) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """Cut ``sentence`` where it turns to another trial; coordinated trials share a region."""
    groups: list[tuple[int, int, list[int]]] = []
    for number, key in pairs:
        start = sentence.position(number)
        end = start + len(f"{{C{number}}}")
        if groups:
            between = sentence.masked[groups[-1][1] : start]
            same = key in groups[-1][2]
            if same or (_AND.fullmatch(between) and not _ONE_OF_ITS_OWN.match(sentence.masked, end)):
                keys = groups[-1][2] if same else [*groups[-1][2], key]
                groups[-1] = (groups[-1][0], end, keys)
                continue
        groups.append((start, end, [key]))
    opening = _OPENS_COUNTS.search(sentence.masked, 0, groups[0][0]) if len(groups) > 1 else None
    if opening is None and len(groups) > 1 and ";" in sentence.masked[groups[0][1] : groups[1][0]]:
        opening = _OPENS_BRACKET.search(sentence.masked, 0, groups[0][0])
    if opening:
        every = tuple(dict.fromkeys(key for _, _, keys in groups for key in keys))
        yield Span(sentence.sentence.span.start, sentence.offsets[opening.end()]), every
    cuts = [opening.end() if opening else 0]
    for before, after in itertools.pairwise(groups):
        cuts.append(_turn(sentence.masked, before[1], after[0]))
    cuts.append(len(sentence.masked))
    for (_, _, keys), start, end in zip(groups, cuts, cuts[1:], strict=False):
        last = sentence.sentence.span.end if end == len(sentence.masked) else sentence.offsets[end]
        yield Span(sentence.offsets[start], last), tuple(keys)


_OPENS_COUNTS = re.compile(r"[:(]\s*(?=\d[\d,]*\s+(?:[\w-]+\s+){0,4}(?:in|into|entered|joined)\s+(?:the\s+)?$)")
"""``enrolled 3,136 women: 1,531 in {C} and 1,605 in {C}``: what is before the counts is said of all."""
_OPENS_BRACKET = re.compile(r"\((?:in\s+)?(?:the\s+)?$")
"""``was non-inferior in both trials ({C}, +6.6 v +6.8 letters; {C}, …)``: what is before the bracket is said of all."""
_JOIN = re.compile(r",?\s+(?:and|but|or|versus)\s+|,\s+", re.I)


_TWO_VALUES = re.compile(r"\b(?:and|by|in|was|were)\s+(?:by\s+)?\d[\d.]*\s?%?\s+(?:and|versus|vs?\.?)\s+$")
_NEXT_VALUE = re.compile(r"\d[\d.]*\s?%?\s+(?:(?!and\b)[\w-]+\s+){0,3}?in\s")
"""``and by 58.5% and 43.6% in {C}``: the second value is no turn to the next trial."""


def _turn(masked: str, before: int, after: int) -> int:
    """Where the words between two trials turn from the one to the other: outside of brackets, at the last break."""
    for pattern in (_CUT, _JOIN):
        ends = [m.end() for m in pattern.finditer(masked, before, after) if not _is_inside(masked, m.start())]
        if ends:
            last = ends[-1]
            apart = _TWO_VALUES.search(masked, before, last) and _NEXT_VALUE.match(masked, last)
            return ends[-2] if apart and len(ends) > 1 else last
    return after


def _is_inside(masked: str, at: int) -> bool:
    """Whether ``masked[at]`` stands in brackets."""
    return masked.count("(", 0, at) > masked.count(")", 0, at)


def _moved(recent: list[int], keys: tuple[int, ...]) -> list[int]:
    return [k for k in recent if k not in keys] + list(dict.fromkeys(keys))


def _unnamed(
    masked: str, focus: tuple[int, ...], main: tuple[int, ...], recent: list[int], *, before: bool, early: bool
) -> tuple[tuple[int, ...], Reach, bool]:
    """What a sentence without a trial's name is about, how that is known, and whether it is about an unnamed trial."""
    if _SEVERAL.search(masked) and len(recent) > 1:
        return (main if len(main) > 1 else tuple(recent[-2:])), Reach.REFERRED, False
    definite, other = _DEFINITE.search(masked), _INDEFINITE.search(masked)
    elsewhere = other is not None and other["kind"].lower() == "another"
    if main and _OF_THIS_PAPER.search(masked):
        return main, Reach.REFERRED, False
    if definite and not (elsewhere and other is not None and other.start() < definite.start()):
        return focus or main, Reach.REFERRED, False
    if other:
        single = other["kind"].lower() in _OWN and _ELSE.search(masked) is None
        ours = _OURS.search(masked, 0, other.start()) is not None
        own = main and single and (before or ours or (early and other.start() == 0))
        return (main, Reach.REFERRED, False) if own else ((), Reach.REFERRED, True)
    return focus, Reach.CARRIED, False


def _is_laboratory(mention: Mention) -> bool:
    """Whether ``mention`` names a laboratory value, which is a part of an endpoint's name and no drug."""
    return mention.kind is Kind.DRUG and mention.link is not None and is_never_given(mention.link.concept)


def _passage(
    view: DocumentView, position: int, span: Span, keys: tuple[int, ...], reach: Reach, other: bool = False
) -> Passage:
    whole = view.sentences[position]
    text = view.annotated.document.text
    part = replace(whole.sentence, span=span)
    inside = tuple(m for m in whole.mentions if span.covers(m.span))
    lean = tuple(m for m in inside if m.kind in (Kind.DRUG, Kind.TREATMENT, Kind.TRIAL) and not _is_laboratory(m))
    masked = whole if span == whole.sentence.span else view_sentence(text, part, inside)
    return Passage(position, whole.sentence, masked, view_sentence(text, part, lean), keys, reach, other)
