"""Other ways to say a name that no terminology has as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from kg.model import Concept, Kind

_EQUIVALENTS = Path(__file__).parent / "words" / "equivalents.tsv"

_TARGET_FRONT = re.compile(
    r"^(?:anti[- ]|human |mutant |mutated |activated |soluble |recombinant |phospho[- ]?|phosphorylated |"
    r"wild-?type |p-(?=[A-Z])|"
    r"serum |plasma |the |native |endogenous |murine |rat |mouse |oncogenic |surface |h(?=[A-Z]{2,}))",
    re.IGNORECASE,
)
_TARGET_BACK = re.compile(
    r"[ -](?:genes?|proteins?|receptors?|antigens?|ligands?|inhibitors?|inhibition|antibod(?:y|ies)|kinases?|enzymes?|"
    r"oncogenes?|mutations?|mutants?|alleles?|locus|loci|mrnas?|cdnas?|isoforms?|promoters?|molecules?|complex(?:es)?|family|"
    r"families|subunits?|pathways?|signal+ing|positive|negative|expression|polypeptides?|precursors?|transcripts?|"
    r"homologs?|channels?|transporters?|fusions?|variants?|polymorphisms?|domains?|agonists?|antagonists?|blockers?)$",
    re.IGNORECASE,
)
_ROLES = (
    (
        re.compile(r"\breceptors?$", re.IGNORECASE),
        re.compile(r"receptor|antigen|integrin|channel|\bCD\d", re.IGNORECASE),
    ),
    (re.compile(r"\bligands?$", re.IGNORECASE), re.compile(r"ligand", re.IGNORECASE)),
)
"""What a name ends in, and what some name of the protein must then say: a cytokine is not its receptor."""
_OTHER_ROLE = re.compile(r"antagonist|agonist|inhibitor|associated|accessory|binding", re.IGNORECASE)
_DESCRIBED = re.compile(
    r"(?:[a-z][a-z-]*\s+)*(?:protein|receptor|enzyme|kinase|phosphatase|protease|transporter|antigen|ligand|cytokine|chemokine|"
    r"hormone|channel|molecule|peptide|component|oncoprotein|integrin|glycoprotein|gene|factor)s?,?\s+(?=\S*[A-Z\d]|[a-z-]+\s\d+$)(?=\S*[A-Za-z]\S*[A-Za-z])(?=\S{3}|\S+\s)(\S+(?:\s\d+)?)"
)
"""Words in lower case that say what a protein does, and after them its name: ``nuclear export protein exportin 1``."""
_GREEK = {"a": "alpha", "b": "beta", "g": "gamma", "d": "delta", "k": "kappa"}
_LATIN_FOR_GREEK = re.compile(
    r"(?:(?<=[A-Z\d]{2})|(?<=[- ]\d)|(?<=[a-z][A-Z])|(?<=[a-zA-Z\d])[- ]+)([abgdk])"
    r"(?=\d{0,2}$|\d{0,2} (?:receptor|chain|subunit))"
)
"""A letter that stands for a Greek one: ``TNFa``, ``IFN-g``, ``transforming growth factor-b1``."""
_LATIN_IN_FRONT = re.compile(r"(?<![A-Za-z\d])([abgdk])-(?=[a-z]{4})")
"""The same at the beginning of a word: ``dopamine b-hydroxylase``."""
_GREEK_GLUED = re.compile(r"(?<=[A-Z])(alpha|beta|gamma|delta|kappa)")
_SHORT_FORM_INSIDE = re.compile(r"[A-Za-z].*\S\s*\((?P<short>[A-Z][\w-]{1,7})\)[- ]*(?P<rest>[\w-]{1,7})")
"""``nucleotide oligomerisation domain (NOD) 2``."""
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII")
_NUMERAL = re.compile(
    r"(?P<front>(?:.*[a-z].*)[ -])(?P<number>1[0-3]|[1-9]|(?:X?(?:IX|IV|V?I{1,3}|V)|X))(?P<back>| [a-z][a-z ]+)"
)
_STRAND = re.compile(r"^hsa-|-[35]p$", re.IGNORECASE)
_DRUG_FRONT = re.compile(
    r"^(?:oral |intravenous |i\.?v\.? |subcutaneous |topical |intrathecal |inhaled |transdermal |liposomal |pegylated |"
    r"(?:ultra-)?low-dose |high-dose |standard-dose |weekly |nebuli[sz]ed |generic |biosimilar |the |racemic |"
    r"adjuvant |neoadjuvant |maintenance |recombinant (?:human )?|human |exogenous |endogenous |"
    r"[RSDL]-|\((?:[RSDL]|\+|-|\+/-)\)-?|"
    r"\[?\d{1,3}[A-Z][a-z]?\]?-)",
    re.IGNORECASE,
)
_DRUG_BACK = re.compile(
    r"[ -](?:tablets?|capsules?|injections?|infusions?|monotherapy|therapy|treatment|patch(?:es)?|cream|gel|ointment|"
    r"depot|sr|xr|er|cr|mr|la|hcl|ions?|salts?|derivatives?|compounds?|esters?|analog(?:ue)?s?|metabolites?|vaccines?)$",
    re.IGNORECASE,
)
_CATION = re.compile(r"^(?:di|tri)?(?:sodium|potassium|calcium|magnesium|ammonium) (?=\w{6})", re.IGNORECASE)
_ANION = re.compile(r"(?<=\w{4})ate$")
_DISEASE_FRONT = re.compile(
    r"^(?:the |a |an |human |familial |hereditary |sporadic |congenital |inherited )", re.IGNORECASE
)
_DISEASE_BACK = re.compile(
    r" (?:disease|disorder|syndrome|patients?|attacks?|episodes?|events?|symptoms?)s?$", re.IGNORECASE
)


_PLURAL_OF_A = re.compile(r"(?<=[a-z]{3}[im]a)s$")
"""The plural of words in *-ma* and *-ia*, which normalising leaves alone: ``lymphomas``."""
_EPONYM = re.compile(r"(?:.*\s)?[A-Z][a-z]+(?:-[A-Z][a-z]+)?'s?$")
"""A disease by the name of its discoverer alone: ``Crohn's``."""

