"""OBO Graph JSON, read with json."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import ResourceError
from kg.terminology.added.namespaces import Namespaces
from kg.terminology.added.terms import Term, scope

_REPLACED_BY = "http://purl.obolibrary.org/obo/IAO_0100001"
_CURE = "Fetch the file again: it should be OBO Graph JSON, with `graphs`, `nodes` and `edges`."


def read(path: Path, namespaces: Namespaces) -> Iterator[Term]:
    """The terms of an OBO Graph file. Raises ``ResourceError`` with the line or the node when it is broken."""
    try:
        content = json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise ResourceError(f"not JSON: {error.msg}", where=f"{path.name}, line {error.lineno}", cure=_CURE) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise ResourceError(f"not JSON: {error}", where=path.name, cure=_CURE) from error
    where = path.name
    try:
        for graph in content["graphs"]:
            broader: dict[str, set[str]] = {}
            for edge in graph.get("edges") or ():
                if edge["pred"] in ("is_a", "subClassOf"):
                    broader.setdefault(edge["sub"], set()).add(edge["obj"])
            for number, node in enumerate(graph["nodes"], start=1):
                where = f"{path.name}, node {number}"
                if node.get("type", "CLASS") == "CLASS":
                    yield _term(node, broader.get(node["id"], set()), namespaces, where)
    except (KeyError, TypeError, AttributeError) as error:
        raise ResourceError(f"not OBO Graph JSON: {error!r}", where=where, cure=_CURE) from error


def _term(node: dict[str, Any], broader: set[str], namespaces: Namespaces, where: str) -> Term:
    meta = node.get("meta") or {}
    synonyms = ((str(one["val"]), scope(one["pred"])) for one in meta.get("synonyms") or ())
    values = meta.get("basicPropertyValues") or ()
    return Term(
        namespaces.required(node["id"], where),
        str(node.get("lbl") or ""),
        tuple((name, kind) for name, kind in synonyms if kind),
        _known((one["val"] for one in meta.get("xrefs") or ()), namespaces),
        _known(broader, namespaces),
        bool(meta.get("deprecated")),
        _known((one["val"] for one in values if one["pred"] == _REPLACED_BY), namespaces),
    )


def _known(identifiers: Any, namespaces: Namespaces) -> frozenset[str]:
    return frozenset(found for one in identifiers if (found := namespaces.known(str(one))))
