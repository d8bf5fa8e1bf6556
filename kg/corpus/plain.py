"""Plain text and Markdown: one article a file, the text kept exactly as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from kg.corpus.article import compose, with_front_matter
from kg.corpus.front_matter import FrontMatter, read_front_matter
from kg.corpus.lines import Unit, plain_units
from kg.corpus.markdown import markdown_units
from kg.corpus.raw import RawFile, decode
from kg.model import Document, DocumentKind, Failure


class PlainTextReader:
    """``.txt``, and files whose name says nothing. Layout is read from lines, blank lines, bullets and numbers."""

    name = "text"
    suffixes: tuple[str, ...] = (".txt", ".text", "")

    def accepts(self, file: RawFile) -> bool:
        return file.suffix in self.suffixes

    def units(self, text: str, start: int) -> Iterable[Unit]:
        return plain_units(text, start)

    def read(self, file: RawFile) -> Iterator[Document | Failure]:
        """One document.

        Raises ``InputError`` when the file is binary, empty or too large.
        """
        content = file.content()
        text, notices = decode(content, file.source)
        front = read_front_matter(text, file.source)
        article = compose(text, tuple(self.units(text, front.end)), file.source, front.title)
        yield Document(
            source=file.source,
            text=text,
            sha256=hashlib.sha256(content).hexdigest(),
            kind=DocumentKind.ARTICLE if _has_pmid(front) else article.kind,
            title=article.title,
            authors=front.authors or article.authors,
            date=front.date or article.date,
            publisher=front.publisher,
            url=front.url,
            licence=front.licence,
            identifiers=front.identifiers,
            blocks=tuple(with_front_matter(front.span, article.blocks)),
            citations=tuple(article.citations),
            notices=(*notices, *front.notices, *article.notices),
        )


class MarkdownReader(PlainTextReader):
    """``.md``. Block structure is CommonMark's with tables; inline marks stay in the text."""

    name = "markdown"
    suffixes = (".md", ".markdown")

    def units(self, text: str, start: int) -> Iterable[Unit]:
        return markdown_units(text, start)


def _has_pmid(front: FrontMatter) -> bool:
    return any(curie.startswith("PMID:") for curie in front.identifiers)
