"""PMC JATS: full articles in the Journal Article Tag Suite, one a file or many in a ``pmc-articleset``.

The text is title, abstracts, body and reference list. Of tables the caption and, row by row, the cells are kept;
figures keep their captions. What is left out is told in notices.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.corpus.article import section_name
from kg.corpus.dates import from_parts
from kg.corpus.raw import RawFile
from kg.corpus.xml import Element, TextBuilder, add_reference, local_name, records, root_name, runs, text_of, words
from kg.model import BlockKind, Citation, Document, DocumentKind, Failure, Notice

_ROOTS = frozenset({"article", "pmc-articleset"})
_RECORDS = frozenset({"article"})
_XLINK = "{http://www.w3.org/1999/xlink}href"
_ADDRESS = "https://pmc.ncbi.nlm.nih.gov/articles/{}/"
_NO_CLAIMS = frozenset({"ack", "fn-group", "glossary", "app-group", "notes", "bio"})
_PARTING = frozenset({"list", "table-wrap", "fig", "boxed-text"})
_MOST_CELLS = 5000


class JatsReader:
    """``article`` and ``pmc-articleset`` files (``.nxml``, ``.xml``), plain, ``.gz`` or ``.xz``."""

    name = "JATS XML"

    def accepts(self, file: RawFile) -> bool:
        return root_name(file) in _ROOTS

    def read(self, file: RawFile) -> Iterator[Document | Failure]:
        """A document for each article; in a set its source is ``path#<PMC id, PMID or number>``.

        Raises ``InputError`` for XML that is broken or declares entities, after the articles before the break.
        """
        for number, (element, sha256) in enumerate(records(file, _RECORDS), start=1):
            yield _article(element, sha256, file.source, number)


def _article(article: Element, sha256: str, path: str, number: int) -> Document | Failure:
    meta = article.find("{*}front/{*}article-meta")
    ids = _ids(meta) if meta is not None else {}
    in_set = article.getparent() is not None
    source = f"{path}#{ids.get('pmc') or ids.get('pmid') or number}" if in_set else path
    builder = TextBuilder()
    notices: list[Notice] = []
    title = text_of(meta, "{*}title-group/{*}article-title") if meta is not None else ""
    builder.add(BlockKind.TITLE, title)
    if meta is not None:
        for abstract in meta.iterfind("{*}abstract"):
            _section(abstract, builder, notices, source, _section_title(abstract) or "Abstract")
    body = article.find("{*}body")
    if body is not None:
        _section(body, builder, notices, source, "")
    if not builder.blocks:
        return Failure(source, "read", "the article has no text", "Leave the article out.")
    citations = _references(article, builder, notices, source)
    return Document(
        source=source,
        text=builder.text,
        sha256=sha256,
        kind=DocumentKind.ARTICLE,
        title=title,
        authors=tuple(_authors(meta)) if meta is not None else (),
        date=_date(meta) if meta is not None else None,
        publisher=text_of(article, "{*}front/{*}journal-meta//{*}journal-title") or None,
        url=_ADDRESS.format(ids["pmc"]) if "pmc" in ids else None,
        licence=_licence(meta) if meta is not None else None,
        identifiers=tuple(f"{p}:{ids[k]}" for k, p in (("pmid", "PMID"), ("pmc", "PMC"), ("doi", "doi")) if k in ids),
        blocks=tuple(builder.blocks),
        citations=tuple(citations),
        notices=tuple(notices),
        retracted=_is_retracted(article, meta),
    )


def _section_title(section: Element) -> str:
    """The title of a section, without its number and closing punctuation."""
    return section_name(text_of(section, "{*}title"))


def _section(section: Element, builder: TextBuilder, notices: list[Notice], source: str, heading: str) -> None:
    """Write what a section holds, in order; ``heading`` is the section that its paragraphs belong to."""
    for child in section:
        name = local_name(child)
        if name == "title":
            builder.add(BlockKind.HEADING, words(child), heading)
        elif name == "sec":
            _section(child, builder, notices, source, _section_title(child) or heading)
        elif name in ("p", "disp-quote", "verse-group"):
            _paragraph(child, builder, notices, source, heading)
        elif name == "list":
            _list(child, builder, notices, source, heading)
        elif name in ("table-wrap", "fig", "boxed-text", "table-wrap-group", "fig-group"):
            _float(child, builder, notices, source, heading)
        elif name in _NO_CLAIMS:
            notices.append(Notice("part-left-out", f"the part <{name}> is left out", source))


def _paragraph(paragraph: Element, builder: TextBuilder, notices: list[Notice], source: str, heading: str) -> None:
    """A paragraph, parted by the lists, tables and figures inside it."""
    for run in runs(paragraph, _PARTING):
        if isinstance(run, str):
            builder.add(BlockKind.PARAGRAPH, run, heading)
        elif local_name(run) == "list":
            _list(run, builder, notices, source, heading)
        else:
            _float(run, builder, notices, source, heading)


def _list(items: Element, builder: TextBuilder, notices: list[Notice], source: str, heading: str) -> None:
    for item in items.iterfind("{*}list-item"):
        for child in item:
            if local_name(child) == "list":
                _list(child, builder, notices, source, heading)
            elif local_name(child) in ("p", "title"):
                builder.add(BlockKind.LIST_ITEM, words(child), heading)


def _float(part: Element, builder: TextBuilder, notices: list[Notice], source: str, heading: str) -> None:
    """A table, figure or box: its caption as a paragraph, a table's rows as one table block."""
    if local_name(part) == "boxed-text":
        _section(part, builder, notices, source, _section_title(part) or heading)
        return
    for caption in part.iterfind(".//{*}caption"):
        builder.add(BlockKind.PARAGRAPH, words(caption), heading)
    for table in part.iterfind(".//{*}table"):
        rows = [[words(cell) for cell in row if local_name(cell) in ("td", "th")] for row in table.iter("{*}tr")]
        if sum(map(len, rows)) > _MOST_CELLS:
            notices.append(Notice("table-left-out", f"a table of more than {_MOST_CELLS} cells is left out", source))
        else:
            builder.add(BlockKind.TABLE, "\n".join(" | ".join(row) for row in rows if any(row)), heading)


