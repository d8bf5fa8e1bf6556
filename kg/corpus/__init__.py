"""Reading articles: plain text, Markdown, JSONL, PubMed XML and PMC JATS, one reader a format."""

from kg.corpus.corpus import READERS, read_corpus, read_file
from kg.corpus.raw import RawFile, look_at
from kg.corpus.reader import Reader

__all__ = ["READERS", "RawFile", "Reader", "look_at", "read_corpus", "read_file"]
