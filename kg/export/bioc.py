"""BioC XML: a passage for each block of the document, with offsets in code points of the document's text."""

from __future__ import annotations

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


def _document(annotated: Annotated, base: str) -> str:
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
                _annotation(passage, number, mention, base)
    return etree.tostring(root, encoding="unicode") + "\n"


def _annotation(passage: etree._Element, number: int, mention: Mention, base: str) -> None:
    annotation = etree.SubElement(passage, "annotation", id=f"T{number + 1}")
    _infon(annotation, "type", mention.kind.value)
    _infon(annotation, "negated", "true" if mention.negated else "false")
    if mention.link is not None:
        _link(annotation, mention.link, base)
    if mention.also:
        _infon(annotation, "also", ",".join(link.concept.curie for link in mention.also))
    span = mention.span
    etree.SubElement(annotation, "location", offset=str(span.start), length=str(len(span)))
    _child(annotation, "text", mention.text)


def _link(annotation: etree._Element, link: Link, base: str) -> None:
    _infon(annotation, "identifier", link.concept.curie)
    _infon(annotation, "iri", expand(link.concept.curie, base))
    _infon(annotation, "status", link.status.value)
    _infon(annotation, "score", f"{link.score:.4f}")


def _infon(parent: etree._Element, key: str, value: str) -> None:
    etree.SubElement(parent, "infon", key=key).text = xml_text(value)


def _child(parent: etree._Element, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = xml_text(text)


BIOC = Writer(_OPENING, _document, "</collection>\n")
