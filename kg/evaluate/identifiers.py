"""Identifiers as annotated corpora write them, brought to one form."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from kg.evaluate.records import GoldMention
from kg.model import Concept, Kind, Mention

_JOINTS = re.compile(r"[|,;+]")
_NONE = frozenset({"", "-", "-1", "NONE", "NULL", "NIL"})
_SAME = {"MSH": "MESH", "NCBI GENE": "NCBIGENE", "GENEID": "NCBIGENE", "ENTREZ": "NCBIGENE", "NCBI_GENE": "NCBIGENE"}
_MESH = re.compile(r"[CD]\d{5,}")


def curies(written: Iterable[object], prefix: str = "") -> frozenset[str]:
    """The CURIEs, in capitals, of identifiers that may be joined (``D001|D002``).

    One without a prefix gets ``prefix``; without that, ``C…`` and ``D…`` are MeSH's and numbers NCBI Gene's. A
    missing identifier (``-1``) is none.
    """
    pieces = (piece.strip().upper() for one in written for piece in _JOINTS.split(str(one)))
    return frozenset(_curie(piece, prefix.upper()) for piece in pieces if piece not in _NONE)


def _curie(piece: str, prefix: str) -> str:
    before, colon, local = piece.partition(":")
    if colon:
        return f"{_SAME.get(before, before)}:{local}"
    if prefix:
        return f"{_SAME.get(prefix, prefix)}:{piece}"
    return f"MESH:{piece}" if _MESH.fullmatch(piece) else f"NCBIGENE:{piece}"


def concept_ids(concept: Concept) -> frozenset[str]:
    """All that a concept is identified by, in capitals."""
    return frozenset(one.upper() for one in (concept.curie, *concept.xrefs))


def mention_ids(mention: Mention) -> frozenset[str]:
    """What a mention is identified by: the concept that it was linked to, and the records under which it is filed."""
    link = mention.link
    return frozenset() if link is None else frozenset(one.upper() for one in (link.concept.curie, *link.xrefs))


def of_scheme(ids: Iterable[str], scheme: str) -> frozenset[str]:
    """Those of ``ids`` that are of one scheme (``MESH``)."""
    start = f"{scheme}:"
    return frozenset(one for one in ids if one.startswith(start))


def schemes(mentions: Iterable[tuple[Kind, GoldMention]], chosen: Mapping[Kind | None, str]) -> dict[Kind, str]:
    """The scheme in which each kind is compared: the ``chosen`` one (under None for any kind), else the one that most
    of its identifiers are of. A kind without identifiers has none.
    """
    used: dict[Kind, Counter[str]] = {}
    for kind, mention in mentions:
        used.setdefault(kind, Counter()).update(one.partition(":")[0] for one in mention.ids)
    found = {}
    for kind, counted in used.items():
        wanted = chosen.get(kind) or chosen.get(None)
        if wanted:
            found[kind] = _SAME.get(wanted.upper(), wanted.upper())
        elif counted:
            found[kind] = min(counted, key=lambda scheme: (-counted[scheme], scheme))
    return found
