"""The review page: one HTML file in which a reader sees the graph and judges it, claim by claim.

What the page shows is plain data (:mod:`kg.review.data`); how it looks is a template, a stylesheet and a script of the
project's own around pyvis's ``Network``. The page opens from disk and asks nobody for anything.
"""

from kg.review.data import (
    Mark,
    PageClaim,
    PageData,
    PageDocument,
    PageEvidence,
    PageFact,
    PageMeta,
    PageNode,
    Role,
    RunnerUp,
)
from kg.review.page import render

__all__ = [
    "Mark",
    "PageClaim",
    "PageData",
    "PageDocument",
    "PageEvidence",
    "PageFact",
    "PageMeta",
    "PageNode",
    "Role",
    "RunnerUp",
    "render",
]
