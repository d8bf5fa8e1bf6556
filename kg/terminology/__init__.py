"""Names and what they stand for: the embedded terminologies, found by hash."""

from kg.terminology.records import Match, NameType, Source
from kg.terminology.terminology import Terminology

__all__ = ["Match", "NameType", "Source", "Terminology"]
