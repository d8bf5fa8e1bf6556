"""JSON lines: one document an object.

``{"docid", "text", "entities": [{"start", "end", "text", "label", "ids"}], "relations": [{"type", "head", "tail"}]}``,
or what ``kg annotate`` writes (``source``, ``mentions``, ``kind``, ``curie``). The ends of a relation are places in
``entities`` (``"level": "mention"``) or identifiers; ``args`` holds the ends of one that has more than two.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from kg.corpus import RawFile
from kg.errors import InputError
from kg.evaluate.identifiers import curies
from kg.evaluate.marked import checked_span, concept_end, laid_out, mention_end
from kg.evaluate.records import GoldDocument, GoldEnd, GoldMention, GoldRelation

_SHAPE = 'Write one object a line: {"docid", "text", "entities": [{"start", "end", "text", "label", "ids"}]}.'


def read(file: RawFile) -> Iterator[GoldDocument]:
    """The documents of ``file``, in order. Raises ``InputError`` with the line for what is not in this form."""
    with file.open() as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield _document(line, f"{file.source}, line {number}")


def _document(line: bytes, where: str) -> GoldDocument:
    try:
        record = json.loads(line.decode("utf-8-sig"))
        text = record["text"]
        source = str(record.get("docid") or record.get("source") or record["id"])
        marks = record.get("entities", record.get("mentions", []))
        mentions = tuple(_mention(mark, text, where) for mark in marks)
        relations = tuple(_relation(one, mentions) for one in record.get("relations") or ())
    except UnicodeDecodeError as error:
        raise InputError("the line is not UTF-8", where=where, cure="Save the file as UTF-8.") from error
    except json.JSONDecodeError as error:
        raise InputError(
            f"the line is not JSON ({error.msg}, column {error.colno})", where=where, cure=_SHAPE
        ) from None
    except KeyError as error:
        raise InputError(f"there is no {error.args[0]!r}", where=where, cure=_SHAPE) from error
    except (TypeError, ValueError, AttributeError, IndexError, RecursionError) as error:
        raise InputError(f"the object is not in the form ({error})", where=where, cure=_SHAPE) from error
    return GoldDocument(laid_out(source, text), mentions, relations)


def _mention(mark: dict[str, Any], text: str, where: str) -> GoldMention:
    label, says = str(mark["label"] if "label" in mark else mark["kind"]), mark.get("text")
    span = checked_span(text, int(mark["start"]), int(mark["end"]), None if mark.get("frags") else says, where)
    linked = [mark["curie"]] if mark.get("status") == "linked" else []
    return GoldMention(span, says or span.of(text), label, curies(mark.get("ids") or linked))


def _relation(record: dict[str, Any], mentions: tuple[GoldMention, ...]) -> GoldRelation:
    ends = record["args"] if "args" in record else [record["head"], record["tail"]]
    return GoldRelation(str(record["type"]), tuple(_end(one, mentions) for one in ends))


def _end(written: object, mentions: tuple[GoldMention, ...]) -> GoldEnd:
    if isinstance(written, int):
        return mention_end(written, mentions)
    return concept_end(curies([written]), mentions)
