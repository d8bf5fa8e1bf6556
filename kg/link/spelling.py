"""Names that are spelled a little otherwise than any terminology has them: *amphothericin*, *prostigmine*, *N-acetyl
serotonin*.

Only such changes are tried as do not turn one name into another: a letter doubled or not, an *h* after a consonant, *y*
for *i*, *c* for *k*, an *e* at the end, two neighbouring letters in the wrong order, two words written as one. An edit
of any other letter is left alone: the names of new drugs differ from older ones by as little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHORTEST = 8
"""In letters: a change in a shorter word makes another word too easily."""
_KEPT = 2
"""How many letters at the beginning are never exchanged."""
_CHANGES = (
    (re.compile(r"([b-df-hj-np-tv-z])\1"), r"\1"),
    (re.compile(r"(?<=[aeiouy])([b-df-hj-np-tv-z])(?=[aeiouy])"), r"\1\1"),
    (re.compile(r"(?<=[tcpr])h"), ""),
    (re.compile(r"([tcpr])(?=[aeiouy])"), r"\1h"),
    (re.compile(r"y"), "i"),
    (re.compile(r"(?<!^)i"), "y"),
    (re.compile(r"k"), "c"),
    (re.compile(r"c(?=[aourlt])"), "k"),
    (re.compile(r"(?<!a)e$"), ""),
    (re.compile(r"(?<=[bcdfgklmnprstvx])$"), "e"),
)


def respelled(name: str) -> Iterator[str]:
    """Other spellings of ``name``, each with one change."""
    words = name.split(" ")
    for index, word in enumerate(words):
        if index:
            yield " ".join((*words[: index - 1], words[index - 1] + word, *words[index + 1 :]))
        if len(word) >= _SHORTEST and word.isalpha() and word[1:].islower():
            for form in _changed(word):
                yield " ".join((*words[:index], form, *words[index + 1 :]))


def _changed(word: str) -> Iterator[str]:
    for pattern, replacement in _CHANGES:
        for match in pattern.finditer(word):
            yield word[: match.start()] + match.expand(replacement) + word[match.end() :]
    for at in range(_KEPT, len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
