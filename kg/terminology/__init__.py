"""Names and what they stand for: the embedded terminologies, found by hash."""

from kg.terminology.antibodies import AntibodyTarget
from kg.terminology.records import Match, NameType, Source
from kg.terminology.terminology import Terminology

__all__ = ["AntibodyTarget", "Match", "NameType", "Source", "Terminology"]
