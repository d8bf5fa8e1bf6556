"""BioC XML: a passage for each block of the document, with offsets in code points of the document's text."""

from __future__ import annotations

from functools import partial

from lxml import etree

from kg.export.writer import Writer
from kg.export.xml import xml_text
from kg.model import Annotated, Block, BlockKind, Link, Mention, Span
from kg.vocab import expand

_OPENING = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE collection SYSTEM "BioC.dtd">
<collection>
<source>claimgraph</source><date/><key>claimgraph</key>
"""


def _document(annotated: Annotated, base: str, *, says_negation: bool = True) -> str:
    document = annotated.document
    root = etree.Element("document")
    _child(root, "id", document.source)
    blocks = document.blocks or (Block(Span(0, len(document.text)), BlockKind.PARAGRAPH),)
    numbered = list(enumerate(annotated.mentions))
    for block in blocks:
        passage = etree.SubElement(root, "passage")
        _infon(passage, "type", block.kind.value)
        if block.section:
            _infon(passage, "section", block.section)
        _child(passage, "offset", str(block.span.start))
        _child(passage, "text", block.span.of(document.text))
        for number, mention in numbered:
            if block.span.covers(mention.span):
                annotation = _annotation(passage, number, mention, base)
                if says_negation:
                    annotation.insert(1, _infon_of("negated", "true" if mention.negated else "false"))
    return etree.tostring(root, encoding="unicode") + "\n"


def _annotation(passage: etree._Element, number: int, mention: Mention, base: str) -> etree._Element:
    annotation = etree.SubElement(passage, "annotation", id=f"T{number + 1}")
    _infon(annotation, "type", mention.kind.value)
    if mention.link is not None:
        _link(annotation, mention.link, base)
    if mention.also:
        _infon(annotation, "also", ",".join(link.concept.curie for link in mention.also))
    span = mention.span
    etree.SubElement(annotation, "location", offset=str(span.start), length=str(len(span)))
    _child(annotation, "text", mention.text)
    return annotation


def _link(annotation: etree._Element, link: Link, base: str) -> None:
    _infon(annotation, "identifier", link.concept.curie)
    _infon(annotation, "iri", expand(link.concept.curie, base))
    _infon(annotation, "status", link.status.value)
    _infon(annotation, "score", f"{link.score:.4f}")


def _infon(parent: etree._Element, key: str, value: str) -> None:
    parent.append(_infon_of(key, value))


def _infon_of(key: str, value: str) -> etree._Element:
    infon = etree.Element("infon", key=key)
    infon.text = xml_text(value)
    return infon


def _child(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = xml_text(text)


BIOC = Writer(_OPENING, _document, "</collection>\n")
BIOC_OF_GRAPH = Writer(_OPENING, partial(_document, says_negation=False), "</collection>\n")
"""A graph does not keep which mentions are negated: its claims are."""
