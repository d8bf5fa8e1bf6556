"""PubMed XML: the article sets that PubMed and its baseline files give out. The text of a record is its title and
abstract.

Element names and their meaning are those of NLM's PubMed DTD of 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.corpus.dates import from_parts
from kg.corpus.raw import RawFile
from kg.corpus.xml import Element, TextBuilder, add_reference, records, root_name, text_of, words
from kg.model import BlockKind, Citation, Document, DocumentKind, Failure, Notice

_ROOTS = frozenset({"PubmedArticleSet", "PubmedArticle", "PubmedBookArticle"})
_RECORDS = frozenset({"PubmedArticle", "PubmedBookArticle"})
_ADDRESS = "https://pubmed.ncbi.nlm.nih.gov/{}/"


class PubmedReader:
    """``PubmedArticleSet`` files, plain, ``.gz`` or ``.xz``, read record by record."""

    name = "PubMed XML"

    def accepts(self, file: RawFile) -> bool:
        return root_name(file) in _ROOTS

    def read(self, file: RawFile) -> Iterator[Document | Failure]:
        """A document for each record, its source ``path#PMID``, or with the publisher's id or the record's number where
        there is no PMID. A record without a title and abstract is a ``Failure``.

        Raises ``InputError`` for XML that is broken or declares entities, after the records before the break.
        """
        for number, (element, sha256) in enumerate(records(file, _RECORDS), start=1):
            yield _record(element, sha256, file.source, number)


def _record(record: Element, sha256: str, path: str, number: int) -> Document | Failure:
    pmid = text_of(record, "MedlineCitation/PMID") or text_of(record, "BookDocument/PMID")
    source = f"{path}#{pmid or _publisher_id(record) or number}"
    found = record.find("MedlineCitation/Article")
    article = found if found is not None else record.find("BookDocument")
    builder = TextBuilder()
    title = _write(article, builder) if article is not None else ""
    if article is None or not builder.blocks:
        return Failure(source, "read", "the record has neither title nor abstract", "Leave the record out.")
    citations, notices = _references(record, builder, source)
    date = _date(article)
    if date is None:
        notices.append(Notice("missing-date", "the record has no date of publication", source, "Check the record."))
    return Document(
        source=source,
        text=builder.text,
        sha256=sha256,
        kind=DocumentKind.ARTICLE,
        title=title,
        authors=tuple(_authors(article)),
        date=date,
        publisher=text_of(article, "Journal/Title") or text_of(article, "Book/Publisher/PublisherName") or None,
        url=_ADDRESS.format(pmid) if pmid.isdigit() else None,
        identifiers=_identifiers(record, pmid),
        blocks=tuple(builder.blocks),
        citations=tuple(citations),
        notices=tuple(notices),
        retracted=_is_retracted(record),
    )


def _write(article: Element, builder: TextBuilder) -> str:
    """Write title and abstract; the labels of a structured abstract are headings. Returns the title."""
    title = (
        text_of(article, "ArticleTitle") or text_of(article, "VernacularTitle") or text_of(article, "Book/BookTitle")
    )
    builder.add(BlockKind.TITLE, title)
    for part in article.iterfind("Abstract/AbstractText"):
        label = " ".join(part.get("Label", "").split())
        content = words(part)
        if content and label and label.upper() != "UNLABELLED":
            builder.add(BlockKind.HEADING, label, label)
            builder.add(BlockKind.PARAGRAPH, content, label)
        else:
            builder.add(BlockKind.PARAGRAPH, content)
    return title


def _authors(article: Element) -> Iterator[str]:
    """The persons and groups in order, "Fore Last" as PubMed has them."""
    for author in article.iterfind("AuthorList/Author"):
        last = text_of(author, "LastName")
        fore = text_of(author, "ForeName") or text_of(author, "Initials")
        name = f"{fore} {last}".strip() or text_of(author, "CollectiveName")
        if name:
            yield name


def _date(article: Element) -> str | None:
    """The date of the issue, else that of the electronic publication, as an ISO prefix as long as it is known."""
    for path in ("Journal/JournalIssue/PubDate", "ArticleDate", "Book/PubDate", "ContributionDate"):
        date = article.find(path)
        if date is None:
            continue
        year = text_of(date, "Year") or text_of(date, "MedlineDate")[:4]
        if value := from_parts(year, text_of(date, "Month"), text_of(date, "Day")):
            return value
    return None


def _publisher_id(record: Element) -> str:
    items = record.iterfind("PubmedData/ArticleIdList/ArticleId")
    return next((words(item) for item in items if item.get("IdType") == "pii"), "")


def _identifiers(record: Element, pmid: str) -> tuple[str, ...]:
    found = {"pubmed": pmid}
    for item in record.iterfind("PubmedData/ArticleIdList/ArticleId"):
        found.setdefault(item.get("IdType", ""), words(item))
    for item in record.iterfind("MedlineCitation/Article/ELocationID"):
        if item.get("EIdType") == "doi" and item.get("ValidYN", "Y") == "Y":
            found.setdefault("doi", words(item))
    schemes = (("pubmed", "PMID"), ("pmc", "PMC"), ("doi", "doi"))
    return tuple(f"{prefix}:{found[key]}" for key, prefix in schemes if found.get(key))


def _is_retracted(record: Element) -> bool:
    types = record.iterfind("MedlineCitation/Article/PublicationTypeList/PublicationType")
    if any(kind.get("UI") == "D016441" or words(kind) == "Retracted Publication" for kind in types):
        return True
    notes = record.iterfind("MedlineCitation/CommentsCorrectionsList/CommentsCorrections")
    return any(note.get("RefType") == "RetractionIn" for note in notes)


def _references(record: Element, builder: TextBuilder, source: str) -> tuple[list[Citation], list[Notice]]:
    """Write the reference list after the abstract, one block an entry."""
    citations: list[Citation] = []
    notices: list[Notice] = []
    for reference in record.iterfind("PubmedData/ReferenceList//Reference"):
        entry = text_of(reference, "Citation")
        doi = next((words(i) for i in reference.iter("ArticleId") if i.get("IdType") == "doi" and words(i)), None)
        cited, problems = add_reference(builder, entry, doi, source)
        citations += cited
        notices += problems
    return citations, notices
