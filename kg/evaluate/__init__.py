"""How well a corpus that people have annotated is read: recognition, linking and claims, and what was wrong."""

from kg.evaluate.formats import FORMATS, read_gold
from kg.evaluate.mistakes import Mistake, Why
from kg.evaluate.reading import Found, Terms
from kg.evaluate.records import GoldDocument, GoldEnd, GoldMention, GoldRelation
from kg.evaluate.score import ClaimScore, MentionScore, Score, score

__all__ = [
    "FORMATS",
    "ClaimScore",
    "Found",
    "GoldDocument",
    "GoldEnd",
    "GoldMention",
    "GoldRelation",
    "MentionScore",
    "Mistake",
    "Score",
    "Terms",
    "Why",
    "read_gold",
    "score",
]
