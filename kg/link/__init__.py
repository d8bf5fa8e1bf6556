"""Mentions to concepts: every mention gets a link, unresolved rather than wrong."""

from kg.link.document import link
from kg.link.names import Terminology

__all__ = ["Terminology", "link"]
