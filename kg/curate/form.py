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
from enum import StrEnum
from typing import Any, TypeVar

from kg.curate.orcid import is_orcid
from kg.errors import InputError
from kg.model import ClaimTriple, Correction, CurationEvent, Decision, ErrorTag, Literal, Modality
from kg.vocab import PREDICATES, PREFIXES

FORM = "curation/1"
"""The value of the field ``form``: the version of all that this module reads and writes."""

LONGEST_LINE = 65_536
"""Characters of one event. A note is a few sentences, and evidence a few dozen IRIs."""

_ID = re.compile(r"[0-9a-f]{32}")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\x9f]+")
_CURIE = re.compile(r"([A-Za-z]+):[A-Za-z][A-Za-z0-9_]*")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,9})?Z")
_NOT_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

_Json = dict[str, Any]
_Word = TypeVar("_Word", bound=StrEnum)


class _Bad(ValueError):
    """What is wrong with a line, before it is known which line it is."""


def parse_event(line: str, *, where: str) -> CurationEvent:
    """The event in one line of JSON.

    Raises ``InputError`` that names ``where`` for anything that is not exactly of the form.
    """
    try:
        if len(line) > LONGEST_LINE:
            raise _Bad(f"the line is longer than an event can be ({len(line):,} characters; at most {LONGEST_LINE:,})")
        return _event(_decoded(line))
    except _Bad as error:
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


def _canonical(content: _Json) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _content(event: CurationEvent) -> _Json:
    return {
        "form": FORM,
        "claim": event.claim,
        "triple": _parts(event.triple),
        "evidence": list(event.evidence),
        "decision": event.decision.value,
        "tag": event.tag.value if event.tag else "",
        "note": event.note,
        "correction": _parts(event.correction) if event.correction else None,
        "curator": event.curator,
        "time": event.time,
        "tool": event.tool,
        "supersedes": list(event.supersedes),
    }


def _parts(parts: ClaimTriple | Correction) -> _Json:
    obj = parts.object
    written = {
        "subject": parts.subject,
        "predicate": parts.predicate,
        "object": {"value": obj.value, "datatype": obj.datatype} if isinstance(obj, Literal) else obj,
        "negated": parts.negated,
        "modality": parts.modality.value if parts.modality else None,
    }
    return {name: value for name, value in written.items() if value is not None}


