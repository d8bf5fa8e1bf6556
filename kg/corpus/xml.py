"""XML that comes from outside: parsed in a stream, without entities, DTDs or network, and turned into running text.

Inline marks never part or join words by themselves: ``<i>p53</i>-null`` gives ``p53-null``. What stands high after a
number or a unit becomes Unicode superscript (``10<sup>9</sup>/L`` gives ``10⁹/L``); other raised and lowered
characters keep their place (``CD8<sup>+</sup>``, ``H<sub>2</sub>O``), but for three letters or more after a word,
which get a blank (``EGFR<sup>T790M</sup>`` gives ``EGFR T790M``). A citation mark that is raised is put in brackets
(``[12]``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import suppress
from html.entities import html5
from typing import IO, Any

from lxml import etree

from kg.corpus.raw import RawFile
from kg.corpus.references import malformed_doi
from kg.errors import InputError
from kg.model import Block, BlockKind, Citation, Notice, Span

Element = etree._Element

_SUPERSCRIPT = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_EXPONENT = re.compile(r"[+−–-]?\d{1,3}")
_TAKES_EXPONENT = re.compile(r"(?:(?<![A-Za-z\d.,-])\d[\d.,]*|(?<![A-Za-z])(?:[cmdk]?m|[km]?g|[mµμ]?[Ll]|s|min|h|Hz))$")
_BREAKS = frozenset(
    {"p", "sec", "title", "list", "list-item", "break", "disp-quote", "td", "th", "tr", "def", "boxed-text"}
)
_RAISED = frozenset({"sup", "superscript"})
_LOWERED = frozenset({"sub", "subscript", "inf"})
_SKIPPED = frozenset(
    {"tex-math", "graphic", "inline-graphic", "media", "fn", "table-wrap", "fig", "supplementary-material"}
)
_FOOTNOTES = frozenset({"fn", "table-fn", "aff", "corresp", "author-notes"})
_HARDENED: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
_CURE = "Fetch the file again, or check it with an XML editor."
_NO_ENTITIES = "Remove the entity declarations; PubMed and PMC files have none."


def root_name(file: RawFile) -> str:
    """The local name of the root element, or an empty string when ``file`` does not begin as XML."""
    if not file.head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith(b"<"):
        return ""
    parser = etree.XMLPullParser(events=("start",), **_HARDENED)
    with suppress(etree.XMLSyntaxError):
        parser.feed(file.head)
    started: Iterator[Any] = parser.read_events()
    return next((local_name(element) for _, element in started), "")


def local_name(element: Element) -> str:
    """The element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def records(file: RawFile, names: frozenset[str]) -> Iterator[tuple[Element, str]]:
    """Each element called one of ``names``, with its sha256, while the file is parsed.

    The digest is that of the whole file when such an element is the root, else that of the element in canonical XML.
    An element is freed when the next one is asked for. Raises ``InputError`` for what is not well-formed, too deep, or
    declares entities.
    """
    with file.open() as raw:
        stream = _Hashed(raw)
        depth = 0
        try:
            for event, element in etree.iterparse(stream, events=("start", "end"), **_HARDENED):
                if event == "start":
                    if depth == 0:
                        _refuse_entities(element, file.source)
                    depth += 1
                    continue
                depth -= 1
                if local_name(element) not in names:
                    continue
                if depth == 0:
                    sha256 = stream.finish()
                else:
                    sha256 = hashlib.sha256(etree.tostring(element, method="c14n", with_tail=False)).hexdigest()
                yield element, sha256
                _free(element)
        except etree.XMLSyntaxError as error:
            raise InputError(f"not well-formed XML ({error.msg})", where=file.source, cure=_CURE) from error


