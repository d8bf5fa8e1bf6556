"""BioC, in XML and in JSON: passages with their offsets, annotations with their locations, and relations.

The text of a document is its passages, each at its offset, with blanks between them. Offsets count code points. An
identifier is an infon called ``identifier`` or by the name of its scheme (``MESH``, ``NCBI Gene``); the ends of a
relation are its nodes, or else infons that hold identifiers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.corpus import RawFile
from kg.corpus.xml import Element, local_name, records
from kg.errors import InputError
from kg.evaluate.identifiers import curies
from kg.evaluate.marked import checked_span, concept_end, mention_end, with_blocks
from kg.evaluate.records import GoldDocument, GoldEnd, GoldMention, GoldRelation
from kg.model import Block, BlockKind, Span

_IDENTIFIER = frozenset({"identifier", "identifiers", "id"})
_SCHEMES = frozenset(
    {"MESH", "NCBI GENE", "NCBIGENE", "OMIM", "MONDO", "HP", "CHEBI", "UMLS", "DOID", "UNII", "HGNC", "DRUGBANK"}
)
_NAMES_RELATION = ("type", "relation", "relation type", "relation_type")
_CURE = "docs/evaluation.md shows the form; offsets count code points of the whole document."


@dataclass(frozen=True, slots=True)
class _Annotation:
    id: str
    infons: Mapping[str, str]
    locations: tuple[tuple[int, int], ...]
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class _Relation:
    infons: Mapping[str, str]
    nodes: tuple[str, ...]
    where: str


@dataclass(slots=True)
class _Document:
    """What both forms say, before it is checked. A passage is its offset, text and type."""

    id: str
    where: str
    passages: list[tuple[int, str, str]] = field(default_factory=list)
    annotations: list[_Annotation] = field(default_factory=list)
    relations: list[_Relation] = field(default_factory=list)


def read_xml(file: RawFile) -> Iterator[GoldDocument]:
    """The documents of a BioC XML file, in order, while it is parsed. Raises ``InputError`` for what is not BioC."""
    for element, _ in records(file, frozenset({"document"})):
        yield _gold(_from_xml(element, file.source))


def read_json(file: RawFile) -> Iterator[GoldDocument]:
    """The documents of a BioC JSON file, in order. Raises ``InputError`` for what is not BioC."""
    with file.open() as stream:
        content = stream.read()
    try:
        collection = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError("the file is not UTF-8", where=file.source, cure="Save the file as UTF-8.") from error
    except (json.JSONDecodeError, RecursionError) as error:
        line = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError(f"the file is not JSON ({error})", where=file.source + line, cure=_CURE) from error
    documents = collection.get("documents", [collection]) if isinstance(collection, dict) else collection
    for number, document in enumerate(documents, start=1):
        where = f"{file.source}, document {number}"
        try:
            yield _gold(_from_json(document, where))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(f"this is no BioC document ({error!r})", where=where, cure=_CURE) from error


def _gold(document: _Document) -> GoldDocument:
    text, blocks = _laid(document)
    places: dict[str, int] = {}
    mentions: list[GoldMention] = []
    for one in document.annotations:
        places[one.id] = len(mentions)
        mentions.append(_mention(one, text))
    relations = tuple(_relation(one, mentions, places) for one in document.relations)
    return GoldDocument(with_blocks(document.id, text, blocks), tuple(mentions), relations)


def _laid(document: _Document) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for offset, passage, kind in document.passages:
        if offset < len(text):
            says = f"a passage begins at {offset}, inside the one before, which ends at {len(text)}"
            raise InputError(says, where=document.where, cure=_CURE)
        text = text.ljust(offset) + passage
        if passage.strip():
            is_title = kind.lower() in ("title", "front")
            span = Span(offset, len(text)).trimmed(text)
            blocks.append(Block(span, BlockKind.TITLE if is_title else BlockKind.PARAGRAPH))
    return text, blocks


def _mention(one: _Annotation, text: str) -> GoldMention:
    if not one.locations:
        raise InputError(f"the annotation {one.id} has no location", where=one.where, cure=_CURE)
    start = min(offset for offset, _ in one.locations)
    end = max(offset + length for offset, length in one.locations)
    span = checked_span(text, start, end, one.text if len(one.locations) == 1 else None, one.where)
    if "type" not in one.infons:
        raise InputError(f"the annotation {one.id} has no type", where=one.where, cure=_CURE)
    return GoldMention(span, one.text, one.infons["type"], _identifiers(one.infons))


def _identifiers(infons: Mapping[str, str]) -> frozenset[str]:
    found: frozenset[str] = frozenset()
    for key, value in infons.items():
        if key.lower() in _IDENTIFIER:
            found |= curies([value])
        elif key.upper() in _SCHEMES:
            found |= curies([value], key)
    return found


def _relation(one: _Relation, mentions: list[GoldMention], places: Mapping[str, int]) -> GoldRelation:
    named = next((key for key in _NAMES_RELATION if key in one.infons), None)
    if named is None:
        raise InputError("a relation has no type", where=one.where, cure=_CURE)
    missing = [node for node in one.nodes if node not in places]
    if missing:
        raise InputError(f"there is no annotation {missing[0]}", where=one.where, cure=_CURE)
    ends: list[GoldEnd] = [mention_end(places[node], mentions) for node in one.nodes]
    if not ends:
        known = frozenset().union(*(mention.ids for mention in mentions))
        found = (curies([value]) for key, value in sorted(one.infons.items()) if key != named)
        ends = [concept_end(ids, mentions) for ids in found if ids & known]
    return GoldRelation(one.infons[named], tuple(ends))


def _from_xml(element: Element, source: str) -> _Document:
    identifier = element.findtext("{*}id") or ""
    found = _Document(identifier, f"{source}, line {element.sourceline}")
    for passage in element.iter("{*}passage"):
        found.passages += _texts(passage, source)
    for child in element.iter("{*}annotation", "{*}relation"):
        where = f"{source}, line {child.sourceline}"
        infons = {one.get("key", ""): one.text or "" for one in child.findall("{*}infon")}
        if local_name(child) == "relation":
            nodes = tuple(node.get("refid", "") for node in child.findall("{*}node"))
            found.relations.append(_Relation(infons, nodes, where))
            continue
        locations = tuple(
            (_number(one.get("offset"), where), _number(one.get("length"), where))
            for one in child.findall("{*}location")
        )
        found.annotations.append(
            _Annotation(child.get("id", ""), infons, locations, child.findtext("{*}text") or "", where)
        )
    return found


def _texts(passage: Element, source: str) -> Iterator[tuple[int, str, str]]:
    """The passage, or its sentences when it has no text of its own."""
    kind = next((one.text or "" for one in passage.findall("{*}infon") if one.get("key") == "type"), "")
    whole = passage.findtext("{*}text")
    for part in [passage] if whole is not None else passage.findall("{*}sentence"):
        offset = _number(part.findtext("{*}offset"), f"{source}, line {part.sourceline}")
        yield offset, part.findtext("{*}text") or "", kind


def _number(written: str | None, where: str) -> int:
    if written is None or not written.strip().isdigit():
        raise InputError(f"no number: {written!r}", where=where, cure=_CURE)
    return int(written)


def _from_json(document: dict[str, Any], where: str) -> _Document:
    found = _Document(str(document["id"]), where)
    parts = [part for passage in document["passages"] for part in (passage, *passage.get("sentences", ()))]
    for passage in document["passages"]:
        kind = str(passage.get("infons", {}).get("type", ""))
        texts = [passage] if passage.get("text") is not None else passage.get("sentences", [])
        found.passages += [(int(one["offset"]), str(one.get("text", "")), kind) for one in texts]
    for part in (*parts, document):
        found.annotations += [_annotation(one, where) for one in part.get("annotations", ())]
        found.relations += [
            _Relation(_infons(one), tuple(str(node["refid"]) for node in one.get("nodes", ())), where)
            for one in part.get("relations", ())
        ]
    return found


def _annotation(one: dict[str, Any], where: str) -> _Annotation:
    locations = tuple((int(x["offset"]), int(x["length"])) for x in one["locations"])
    place = f"{where}, annotation {one.get('id', '')}"
    return _Annotation(str(one.get("id", "")), _infons(one), locations, str(one.get("text", "")), place)


def _infons(one: dict[str, Any]) -> dict[str, str]:
    return {str(key): str(value) for key, value in one.get("infons", {}).items() if value is not None}