def _ids(meta: Element) -> dict[str, str]:
    """The article's ids by kind; the PMC id always with its letters."""
    found: dict[str, str] = {}
    for item in meta.iterfind("{*}article-id"):
        kind = {"pmcid": "pmc", "pmcaid": "", "pmc-aiid": ""}.get(
            item.get("pub-id-type", ""), item.get("pub-id-type", "")
        )
        if kind and words(item):
            found.setdefault(kind, words(item))
    if "pmc" in found:
        found["pmc"] = f"PMC{found['pmc'].removeprefix('PMC')}"
    return found


def _authors(meta: Element) -> Iterator[str]:
    for contributor in meta.iterfind("{*}contrib-group/{*}contrib"):
        if contributor.get("contrib-type", "author") != "author":
            continue
        name = f"{text_of(contributor, '{*}name/{*}given-names')} {text_of(contributor, '{*}name/{*}surname')}".strip()
        name = name or text_of(contributor, "{*}collab") or text_of(contributor, "{*}string-name")
        if name:
            yield name


def _date(meta: Element) -> str | None:
    """The earliest date of publication that is known to the day, else the longest that is known."""
    dates = (
        from_parts(*(text_of(date, "{*}" + part) for part in ("year", "month", "day")))
        for date in meta.iterfind("{*}pub-date")
    )
    return min(filter(None, dates), key=lambda date: (-len(date), date), default=None)


def _licence(meta: Element) -> str | None:
    """The address of the licence, else its words."""
    for licence in meta.iterfind("{*}permissions/{*}license"):
        address = licence.get(_XLINK)
        inner = next((words(e) for e in licence.iter("{*}license_ref") if words(e)), None)
        link = next(
            (e.get(_XLINK) for e in licence.iter("{*}ext-link") if "creativecommons" in e.get(_XLINK, "")), None
        )
        if value := address or inner or link or words(licence):
            return value
    return None


def _is_retracted(article: Element, meta: Element | None) -> bool:
    if "retracted" in article.get("article-type", ""):
        return True
    related = meta.iterfind("{*}related-article") if meta is not None else ()
    return any(item.get("related-article-type") == "retraction-forward" for item in related)


def _references(article: Element, builder: TextBuilder, notices: list[Notice], source: str) -> list[Citation]:
    citations: list[Citation] = []
    for reference in article.iterfind("{*}back//{*}ref"):
        entry = " ".join(words(part) for part in reference if local_name(part) not in ("label", "note"))
        doi = next((words(i) for i in reference.iter("{*}pub-id") if i.get("pub-id-type") == "doi" and words(i)), None)
        cited, problems = add_reference(builder, entry, doi, source)
        citations += cited
        notices += problems
    return citations
