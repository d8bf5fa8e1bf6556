"""Recognition of drugs, targets, diseases and trials.

spaCy and scispaCy live here, and are imported when a pipeline is loaded.
"""

from kg.nlp.lexicon import TerminologyLike
from kg.nlp.pipeline import Pipeline

__all__ = ["Pipeline", "TerminologyLike"]
