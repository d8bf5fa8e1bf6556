"""The page's script: the ES modules of ``static/`` joined into one, because a page opened from disk may import nothing.

Each module becomes an async function's body, so that its names stay its own and it may await something at its top. The
modules keep to what this needs: one-line imports of named things from siblings, and named exports of functions and
constants.
"""

from __future__ import annotations

import re
from importlib import resources

_IMPORT = re.compile(r'^import \{(?P<names>[^}]*)\} from "\./(?P<module>[a-z]+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?P<what>(?:async )?function|const) (?P<name>\w+)", re.MULTILINE)


def static_text(name: str) -> str:
    """A file of ``kg/review/static``."""
    return resources.files("kg.review").joinpath("static", name).read_text(encoding="utf-8")


def joined(entry: str = "main") -> str:
    """The module ``entry`` after everything that it imports, each once."""
    ordered: list[str] = []
    _visit(entry, ordered, ())
    return "\n".join(_enclosed(name) for name in ordered)


def _visit(name: str, ordered: list[str], path: tuple[str, ...]) -> None:
    if name in path:
        raise ValueError(f"the page's modules import each other in a circle: {' → '.join((*path, name))}")
    if name in ordered:
        return
    for found in _IMPORT.finditer(static_text(f"{name}.js")):
        _visit(found["module"], ordered, (*path, name))
    ordered.append(name)


def _enclosed(name: str) -> str:
    source = static_text(f"{name}.js")
    exports = ", ".join(found["name"] for found in _EXPORT.finditer(source))
    body = _EXPORT.sub(r"\g<what> \g<name>", _IMPORT.sub(r"const {\g<names>} = module_\g<module>;\n", source))
    return f"const module_{name} = await (async () => {{\n{body}return {{ {exports} }};\n}})();\n"