_ADJECTIVES = (
    ("emic", ("emia",)),
    ("aemic", ("aemia",)),
    ("enic", ("enia", "enicity")),
    ("otic", ("osis",)),
    ("itic", ("itis",)),
    ("etic", ("esis", "esia", "es")),
    ("ptic", ("psy",)),
    ("ctic", ("xis", "xia")),
    ("stic", ("sm",)),
    ("toxic", ("toxicity",)),
    ("pathic", ("pathy",)),
    ("trophic", ("trophy",)),
    ("plegic", ("plegia",)),
    ("phobic", ("phobia",)),
    ("rrhagic", ("rrhage",)),
    ("ric", ("ria",)),
    ("al", ("",)),
    ("ic", ("ia", "y", "")),
    ("ous", ("", "oma")),
    ("ive", ("ion",)),
    ("ian", ("ism",)),
    ("ed", ("ion", "")),
)
"""Endings of adjectives and of the nouns for the condition."""


def variants(name: str, kind: Kind) -> Iterator[tuple[str, float]]:
    """Other forms of ``name`` to look up, each with what it costs as a factor, the closest first."""
    front, back = {
        Kind.TARGET: (_TARGET_FRONT, _TARGET_BACK),
        Kind.DRUG: (_DRUG_FRONT, _DRUG_BACK),
    }.get(kind, (_DISEASE_FRONT, _DISEASE_BACK))
    seen = {name}
    for form, cost in _stripped(name, front, back):
        if form and form not in seen:
            seen.add(form)
            yield form, cost
    if kind is Kind.DRUG:
        yield from ((form, 0.92) for form in _of_salt(name) if form not in seen)
    if kind is Kind.TARGET:
        yield from ((form, cost) for form, cost in _of_targets(name) if form not in seen)
    described = _DESCRIBED.fullmatch(name) if kind is Kind.TARGET else None
    if described:
        yield described[1], 0.9
    if kind in (Kind.DISEASE, Kind.FINDING):
        singular = _PLURAL_OF_A.sub("", name)
        if singular != name:
            yield singular, 0.96
        if _EPONYM.fullmatch(name):
            yield from ((f"{name} {head}", 0.97) for head in ("disease", "syndrome"))
        for pattern, replacement in _equivalents():
            form = pattern.sub(replacement, name)
            if form not in seen and " " in form:
                seen.add(form)
                yield form, 0.92
        yield from ((form, 0.9) for form in _nouns(name) if form not in seen)


