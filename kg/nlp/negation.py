"""Which mentions a sentence denies, by cue words and their scope (after NegEx, Chapman et al. 2001)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.model import Kind, Mention, Sentence
from kg.nlp.encoding import normalised

_BEFORE = re.compile(
    r"""\b(?:
        no(?!\s+(?:significant|difference|longer|more|less|fewer|greater)) | (?<!with\ or\ )(?<!and/or\ )without
        | never\ had | none\ (?:had|developed) | free\ (?:of|from) | absence\ of | lack\ of | lack(?:s|ing|ed)
        | negative\ for | denie[sd] | rule[sd]?\ out | devoid\ of
        | (?:do|does|did|had|has|have|was|were)(?:\ not|n't)\ (?:any|caus(?:e|ed)|demonstrat(?:e|ed)|develop(?:ed)?
            |exhibit(?:ed)?|experienced?|have|induced?|produced?|show(?:n|ed)?|associated\ with)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER = re.compile(
    r"""[\s,]*(?:was|were|is|are|has\ been|have\ been|had\ been)?\s*
    (?:not\ (?:seen|observed|detected|reported|found|present|identified) | absent | ruled\ out | excluded)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_END = re.compile(
    r"""[;:] | ,\s(?:and|while|which|who)\b
    | \b(?:but|however|although|though|except|whereas|while|because|since|which|who|despite|apart\ from|other\ than
        |not\ only|until|unless)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_DENIABLE = (Kind.DISEASE, Kind.FINDING)
_SCOPE = 60
"""Code points that a cue reaches to its right."""


def denied(text: str, sentences: Iterable[Sentence], mentions: Iterable[Mention]) -> frozenset[Mention]:
    """The mentions of diseases and findings that their sentence denies.

    The scope of a cue ends with a clause, after 60 code points, or with the sentence.
    """
    remaining = sorted(mention for mention in mentions if mention.kind in _DENIABLE)
    found: set[Mention] = set()
    for sentence in sentences:
        inside = [mention for mention in remaining if sentence.span.covers(mention.span)]
        if not inside:
            continue
        words = normalised(sentence.span.of(text))
        cues = [match.span() for match in _BEFORE.finditer(words)]
        for mention in inside:
            start, end = mention.span.start - sentence.span.start, mention.span.end - sentence.span.start
            before = (words[cue_end:start] for _, cue_end in cues if cue_end <= start <= cue_end + _SCOPE)
            if any(not _END.search(between) for between in before) or _AFTER.match(words[end:]):
                found.add(mention)
    return frozenset(found)
