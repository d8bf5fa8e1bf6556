"""Disease names with stages, lines, risks and markers in front: which words qualify, and what they qualify.

``relapsed or refractory multiple myeloma`` is narrower than ``multiple myeloma``; English puts the head last, so the
core is the longest ending that names a disease.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

_JOINTS = frozenset({"or", "and", "to", "/", ","})
_MARKED = re.compile(
    r"[\w./-]+-(?:positive|negative|mutated|mutant|mutation-positive|amplified|overexpressing|expressing|rearranged|"
    r"deficient|"
    r"proficient|resistant|refractory|sensitive|dependent|independent|naive|naïve|treated|"
    r"pretreated|untreated|exposed|eligible|ineligible|"
    r"associated|related|induced|driven|low|high|altered|deleted|translocated|fusion-positive|positive/\w+-negative)|"
    r"[A-Za-z0-9]+\+|[A-Za-z0-9]+[-−]|(?:del|t|inv)\([\w;]+\)",
    re.IGNORECASE,
)
_NEGATING = frozenset({"non", "no", "not", "without", "pre", "post", "anti", "absence", "pseudo", "risk", "suspected"})
_NO_MODIFIERS = frozenset(
    {
        *("for", "after", "from", "with", "during", "following", "versus", "vs", "living", "than", "who"),
        *("scale", "score", "index", "questionnaire", "inventory", "test", "trial", "study", "association", "society"),
        *("therapy", "treatment", "management", "protocol", "prevention", "screening", "programme", "support"),
    }
)
"""Words of which no kind of a disease is made: a long form that has them is the name of something else, or cut wrongly
(``multinational Association for Supportive Care in cancer``).
"""
_NEGATED = re.compile(r"(?:non|pre|post|anti|pseudo)-(?!squamous|small|metastatic|muscle)", re.IGNORECASE)
_RELAPSED = re.compile(
    r"\b(?:relapsed|relapsing|relapse)(?: ?(?:/|or|and/or|and|-) ?)(?:refractory)\b|"
    r"\brefractory(?: ?(?:/|or|and/or|and|-) ?)relapsed\b|"
    r"\br ?/ ?r\b",
    re.IGNORECASE,
)


def normalised(phrase: str) -> str:
    """``phrase`` with the ways to write relapsed or refractory made one."""
    return " ".join(_RELAPSED.sub("relapsed or refractory", phrase).split())


def endings(phrase: str) -> list[tuple[str, str]]:
    """Each way to cut ``phrase`` at a space into words in front and an ending, longest ending first."""
    words = phrase.split()
    return [(" ".join(words[:i]), " ".join(words[i:])) for i in range(1, len(words))]


def qualify(words: str) -> bool:
    """Whether all of ``words`` are stages, lines, risks, markers and what joins them."""
    return all(_is_modifier(w) for w in _parts(words))


def narrow(words: str) -> bool:
    """Whether ``words`` in front of a disease still leave a kind of that disease; ``non`` and its like do not."""
    parts = _parts(words)
    if (_NEGATING | _NO_MODIFIERS) & set(parts) or parts[:1] == ["and"] or parts[-1:] == ["and"]:
        return False
    return not _NEGATED.match(words) and words.count("(") == words.count(")")


def is_severity(words: str) -> bool:
    """Whether ``words`` tell how bad an event was, and not what it was."""
    return all(w in _words("severities") for w in _parts(words))


def _parts(words: str) -> list[str]:
    return [w for w in re.split(r"[\s,()]+", words.lower().replace("/", " / ")) if w]


def _is_modifier(word: str) -> bool:
    return (
        word in _words("stages")
        or word in _JOINTS
        or bool(_MARKED.fullmatch(word))
        or all(p in _words("stages") for p in word.split("-"))
    )


@lru_cache(maxsize=2)
def _words(name: str) -> frozenset[str]:
    lines = (Path(__file__).parent / "words" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
