"""The one form of a curation event: a line of JSON. ``docs/curation.md`` describes it for other programs.

Reading is strict: a field that is missing, unknown or of another shape is an error, and so is an ``id`` that is not
the hash of the rest. What a curator decided is kept to the letter or not at all.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from kg.curate.fields import (
    IRI,
    BadError,
    Json,
    boolean,
    check_fields,
    json_object,
    matching,
    matching_list,
    short,
    string,
    text,
    word,
)
from kg.curate.orcid import is_orcid
from kg.curate.outcomes import read_outcome, read_sentences, written_outcome, written_sentence
from kg.errors import InputError
from kg.model import (
    ArmContent,
    ClaimTriple,
    Correction,
    CurationEvent,
    Decision,
    ErrorTag,
    Literal,
    Modality,
    Outcome,
    ResultContent,
)
from kg.vocab import PREDICATES, PREFIXES

FORM = "curation/1"
"""The value of the field ``form``: the version of all that this module reads and writes."""

LONGEST_LINE = 2_000_000
"""Characters of one event. A note is a few sentences; a claim may rest on thousands."""

_ID = re.compile(r"[0-9a-f]{32}")
_CURIE = re.compile(r"([A-Za-z]+):[A-Za-z][A-Za-z0-9_]*")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z")


def parse_event(line: str, *, where: str) -> CurationEvent:
    """The event in one line of JSON.

    Raises ``InputError`` that names ``where`` for anything that is not exactly of the form.
    """
    try:
        if len(line) > LONGEST_LINE:
            raise BadError(
                f"the line is longer than an event can be ({len(line):,} characters; at most {LONGEST_LINE:,})"
            )
        return _event(_decoded(line))
    except BadError as error:
        raise InputError(f"not a curation event: {error}", where=where, cure="docs/curation.md has the form.") from None


def write_event(event: CurationEvent) -> str:
    """The event as one line of JSON, without the line feed: fields in alphabetical order, no blanks."""
    return _canonical(_content(event) | {"id": event.id})


def event_id(event: CurationEvent) -> str:
    """The id that the event's content gives it: 32 hexadecimal digits, 128 bits of a SHA-256."""
    return hashlib.sha256(_canonical(_content(event)).encode()).hexdigest()[:32]


def sealed(event: CurationEvent) -> CurationEvent:
    """The event with the id of its content, whatever its id was."""
    return replace(event, id=event_id(event))


def _canonical(content: Json) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _content(event: CurationEvent) -> Json:
    return {
        "form": FORM,
        "claim": event.claim,
        "triple": _parts(event.triple),
        "evidence": [written_sentence(seen) for seen in event.evidence],
        "decision": event.decision.value,
        "tag": event.tag.value if event.tag else "",
        "note": event.note,
        "correction": _parts(event.correction) if event.correction else None,
        "curator": event.curator,
        "time": event.time,
        "tool": event.tool,
        "supersedes": list(event.supersedes),
    }


def _parts(parts: ClaimTriple | Correction) -> Json:
    written = {
        "subject": parts.subject,
        "predicate": parts.predicate,
        "object": _written_end(parts.object),
        "negated": parts.negated,
        "modality": parts.modality.value if parts.modality else None,
    }
    return {name: value for name, value in written.items() if value is not None}


def _written_end(end: str | Literal | Outcome | None) -> str | Json | None:
    if isinstance(end, ArmContent | ResultContent):
        return written_outcome(end)
    return {"value": end.value, "datatype": end.datatype} if isinstance(end, Literal) else end


