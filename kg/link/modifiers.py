"""Disease names with stages, lines, risks and markers in front: which words qualify, and what they qualify.

``relapsed or refractory multiple myeloma`` is narrower than ``multiple myeloma``; English puts the head last, so the core is
the longest ending that names a disease.
"""

from __future__ import annotations

import re

_WORDS = frozenset(
    """relapsed refractory relapsing recurrent recurring metastatic nonmetastatic advanced early late locally local localized localised unresectable
    inoperable resectable resected unresected operable newly diagnosed previously treated untreated pretreated heavily
    treatment-naive treatment-naïve naive naïve chemotherapy-naive first-line second-line third-line stage grade high-risk
    low-risk intermediate-risk standard-risk very-high-risk high low intermediate risk poor-risk early-stage late-stage advanced-stage end-stage limited-stage
    extensive-stage limited extensive disseminated widespread progressive progressing persistent residual active inactive stable unstable symptomatic
    asymptomatic uncontrolled controlled poorly inadequately insufficiently resistant sensitive treatment-resistant
    treatment-refractory drug-resistant platinum-resistant platinum-sensitive platinum-refractory platinum-treated
    castration-sensitive castrate-resistant hormone-sensitive hormone-refractory transplant-eligible transplant-ineligible
    adult pediatric paediatric elderly juvenile moderate severe mild moderately severely severe-to-moderate
    moderate-to-severe mild-to-moderate nonsquamous non-squamous squamous untreatable incurable aggressive indolent de novo
    triple-class exposed triple-class-refractory penta-refractory double-refractory lenalidomide-refractory
    steroid-refractory steroid-dependent biochemically biochemical nonmuscle-invasive muscle-invasive node-positive node-negative
    lymph-node-positive hormone-receptor-positive hormone-receptor-negative wild-type mutant mutated mutation-positive
    i ii iii iv ia ib iia iib iiia iiib iiic iva ivb 1 2 3 4 nsclc-naive previously-treated previously-untreated newly-diagnosed""".split()
)
_JOINTS = frozenset({"or", "and", "to", "/", ","})
_MARKED = re.compile(
    r"[\w./-]+-(?:positive|negative|mutated|mutant|mutation-positive|amplified|overexpressing|expressing|rearranged|deficient|"
    r"proficient|resistant|refractory|sensitive|dependent|independent|naive|naïve|treated|pretreated|untreated|exposed|eligible|ineligible|"
    r"associated|related|induced|driven|low|high|altered|deleted|translocated|fusion-positive|positive/\w+-negative)|"
    r"[A-Za-z0-9]+\+|[A-Za-z0-9]+[-−]|(?:del|t|inv)\([\w;]+\)",
    re.IGNORECASE,
)
_SEVERITY = frozenset(
    """severe mild moderate serious fatal life-threatening grade 1 2 3 4 5 or and to higher worse new-onset newly onset persistent transient
    common frequent rare occasional treatment-related drug-related treatment-emergent immune-related immune-mediated drug-induced chemotherapy-induced
    marked significant minor slight major severe-to-moderate mild-to-moderate moderate-to-severe high-grade low-grade symptomatic asymptomatic
    reversible irreversible all-grade any-grade dose-limiting clinically acute""".split()
)
_NEGATING = frozenset({"non", "no", "not", "without", "pre", "post", "anti", "absence", "pseudo", "risk", "suspected"})
_RELAPSED = re.compile(
    r"\b(?:relapsed|relapsing|relapse)(?: ?(?:/|or|and/or|and|-) ?)(?:refractory)\b|\brefractory(?: ?(?:/|or|and/or|and|-) ?)relapsed\b|"
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
    return not _NEGATING & set(_parts(words)) and not re.match(r"(?:non|pre|anti|pseudo)-?\w", words, re.IGNORECASE)


def is_severity(words: str) -> bool:
    """Whether ``words`` tell how bad an event was, and not what it was."""
    return all(w in _SEVERITY for w in _parts(words))


def _parts(words: str) -> list[str]:
    return [w for w in re.split(r"[\s,()]+", words.lower().replace("/", " / ")) if w]


def _is_modifier(word: str) -> bool:
    return (
        word in _WORDS or word in _JOINTS or bool(_MARKED.fullmatch(word)) or all(p in _WORDS for p in word.split("-"))
    )
