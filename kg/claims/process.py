"""Drugs and biological processes: ``biolink:affects``, and the names of processes in the text.

The processes are those of ``processes.tsv`` (phrase, Gene Ontology term, label).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import pairwise

from kg.claims.context import Context
from kg.claims.modality import is_negated, modality_of
from kg.claims.phrases import clause_at, listing
from kg.claims.reading import TOKEN, Reading
from kg.claims.rules import claim
from kg.claims.view import normalise
from kg.model import Annotated, Claim, Concept, Kind, Link, LinkStatus, Mention, Span

AFFECTS = "biolink:affects"
_GO = re.compile(r"GO:\d{7}")


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, Concept]]:
    concepts: dict[str, Concept] = {}
    table = files("kg.claims").joinpath("processes.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        fields = line.split("\t")
        if len(fields) == 3 and _GO.fullmatch(fields[1]):
            concepts[fields[0]] = Concept(fields[1], Kind.PROCESS, fields[2], "BiologicalProcess")
    longest = sorted(concepts, key=lambda p: (-len(p), p))
    phrases = "|".join(r"[\s-]+".join(map(re.escape, re.split(r"[\s-]", phrase))) for phrase in longest)
    return re.compile(rf"(?<![\w-])(?:{phrases})(?![\w-])", re.IGNORECASE), concepts


def with_processes(annotated: Annotated) -> Annotated:
    """``annotated`` with a mention for each process that its prose names.

    A longer mention that overlaps the phrase wins; one inside it (``tumor`` in ``tumor cell death``) gives way.
    """
    pattern, concepts = _lexicon()
    known = {re.sub(r"[\s-]+", " ", phrase): concept for phrase, concept in concepts.items()}
    text = normalise(annotated.document.text)
    kept = list(annotated.mentions)
    found = []
    for sentence in annotated.sentences:
        if not sentence.block.kind.is_prose:
            continue
        for match in pattern.finditer(text, sentence.span.start, sentence.span.end):
            span = Span(*match.span())
            over = [m for m in kept if m.span.overlaps(span)]
            if not all(span.covers(m.span) and len(m.span) < len(span) for m in over):
                continue
            kept = [m for m in kept if m not in over]
            concept = known[re.sub(r"[\s-]+", " ", match.group().lower())]
            link = Link(concept, LinkStatus.LINKED, 1.0, "lexicon")
            words = annotated.document.text[span.start : span.end]
            found.append(Mention(span, words, Kind.PROCESS, "lexicon", 1.0, None, link))
    mentions = sorted((*kept, *_glossed(text, found)), key=lambda m: m.span)
    return replace(annotated, mentions=tuple(mentions))


def _glossed(text: str, processes: list[Mention]) -> list[Mention]:
    """A name in brackets says which process is meant: ``programmed tumor cell death (apoptosis)``."""
    out = list(processes)
    for number, (name, gloss) in enumerate(pairwise(processes)):
        between, after = text[name.span.end : gloss.span.start], text[gloss.span.end : gloss.span.end + 1]
        if between.strip() == "(" and after == ")":
            out[number] = replace(name, link=gloss.link)
    return out


_P_LIST = listing("P", modifiers=3)
_EFFECT = re.compile(
    rf"\b(?:promot|trigger|induc|caus|block|inhibit|suppress|prevent|stimulat|enhanc|increas|reduc|slow|boost|"
    rf"activat|restor|halt|stop|disrupt|"
    rf"impair|delay|lower|dampen|curb|interrupt|interfer|accelerat|strengthen|augment|reviv|unleash|set|sets|"
    rf"lead|leads|drive|drives|attenuat|decreas|limit|affect)"
    rf"(?:s|es|e|ed|ing|ting|ped|ping)?(?: (?:off|with|to|in|up|"
    rf"down))?\s(?P<mid>(?:(?!\{{[GT]\d)[^;.{{}}]){{0,60}}?)(?P<p>{_P_LIST})(?![-\w])"
)
_NOUN = re.compile(rf"(?P<p>{_P_LIST}) (?:inhibitor|blocker|inducer|stimulator)s?\b")
_OTHER_SUBJECT = re.compile(
    r"\{T\d+\},? (?:an?|the|one of)\s[^{}]*\b(?:that|which)\b[^{}]*$|\b(?:who|whose|patients|while|whereas|but)\b|;"
)


def extract(reading: Reading, context: Context) -> Iterator[Claim]:  # noqa: ARG001
    """The effects on processes that one sentence gives to a drug."""
    text = reading.text
    if "{P" not in text or "{G" not in text:
        return
    for match in _EFFECT.finditer(text):
        start, _ = clause_at(text, match.start())
        drug = next((m for m in TOKEN.finditer(text, start, match.start()) if m[1] == "G"), None)
        if drug is None:
            continue
        between = text[drug.end() : match.start()]
        if _OTHER_SUBJECT.search(between):
            continue
        cue = between + match.group()
        for subject in reading.participants(drug.group(), "G"):
            for process in reading.participants(match["p"], "P"):
                yield claim(
                    reading, "process", subject, AFFECTS, process, negated=is_negated(cue), modality=modality_of(cue)
                )
