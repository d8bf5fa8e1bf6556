"""The forms in which names are compared.

A name is cut into *atoms*: runs of letters or of digits, so that ``IL-2``, ``IL2`` and ``IL 2`` have the same ones.
Each atom is brought to a form without case, accents, Greek letters, British spelling and plural. The atoms that carry
meaning, sorted, make the *key* under which a name is filed; how close two names with one key really are is told by
:func:`closeness`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_GREEK = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "π": "pi",
    "ρ": "rho",
    "σ": "sigma",
    "ς": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
}
_SKIPPED = frozenset({"of", "the", "in", "a", "an", "on", "for", "to", "s"})
"""Atoms that do not tell names apart. ``s`` is what is left of a possessive."""

_ATOM = re.compile(r"[^\W\d_]+|\d+")
_GREEK_LETTER = re.compile("[" + "".join(_GREEK) + "]")
_SPELLING = (
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"our(?=s?$|al$|ed$|ing$|igenic)"), "or"),
    (re.compile(r"is(?=ations?$|ed$|ing$|es?$)"), "iz"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?<=[aeiou])ll(?=ed$|ing$)"), "l"),
)
_UNINFLECTED = re.compile(r"(?:[suai]s|[^aeiou]ys)$")


def plain(text: str) -> str:
    """``text`` without accents, typographic dashes, trademark signs and Greek letters; case is kept.

    The result may be longer than ``text``: it is for comparison and never for offsets.
    """
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKD", text.replace("™", "").replace("®", "").replace("µ", "μ"))
    folded = "".join("-" if unicodedata.category(c) == "Pd" else c for c in folded if not unicodedata.combining(c))
    folded = folded.replace("’", "'").replace("−", "-").replace("ß", "ss").replace("ø", "o").replace("ł", "l")
    return _GREEK_LETTER.sub(_spelled, _lower_greek(folded))


def _spelled(letter: re.Match[str]) -> str:
    """The name of a Greek letter, apart from a letter before it: ``TNFα`` is ``TNF-alpha``."""
    before = letter.string[letter.start() - 1 : letter.start()]
    return ("-" if before.isalpha() else "") + _GREEK[letter[0]]


def _lower_greek(text: str) -> str:
    return "".join(c.lower() if "Α" <= c <= "Ω" else c for c in text)


@lru_cache(maxsize=200_000)
def stem(atom: str) -> str:
    """The form in which ``atom`` (letters or digits, any case) is filed."""
    if atom.isdigit():
        return atom.lstrip("0") or "0"
    word = plain(atom).lower()
    if len(word) <= 3:
        return word
    for pattern, replacement in _SPELLING:
        word = pattern.sub(replacement, word)
    if word.endswith("s") and not _UNINFLECTED.search(word):
        word = word[:-1]
        if word.endswith("ie") and len(word) > 4:
            word = word[:-2] + "y"
    elif word.endswith(("xes", "sses", "ches", "shes")):
        word = word[:-2]
    return word


def stems(name: str) -> list[str]:
    """The stems of the atoms of ``name`` that carry meaning, in order; all of them when none does."""
    every = [stem(m[0]) for m in _ATOM.finditer(plain(name))]
    return [s for s in every if s not in _SKIPPED] or every


def is_skipped(stemmed: str) -> bool:
    """Whether an atom with this stem is left out of keys."""
    return stemmed in _SKIPPED


def key_of(stemmed: list[str]) -> str:
    """The key of a name with these stems."""
    return "".join(sorted(stemmed))


def key(name: str) -> str:
    """The key under which ``name`` is filed; empty when it has neither a letter nor a digit."""
    return key_of(stems(name))


_EXACT, _CASE, _PUNCTUATION, _INFLECTION, _ORDER = 1.0, 0.995, 0.98, 0.96, 0.9


def closeness(query: str, name: str) -> tuple[float, str]:
    """How close ``query`` is to ``name``, 0 to 1, and in what they differ, when both have the same key.

    Zero when they only share letters: the words of a name may change places, its numbers, its single letters and the
    pieces of a single word may not.
    An abbreviation in another case is worth little: ``all`` is not ``ALL``.
    """
    if query == name:
        return _EXACT, "exact"
    a, b = plain(query), plain(name)
    if a.lower() == b.lower():
        return (0.6, "case") if is_abbreviation(b) and not _same_shape(a, b) else (_CASE, "exact")
    left, right = stems(query), stems(name)
    if _last_skipped(a) != _last_skipped(b):
        return 0.0, "different"
    if "".join(left) == "".join(right):
        if (is_abbreviation(b) or _is_acronym(a)) and not _same_shape(a, b):
            return 0.55, "case"
        squashed = _squash(a) == _squash(b)
        return (_PUNCTUATION, "normalised") if squashed else (_INFLECTION, "inflected")
    if _ordered_parts(left) != _ordered_parts(right) or not (" " in a.strip() or " " in b.strip()):
        return 0.0, "different"
    return _ORDER, "word order"


def _last_skipped(name: str) -> str:
    """The word at the end of ``name`` that no key has: the letter of *hepatitis A* is no article."""
    words = _ATOM.findall(name[-4:].lower())
    return words[-1] if words and words[-1] in _SKIPPED - {"s"} and len(words) > 1 else ""


def is_abbreviation(name: str) -> bool:
    """Whether the case of ``name`` is part of it: short, mostly capitals, one word."""
    letters = [c for c in name if c.isalpha()]
    return len(name) <= 8 and " " not in name and sum(c.isupper() for c in letters) * 2 > len(letters)


def _is_acronym(name: str) -> bool:
    """Whether ``name`` is of three or four capitals: ``ART`` is no way to write *Arts*."""
    return 3 <= len(name) <= 4 and name.isalpha() and name.isupper()


def _same_shape(query: str, name: str) -> bool:
    """Whether the letters agree in case, but for a plural s; ``Her2`` agrees with ``HER2`` by its digit."""
    ours = "".join(c for c in query if c.isalpha())
    theirs = "".join(c for c in name if c.isalpha())
    if theirs in (ours, ours + "s") or ours == theirs + "s":
        return True
    return any(c.isdigit() for c in name) and len(name) >= 4


def _squash(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _ordered_parts(stemmed: list[str]) -> list[str]:
    return [s for s in stemmed if s.isdigit() or len(s) == 1]
