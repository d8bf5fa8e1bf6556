"""Short texts with their names marked up, for tests of the claim rules.

``<G Ozempic=semaglutide>`` is the name ``Ozempic`` of the drug ``semaglutide``; the letter is that of the kind
(G drug, T target, D disease, F finding, C trial). Concepts are minted from the names; ``<D gout=MONDO:0005393>`` is a
name that a terminology knows.
"""

from __future__ import annotations

import hashlib
import re

from kg.model import (
    Annotated,
    Block,
    BlockKind,
    Claim,
    Concept,
    Document,
    Kind,
    Link,
    LinkStatus,
    Mention,
    Modality,
    Span,
)
from kg.nlp.sentences import split

KINDS = {"G": Kind.DRUG, "T": Kind.TARGET, "D": Kind.DISEASE, "F": Kind.FINDING, "C": Kind.TRIAL}
CLASSES = {"G": "Drug", "T": "Gene", "D": "Disease", "F": "PhenotypicFeature", "C": "ClinicalTrial"}
_MARK = re.compile(r"<([GTDFC]) ([^<>=]+)(?:=([^<>]+))?>")


_CURIE = re.compile(r"[A-Z]+:\w+")


def _concept(letter: str, text: str, name: str) -> Concept:
    if _CURIE.fullmatch(name):
        return Concept(name, KINDS[letter], text.lower(), CLASSES[letter])
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return Concept(f"cgid:{KINDS[letter].value}/{slug}", KINDS[letter], name.lower(), CLASSES[letter])


def _line(line: str) -> tuple[str, BlockKind]:
    if line.startswith("# "):
        return line[2:], BlockKind.HEADING
    return line, BlockKind.LIST_ITEM if line.startswith("• ") else BlockKind.PARAGRAPH


def annotate(marked: str, *, title: str = "", section: str = "") -> Annotated:
    """``marked`` as an annotated document, after an optional title and heading.

    A line is a paragraph; one that begins with ``• `` is a list item and one that begins with ``# `` a heading.
    """
    text, mentions, blocks = "", [], []
    lines = [(title, BlockKind.TITLE), (section, BlockKind.HEADING), *map(_line, marked.splitlines())]
    for line, kind in lines:
        if not line.strip():
            continue
        if kind is BlockKind.HEADING:
            section = _MARK.sub(r"\2", line)
        start, at = len(text), 0
        for mark in _MARK.finditer(line):
            text += line[at : mark.start()]
            link = Link(_concept(mark[1], mark[2], mark[3] or mark[2]), LinkStatus.LINKED, 1.0, "gold")
            span = Span(len(text), len(text) + len(mark[2]))
            mentions.append(Mention(span, mark[2], KINDS[mark[1]], "gold", 1.0, None, link))
            text += mark[2]
            at = mark.end()
        text += line[at:]
        blocks.append(Block(Span(start, len(text)), kind, section if kind is not BlockKind.TITLE else ""))
        text += "\n\n"
    sha = hashlib.sha256(text.encode()).hexdigest()
    document = Document("case.txt", text, sha, title=re.sub(_MARK, r"\2", title), blocks=tuple(blocks))
    return Annotated(document, split(document), tuple(mentions))


PREDICATES = (
    "cg:targets",
    "cg:inhibits",
    "cg:activates",
    "cg:expressedIn",
    "biolink:gene_associated_with_condition",
    "biolink:in_clinical_trials_for",
    "biolink:treats",
    "cg:approvedFor",
    "biolink:contraindicated_in",
    "biolink:has_adverse_event",
    "biolink:affects",
    "cg:combinedWith",
)
"""The predicates between names; what only a trial's design says has tests of its own."""

_CASE = re.compile(
    rf"(?P<subject>.+?) (?P<denial>not )?(?P<predicate>{'|'.join(p.partition(':')[2] for p in PREDICATES)}) "
    r"(?P<object>.+?)(?P<mood> \(\w+\))?"
)


def _spell(subject: str, denial: str, predicate: str, other: str, mood: str) -> str:
    if predicate == "combinedWith":
        subject, other = sorted((subject, other))
    return f"{subject} {denial}{predicate} {other}{mood}"


def spelled(claim: Claim) -> str:
    """A claim as the cases write it: ``alirocumab targets pcsk9``, with ``not`` and the modality where they matter."""
    other = claim.object.label if isinstance(claim.object, Concept) else claim.object.value
    mood = "" if claim.modality is Modality.ASSERTED else f" ({claim.modality.value})"
    denial = "not " if claim.negated else ""
    return _spell(claim.subject.label, denial, claim.predicate.partition(":")[2], other, mood)


def written(case: str) -> str:
    """A case's claim in the form of :func:`spelled`: lower-case names, the pair of a combination in order."""
    match = _CASE.fullmatch(case)
    if match is None:
        raise ValueError(f"not a claim: {case}")
    part = {name: value or "" for name, value in match.groupdict().items()}
    return _spell(part["subject"].lower(), part["denial"], part["predicate"], part["object"].lower(), part["mood"])