def _decoded(line: str) -> _Json:
    def once(pairs: list[tuple[str, Any]]) -> _Json:
        names = [name for name, _ in pairs]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise _Bad(f"the field {twice[0]!r} stands there twice")
        return dict(pairs)

    try:
        value = json.loads(line, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        raise _Bad(f"the line is no JSON: {error.msg} at character {error.pos + 1}") from None
    except RecursionError:
        raise _Bad("the line is nested too deeply") from None
    if not isinstance(value, dict):
        raise _Bad("the line is no JSON object")
    return value


def _event(content: _Json) -> CurationEvent:
    if content.get("form") != FORM:
        raise _Bad(f"'form' is {content.get('form')!r}, and this version of claimgraph reads {FORM!r}")
    _check_fields(content, _FIELDS, "the event")
    event = CurationEvent(
        id=_matching(content, "id", _ID, "32 hexadecimal digits in lower case"),
        claim=_matching(content, "claim", _IRI, "an absolute IRI"),
        triple=_triple(content["triple"]),
        evidence=_list(content, "evidence", _IRI, "absolute IRIs"),
        decision=_word(Decision, content["decision"], "decision"),
        tag=None if content["tag"] == "" else _word(ErrorTag, content["tag"], "tag"),
        note=_text(content, "note"),
        correction=None if content["correction"] is None else _correction(content["correction"]),
        curator=_curator(content),
        time=_time(content),
        tool=_text(content, "tool"),
        supersedes=_list(content, "supersedes", _ID, "ids of events"),
    )
    _check_sense(event)
    if event.id != (own := event_id(event)):
        raise _Bad(
            f"'id' is not the hash of the rest, which is {own!r}: the event was changed, or not made by the form"
        )
    return event


_FIELDS = frozenset(
    ("form", "id", "claim", "triple", "evidence", "decision", "tag", "note", "correction", "curator", "time", "tool")
) | {"supersedes"}
_TRIPLE = frozenset(("subject", "predicate", "object", "negated", "modality"))


def _check_fields(content: _Json, known: frozenset[str], what: str, *, all_of: bool = True) -> None:
    if unknown := sorted(content.keys() - known):
        raise _Bad(f"{what} has the unknown field {unknown[0]!r}; known are {', '.join(sorted(known))}")
    if all_of and (missing := sorted(known - content.keys())):
        raise _Bad(f"{what} lacks the field {missing[0]!r}")


def _check_sense(event: CurationEvent) -> None:
    """What each field allows alone but not together."""
    decision = event.decision
    if event.correction is not None:
        if decision is not Decision.REJECT:
            raise _Bad(f"a correction comes with 'reject' and not with {decision.value!r}")
        for name in _parts(event.correction):
            if getattr(event.correction, name) == getattr(event.triple, name):
                raise _Bad(f"the correction's {name!r} is what the claim says already")
    if event.tag is not None and decision not in (Decision.REJECT, Decision.UNSURE):
        raise _Bad(f"'tag' must be empty with {decision.value!r}")
    if decision is Decision.WITHDRAW and not event.supersedes:
        raise _Bad("'withdraw' must say in 'supersedes' what it takes back")


def _triple(value: Any) -> ClaimTriple:
    content = _object(value, "triple")
    _check_fields(content, _TRIPLE, "the triple")
    return ClaimTriple(
        _matching(content, "subject", _IRI, "an absolute IRI"),
        _predicate(content),
        _end(content["object"]),
        _boolean(content, "negated"),
        _word(Modality, content["modality"], "modality"),
    )


def _correction(value: Any) -> Correction:
    content = _object(value, "correction")
    _check_fields(content, _TRIPLE, "the correction", all_of=False)
    if not content:
        raise _Bad("the correction is empty; it is null when there is none")
    predicate = _predicate(content) if "predicate" in content else None
    if predicate is not None and predicate not in PREDICATES:
        raise _Bad(f"the correction's predicate {predicate!r} is not one of {', '.join(PREDICATES)}")
    return Correction(
        _matching(content, "subject", _IRI, "an absolute IRI") if "subject" in content else None,
        predicate,
        _end(content["object"]) if "object" in content else None,
        _boolean(content, "negated") if "negated" in content else None,
        _word(Modality, content["modality"], "modality") if "modality" in content else None,
    )


def _end(value: Any) -> str | Literal:
    if isinstance(value, dict):
        _check_fields(value, frozenset(("value", "datatype")), "the literal object")
        datatype = _matching(value, "datatype", _CURIE, "a CURIE such as xsd:integer")
        if not datatype.startswith("xsd:"):
            raise _Bad(f"'datatype' is {datatype!r}, and literals are of xsd: datatypes")
        return Literal(_text(value, "value"), datatype)
    return _matching({"object": value}, "object", _IRI, "an absolute IRI, or a literal with value and datatype")


def _predicate(content: _Json) -> str:
    """Any CURIE of the vocabularies: a log outlives a predicate."""
    curie = _matching(content, "predicate", _CURIE, "a CURIE such as cg:targets")
    if curie.partition(":")[0] not in PREFIXES:
        raise _Bad(f"'predicate' is {curie!r}, whose prefix is unknown")
    return curie


def _object(value: Any, name: str) -> _Json:
    if not isinstance(value, dict):
        raise _Bad(f"{name!r} is no object")
    return value


def _string(content: _Json, name: str) -> str:
    value = content[name]
    if not isinstance(value, str):
        raise _Bad(f"{name!r} is no string")
    return value


def _text(content: _Json, name: str) -> str:
    value = _string(content, name)
    if bad := _NOT_IN_TEXT.search(value):
        raise _Bad(f"{name!r} holds the character {bad[0]!a}")
    return value


def _matching(content: _Json, name: str, shape: re.Pattern[str], means: str) -> str:
    value = _text(content, name)
    if not shape.fullmatch(value):
        raise _Bad(f"{name!r} is {_short(value)}, not {means}")
    return value


def _list(content: _Json, name: str, shape: re.Pattern[str], means: str) -> tuple[str, ...]:
    values = content[name]
    if not isinstance(values, list):
        raise _Bad(f"{name!r} is no list")
    found = tuple(_matching({name: value}, name, shape, f"a list of {means}") for value in values)
    if len(set(found)) < len(found):
        raise _Bad(f"{name!r} names something twice")
    return found


def _boolean(content: _Json, name: str) -> bool:
    value = content[name]
    if not isinstance(value, bool):
        raise _Bad(f"{name!r} is neither true nor false")
    return value


def _word(kind: type[_Word], value: Any, name: str) -> _Word:
    known = [word.value for word in kind]
    if not isinstance(value, str) or value not in known:
        raise _Bad(f"{name!r} is {_short(value)}, not one of {', '.join(known)}")
    return kind(value)


def _curator(content: _Json) -> str:
    value = _string(content, "curator")
    if value and not is_orcid(value):
        raise _Bad(f"'curator' is {_short(value)}, which is no ORCID (bare, with the right check digit) and not empty")
    return value


def _time(content: _Json) -> str:
    value = _matching(content, "time", _TIME, "an instant in UTC such as 2026-01-31T12:00:00.000Z")
    try:
        datetime.fromisoformat(value)
    except ValueError as error:
        raise _Bad(f"'time' is {value!r}: {error}") from None
    return value


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "…"