def _of_targets(name: str) -> Iterator[tuple[str, float]]:
    """With Greek letters in place of the Latin ones that stand for them, the short form inside in place of what it
    stands for, and its number in the other numerals; a micro RNA without its strand.
    """
    short = _SHORT_FORM_INSIDE.fullmatch(name)
    forms = [name, f"{short['short']}-{short['rest']}"] if short else [name]
    for form in forms:
        for greek in (form, _greek(form)):
            for spelled in (greek, _other_numeral(greek)):
                if spelled != name:
                    yield spelled, 0.94
    whole = _STRAND.sub("", name)
    if whole != name:
        yield whole, 0.95


def _greek(name: str) -> str:
    name = _LATIN_FOR_GREEK.sub(lambda m: "-" + _GREEK[m[1]], name)
    name = _LATIN_IN_FRONT.sub(lambda m: _GREEK[m[1]] + "-", name)
    return _GREEK_GLUED.sub(r"-\1", name)


def _other_numeral(name: str) -> str:
    """``name`` with its last number in Roman numerals, or in Arabic ones: ``dipeptidyl peptidase 1``."""
    last = _NUMERAL.match(name)
    if last is None:
        return name
    number = _ROMAN.index(last["number"]) if last["number"] in _ROMAN else int(last["number"])
    other = str(number) if last["number"] in _ROMAN else _ROMAN[number]
    return f"{last['front']}{other}{last['back']}"


def _of_salt(name: str) -> Iterator[str]:
    """The substance of a salt that is named cation first, and the acid of an anion: ``metrizoate``."""
    free = _CATION.sub("", name)
    if free != name:
        yield free
    acid = _ANION.sub("ic acid", free)
    if acid != free:
        yield acid


def keeps_role(name: str, form: str, concept: Concept) -> bool:
    """Whether ``concept``, found by ``form``, is still what ``name`` says it is: ``OX40 ligand`` is not OX40."""
    if concept.kind is not Kind.TARGET:
        return True
    known = [n for n in (concept.label, *concept.names) if not _OTHER_ROLE.search(n)]
    return all(
        any(said.search(n) for n in known) for ending, said in _ROLES if ending.search(name) and not ending.search(form)
    )


def _nouns(name: str) -> Iterator[str]:
    """The nouns that an adjective at the end of ``name`` may come from: ``parkinsonian``, ``schizophrenic``,
    ``nephrotic``.
    """
    for ending, nouns in _ADJECTIVES:
        if name.endswith(ending) and len(name) > len(ending) + 4:
            yield from (name[: -len(ending)] + noun for noun in nouns)


def _stripped(name: str, front: re.Pattern[str], back: re.Pattern[str]) -> Iterator[tuple[str, float]]:
    without_parentheses = re.sub(r"\s*\([^()]*\)", "", name)
    yield without_parentheses, 0.96
    shorter_front = front.sub("", name)
    yield shorter_front, 0.96
    shorter_back = back.sub("", name)
    yield shorter_back, 0.95
    yield back.sub("", shorter_front), 0.93
    yield back.sub("", shorter_back), 0.92
    yield back.sub("", back.sub("", shorter_front)), 0.9


@lru_cache(maxsize=1)
def _equivalents() -> tuple[tuple[re.Pattern[str], str], ...]:
    lines = _EQUIVALENTS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((re.compile(pattern, re.IGNORECASE), replacement) for pattern, replacement in rows)
