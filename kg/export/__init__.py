"""Annotations in the formats that annotation tools read: one module a format.

A format is a :class:`Writer`: what opens the file, the text of one document, and what closes the file.
"""

from types import MappingProxyType

from kg.export.bioc import BIOC
from kg.export.jsonl import JSONL
from kg.export.pubtator import PUBTATOR
from kg.export.writer import Writer

FORMATS = MappingProxyType({"jsonl": JSONL, "pubtator": PUBTATOR, "bioc": BIOC})
"""The formats by the name that the command line gives them."""

__all__ = ["FORMATS", "Writer"]