class _Hashed:
    """A stream that keeps the digest of what has been read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._stream.read(size)
        self._digest.update(piece)
        return piece

    def finish(self) -> str:
        """Read to the end; the digest of everything."""
        while self.read(1 << 16):
            pass
        return self._digest.hexdigest()


def _refuse_entities(root: Element, source: str) -> None:
    subset: Any = root.getroottree().docinfo.internalDTD
    if subset is not None and next(iter(subset.iterentities()), None) is not None:
        raise InputError("the XML declares entities, which are refused", where=source, cure=_NO_ENTITIES)


def _free(element: Element) -> None:
    """Let go of ``element`` and of everything before it."""
    parent = element.getparent()
    element.clear()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def words(element: Element | None) -> str:
    """The text of ``element`` on one line, inline marks resolved as the module says; empty for None."""
    if element is None:
        return ""
    return " ".join(piece for piece in runs(element, frozenset()) if isinstance(piece, str))


def runs(element: Element, parting: frozenset[str]) -> Iterator[str | Element]:
    """The stretches of text of ``element``, each on one line, and between them its children called one of
    ``parting``.
    """
    pieces = [element.text or ""]
    for child in element:
        if local_name(child) in parting:
            yield _joined(pieces)
            yield child
            pieces = []
        else:
            _gather(child, pieces)
        pieces.append(child.tail or "")
    yield _joined(pieces)


def _joined(pieces: list[str]) -> str:
    return " ".join("".join(pieces).split())


def _gather(element: Element, pieces: list[str]) -> None:
    """Append the text of an inline element, without its tail, to what stands before it."""
    name = local_name(element)
    if isinstance(element, etree._Entity):
        written = element.text or ""
        pieces.append(html5.get(written.removeprefix("&"), written))
    elif name in _RAISED or name in _LOWERED:
        pieces.append(_raised(element, "".join(pieces[-4:])) if name in _RAISED else _lowered(element, pieces[-1]))
    elif name and name not in _SKIPPED and element.get("ref-type") not in _FOOTNOTES:
        blank = " " if name in _BREAKS else ""
        pieces.append(blank + (element.text or ""))
        for child in element:
            _gather(child, pieces)
            pieces.append(child.tail or "")
        pieces.append(blank)


def _raised(element: Element, before: str) -> str:
    inner = words(element)
    parent = element.getparent()
    marks = [*element.iter(), parent] if parent is not None else element.iter()
    if any(mark.get("ref-type") == "bibr" for mark in marks if isinstance(mark.tag, str)):
        return inner if inner.startswith(("[", "(")) else f"[{inner}]"
    if _EXPONENT.fullmatch(inner) and _TAKES_EXPONENT.search(before):
        return inner.translate(_SUPERSCRIPT)
    return _apart(inner, before)


def _lowered(element: Element, before: str) -> str:
    return _apart(words(element), before)


def _apart(inner: str, before: str) -> str:
    """``inner`` with a blank before it when it is a word of its own after another word."""
    is_word = len(inner) >= 3 and inner.isalnum() and not inner.isdigit()
    return f" {inner}" if is_word and before[-1:].isalnum() else inner


def text_of(element: Element, path: str) -> str:
    """The words of the first element at ``path`` (ElementPath, namespaces left out with ``{*}``), or an empty
    string.
    """
    return words(element.find(path))


class TextBuilder:
    """Builds the text of a document out of blocks, with an empty line between two."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.blocks: list[Block] = []

    def add(self, kind: BlockKind, text: str, section: str = "") -> Span | None:
        """Append a block and say where it stands; nothing happens for a text without content."""
        if not text.strip():
            return None
        if self._pieces:
            self._pieces.append("\n\n")
            self._length += 2
        span = Span(self._length, self._length + len(text))
        self._pieces.append(text)
        self._length = span.end
        self.blocks.append(Block(span, kind, section))
        return span

    @property
    def text(self) -> str:
        return "".join(self._pieces)


def add_reference(
    builder: TextBuilder, entry: str, doi: str | None, source: str
) -> tuple[tuple[Citation, ...], tuple[Notice, ...]]:
    """Append an entry of the reference list: its citation, and what is wrong with its DOI; nothing for an empty one."""
    span = builder.add(BlockKind.REFERENCE, entry, "References")
    if span is None:
        return (), ()
    notices = malformed_doi(doi, f"{source} [{span.start}, {span.end})") if doi else ()
    return (Citation(span, entry, doi),), notices
