"""Arms and results of trials, and the sentences that a curator saw, as they stand in a curation event."""

from __future__ import annotations

import re
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
    string,
    text,
    word,
)
from kg.model import (
    RESULT_TEXTS,
    ArmContent,
    ArmRole,
    Effect,
    Endpoint,
    Outcome,
    ResultContent,
    SeenSentence,
    result_fields,
)

_ARM = ("role", "drugs", "label")
_ENDPOINT = "cg:"
_RESULT = frozenset(("endpoint", "met", "effect", *RESULT_TEXTS))
_ROLES = ("primary", "secondary")
_HALF = re.compile(r"[\ud800-\udfff]")
_SENTENCE = ("iri", "document", "start", "end", "quote")


def written_outcome(outcome: Outcome) -> Json:
    """``{"arm": …}`` or ``{"result": …}``; of a result only what is known."""
    if isinstance(outcome, ArmContent):
        return {"arm": {"role": outcome.role.value, "drugs": list(outcome.drugs), "label": outcome.label}}
    return {"result": result_fields(outcome)}


def read_outcome(value: Json) -> Outcome:
    """The reverse of :func:`written_outcome`.

    Raises ``BadError`` for anything that is not exactly of the form.
    """
    if value.keys() == {"arm"}:
        arm = json_object(value["arm"], "arm")
        check_fields(arm, _ARM, "the arm")
        role = word(ArmRole, arm["role"], "role")
        return ArmContent(role, matching_list(arm, "drugs", IRI, "absolute IRIs"), text(arm, "label"))
    if value.keys() != {"result"}:
        raise BadError(f"an object that is no concept and no value is an arm or a result, not {sorted(value)}")
    result = json_object(value["result"], "result")
    check_fields(result, _RESULT, "the result", all_of=False)
    if "endpoint" not in result:
        raise BadError("the result lacks the field 'endpoint'")
    return ResultContent(
        word(Endpoint, text(result, "endpoint").removeprefix(_ENDPOINT), "endpoint"),
        met=boolean(result, "met") if "met" in result else None,
        effect=word(Effect, result["effect"], "effect") if "effect" in result else None,
        **{field: _known(result, name) for name, field in RESULT_TEXTS.items() if name in result},
    )


def _known(result: Json, name: str) -> str:
    value = text(result, name)
    if name == "role" and value not in _ROLES:
        raise BadError(f"'role' is {value!r}, not one of {', '.join(_ROLES)}")
    if not value:
        raise BadError(f"{name!r} is empty; it is left out when nothing is known of it")
    return value


def written_sentence(seen: SeenSentence) -> str | Json:
    """The sentence with its place and words; its evidence's IRI where nothing else was written down."""
    return {name: getattr(seen, name) for name in _SENTENCE} if seen.document else seen.iri


def read_sentences(values: Any) -> tuple[SeenSentence, ...]:
    """The reverse of :func:`written_sentence`, of a list of them, each once.

    Raises ``BadError`` for anything that is not exactly of the form.
    """
    if not isinstance(values, list):
        raise BadError("'evidence' is no list")
    found = tuple(_sentence(value) for value in values)
    if len({seen.iri for seen in found}) < len(found):
        raise BadError("'evidence' names something twice")
    return found


def _sentence(value: Any) -> SeenSentence:
    if not isinstance(value, dict):
        return SeenSentence(matching({"evidence": value}, "evidence", IRI, "a list of absolute IRIs"))
    check_fields(value, _SENTENCE, "a sentence of the evidence")
    start, end = (_offset(value, name) for name in ("start", "end"))
    quote, document = string(value, "quote"), string(value, "document")
    if _HALF.search(quote + document):
        raise BadError("a sentence of the evidence holds half of a surrogate pair")
    if not document or end - start != len(quote):
        raise BadError("a sentence of the evidence has no document, or another length than its place")
    return SeenSentence(matching(value, "iri", IRI, "an absolute IRI"), document, start, end, quote)


def _offset(content: Json, name: str) -> int:
    value = content[name]
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadError(f"{name!r} is no number of code points")
    return value