def _decoded(line: str) -> Json:
    def once(pairs: list[tuple[str, Any]]) -> Json:
        names = [name for name, _ in pairs]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise BadError(f"the field {twice[0]!r} stands there twice")
        return dict(pairs)

    try:
        value = json.loads(line, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise BadError(f"the line is no JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise BadError("the line is nested too deeply") from None
    if not isinstance(value, dict):
        raise BadError("the line is no JSON object")
    return value


def _event(content: Json) -> CurationEvent:
    if content.get("form") != FORM:
        raise BadError(f"'form' is {content.get('form')!r}, and this version of claimgraph reads {FORM!r}")
    check_fields(content, _FIELDS, "the event")
    event = CurationEvent(
        id=matching(content, "id", _ID, "32 hexadecimal digits in lower case"),
        claim=matching(content, "claim", IRI, "an absolute IRI"),
        triple=_triple(content["triple"]),
        evidence=read_sentences(content["evidence"]),
        decision=word(Decision, content["decision"], "decision"),
        tag=None if content["tag"] == "" else word(ErrorTag, content["tag"], "tag"),
        note=text(content, "note"),
        correction=None if content["correction"] is None else _correction(content["correction"]),
        curator=_curator(content),
        time=_time(content),
        tool=text(content, "tool"),
        supersedes=matching_list(content, "supersedes", _ID, "ids of events"),
    )
    _check_sense(event)
    if event.id != (own := event_id(event)):
        raise BadError(
            f"'id' is not the hash of the rest, which is {own!r}: the event was changed, or not made by the form"
        )
    return event


_FIELDS = frozenset(
    ("form", "id", "claim", "triple", "evidence", "decision", "tag", "note", "correction", "curator", "time", "tool")
) | {"supersedes"}
_OUTCOMES = {"cg:hasArm": ArmContent, "biolink:has_study_results": ResultContent}
_TRIPLE = frozenset(("subject", "predicate", "object", "negated", "modality"))


def _check_sense(event: CurationEvent) -> None:
    """What each field allows alone but not together."""
    decision = event.decision
    if event.correction is not None:
        if decision is not Decision.REJECT:
            raise BadError(f"a correction comes with 'reject' and not with {decision.value!r}")
        for name in _parts(event.correction):
            if getattr(event.correction, name) == getattr(event.triple, name):
                raise BadError(f"the correction's {name!r} is what the claim says already")
    _check_outcome(event.triple, event.correction)
    if event.tag is not None and decision not in (Decision.REJECT, Decision.UNSURE):
        raise BadError(f"'tag' must be empty with {decision.value!r}")
    if decision is Decision.WITHDRAW and not event.supersedes:
        raise BadError("'withdraw' must say in 'supersedes' what it takes back")


def _check_outcome(triple: ClaimTriple, correction: Correction | None) -> None:
    """An arm or a result stands where its predicate says, and is corrected to another one of its sort."""
    sort = _OUTCOMES.get(triple.predicate, str | Literal)
    if not isinstance(triple.object, sort):
        raise BadError(f"the object of {triple.predicate!r} is of another sort")
    if correction is None:
        return
    if triple.predicate in _OUTCOMES and correction.predicate is not None:
        raise BadError("an arm or a result is corrected to another one, not to another predicate")
    if correction.object is not None and not isinstance(correction.object, sort):
        raise BadError("the correction's 'object' is of another sort than the claim's")


def _triple(value: Any) -> ClaimTriple:
    content = json_object(value, "triple")
    check_fields(content, _TRIPLE, "the triple")
    return ClaimTriple(
        matching(content, "subject", IRI, "an absolute IRI"),
        _predicate(content),
        _end(content["object"]),
        boolean(content, "negated"),
        word(Modality, content["modality"], "modality"),
    )


def _correction(value: Any) -> Correction:
    content = json_object(value, "correction")
    check_fields(content, _TRIPLE, "the correction", all_of=False)
    if not content:
        raise BadError("the correction is empty; it is null when there is none")
    predicate = _predicate(content) if "predicate" in content else None
    if predicate is not None and predicate not in PREDICATES:
        raise BadError(f"the correction's predicate {predicate!r} is not one of {', '.join(PREDICATES)}")
    return Correction(
        matching(content, "subject", IRI, "an absolute IRI") if "subject" in content else None,
        predicate,
        _end(content["object"]) if "object" in content else None,
        boolean(content, "negated") if "negated" in content else None,
        word(Modality, content["modality"], "modality") if "modality" in content else None,
    )


def _end(value: Any) -> str | Literal | Outcome:
    if isinstance(value, dict):
        if "value" not in value and "datatype" not in value:
            return read_outcome(value)
        check_fields(value, frozenset(("value", "datatype")), "the literal object")
        datatype = matching(value, "datatype", _CURIE, "a CURIE such as xsd:integer")
        if not datatype.startswith("xsd:"):
            raise BadError(f"'datatype' is {datatype!r}, and literals are of xsd: datatypes")
        return Literal(text(value, "value"), datatype)
    return matching({"object": value}, "object", IRI, "an absolute IRI, or a literal with value and datatype")


def _predicate(content: Json) -> str:
    """Any CURIE of the vocabularies: a log outlives a predicate."""
    curie = matching(content, "predicate", _CURIE, "a CURIE such as cg:targets")
    if curie.partition(":")[0] not in PREFIXES:
        raise BadError(f"'predicate' is {curie!r}, whose prefix is unknown")
    return curie


def _curator(content: Json) -> str:
    value = string(content, "curator")
    if value and not is_orcid(value):
        raise BadError(
            f"'curator' is {short(value)}, which is no ORCID (bare, with the right check digit) and not empty"
        )
    return value


def _time(content: Json) -> str:
    value = matching(content, "time", _TIME, "an instant in UTC such as 2026-01-31T12:00:00.000Z")
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise BadError(f"'time' is {value!r}: {error}") from None
    return value
