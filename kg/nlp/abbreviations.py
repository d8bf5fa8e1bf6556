"""Short forms that a document defines, beyond those that scispaCy's detector finds.

The detector follows Schwartz and Hearst (2003): every character of the short form stands in the long form, in order.
It does not see short forms of drugs whose letters are not all in the name (``trastuzumab deruxtecan (T-DXd)``), those
that begin with a digit (``5-fluorouracil (5-FU)``), and those in brackets that hold more than the short form (``(CLL;
n=20)``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from kg.model import Sentence, Span
from kg.nlp.encoding import normalised

_SHORT = r"[A-Za-z0-9][A-Za-z0-9/+.-]{0,8}[A-Za-z0-9+]"
_DEFINED = re.compile(rf"\s?\((?:hereafter |also called |abbreviated(?: as)? )?(?P<short>{_SHORT})(?=\)|[,;] )")
_WORD = re.compile(r"[^\s()\[\]]+")
_LONGEST_SHORT = 10


def definitions(
    text: str, sentences: Sequence[Sentence], names: Iterable[Span], known: Iterable[tuple[Span, Span]]
) -> tuple[tuple[Span, Span], ...]:
    """Pairs (short form, long form) in text order: ``known`` ones and those of ``long form (short form)`` that it
    lacks.

    A long form is a recognised name (in ``names``) that ends right before the bracket, or the words before it that
    the letters of the short form spell.
    """
    ends = {span.end: span for span in names}
    pairs = {short: long for short, long in known if _plausible(text, short, long)}
    plain = normalised(text)
    for sentence in sentences:
        for match in _DEFINED.finditer(plain, sentence.span.start, sentence.span.end):
            short = Span(*match.span("short"))
            if short in pairs or not _is_short_form(short.of(plain)):
                continue
            long = _long_form(plain, sentence.span.start, match.start(), short, ends)
            if long is not None:
                pairs[short] = long
    return tuple(sorted(pairs.items()))


def _is_short_form(short: str) -> bool:
    capitals = sum(character.isupper() for character in short)
    letters = sum(character.isalpha() for character in short)
    return len(short) <= _LONGEST_SHORT and capitals >= 2 and letters * 2 >= len(short)


def _plausible(text: str, short: Span, long: Span) -> bool:
    """Whether a pair of the detector is one: it also takes ``(all)``, and sentences for long forms."""
    written = short.of(text)
    inside = long.of(text)[:-1].rstrip("0123456789.")
    return any(map(str.isupper, written)) and len(written) < len(long) and ". " not in inside


def _long_form(text: str, start: int, end: int, short: Span, names: dict[int, Span]) -> Span | None:
    name = names.get(end)
    spelled = _spelled(text, start, end, short.of(text))
    if name is None or (spelled is not None and spelled.start < name.start):
        return spelled
    if _initials_agree(name.of(text), short.of(text)):
        return name
    return spelled


def _initials_agree(long: str, short: str) -> bool:
    """Whether the parts of the short form begin like words of the long form, in order (``T-DXd``: trastuzumab
    deruxtecan).
    """
    words = re.findall(r"[A-Za-z0-9]+", long.lower())
    position = 0
    for part in re.findall(r"[A-Za-z0-9]+", short):
        while position < len(words) and words[position][0] != part[0].lower():
            position += 1
        if position == len(words):
            return False
        position += 1
    return True


def _spelled(text: str, start: int, end: int, short: str) -> Span | None:
    """The shortest run of words before ``end`` that the letters and digits of ``short`` spell, the first at a word's
    beginning.
    """
    letters = [character.lower() for character in short if character.isalnum()]
    words = list(_WORD.finditer(text, start, end))[-(len(letters) + 5) :]
    first = words[0].start() if words else end
    position = end - 1
    for index in range(len(letters) - 1, -1, -1):
        while position >= first and not (
            text[position].lower() == letters[index] and (index or _begins_word(text, position))
        ):
            position -= 1
        if position < first:
            return None
        position -= 1
    found = Span(position + 1, end)
    return found if len(found) > len(short) and " " in found.of(text).strip() else None


def _begins_word(text: str, position: int) -> bool:
    return position == 0 or not text[position - 1].isalnum()


def occurrences(text: str, sentences: Sequence[Sentence], short: str) -> Iterator[Span]:
    """Where ``short`` stands as a word of its own in ``sentences``, hyphens and quotes of any form being alike; a
    plural s is left out.
    """
    written, plain = normalised(short), _plain(text)
    if not written or written not in plain:
        return
    for sentence in sentences:
        at, last = sentence.span.start, sentence.span.end
        while (start := plain.find(written, at, last)) >= 0:
            end = start + len(written)
            alone = not _is_of_word(plain, start - 1) and _ends_word(plain, end, last)
            if alone:
                yield Span(start, end)
            at = end if alone else start + 1


_plain = lru_cache(maxsize=1)(normalised)
"""One text is asked for with every name in it."""


def _ends_word(text: str, end: int, last: int) -> bool:
    """Whether a word ends at ``end``, perhaps with a plural s, in what goes to ``last``."""
    if end >= last or not _is_of_word(text, end):
        return True
    return text[end] == "s" and (end + 1 >= last or not _is_of_word(text, end + 1))


def _is_of_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")
